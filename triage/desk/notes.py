"""Small hand movements on a ticket: what was verified, why a time was missed, what the member wants, two made one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, OutgoingId, TicketId, UserId
from mailbox.outbox import OutgoingRow
from tickets.attachments import MOVE_ATTACHMENTS
from tickets.lifecycle import Action, move
from tickets.models import Ticket, TicketKind, WaitingOn
from tickets.repository import TimelineRow, open_tickets_of, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.mail import About, Place
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import notices, receipts
from triage.words.receipts import number_of
from triage.words.voice import Reply
from workspaces.audit import note

VERIFIED = "verify"
"""The event of a 核实记录: for staff alone."""

_THEN_WAITS = {"merchant": WaitingOn.MERCHANT, "courier": WaitingOn.COURIER}


@dataclass(frozen=True, slots=True)
class StaffNotes:
    """What staff write down on a ticket beside its moves."""

    tools: Tools
    cases: Cases

    async def verify(self, ticket_id: TicketId, text: str, *, by: UserId, place: Place) -> None:
        """Keep a 核实记录.

        Raises:
            SayableError: not theirs.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._view(transaction.connection, ticket_id, by)
            self.cases.line(change, ticket_id, VERIFIED, text=text, actor_id=by)
            self._audit(change, view, by, "ticket.verify")
            words = self.tools.voice(view.workspace).words("verified", number=number_of(view.ticket))
            self.tools.mail.to_chat(change, place, Reply(words), About("verified", view.ticket.workspace_id))
            await transaction.write(change)

    async def missed_because(self, ticket_id: TicketId, why: str, *, by: UserId) -> TicketView:
        """Keep why a named time was missed; who waits for merchant or courier sets the ticket to wait for them.

        Raises:
            SayableError: not theirs.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._view(transaction.connection, ticket_id, by)
            voice, ticket, on = self.tools.voice(view.workspace), view.ticket, _THEN_WAITS.get(why)
            self.cases.line(change, ticket_id, "why", text=voice(f"missed-why-{why}"), actor_id=by, why=why)
            if on is not None and ticket.is_open and ticket.waiting_on is not on:
                role, now = view.workspace.role_of(by), self.tools.clock()
                moved = move(ticket, Action.WAIT, by_role=role, by_id=by, now=now, on=on, to=by)
                ticket = self.cases.save(change, view.workspace, ticket, moved, replan=True)
            await transaction.write(change)
        return replace(view, ticket=ticket)

    async def raise_priority(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        """Make it more urgent.

        Raises:
            SayableError: not theirs, or not open.
            ConflictError: somebody changed the ticket meanwhile.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._view(transaction.connection, ticket_id, by)
            role, now, before = view.workspace.role_of(by), self.tools.clock(), view.ticket
            raised = move(before, Action.RAISE, by_role=role, by_id=by, now=now, to=by)
            # No new time is named to the member, so what was answered stays answered.
            raised = replace(raised, answered_at=before.answered_at)
            saved = self.cases.save(change, view.workspace, before, raised)
            self.cases.line(change, ticket_id, "raise", actor_id=by)
            self._audit(change, view, by, "ticket.raise")
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def latest_fact(self, ticket_id: TicketId) -> str:
        """Return the newest 核实记录; empty: there is none."""
        query = select(TimelineRow.c.text).where(TimelineRow.c.ticket_id == ticket_id, TimelineRow.c.event == VERIFIED)
        async with self.tools.database.read() as connection:
            found = (await connection.execute(query.order_by(TimelineRow.c.id.desc()).limit(1))).scalar_one_or_none()
        return found or ""

    def _audit(self, change: Change, view: TicketView, by: UserId, action: str) -> None:
        subject = f"ticket:{view.ticket.number or view.ticket.id}"
        note(change, self.tools.new_id(), view.ticket.workspace_id, by, action, subject, self.tools.clock())

    async def _view(self, connection: AsyncConnection, ticket_id: TicketId, by: UserId) -> TicketView:
        view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_staff(by)
        return view


@dataclass(frozen=True, slots=True)
class MergeTickets:
    """Two open cases of one member become one: the later one ends in the other, with its words and files."""

    tools: Tools
    cases: Cases

    async def candidates(self, ticket_id: TicketId, *, by: UserId) -> tuple[TicketView, list[Ticket]]:
        """Return a ticket and the member's other open ones.

        Raises:
            SayableError: not theirs, or there is no other.
        """
        async with self.tools.database.read() as connection:
            view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
            view.require_staff(by)
            tickets = await open_tickets_of(connection, view.ticket.workspace_id, view.ticket.member_id)
        others = [item for item in tickets if item.id != ticket_id and item.kind is TicketKind.AFTER_SALES]
        if not others or not view.ticket.is_open:
            raise SayableError("refuse-merge-none")
        return view, others

    async def __call__(self, ticket_id: TicketId, into: TicketId, *, by: UserId) -> TicketView:
        """Merge ``ticket_id`` into ``into``; return the one that goes on.

        Raises:
            SayableError: not theirs, not of one member, or one of them is not open.
            ConflictError: somebody changed one of them meanwhile.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            other = view_of(self.tools.watch, await ticket_by_id(transaction.connection, into))
            for each in (view, other):
                each.require_staff(by)
            before, target = view.ticket, other.ticket
            if before.id == target.id or (before.member_id, before.workspace_id) != (
                target.member_id,
                target.workspace_id,
            ):
                raise SayableError("refuse-merge-none")
            role = view.workspace.role_of(by)
            gone = move(before, Action.MERGE, by_role=role, by_id=by, now=now, into=target.id)
            kept = move(target, Action.TAKE_IN, by_role=role, by_id=by, now=now)
            first = (
                min(target.promised_at or now, before.promised_at or now) if before.owes_answer else target.promised_at
            )
            kept = replace(
                kept,
                product_id=target.product_id or before.product_id,
                cause=target.cause or before.cause,
                wants=target.wants or before.wants,
                promised_at=first if target.owes_answer else target.promised_at,
            )
            self.cases.save(change, view.workspace, before, gone, replan=True)
            saved = self.cases.save(change, view.workspace, target, kept)
            self.cases.line(change, before.id, "merged", text=f"#{target.number}", actor_id=by)
            self.cases.line(change, target.id, "merge", text=f"#{before.number or ''} {before.words}", actor_id=by)
            change.amend(MOVE_ATTACHMENTS, the_ticket=before.id, to=target.id)
            moved = update(ConcernRow).where(ConcernRow.c.ticket_id == before.id)
            await transaction.execute(moved.values(ticket_id=target.id))
            subject = f"ticket:{target.number}"
            note(
                change, self.tools.new_id(), target.workspace_id, by, "ticket.merge", subject, now, merged=before.number
            )
            await transaction.write(change)
        return replace(other, ticket=saved)


@dataclass(frozen=True, slots=True)
class MemberNotes:
    """What a member says of the own case by one tap, in the thread or in private."""

    tools: Tools
    cases: Cases

    async def want(self, ticket_id: TicketId, want: str, *, by: UserId, place: Place) -> TicketView:
        """Keep what is wanted: 退, 换, 补, or only to have said it; the buttons that asked (at ``place``) go.

        Raises:
            SayableError: somebody else's, or over.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_owner(by)
            if not view.ticket.is_open:
                raise SayableError("alert-old")
            now, voice = self.tools.clock(), self.tools.voice(view.workspace)
            told = replace(view.ticket, wants=(want,), last_word_at=now, changed_at=now)
            saved = self.cases.save(change, view.workspace, view.ticket, told)
            self.cases.line(change, ticket_id, "wants", text=voice.label("want", want), actor_id=by)
            notice = notices.added(voice, saved, voice.label("want", want))
            people = [saved.responsible_id or view.workspace.responsible]
            about = About("staff-added", saved.workspace_id, None, ticket_id)
            self.tools.mail.to_staff(change, view.workspace, notice, about, people)
            keyboard = receipts.receipt_keyboard(voice, ticket_id)
            self.tools.mail.rekey(change, place, keyboard, About("wanted", saved.workspace_id, None, ticket_id))
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def unmark(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        """The member does not want the thread to say that the case is settled: our first line is put back.

        Raises:
            SayableError: somebody else's.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_owner(by)
            facts = replace(view.ticket.facts, keeps_thread=True)
            told = replace(view.ticket, facts=facts, changed_at=self.tools.clock())
            saved = self.cases.save(change, view.workspace, view.ticket, told)
            self.cases.line(change, ticket_id, "unmark", actor_id=by)
            await put_back(self.tools, transaction, change, saved, view.workspace)
            await transaction.write(change)
        return replace(view, ticket=saved)


async def say_reopened(
    tools: Tools, transaction: Transaction, change: Change, ticket: Ticket, workspace: WorkspaceWatch
) -> None:
    """Let our first line in the thread, which said that the case is settled, say that it goes on."""
    row = None if ticket.facts.keeps_thread else await _marked_line(transaction, ticket)
    if row is not None:
        reply = receipts.thread_reopened(tools.voice(workspace), ticket)
        about = About("thread-restored", ticket.workspace_id, None, ticket.id)
        tools.mail.reword(change, Place(ChatId(row.chat_id)), OutgoingId(row.id), reply, about)


async def put_back(
    tools: Tools, transaction: Transaction, change: Change, ticket: Ticket, workspace: WorkspaceWatch
) -> None:
    """Give our first line in the thread its own words again, if it was rewritten."""
    row = await _marked_line(transaction, ticket)
    if row is None:
        return
    kept = {name: row.payload[name] for name in ("text", "entities", "link_preview_options") if name in row.payload}
    voice = tools.voice(workspace)
    keyboard = (*receipts.receipt_keyboard(voice, ticket.id), *receipts.want_keys(voice, ticket))
    payload = {"message_id": f"outgoing:{row.id}", **kept}
    about = About("thread-restored", ticket.workspace_id, None, ticket.id)
    tools.mail.call(change, Place(ChatId(row.chat_id)), "editMessageText", payload, about, keyboard=keyboard)


async def _marked_line(transaction: Transaction, ticket: Ticket) -> Any:
    """Return the row of our first line in the thread, if it was rewritten; else None."""
    mine = (OutgoingRow.c.ticket_id == ticket.id, OutgoingRow.c.state != "cancelled")
    marked = select(OutgoingRow.c.id).where(*mine, OutgoingRow.c.purpose == "thread-resolved").limit(1)
    if (await transaction.execute(marked)).first() is None:
        return None
    first = select(OutgoingRow.c.id, OutgoingRow.c.chat_id, OutgoingRow.c.payload).where(
        *mine, OutgoingRow.c.purpose == "receipt", OutgoingRow.c.state == "sent"
    )
    return (await transaction.execute(first.order_by(OutgoingRow.c.id).limit(1))).one_or_none()
