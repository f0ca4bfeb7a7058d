"""Follow-ups to members: in their windows, each once, and a closed ticket has none left."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.change import Change
from core.database import Database
from core.ids import UserId
from evidence.models import EvidenceKind, EvidenceState
from mailbox.outbox import OutgoingRow
from tests.storage.test_follow_ups import reminders_to, run_due
from tests.storage.world import (
    AN,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    OWNER,
    World,
    build_world,
    proof,
    started,
)
from tickets.agenda import FollowUpRow
from tickets.followups import Planned
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Ticket, TicketState, WaitingOn
from triage.desk.due import Due, Look
from triage.desk.moves import Desk
from triage.desk.steps import Steps


async def meet(world: World, *people: UserId) -> None:
    change = Change()
    started(change, *people, at=world.clock.now)
    await world.keep(change)


async def complain(world: World) -> Ticket:
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    (ticket,) = await world.tickets()
    return ticket


async def waiting(world: World, ticket: Ticket) -> list[tuple[FollowUpKind, int]]:
    return [(item.kind, item.step) for item in await world.due(ticket.id)]


async def test_progress_comes_in_a_window_and_only_to_who_started_the_bot(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    for hour in range(15, 18):
        world.clock.at(f"11-22 {hour}:30")
        await run_due(world)()
        assert await world.sent(DOUDOU) == []
    world.clock.at("11-22 18:01")
    await run_due(world)()
    assert await world.sent(DOUDOU) == ["follow-up"]
    await run_due(world)()
    assert await world.sent(DOUDOU) == ["follow-up"]
    world.clock.at("11-23 18:01")
    await run_due(world)()
    first, second = await world.texts("follow-up", DOUDOU)
    assert first.startswith("本群售后只由我联系你,不要验证码、不要转账。")
    assert "本群售后只由我联系你" not in second, "said with the first private message of a case"


@pytest.mark.parametrize("hand", ["take", "wait"])
async def test_a_promise_is_kept_only_by_words_to_the_member(database: Database, hand: str) -> None:
    world = await build_world(database, now="11-22 14:00")
    ticket = await complain(world)
    on = WaitingOn.MERCHANT if hand == "wait" else None
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action(hand), by=LIAISON, on=on)
    world.clock.at("11-22 15:01")
    await run_due(world)()
    assert "missed" in await world.sent()
    assert "staff-progress" in await world.sent(OWNER)


async def test_a_human_s_words_in_the_thread_keep_the_promise(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    message_id = await world.says(DOUDOU, COMPLAINT, reply_to=500)
    world.clock.at("11-22 14:20")
    await world.says(LIAISON, "刚问了快递,在查件,明天有结果", reply_to=message_id, replied_by=DOUDOU)
    (ticket,) = await world.tickets()
    assert ticket.answered_at == world.clock.now
    world.clock.at("11-22 15:01")
    await run_due(world)()
    assert "missed" not in await world.sent()


async def test_after_downtime_members_hear_in_the_next_window_and_once(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    world.clock.at("11-25 02:00")
    await run_due(world)()
    assert await world.sent(DOUDOU) == []
    world.clock.at("11-25 12:05")
    await run_due(world)()
    assert await world.sent(DOUDOU) == ["follow-up"]


@pytest.mark.parametrize("started_bot", [True, False])
async def test_a_resolved_case_is_checked_and_closed_when_nobody_answers(
    database: Database, *, started_bot: bool
) -> None:
    world = await build_world(database, now="11-22 14:00")
    if started_bot:
        await meet(world, DOUDOU)
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    for day in range(22, 30):
        for clock in ("12:05", "18:05", "22:30"):
            if (day, clock) > (22, "14:00"):
                world.clock.at(f"11-{day} {clock}")
            await run_due(world)()
    (ticket,) = await world.tickets()
    assert ticket.state is TicketState.CLOSED
    assert await world.due(ticket.id) == []
    assert len(await world.sent(DOUDOU)) == (2 if started_bot else 0)


async def test_a_silent_member_is_reminded_twice_and_the_case_closed(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MEMBER)
    for day in range(23, 30):
        for hour in ("12:05", "18:05"):
            world.clock.at(f"11-{day} {hour}")
            await run_due(world)()
    (ticket,) = await world.tickets()
    assert ticket.state is TicketState.CLOSED
    assert await world.due(ticket.id) == []
    assert await world.sent(DOUDOU) == ["follow-up"] * 3


async def test_a_doubt_nobody_comes_back_to_is_closed(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    world.clock.forward(days=3)
    await run_due(world)()
    world.clock.forward(days=4)
    await run_due(world)()
    (ticket,) = await world.tickets()
    assert (ticket.state, await world.due(ticket.id)) == (TicketState.CLOSED, [])
    assert await world.sent(AN) == []


async def test_who_is_asked_waits_24_48_and_72_hours_then_the_owner_hears(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.COURIER)
    heard = []
    for day in (23, 24, 25):
        world.clock.at(f"11-{day} 14:05")
        await run_due(world)()
        heard.append([len(await reminders_to(world, who)) for who in (LIAISON, OWNER)])
    assert [liaison for liaison, _ in heard] == [1, 2, 3]


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.CLOSE])
async def test_a_closed_ticket_has_nothing_left(database: Database, action: Action) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    desk = Desk(world.tools, world.cases)
    if action is Action.CLOSE:
        await desk.by_staff(ticket.id, Action.RESOLVE, by=OWNER, outcome=Outcome.REFUND)
        await desk.by_staff(ticket.id, Action.CLOSE, by=OWNER)
    else:
        await desk.by_member(ticket.id, action, by=DOUDOU)
    assert await world.due(ticket.id) == []
    assert {row["state"] for row in await world.rows(FollowUpRow)} == {"cancelled"}
    world.clock.forward(days=10)
    assert await run_due(world)() == 0


async def test_two_things_due_on_a_ticket_that_the_first_one_closes(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    ticket = await complain(world)
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MEMBER)
    change = Change()
    closing = Planned(FollowUpKind.MEMBER_REMINDER, 2, world.clock.now)
    later = Planned(FollowUpKind.WAITING_CHECK, 0, world.clock.now + timedelta(minutes=1))
    world.cases.plan(change, world.mine, ticket, [closing, later])
    await world.tools.writer.commit(change)
    world.clock.forward(minutes=2)
    await run_due(world)()
    (ticket,) = await world.tickets()
    assert (ticket.state, await world.due(ticket.id)) == (TicketState.CLOSED, [])


async def test_one_broken_ticket_does_not_hold_up_the_others(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = await build_world(database)
    for member in (AN, DOUDOU):
        await world.says(member, COMPLAINT, reply_to=500)
    broken, sound = await world.tickets()
    usual = Steps._first_response

    def stumble(self: Steps, due: Due, look: Look) -> Ticket:
        if due.ticket.id == broken.id:
            raise RuntimeError("a bug")
        return usual(self, due, look)

    monkeypatch.setattr(Steps, "_first_response", stumble)
    world.clock.forward(minutes=16)
    await run_due(world)()
    rows = await world.rows(OutgoingRow, purpose="staff-first_response", chat_id=LIAISON)
    assert [row["ticket_id"] for row in rows] == [sound.id]
    assert await world.due(broken.id)


async def test_published_proof_ends_the_promise(database: Database) -> None:
    item = proof(950, EvidenceKind.AUTHORIZATION, state=EvidenceState.DRAFT, published_at=None)
    world = await build_world(database, item)
    await world.says(AN, DOUBT)
    await world.publish(item.id, by=OWNER)
    world.clock.forward(hours=5)
    await run_due(world)()
    assert "overdue" not in await world.sent()
