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
