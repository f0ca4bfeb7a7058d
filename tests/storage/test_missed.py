"""/missed: an overlooked message is handled by the rules of its thread and learnt, or staff say what it is."""

from __future__ import annotations

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import ConcernId, UserId
from detection.finding import Kind
from evidence.models import EvidenceKind
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    CHAT,
    DOUBT,
    LETTER,
    LIAISON,
    NAMES,
    OWNER,
    SPRAY,
    World,
    build_world,
    proof,
)
from triage.answering import Answering
from triage.later import ActLater
from triage.learning.marks import MarkRow
from triage.learning.missed import HandleMissed, guess
from triage.learning.teach import Teach
from triage.learning.withdrawing import WithdrawAnswers
from triage.presses import ReviewConcern
from triage.reading import Reader
from triage.repository import ConcernRow
from triage.updates import ChatLook, MessageLook, UserLook
from workspaces.audit import AuditRow
from workspaces.models import Mode

SLY = "群主这价格你自己信吗反正我是呵呵了"
SLYER = "群主这价格你自己信吗,反正我是呵呵了"
UNCLEAR = "楼上说的也有道理哈各位"


def missed_of(world: World) -> HandleMissed:
    reader, answering = Reader(world.tools), Answering(world.tools, world.cases)
    teach = Teach(world.tools, WithdrawAnswers(world.tools, world.cases))
    return HandleMissed(world.tools, reader, ActLater(world.tools, reader, answering), teach)


def said(world: World, text: str, who: UserId = AN, number: int = 700) -> MessageLook:
    sender = UserLook(who, first_name=NAMES[who])
    return MessageLook(number, int(world.clock.now.timestamp()), ChatLook(CHAT, "supergroup"), sender, text=text)


async def the_concern(world: World) -> ConcernId:
    (row,) = await world.rows(ConcernRow)
    return ConcernId(row["id"])


async def test_a_missed_doubt_is_answered_and_learnt(database: Database) -> None:
    world = await build_world(database, LETTER)
    await missed_of(world)(world.home, said(world, DOUBT), by=ADMIN)
    (row,) = await world.rows(OutgoingRow, purpose="answer")
    assert row["payload"]["reply_parameters"] == {"message_id": 700}
    (mark,) = await world.rows(MarkRow)
    assert (mark["kind"], mark["text"]) == ("doubt", DOUBT)
    assert [row["decision"] for row in await world.rows(ConcernRow)] == ["answer"]
    assert [row["action"] for row in await world.rows(AuditRow)] == ["mark.missed"]
    assert "群里已经回了。" in (await world.texts("taught", ADMIN))[0]


async def test_what_nothing_tells_is_named_by_a_button_and_the_next_is_decided_by_it(database: Database) -> None:
    world = await build_world(database, LETTER)
    assert guess(UNCLEAR) is None
    await world.says(BOBO, UNCLEAR)
    assert await world.rows(ConcernRow) == []
    await missed_of(world)(world.home, said(world, UNCLEAR), by=ADMIN)
    (asked,) = await world.rows(OutgoingRow, purpose="taught")
    buttons = asked["payload"]["reply_markup"]["inline_keyboard"][0]
    assert [button["text"] for button in buttons] == ["质疑", "投诉", "售后请求"]
    assert await world.rows(MarkRow) == []
    await missed_of(world).as_kind(await the_concern(world), Kind.DOUBT, by=ADMIN)
    assert await world.sent() == ["answer"]
    world.clock.forward(minutes=40)
    await world.says(BOBO, UNCLEAR + "!")
    assert (await world.sent()).count("answer") == 2


async def test_a_complaint_by_button_gets_its_number(database: Database) -> None:
    world = await build_world(database)
    await missed_of(world)(world.home, said(world, UNCLEAR), by=OWNER)
    await missed_of(world).as_kind(await the_concern(world), Kind.COMPLAINT, by=OWNER)
    assert await world.sent() == ["receipt"]
    assert [ticket.number for ticket in await world.tickets()] == [1001]
    with pytest.raises(SayableError, match="alert-old"):
        await missed_of(world).as_kind(await the_concern(world), Kind.DOUBT, by=OWNER)


async def test_a_doubt_about_an_unknown_product_waits_for_the_product(database: Database) -> None:
    world = await build_world(database, LETTER)
    world.home.promotions.clear()
    await missed_of(world)(world.home, said(world, "这个肯定是假货吧"), by=ADMIN)
    assert await world.sent() == []
    assert await world.sent(ADMIN) == ["taught", "taught"]
    reader, answering = Reader(world.tools), Answering(world.tools, world.cases)
    review = ReviewConcern(world.tools, reader, answering)
    await review.answer(await the_concern(world), by=ADMIN, product_id=SPRAY)
    assert await world.sent() == ["answer"]


async def test_staff_who_ask_are_heard_in_every_mode_and_however_late(database: Database) -> None:
    world = await build_world(database, LETTER)
    object.__setattr__(world.home.community, "mode", Mode.REVIEW)
    look = said(world, DOUBT)
    world.clock.forward(hours=5)
    await missed_of(world)(world.home, look, by=ADMIN)
    assert await world.sent() == ["answer"]


async def test_the_rules_of_the_thread_hold(database: Database) -> None:
    world = await build_world(database, LETTER, proof(903, EvidenceKind.STATEMENT))
    await world.says(BOBO, DOUBT)
    world.clock.forward(minutes=5)
    await missed_of(world)(world.home, said(world, DOUBT), by=ADMIN)
    assert await world.sent() == ["answer", "pointer"]


async def test_where_a_human_was_first_it_is_only_learnt(database: Database) -> None:
    world = await build_world(database, LETTER)
    world.home.answered_by_human.add(700)
    await missed_of(world)(world.home, said(world, DOUBT), by=ADMIN)
    assert await world.sent() == []
    assert len(world.mine.lessons) == 1
    assert "有人先答了" in (await world.texts("taught", ADMIN))[0]


async def test_what_was_marked_wrong_can_be_marked_right_again(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    missed = missed_of(world)
    await missed.teach.wrong(await the_concern(world), by=ADMIN)
    await missed(world.home, said(world, DOUBT, number=number), by=OWNER)
    marks = await world.rows(MarkRow)
    assert [(mark["kind"], mark["revoked_at"] is None) for mark in marks] == [(None, False), ("doubt", True)]
    assert [lesson.kind for lesson in world.mine.memory.lessons] == [Kind.DOUBT]
    assert (await world.sent()).count("answer") == 2


@pytest.mark.parametrize(
    ("text", "who", "by", "says"),
    [
        (DOUBT, ADMIN, ADMIN, "refuse-missed-member"),
        ("", AN, ADMIN, "refuse-missed-words"),
        (DOUBT, AN, LIAISON, "refuse-move-role"),
        (DOUBT, AN, BOBO, "alert-staff-only"),
    ],
)
async def test_refusals_store_nothing(database: Database, text: str, who: UserId, by: UserId, says: str) -> None:
    world = await build_world(database, LETTER)
    with pytest.raises(SayableError, match=says):
        await missed_of(world)(world.home, said(world, text, who), by=by)
    assert await world.rows(ConcernRow) == await world.rows(MarkRow) == []


async def test_a_concern_that_is_handled_already_is_not_handled_twice(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    with pytest.raises(SayableError, match="refuse-missed-known"):
        await missed_of(world)(world.home, said(world, DOUBT, number=number), by=ADMIN)


async def test_who_never_started_the_bot_is_asked_to(database: Database) -> None:
    world = await build_world(database, LETTER)
    world.mine.reachable.discard(ADMIN)
    with pytest.raises(SayableError, match="refuse-start-first"):
        await missed_of(world)(world.home, said(world, UNCLEAR), by=ADMIN)


async def test_a_single_sign_is_handled_but_teaches_nothing(database: Database) -> None:
    world = await build_world(database, LETTER)
    await missed_of(world)(world.home, said(world, "🤡"), by=ADMIN)
    await missed_of(world).as_kind(await the_concern(world), Kind.DOUBT, by=ADMIN)
    assert await world.sent() == ["answer"]
    assert await world.rows(MarkRow) == []
    assert "没有记成例子" in (await world.texts("taught", ADMIN))[1]
