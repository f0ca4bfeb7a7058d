"""Serving the page until it is told to stop: one world after another, each fresh."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from playground.page.playing import open_stage
from playground.page.server import House, build_application

DEFAULT_PORT = 8610
_GRACE_SECONDS = 0.5


@asynccontextmanager
async def listening(house: House, port: int) -> AsyncIterator[str]:
    """Serve the page on loopback while the block lasts; yields its address.

    Raises:
        OSError: the port is taken.
    """
    runner = web.AppRunner(build_application(house), access_log=None, shutdown_timeout=_GRACE_SECONDS)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", port)
        await site.start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        house.closing.set()
        house.stands.set()
        if house.stage is not None:
            house.stage.world.feed.pulse.beat()
        await runner.cleanup()


async def serve(
    stop: asyncio.Event, *, port: int = DEFAULT_PORT, data: Path | None = None, say: Callable[[str], object] = print
) -> None:
    """Serve the page until ``stop`` is set. ``data``: where each world keeps its database and files, in a folder each.

    Raises:
        OSError: the port is taken.
    """
    house = House()
    async with listening(house, port) as address:
        say(f"有据的试玩页正在布置 … {address}")
        is_first = True
        while not stop.is_set():
            async with open_stage(_folder(data)) as stage:
                house.stage = stage
                house.stands.set()
                if is_first:
                    say(f"好了,用浏览器打开 {address}   (Ctrl+C 结束)")
                is_first = False
                await _first_of(stop, house.restart)
                house.restart.clear()
                house.stage = None
                house.stands.clear()
                house.closing.set()
                stage.world.feed.pulse.beat()
            if not stop.is_set():
                house.closing = asyncio.Event()


def _folder(data: Path | None) -> Path | None:
    return None if data is None else data / datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")


async def _first_of(*events: asyncio.Event) -> None:
    waits = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
