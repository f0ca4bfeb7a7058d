"""What staff do with incidents: accept, decline, open by hand, write once to all, end."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import UserId
from core.texts import find_banned
from tickets.models import Ticket
from tickets.repository import ticket_by_number
from triage.crises.incident_rows import (
    CRISIS,
    HAND,
    Incident,
    add_incident,
    add_to_incident,
    find_incident,
    incidents_of,
    save_incident,
    tickets_in,
)
from triage.crises.rows import find_crisis, open_crises, save_crisis
from triage.crises.updating import TellAll
from triage.desk.cases import Cases
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import crises as crisis_words
from triage.words import incidents as words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.repository import TOUCH
from workspaces.rights import Action, may

_NUMBER = re.compile(r"[##]?\s*(\d{4,9})\b")
_MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """An incident with its workspace and tickets."""

    incident: Incident
    workspace: WorkspaceWatch
    tickets: list[Ticket]


@dataclass(frozen=True, slots=True)
class IncidentDesk:
    """Incidents in the hands of admins and owner; each workspace its own."""

    tools: Tools
    cases: Cases
    tell_all: TellAll

    async def overview(self, workspace: WorkspaceWatch) -> Reply:
        """List what goes on."""
        async with self.tools.database.read() as connection:
            known = await incidents_of(connection, workspace.workspace.id, ("proposed", "open"))
            entries = [(each, len(await tickets_in(connection, each.id))) for each in known]
        return words.overview(self.tools.voice(workspace), entries)

    async def show(self, incident_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """Return the card.

        Raises:
            SayableError: gone, or not theirs.
        """
        async with self.tools.database.read() as connection:
            found = await self._found(connection, incident_id, by)
        return found.workspace, words.card(self.tools.voice(found.workspace), found.incident, found.tickets)

    async def open_by_hand(self, workspace: WorkspaceWatch, typed: str, *, by: UserId) -> Reply:
        """``/incident 名称 #1001 #1002``: open one with these tickets.

        Raises:
            SayableError: no such tickets, or there is one of that name.
        """
        change, now, place = Change(), self.tools.clock(), workspace.workspace.id
        numbers = [int(each) for each in _NUMBER.findall(typed)]
        title = " ".join(_NUMBER.sub(" ", typed).split())[:60] or typed.strip()[:60]
        async with self.tools.database.transaction() as transaction:
            found = {each: await ticket_by_number(transaction.connection, place, each) for each in numbers}
            missing = [f"#{number}" for number, ticket in found.items() if ticket is None]
            if missing:
                raise SayableError("incident-numbers", numbers="、".join(missing))
            going_on = await incidents_of(transaction.connection, place, ("proposed", "open"))
            if any(each.likeness == (HAND, title) for each in going_on):
                raise SayableError("incident-exists", title=title)
            incident = Incident(self.tools.new_id(), place, HAND, title, title, now, now, "open")
            tickets = [ticket for ticket in found.values() if ticket is not None]
            add_incident(change, incident)
            self._take_in(change, incident, tickets)
            self._note(change, incident, by, "incident.open")
            await transaction.write(change)
        await self.tools.loader.load_workspace(place)
        return words.card(self.tools.voice(workspace), incident, tickets)

    async def of_crisis(self, crisis_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Incident]:
        """Return the incident of a crisis, opened with its first update for all.

        Raises:
            SayableError: over, or not theirs.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            crisis = await find_crisis(transaction.connection, crisis_id)
            workspace = None if crisis is None else self.tools.watch.workspaces.get(crisis.workspace_id)
            product = None if crisis is None or workspace is None else workspace.product(crisis.product_id)
            if crisis is None or workspace is None or product is None or not crisis.is_open:
                raise SayableError("alert-old")
            self._require(workspace, by)
            likeness = (CRISIS, f"{crisis.community_id}:{crisis.product_id}")
            known = await incidents_of(transaction.connection, crisis.workspace_id)
            incident = next((each for each in known if each.likeness == likeness), None)
            if incident is None:
                incident = Incident(
                    self.tools.new_id(), crisis.workspace_id, *likeness, product.name[:60], crisis.since, now, "open"
                )
                add_incident(change, incident)
                self._note(change, incident, by, "incident.open")
                await transaction.write(change)
        await self.tools.loader.load_workspace(incident.workspace_id)
        return workspace, incident

    async def decide(self, incident_id: int, *, by: UserId, is_one: bool) -> tuple[WorkspaceWatch, Reply]:
        """「是一件事」 or 「不是」; return the card.

        Raises:
            SayableError: gone, decided already, or not theirs.
            ConflictError: somebody else pressed at the same moment.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            found = await self._found(transaction.connection, incident_id, by)
            before = found.incident
            if before.state != "proposed":
                raise SayableError("alert-old")
            after = replace(before, state="open" if is_one else "declined", closed_at=None if is_one else now)
            if is_one:
                for ticket in found.tickets:
                    self.cases.line(change, ticket.id, "incident", text=before.title)
            card = await self._keep(transaction.connection, change, found, after)
            self._note(change, before, by, "incident.accept" if is_one else "incident.decline")
            await transaction.write(change)
        await self.tools.loader.load_workspace(before.workspace_id)
        return found.workspace, card

    async def asked(self, incident_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """Return the question for the words to all.

        Raises:
            SayableError: gone, not open, or not theirs.
        """
        async with self.tools.database.read() as connection:
            found = await self._found(connection, incident_id, by)
        if found.incident.state != "open":
            raise SayableError("alert-old")
        return found.workspace, words.ask(self.tools.voice(found.workspace), found.incident)

    async def draft(self, incident_id: int, text: str, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """Keep what is to be said to all, and return how it will be read.

        Raises:
            SayableError: it promises too much, is too long, nobody is there to hear it; gone, or not theirs.
        """
        said, change = " ".join(text.split()), Change()
        if not said or len(said) > _MOST_WORDS:
            raise SayableError("refuse-length", limit=str(_MOST_WORDS), length=str(len(said)))
        banned = find_banned(said)
        if banned:
            raise SayableError("incident-banned", found=str(banned[0]))
        async with self.tools.database.transaction() as transaction:
            found = await self._found(transaction.connection, incident_id, by)
            if found.incident.state != "open":
                raise SayableError("alert-old")
            if all(ticket.state == "closed" for ticket in found.tickets) and found.incident.aspect != CRISIS:
                raise SayableError("incident-empty")
            after = save_incident(change, found.incident, replace(found.incident, draft=said))
            reach = await self.tell_all.reach(transaction.connection, found.tickets)
            await transaction.write(change)
        return found.workspace, words.preview(self.tools.voice(found.workspace), after, reach)

    async def settle(self, incident_id: int, *, by: UserId, is_sent: bool) -> tuple[WorkspaceWatch, Reply]:
        """「发给大家」 or 「不发」.

        Raises:
            SayableError: gone, nothing waits to be sent, or not theirs.
            ConflictError: somebody else pressed at the same moment.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            connection = transaction.connection
            found = await self._found(connection, incident_id, by)
            text, voice = found.incident.draft, self.tools.voice(found.workspace)
            if not text or found.incident.state != "open":
                raise SayableError("alert-old")
            after = replace(found.incident, draft="")
            reply = Reply(voice.words("incident-not-sent"))
            if is_sent:
                after = replace(after, words=text, told_at=now)
                reach = await self.tell_all.reach(connection, found.tickets)
                await self.tell_all.tell(connection, change, found.workspace, found.tickets, text)
                await self._add_to_statement(connection, change, found, text)
                reply = words.sent(voice, after, reach)
                self._note(change, after, by, "incident.tell")
            await self._keep(connection, change, found, after)
            await transaction.write(change)
        await self.tools.loader.load_workspace(after.workspace_id)
        return found.workspace, reply

    async def close(self, incident_id: int, *, by: UserId) -> tuple[WorkspaceWatch, Reply]:
        """「结束」: return what is still open; each ticket goes its own way.

        Raises:
            SayableError: gone, over already, or not theirs.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            found = await self._found(transaction.connection, incident_id, by)
            if found.incident.state != "open":
                raise SayableError("alert-old")
            after = replace(found.incident, state="closed", closed_at=self.tools.clock())
            await self._keep(transaction.connection, change, found, after)
            self._note(change, after, by, "incident.close")
            await transaction.write(change)
        await self.tools.loader.load_workspace(after.workspace_id)
        return found.workspace, words.ending(self.tools.voice(found.workspace), after, found.tickets)

    async def _add_to_statement(self, connection: AsyncConnection, change: Change, found: Found, text: str) -> None:
        """The statement of a crisis says it, too: those who have no private chat read it there."""
        if found.incident.aspect != CRISIS:
            return
        for crisis in await open_crises(connection, found.incident.workspace_id):
            community = self.tools.watch.community(crisis.community_id)
            if f"{crisis.community_id}:{crisis.product_id}" == found.incident.value and community is not None:
                line = crisis_words.staff_note(self.tools.voice_in(community), text)
                save_crisis(change, crisis, replace(crisis, note=line))

    async def _keep(self, connection: AsyncConnection, change: Change, found: Found, after: Incident) -> Reply:
        """Save an incident that has changed, with its cards; return the card."""
        kept = save_incident(change, found.incident, after)
        await self.tell_all.refresh(connection, change, found.workspace, kept)
        change.amend(TOUCH, the_workspace=after.workspace_id, at=self.tools.clock())
        return words.card(self.tools.voice(found.workspace), kept, found.tickets)

    def _take_in(self, change: Change, incident: Incident, tickets: list[Ticket]) -> None:
        for ticket in tickets:
            add_to_incident(change, incident.id, ticket.id, self.tools.clock())
            self.cases.line(change, ticket.id, "incident", text=incident.title)

    async def _found(self, connection: AsyncConnection, incident_id: int, by: UserId) -> Found:
        incident = await find_incident(connection, incident_id)
        workspace = None if incident is None else self.tools.watch.workspaces.get(incident.workspace_id)
        if incident is None or workspace is None:
            raise SayableError("alert-old")
        self._require(workspace, by)
        return Found(incident, workspace, await tickets_in(connection, incident.id))

    @staticmethod
    def _require(workspace: WorkspaceWatch, by: UserId) -> None:
        if by not in workspace.staff:
            raise SayableError("alert-staff-only")
        if not may(workspace.role_of(by), Action.WORK_ON_ALL):
            raise SayableError("refuse-move-role")

    def _note(self, change: Change, incident: Incident, by: UserId, action: str) -> None:
        now, subject = self.tools.clock(), f"incident:{incident.id}"
        note(change, self.tools.new_id(), incident.workspace_id, by, action, subject, now, title=incident.title)
