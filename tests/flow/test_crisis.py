"""A crisis as people live it: three doubt, one statement is pinned, a newcomer mob waits for a tap."""

from __future__ import annotations

from playground.emulator import Message, User
from tests.flow.village import Village


async def doubts(village: Village, *people: User) -> list[Message]:
    said = []
    for user in people:
        said.append(village.world.say(village.group, user, "这个是正品吗"))
        await village.settled()
    return said


async def test_three_doubters_get_one_statement_that_is_pinned_and_ends_by_itself(village: Village) -> None:
    await village.prepare()
    village.world.promote(village.group, village.world.bot, by=village.owner)
    third, fourth = village.add_member("小鱼"), village.add_member("豆豆")
    await village.pass_time(days=8)
    await village.promote()
    await doubts(village, village.member, village.other, third)
    statement = await village.read("关于防晒喷雾,几位朋友问到真伪,集中说明一次")
    assert statement.reply_to is None
    assert [key.text for key in statement.buttons] == ["申请售后", "仍有疑问"]
    await village.until(lambda: statement in village.group.pinned, "it is pinned")
    shown = await village.answered(statement, "你看过再判断")
    assert shown.photo is not None
    (late,) = await doubts(village, fourth)
    line = await village.answered(late, "刚集中说明过")
    assert any((each.url or "").endswith(f"/{statement.message_id}") for each in line.entities)
    card = await village.heard("信任危机:防晒喷雾", by=village.owner)
    await village.until(lambda: "4 位成员说了 4 条" in card.words, "the card grows")
    await village.pass_time(hours=2, minutes=1)
    await village.heard("2 小时没有新的质疑,自动结束。", by=village.owner)
    await village.until(lambda: statement not in village.group.pinned, "it is unpinned")
    assert village.said().count(statement.words) == 1


async def test_without_the_right_to_pin_nothing_breaks(village: Village) -> None:
    await village.prepare()
    village.world.set_permissions(village.group, without=["can_pin_messages"])
    third = village.add_member("小鱼")
    await village.pass_time(days=8)
    await village.promote()
    await doubts(village, village.member, village.other, third)
    statement = await village.read("集中说明一次")
    card = await village.heard("信任危机:防晒喷雾", by=village.owner)
    await village.until(lambda: "没能置顶" in card.words, "staff see that it is not pinned")
    assert statement not in village.group.pinned
    assert not [text for text in village.said(village.world.private(village.owner)) if "读不到或发不出" in text]


async def test_a_mob_of_newcomers_waits_for_the_owner(village: Village) -> None:
    await village.prepare()
    village.world.promote(village.group, village.world.bot, by=village.owner)
    mob = [village.add_member(f"新人{number}") for number in range(6)]
    await village.settled()
    await doubts(village, *mob)
    card = await village.heard("新成员占多数", by=village.owner)
    assert not [text for text in village.said() if "集中说明" in text]
    await village.pressed(village.owner, card, "发说明")
    await village.read("集中说明一次")
    village.world.tell(village.owner, "/crisis")
    listed = await village.heard("进行中的信任危机:", by=village.owner)
    await village.pressed(village.owner, listed, "看详情")
    shown = await village.telegram.wait_for(
        lambda each: "信任危机:" in each.words and each is not card, chat=village.world.private(village.owner)
    )
    ended = await village.pressed(village.owner, shown, "结束")
    assert "结束了" in ended.text
    await village.heard("信任危机已结束", by=village.owner)


async def test_a_proof_that_comes_is_added_to_the_statement(village: Village) -> None:
    await village.add_product()
    await village.promote()
    third = village.add_member("小鱼")
    village.world.restrict(village.group, third, by=village.owner, without=["can_pin_messages"])
    await doubts(village, village.member, village.other, third, third)
    other = village.add_member("豆豆")
    await doubts(village, other)
    statement = await village.read("集中说明一次")
    assert "没看到凭证之前,我不替它下结论。" in statement.words
    await village.add_proof(seed=5)
    await village.until(lambda: "手上有的:① 授权书" in statement.words, "the statement is brought up to date")
    assert "更新)" in statement.words
    await village.answered(statement, "到了,补在这里")


async def test_members_are_refused(village: Village) -> None:
    village.world.start(village.member)
    await village.settled()
    village.world.tell(village.member, "/crisis")
    await village.heard("这个命令是给管理员用的", by=village.member)
