"""What is due is done: each follow-up fires once, and its next one is written in the same transaction."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from core.change import Change
from core.database import Transaction
from core.errors import ConflictError
from core.ids import ChatId
from tickets.agenda import REPLAN_FOLLOW_UP, due_follow_ups, is_anything_due
from tickets.followups import CLOSING_STEP, OWNER_STEP
from tickets.models import FollowUp, FollowUpKind, Ticket, TicketState
from tickets.reminded import note_reminders
from triage.desk.cases import Cases
from triage.desk.due import TO_MEMBER, Due, Look, Pair, is_pressing, look_around, when_to_tell
from triage.desk.reminding import Remind
from triage.desk.speaking import Speaks
from triage.desk.steps import Steps, people_of
from triage.desk.views import TicketView
from triage.mail import staff_places
from triage.tools import Tools

log = structlog.get_logger(__name__)
_AT_ONCE = 100
_PUT_OFF = timedelta(minutes=15)
_CHECKS = (FollowUpKind.DOUBT_CHECK, FollowUpKind.RESOLUTION_CHECK)


@dataclass(frozen=True, slots=True)
class RunDue:
    """Do what is due on tickets. Only the process that leads runs it."""

    tools: Tools
    cases: Cases

    async def __call__(self) -> int:
        """Do everything that is due now; return how many follow-ups fired. With nothing due it only reads one row."""
        async with self.tools.database.read() as connection:
            if not await is_anything_due(connection, self.tools.clock()):
                return 0
        fired, reminded = 0, set[ChatId]()
        while (count := await self._some(_AT_ONCE, reminded)) > 0:
            fired += count
        return fired

    async def _some(self, limit: int, reminded: set[ChatId]) -> int:
        """Do a batch. Somebody changed one of its tickets meanwhile: one by one, and that one at the next look."""
        try:
            return await self._batch(limit, reminded)
        except ConflictError:
            if limit == 1:
                return 0
        done = 0
        for _ in range(limit):
            with suppress(ConflictError):
                done += await self._batch(1, reminded)
        return done

    async def _batch(self, limit: int, reminded: set[ChatId]) -> int:
        now = self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            pairs = await due_follow_ups(transaction.connection, now, limit)
            if not pairs:
                return 0
            look = await look_around(transaction.connection, pairs, now, reminded, is_last=len(pairs) < limit)
            for pair in pairs:
                self._one(pair, look)
            await self._write(transaction, look)
        return len(pairs)

    async def _write(self, transaction: Transaction, look: Look) -> None:
        reminded = Remind(self.tools)(look)
        await transaction.write(*look.changes)
        # Only what is merged is kept apart: a first step of a ladder comes at its time and holds nothing else up.
        await note_reminders(transaction, (chat for chat, is_pressing in reminded.items() if not is_pressing), look.now)
        if not look.is_last:  # more of the same is on its way: these were told to look at the list
            look.reminded.update(reminded)

    def _one(self, pair: Pair, look: Look) -> None:
        follow_up, ticket = pair[0], look.latest(pair[1])
        if follow_up.id in look.handled or (ticket is not pair[1] and ticket.state is TicketState.CLOSED):
            return  # it went along with another one, or the ticket was closed by what was due before
        change, count = Change(), len(look.reminders)
        try:
            look.current[ticket.id] = self._fire(change, follow_up, ticket, look)
        except Exception:  # a bug with one ticket must not hold up what is due on all the others
            log.exception("follow-up put off", follow_up_id=follow_up.id, ticket_id=ticket.id)
            change = Change()
            del look.reminders[count:]
            change.amend(REPLAN_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=look.now + _PUT_OFF)
        look.changes.append(change)

    def _fire(self, change: Change, follow_up: FollowUp, ticket: Ticket, look: Look) -> Ticket:
        workspace = self.tools.watch.workspaces.get(ticket.workspace_id)
        if workspace is None or ticket.state is TicketState.CLOSED:
            self.cases.settle_due(change, follow_up, look.now)
            return ticket
        community, voice = self.tools.watch.community(ticket.community_id), self.tools.voice(workspace)
        due = Due(
            change,
            follow_up,
            TicketView(ticket, workspace, community),
            voice,
            self.tools.voice(workspace, to=ticket.member_id),
            voice if community is None else self.tools.voice_in(community),
            ticket.member_id in look.reachable,
            look.speaking.get(ticket.id, Speaks()),
            look.asked_at.get(ticket.id),
        )
        later = self._later(due, look)
        if later is not None:
            change.amend(REPLAN_FOLLOW_UP, the_follow_up=follow_up.id, new_due_at=later)
            return ticket
        self.cases.settle_due(change, follow_up, look.now)
        steps = Steps(self.tools, self.cases)
        after = steps(due, look)
        steps.plan_next(due, after, look.now)
        return after

    def _later(self, due: Due, look: Look) -> datetime | None:
        """Return when it is due instead: a member's window, silence that was asked for, a reminder not so long ago."""
        if due.follow_up.kind in TO_MEMBER:
            return self._members_time(due, look)
        return None if is_pressing(due) else self._reminders_time(due, look)

    def _members_time(self, due: Due, look: Look) -> datetime | None:
        community = due.view.community
        hushed = None if community is None else community.hushed_until(due.ticket.member_id, look.now)
        if hushed is not None or due.is_promise or self._is_silent(due):
            return hushed
        moment = when_to_tell(due, look)
        return moment if moment > look.now else None

    @staticmethod
    def _is_silent(due: Due) -> bool:
        """Whether nothing is said to the member at this step."""
        is_closing = due.follow_up.kind in _CHECKS and due.follow_up.step >= CLOSING_STEP
        hears = due.ticket.may_contact and (due.is_reachable or due.follow_up.kind is FollowUpKind.PROGRESS)
        return is_closing or not hears

    @staticmethod
    def _reminders_time(due: Due, look: Look) -> datetime | None:
        workspace, with_owner = due.view.workspace, due.follow_up.step >= OWNER_STEP
        places = [place.chat_id for place in staff_places(workspace, people_of(due, with_owner=with_owner))]
        apart = timedelta(hours=workspace.settings.times.merge_hours)
        fresh = [look.reminded_at[chat] for chat in places if chat in look.reminded_at and chat not in look.reminded]
        free_at = max(fresh, default=look.now - apart) + apart
        # A clock that was set back must not keep anybody waiting for long.
        return min(free_at, look.now + apart) if free_at > look.now else None
