"""Looking for incidents: three tickets of one cause, shop or courier within a day are proposed; what is alike joins."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import select

from core.change import Change
from core.errors import ConflictError
from core.ids import TicketId, WorkspaceId
from mailbox.models import Urgency
from tickets.models import Ticket
from tickets.repository import TicketRow
from triage.crises.incident_rows import (
    CRISIS,
    Incident,
    add_incident,
    add_to_incident,
    incidents_of,
    loose_cases,
    loose_tickets,
    with_incidents,
)
from triage.crises.joining import crisis_likeness
from triage.crises.rules import ALIKE_WITHIN, Batch, Case, batches, likenesses
from triage.crises.updating import TellAll
from triage.desk.cases import Cases
from triage.mail import About, heads, staff_places
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import incidents as words
from workspaces.repository import TOUCH

PROPOSAL = "staff-incident"
_OVERLAP = timedelta(seconds=5)


@dataclass(slots=True)
class Since:
    """Up to when tickets were looked at, and which changes of the moments before were seen."""

    moment: datetime | None = None
    seen: set[tuple[TicketId, datetime]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class WatchForIncidents:
    """The tick: where tickets changed, those alike join what is open, and what has become a batch is proposed."""

    tools: Tools
    cases: Cases
    tell_all: TellAll
    _since: Since = field(default_factory=Since)

    async def __call__(self) -> int:
        """Look where something changed since the last look; return how many incidents were proposed."""
        now, proposed = self.tools.clock(), 0
        for workspace in await self._worth_looking(await self._changed(now), now):
            with suppress(ConflictError):  # another worker, or staff, at the same moment
                proposed += await self._look(workspace)
        return proposed

    async def _worth_looking(self, changed: list[WorkspaceId], now: datetime) -> list[WorkspaceWatch]:
        """Return where an incident goes on that more could join, and where enough cases could become one."""
        if not changed:
            return []
        async with self.tools.database.read() as connection:
            counts = await loose_cases(connection, changed, now - ALIKE_WITHIN)
            joinable = await with_incidents(connection, changed)
        known = [self.tools.watch.workspaces[each] for each in changed if each in self.tools.watch.workspaces]
        return [
            each
            for each in known
            if each.workspace.id in joinable or counts.get(each.workspace.id, 0) >= each.settings.incident_tickets
        ]

    async def _changed(self, now: datetime) -> list[WorkspaceId]:
        """Return the workspaces whose tickets changed since the last look; what was seen then is no news."""
        last = self._since
        since = now - ALIKE_WITHIN if last.moment is None else last.moment - _OVERLAP
        query = select(TicketRow.c.id, TicketRow.c.changed_at, TicketRow.c.workspace_id)
        rows = await self.tools.database.peek(query.where(TicketRow.c.changed_at >= since))
        news = [row for row in rows if (row.id, row.changed_at) not in last.seen]
        last.moment, last.seen = now, {(row.id, row.changed_at) for row in rows}
        return [WorkspaceId(each) for each in dict.fromkeys(row.workspace_id for row in news)]

    async def _look(self, workspace: WorkspaceWatch) -> int:
        now, place = self.tools.clock(), workspace.workspace.id
        async with self.tools.database.read() as connection:
            loose = await loose_tickets(connection, place, now - ALIKE_WITHIN)
            known = await incidents_of(connection, place, ("proposed", "open", "declined"))
        if not loose:
            return 0
        joined = await self._join(workspace, loose, [each for each in known if each.is_going_on])
        left = [case for ticket, case in loose if case.ticket_id not in joined and ticket.number is not None]
        count = 0
        for batch in batches(left, workspace.settings.incident_tickets):
            if not any(each.likeness == batch.likeness and self._stands(each, now) for each in known):
                await self._propose(workspace, batch)
                count += 1
        return count

    @staticmethod
    def _stands(incident: Incident, now: datetime) -> bool:
        """Whether it goes on, or staff said within the last day that it is none."""
        return incident.is_going_on or (incident.closed_at is not None and now - incident.closed_at < ALIKE_WITHIN)

    async def _join(
        self, workspace: WorkspaceWatch, loose: list[tuple[Ticket, Case]], going_on: list[Incident]
    ) -> set[int]:
        likened = [(ticket, _like(ticket, case, going_on)) for ticket, case in loose]
        pairs = [(ticket, incident) for ticket, incident in likened if incident is not None]
        if not pairs:
            return set()
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            for ticket, incident in pairs:
                add_to_incident(change, incident.id, ticket.id, now)
                if incident.state == "open":
                    self.cases.line(change, ticket.id, "incident", text=incident.title)
            for incident in {each.id: each for _, each in pairs}.values():
                late = [ticket for ticket, mine in pairs if mine.id == incident.id]
                if incident.state == "open" and incident.words:
                    await self.tell_all.tell(transaction.connection, change, workspace, late, incident.words)
                await self.tell_all.refresh(transaction.connection, change, workspace, incident, late)
            await transaction.write(change)
        return {ticket.id for ticket, _ in pairs}

    async def _propose(self, workspace: WorkspaceWatch, batch: Batch) -> None:
        change, now, place = Change(), self.tools.clock(), workspace.workspace
        voice = self.tools.voice(workspace)
        aspect, value = batch.likeness
        incident = Incident(
            id=self.tools.new_id(),
            workspace_id=place.id,
            aspect=aspect,
            value=value[:160],
            title=words.title_of(voice, batch.shared)[:100],
            since=now - ALIKE_WITHIN,
            opened_at=now,
        )
        async with self.tools.database.transaction() as transaction:
            wanted = {case.ticket_id for case in batch.cases}
            loose = await loose_tickets(transaction.connection, place.id, now - ALIKE_WITHIN)
            tickets = [ticket for ticket, _ in loose if ticket.id in wanted]
            reply = words.card(voice, incident, tickets)
            people = [workspace.responsible, *heads(workspace)]
            cards = tuple(
                (each.chat_id, self.tools.mail.to_chat(
                    change, each, reply, About(PROPOSAL, place.id), urgency=Urgency.STAFF
                ))
                for each in staff_places(workspace, people)
            )  # fmt: skip
            add_incident(change, replace(incident, cards=cards))
            for ticket in tickets:
                add_to_incident(change, incident.id, ticket.id, now)
            change.amend(TOUCH, the_workspace=place.id, at=now)
            await transaction.write(change)


def _like(ticket: Ticket, case: Case, going_on: list[Incident]) -> Incident | None:
    """Return the incident that a loose ticket belongs to."""
    mine = (*likenesses(case), crisis_likeness(ticket))
    alike = (each for each in going_on if each.likeness in mine)
    return next((each for each in alike if each.aspect != CRISIS or ticket.opened_at >= each.since), None)
