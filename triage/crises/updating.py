"""One update for all: each member of an incident is told once, in the right channel, when members may be written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import UserId
from tickets.agenda import SETTLE_DUE, waiting_follow_ups
from tickets.followups import Planned
from tickets.models import FollowUpKind, Ticket, TicketKind, TicketState
from triage.crises.incident_rows import Incident, tickets_in
from triage.desk.cases import Cases
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import incidents as words
from triage.words.incidents import Reach
from workspaces.repository import PersonRow


@dataclass(frozen=True, slots=True)
class TellAll:
    """Writes an update into the follow-ups of the members' tickets: their windows, channels and wishes hold for it."""

    tools: Tools
    cases: Cases

    async def reach(self, connection: AsyncConnection, tickets: Sequence[Ticket]) -> Reach:
        """Return whom an update reaches, and how."""
        people, muted = _by_member(tickets), {each.member_id for each in tickets if not each.may_contact}
        query = select(PersonRow.c.user_id).where(
            PersonRow.c.user_id.in_(list(people)),
            PersonRow.c.started_at.is_not(None),
            PersonRow.c.is_blocked.is_(False),
        )
        reachable = set((await connection.execute(query)).scalars())
        told = {member: mine for member, mine in people.items() if mine[0].may_contact}
        private = {member for member in told if member in reachable}
        thread = {member for member, mine in told.items() if member not in reachable and _has_thread(mine[0])}
        return Reach(len(private), len(thread), len(muted - told.keys()))

    async def tell(
        self,
        connection: AsyncConnection,
        change: Change,
        workspace: WorkspaceWatch,
        tickets: Sequence[Ticket],
        text: str,
    ) -> None:
        """Plan the update for the members of ``tickets``, one message each."""
        for mine in _by_member(tickets).values():
            for ticket in mine:
                self.cases.line(change, ticket.id, "incident-told", text=text)
            if mine[0].may_contact:
                await self._plan(connection, change, workspace, mine, text)

    async def _plan(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, mine: Sequence[Ticket], text: str
    ) -> None:
        """The member's next report comes now and says this; an update that was not heard yet gives way to it."""
        first, *others = mine
        now, voice = self.tools.clock(), self.tools.voice(workspace)
        step, has_ladder = 0, False
        for ticket in mine:
            for item in await waiting_follow_ups(connection, ticket.id):
                is_update = bool(item.details.get("words"))
                if item.kind is not FollowUpKind.PROGRESS or item.details.get("promise"):
                    continue
                if ticket is first or is_update:
                    change.amend(SETTLE_DUE, the_follow_up=item.id, at=now)
                    is_own = ticket is first and not item.details.get("again")
                    step, has_ladder = (item.step, True) if is_own else (step, has_ladder)
        details = {
            "news": True,
            "words": words.words_for(voice, text, others),
            **({} if has_ladder else {"again": True}),
        }
        self.cases.plan(change, workspace, first, [Planned(FollowUpKind.PROGRESS, step, now, details)])

    async def refresh(
        self,
        connection: AsyncConnection,
        change: Change,
        workspace: WorkspaceWatch,
        incident: Incident,
        joining: Sequence[Ticket] = (),
    ) -> None:
        """Rewrite the card at staff; ``joining``: tickets that come in with this Change."""
        tickets = {each.id: each for each in (*await tickets_in(connection, incident.id), *joining)}
        reply = words.card(self.tools.voice(workspace), incident, list(tickets.values()))
        for chat_id, row in incident.cards:
            self.tools.mail.reword(change, Place(chat_id), row, reply, About("staff-incident", incident.workspace_id))


def _by_member(tickets: Sequence[Ticket]) -> dict[UserId, list[Ticket]]:
    """Return the tickets that go on of each member; the one that speaks comes first."""
    people: dict[UserId, list[Ticket]] = {}
    for ticket in tickets:
        if ticket.state is not TicketState.CLOSED:
            people.setdefault(ticket.member_id, []).append(ticket)
    for mine in people.values():
        mine.sort(key=lambda each: (not each.may_contact, not each.is_open, each.number is None, each.id))
    return people


def _has_thread(ticket: Ticket) -> bool:
    return ticket.kind is TicketKind.AFTER_SALES and ticket.is_open
