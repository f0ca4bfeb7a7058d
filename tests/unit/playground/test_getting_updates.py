"""getUpdates: offsets, types, conflicts; and what the bot gets to see at all."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from playground.emulator import Emulator, World
from tests.unit.playground.village import RawBot, Village


def _texts(updates: list[Any]) -> list[str]:
    return [update["message"]["text"] for update in updates if "text" in update.get("message", {})]


async def _say(village: Village, bot: RawBot, *texts: str) -> None:
    await bot.drain()
    for text in texts:
        village.world.say(village.group, village.member, text)


async def test_unconfirmed_updates_come_again(bot: RawBot, village: Village) -> None:
    await _say(village, bot, "一", "二", "三")
    assert _texts(await bot.updates()) == ["一", "二", "三"]
    assert _texts(await bot.updates()) == ["一", "二", "三"]


async def test_an_offset_confirms_all_lower_ids(bot: RawBot, village: Village) -> None:
    await _say(village, bot, "一", "二", "三")
    first = await bot.updates(limit=1)
    assert _texts(first) == ["一"]
    assert _texts(await bot.updates(first[0]["update_id"] + 1)) == ["二", "三"]
    assert _texts(await bot.updates(0)) == ["二", "三"]


async def test_a_negative_offset_keeps_only_the_last(bot: RawBot, village: Village) -> None:
    await _say(village, bot, "一", "二", "三")
    assert _texts(await bot.updates(-2)) == ["二", "三"]
    assert _texts(await bot.updates()) == ["二", "三"]
    assert _texts(await bot.updates(-9)) == ["二", "三"]


async def test_ids_ascend_without_gaps(bot: RawBot, village: Village) -> None:
    await _say(village, bot, "一", "二", "三")
    ids = [update["update_id"] for update in await bot.updates()]
    assert ids == list(range(ids[0], ids[0] + 3))


async def test_a_long_poll_ends_with_the_first_update(bot: RawBot, village: Village) -> None:
    await bot.drain()
    poll = asyncio.create_task(bot.updates(timeout=20))
    await asyncio.sleep(0.05)
    village.world.say(village.group, village.member, "在吗")
    assert _texts(await asyncio.wait_for(poll, 2)) == ["在吗"]


async def test_a_long_poll_ends_empty_when_time_is_up(bot: RawBot) -> None:
    await bot.drain()
    assert await asyncio.wait_for(bot.updates(timeout=1), 3) == []


async def test_a_second_poll_ends_the_first_with_a_conflict(bot: RawBot, village: Village) -> None:
    await bot.drain()
    first = asyncio.create_task(bot("getUpdates", timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(bot("getUpdates", timeout=20))
    answer = await asyncio.wait_for(first, 2)
    assert answer.error.startswith("Conflict: terminated by other getUpdates request")
    village.world.say(village.group, village.member, "在吗")
    assert _texts((await asyncio.wait_for(second, 2)).result) == ["在吗"]


async def test_a_killed_bot_loses_nothing(bot: RawBot, telegram: Emulator, village: Village) -> None:
    await bot.drain()
    async with aiohttp.ClientSession() as killed:
        url = f"{telegram.url}/bot{telegram.token}/getUpdates?timeout=20"
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05), killed.get(url):
                pass
    village.world.say(village.group, village.member, "在吗")
    await asyncio.sleep(0.02)
    assert _texts(await bot.updates(timeout=1)) == ["在吗"]


async def test_updates_are_forgotten_after_a_day(bot: RawBot, village: Village) -> None:
    await _say(village, bot, "昨天")
    village.clock.forward(hours=25)
    village.world.say(village.group, village.member, "今天")
    assert _texts(await bot.updates()) == ["今天"]


async def test_an_update_can_be_delivered_twice(bot: RawBot, telegram: Emulator, village: Village) -> None:
    telegram.faults.duplicate()
    await _say(village, bot, "一", "二")
    first = await bot.updates(limit=1)
    again = await bot.updates(first[0]["update_id"] + 1)
    assert _texts(again) == ["一", "二"]
    assert again[0] == first[0]
    assert await bot.updates(again[1]["update_id"] + 1) == []


async def test_a_batch_can_come_out_of_order(bot: RawBot, telegram: Emulator, village: Village) -> None:
    await _say(village, bot, "一", "二")
    telegram.faults.shuffle()
    assert _texts(await bot.updates()) == ["二", "一"]
    assert _texts(await bot.updates()) == ["一", "二"]


async def test_member_and_reaction_updates_come_only_to_administrators_who_ask(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group

    async def kinds() -> list[str]:
        await bot.drain()
        message = world.say(group, village.member, "在吗")
        world.react(village.other, message, "👍")
        world.promote(group, village.member, by=village.owner)
        return [next(kind for kind in update if kind != "update_id") for update in await bot.updates()]

    assert await kinds() == ["message"]
    wanted = ["message", "chat_member", "message_reaction"]
    await bot.updates(allowed_updates=wanted)
    assert await kinds() == ["message"], "not an administrator yet"
    world.promote(group, world.bot, by=village.owner)
    assert await kinds() == ["message", "message_reaction", "chat_member"]
    await bot.updates(allowed_updates=None)
    assert await kinds() == ["message", "message_reaction", "chat_member"], "None keeps the setting"
    await bot.updates(allowed_updates=[])
    assert await kinds() == ["message"], "an empty list is the default"


async def test_privacy_mode_hides_what_is_not_for_the_bot(bot: RawBot, village: Village) -> None:
    world, group, member = village.world, village.group, village.member
    own = (await bot("sendMessage", chat_id=group.id, text="大家好")).result
    world.privacy_mode = True
    await bot.drain()
    world.say(group, member, "还看得见")
    assert _texts(await bot.updates()) == ["还看得见"], "the setting counts from the next time the bot is added"
    world.remove_bot(group, by=village.owner)
    world.add_bot(group, by=village.owner)
    await bot.drain()
    world.say(group, member, "闲聊")
    world.say(group, member, "/help@someone_else")
    shown = ["/help", "/help@youju_bot", "问一下 @youju_bot 真的吗"]
    for text in shown:
        world.say(group, member, text)
    world.say(group, member, "回复你", reply_to=group.messages[own["message_id"]])
    world.leave(group, member)
    updates = await bot.updates()
    assert _texts(updates) == [*shown, "回复你"]
    assert "left_chat_member" in updates[-1]["message"]
    assert (await bot("getMe")).result["can_read_all_group_messages"] is False
    world.promote(group, world.bot, by=village.owner)
    await bot.drain()
    world.say(group, village.other, "闲聊")
    assert _texts(await bot.updates()) == ["闲聊"], "administrators see everything"


async def test_other_bots_are_heard_only_in_bot_to_bot_mode(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    poster = world.add_user("推广机器人", username="promo_bot", is_bot=True)
    world.join(group, poster, by=village.owner)
    await bot.drain()
    world.say(group, poster, "19.9 包邮")
    assert await bot.updates() == []
    world.bot_to_bot = True
    world.say(group, poster, "19.9 包邮")
    assert _texts(await bot.updates()) == ["19.9 包邮"]


async def test_a_hundred_updates_come_in_one_answer(bot: RawBot, village: Village) -> None:
    await _say(village, bot, *(f"第{number}句" for number in range(150)))
    assert len(await bot.updates()) == 100
    assert (await bot("getUpdates", limit=101)).status == 400


async def test_the_world_goes_on_without_a_server(village: Village) -> None:
    world: World = village.world
    world.say(village.group, village.member, "没有人听")
    waiting = len(world.updates)
    async with Emulator(world) as telegram:
        assert telegram.url.startswith("http://127.0.0.1:")
        assert len(world.updates) == waiting
