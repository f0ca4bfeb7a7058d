"""Groups as Telegram has them: upgrades, topics, channels, anonymous administrators, coming and going."""

from __future__ import annotations

from playground.running import Running
from tests.flow.village import PROMOTION, Village


async def test_community_goes_on_after_an_announced_upgrade(village: Village) -> None:
    basic = await village.open_group("小群", kind="group")
    await village.add_product()
    await village.add_proof()
    await village.promote(basic)
    doubt = village.world.say(basic, village.member, "这个是正品吗")
    await village.answered(doubt, "授权书")
    complaint = village.world.say(basic, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(complaint, "#1001")
    new = village.world.upgrade(basic)
    await village.promote(new)
    again = village.world.say(new, village.other, "收到喷头就是漏的,我要退款")
    await village.answered(again, "#1002")
    assert village.books.ask("SELECT chat_id FROM community WHERE title = '小群'") == [(new.id,)]
    # What was promised in the old chat is kept in the new one.
    await village.pass_time(hours=1, minutes=45)
    await village.read("#1001 说好", new)
    assert not [text for text in village.said(new) if "大家好" in text]


async def test_upgrade_is_learnt_from_the_error_of_a_message(village: Village) -> None:
    basic = await village.open_group("小群", kind="group")
    said = village.world.say(basic, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(said, "#1001")
    new = village.world.upgrade(basic, announce=False)
    await village.pass_time(hours=1, minutes=31)
    missed = await village.read("#1001 说好", new)
    assert missed.reply_to is None
    again = village.world.say(new, village.other, "收到喷头就是漏的,我要退款")
    await village.answered(again, "#1002")
    assert village.books.ask("SELECT chat_id FROM community WHERE title = '小群'") == [(new.id,)]
    assert not [text for text in village.said(new) if "大家好" in text]


async def test_answer_stays_in_its_topic(village: Village) -> None:
    await village.add_product()
    await village.add_proof()
    forum = await village.open_group("大群", forum=True)
    talk, deals = (village.world.open_topic(forum, village.owner, name) for name in ("闲聊", "好物"))
    await village.promote(forum, thread=deals)
    doubt = village.world.say(forum, village.member, "这个是正品吗", thread=deals)
    answer = await village.answered(doubt, "授权书")
    assert answer.thread_id == deals.thread_id
    complaint = village.world.say(forum, village.other, "快递五天了一动不动,什么时候能到", thread=talk)
    assert (await village.answered(complaint, "#1001")).thread_id == talk.thread_id


async def test_post_of_the_linked_channel_is_a_promotion(village: Village) -> None:
    await village.add_product()
    await village.add_proof()
    channel = village.world.add_channel("好物频道", creator=village.owner, discussion=village.group)
    post = village.world.discussed(village.world.post(channel, PROMOTION))
    await village.settled()
    assert village.books.count("promotion") == 1
    doubt = village.world.say(village.group, village.member, "是正品吗", reply_to=post)
    await village.answered(doubt, "授权书")


async def test_anonymous_administrator_is_staff(village: Village) -> None:
    await village.add_product()
    village.world.promote(village.group, village.owner, by=village.owner, anonymous=True)
    await village.promote()
    assert village.books.count("promotion") == 1
    village.world.say(village.group, village.owner, "这个是正品吗,肯定是假货")
    await village.settled()
    assert village.books.count("concern") == 0


async def test_chat_administrators_are_no_doubters(village: Village) -> None:
    await village.prepare()
    village.world.promote(village.group, village.world.bot, by=village.owner)
    village.world.promote(village.group, village.other, by=village.owner)
    await village.settled()
    own = village.world.say(village.group, village.other, "这个是正品吗")
    await village.settled()
    assert not own.replies
    village.world.demote(village.group, village.other, by=village.owner)
    await village.settled()
    doubt = village.world.say(village.group, village.other, "这个是正品吗")
    await village.answered(doubt, "授权书")


async def test_other_bots_are_not_heard(village: Village) -> None:
    await village.prepare()
    bot = village.add_member("别的机器人", is_bot=True, username="other_bot")
    village.world.bot_to_bot = True
    village.world.promote(village.group, village.world.bot, by=village.owner)
    said = village.world.say(village.group, bot, "这个是正品吗")
    await village.settled()
    assert not said.replies


async def test_adder_without_right_is_told_once(running: Running) -> None:
    world = running.world
    owner, member = world.add_user("掌柜"), world.add_user("阿安")
    group = world.add_group("别人的群", creator=owner, members=[member])
    world.add_bot(group, by=member)
    await running.telegram.wait_for(lambda message: "要由这个群的群主或管理员添加" in message.words, chat=group)
    world.say(group, member, "这个是正品吗,肯定是假货")
    world.say(group, member, "快递五天了一动不动")
    await running.telegram.settled()
    assert len(world.messages(group, by=world.bot)) == 1
    assert running.books.count("workspace") == 0


async def test_removed_and_back_again_nothing_is_lost(village: Village) -> None:
    await village.prepare()
    village.world.remove_bot(village.group, by=village.owner, ban=False)
    await village.settled()
    assert village.books.one("SELECT is_present FROM community") == 0
    village.world.say(village.group, village.member, "这个是正品吗")
    village.world.add_bot(village.group, by=village.owner)
    await village.settled()
    doubt = village.world.say(village.group, village.member, "这个真的是正品吗")
    await village.answered(doubt, "授权书")
    assert village.books.count("community") == 1
    assert len([text for text in village.said() if "大家好" in text]) == 1
