"""Watching the world: waiting for messages, the feed, the transcript."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from playground.emulator import Emulator, transcript
from tests.unit.playground.village import RawBot, Village, picture

KEYBOARD = {"inline_keyboard": [[{"text": "申请售后", "callback_data": "a"}, {"text": "规则", "url": "https://a.cn"}]]}


async def test_waiting_hands_each_message_out_once(bot: RawBot, telegram: Emulator, village: Village) -> None:
    asked = village.world.say(village.group, village.member, "在吗")
    for text in ("一", "二"):
        await bot("sendMessage", chat_id=village.group.id, text=text)
    assert (await telegram.wait_for()).text == "一"
    assert (await telegram.wait_for(after=asked)).text == "二"
    with pytest.raises(TimeoutError, match="有据: 二"):
        await telegram.wait_for(timeout=0.05)
    late = asyncio.create_task(telegram.wait_for(lambda message: message.text == "三"))
    await bot("sendMessage", chat_id=village.group.id, text="三")
    assert (await late).text == "三"
    await telegram.wait_until(lambda: len(telegram.calls.of("sendMessage")) == 3)
    await bot.drain()
    await telegram.settled(quiet=0.05)


async def test_the_feed_tells_everything_in_order(bot: RawBot, village: Village) -> None:
    feed = village.world.feed
    seen = len(feed)
    waiting = asyncio.create_task(feed.after(seen, 2))
    await asyncio.sleep(0)
    await bot("sendChatAction", chat_id=village.group.id, action="typing")
    (action,) = await waiting
    assert (action.kind, action.number, action.chat_id) == ("action", seen + 1, village.group.id)
    said = village.world.say(village.group, village.member, "在吗")
    assert feed.since(seen + 1)[0].data["text"] == "在吗"
    assert said.number == seen + 2


async def test_a_transcript_names_topics_and_days_and_indents_long_words(village: Village) -> None:
    world, member = village.world, village.member
    forum = village.new_group("大群", forum=True)
    topic = world.open_topic(forum, village.owner, "售后")
    world.say(forum, member, "漏了\n怎么办", thread=topic)
    village.clock.forward(hours=12)
    world.say(forum, member, "还在吗")
    assert transcript(world, forum)[-4:] == [
        "16:00:00 #售后 掌柜: (开了话题 售后)",
        "16:00:00 #售后 阿玲: 漏了\n         怎么办",
        "—— 11月23日 ——",
        "04:00:00 阿玲: 还在吗",
    ]


async def test_a_transcript_reads_like_a_chat(bot: RawBot, telegram: Emulator, village: Village) -> None:
    world, group, member = village.world, village.group, village.member
    seen = len(transcript(world, group))
    post = world.send_photo(group, village.owner, picture(), caption="防晒喷雾 19.9 直邮")
    doubt = world.say(group, member, "是正品吗", reply_to=post)
    files = {"x": ("x.png", picture(colour="red")), "y": ("y.png", picture(colour="blue"))}
    media = '[{"type":"photo","media":"attach://x","caption":"查到凭证"},{"type":"photo","media":"attach://y"}]'
    reply = f'{{"message_id":{doubt.message_id}}}'
    await bot.upload("sendMediaGroup", files, chat_id=str(group.id), media=media, reply_parameters=reply)
    await bot("sendMessage", chat_id=group.id, text="还有疑问?", reply_markup=KEYBOARD)
    message = await telegram.wait_for(lambda message: bool(message.keyboard))
    press = world.press(member, message, "售后")
    await bot("answerCallbackQuery", callback_query_id=press.query_id, text="已登记")
    await bot("editMessageText", chat_id=group.id, message_id=message.message_id, text="已登记 #1001")
    world.react(member, message, "👍")
    world.pin(message, by=village.owner)
    world.delete(doubt)
    lines = [line.split(" ", 1)[1] for line in transcript(world, group)[seen:]]
    assert msgspec.json.encode([event.data for event in world.feed]), "a page can read it"
    assert lines == [
        "掌柜: 〔图〕 防晒喷雾 19.9 直邮",
        "阿玲 ↩掌柜「防晒喷雾 19.9 直邮」: 是正品吗",
        "有据 ↩阿玲「是正品吗」: 〔图×2〕 查到凭证",
        "有据: 还有疑问? [申请售后] [规则]",
        "阿玲 按下 [申请售后]",
        "→ 阿玲 看到: 已登记",
        "✎ 有据: 已登记 #1001",
        "阿玲 👍 有据「已登记 #1001」",
        "置顶 有据「已登记 #1001」",
        "掌柜: (置顶了「已登记 #1001」)",
        "(已删除) 阿玲「是正品吗」",
    ]
    assert transcript(world, group)[0].startswith("16:00:00 "), "Shanghai time"
    assert any("【防晒福利群】" in line for line in transcript(world))
