"""Editing, deleting and forwarding by the bot."""

from __future__ import annotations

import json
from typing import Any

from playground.emulator import Emulator
from tests.unit.playground.village import RawBot, Village, picture

BUTTON = {"text": "申请售后", "callback_data": "after_sales"}
KEYBOARD = {"inline_keyboard": [[BUTTON]]}


async def test_an_edit_changes_the_words_and_drops_the_buttons(
    bot: RawBot, telegram: Emulator, village: Village
) -> None:
    place: dict[str, Any] = {"chat_id": village.group.id}
    await bot("sendMessage", **place, text="旧", reply_markup=KEYBOARD)
    message = await telegram.wait_for()
    place["message_id"] = message.message_id
    assert (await bot("editMessageText", **place, text="旧", reply_markup=KEYBOARD)).error.startswith(
        "Bad Request: message is not modified: specified new message content"
    )
    edited = (await bot("editMessageText", **place, text="新")).result
    assert edited["edit_date"] == int(village.clock().timestamp())
    assert (message.text, message.buttons) == ("新", [])
    assert (await bot("editMessageReplyMarkup", **place, reply_markup=KEYBOARD)).status == 200
    assert [button.text for button in message.buttons] == ["申请售后"]
    assert "no caption" in (await bot("editMessageCaption", **place, caption="x")).error
    await bot("sendMessage", chat_id=village.group.id, text="别的")
    village.world.delete(message)
    assert (await bot("editMessageText", **place, text="x")).error == "Bad Request: message to edit not found"


async def test_media_and_captions_can_be_edited(bot: RawBot, telegram: Emulator, village: Village) -> None:
    chat = str(village.group.id)
    await bot.upload("sendPhoto", {"photo": ("a.png", picture())}, chat_id=chat, caption="旧")
    message = await telegram.wait_for()
    place = {"chat_id": chat, "message_id": str(message.message_id)}
    await bot("editMessageCaption", **place, caption="新")
    assert message.caption == "新"
    media = json.dumps({"type": "photo", "media": "attach://b", "caption": "更正"})
    files = {"b": ("b.png", picture(colour="blue"))}
    assert (await bot.upload("editMessageMedia", files, media=media, **place)).status == 200
    assert message.photo is not None
    assert (message.photo.original, message.caption) == (files["b"][1], "更正")
    assert "not modified" in (await bot.upload("editMessageMedia", files, media=media, **place)).error


async def test_others_messages_are_neither_edited_nor_deleted_without_the_right(bot: RawBot, village: Village) -> None:
    said = village.world.say(village.group, village.member, "我的手机 13800138000")
    place = {"chat_id": village.group.id, "message_id": said.message_id}
    assert (await bot("editMessageText", **place, text="x")).error == "Bad Request: message can't be edited"
    assert (await bot("deleteMessage", **place)).error == "Bad Request: message can't be deleted for everyone"
    village.world.promote(village.group, village.world.bot, by=village.owner, rights={"can_delete_messages"})
    village.clock.forward(hours=49)
    assert (await bot("deleteMessage", **place)).status == 400, "too old"
    village.clock.forward(hours=-48)
    assert (await bot("deleteMessage", **place)).result is True
    assert said.is_deleted
    assert (await bot("deleteMessage", **place)).error == "Bad Request: message to delete not found"


async def test_several_messages_are_deleted_at_once(bot: RawBot, telegram: Emulator, village: Village) -> None:
    for text in ("一", "二"):
        await bot("sendMessage", chat_id=village.group.id, text=text)
    ids = [message.message_id for message in village.world.said_by_bot]
    assert (await bot("deleteMessages", chat_id=village.group.id, message_ids=[*ids, 999])).result is True
    assert village.world.messages(village.group, by=village.world.bot) == []


async def test_forwards_tell_their_origin_and_copies_do_not(bot: RawBot, telegram: Emulator, village: Village) -> None:
    village.world.start(village.owner)
    said = village.world.send_photo(village.group, village.member, picture(), caption="少了一瓶")
    place = {"chat_id": village.owner.id, "from_chat_id": village.group.id, "message_id": said.message_id}
    forwarded = (await bot("forwardMessage", **place)).result
    assert forwarded["forward_origin"]["sender_user"]["first_name"] == "阿玲"
    copied = (await bot("copyMessage", **place, caption="改过的说明", reply_markup=KEYBOARD)).result
    assert list(copied) == ["message_id"]
    copy = await telegram.wait_for(lambda message: message.caption == "改过的说明")
    assert copy.origin is None
    assert copy.photo == said.photo
    assert (await bot("copyMessage", **(place | {"message_id": 99}))).error == "Bad Request: message to copy not found"
    assert (
        "unknown field `reply_parameters`"
        in (await bot("forwardMessage", **place, reply_parameters={"message_id": 1})).error
    )
