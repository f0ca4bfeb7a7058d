"""What is due is done: each follow-up fires once, and its next one is written in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from core.change import Change
from core.ids import ChatId, ConcernId, ProductId, UserId
from mailbox.models import Urgency
from tickets.followups import CLOSING_STEP, OVERDUE_STEP, Planned, is_last_reminder, next_step
from tickets.lifecycle import Action, move
from tickets.models import FollowUp, FollowUpKind, Ticket, TicketState
from tickets.repository import REPLAN_FOLLOW_UP, SETTLE_FOLLOW_UP, due_follow_ups
from tickets.schedule import next_service, next_window, window_end
from triage.desk.cases import Cases
from triage.desk.moves import FOLLOWING
from triage.desk.speaking import Speaks, who_speaks
from triage.desk.views import TicketView
from triage.mail import About, Place, heads
from triage.tools import Tools
from triage.words import private as private_words
from triage.words import receipts, reminders, replies
from triage.words.notices import link_to
from triage.words.voice import Reply, Voice
from workspaces.repository import PersonRow

log = structlog.get_logger(__name__)
_AT_ONCE = 100
_PUT_OFF = timedelta(minutes=15)
_TO_MEMBER = frozenset(
    {FollowUpKind.PROGRESS, FollowUpKind.DOUBT_CHECK, FollowUpKind.RESOLUTION_CHECK, FollowUpKind.MEMBER_REMINDER}
)


@dataclass(frozen=True, slots=True)
class Due:
    """One follow-up that is due, on its way into a Change."""

    change: Change
    follow_up: FollowUp
    view: TicketView
    voice: Voice
    is_reachable: bool
    speaks: Speaks

    @property
    def ticket(self) -> Ticket:
        """The ticket it is about."""
        return self.view.ticket

    @property
    def link(self) -> str | None:
        """The address of the message that began it, for staff."""
        community = self.view.community
        if community is None:
            return None
        return link_to(community.community, self.ticket.chat_id, self.ticket.message_id)


@dataclass(frozen=True, slots=True)
class RunDue:
    """Do what is due on tickets. Only the process that leads runs it."""

    tools: Tools
    cases: Cases

    async def __call__(self) -> int:
        """Do everything that is due now; return how many follow-ups fired."""
        fired = 0
        while (count := await self._some()) > 0:
            fired += count
        return fired

    async def _some(self) -> int:
        now = self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            due = await due_follow_ups(transaction.connection, now, _AT_ONCE)
            members = {ticket.member_id for _, ticket in due}
            query = PersonRow.select().where(PersonRow.c.user_id.in_(members), PersonRow.c.started_at.is_not(None))
            people = (await transaction.execute(query)).all() if members else []
            reachable = {person.user_id for person in people if not person.is_blocked}
            speaking = await who_speaks(transaction.connection, due)
            current: dict[int, Ticket] = {}
            for follow_up, ticket in due:
                latest = current.get(ticket.id, ticket)
                if latest is not ticket and latest.state is TicketState.CLOSED:
                    continue  # closed by what was due before; so nothing is left of this one
                change, is_reachable = Change(), ticket.member_id in reachable
                speaks = speaking.get(ticket.id, Speaks())
                try:
                    current[ticket.id] = self._fire(change, follow_up, latest, speaks, is_reachable=is_reachable)
                except Exception:  # a bug with one ticket must not hold up what is due on all the others
                    log.exception("follow-up put off", follow_up_id=follow_up.id, ticket_id=ticket.id)
                    change = Change()
                    change.amend(REPLAN_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=now + _PUT_OFF)
                await transaction.write(change)
        return len(due)

    def _fire(
        self, change: Change, follow_up: FollowUp, ticket: Ticket, speaks: Speaks, *, is_reachable: bool
    ) -> Ticket:
        now = self.tools.clock()
        workspace = self.tools.watch.workspaces.get(ticket.workspace_id)
        if workspace is None:
            change.amend(SETTLE_FOLLOW_UP, the_follow_up=follow_up.id, at=now)
            return ticket
        view = TicketView(ticket, workspace, self.tools.watch.community(ticket.community_id))
        due = Due(change, follow_up, view, self.tools.voice(workspace), is_reachable, speaks)
        hushed_until = None if view.community is None else view.community.hushed_until(ticket.member_id, now)
        if hushed_until is not None and follow_up.kind in _TO_MEMBER:
            change.amend(REPLAN_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=hushed_until)
            return ticket
        if self._waits_for_window(due):
            timetable = workspace.timetable
            later = next_window(now, timetable.windows, timetable.zone)
            change.amend(REPLAN_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=later)
            return ticket
        change.amend(SETTLE_FOLLOW_UP, the_follow_up=follow_up.id, at=now)
        after = self._acts()[follow_up.kind](due)
        is_repeated = bool(follow_up.details.get("promise")) and follow_up.step > 0
        planned = None if is_repeated else next_step(follow_up, after, now, workspace.timetable)
        if planned is not None:
            self.cases.plan(change, workspace, after, [planned])
        return after

    def _acts(self) -> dict[FollowUpKind, Callable[[Due], Ticket]]:
        return {
            FollowUpKind.FIRST_RESPONSE: self._first_response,
            FollowUpKind.PROGRESS: self._progress,
            FollowUpKind.EVIDENCE_PROMISE: self._evidence_promise,
            FollowUpKind.DOUBT_CHECK: self._doubt_check,
            FollowUpKind.RESOLUTION_CHECK: self._resolution_check,
            FollowUpKind.WAITING_CHECK: self._waiting_check,
            FollowUpKind.MEMBER_REMINDER: self._member_reminder,
        }

    def _waits_for_window(self, due: Due) -> bool:
        """Whether it would write to the member outside a contact window (after downtime, say)."""
        follow_up, timetable = due.follow_up, due.view.workspace.timetable
        is_silent = follow_up.details.get("promise") or not due.is_reachable or _is_closing(follow_up)
        if follow_up.kind not in _TO_MEMBER or is_silent:
            return False
        return window_end(self.tools.clock(), timetable.windows, timetable.zone) is None

    def _first_response(self, due: Due) -> Ticket:
        """Nobody has taken the case: the desk is told, from the third time on the owner too."""
        ticket, step = due.ticket, due.follow_up.step
        if ticket.first_human_at is None and due.view.community is not None:
            community = due.view.community.community
            notice = reminders.late_first_response(
                due.voice, community, ticket, step=step, since=_since(due.follow_up), url=due.link
            )
            self._tell_staff(due, notice, with_owner=step >= 2)
        return ticket

    def _progress(self, due: Due) -> Ticket:
        if due.follow_up.details.get("promise"):
            return self._promised_time(due)
        if due.is_reachable and due.ticket.may_contact:
            self._write_progress(due)
        return due.ticket

    def _write_progress(self, due: Due) -> None:
        ticket, view, is_news = due.ticket, due.view, bool(due.follow_up.details.get("news"))
        if ticket.state is TicketState.RESOLVED:
            self._to_member(due, private_words.resolved(due.voice, view.case))
            return
        timetable, now = view.workspace.timetable, self.tools.clock()
        planned = next_step(due.follow_up, ticket, now, timetable)
        end = None if planned is None else window_end(planned.due_at, timetable.windows, timetable.zone)
        upcoming = None if planned is None or end is None else (planned.due_at, end)
        reply = private_words.progress(
            due.voice,
            view.case,
            state=receipts.standing(due.voice, ticket),
            is_news=is_news,
            next_window=upcoming,
            earlier_window=self._window_before(now, upcoming, due),
        )
        self._to_member(due, reply)

    def _window_before(
        self, now: datetime, upcoming: tuple[datetime, datetime] | None, due: Due
    ) -> tuple[datetime, datetime] | None:
        """Return the window in which news would come sooner than the next word, if there is one."""
        timetable = due.view.workspace.timetable
        begin = next_window(now + timedelta(hours=1), timetable.windows, timetable.zone, now)
        end = window_end(begin, timetable.windows, timetable.zone)
        return (begin, end) if upcoming is not None and end is not None and begin < upcoming[0] else None

    def _promised_time(self, due: Due) -> Ticket:
        """The named time has come: without a human's answer that is said where it was promised.

        Twice at most, the second time naming the next morning; from then on only the desk is reminded.
        """
        ticket, view, step = due.ticket, due.view, due.follow_up.step
        if ticket.promised_at is None or not ticket.owes_answer:
            return ticket
        promised_at, next_at = ticket.promised_at, self._next_promise(due)
        later = replace(ticket, promised_at=next_at or promised_at, changed_at=self.tools.clock())
        saved = self.cases.save(due.change, view.workspace, ticket, later)
        is_said = not _is_threat(due)
        if is_said:
            self._in_thread(due, receipts.missed(due.voice, ticket, promised_at=promised_at, next_at=next_at), "missed")
        notice = reminders.missed_answer(due.voice, ticket, promised_at=promised_at, next_at=next_at, is_said=is_said)
        self._tell_staff(due, notice, with_owner=True)
        self.cases.line(due.change, ticket.id, "overdue")
        if next_at is not None:
            again = Planned(FollowUpKind.PROGRESS, step + 1, next_at, {"promise": True})
            self.cases.plan(due.change, view.workspace, saved, [again])
        return saved

    def _next_promise(self, due: Due) -> datetime | None:
        """Return the next time to name: soon, then the next morning, then none."""
        if due.follow_up.step == 0:
            return self.cases.promised(due.view.workspace, second=True)
        timetable = due.view.workspace.timetable
        _, closing = next_service(self.tools.clock(), timetable.hours, timetable.zone)
        opening, _ = next_service(closing, timetable.hours, timetable.zone)
        return opening + timedelta(hours=1) if due.follow_up.step == 1 else None

    def _evidence_promise(self, due: Due) -> Ticket:
        """Half time, due, overdue: the desk is reminded once, each thread that has the promise is told the truth."""
        ticket, step, view = due.ticket, due.follow_up.step, due.view
        request = view.workspace.requests.get(ticket.product_id or ProductId(0))
        if request is None:
            return ticket
        promised_at = ticket.promised_at or request.due_at
        next_at = self._next_word(due) if step == OVERDUE_STEP else None
        notice = reminders.promised_proof(
            due.voice,
            step=step,
            product=view.product,
            kinds=request.kinds,
            due_at=promised_at,
            asked_at=request.asked_at,
            next_at=next_at,
        )
        if due.speaks.to_desk:
            self._tell_staff(due, notice, with_owner=step >= OVERDUE_STEP)
        if step not in (OVERDUE_STEP, OVERDUE_STEP + 1) or not due.speaks.in_thread:
            return ticket
        if view.community is not None:
            concern = view.community.concerns.get(ticket.message_id)
            reply = replies.promise_overdue(
                due.voice,
                concern_id=ConcernId(0) if concern is None else concern.id,
                name=ticket.member_name,
                kinds=request.kinds,
                promised_at=promised_at,
                next_at=next_at,
            )
            self._in_thread(due, reply, "overdue")
        self.cases.line(due.change, ticket.id, "overdue")
        return ticket

    def _next_word(self, due: Due) -> datetime | None:
        """Return when this ladder comes round again: what is named is what happens."""
        planned = next_step(due.follow_up, due.ticket, self.tools.clock(), due.view.workspace.timetable)
        return None if planned is None else planned.due_at

    def _doubt_check(self, due: Due) -> Ticket:
        if due.follow_up.step >= CLOSING_STEP:
            return self._close(due)
        if due.is_reachable and due.ticket.may_contact:
            self._to_member(due, private_words.doubt_check(due.voice, due.view.case))
        return due.ticket

    def _resolution_check(self, due: Due) -> Ticket:
        if due.follow_up.step >= CLOSING_STEP:
            return self._close(due)
        if due.is_reachable and due.ticket.may_contact:
            self._to_member(due, private_words.resolution_check(due.voice, due.view.case))
        return due.ticket

    def _waiting_check(self, due: Due) -> Ticket:
        ticket, step = due.ticket, due.follow_up.step
        notice = reminders.waiting_check(due.voice, ticket, step=step, since=ticket.changed_at, url=due.link)
        self._tell_staff(due, notice, with_owner=step >= 2)
        return ticket

    def _member_reminder(self, due: Due) -> Ticket:
        if is_last_reminder(due.follow_up.step, due.view.workspace.timetable):
            closed = self._close(due)
            if due.is_reachable and closed.may_contact:
                self._to_member(due, private_words.closed_silently(due.voice, replace(due.view, ticket=closed).case))
            return closed
        if due.is_reachable and due.ticket.may_contact:
            self._to_member(due, private_words.member_reminder(due.voice, due.view.case))
        return due.ticket

    def _close(self, due: Due) -> Ticket:
        now = self.tools.clock()
        moved = move(due.ticket, Action.CLOSE, by_role=None, now=now)
        self.cases.line(due.change, due.ticket.id, "close")
        return self.cases.save(due.change, due.view.workspace, due.ticket, moved, replan=True)

    def _to_member(self, due: Due, reply: Reply) -> None:
        """Write to the member in private, not later than the end of this window."""
        self.cases.line(due.change, due.ticket.id, "told")
        about = self._about(due, FOLLOWING)
        place = Place(ChatId(due.ticket.member_id))
        timetable = due.view.workspace.timetable
        closing = window_end(self.tools.clock(), timetable.windows, timetable.zone)
        self.tools.mail.to_chat(due.change, place, reply, about, urgency=Urgency.BULK, not_after=closing)

    def _in_thread(self, due: Due, reply: Reply, purpose: str) -> None:
        """Say something where the case began, as a reply to the member's message."""
        ticket, community = due.ticket, due.view.community
        if community is None:
            return
        place = Place(ticket.chat_id, ticket.message_id, ticket.thread_id)
        if community.community.chat_id != ticket.chat_id:
            place = Place(community.community.chat_id)  # a supergroup since: the message to answer is not known there
        held = community.community.held_until(self.tools.clock())
        self.tools.mail.to_chat(due.change, place, reply, self._about(due, purpose), not_before=held)

    def _tell_staff(self, due: Due, notice: Reply, *, with_owner: bool) -> None:
        workspace = due.view.workspace
        people: list[UserId] = [due.ticket.responsible_id or workspace.responsible, *heads(workspace)]
        if with_owner:
            people.append(workspace.workspace.owner_id)
        self.cases.line(due.change, due.ticket.id, "reminded")
        about = self._about(due, f"staff-{due.follow_up.kind.value}")
        self.tools.mail.to_staff(due.change, workspace, notice, about, people)

    def _about(self, due: Due, purpose: str) -> About:
        # The key keeps a follow-up from being sent twice, whatever happens to the process.
        key = f"{purpose}:{due.follow_up.id}:{int(due.follow_up.due_at.timestamp())}"
        return About(purpose, due.ticket.workspace_id, None, due.ticket.id, key)


def _is_closing(follow_up: FollowUp) -> bool:
    is_check = follow_up.kind in (FollowUpKind.DOUBT_CHECK, FollowUpKind.RESOLUTION_CHECK)
    return is_check and follow_up.step >= CLOSING_STEP


def _since(follow_up: FollowUp) -> datetime | None:
    """Return when the case came to the desk, where its ladder counts from another time than its beginning."""
    since = follow_up.details.get("since")
    return datetime.fromisoformat(since) if isinstance(since, str) else None


def _is_threat(due: Due) -> bool:
    """Whether the case began with a threat: that gets one public line and no second."""
    community = due.view.community
    concern = None if community is None else community.concerns.get(due.ticket.message_id)
    return concern is not None and "threat.extortion" in concern.reasons
