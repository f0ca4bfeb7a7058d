"""RunDue on both engines: each follow-up fires once, the next one is written, a closed ticket has none left."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import timedelta

from core.change import Change
from core.database import Database
from core.ids import UserId
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    AN,
    BOBO,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LIAISON,
    OWNER,
    SECOND_CHAT,
    World,
    build_world,
    local,
    restarted,
    started,
)
from tickets.agenda import due_follow_ups
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Ticket
from tickets.repository import MARK_ANSWERED, TimelineRow
from triage.desk.followups import RunDue
from triage.desk.moves import Desk


def run_due(world: World) -> RunDue:
    return RunDue(world.tools, world.cases)


async def meet(world: World, *people: UserId) -> None:
    change = Change()
    started(change, *people, at=world.clock.now)
    await world.keep(change)


async def reminders_to(world: World, who: UserId) -> list[str]:
    """Return the texts of the reminders to one of the staff, merged or not."""
    kinds = {"staff-reminders", *(f"staff-{kind.value}" for kind in FollowUpKind)}
    rows = await world.rows(OutgoingRow, chat_id=who)
    return [row["payload"]["text"] for row in rows if row["purpose"] in kinds]


async def complain(world: World) -> Ticket:
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    (ticket,) = await world.tickets()
    return ticket


async def waiting(world: World, ticket: Ticket) -> list[tuple[FollowUpKind, int]]:
    return [(item.kind, item.step) for item in await world.due(ticket.id)]


async def test_nothing_fires_before_its_time(database: Database) -> None:
    world = await build_world(database)
    await complain(world)
    world.clock.forward(minutes=14)
    assert await run_due(world)() == 0


async def test_the_desk_is_reminded_at_15_60_and_120_minutes_each_once(database: Database) -> None:
    world = await build_world(database)
    await complain(world)
    told = []
    for _ in range(0, 125, 5):
        world.clock.forward(minutes=5)
        await run_due(world)()
        await run_due(world)()
        told.append(len(await reminders_to(world, LIAISON)))
    assert [told.index(number) * 5 + 5 for number in (1, 2, 3)] == [15, 60, 120]


async def test_a_case_that_comes_back_is_reminded_of_like_a_new_one(database: Database) -> None:
    """Reopened by 「不满意」, complained about again, a human called: whoever worked on it before."""
    world = await build_world(database)
    ticket, desk = await complain(world), Desk(world.tools, world.cases)
    await desk.by_staff(ticket.id, Action.TAKE, by=LIAISON)
    await desk.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    world.clock.forward(hours=1)
    await desk.reopen_unsettled(ticket.id, by=DOUDOU)
    told = []
    for _ in range(0, 65, 5):
        world.clock.forward(minutes=5)
        await run_due(world)()
        told.append(len([text for text in await reminders_to(world, LIAISON) if "没人接" in text]))
    assert [told.index(number) * 5 + 5 for number in (1, 2)] == [15, 60]
    await desk.by_staff(ticket.id, Action.TAKE, by=LIAISON)
    world.clock.forward(hours=2)
    await run_due(world)()
    assert len([text for text in await reminders_to(world, LIAISON) if "没人接" in text]) == 2


async def test_who_calls_a_human_after_an_answer_is_owed_a_new_one(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    change = Change()
    change.amend(MARK_ANSWERED, the_ticket=ticket.id, at=world.clock.now, first_at=world.clock.now)
    await world.keep(change)
    world.clock.forward(minutes=5)
    change, (ticket,) = Change(), await world.tickets()
    called = world.cases.call_human(change, world.mine, ticket, "叫群主", world.clock.now)
    await world.keep(change)
    assert called.owes_answer
    world.clock.forward(minutes=16)
    await run_due(world)()
    assert any("没人接" in text for text in await reminders_to(world, LIAISON))


async def test_two_workers_at_once_fire_each_follow_up_once(database: Database) -> None:
    world = await build_world(database)
    for member in (AN, BOBO, DOUDOU):
        await world.says(member, COMPLAINT, reply_to=500)
    other = await restarted(world)
    world.clock.forward(minutes=16)
    await asyncio.gather(run_due(world)(), run_due(other)(), return_exceptions=True)
    await run_due(world)()
    lines = await world.rows(TimelineRow, event="reminded")
    assert Counter(line["ticket_id"] for line in lines) == Counter(ticket.id for ticket in await world.tickets())
    assert 1 <= len(await reminders_to(world, LIAISON)) <= 2  # what falls due together is one message of each worker


async def test_two_workers_are_given_different_rows(database: Database) -> None:
    world = await build_world(database)
    for member in (AN, BOBO, DOUDOU):
        await world.says(member, COMPLAINT, reply_to=500)
    now = world.clock.now + timedelta(hours=1)
    async with database.transaction() as transaction:
        mine = {item.id for item, _ in await due_follow_ups(transaction.connection, now, 2)}
        assert len(mine) == 2
        if not database.is_embedded:  # SQLite has one writer at a time, so there is no second one to ask
            other = Database(database.url.render_as_string(hide_password=False))
            async with other.transaction() as second:
                theirs = {item.id for item, _ in await due_follow_ups(second.connection, now, 99)}
            await other.dispose()
            assert theirs
            assert not mine & theirs


async def test_promised_proof_is_reminded_at_half_time_due_and_admitted_once(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    await world.says(BOBO, DOUBT)
    for _ in range(30):
        world.clock.forward(minutes=5)
        await run_due(world)()
    assert len(await world.rows(OutgoingRow, purpose="staff-evidence_promise", chat_id=LIAISON)) == 3
    assert (await world.sent()).count("overdue") == 1
    assert OWNER in [row["chat_id"] for row in await world.rows(OutgoingRow, purpose="staff-evidence_promise")]


async def test_a_promise_stands_though_the_first_asker_withdrew(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    await world.says(BOBO, DOUBT, chat=SECOND_CHAT)
    first = (await world.tickets(member_id=AN))[0]
    await Desk(world.tools, world.cases).by_member(first.id, Action.WITHDRAW, by=AN)
    world.clock.forward(hours=2, minutes=10)
    await run_due(world)()
    assert (await world.sent()).count("overdue") == 0
    assert (await world.sent(SECOND_CHAT)).count("overdue") == 1
    assert await world.rows(OutgoingRow, purpose="staff-evidence_promise", chat_id=LIAISON)


async def test_each_thread_that_has_the_promise_is_told_the_truth(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    await world.says(BOBO, DOUBT, chat=SECOND_CHAT)
    world.clock.forward(hours=2, minutes=10)
    await run_due(world)()
    assert (await world.sent()).count("overdue") == (await world.sent(SECOND_CHAT)).count("overdue") == 1


async def test_after_an_overdue_promise_the_desk_is_asked_anew(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    world.clock.forward(hours=3)
    await run_due(world)()
    await world.says(BOBO, DOUBT)
    asked = await world.rows(OutgoingRow, purpose="staff-request", chat_id=LIAISON)
    assert len(asked) == 2
    second = (await world.tickets(member_id=BOBO))[0]
    assert second.promised_at is not None
    assert second.promised_at > world.clock.now


async def test_the_named_time_is_kept_in_the_thread(database: Database) -> None:
    world = await build_world(database, now="11-22 10:00")
    ticket = await complain(world)
    assert ticket.promised_at == local("11-22 11:00")
    world.clock.at("11-22 11:01")
    await run_due(world)()
    assert (await world.sent()).count("missed") == 1
    world.clock.at("11-22 11:03")
    await run_due(world)()
    assert (await world.sent()).count("missed") == 1
