"""Buttons and keyboards: pressed by people, answered by the bot."""

from __future__ import annotations

import asyncio

import pytest

from playground.emulator import ActingError, Emulator
from tests.unit.playground.village import RawBot, Village

KEYBOARD = {"inline_keyboard": [[{"text": "申请售后", "callback_data": "a"}, {"text": "规则", "url": "https://a.cn"}]]}


async def test_a_press_holds_the_answer(bot: RawBot, telegram: Emulator, village: Village) -> None:
    world = village.world
    await bot("sendMessage", chat_id=village.group.id, text="要售后吗", reply_markup=KEYBOARD)
    message = await telegram.wait_for(lambda message: "售后" in message.text)
    await bot.drain()
    press = world.press(village.member, message, "申请售后")
    query = (await bot.updates())[0]["callback_query"]
    assert query["data"] == "a"
    assert query["message"]["message_id"] == message.message_id
    waiting = asyncio.create_task(press.answered(timeout=2))
    await asyncio.sleep(0)
    url = "https://t.me/youju_bot?start=case_1"
    assert (await bot("answerCallbackQuery", callback_query_id=query["id"], url=url)).result is True
    answer = await waiting
    assert answer.url == url
    assert press.elapsed is not None
    assert world.follow(village.member, url).text == "/start case_1"
    again = await bot("answerCallbackQuery", callback_query_id=query["id"])
    assert again.error == "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert world.press(village.member, message, "规则").answer is not None, "a link opens by itself"
    with pytest.raises(ActingError, match="no single button"):
        world.press(village.member, message, "退款")


async def test_late_long_and_strange_answers_are_refused(bot: RawBot, telegram: Emulator, village: Village) -> None:
    await bot("sendMessage", chat_id=village.group.id, text="要售后吗", reply_markup=KEYBOARD)
    message = await telegram.wait_for()
    press = village.world.press(village.member, message, "申请售后", inaccessible=True)
    query = (await bot.updates())[-1]["callback_query"]
    assert query["message"]["date"] == 0
    assert (await bot("answerCallbackQuery", callback_query_id=query["id"], text="字" * 201)).status == 400
    for url in ("https://a.cn", "https://t.me/other_bot?start=1", "https://t.me/youju_bot?start=带字"):
        assert "URL_INVALID" in (await bot("answerCallbackQuery", callback_query_id=query["id"], url=url)).error
    village.clock.forward(minutes=2)
    assert "too old" in (await bot("answerCallbackQuery", callback_query_id=query["id"])).error
    with pytest.raises(TimeoutError, match="申请售后"):
        await press.answered(timeout=0.01)


async def test_reply_keyboards_are_shown_tapped_and_taken_away(bot: RawBot, village: Village) -> None:
    world, owner = village.world, village.owner
    world.start(owner)
    keys = {"keyboard": [[{"text": "凭证库"}, "售后单"]], "resize_keyboard": True}
    await bot("sendMessage", chat_id=owner.id, text="菜单", reply_markup=keys)
    assert world.tap(owner, "售后单").text == "售后单"
    await bot("sendMessage", chat_id=owner.id, text="好", reply_markup={"remove_keyboard": True})
    with pytest.raises(ActingError, match="no key"):
        world.tap(owner, "售后单")
