"""Tickets in people's hands: who may do what, two hands at once, and what a move leaves behind."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import ChatId, TicketId, UserId
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, settle
from tests.storage.messenger import outgoing
from tests.storage.world import (
    ADMIN,
    AN,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    MINE,
    OWNER,
    STRANGER,
    World,
    build_world,
    restarted,
)
from tickets.attachments import Attachment, FileKind
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Ticket, TicketKind, TicketState, WaitingOn
from tickets.repository import TimelineRow
from triage.desk.calling import CallInPrivate
from triage.desk.form_opening import OpenForm
from triage.desk.moves import FOLLOWING, Desk
from triage.desk.showing import ShowTickets
from triage.mail import About, Place
from triage.words.voice import Reply, Voice
from workspaces.audit import AuditRow


def desk(world: World) -> Desk:
    return Desk(world.tools, world.cases)


async def complain(world: World, who: UserId = DOUDOU) -> Ticket:
    await world.says(who, COMPLAINT, reply_to=500)
    return (await world.tickets(member_id=who))[-1]


@pytest.mark.parametrize("who", [OWNER, ADMIN, LIAISON])
async def test_staff_take_a_ticket_and_it_is_audited(database: Database, who: UserId) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    await desk(world).by_staff(ticket.id, Action.TAKE, by=who)
    (ticket,) = await world.tickets()
    assert (ticket.responsible_id, ticket.first_human_at) == (who, world.clock.now)
    (line,) = await world.rows(AuditRow, action="ticket.take")
    assert (line["actor_id"], line["subject"]) == (who, "ticket:1001")
    assert [item.kind for item in await world.due(ticket.id)]


@pytest.mark.parametrize("who", [STRANGER, DOUDOU, AN])
async def test_nobody_else_touches_it(database: Database, who: UserId) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    with pytest.raises(SayableError):
        await desk(world).by_staff(ticket.id, Action.TAKE, by=who)
    with pytest.raises(SayableError):
        await ShowTickets(world.tools).find(ticket.id, staff=who)
    assert (await world.tickets())[0].version == ticket.version
    assert await world.rows(AuditRow, action="ticket.take") == []


async def test_a_liaison_leaves_others_tickets_alone(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    await desk(world).by_staff(ticket.id, Action.TAKE, by=ADMIN)
    with pytest.raises(SayableError):
        await desk(world).by_staff(ticket.id, Action.TAKE, by=LIAISON)
    with pytest.raises(SayableError):
        await ShowTickets(world.tools).by_number(world.mine, "#1001", staff=LIAISON)


@pytest.mark.parametrize("who", [OWNER, AN])
@pytest.mark.parametrize("step", ["by_member", "settle", "stop_contact", "reopen_unsettled", "add_words"])
async def test_a_ticket_s_member_alone_may_make_the_member_s_moves(database: Database, step: str, who: UserId) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    moves = {
        "by_member": lambda: hands.by_member(ticket.id, Action.WITHDRAW, by=who),
        "settle": lambda: hands.settle(ticket.id, by=who),
        "stop_contact": lambda: hands.stop_contact(ticket.id, by=who),
        "reopen_unsettled": lambda: hands.reopen_unsettled(ticket.id, by=who),
        "add_words": lambda: hands.add_words(ticket.id, by=who, words="x"),
    }
    with pytest.raises(SayableError, match="not-yours"):
        await moves[step]()
    with pytest.raises(SayableError, match="not-yours"):
        await ShowTickets(world.tools).own(ticket.id, member=who)


async def test_a_ticket_that_is_not_there_is_an_old_button(database: Database) -> None:
    world = await build_world(database)
    with pytest.raises(SayableError, match="old"):
        await desk(world).by_staff(TicketId(4711), Action.TAKE, by=OWNER)


async def test_two_who_resolve_at_once_have_one_winner(database: Database) -> None:
    world = await build_world(database)
    other = await restarted(world)
    ticket = await complain(world)
    results = await asyncio.gather(
        desk(world).by_staff(ticket.id, Action.RESOLVE, by=OWNER, outcome=Outcome.REFUND),
        desk(other).by_staff(ticket.id, Action.RESOLVE, by=ADMIN, outcome=Outcome.EXCHANGE),
        return_exceptions=True,
    )
    assert sorted(isinstance(result, (ConflictError, SayableError)) for result in results) == [False, True]
    assert len(await world.rows(AuditRow, action="ticket.resolve")) == 1
    (ticket,) = await world.tickets()
    assert [item.kind for item in await world.due(ticket.id)].count(FollowUpKind.RESOLUTION_CHECK) == 1


@pytest.mark.parametrize("action", [Action.TAKE, Action.WAIT, Action.RESOLVE])
async def test_staff_who_act_on_a_closed_ticket_are_told_and_change_nothing(database: Database, action: Action) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    await hands.by_member(ticket.id, Action.WITHDRAW, by=DOUDOU)
    (closed,) = await world.tickets()
    with pytest.raises(SayableError) as refusal:
        await hands.by_staff(ticket.id, action, by=LIAISON, on=WaitingOn.MERCHANT, outcome=Outcome.REFUND)
    assert world.tools.texts(refusal.value.key, **refusal.value.variables)
    assert await world.tickets() == [closed]
    assert await world.due(ticket.id) == []


async def test_an_open_ticket_always_has_a_next_step(database: Database) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    for on in WaitingOn:
        await hands.by_staff(ticket.id, Action.WAIT, by=OWNER, on=on)
        assert await world.due(ticket.id), on
    await hands.by_staff(ticket.id, Action.RESOLVE, by=OWNER, outcome=Outcome.REFUND)
    await hands.by_staff(ticket.id, Action.REOPEN, by=OWNER)
    await hands.stop_contact(ticket.id, by=DOUDOU)
    (ticket,) = await world.tickets()
    assert ticket.is_open
    assert ticket.responsible_id is not None
    assert await world.due(ticket.id)


async def test_a_member_withdraws_and_reopens(database: Database) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    await hands.by_member(ticket.id, Action.WITHDRAW, by=DOUDOU)
    assert (await world.tickets())[0].outcome is Outcome.WITHDRAWN
    world.clock.forward(hours=3)
    await hands.by_member(ticket.id, Action.REOPEN, by=DOUDOU)
    (ticket,) = await world.tickets()
    assert (ticket.state, ticket.number, ticket.outcome) == (TicketState.OPEN, 1001, None)
    assert ticket.promised_at is not None
    assert ticket.promised_at > world.clock.now
    assert await world.due(ticket.id)
    assert {"staff-withdrawn", "staff-reopened"} <= set(await world.sent(LIAISON))


async def test_unsettled_opens_it_again_and_tells_the_owner(database: Database) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    await hands.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    await hands.reopen_unsettled(ticket.id, by=DOUDOU)
    assert (await world.tickets())[0].state is TicketState.OPEN
    assert "staff-unsettled" in await world.sent(OWNER)


async def test_a_doubt_that_stays_becomes_a_numbered_case(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (ticket,) = await world.tickets()
    await desk(world).reopen_unsettled(ticket.id, by=AN)
    (ticket,) = await world.tickets()
    assert (ticket.kind, ticket.number, ticket.state) == (TicketKind.AFTER_SALES, 1001, TicketState.OPEN)
    assert FollowUpKind.DOUBT_CHECK not in [item.kind for item in await world.due(ticket.id)]


async def test_settled_closes_and_may_be_pressed_twice(database: Database) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    with pytest.raises(SayableError):
        await hands.settle(ticket.id, by=DOUDOU)
    await hands.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    for _ in range(2):
        assert (await hands.settle(ticket.id, by=DOUDOU)).ticket.state is TicketState.CLOSED
    assert await world.due(ticket.id) == []


@pytest.mark.parametrize("ending", ["mute", "withdraw"])
async def test_what_still_waits_for_the_member_is_taken_back(database: Database, ending: str) -> None:
    world = await build_world(database)
    ticket, change = await complain(world), Change()
    about = About(FOLLOWING, MINE, None, ticket.id)
    words = world.tools.voice(world.mine).words("settled")
    world.tools.mail.to_chat(change, Place(ChatId(DOUDOU)), Reply(words), about)
    await world.tools.writer.commit(change)
    if ending == "mute":
        await desk(world).stop_contact(ticket.id, by=DOUDOU)
    else:
        await desk(world).by_member(ticket.id, Action.WITHDRAW, by=DOUDOU)
    assert [row["state"] for row in await world.rows(OutgoingRow, purpose=FOLLOWING)] == ["cancelled"]
    assert not (await world.tickets())[0].may_contact or ending == "withdraw"


async def test_who_wants_no_contact_gets_no_follow_up_but_the_case_goes_on(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    await desk(world).stop_contact(ticket.id, by=DOUDOU)
    kinds = {item.kind for item in await world.due(ticket.id)}
    assert kinds == {FollowUpKind.FIRST_RESPONSE}


async def test_the_receipt_in_the_thread_is_marked_when_it_is_resolved(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    (receipt,) = await world.rows(OutgoingRow, purpose="receipt")
    change = Change()
    settle(change, outgoing(receipt["id"]), Delivery((4321,)), world.clock.now)
    await world.tools.writer.commit(change)
    world.clock.forward(hours=6)
    await desk(world).by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    (edit,) = await world.rows(OutgoingRow, purpose="thread-resolved")
    assert (edit["method"], edit["payload"]["message_id"]) == ("editMessageText", 4321)
    assert edit["payload"]["text"] == "#1001 已办结 · 6 小时"


async def test_the_line_in_the_thread_says_that_a_reopened_case_goes_on(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    (receipt,) = await world.rows(OutgoingRow, purpose="receipt")
    change = Change()
    settle(change, outgoing(receipt["id"]), Delivery((4321,)), world.clock.now)
    await world.tools.writer.commit(change)
    await desk(world).by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    world.clock.forward(days=4)
    await desk(world).reopen_unsettled(ticket.id, by=DOUDOU)
    (edit,) = await world.rows(OutgoingRow, purpose="thread-restored")
    (reopened,) = await world.tickets()
    promised = Voice(world.tools.texts, world.mine.zone, world.clock.now).dated(reopened.promised_at or world.clock.now)
    assert edit["payload"]["text"] == f"#1001 重新打开了,对接人 {promised} 前答复。"
    told = (await world.texts("staff-unsettled", OWNER))[-1]
    assert "答应了成员" in told


async def test_words_of_the_member_open_a_ticket_that_waited_for_them(database: Database) -> None:
    world = await build_world(database)
    ticket, hands = await complain(world), desk(world)
    await hands.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MEMBER)
    await hands.add_words(
        ticket.id, by=DOUDOU, words="单号 123", file=Attachment(FileKind.VOICE, "F", ChatId(DOUDOU), 7)
    )
    (ticket,) = await world.tickets()
    assert (ticket.state, ticket.waiting_on) == (TicketState.OPEN, None)
    lines = await world.rows(TimelineRow, ticket_id=ticket.id)
    assert "said" in {line["event"] for line in lines}
    assert FollowUpKind.MEMBER_REMINDER not in [item.kind for item in await world.due(ticket.id)]
    assert await world.sent(LIAISON) == ["staff-new", "staff-files"]  # the voice note and the words are one message
    (shown,) = await world.rows(OutgoingRow, purpose="staff-files", chat_id=LIAISON)
    assert (shown["method"], shown["payload"]["caption"]) == ("copyMessage", "#1001 豆豆发来:「单号 123」")
    assert shown["payload"]["reply_markup"]["inline_keyboard"]


async def test_a_call_for_a_human_in_private_names_a_time_and_tells_staff_once_in_two_hours(database: Database) -> None:
    world = await build_world(database)
    ticket, call = await complain(world), CallInPrivate(world.tools, world.cases)
    world.clock.forward(minutes=40)
    called = await call(ticket.id, by=DOUDOU, words="转人工")
    assert called is not None
    assert called.ticket.promised_at is not None
    assert called.ticket.promised_at > world.clock.now
    (notice,) = await world.texts("staff-human", OWNER)
    assert "豆豆在私聊里要找人:#1001" in notice
    world.clock.forward(minutes=90)
    assert await call(ticket.id, by=DOUDOU, words="人工") is None
    world.clock.forward(minutes=31)
    assert await call(ticket.id, by=DOUDOU, words="人工") is not None
    with pytest.raises(SayableError):
        await call(ticket.id, by=AN, words="人工")


async def test_a_link_into_the_form_is_one_person_s_once_and_for_a_day(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    opening = OpenForm(replace(world.tools, new_token=iter(("first", "second")).__next__))

    async def refused(token: str, by: UserId) -> str:
        with pytest.raises(SayableError) as caught:
            await opening.follow(token, by=by)
        return caught.value.key

    token = (await opening.link(ticket.id, by=DOUDOU)).partition("start=")[2]
    assert await refused("t-forged", DOUDOU) == "form-link-wrong"
    assert await refused(token, AN) == "form-link-wrong"
    assert await opening.follow(token, by=DOUDOU) == ticket.id
    assert await refused(token, DOUDOU) == "form-link-used"
    late = (await opening.link(ticket.id, by=DOUDOU)).partition("start=")[2]
    world.clock.forward(hours=24, seconds=1)
    assert await refused(late, DOUDOU) == "form-link-old"
