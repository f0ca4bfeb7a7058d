"""Sending and editing by the bot: what is shown, what is refused and in which words."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playground.emulator import Emulator
from tests.unit.playground.village import RawBot, Village, picture

BUTTON = {"text": "申请售后", "callback_data": "after_sales"}
KEYBOARD = {"inline_keyboard": [[BUTTON]]}


async def test_a_sent_message_is_answered_as_telegram_does(bot: RawBot, village: Village) -> None:
    asked = village.world.say(village.group, village.member, "是正品吗")
    reply = {"message_id": asked.message_id}
    sent = (
        await bot("sendMessage", chat_id=village.group.id, text=" 有凭证 https://a.cn ", reply_parameters=reply)
    ).result
    assert sent["text"] == "有凭证 https://a.cn", "Telegram cuts blanks off"
    assert sent["from"] == {"id": 7000000001, "is_bot": True, "first_name": "有据", "username": "youju_bot"}
    assert sent["chat"] == {"id": village.group.id, "type": "supergroup", "title": "防晒福利群"}
    assert sent["date"] == int(village.clock().timestamp())
    assert sent["reply_to_message"]["text"] == "是正品吗"
    assert sent["entities"] == [{"type": "url", "offset": 4, "length": 12}]
    assert asked.replies[0].text == "有凭证 https://a.cn"


async def test_forms_carry_objects_as_json_text(bot: RawBot, telegram: Emulator, village: Village) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    fields = {"chat_id": str(village.group.id), "text": "请选", "reply_markup": json.dumps(KEYBOARD)}
    async with bot.http.post(url, data=fields) as response:
        assert (await response.json())["result"]["reply_markup"] == KEYBOARD
    async with bot.http.get(url, params=fields) as response:
        assert (await response.json())["result"]["reply_markup"] == KEYBOARD


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"txt": "hi"}, "unknown field `txt`"),
        ({"text": None}, "Expected `str`, got `null`"),
        ({"text": 5}, "Expected `str`, got `int`"),
        ({"text": "  \n"}, "message text is empty"),
        ({"text": "字" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"parse_mode": "HTML"}, "parse_mode is not used here"),
        ({"entities": [{"type": "bold", "offset": 1, "length": 3}]}, "entity bold lies outside the text"),
        ({"entities": [{"type": "fat", "offset": 0, "length": 1}]}, "unsupported type"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x"}]]}}, "exactly one action"),
        ({"reply_markup": {"inline_keyboard": [[BUTTON | {"url": "https://a.cn"}]]}}, "exactly one action"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "长" * 22}]]}}, "BUTTON_DATA_INVALID"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x", "url": "localhost/a"}]]}}, "Wrong HTTP URL"),
        ({"reply_markup": {"inline_keyboard": [BUTTON]}}, "can't parse reply keyboard markup"),
        ({"reply_markup": {"keyboard": []}}, "must not be empty"),
        ({"reply_parameters": {"message_id": 1, "to": 2}}, "unknown field `to`"),
        ({"link_preview_options": {"disabled": True}}, "unknown field `disabled`"),
    ],
)
async def test_the_bots_own_mistakes_are_refused_and_kept(
    bot: RawBot, telegram: Emulator, village: Village, wrong: dict[str, Any], words: str
) -> None:
    refused = await bot("sendMessage", **({"chat_id": village.group.id, "text": "好"} | wrong))
    assert refused.status == 400
    assert words in refused.error
    assert [call.method for call in telegram.violations] == ["sendMessage"]
    assert village.world.said_by_bot == []


async def test_lengths_count_utf16_units(bot: RawBot, village: Village) -> None:
    bold = [{"type": "bold", "offset": 2, "length": 2}]
    assert (await bot("sendMessage", chat_id=village.group.id, text="😀😀", entities=bold)).result["entities"] == bold
    assert (await bot("sendMessage", chat_id=village.group.id, text="😀" * 2048)).status == 200


async def test_mentions_name_the_person_and_unknown_people_are_dropped(bot: RawBot, village: Village) -> None:
    entities = [
        {"type": "text_mention", "offset": 0, "length": 2, "user": {"id": village.member.id, "first_name": "x"}},
        {"type": "text_mention", "offset": 3, "length": 2, "user": {"id": 404}},
    ]
    sent = (await bot("sendMessage", chat_id=village.group.id, text="阿玲 某人", entities=entities)).result
    assert [entity["user"]["first_name"] for entity in sent["entities"]] == ["阿玲"]


async def test_a_deleted_message_can_be_answered_only_when_told_so(bot: RawBot, village: Village) -> None:
    asked = village.world.say(village.group, village.member, "假的吧")
    village.world.delete(asked)
    reply = {"message_id": asked.message_id}
    refused = await bot("sendMessage", chat_id=village.group.id, text="好", reply_parameters=reply)
    assert refused.error == "Bad Request: message to be replied not found"
    reply |= {"allow_sending_without_reply": True}
    sent = (await bot("sendMessage", chat_id=village.group.id, text="好", reply_parameters=reply)).result
    assert "reply_to_message" not in sent


async def test_files_go_up_and_come_down_again(bot: RawBot, telegram: Emulator, village: Village) -> None:
    chat = str(village.group.id)
    sent = (await bot.upload("sendDocument", {"document": ("授权书.pdf", b"%PDF-1.7")}, chat_id=chat)).result
    assert sent["document"]["file_name"] == "授权书.pdf"
    assert sent["document"]["mime_type"] == "application/pdf"
    file = (await bot("getFile", file_id=sent["document"]["file_id"])).result
    assert file["file_size"] == 8
    async with bot.http.get(f"{telegram.url}/file/bot{telegram.token}/{file['file_path']}") as response:
        assert await response.read() == b"%PDF-1.7"
    async with bot.http.get(f"{telegram.url}/file/bot1:wrong/{file['file_path']}") as response:
        assert response.status == 404
    assert (await bot("getFile", file_id="nothing")).error == "Bad Request: invalid file_id"


async def test_photos_come_in_sizes_and_are_sent_again_by_id(bot: RawBot, village: Village) -> None:
    chat = str(village.group.id)
    sent = (
        await bot.upload("sendPhoto", {"photo": ("a.png", picture(3000, 2000))}, chat_id=chat, caption="物流")
    ).result
    assert [(size["width"], size["height"]) for size in sent["photo"]] == [
        (90, 60),
        (320, 213),
        (800, 533),
        (1280, 853),
    ]
    assert sent["caption"] == "物流"
    again = (await bot("sendPhoto", chat_id=chat, photo=sent["photo"][-1]["file_id"])).result
    assert again["photo"] == sent["photo"]
    small = (await bot.upload("sendPhoto", {"photo": ("b.png", picture(100, 50))}, chat_id=chat)).result
    assert [size["width"] for size in small["photo"]] == [90, 100]
    refused = await bot("sendDocument", chat_id=chat, document=sent["photo"][0]["file_id"])
    assert refused.error == "Bad Request: can't use file of type Photo as Document"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "file must be non-empty"),
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (picture()[:-80], "IMAGE_PROCESS_FAILED"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (picture(9000, 1100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_bad_pictures_are_refused(bot: RawBot, village: Village, data: bytes, words: str) -> None:
    refused = await bot.upload("sendPhoto", {"photo": ("a.png", data)}, chat_id=str(village.group.id))
    assert words in refused.error


async def test_a_photo_has_at_most_ten_megabytes(bot: RawBot, village: Village) -> None:
    files = {"photo": ("a.png", bytes(10 * 1024 * 1024 + 1))}
    refused = await bot.upload("sendPhoto", files, chat_id=str(village.group.id))
    assert "is too big for a photo" in refused.error


def _album(*names: str, kind: str = "photo") -> str:
    return json.dumps([{"type": kind, "media": f"attach://{name}"} for name in names])


async def test_an_album_is_several_messages_with_one_id(bot: RawBot, telegram: Emulator, village: Village) -> None:
    asked = village.world.say(village.group, village.member, "是正品吗")
    files = {name: (f"{name}.png", picture(colour=name)) for name in ("red", "green", "blue")}
    media = json.loads(_album(*files))
    media[0]["caption"] = "三张凭证"
    fields = {"chat_id": str(village.group.id), "reply_parameters": json.dumps({"message_id": asked.message_id})}
    sent = (await bot.upload("sendMediaGroup", files, media=json.dumps(media), **fields)).result
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.get("caption") for message in sent] == ["三张凭证", None, None]
    assert len({message["message_id"] for message in sent}) == 3
    shown = await telegram.wait_for(lambda message: message.caption == "三张凭证")
    assert shown.reply_to is asked
    last = village.world.messages(village.group)[-1]
    assert last.photo is not None
    assert last.photo.original == files["blue"][1]


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (_album("red"), "between 2 and 10"),
        (_album(*["red"] * 11), "between 2 and 10"),
        (json.dumps([*json.loads(_album("red")), *json.loads(_album("red", kind="document"))]), "can't be mixed"),
        (_album("red", "missing"), "no file is attached"),
        (_album("red", "text"), "failed to send message #2"),
        (_album("red", "red", kind="video"), "not known here"),
    ],
)
async def test_wrong_albums_leave_nothing_behind(bot: RawBot, village: Village, media: str, words: str) -> None:
    files = {"red": ("red.png", picture()), "text": ("text.png", b"words")}
    refused = await bot.upload("sendMediaGroup", files, media=media, chat_id=str(village.group.id))
    assert words in refused.error
    assert village.world.said_by_bot == []


async def test_an_album_takes_no_buttons(bot: RawBot, village: Village) -> None:
    files = {"red": ("red.png", picture()), "blue": ("blue.png", picture(colour="blue"))}
    fields = {"chat_id": str(village.group.id), "media": _album(*files), "reply_markup": json.dumps(KEYBOARD)}
    refused = await bot.upload("sendMediaGroup", files, **fields)
    assert "unknown field `reply_markup`" in refused.error
