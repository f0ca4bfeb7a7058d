"""What staff and members do with tickets: one use case a hand movement, all through the one table of moves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, TicketId, UserId
from mailbox.outbox import CANCEL_FOR_TICKET, OutgoingRow
from tickets.attachments import MOST_FILES, Attachment, attachments_of
from tickets.lifecycle import Action, move
from tickets.models import Outcome, Ticket, TicketKind, TicketState, WaitingOn
from tickets.policy import Verdict
from tickets.repository import open_tickets_of, ticket_by_id
from tickets.threats import Kept, keep_message
from triage.desk.cases import WORDS_KEPT, Cases
from triage.desk.drafts import rule_case
from triage.desk.files import KeepFiles
from triage.desk.notes import StaffNotes, say_reopened
from triage.desk.views import TicketView, view_of
from triage.mail import About, Place, heads
from triage.tools import Tools
from triage.words import notices, receipts
from triage.words import policy as policy_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.models import Role

FOLLOWING = "follow-up"
"""The purpose of messages to a member that closing or 「不再联系」 takes back."""

_REPLANNED = frozenset(
    {Action.TAKE, Action.WAIT, Action.ANSWERED, Action.RESOLVE, Action.CLOSE, Action.WITHDRAW, Action.REOPEN}
)
_MEMBER_SAYS = {Action.REOPEN: "reopened", Action.WITHDRAW: "withdrawn"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Tickets in the hands of people. Staff see only their own workspace's, members only their own."""

    tools: Tools
    cases: Cases

    @property
    def keep_files(self) -> KeepFiles:
        """How files of a case are kept."""
        return KeepFiles(self.tools)

    async def by_staff(
        self,
        ticket_id: TicketId,
        action: Action,
        *,
        by: UserId,
        on: WaitingOn | None = None,
        outcome: Outcome | None = None,
    ) -> TicketView:
        """Make a staff member's move.

        Raises:
            SayableError: not theirs, or not allowed in this state.
            ConflictError: somebody changed the ticket meanwhile.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            role = view.require_staff(by)
            moved = move(
                view.ticket, action, by_role=role, by_id=by, now=self.tools.clock(), on=on, outcome=outcome, to=by
            )
            if outcome is Outcome.DECLINED:
                moved = replace(moved, facts=replace(moved.facts, declined_because=await self._fact(transaction, view)))
            saved = await self._write(transaction, change, view, moved, action, by)
            details = {"on": on or "", "outcome": outcome or ""}
            subject = f"ticket:{view.ticket.number or view.ticket.id}"
            new_id, workspace_id = self.tools.new_id(), view.workspace.workspace.id
            note(change, new_id, workspace_id, by, f"ticket.{action.value}", subject, self.tools.clock(), **details)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def ask_liaison(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        """Hand a case to the liaison for an answer: it waits for that person from now on.

        Raises:
            SayableError: not theirs, or not open.
            ConflictError: somebody changed the ticket meanwhile.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            role, now, ticket = view.require_staff(by), self.tools.clock(), view.ticket
            is_liaison = view.workspace.role_of(ticket.responsible_id) is Role.LIAISON
            asked = ticket.responsible_id if is_liaison else view.workspace.responsible
            handed = ticket
            if asked != ticket.responsible_id:
                handed = move(ticket, Action.ASSIGN, by_role=role, by_id=by, now=now, to=asked)
            moved = move(handed, Action.WAIT, by_role=role, by_id=by, now=now, on=WaitingOn.LIAISON, to=by)
            saved = await self._write(transaction, change, view, moved, Action.WAIT, by)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def tell_liaison(self, view: TicketView, asked: UserId, reply: Reply) -> None:
        """Ask the liaison in private; who never started the bot is asked in the staff room."""
        change, about = Change(), About("staff-liaison", view.ticket.workspace_id, None, view.ticket.id)
        if asked in view.workspace.reachable:
            self.tools.mail.to_person(change, view.workspace, asked, reply, about)
        else:
            self.tools.mail.to_staff(change, view.workspace, reply, about, [asked])
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def by_member(self, ticket_id: TicketId, action: Action, *, by: UserId) -> TicketView:
        """Make the member's own move: withdraw or reopen.

        Raises:
            SayableError: not theirs, or not allowed in this state.
            ConflictError: somebody changed the ticket meanwhile.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._own(transaction.connection, ticket_id, by)
            now = self.tools.clock()
            moved = move(view.ticket, action, by_role=Role.MEMBER, by_id=by, now=now, to=view.workspace.responsible)
            saved = await self._write(transaction, change, view, moved, action, by)
            said = _MEMBER_SAYS.get(action)
            if said is not None and saved.number is not None:
                self._tell_desk(change, view, saved, said)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def reopen_unsettled(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        """「不满意」: the ticket is open again and the owner is told; a doubt becomes a numbered case."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._own(transaction.connection, ticket_id, by)
            if view.ticket.kind is TicketKind.DOUBT:
                saved = self.cases.escalate(change, view.workspace, view.ticket)
            else:
                moved = move(
                    view.ticket,
                    Action.REOPEN,
                    by_role=Role.MEMBER,
                    by_id=by,
                    now=self.tools.clock(),
                    to=view.workspace.responsible,
                )
                saved = await self._write(transaction, change, view, moved, Action.REOPEN, by)
            self.cases.line(change, ticket_id, "bad", actor_id=by)
            self._tell_desk(change, view, saved, "unsettled")
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def settle(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        """「满意」 or 「清楚了」: the ticket is closed and nothing is due on it any more."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._own(transaction.connection, ticket_id, by)
            if view.ticket.state is TicketState.CLOSED:
                return view
            moved = move(view.ticket, Action.CLOSE, by_role=Role.MEMBER, by_id=by, now=self.tools.clock())
            self.cases.line(change, ticket_id, "good", actor_id=by)
            saved = await self._write(transaction, change, view, moved, Action.CLOSE, by)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def stop_contact(self, ticket_id: TicketId, *, by: UserId, all_of_them: bool = False) -> TicketView:
        """「不再联系」: nothing more goes to the member unasked; the case goes on.

        ``all_of_them``: nor about the member's other cases in this workspace.
        """
        view = await self._stop(ticket_id, by=by)
        if all_of_them:
            async with self.tools.database.transaction() as transaction:
                open_ones = await open_tickets_of(transaction.connection, view.ticket.workspace_id, by)
                for ticket in open_ones:
                    if ticket.may_contact:
                        await self._stop(ticket.id, by=by)
        return view

    async def _stop(self, ticket_id: TicketId, *, by: UserId) -> TicketView:
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._own(transaction.connection, ticket_id, by)
            quiet = replace(view.ticket, may_contact=False, changed_at=self.tools.clock())
            saved = self.cases.save(change, view.workspace, view.ticket, quiet, replan=True)
            self._take_back(change, saved)
            self.cases.line(change, saved.id, "muted", actor_id=by)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def add_words(
        self, ticket_id: TicketId, *, by: UserId, words: str, file: Attachment | None = None
    ) -> TicketView:
        """Add what a member sent in private to the own case; staff are told, and get the file.

        Raises:
            SayableError: somebody else's, or as many files as a case keeps.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = await self._own(transaction.connection, ticket_id, by)
            voice = self.tools.voice(view.workspace)
            if file is not None and len(await attachments_of(transaction.connection, ticket_id)) >= MOST_FILES:
                raise SayableError("added-too-many", limit=str(MOST_FILES))
            said = words or voice("sent-file", file=voice(f"sent-{file.kind.value}") if file else None)
            if ticket_id in view.workspace.marked:
                kept = Kept("member", by, self.tools.clock(), said, ChatId(by))
                keep_message(change, self.tools.new_id(), ticket_id, view.ticket.workspace_id, kept)
            if view.ticket.is_open:
                saved = self.cases.join(change, view.workspace, view.ticket, said, self.tools.clock())
            else:
                saved = view.ticket
                self.cases.line(change, saved.id, "added", text=said, actor_id=by)
            if file is None:
                self._tell_desk(change, view, saved, "added", words)
            else:
                notice = notices.file_added(voice, saved, words)
                self.keep_files(change, view.workspace, saved, [file], by, notice=notice)
            await transaction.write(change)
        return replace(view, ticket=saved)

    async def _write(
        self, transaction: Transaction, change: Change, view: TicketView, moved: Ticket, action: Action, by: UserId
    ) -> Ticket:
        is_reopened = action is Action.REOPEN
        if is_reopened:
            moved = replace(moved, promised_at=self.cases.promised(view.workspace))
        anew = is_reopened and by != moved.responsible_id  # who reopens the own case has it in hand
        saved = self.cases.save(change, view.workspace, view.ticket, moved, replan=action in _REPLANNED, desk_anew=anew)
        self.cases.line(change, saved.id, action.value, actor_id=by, text=_label(saved, action))
        if not saved.is_open:
            self._take_back(change, saved)
        if is_reopened:
            await say_reopened(self.tools, transaction, change, saved, view.workspace)
        if action is Action.RESOLVE and view.community is not None and not saved.facts.keeps_thread:
            await self._mark_thread(transaction, change, view, saved)
        return saved

    async def _fact(self, transaction: Transaction, view: TicketView) -> str:
        """Return the fact that a decline rests on: the newest 核实记录, else why the rule does not apply.

        Raises:
            SayableError: there is neither.
        """
        found = await StaffNotes(self.tools, self.cases).latest_fact(view.ticket.id)
        if found:
            return found[:WORDS_KEPT]
        ruled = await rule_case(transaction.connection, self.tools, view)
        if ruled.ruling.verdict is not Verdict.DOES_NOT:
            raise SayableError("decline-wants-fact")
        return policy_words.why(self.tools.voice(view.workspace), ruled.ruling, ruled.facts, ruled.values)

    async def _mark_thread(self, transaction: Transaction, change: Change, view: TicketView, ticket: Ticket) -> None:
        """Rewrite our first line in the thread: 「#1024 已办结 · 6 小时」, without contents."""
        receipt = select(OutgoingRow.c.chat_id, OutgoingRow.c.message_ids).where(
            OutgoingRow.c.ticket_id == ticket.id, OutgoingRow.c.purpose == "receipt", OutgoingRow.c.state == "sent"
        )
        row = (await transaction.execute(receipt.limit(1))).one_or_none()
        if row is None or not row.message_ids or ticket.number is None:
            return
        words = receipts.thread_resolved(self.tools.voice(view.workspace), ticket)
        place = Place(ChatId(row.chat_id), row.message_ids[0])
        self.tools.mail.edit(
            change, place, Reply(words), About("thread-resolved", ticket.workspace_id, None, ticket.id)
        )

    def _take_back(self, change: Change, ticket: Ticket) -> None:
        change.amend(CANCEL_FOR_TICKET, the_ticket=ticket.id, the_purpose=FOLLOWING, at=self.tools.clock())

    def _tell_desk(self, change: Change, view: TicketView, ticket: Ticket, what: str, words: str = "") -> None:
        workspace = view.workspace
        voice = self.tools.voice(workspace)
        notice = (
            notices.added(voice, ticket, words)
            if what == "added"
            else notices.moved_by_member(voice, ticket, what=what, words=words)
        )
        people = [ticket.responsible_id or workspace.responsible]
        if what == "unsettled":
            people += heads(workspace)
        about = About(f"staff-{what}", workspace.workspace.id, None, ticket.id)
        self.tools.mail.to_staff(change, workspace, notice, about, people)

    async def _own(self, connection: AsyncConnection, ticket_id: TicketId, user_id: UserId) -> TicketView:
        view = view_of(self.tools.watch, await ticket_by_id(connection, ticket_id))
        view.require_owner(user_id)
        return view


def _label(ticket: Ticket, action: Action) -> str:
    """Return the code that a timeline line keeps beside its event: for whom it waits, or how it ended."""
    if action is Action.WAIT and ticket.waiting_on is not None:
        return ticket.waiting_on.value
    return ticket.outcome.value if action is Action.RESOLVE and ticket.outcome is not None else ""
