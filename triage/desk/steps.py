"""What is done when a follow-up fires: one small act a kind. Staff are told through reminders, members in private."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.ids import ChatId, ConcernId, ProductId, UserId
from mailbox.models import Urgency
from tickets.followups import CLOSING_STEP, OVERDUE_STEP, OWNER_STEP, Planned, is_last_reminder, is_seen_to, next_step
from tickets.lifecycle import Action, move
from tickets.models import FollowUp, FollowUpKind, Ticket, TicketKind, TicketState
from tickets.schedule import next_service, next_window, window_end
from triage.desk.cases import Cases
from triage.desk.due import Due, Look, Reminder
from triage.desk.moves import FOLLOWING
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import followups as words
from triage.words import private as private_words
from triage.words import receipts, reminders, replies
from triage.words.voice import Reply, Voice

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Steps:
    """Writes what a follow-up leads to into its Change, and what staff must hear into the look."""

    tools: Tools
    cases: Cases

    def __call__(self, due: Due, look: Look) -> Ticket:
        """Do one; return its ticket as it is then."""
        return self._acts()[due.follow_up.kind](due, look)

    def _acts(self) -> dict[FollowUpKind, Callable[[Due, Look], Ticket]]:
        return {
            FollowUpKind.FIRST_RESPONSE: self._first_response,
            FollowUpKind.PROGRESS: self._progress,
            FollowUpKind.EVIDENCE_PROMISE: self._evidence_promise,
            FollowUpKind.DOUBT_CHECK: self._check,
            FollowUpKind.RESOLUTION_CHECK: self._check,
            FollowUpKind.WAITING_CHECK: self._waiting_check,
            FollowUpKind.MEMBER_REMINDER: self._member_reminder,
            FollowUpKind.RETURN_WINDOW: self._return_window,
            FollowUpKind.DISPATCH_DEADLINE: self._dispatch_deadline,
        }

    def _first_response(self, due: Due, look: Look) -> Ticket:
        """Nobody has taken the case: the desk is told, from the third time on the owner too."""
        ticket, step = due.ticket, due.follow_up.step
        since = since_of(due) or ticket.opened_at
        if not is_seen_to(ticket, since) and due.view.community is not None:
            community = due.view.community.community
            notice = reminders.late_first_response(due.voice, community, ticket, step=step, since=since, url=due.link)
            self._tell_staff(due, look, notice, with_owner=step >= OWNER_STEP)
        return ticket

    def _progress(self, due: Due, look: Look) -> Ticket:
        if due.is_promise:
            return self._promised_time(due, look)
        if not due.ticket.may_contact or is_superseded(due, look.now):
            return due.ticket
        if due.is_reachable:
            self._write_progress(due, look)
        else:
            self._news_in_thread(due)
        return due.ticket

    def _write_progress(self, due: Due, look: Look) -> None:
        """Report in private; what else is due to the same member shares the message."""
        shared = [self._sibling(due, pair) for pair in look.siblings(due)]
        shared = [each for each in shared if each.ticket.may_contact and not is_superseded(each, look.now)]
        if shared:
            self._share(due, list({each.ticket.id: each for each in shared}.values()), shared, look)
        elif due.ticket.state is TicketState.RESOLVED and not due.told_to_all:
            self.to_member(due, look, private_words.resolved(due.member_voice, due.view.case))
        else:
            self.to_member(due, look, self._report(due))

    def _report(self, due: Due) -> Reply:
        upcoming = self._next_window(due)
        return private_words.progress(
            due.member_voice,
            due.view.case,
            state=state_of(due, due.member_voice),
            is_news=bool(due.follow_up.details.get("news")),
            next_window=upcoming,
            earlier_window=self._window_before(self.tools.clock(), upcoming, due),
        )

    def _share(self, due: Due, tickets: list[Due], settled: list[Due], look: Look) -> None:
        """One message for several tickets of one member; each keeps its own ladder."""
        cases = [
            words.Part(
                each.view.case,
                state_of(each, each.member_voice),
                is_news=bool(each.follow_up.details.get("news")),
            )
            for each in (due, *tickets)
        ]
        windows = [window for window in map(self._next_window, (due, *tickets)) if window is not None]
        self.to_member(due, look, words.shared_progress(due.member_voice, cases, min(windows, default=None)))
        for each in settled:
            look.handled.add(each.follow_up.id)
            self.cases.settle_due(due.change, each.follow_up, look.now)
            self.cases.line(due.change, each.ticket.id, "told")
        for each in tickets:
            self.plan_next(each, each.ticket, look.now)

    def _sibling(self, due: Due, pair: tuple[FollowUp, Ticket]) -> Due:
        follow_up, ticket = pair
        view = replace(due.view, ticket=ticket, community=self.tools.watch.community(ticket.community_id))
        return replace(due, follow_up=follow_up, view=view, asked_at=None)

    def _news_in_thread(self, due: Due) -> None:
        """Whoever has no private chat hears of real changes where the case began; how it ended stands there already."""
        ticket = due.ticket
        is_case = ticket.kind is TicketKind.AFTER_SALES and ticket.is_open
        if is_case and due.follow_up.details.get("news"):
            state = state_of(due, due.thread_voice)
            self._in_thread(due, words.news_in_thread(due.thread_voice, ticket, state), "news")

    def _next_window(self, due: Due) -> Window | None:
        is_alone = due.told_to_all and due.follow_up.details.get("again")
        planned = None if is_alone else next_step(due.follow_up, due.ticket, self.tools.clock(), due.timetable)
        end = None if planned is None else window_end(planned.due_at, due.timetable.windows, due.timetable.zone)
        return None if planned is None or end is None else (planned.due_at, end)

    def plan_next(self, due: Due, after: Ticket, now: datetime) -> None:
        """Write the next step of its ladder, if there is one."""
        is_repeated = due.is_promise and due.follow_up.step > 0
        if is_repeated or due.follow_up.details.get("again"):
            return
        planned = next_step(due.follow_up, after, now, due.timetable)
        if planned is not None:
            self.cases.plan(due.change, due.view.workspace, after, [planned])

    def _window_before(
        self, now: datetime, upcoming: tuple[datetime, datetime] | None, due: Due
    ) -> tuple[datetime, datetime] | None:
        """Return the window in which news would come sooner than the next word, if there is one."""
        timetable = due.timetable
        begin = next_window(now + timedelta(hours=1), timetable.windows, timetable.zone, now)
        end = window_end(begin, timetable.windows, timetable.zone)
        return (begin, end) if upcoming is not None and end is not None and begin < upcoming[0] else None

    def _promised_time(self, due: Due, look: Look) -> Ticket:
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
            self._in_thread(
                due, receipts.missed(due.thread_voice, ticket, promised_at=promised_at, next_at=next_at), "missed"
            )
        notice = reminders.missed_answer(due.voice, ticket, promised_at=promised_at, next_at=next_at, is_said=is_said)
        self._tell_staff(due, look, notice, with_owner=True)
        self.cases.line(due.change, ticket.id, "overdue")
        if next_at is not None:
            again = Planned(FollowUpKind.PROGRESS, step + 1, next_at, {"promise": True})
            self.cases.plan(due.change, view.workspace, saved, [again])
        return saved

    def _next_promise(self, due: Due) -> datetime | None:
        """Return the next time to name: soon, then the next morning, then none."""
        if due.follow_up.step == 0:
            return self.cases.promised(due.view.workspace, second=True)
        timetable = due.timetable
        _, closing = next_service(self.tools.clock(), timetable.hours, timetable.zone)
        opening, _ = next_service(closing, timetable.hours, timetable.zone)
        return opening + timedelta(hours=1) if due.follow_up.step == 1 else None

    def _evidence_promise(self, due: Due, look: Look) -> Ticket:
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
        is_stale = step == 0 and look.now >= promised_at  # after downtime: what is overdue says it
        if due.speaks.to_desk and not is_stale:
            self._tell_staff(due, look, notice, with_owner=step >= OVERDUE_STEP)
        if step not in (OVERDUE_STEP, OVERDUE_STEP + 1) or not due.speaks.in_thread:
            return ticket
        if view.community is not None:
            concern = view.community.concerns.get(ticket.message_id)
            reply = replies.promise_overdue(
                due.thread_voice,
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
        planned = next_step(due.follow_up, due.ticket, self.tools.clock(), due.timetable)
        return None if planned is None else planned.due_at

    def _check(self, due: Due, look: Look) -> Ticket:
        """Ask once whether it is settled; without an answer the ticket is closed in the end, silently."""
        if due.follow_up.step >= CLOSING_STEP:
            return self._close(due)
        if due.is_reachable and due.ticket.may_contact:
            is_doubt = due.follow_up.kind is FollowUpKind.DOUBT_CHECK
            ask = private_words.doubt_check if is_doubt else private_words.resolution_check
            self.to_member(due, look, ask(due.member_voice, due.view.case))
        return due.ticket

    def _waiting_check(self, due: Due, look: Look) -> Ticket:
        ticket, step = due.ticket, due.follow_up.step
        notice = reminders.waiting_check(
            due.voice, ticket, step=step, since=since_of(due) or ticket.changed_at, url=due.link
        )
        self._tell_staff(due, look, notice, with_owner=step >= OWNER_STEP)
        return ticket

    def _member_reminder(self, due: Due, look: Look) -> Ticket:
        if is_last_reminder(due.follow_up.step, due.timetable):
            closed = self._close(due)
            if due.is_reachable and closed.may_contact:
                self.to_member(
                    due, look, private_words.closed_silently(due.member_voice, replace(due.view, ticket=closed).case)
                )
            return closed
        if due.is_reachable and due.ticket.may_contact:
            self.to_member(due, look, private_words.member_reminder(due.member_voice, due.view.case))
        return due.ticket

    def _return_window(self, due: Due, look: Look) -> Ticket:
        """The no-reason period is about to end: the member may still act, and the liaison knows."""
        until = due.until
        if until is None or look.now >= until or not due.ticket.is_open:
            return due.ticket
        if due.is_reachable and due.ticket.may_contact:
            self.to_member(due, look, words.return_ends(due.member_voice, due.view.case, until))
        self._tell_staff(due, look, words.staff_return_ends(due.voice, due.ticket, until), with_owner=False)
        return due.ticket

    def _dispatch_deadline(self, due: Due, look: Look) -> Ticket:
        """The merchant must have dispatched by now: the liaison finds out."""
        until = due.until
        if until is not None and due.ticket.is_open:
            self._tell_staff(due, look, words.staff_dispatch_due(due.voice, due.ticket, until), with_owner=False)
        return due.ticket

    def _close(self, due: Due) -> Ticket:
        now = self.tools.clock()
        moved = move(due.ticket, Action.CLOSE, by_role=None, now=now)
        self.cases.line(due.change, due.ticket.id, "close")
        return self.cases.save(due.change, due.view.workspace, due.ticket, moved, replan=True)

    def to_member(self, due: Due, look: Look, reply: Reply) -> None:
        """Write to the member in private, not later than the end of this window."""
        self.cases.line(due.change, due.ticket.id, "told")
        look.last_message_at[due.ticket.member_id] = look.now
        closing = window_end(self.tools.clock(), due.timetable.windows, due.timetable.zone)
        place, about = Place(ChatId(due.ticket.member_id)), about_due(due, FOLLOWING)
        named = (due.ticket.id, due.ticket.member_id)
        reply = private_words.opened(due.member_voice, reply, is_first=named not in look.told)
        look.told.add(named)
        self.tools.mail.to_chat(due.change, place, reply, about, urgency=Urgency.BULK, not_after=closing)

    def _in_thread(self, due: Due, reply: Reply, purpose: str) -> None:
        """Say something where the case began, as a reply to the member's message."""
        place, community = due.view.thread, due.view.community
        if place is None or community is None:
            return
        held = community.community.held_until(self.tools.clock())
        self.tools.mail.to_chat(due.change, place, reply, about_due(due, purpose), not_before=held)

    def _tell_staff(self, due: Due, look: Look, notice: Reply, *, with_owner: bool) -> None:
        """Remind the responsible person (a liaison, else an admin, else the owner), and the owner from some step on."""
        self.cases.line(due.change, due.ticket.id, "reminded")
        look.reminders.append(Reminder(due, notice, people_of(due, with_owner=with_owner)))


def state_of(due: Due, voice: Voice) -> str:
    """Return where a case stands: as staff told all whom an incident concerns, else as the ticket says."""
    return due.told_to_all or receipts.standing(voice, due.ticket, asked_at=due.asked_at)


def people_of(due: Due, *, with_owner: bool) -> tuple[UserId, ...]:
    """Return whom a reminder is for."""
    workspace = due.view.workspace
    responsible = due.ticket.responsible_id or workspace.responsible
    return (responsible, workspace.workspace.owner_id) if with_owner else (responsible,)


def about_due(due: Due, purpose: str) -> About:
    """Return what a message of a follow-up is about; its key keeps it from being sent twice, whatever happens."""
    key = f"{purpose}:{due.follow_up.id}:{int(due.follow_up.due_at.timestamp())}"
    return About(purpose, due.ticket.workspace_id, None, due.ticket.id, key)


def is_superseded(due: Due, now: datetime) -> bool:
    """Whether a report is older than what comes after it: the question whether it is settled says how it ended, too."""
    ticket, check = due.ticket, timedelta(hours=due.timetable.times.check_hours)
    is_news = (
        due.follow_up.kind is FollowUpKind.PROGRESS and not due.told_to_all and ticket.state is TicketState.RESOLVED
    )
    return is_news and ticket.resolved_at is not None and now >= ticket.resolved_at + check


def since_of(due: Due) -> datetime | None:
    """Return when the case came to the desk, where its ladder counts from another time than its beginning."""
    since = due.follow_up.details.get("since")
    return datetime.fromisoformat(since) if isinstance(since, str) else None


def _is_threat(due: Due) -> bool:
    """Whether the case began with a threat: that gets one public line and no second."""
    community = due.view.community
    concern = None if community is None else community.concerns.get(due.ticket.message_id)
    return concern is not None and "threat.extortion" in concern.reasons
