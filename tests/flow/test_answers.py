"""What a member gets: proof, an honest promise, a number; and what nobody gets."""

from __future__ import annotations

from datetime import timedelta

from tests.flow.village import Village, picture

SMALL_TALK = (
    "早",
    "中午吃啥",
    "今天好热",
    "哈哈哈哈",
    "下班了没",
    "这个颜色好看",
    "谢谢群主",
    "路上堵死了",
    "明天放假",
    "收到",
)


async def test_small_talk_leaves_no_row_and_no_message(village: Village) -> None:
    await village.prepare()
    await village.settled()
    rows, calls = village.books.rows(), len(village.telegram.calls)
    for number in range(1000):
        speaker = village.member if number % 2 else village.other
        village.world.say(village.group, speaker, f"{SMALL_TALK[number % 10]} {number}")
    await village.telegram.settled(timeout=30)
    assert village.books.rows() == rows
    assert len(village.telegram.calls) == calls


async def test_doubt_is_answered_in_its_thread_with_proof(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    answer = await village.answered(doubt, "品牌方授权这家店,有效至 2027-12-31")
    assert answer.photo is not None
    assert answer.is_protected
    assert [button.text for button in answer.buttons] == ["申请售后", "仍有疑问"]


async def test_without_proof_the_promise_is_kept_when_the_proof_comes(village: Village) -> None:
    await village.add_product()
    await village.promote()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    await village.answered(doubt, "我手上还没有")
    await village.heard("要凭证:防晒喷雾", by=village.owner)
    await village.add_proof()
    answer = await village.answered(doubt, "说好今天 17:00 前给你的凭证到了")
    assert answer.photo is not None


async def test_promise_that_is_not_kept_is_said_in_the_thread(village: Village) -> None:
    await village.add_product()
    await village.promote()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    await village.answered(doubt, "今天 17:00 前在这条下面回你")
    await village.pass_time(hours=2, minutes=15)
    await village.answered(doubt, "还没要到")
    await village.heard("过点了:防晒喷雾", by=village.owner)


async def test_edited_doubt_is_answered_once(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    await village.answered(doubt)
    village.world.edit(doubt, "这个是正品吗?19块9太便宜了,假的吧")
    village.world.edit(doubt, "这个是正品吗?19块9太便宜了,假的吧")
    await village.settled()
    assert len(doubt.replies) == 1


async def test_message_that_becomes_a_doubt_by_an_edit_is_answered(village: Village) -> None:
    await village.prepare()
    said = village.world.say(village.group, village.member, "中午吃啥")
    await village.settled()
    village.world.edit(said, "这个是正品吗")
    await village.answered(said, "授权书")


async def test_human_who_answers_first_is_not_interrupted(village: Village) -> None:
    await village.prepare()
    village.telegram.faults.flood(1, chat=village.group)
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    await village.held_up()
    village.world.say(village.group, village.owner, "是正品,授权书我发你", reply_to=doubt)
    await village.telegram.settled(quiet=1.5)
    assert [reply.author for reply in doubt.replies] == ["掌柜"]


async def test_complaint_gets_a_number_and_a_second_one_joins_it(village: Village) -> None:
    said = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    receipt = await village.answered(said, "#1001")
    assert {"补充信息", "查进度", "不需要"} <= {button.text for button in receipt.buttons}
    again = village.world.say(village.group, village.member, "物流还是停在上海,不动")
    await village.until(lambda: village.world.bot.id in again.reactions, "a reaction")
    assert village.books.ask("SELECT number, state FROM ticket") == [(1001, "open")]
    await village.pass_time(minutes=40)
    third = village.world.say(village.group, village.member, "快递怎么还没到,有没有人管")
    await village.answered(third, "有人管。#1001")
    assert village.books.count("ticket") == 1


async def test_picture_of_a_member_in_a_case_joins_it(village: Village) -> None:
    said = village.world.say(village.group, village.member, "收到喷头就是漏的,我要退款")
    await village.answered(said, "#1001")
    photo = village.world.send_photo(village.group, village.member, picture(3), caption="看这里")
    await village.until(lambda: village.world.bot.id in photo.reactions, "a reaction")
    assert village.books.count("timeline", "text = '看这里'") == 1
    stranger = village.world.send_photo(village.group, village.other, picture(4), caption="我家猫")
    await village.settled()
    assert not stranger.reactions


async def test_progress_goes_only_to_those_who_started_the_bot(village: Village) -> None:
    village.world.start(village.member)
    for user in (village.member, village.other):
        said = village.world.say(village.group, user, "快递五天了一动不动,什么时候能到")
        await village.answered(said, "已登记售后单")
        notice = await village.heard("新售后单", by=village.owner)
        await village.pressed(village.owner, notice, "等回复")
        await village.pressed(village.owner, await village.heard("选一个", by=village.owner), "等快递")
    await village.pass_time(hours=3, minutes=15)
    await village.heard("催了快递,还没给结果", by=village.member)
    await village.settled()
    assert village.world.messages(village.world.private(village.other)) == []


async def test_doubt_from_two_hours_ago_goes_to_staff(village: Village) -> None:
    await village.prepare()
    with village.telegram.faults.outage():
        doubt = village.world.say(village.group, village.member, "这个是正品吗")
        village.clock.forward(timedelta(hours=2, minutes=5))
    await village.heard("这条已超过两小时", by=village.owner)
    assert not doubt.replies


async def test_a_doubt_that_was_reworded_and_then_edited_away_leaves_no_open_ticket(village: Village) -> None:
    await village.add_product()
    await village.promote()
    doubt = village.world.say(village.group, village.member, "这个是假货吧")
    promise = await village.answered(doubt, "我手上还没有")
    village.world.edit(doubt, "这个是假货吧?")
    await village.settled()
    village.world.edit(doubt, "算了当我没说")
    await village.until(lambda: promise.is_deleted, "our answer taken back")
    await village.settled()
    assert village.books.ask("SELECT state, outcome FROM ticket") == [("closed", "withdrawn")]


async def test_a_complaint_after_a_doubt_is_what_the_case_is_about(village: Village) -> None:
    post = await village.promote()
    village.world.say(village.group, village.member, "这个是假货吧", reply_to=post)
    await village.settled()
    village.world.say(village.group, village.member, "收到喷头就是漏的,我要退款", reply_to=post)
    notice = await village.heard("新售后单 #1001", by=village.owner)
    assert "「收到喷头就是漏的,我要退款」" in notice.words
    assert village.books.ask("SELECT words FROM ticket") == [("收到喷头就是漏的,我要退款",)]


async def test_a_complaint_in_another_group_is_answered_there(village: Village) -> None:
    world, other = village.world, await village.open_group("第二个群")
    post = await village.promote()
    first = world.say(village.group, village.member, "收到喷头就是漏的,我要退款", reply_to=post)
    await village.answered(first, "#1001")
    second = world.say(other, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(second, "#1002")
