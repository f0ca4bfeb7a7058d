"""One case from the first angry message to 满意: member, liaison and owner, with the clock moved."""

from __future__ import annotations

from playground.emulator import User
from tests.flow.test_roles import invited
from tests.flow.village import Village


async def liaison_of(village: Village) -> User:
    return await invited(village, "老李", "邀请对接人")


async def test_a_case_from_the_first_angry_message_to_satisfied(village: Village) -> None:
    world, member, liaison = village.world, village.member, await liaison_of(village)
    post = await village.prepare()
    world.start(member)
    world.say(village.group, member, "收到喷头就是漏的,根本喷不出来,气死我了", reply_to=post)
    receipt = await village.read("#1001")
    shown = await village.pressed(member, receipt, "换")
    assert "想换货" in shown.text
    notice = await village.heard("新售后单 #1001", by=liaison)
    world.tell(liaison, "百分百给你换,今晚8点前告诉你单号", reply_to=notice)
    preview = await village.heard("确定这样发?里面有「百分百」", by=liaison)
    assert "会记下来跟进:今天 20:00 前" in preview.words
    await village.pressed(liaison, preview, "不发")
    world.tell(liaison, "商家同意换,今晚8点前告诉你单号", reply_to=notice)
    preview = await village.heard("商家同意换", by=liaison)
    await village.pressed(liaison, preview, "发出")
    said = await village.heard("#1001 对接人答复你:", by=member)
    assert "商家同意换,今晚8点前告诉你单号" in said.words
    await village.heard("#1001 已送到阿安的私聊", by=liaison)
    await village.pass_time(hours=2)
    assert not [each for each in village.said() if "照实告诉你" in each]
    world.tell(liaison, "/ticket 1001")
    card = await village.heard("#1001 处理中", by=liaison)
    await village.pressed(liaison, card, "办结…")
    choices = await village.heard("选一个", by=liaison)
    await village.pressed(liaison, choices, "换货")
    await village.until(lambda: "已办结" in receipt.words, "the first line in the thread")
    await village.pass_time(hours=1, minutes=30)
    await village.heard("这单办结了:换货", by=member)
    await village.pass_time(hours=24)
    asked = await village.heard("办得满意吗", by=member)
    await village.pressed(member, asked, "满意")
    await village.heard("好,记下了", by=member)
    assert village.books.ask("SELECT state, outcome FROM ticket") == [("closed", "exchange")]
    assert village.books.count("timeline", "event = 'good'") == 1


async def test_in_a_staff_room_with_topics_a_case_is_worked_on_in_its_own(village: Village) -> None:
    world, member, owner = village.world, village.member, village.owner
    world.start(member)
    post = await village.prepare()
    room = world.add_group("值班群", creator=owner, forum=True)
    world.add_bot(room, by=owner)
    world.promote(room, world.bot, by=owner)
    await village.settled()
    world.say(room, owner, "/staffroom")
    await village.read("值班群:提醒和单子都发到这里", room)
    world.say(village.group, member, "收到喷头就是漏的,根本喷不出来,气死我了", reply_to=post)
    notice = await village.read("新售后单 #1001", room)
    (topic,) = room.topics.values()
    assert (topic.name.startswith("#1001 阿安 · "), notice.thread_id) == (True, topic.thread_id)
    world.say(room, owner, "商家同意换", reply_to=notice, thread=topic)
    preview = await village.read("商家同意换", room)
    await village.pressed(owner, preview, "发出")
    receipt = await village.read("#1001 已送到阿安的私聊", room)
    assert {preview.thread_id, receipt.thread_id} == {topic.thread_id}
    world.say(room, owner, "/ticket 1001", thread=topic)
    card = await village.read("#1001 处理中", room)
    await village.pressed(owner, card, "办结…")
    choices = await village.read("选一个", room)
    assert choices.thread_id == topic.thread_id
    await village.pressed(owner, choices, "换货")
    await village.settled()
    await village.pass_time(hours=3, minutes=30)
    await village.heard("这单办结了:换货", by=member)
    await village.pass_time(hours=24)
    asked = await village.heard("办得满意吗", by=member)
    await village.pressed(member, asked, "满意")
    await village.until(lambda: topic.is_closed, "the topic closes with the case")
