"""One follow-up that is due, with what must be known around it to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import ChatId, FollowUpId, TicketId, UserId
from mailbox.outbox import OutgoingRow, told_of
from tickets.agenda import due_progress_of
from tickets.followups import OVERDUE_STEP, OWNER_STEP
from tickets.models import DEADLINES, FollowUp, FollowUpKind, Ticket
from tickets.reminded import last_reminders
from tickets.repository import TimelineRow
from tickets.schedule import Timetable, next_window
from triage.desk.speaking import Speaks, who_speaks
from triage.desk.views import TicketView, timetable_of
from triage.words.notices import link_to
from triage.words.voice import Reply, Voice
from workspaces.repository import PersonRow

TO_MEMBER = frozenset(
    {
        FollowUpKind.PROGRESS,
        FollowUpKind.DOUBT_CHECK,
        FollowUpKind.RESOLUTION_CHECK,
        FollowUpKind.MEMBER_REMINDER,
        FollowUpKind.RETURN_WINDOW,
    }
)
"""What writes to a member unasked."""

Pair = tuple[FollowUp, Ticket]


@dataclass(frozen=True, slots=True)
class Due:
    """One follow-up that is due, on its way into a Change."""

    change: Change
    follow_up: FollowUp
    view: TicketView
    voice: Voice  # of the staff
    member_voice: Voice
    thread_voice: Voice
    is_reachable: bool
    speaks: Speaks
    asked_at: datetime | None = None  # when the one we wait for was last asked

    @property
    def ticket(self) -> Ticket:
        """The ticket it is about."""
        return self.view.ticket

    @property
    def timetable(self) -> Timetable:
        """When the desk works and when this member may be contacted."""
        return timetable_of(self.view.workspace, self.view.ticket)

    @property
    def link(self) -> str | None:
        """The address of the message that began it, for staff."""
        community = self.view.community
        if community is None:
            return None
        return link_to(community.community, self.ticket.chat_id, self.ticket.message_id)

    @property
    def until(self) -> datetime | None:
        """The end that a day of this kind is about."""
        until = self.follow_up.details.get("until")
        return datetime.fromisoformat(until) if isinstance(until, str) else None

    @property
    def told_to_all(self) -> str:
        """What staff wrote to all whom an incident concerns; empty: this says how the ticket stands."""
        said = self.follow_up.details.get("words")
        return said if isinstance(said, str) else ""

    @property
    def is_promise(self) -> bool:
        """Whether a time that was named to the member comes round."""
        return bool(self.follow_up.details.get("promise"))


@dataclass(frozen=True, slots=True)
class Reminder:
    """What staff are to be told about one follow-up, and whom."""

    due: Due
    notice: Reply
    people: tuple[UserId, ...]

    @property
    def is_pressing(self) -> bool:
        """Whether it goes out at its time, whatever went out before."""
        return is_pressing(self.due)


@dataclass(slots=True)
class Look:
    """One batch of what is due: what is known around it, and what it has led to so far.

    ``reminded``: the places that this whole run has reminded already, over all its batches; ``is_last``: nothing more
    is due behind it.
    """

    now: datetime
    pairs: Sequence[Pair]
    reminded: set[ChatId]
    is_last: bool = True
    reachable: set[int] = field(default_factory=set)
    speaking: dict[TicketId, Speaks] = field(default_factory=dict)
    last_message_at: dict[int, datetime] = field(default_factory=dict)
    told: set[tuple[int, int]] = field(default_factory=set)  # by ticket and member
    asked_at: dict[int, datetime] = field(default_factory=dict)
    reminded_at: dict[ChatId, datetime] = field(default_factory=dict)
    progress: dict[tuple[int, int], list[Pair]] = field(default_factory=dict)  # by workspace and member
    current: dict[TicketId, Ticket] = field(default_factory=dict)  # as changed by this batch
    handled: set[FollowUpId] = field(default_factory=set)
    reminders: list[Reminder] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def latest(self, ticket: Ticket) -> Ticket:
        """Return a ticket as this batch has left it."""
        return self.current.get(ticket.id, ticket)

    def siblings(self, due: Due) -> list[Pair]:
        """Return the other reports that are due to the same member, of other tickets; they share a message."""
        key = (due.ticket.workspace_id, due.ticket.member_id)
        others = (pair for pair in self.progress.get(key, ()) if pair[0].id not in self.handled)
        return [(item, ticket) for item, ticket in others if ticket.id != due.ticket.id]


def is_pressing(due: Due) -> bool:
    """Whether a reminder goes out at its time: the first steps of a ladder, a promise, a day that comes once."""
    step, kind = due.follow_up.step, due.follow_up.kind
    ends = {FollowUpKind.FIRST_RESPONSE: OWNER_STEP, FollowUpKind.EVIDENCE_PROMISE: OVERDUE_STEP}
    return due.is_promise or kind in DEADLINES or step <= ends.get(kind, -1)


def when_to_tell(due: Due, look: Look) -> datetime:
    """Return when a member may be told: now, or in the next window.

    Not so soon after a human's words, and in a window that begins an hour after our last message to that member.
    """
    timetable, after = due.timetable, look.now
    human_at, is_news = due.ticket.answered_at, bool(due.follow_up.details.get("news"))
    if due.follow_up.kind is FollowUpKind.PROGRESS and human_at is not None and not is_news:
        after = max(after, human_at + timedelta(hours=timetable.times.quiet_hours))
    return next_window(after, timetable.windows, timetable.zone, look.last_message_at.get(due.ticket.member_id))


async def look_around(
    connection: AsyncConnection, pairs: Sequence[Pair], now: datetime, reminded: set[ChatId], *, is_last: bool = True
) -> Look:
    """Return what must be known around ``pairs``: a handful of queries, however many they are."""
    members = {ticket.member_id for _, ticket in pairs}
    tickets = {ticket.id for _, ticket in pairs}
    look = Look(now, pairs, reminded, is_last)
    look.speaking = await who_speaks(connection, pairs)
    look.reminded_at = await last_reminders(connection)
    if not any(item.kind in TO_MEMBER for item, _ in pairs):
        return look
    look.reachable = await _reachable(connection, members)
    look.last_message_at = await _last_messages(connection, members)
    look.told = await told_of(connection, tickets, members)
    look.asked_at = await _asked(connection, tickets)
    for item, ticket in (*pairs, *await due_progress_of(connection, members, now, {item.id for item, _ in pairs})):
        if item.kind is FollowUpKind.PROGRESS and not item.details.get("promise"):
            look.progress.setdefault((ticket.workspace_id, ticket.member_id), []).append((item, ticket))
    return look


async def _reachable(connection: AsyncConnection, members: Iterable[UserId]) -> set[int]:
    started = select(PersonRow.c.user_id).where(
        PersonRow.c.user_id.in_(members), PersonRow.c.started_at.is_not(None), PersonRow.c.is_blocked.is_(False)
    )
    return set((await connection.execute(started)).scalars())


async def _last_messages(connection: AsyncConnection, members: Iterable[UserId]) -> dict[int, datetime]:
    """Return when each member was last written to in private: sent, or about to be."""
    moment = func.max(
        case((OutgoingRow.c.settled_at.is_(None), OutgoingRow.c.created_at), else_=OutgoingRow.c.settled_at)
    )
    query = (
        select(OutgoingRow.c.chat_id, moment)
        .where(OutgoingRow.c.chat_id.in_(members), OutgoingRow.c.state.in_(("waiting", "sending", "sent")))
        .group_by(OutgoingRow.c.chat_id)
    )
    return {row[0]: row[1] for row in (await connection.execute(query)).all()}


async def _asked(connection: AsyncConnection, tickets: Iterable[TicketId]) -> dict[int, datetime]:
    query = (
        select(TimelineRow.c.ticket_id, func.max(TimelineRow.c.at))
        .where(TimelineRow.c.ticket_id.in_(tickets), TimelineRow.c.event == "wait")
        .group_by(TimelineRow.c.ticket_id)
    )
    return {row[0]: row[1] for row in (await connection.execute(query)).all()}
