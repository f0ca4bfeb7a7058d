"""Emulator and bot in one process, on one clock that can be moved."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App
from bot.logs import set_up_logs
from bot.parts import Pace
from bot.settings import Settings
from core.clock import MovableClock
from playground.books import Books
from playground.emulator import Emulator, World

QUICK = Pace(due=0.1, soon=0.05, renew=1.0, hourly=3600.0)
"""How often the tables are looked at where hours pass in seconds."""
START_WITHIN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Running:
    """A world and the bot that lives in it, both on ``clock``; ``data_dir`` holds the bot's database and files."""

    clock: MovableClock
    world: World
    telegram: Emulator
    app: App
    data_dir: Path

    @property
    def books(self) -> Books:
        """The bot's database, to look into."""
        return Books(self.data_dir / "youju.db")


@asynccontextmanager
async def run_together(
    start: datetime, *, data_dir: Path | None = None, pace: Pace = QUICK, log_level: str = "error", **settings: Any
) -> AsyncIterator[Running]:
    """Serve a World and run the bot against it until the block ends; ``settings`` override the bot's own.

    Sending is not limited unless the settings say so, because the clock moves faster than Telegram's limits.

    Raises:
        TimeoutError: the bot was not ready in time.
        ExceptionGroup: the bot broke down.
    """
    clock = MovableClock(start)
    async with AsyncExitStack() as stack:
        folder = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="youju-")))
        world = World(clock)
        telegram = await stack.enter_async_context(Emulator(world))
        set_up_logs(log_level, "text")
        app = App(_settings(telegram, folder, settings), clock, pace)
        await stack.enter_async_context(_alive(app))
        yield Running(clock, world, telegram, app, folder)


def _settings(telegram: Emulator, folder: Path, given: dict[str, Any]) -> Settings:
    unlimited = {"send_per_second": 0, "send_per_chat_second": 0, "send_per_group_minute": 0}
    fixed = {"bot_token": telegram.token, "telegram_api_url": telegram.url, "data_dir": folder}
    # Neither the environment nor .env of the one who plays has a say here.
    defaults = {name: field.default for name, field in Settings.model_fields.items()}
    return Settings(**(defaults | unlimited | fixed | given))


@asynccontextmanager
async def _alive(app: App) -> AsyncIterator[None]:
    """Run the bot beside the block; if it has broken down, the reason is raised in the end."""
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop), name="bot")
    ready = asyncio.create_task(app.ready.wait(), name="ready")
    try:
        await asyncio.wait({running, ready}, timeout=START_WITHIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        if not app.ready.is_set() and not running.done():
            running.cancel()
            raise TimeoutError(f"the bot was not ready within {START_WITHIN_SECONDS:.0f} s")
        if not running.done():
            yield
    finally:
        ready.cancel()
        stop.set()
        await asyncio.gather(running, return_exceptions=True)
        if not running.cancelled() and running.exception() is not None:
            running.result()
