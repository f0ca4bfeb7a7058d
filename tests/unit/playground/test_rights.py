"""Where the bot may speak and act, and Telegram's words when it may not."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from playground.emulator import Emulator
from tests.unit.playground.village import RawBot, Village, picture


async def _refusal(bot: RawBot, chat_id: int | str, method: str = "sendMessage", **parameters: Any) -> str:
    answer = await bot(method, chat_id=chat_id, **({"text": "在吗"} if method == "sendMessage" else {}), **parameters)
    return answer.error


async def test_a_wrong_token_and_an_unknown_method(bot: RawBot, telegram: Emulator) -> None:
    async with bot.http.post(f"{telegram.url}/bot{telegram.world.bot.id}:wrong/getMe") as response:
        assert response.status == 401
        assert (await response.json())["description"] == "Unauthorized"
    answer = await bot("sendSticker", chat_id=1)
    assert (answer.status, answer.error) == (404, "Not Found")
    assert [call.method for call in telegram.violations] == ["sendSticker"]


async def test_a_token_must_name_the_bot(village: Village) -> None:
    with pytest.raises(ValueError, match="must begin with the bot's id"):
        Emulator(village.world, token="1:abc")


async def test_groups_that_the_bot_is_not_in(bot: RawBot, village: Village) -> None:
    world, owner = village.world, village.owner
    basic = village.new_group("小群", kind="group")
    stranger = world.add_group("别人的群", creator=owner)
    assert await _refusal(bot, -42) == "Bad Request: chat not found"
    assert await _refusal(bot, stranger.id) == "Forbidden: bot is not a member of the supergroup chat"
    world.remove_bot(basic, by=owner)
    assert await _refusal(bot, basic.id) == "Forbidden: bot was kicked from the group chat"
    await bot("leaveChat", chat_id=village.group.id)
    assert await _refusal(bot, village.group.id) == "Forbidden: bot is not a member of the supergroup chat"
    assert await _refusal(bot, village.group.id, "getChat") == "Forbidden: bot is not a member of the supergroup chat"


async def test_people_who_never_started_or_blocked_the_bot(bot: RawBot, village: Village) -> None:
    world, member = village.world, village.member
    assert await _refusal(bot, member.id) == "Forbidden: bot can't initiate conversation with a user"
    world.start(member)
    assert (await bot("sendMessage", chat_id=member.id, text="你好")).status == 200
    world.block(member)
    assert await _refusal(bot, member.id) == "Forbidden: bot was blocked by the user"
    changes = [update["my_chat_member"] for update in await bot.updates() if "my_chat_member" in update]
    assert changes[-1]["chat"]["type"] == "private"
    assert changes[-1]["new_chat_member"]["status"] == "kicked"
    world.start(member)
    assert (await bot("sendMessage", chat_id=member.id, text="你好")).status == 200


async def test_groups_that_let_nobody_speak(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    world.set_permissions(group, without=["can_send_photos"])
    photo = (await bot.upload("sendPhoto", {"photo": ("a.png", picture())}, chat_id=str(group.id))).error
    assert photo == "Bad Request: not enough rights to send photos to the chat"
    assert (await bot("sendMessage", chat_id=group.id, text="在")).status == 200
    world.set_permissions(group, without=["can_send_messages"])
    assert await _refusal(bot, group.id) == "Bad Request: not enough rights to send text messages to the chat"
    world.promote(group, world.bot, by=village.owner)
    assert (await bot("sendMessage", chat_id=group.id, text="在")).status == 200
    world.demote(group, world.bot, by=village.owner)
    world.set_permissions(group)
    world.restrict(group, world.bot, by=village.owner)
    assert await _refusal(bot, group.id) == "Bad Request: not enough rights to send text messages to the chat"


async def test_an_upgraded_group_names_its_new_id(bot: RawBot, village: Village) -> None:
    world = village.world
    group = village.new_group("小群", kind="group")
    said = world.say(group, village.member, "老消息")
    await bot.drain()
    new = world.upgrade(group)
    updates = [update["message"] for update in await bot.updates()]
    assert [(message["chat"]["id"], message.get("migrate_to_chat_id")) for message in updates] == [
        (group.id, new.id),
        (new.id, None),
    ]
    assert updates[1]["migrate_from_chat_id"] == group.id
    answer = await bot("sendMessage", chat_id=group.id, text="在")
    assert answer.error == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer.body["parameters"] == {"migrate_to_chat_id": new.id}
    reply = {"message_id": said.message_id + 1000}
    assert "replied not found" in await _refusal(bot, new.id, reply_parameters=reply)
    assert (await bot("sendMessage", chat_id=new.id, text="在")).status == 200
    assert (await bot("getChatMember", chat_id=new.id, user_id=village.owner.id)).result["status"] == "creator"


async def test_a_silent_upgrade_shows_only_in_errors(bot: RawBot, village: Village) -> None:
    group = village.new_group("小群", kind="group")
    await bot.drain()
    village.world.upgrade(group, announce=False)
    assert await bot.updates() == []
    assert "upgraded" in await _refusal(bot, group.id)


async def test_pins_need_a_right(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    said = world.say(group, village.owner, "群规")
    place = {"message_id": said.message_id}
    refused = "Bad Request: not enough rights to manage pinned messages in the chat"
    assert await _refusal(bot, group.id, "pinChatMessage", **place) == refused
    world.promote(group, world.bot, by=village.owner, rights={"can_pin_messages"})
    assert (await bot("pinChatMessage", chat_id=group.id, **place)).result is True
    assert group.pinned == [said]
    assert (await bot("getChat", chat_id=group.id)).result["pinned_message"]["text"] == "群规"
    assert (await bot("unpinChatMessage", chat_id=group.id)).result is True
    assert await _refusal(bot, group.id, "unpinChatMessage") == "Bad Request: message to unpin not found"


async def test_reactions_are_one_known_emoji_where_they_are_on(bot: RawBot, village: Village) -> None:
    said = village.world.say(village.group, village.member, "好用")
    place = {"message_id": said.message_id}
    thumb, unknown = [{"type": "emoji", "emoji": "👍"}], [{"type": "emoji", "emoji": "🥩"}]
    assert (await bot("setMessageReaction", chat_id=village.group.id, **place, reaction=thumb)).result is True
    assert said.reactions == {village.world.bot.id: ("👍",)}
    assert "REACTION_INVALID" in await _refusal(bot, village.group.id, "setMessageReaction", **place, reaction=unknown)
    village.group.available_reactions = ()
    assert "REACTION_INVALID" in await _refusal(bot, village.group.id, "setMessageReaction", **place, reaction=thumb)
    assert (await bot("setMessageReaction", chat_id=village.group.id, **place)).result is True
    assert said.reactions == {}


async def test_topics_are_kept_and_must_exist(bot: RawBot, village: Village) -> None:
    world, owner = village.world, village.owner
    forum = village.new_group("大群", forum=True)
    topic = world.open_topic(forum, owner, "售后")
    said = world.say(forum, village.member, "漏了", thread=topic)
    sent = (await bot("sendMessage", chat_id=forum.id, text="在", message_thread_id=topic.thread_id)).result
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.thread_id, True)
    assert "forum_topic_created" in sent["reply_to_message"]
    reply = {"message_id": said.message_id}
    assert (await bot("sendMessage", chat_id=forum.id, text="在", reply_parameters=reply)).result["is_topic_message"]
    assert await _refusal(bot, forum.id, message_thread_id=999) == "Bad Request: message thread not found"
    assert await _refusal(bot, village.group.id, message_thread_id=1) == "Bad Request: message thread not found"
    topic.is_closed = True
    assert await _refusal(bot, forum.id, message_thread_id=topic.thread_id) == "Bad Request: TOPIC_CLOSED"
    assert "not enough rights" in await _refusal(bot, forum.id, "createForumTopic", name="凭证")
    world.promote(forum, world.bot, by=owner)
    made = (await bot("createForumTopic", chat_id=forum.id, name="凭证")).result
    assert forum.topics[made["message_thread_id"]].name == "凭证"
    place = {"message_thread_id": made["message_thread_id"]}
    assert (await bot("closeForumTopic", chat_id=forum.id, **place)).result is True
    assert await _refusal(bot, forum.id, "closeForumTopic", **place) == "Bad Request: TOPIC_NOT_MODIFIED"
    assert (await bot("reopenForumTopic", chat_id=forum.id, **place)).result is True
    assert "thread not found" in await _refusal(bot, forum.id, "reopenForumTopic", message_thread_id=999)
    world.promote(forum, world.bot, by=owner, rights=("can_delete_messages",))
    assert "not enough rights" in await _refusal(bot, forum.id, "closeForumTopic", **place)
    assert "not a forum" in await _refusal(bot, village.group.id, "createForumTopic", name="凭证")


async def test_members_and_administrators_can_be_asked_for(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    world.promote(group, village.member, by=village.owner, anonymous=True, custom_title="客服")
    admins = (await bot("getChatAdministrators", chat_id=group.id)).result
    assert [(admin["status"], admin["is_anonymous"]) for admin in admins] == [
        ("creator", False),
        ("administrator", True),
    ]
    assert admins[1]["custom_title"] == "客服"
    stranger = world.add_user("路人")
    assert (await bot("getChatMember", chat_id=group.id, user_id=stranger.id)).result["status"] == "left"
    assert await _refusal(bot, group.id, "getChatMember", user_id=1) == "Bad Request: PARTICIPANT_ID_INVALID"
    assert (await bot("getChatMemberCount", chat_id=group.id)).result == 4
    world.start(stranger)
    assert "no administrators" in await _refusal(bot, stranger.id, "getChatAdministrators")


async def test_channels_need_the_right_to_post(bot: RawBot, village: Village) -> None:
    world = village.world
    channel = world.add_channel("好物频道", creator=village.owner, username="haowu")
    world.add_bot(channel, by=village.owner, rights=["can_post_messages"])
    sent = (await bot("sendMessage", chat_id="@haowu", text="通知")).result
    assert sent["sender_chat"]["id"] == channel.id
    assert "from" not in sent
    world.promote(channel, world.bot, by=village.owner, rights=[])
    assert await _refusal(bot, channel.id) == "Bad Request: need administrator rights in the channel chat"


async def test_commands_are_kept_by_scope_and_language(bot: RawBot, village: Village) -> None:
    world = village.world
    commands = [{"command": "tickets", "description": "售后单"}]
    scope = {"type": "chat_member", "chat_id": village.group.id, "user_id": village.owner.id}
    assert (await bot("setMyCommands", commands=commands, scope=scope, language_code="zh")).result is True
    assert (await bot("getMyCommands", scope=scope, language_code="zh")).result == commands
    assert (await bot("getMyCommands")).result == []
    assert world.profile.menu(village.group, village.owner) == (("tickets", "售后单"),)
    assert world.profile.menu(village.group, village.member) == ()
    await bot("deleteMyCommands", scope=scope, language_code="zh")
    assert world.profile.menu(village.group, village.owner) == ()
    wrong = [{"command": "Tickets", "description": "x"}]
    assert (await bot("setMyCommands", commands=wrong)).error == "Bad Request: BOT_COMMAND_INVALID"
    assert (await bot("setMyCommands", commands=commands, language_code="zh-hans")).status == 400


async def test_names_and_descriptions_are_kept(bot: RawBot) -> None:
    await bot("setMyDescription", description="有质疑,有凭证")
    await bot("setMyShortDescription", short_description="有据")
    assert (await bot("getMyDescription", language_code="en")).result == {"description": "有质疑,有凭证"}
    assert (await bot("getMyShortDescription")).result == {"short_description": "有据"}
    assert (await bot("setMyName", name="x" * 65)).status == 400
    assert (await bot("getMyName")).result == {"name": "有据"}


async def test_broken_bodies_are_violations(bot: RawBot, telegram: Emulator) -> None:
    url = f"{telegram.url}/bot{telegram.token}/sendMessage"
    headers = {"Content-Type": "application/json"}
    for body, kind in ((b"{", headers), (b"x", {"Content-Type": "text/plain"})):
        async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=kind) as response:
            assert response.status == 400
    assert len(telegram.violations) == 2
