"""Telegram has bad moments: nothing is lost, and each chat keeps its order."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from playground.emulator import Message
from playground.emulator.api.faults import Faults
from tests.flow.village import Village

COMPLAINT = "快递五天了一动不动,什么时候能到"


async def _complaints(village: Village, count: int) -> list[Message]:
    users = [village.add_member(f"成员{number}") for number in range(count)]
    await village.settled()
    return [village.world.say(village.group, user, COMPLAINT) for user in users]


async def _all_answered_in_order(village: Village, said: list[Message], *, twice: int = 0) -> None:
    for message in said:
        await village.answered(message, "已登记售后单", timeout=20)
    await village.settled()
    receipts = [message for message in village.world.messages(village.group, by=village.world.bot) if message.reply_to]
    questions = list(dict.fromkeys(message.reply_to for message in receipts))
    assert questions == said
    assert len(receipts) - len(said) == twice
    assert village.books.count("outgoing", "state IN ('dead', 'waiting', 'sending')") == 0
    assert village.books.one("SELECT sum(ambiguous) FROM outgoing") >= twice


TROUBLES: list[Callable[[Faults], None]] = [
    lambda faults: faults.flood(1, times=2),
    lambda faults: faults.error(502, times=2),
    lambda faults: faults.error(500, "Internal Server Error", times=1),
    lambda faults: faults.drop(times=2),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=["429", "502", "500", "dropped"])
async def test_trouble_delays_and_loses_nothing(village: Village, trouble: Callable[[Faults], None]) -> None:
    trouble(village.telegram.faults)
    await _all_answered_in_order(village, await _complaints(village, 4))


async def test_answer_that_arrived_before_the_connection_broke_is_counted(village: Village) -> None:
    said = await _complaints(village, 0)
    village.telegram.faults.drop(after_effect=True, method="sendMessage", chat=village.group)
    said = await _complaints(village, 3)
    await _all_answered_in_order(village, said, twice=1)
    assert village.books.one("SELECT sum(ambiguous) FROM outgoing") == 1


async def test_trouble_in_one_chat_does_not_hold_up_another(village: Village) -> None:
    second = await village.open_group("二群")
    village.telegram.faults.flood(3, chat=village.group)
    late = village.world.say(village.group, village.member, COMPLAINT)
    await village.held_up()
    prompt = village.world.say(second, village.other, COMPLAINT)
    await village.answered(prompt, "已登记售后单", timeout=1.5)
    assert not late.replies
    await village.answered(late, "已登记售后单")


@pytest.mark.parametrize("kind", ["refused", "hanging"])
async def test_outage_is_waited_out(village: Village, kind: str) -> None:
    faults = village.telegram.faults
    if kind == "refused":
        with faults.outage("refused"):
            said = await _spoken(village)
    else:
        with faults.outage("hanging"):
            said = await _spoken(village)
    for message in said:
        await village.answered(message, "已登记售后单", timeout=20)
    assert [len(message.replies) for message in said] == [1, 1, 1]


async def _spoken(village: Village) -> list[Message]:
    users = [village.add_member(f"成员{number}") for number in range(3)]
    return [village.world.say(village.group, user, COMPLAINT) for user in users]


async def test_question_that_is_gone_gets_no_answer(village: Village) -> None:
    await village.prepare()
    village.telegram.faults.flood(1, chat=village.group)
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    await village.held_up()
    village.world.delete(doubt)
    said = village.said()
    await village.heard("要回的那条消息不在了", by=village.owner)
    assert village.said() == said


async def test_owner_is_told_when_the_bot_may_not_speak(village: Village) -> None:
    village.telegram.faults.flood(1, chat=village.group)
    village.world.say(village.group, village.member, COMPLAINT)
    await village.held_up()
    village.world.set_permissions(village.group, without=("can_send_messages",))
    await village.heard("我读不到或发不出消息了", by=village.owner)
    village.world.set_permissions(village.group)
    complaint = village.world.say(village.group, village.other, COMPLAINT)
    await village.answered(complaint, "#1002")


async def test_receipt_for_a_deleted_complaint_goes_out_all_the_same(village: Village) -> None:
    village.telegram.faults.flood(1, chat=village.group)
    complaint = village.world.say(village.group, village.member, COMPLAINT)
    await village.held_up()
    village.world.delete(complaint)
    await village.telegram.settled(quiet=1.5)
    assert village.books.count("ticket", "number = 1001") == 1


async def test_member_who_blocked_the_bot_is_left_alone(village: Village) -> None:
    village.world.start(village.member)
    await village.heard("我是有据", by=village.member)
    said = village.world.say(village.group, village.member, COMPLAINT)
    await village.answered(said, "#1001")
    village.world.block(village.member)
    notice = await village.heard("新售后单", by=village.owner)
    await village.pressed(village.owner, notice, "等回复")
    await village.pressed(village.owner, await village.heard("选一个", by=village.owner), "等快递")
    await village.pass_time(hours=3, minutes=15)
    await village.settled()
    assert not [call for call in village.telegram.calls if call.code == 403]
