"""Fixtures of the flow tests: the bot in this process, or the real process; both against the emulator on loopback."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.clock import system_clock
from playground.emulator import Emulator, World
from playground.running import Running, run_together
from tests.flow.process import BotProcess, QuickBotProcess
from tests.flow.village import START, Village


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    """An empty world with the bot running beside it; no test ends well if the bot called the Bot API wrongly."""
    async with run_together(START, data_dir=tmp_path, ocr="off") as running:
        yield running
        assert running.telegram.violations == []


@pytest.fixture
async def village(running: Running) -> Village:
    """A group with the bot in it, its owner, who has started the bot, and two members."""
    world = running.world
    owner, member, other = world.add_user("掌柜"), world.add_user("阿安"), world.add_user("波波")
    world.start(owner)
    await running.telegram.wait_for(chat=world.private(owner))
    village = Village(running, owner, member, other, world.private(owner))
    village.group = await village.open_group("防晒福利群")
    return village


@pytest.fixture
async def process(tmp_path: Path) -> AsyncIterator[BotProcess]:
    """The real process, not yet started, and an empty world for it on the machine's own clock."""
    async with Emulator(World(system_clock)) as telegram:
        process = BotProcess(telegram, tmp_path / "data")
        yield process
        await process.kill()
        assert telegram.violations == []


@pytest.fixture
async def quick_process(tmp_path: Path) -> AsyncIterator[QuickBotProcess]:
    """The same, for tests that need many lives of it."""
    async with Emulator(World(system_clock)) as telegram:
        process = QuickBotProcess(telegram, tmp_path / "data")
        yield process
        await process.close()
        assert telegram.violations == []
