"""Trouble on request, and Telegram's limits when they are switched on."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest

from playground.emulator import Emulator
from playground.emulator.api.errors import FloodError
from playground.emulator.api.limits import FloodControl
from tests.unit.playground.village import RawBot, Village

LOST = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)


def _said(village: Village) -> list[str]:
    return [message.text for message in village.world.said_by_bot]


async def test_flood_control_names_the_seconds_to_wait(bot: RawBot, telegram: Emulator, village: Village) -> None:
    telegram.faults.flood(retry_after=3)
    answer = await bot("sendMessage", chat_id=village.group.id, text="一")
    assert answer.status == 429
    assert answer.error == "Too Many Requests: retry after 3"
    assert answer.body["parameters"] == {"retry_after": 3}
    await bot("sendMessage", chat_id=village.group.id, text="二")
    assert _said(village) == ["二"]


async def test_trouble_can_be_bound_to_a_method_and_a_chat(bot: RawBot, telegram: Emulator, village: Village) -> None:
    second = village.new_group("二群")
    telegram.faults.error(500, "Internal Server Error", method="sendMessage", chat=second, times=2)
    assert (await bot("getChat", chat_id=second.id)).status == 200
    assert (await bot("sendMessage", chat_id=village.group.id, text="一")).status == 200
    assert (await bot("sendMessage", chat_id=second.id, text="二")).error == "Internal Server Error"
    assert (await bot("sendMessage", chat_id=str(second.id), text="二")).status == 500
    assert (await bot("sendMessage", chat_id=second.id, text="二")).status == 200


async def test_polls_meet_only_the_trouble_that_names_them(bot: RawBot, telegram: Emulator) -> None:
    telegram.faults.error()
    assert (await bot("getUpdates")).status == 200
    telegram.faults.clear()
    telegram.faults.error(method="getUpdates")
    assert (await bot("getUpdates")).status == 502


@pytest.mark.parametrize(("after_effect", "said"), [(False, []), (True, ["一"])])
async def test_a_connection_drops_before_or_after_the_effect(
    bot: RawBot, telegram: Emulator, village: Village, after_effect: bool, said: list[str]
) -> None:
    telegram.faults.drop(after_effect=after_effect)
    with pytest.raises(LOST):
        await bot("sendMessage", chat_id=village.group.id, text="一")
    assert _said(village) == said
    assert [call.code for call in telegram.calls] == [0]
    assert (await bot("getMe")).status == 200


@pytest.mark.parametrize(("after_effect", "said"), [(False, []), (True, ["一"])])
async def test_a_call_drags_before_or_after_the_effect(
    bot: RawBot, telegram: Emulator, village: Village, after_effect: bool, said: list[str]
) -> None:
    telegram.faults.slow(0.3, after_effect=after_effect)
    began = time.monotonic()
    call = asyncio.create_task(bot("sendMessage", chat_id=village.group.id, text="一"))
    await asyncio.sleep(0.1)
    assert _said(village) == said
    assert (await call).status == 200
    assert time.monotonic() - began >= 0.29


async def test_an_outage_refuses_everything_and_passes(bot: RawBot, telegram: Emulator, village: Village) -> None:
    await bot.drain()
    poll = asyncio.create_task(bot("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    with telegram.faults.outage():
        with pytest.raises(LOST):
            await poll
        with pytest.raises(LOST):
            await bot("sendMessage", chat_id=village.group.id, text="一")
        village.world.say(village.group, village.member, "还在吗")
    assert len(await bot.updates()) == 1
    assert _said(village) == []


async def test_an_outage_can_hang_without_effect(bot: RawBot, telegram: Emulator, village: Village) -> None:
    telegram.faults.begin_outage("hanging")
    call = asyncio.create_task(bot("sendMessage", chat_id=village.group.id, text="一"))
    done, _ = await asyncio.wait([call], timeout=0.2)
    assert not done
    telegram.faults.end_outage()
    with pytest.raises(LOST):
        await call
    assert _said(village) == []


async def test_limits_are_enforced_when_switched_on(village: Village) -> None:
    second = village.new_group("二群")
    async with Emulator(village.world, limits=True) as telegram, aiohttp.ClientSession() as http:
        bot = RawBot(telegram, http)
        assert (await bot("sendMessage", chat_id=village.group.id, text="一")).status == 200
        refused = await bot("sendMessage", chat_id=village.group.id, text="二")
        assert refused.body["parameters"] == {"retry_after": 1}
        assert (await bot("sendMessage", chat_id=second.id, text="一")).status == 200
        assert (await bot("getChat", chat_id=second.id)).status == 200


class _Seconds:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_twenty_messages_a_minute_and_group_an_album_by_its_items() -> None:
    seconds = _Seconds()
    control = FloodControl(seconds)
    for _ in range(4):
        control.admit("sendMediaGroup", -1, 4)
        seconds.now += 1
    control.admit("sendMessage", -1)
    seconds.now += 1
    with pytest.raises(FloodError) as refused:
        control.admit("sendMediaGroup", -1, 4)
    assert refused.value.parameters == {"retry_after": 55}
    control.admit("sendMessage", 1)
    seconds.now += 55
    control.admit("sendMediaGroup", -1, 4)


def test_thirty_calls_a_second_in_all() -> None:
    seconds = _Seconds()
    control = FloodControl(seconds)
    for chat in range(1, 31):
        control.admit("sendMessage", chat)
    with pytest.raises(FloodError):
        control.admit("sendMessage", 99)
    control.admit("answerCallbackQuery", None)
    seconds.now += 1
    control.admit("sendMessage", 99)
