"""Fixtures of the emulator's tests: the village, the server before it, and a bot."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground.emulator import Emulator
from tests.unit.playground.village import RawBot, Village


@pytest.fixture
def village() -> Village:
    """Three people and a group with the bot."""
    return Village()


@pytest.fixture
async def telegram(village: Village) -> AsyncIterator[Emulator]:
    """The village behind a Bot API server."""
    async with Emulator(village.world) as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Emulator) -> AsyncIterator[RawBot]:
    """A bot that speaks plain JSON."""
    async with aiohttp.ClientSession() as http:
        yield RawBot(telegram, http)
