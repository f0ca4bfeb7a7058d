"""The ladders of follow-ups: what a ticket gets in each state, and what comes after one that fired. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tickets.models import FollowUp, FollowUpKind, Ticket, TicketKind, TicketState, WaitingOn
from tickets.schedule import (
    Timetable,
    add_service_time,
    last_window,
    morning,
    next_service,
    next_window,
    window_on_later_day,
)

OVERDUE_AFTER = timedelta(minutes=1)  # after the reminder at the due time
OWNER_STEP = 2  # of a ladder of the desk: from here on the owner is told
OVERDUE_STEP = 2  # of an evidence promise: the honest line
CLOSING_STEP = 1  # of a check that nobody answered
_DAY = timedelta(days=1)
_OUTSIDERS = frozenset({WaitingOn.MERCHANT, WaitingOn.COURIER, WaitingOn.PLATFORM})  # asking them is news


@dataclass(frozen=True, slots=True)
class Planned:
    """A follow-up to be: its kind, step and due time.

    ``details``: ``since`` (ISO time) where a ladder counts from a fixed moment; ``promise``: a time named to the member
    comes round (``beside``: other reports go on); ``news``: the state changed and the member does not know yet.
    """

    kind: FollowUpKind
    step: int
    due_at: datetime
    details: dict[str, Any] = field(default_factory=dict)


def follow_ups_for(
    ticket: Ticket,
    now: datetime,
    timetable: Timetable,
    *,
    last_message_at: datetime | None = None,
    desk_anew: bool = False,
) -> tuple[Planned, ...]:
    """Return all follow-ups of ``ticket`` as it stands at ``now``; they replace the ones it had. Closed: none.

    ``last_message_at`` is our last message to the member, ``desk_anew`` starts the ladder for a first response again
    (reopened, escalated, complained twice). A member who said 「不再联系」 gets none of those that write to him.
    """
    plan = _Plan(ticket, now, timetable, last_message_at)
    if ticket.state is TicketState.CLOSED:
        return ()
    if ticket.state is TicketState.RESOLVED:
        return plan.after_resolving()
    if ticket.waiting_on is WaitingOn.MEMBER:
        return (plan.reminder(0), *plan.promised_time(beside=True))
    if ticket.waiting_on is WaitingOn.EVIDENCE:
        return (plan.evidence(), *plan.progress())
    return (plan.desk(anew=desk_anew), *plan.progress())


def deadlines_for(
    ticket: Ticket,
    now: datetime,
    timetable: Timetable,
    *,
    return_by: datetime | None = None,
    dispatch_by: datetime | None = None,
) -> tuple[Planned, ...]:
    """Return what falls due as the no-reason period ends (``return_by``) and the merchant must have dispatched.

    Both are the ends that ``tickets/policy.py`` works out; what lies behind ``now`` is not planned.
    """
    if not ticket.is_open or ticket.kind is TicketKind.DOUBT:
        return ()
    plan = _Plan(ticket, now, timetable, None)
    planned = (plan.return_warning(return_by), plan.dispatch_end(dispatch_by))
    return tuple(each for each in planned if each is not None)


def is_seen_to(ticket: Ticket, since: datetime) -> bool:
    """Whether a human has put a hand on the ticket or spoken to its member after it came to the desk at ``since``."""
    return any(moment is not None and moment >= since for moment in (ticket.first_human_at, ticket.answered_at))


def is_last_reminder(step: int, timetable: Timetable) -> bool:
    """Whether this step of a silent member's reminders is the one that closes."""
    return step >= timetable.times.member_reminders


def next_step(
    follow_up: FollowUp,
    ticket: Ticket,
    now: datetime,
    timetable: Timetable,
    *,
    last_message_at: datetime | None = None,
) -> Planned | None:
    """Return what follows ``follow_up``, which fired at ``now``; None where its ladder ends or the ticket has moved on.

    A step that was missed while the bot was down is not made up for: the next one lies after ``now``.
    """
    if follow_up.details.get("beside") or not _still_applies(follow_up.kind, ticket):
        return None
    return _NEXT[follow_up.kind](_Plan(ticket, now, timetable, last_message_at), follow_up)


def _still_applies(kind: FollowUpKind, ticket: Ticket) -> bool:
    if kind in (FollowUpKind.DOUBT_CHECK, FollowUpKind.RESOLUTION_CHECK):
        return ticket.state is TicketState.RESOLVED
    if kind is FollowUpKind.EVIDENCE_PROMISE:
        return ticket.is_open and ticket.waiting_on is WaitingOn.EVIDENCE
    if kind is FollowUpKind.MEMBER_REMINDER:
        return ticket.is_open and ticket.waiting_on is WaitingOn.MEMBER
    return ticket.is_open


@dataclass(frozen=True, slots=True)
class _Plan:
    """The planning of one ticket at one moment."""

    ticket: Ticket
    now: datetime
    timetable: Timetable
    last_message_at: datetime | None

    def desk(self, *, anew: bool) -> Planned:
        """The desk's next check: of its first response, or of one who was asked."""
        if self.ticket.first_human_at is None or anew:
            since = self.now if anew else self.ticket.opened_at
            return self._first_response(0, since)
        return self._waiting(0, self.now)

    def progress(self) -> tuple[Planned, ...]:
        """The next word to the member: a promised time, news in the next window, or the first report without news."""
        if self.ticket.kind is TicketKind.DOUBT or not self.ticket.may_contact:
            return ()
        is_news = self.ticket.waiting_on in _OUTSIDERS
        quiet = timedelta() if is_news else timedelta(hours=self.timetable.times.quiet_hours)
        due_at = self._window(self.now + quiet)
        report = Planned(FollowUpKind.PROGRESS, 0, due_at, {"news": True} if is_news else {})
        promised = self.promised_time()
        if promised and not is_news and promised[0].due_at <= due_at:
            return promised
        return (*self.promised_time(beside=True), report)

    def promised_time(self, *, beside: bool = False) -> tuple[Planned, ...]:
        """The named time comes round until a human has said something to the member, whoever has taken the case.

        ``beside``: the reports to the member go on beside it, so it does not begin any.
        """
        ticket, promised_at = self.ticket, self.ticket.promised_at
        if promised_at is None or not (
            ticket.owes_answer and ticket.may_contact and ticket.kind is not TicketKind.DOUBT
        ):
            return ()
        is_ahead = self.now < promised_at
        details = {"promise": True, **({"beside": True} if beside else {})}
        return (Planned(FollowUpKind.PROGRESS, 0, promised_at, details),) if is_ahead else ()

    def evidence(self) -> Planned:
        """Half time of the promise; a promise whose time is over is overdue at once."""
        due_at = self.ticket.promised_at or self.timetable.promised(self.now, evidence=True)
        if due_at <= self.now:
            return Planned(FollowUpKind.EVIDENCE_PROMISE, OVERDUE_STEP, self.now)
        half = self._in_service(self.now + (due_at - self.now) / 2)
        return Planned(FollowUpKind.EVIDENCE_PROMISE, 0, min(half, due_at))

    def after_resolving(self) -> tuple[Planned, ...]:
        """The news, and the question whether it is settled; whoever may not be asked is only closed in the end."""
        resolved_at = self.ticket.resolved_at or self.now
        is_doubt = self.ticket.kind is TicketKind.DOUBT
        kind = FollowUpKind.DOUBT_CHECK if is_doubt else FollowUpKind.RESOLUTION_CHECK
        if not self.ticket.may_contact:
            return (Planned(kind, CLOSING_STEP, resolved_at + self._check_after + self._close_after),)
        check = Planned(kind, 0, self._window(max(self.now, resolved_at + self._check_after)))
        news = Planned(FollowUpKind.PROGRESS, 0, self._window(self.now), {"news": True})
        return (check,) if is_doubt else (news, check)

    def reminder(self, step: int) -> Planned:
        """A word to the member whom we wait for; the last step closes."""
        if not self.ticket.may_contact:
            last = self.timetable.times.member_reminders
            return Planned(FollowUpKind.MEMBER_REMINDER, last, self.now + self._close_after)
        return Planned(FollowUpKind.MEMBER_REMINDER, step, self._window(self.now + self._check_after))

    def return_warning(self, return_by: datetime | None) -> Planned | None:
        """The last window that leaves the member the whole warning time, else the next one before the end."""
        if return_by is None or not self.timetable.times.return_warning_hours:
            return None
        windows, zone = self.timetable.windows, self.timetable.zone
        warn_at = return_by - timedelta(hours=self.timetable.times.return_warning_hours)
        due_at = last_window(self.now, warn_at, windows, zone) or next_window(self.now, windows, zone)
        details = {"until": return_by.isoformat()}
        return Planned(FollowUpKind.RETURN_WINDOW, 0, due_at, details) if due_at < return_by else None

    def dispatch_end(self, dispatch_by: datetime | None) -> Planned | None:
        """When the merchant must have dispatched, or as soon as the desk is there."""
        if dispatch_by is None or dispatch_by <= self.now:
            return None
        details = {"until": dispatch_by.isoformat()}
        return Planned(FollowUpKind.DISPATCH_DEADLINE, 0, self._in_service(dispatch_by), details)

    def after_first_response(self, fired: FollowUp) -> Planned:
        """Up the ladder while no human has acted, then every morning; afterwards the desk is checked daily."""
        since = _since(fired, self.ticket.opened_at)
        if is_seen_to(self.ticket, since):
            return self._waiting(0, self.now)
        return self._first_response(fired.step + 1, since)

    def after_waiting(self, fired: FollowUp) -> Planned:
        """24, 48 and 72 hours of wall time, then every third day."""
        return self._waiting(fired.step + 1, _since(fired, self.ticket.changed_at))

    def after_progress(self, fired: FollowUp) -> Planned | None:
        """Once a day for three days, then every third day."""
        if not self.ticket.may_contact:
            return None
        timetable, step = self.timetable, fired.step + 1
        return Planned(FollowUpKind.PROGRESS, step, _later_window(self.now, self._days(step), timetable))

    def after_evidence(self, fired: FollowUp) -> Planned:
        """Half time, due, overdue, then a reminder each morning for three days and every third one."""
        due_at, kind = self.ticket.promised_at, FollowUpKind.EVIDENCE_PROMISE
        if due_at is not None and self.now < due_at:
            return Planned(kind, 1, due_at) if fired.step == 0 else self.evidence()
        if fired.step < OVERDUE_STEP:
            return Planned(kind, OVERDUE_STEP, self.now if fired.step == 0 else self.now + OVERDUE_AFTER)
        return Planned(kind, fired.step + 1, self._morning(self._days(fired.step + 1 - OVERDUE_STEP)))

    def after_check(self, fired: FollowUp) -> Planned | None:
        """Nobody answered for 72 hours: close."""
        if fired.step >= CLOSING_STEP:
            return None
        return Planned(fired.kind, CLOSING_STEP, self.now + self._close_after)

    def after_reminder(self, fired: FollowUp) -> Planned | None:
        """Two reminders in windows, then the closing step."""
        return None if is_last_reminder(fired.step, self.timetable) else self.reminder(fired.step + 1)

    def after_deadline(self, _fired: FollowUp) -> None:
        """A day comes once."""

    def _first_response(self, step: int, since: datetime) -> Planned:
        details = {"since": since.isoformat()}
        ladder = [timedelta(minutes=each) for each in self.timetable.times.first_response_minutes]
        if step >= len(ladder):
            return Planned(FollowUpKind.FIRST_RESPONSE, step, self._morning(1), details)
        span = ladder[step]
        due_at = add_service_time(since, span, self.timetable.hours, self.timetable.zone)
        if due_at <= self.now:
            due_at = add_service_time(self.now, ladder[0], self.timetable.hours, self.timetable.zone)
        return Planned(FollowUpKind.FIRST_RESPONSE, step, due_at, details)

    def _waiting(self, step: int, since: datetime) -> Planned:
        hours = self.timetable.times.waiting_hours
        due_at = since + timedelta(hours=hours[step]) if step < len(hours) else self.now + 3 * _DAY
        details = {"since": since.isoformat()}
        return Planned(FollowUpKind.WAITING_CHECK, step, max(due_at, self.now + timedelta(hours=hours[0]) / 2), details)

    def _window(self, after: datetime) -> datetime:
        return next_window(after, self.timetable.windows, self.timetable.zone, self.last_message_at)

    def _morning(self, days: int) -> datetime:
        """The first service hour of a later day, and one hour."""
        return morning(self.now, days, self.timetable.hours, self.timetable.zone)

    def _days(self, step: int) -> int:
        """Return the distance in days of the ``step``-th word without news: daily for some days, then less often."""
        daily, later = self.timetable.times.progress
        return 1 if step < daily else later

    @property
    def _check_after(self) -> timedelta:
        return timedelta(hours=self.timetable.times.check_hours)

    @property
    def _close_after(self) -> timedelta:
        return timedelta(hours=self.timetable.times.close_hours)

    def _in_service(self, moment: datetime) -> datetime:
        return max(moment, next_service(moment, self.timetable.hours, self.timetable.zone)[0])


def _later_window(now: datetime, days: int, timetable: Timetable) -> datetime:
    return window_on_later_day(now, days, timetable.windows, timetable.zone)


def _since(fired: FollowUp, fallback: datetime) -> datetime:
    since = fired.details.get("since")
    return datetime.fromisoformat(since) if isinstance(since, str) else fallback


_NEXT: dict[FollowUpKind, Callable[[_Plan, FollowUp], Planned | None]] = {
    FollowUpKind.FIRST_RESPONSE: _Plan.after_first_response,
    FollowUpKind.PROGRESS: _Plan.after_progress,
    FollowUpKind.EVIDENCE_PROMISE: _Plan.after_evidence,
    FollowUpKind.DOUBT_CHECK: _Plan.after_check,
    FollowUpKind.RESOLUTION_CHECK: _Plan.after_check,
    FollowUpKind.WAITING_CHECK: _Plan.after_waiting,
    FollowUpKind.MEMBER_REMINDER: _Plan.after_reminder,
    FollowUpKind.RETURN_WINDOW: _Plan.after_deadline,
    FollowUpKind.DISPATCH_DEADLINE: _Plan.after_deadline,
}
