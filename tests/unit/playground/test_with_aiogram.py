"""The bot's own library understands every answer. Only this module imports it, because that costs seconds."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BufferedInputFile,
    ChatMemberAdministrator,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MediaUnion,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)

from playground.emulator import Emulator
from tests.unit.playground.village import Village, picture


@pytest.fixture
async def bot(telegram: Emulator) -> AsyncIterator[Bot]:
    """The real client, pointed at the emulator."""
    api = TelegramAPIServer.from_base(telegram.url)
    async with Bot(telegram.token, session=AiohttpSession(api=api)) as bot:
        yield bot


async def test_a_conversation_by_aiogram(bot: Bot, telegram: Emulator, village: Village) -> None:
    world, group = village.world, village.group
    assert (await bot.get_me()).can_read_all_group_messages is True
    post = world.send_photo(group, village.owner, picture(), caption="防晒喷雾 https://a.cn")
    doubt = world.say(group, village.member, "是正品吗", reply_to=post)
    updates = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query", "my_chat_member"])
    assert [update.event_type for update in updates] == ["my_chat_member", "message", "message", "message"]
    seen = updates[-1].message
    assert seen is not None
    assert seen.reply_to_message is not None
    assert seen.reply_to_message.photo is not None
    data = await bot.download(seen.reply_to_message.photo[-1])
    assert data is not None
    assert data.read().startswith(b"\xff\xd8")

    files = [BufferedInputFile(picture(colour=colour), f"{colour}.png") for colour in ("red", "blue")]
    album: list[MediaUnion] = [
        InputMediaPhoto(media=file, caption="凭证" if file is files[0] else None) for file in files
    ]
    await bot.send_media_group(group.id, album, reply_parameters=ReplyParameters(message_id=doubt.message_id))
    button = InlineKeyboardButton(text="申请售后", callback_data="after_sales")
    sent = await bot.send_message(
        group.id,
        "@阿玲 要售后吗",
        entities=[MessageEntity(type="text_mention", offset=0, length=3, user=seen.from_user)],
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
    )
    assert sent.entities is not None
    message = await telegram.wait_for(lambda message: bool(message.keyboard))
    press = world.press(village.member, message, "售后")
    (update,) = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=1)
    assert update.callback_query is not None
    await bot.answer_callback_query(update.callback_query.id, text="已登记", show_alert=True)
    answer = await press.answered(1)
    assert (answer.text, answer.is_alert) == ("已登记", True)

    await bot.edit_message_text("已登记 #1001", chat_id=group.id, message_id=sent.message_id)
    await bot.edit_message_media(
        InputMediaPhoto(media=BufferedInputFile(picture(colour="green"), "g.png"), caption="更正"),
        chat_id=group.id,
        message_id=sent.message_id - 1,
    )
    await bot.set_message_reaction(group.id, doubt.message_id, [ReactionTypeEmoji(emoji="✍")])
    await bot.send_document(group.id, BufferedInputFile(b"a,b", "周报.csv"), protect_content=True)
    await bot.set_my_commands([BotCommand(command="help", description="帮助")], BotCommandScopeAllPrivateChats())
    assert (await bot.get_chat(group.id)).title == "防晒福利群"
    world.promote(group, village.other, by=village.owner)
    assert isinstance(await bot.get_chat_member(group.id, village.other.id), ChatMemberAdministrator)
    assert len(await bot.get_chat_administrators(group.id)) == 2
    await bot.forward_message(group.id, group.id, doubt.message_id)
    await bot.copy_message(group.id, group.id, doubt.message_id)
    await bot.delete_message(group.id, sent.message_id)
    await bot.delete_messages(group.id, [sent.message_id - 1, 9999])
    assert telegram.violations == []


async def test_every_refusal_becomes_the_right_exception(bot: Bot, telegram: Emulator, village: Village) -> None:
    world, faults = village.world, telegram.faults
    with pytest.raises(TelegramForbiddenError, match="can't initiate"):
        await bot.send_message(village.member.id, "x")
    with pytest.raises(TelegramBadRequest, match="replied not found"):
        await bot.send_message(village.group.id, "x", reply_parameters=ReplyParameters(message_id=999))
    basic = village.new_group("小群", kind="group")
    new = world.upgrade(basic)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(basic.id, "x")
    assert moved.value.migrate_to_chat_id == new.id
    faults.flood(7)
    with pytest.raises(TelegramRetryAfter) as flood:
        await bot.send_message(village.group.id, "x")
    assert flood.value.retry_after == 7
    faults.error(502)
    with pytest.raises(TelegramServerError):
        await bot.send_message(village.group.id, "x")
    faults.drop()
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(village.group.id, "x")
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    other = Bot("7000000001:wrong", session=bot.session)
    with pytest.raises(TelegramUnauthorizedError):
        await other.get_me()


async def test_updates_of_every_kind_can_be_read(bot: Bot, village: Village) -> None:
    world, group = village.world, village.group
    world.promote(group, world.bot, by=village.owner)
    kinds = ["message", "edited_message", "channel_post", "chat_member", "message_reaction", "message_reaction_count"]
    await bot.get_updates(offset=-1, allowed_updates=[*kinds, "my_chat_member", "callback_query"])
    channel = world.add_channel("频道", creator=village.owner, discussion=group)
    world.add_bot(channel, by=village.owner)
    world.post(channel, "防晒喷雾", photo=picture())
    said = world.send_document(group, village.member, b"%PDF", file_name="发票.pdf", caption="发票")
    world.edit(said, "发票来了")
    world.react(village.other, said, "👍")
    world.react(village.other, said, anonymously=True)
    world.say(group, village.owner, "公告", as_chat=group)
    world.promote(group, village.member, by=village.owner)
    world.restrict(group, village.other, by=village.owner)
    world.pin(said, by=village.owner)
    world.set_title(group, "新名字", by=village.owner)
    forum = village.new_group("大群", forum=True)
    world.say(forum, village.member, "漏了", thread=world.open_topic(forum, village.owner, "售后"))
    world.start(village.member, "abc")
    world.block(village.member)
    world.upgrade(village.new_group("小群", kind="group"))
    updates = await bot.get_updates(timeout=1)
    assert {update.event_type for update in updates} >= {*kinds, "my_chat_member"}
