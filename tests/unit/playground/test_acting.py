"""What people do in the world, and how it reaches the bot and the transcript."""

from __future__ import annotations

from typing import Any

import pytest

from playground.emulator import ActingError
from tests.unit.playground.village import RawBot, Village, picture


async def _messages(bot: RawBot) -> list[Any]:
    return [update["message"] for update in await bot.updates() if "message" in update]


async def test_replies_are_nested_one_level(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    post = world.send_photo(group, village.owner, picture(), caption="防晒喷雾 19.9")
    doubt = world.say(group, village.member, "是正品吗", reply_to=post)
    await bot.drain()
    world.say(group, village.other, "同问", reply_to=doubt)
    (echo,) = await _messages(bot)
    assert echo["reply_to_message"]["text"] == "是正品吗"
    assert "reply_to_message" not in echo["reply_to_message"]
    assert echo["message_thread_id"] == post.message_id, "a thread in a supergroup is named after its root"
    assert "is_topic_message" not in echo


async def test_albums_of_members_are_separate_messages(bot: RawBot, village: Village) -> None:
    await bot.drain()
    items = [picture(colour="red"), picture(colour="blue")]
    village.world.send_album(village.group, village.member, items, caption="收到就是这样")
    messages = await _messages(bot)
    assert len({message["media_group_id"] for message in messages}) == 1
    assert [message.get("caption") for message in messages] == ["收到就是这样", None]
    with pytest.raises(ActingError, match="2 to 10"):
        village.world.send_album(village.group, village.member, items[:1])
    with pytest.raises(ActingError, match="do not mix"):
        village.world.send_album(village.group, village.member, [picture(), ("a.pdf", b"%PDF")])


async def test_words_are_marked_as_telegram_marks_them(bot: RawBot, village: Village) -> None:
    await bot.drain()
    village.world.say(village.group, village.member, "😀 /proof@youju_bot 看 @xiaobei 发的 https://a.cn/x?y=1，贵")
    (message,) = await _messages(bot)
    marked = [(entity["type"], entity["offset"], entity["length"]) for entity in message["entities"]]
    assert marked == [("bot_command", 3, 16), ("mention", 22, 8), ("url", 34, 18)]


async def test_edits_reach_the_bot_even_when_invisible(bot: RawBot, village: Village) -> None:
    said = village.world.say(village.group, village.member, "这是真的")
    await bot.drain()
    village.world.edit(said, "这是真的吗")
    village.world.edit(said, "这是真的吗")
    edits = [update["edited_message"] for update in await bot.updates()]
    assert [(edit["text"], edit["message_id"]) for edit in edits] == [("这是真的吗", said.message_id)] * 2
    assert all("edit_date" in edit for edit in edits)


async def test_channel_posts_appear_in_the_linked_group(bot: RawBot, village: Village) -> None:
    world = village.world
    channel = world.add_channel("好物频道", creator=village.owner, discussion=village.group)
    await bot.drain()
    post = world.post(channel, "防晒喷雾 19.9", photo=picture())
    (copy,) = await _messages(bot)
    assert copy["is_automatic_forward"] is True
    assert copy["from"]["id"] == 777000
    assert copy["sender_chat"]["id"] == channel.id
    assert copy["forward_origin"]["type"] == "channel"
    assert copy["forward_origin"]["message_id"] == post.message_id
    comment = world.say(village.group, village.member, "真的吗", reply_to=world.discussed(post))
    assert comment.thread_id == copy["message_id"]
    world.edit(post, "防晒喷雾 29.9")
    edit = (await bot.updates())[-1]["edited_message"]
    assert (edit["caption"], edit["message_id"]) == ("防晒喷雾 29.9", copy["message_id"])
    assert (await bot("getChat", chat_id=village.group.id)).result["linked_chat_id"] == channel.id


async def test_anonymous_administrators_speak_as_the_group(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    await bot.drain()
    world.say(group, village.owner, "公告", as_chat=group)
    world.promote(group, village.member, by=village.owner, anonymous=True, custom_title="客服")
    world.say(group, village.member, "我是客服")
    first, second = await _messages(bot)
    for message in (first, second):
        assert message["from"]["id"] == 1087968824
        assert message["sender_chat"]["id"] == group.id
    assert second["author_signature"] == "客服"
    with pytest.raises(ActingError, match="no administrator"):
        world.say(group, village.other, "我也是", as_chat=group)


async def test_forwards_tell_where_they_come_from(bot: RawBot, village: Village) -> None:
    world = village.world
    world.start(village.owner)
    said = world.say(village.group, village.member, "假的")
    await bot.drain()
    world.forward(said, world.private(village.owner), village.owner)
    world.forward(said, world.private(village.owner), village.owner, hide_author=True)
    first, second = await _messages(bot)
    assert first["forward_origin"]["sender_user"]["id"] == village.member.id
    assert second["forward_origin"] == {
        "type": "hidden_user",
        "sender_user_name": "阿玲",
        "date": first["forward_origin"]["date"],
    }


async def test_coming_and_going_is_told(bot: RawBot, village: Village) -> None:
    world = village.world
    await bot.drain()
    group = village.new_group("新群")
    newcomer = world.add_user("新人")
    world.join(group, newcomer)
    world.remove(group, newcomer, by=village.owner)
    updates = await bot.updates()
    assert updates[0]["my_chat_member"]["from"]["id"] == village.owner.id
    assert updates[0]["my_chat_member"]["old_chat_member"]["status"] == "left"
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert updates[1]["message"]["new_chat_members"][0]["username"] == "youju_bot"
    assert updates[2]["message"]["new_chat_members"][0]["id"] == newcomer.id
    assert updates[3]["message"]["left_chat_member"]["id"] == newcomer.id
    with pytest.raises(ActingError):
        world.say(group, newcomer, "让我说话")


async def test_an_anonymous_administrator_adds_the_bot_namelessly(bot: RawBot, village: Village) -> None:
    world, owner = village.world, village.owner
    group = world.add_group("匿名群", creator=owner)
    world.promote(group, owner, by=owner, anonymous=True)
    await bot.drain()
    world.add_bot(group, by=owner)
    change, service = await bot.updates()
    assert change["my_chat_member"]["from"]["id"] == 1087968824
    assert service["message"]["sender_chat"]["id"] == group.id
    admins = (await bot("getChatAdministrators", chat_id=group.id)).result
    assert [(admin["status"], admin["user"]["id"]) for admin in admins] == [("creator", owner.id)]


async def test_stickers_and_forwarded_albums_are_passed_on(bot: RawBot, village: Village) -> None:
    world, owner = village.world, village.owner
    world.start(owner)
    album = world.send_album(village.group, village.member, [("a.pdf", b"%PDF"), ("b.pdf", b"%PDF")])
    await bot.drain()
    world.forward_album(album, world.private(owner), owner)
    world.send_other(village.group, village.member, {"sticker": {"emoji": "😡"}})
    first, second, sticker = await _messages(bot)
    assert first["media_group_id"] == second["media_group_id"] != album[0].media_group_id
    assert second["document"]["file_name"] == "b.pdf"
    assert sticker["sticker"] == {"emoji": "😡"}


async def test_reactions_of_members_reach_an_administrating_bot(bot: RawBot, village: Village) -> None:
    world, group = village.world, village.group
    world.promote(group, world.bot, by=village.owner)
    await bot.updates(allowed_updates=["message_reaction", "message_reaction_count"])
    said = world.say(group, village.member, "好用")
    await bot.drain()
    world.react(village.other, said, "👍")
    world.react(village.other, said, "👎")
    world.react(village.owner, said, "👎", anonymously=True)
    first, second, count = await bot.updates()
    assert first["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert second["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert count["message_reaction_count"]["reactions"][0]["total_count"] == 2


async def test_people_cannot_do_the_impossible(village: Village) -> None:
    world = village.world
    stranger = world.add_user("路人")
    with pytest.raises(ActingError, match="may not"):
        world.say(village.group, stranger, "大家好")
    with pytest.raises(ActingError, match="not started"):
        world.tell(village.member, "你好")
    with pytest.raises(ActingError, match="no link"):
        world.start(village.member, "带字的")
    with pytest.raises(ActingError, match="no administrator"):
        world.promote(village.group, village.other, by=village.member)
    world.restrict(village.group, village.member, by=village.owner, without=["can_send_photos"])
    with pytest.raises(ActingError):
        world.send_photo(village.group, village.member, picture())
    world.say(village.group, village.member, "文字可以")
