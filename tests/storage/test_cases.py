"""Intake of complaints, requests and threats; and what staff decide about what was not answered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import ConcernId, UserId
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    OWNER,
    POST,
    ROUTE,
    STRANGER,
    XIAOYU,
    World,
    build_world,
    local,
    restarted,
)
from tickets.attachments import AttachmentRow
from tickets.lifecycle import Action
from tickets.models import Outcome, Priority, TicketKind, TicketState
from tickets.repository import TimelineRow
from triage.answering import Answering
from triage.desk.moves import Desk
from triage.presses import ReviewConcern
from triage.reading import Reader
from triage.repository import ConcernRow
from triage.watch import Ours
from workspaces.models import Mode

AGAIN = "说了两遍了,快递到底有没有人管,还是一动不动!"
LEAKS = "收到喷头就是漏的,根本喷不出来,我要退款"
EXPOSE = "赔我500,不然我就发差评,到处曝光你们"
REPORT = "再不给我退款我就打12315投诉你们"


def review(world: World) -> ReviewConcern:
    reader = Reader(world.tools)
    return ReviewConcern(world.tools, reader, Answering(world.tools, world.cases))


async def test_a_complaint_is_logged_at_once_and_says_its_number(database: Database) -> None:
    world = await build_world(database)
    number = await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.kind, ticket.state) == (1001, TicketKind.AFTER_SALES, TicketState.OPEN)
    assert (ticket.cause, ticket.responsible_id, ticket.product_id) == ("courier.slow", LIAISON, 111)
    (receipt,) = await world.rows(OutgoingRow, purpose="receipt")
    assert receipt["payload"]["reply_parameters"] == {"message_id": number}
    assert "#1001" in receipt["payload"]["text"]
    assert await world.sent(LIAISON) == ["staff-new"]
    assert await world.due(ticket.id)


async def test_numbers_go_up_and_are_each_workspace_s_own(database: Database) -> None:
    world = await build_world(database)
    for member in (AN, DOUDOU, XIAOYU):
        await world.says(member, COMPLAINT, reply_to=POST)
    assert [ticket.number for ticket in await world.tickets()] == [1001, 1002, 1003]


async def test_a_complaint_at_night_is_promised_for_the_morning(database: Database) -> None:
    world = await build_world(database, now="11-22 23:40")
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    (ticket,) = await world.tickets()
    assert ticket.promised_at == local("11-23 10:00")
    (receipt,) = await world.rows(OutgoingRow, purpose="receipt")
    assert receipt["payload"]["disable_notification"]


async def test_a_further_message_joins_and_the_liaison_hears_it(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    world.clock.forward(minutes=10)
    await world.says(DOUDOU, AGAIN)
    assert len(await world.tickets()) == 1
    assert await world.sent() == ["receipt", "added"] or await world.sent() == ["receipt", "reaction"]
    assert await world.sent(LIAISON) == ["staff-new", "staff-added"]


@pytest.mark.parametrize("case", ["more than half an hour later", "after a missed time"])
async def test_a_second_complaint_moves_up_with_a_new_promise(database: Database, case: str) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    if case == "after a missed time":
        world.clock.forward(minutes=40)
        await world.says(DOUDOU, AGAIN)
        world.clock.forward(minutes=25)
    else:
        world.clock.forward(minutes=31)
    await world.says(DOUDOU, AGAIN)
    (ticket,) = await world.tickets()
    assert "second" in await world.sent()
    assert "staff-second" in await world.sent(LIAISON)
    assert "staff-second" in await world.sent(OWNER)
    assert ticket.priority in (Priority.HIGH, Priority.URGENT)
    assert ticket.promised_at is not None
    assert ticket.promised_at > world.clock.now


async def test_a_doubt_with_a_demand_is_shown_proof_and_gets_one_number(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, "这肯定是假货,我要退款", reply_to=POST)
    world.clock.forward(minutes=40)
    await world.says(AN, "越用越像假货,快给我退款", reply_to=POST)
    numbers = [ticket.number for ticket in await world.tickets() if ticket.number is not None]
    assert numbers == [1001]


async def test_a_complaint_turns_the_doubt_that_waits_into_a_case(database: Database) -> None:
    world = await build_world(database)
    await world.says(XIAOYU, DOUBT)
    world.clock.forward(minutes=5)
    await world.says(XIAOYU, LEAKS, reply_to=POST)
    (ticket,) = await world.tickets()
    assert (ticket.kind, ticket.number, ticket.cause) == (TicketKind.AFTER_SALES, 1001, "seller.defect")


async def test_a_demand_tied_to_harm_gets_one_neutral_line(database: Database) -> None:
    world = await build_world(database)
    await world.says(STRANGER, EXPOSE, reply_to=POST)
    assert await world.sent() == ["threat"]
    (line,) = await world.texts("threat")
    assert line.count("\n") == 0
    (ticket,) = await world.tickets()
    assert (ticket.priority, ticket.outcome) == (Priority.URGENT, None)
    assert "staff-threat" in await world.sent(OWNER)


async def test_a_complaint_to_the_platform_is_called_a_right(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    world.clock.forward(minutes=5)
    await world.says(DOUDOU, REPORT)
    (line,) = await world.texts("threat")
    assert line.startswith("投诉是你的权利")
    (ticket,) = await world.tickets()
    assert ticket.priority is not Priority.NORMAL


async def test_a_picture_in_the_thread_belongs_to_the_open_case(database: Database) -> None:
    world = await build_world(database)
    await world.says(XIAOYU, LEAKS, reply_to=POST)
    await world.says(XIAOYU, photo=[{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}])
    (ticket,) = await world.tickets()
    assert "said" in [line["event"] for line in await world.rows(TimelineRow, ticket_id=ticket.id)]
    assert await world.sent(LIAISON) == ["staff-new", "staff-files"]  # the picture and its words are one message


async def test_thirty_pictures_are_kept_and_the_next_is_refused_with_a_word(database: Database) -> None:
    world = await build_world(database)
    await world.says(XIAOYU, LEAKS, reply_to=POST)
    for number in range(31):
        picture = {"file_id": f"F{number}", "file_unique_id": f"U{number}", "width": 1, "height": 1}
        await world.says(XIAOYU, photo=[picture])
    (ticket,) = await world.tickets()
    assert len(await world.rows(AttachmentRow, ticket_id=ticket.id)) == 30
    assert (await world.texts("added"))[-1] == "这张单已有 30 个文件,收不下了。要紧的写成文字发我。"


async def test_a_reply_to_the_receipt_is_the_author_s_own_only(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    (ticket,) = await world.tickets()
    world.home.ours[4321] = Ours(None, ticket.id)
    await world.says(AN, "我帮他顶一下", reply_to=4321)
    await world.says(DOUDOU, "单号私聊发了", reply_to=4321)
    said = await world.rows(TimelineRow, ticket_id=ticket.id, event="said")
    assert [line["actor_id"] for line in said] == [DOUDOU]


async def unsure(world: World) -> ConcernId:
    await world.says(AN, DOUBT, reply_to=POST, at=world.clock.now - timedelta(hours=3))
    (row,) = await world.rows(ConcernRow)
    assert row["decision"] == "review"
    return ConcernId(row["id"])


async def test_staff_have_it_answered_after_all(database: Database) -> None:
    world = await build_world(database, LETTER)
    concern_id = await unsure(world)
    assert await review(world).answer(concern_id, by=ADMIN) is not None
    assert await world.sent() == ["answer"]
    (concern,) = await world.rows(ConcernRow)
    assert (concern["decision"], concern["ticket_id"]) == ("answer", (await world.tickets())[0].id)
    with pytest.raises(SayableError, match="old"):
        await review(world).answer(concern_id, by=OWNER)
    with pytest.raises(SayableError, match="old"):
        await review(world).skip(concern_id, by=OWNER)


async def test_two_of_the_staff_answer_once(database: Database) -> None:
    world = await build_world(database, LETTER)
    concern_id = await unsure(world)
    other = await restarted(world)
    results = await asyncio.gather(
        review(world).answer(concern_id, by=ADMIN), review(other).answer(concern_id, by=OWNER), return_exceptions=True
    )
    assert sorted(isinstance(result, (ConflictError, SayableError)) for result in results) == [False, True]
    assert await world.sent() == ["answer"]


@pytest.mark.parametrize("who", [LIAISON, STRANGER, AN])
async def test_only_who_works_on_all_decides(database: Database, who: UserId) -> None:
    world = await build_world(database, LETTER)
    concern_id = await unsure(world)
    with pytest.raises(SayableError, match="staff-only"):
        await review(world).answer(concern_id, by=who)
    with pytest.raises(SayableError, match="staff-only"):
        await review(world).skip(concern_id, by=who)


async def test_a_reviewed_complaint_joins_the_case_that_is_open(database: Database) -> None:
    world = await build_world(database)
    world.home.community = replace(world.home.community, mode=Mode.REVIEW)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    world.clock.forward(minutes=5)
    await world.says(DOUDOU, AGAIN)
    for row in await world.rows(ConcernRow):
        await review(world).answer(row["id"], by=OWNER)
    assert [ticket.number for ticket in await world.tickets()] == [1001]


async def test_a_resolved_case_is_not_joined_but_a_new_one_opens(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    (ticket,) = await world.tickets()
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.RESOLVE, by=OWNER, outcome=Outcome.RESHIPMENT)
    world.clock.forward(days=1)
    await world.says(DOUDOU, COMPLAINT, reply_to=POST)
    assert [ticket.number for ticket in await world.tickets()] == [1001, 1002]
