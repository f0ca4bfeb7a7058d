"""What staff are told of a crisis: one card that grows, reminders of what was promised, a summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import UserId
from mailbox.models import Urgency
from mailbox.outbox import sent_messages
from tickets.repository import TicketRow
from triage.crises.rows import Crisis
from triage.crises.rules import Doubt, members_of
from triage.mail import About, Place, heads, staff_places
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import crises as words
from triage.words.crises import Told
from triage.words.voice import Reply
from workspaces.models import Product

ALERT = "staff-crisis"
_ELSEWHERE_WITHIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class TellStaff:
    """Writes what staff see of a crisis into a Change."""

    tools: Tools

    async def told(
        self, connection: AsyncConnection, crisis: Crisis, doubts: Sequence[Doubt], missing: Sequence[str]
    ) -> Told:
        """Gather what the row does not hold: who said it elsewhere too, what became of statement and pin."""
        rows = [row for row in (crisis.statement_id, crisis.pin_id) if row is not None]
        sent = await sent_messages(connection, rows) if rows else {}
        dead = {row for row, (state, *_) in sent.items() if state == "dead"}
        elsewhere = await self._elsewhere(connection, crisis, doubts)
        return Told(doubts, tuple(missing), elsewhere, crisis.statement_id in dead, crisis.pin_id in dead)

    async def _elsewhere(
        self, connection: AsyncConnection, crisis: Crisis, doubts: Sequence[Doubt]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        query = select(ConcernRow.c.member_id, ConcernRow.c.words, ConcernRow.c.community_id).where(
            ConcernRow.c.workspace_id == crisis.workspace_id,
            ConcernRow.c.community_id != crisis.community_id,
            ConcernRow.c.member_id.in_(members_of(doubts)),
            ConcernRow.c.at >= crisis.since - _ELSEWHERE_WITHIN,
        )
        rows = (await connection.execute(query)).all()
        said = {(each.member_id, alike(each.words)): each.name for each in doubts}
        found: dict[str, list[str]] = {}
        for row in rows:
            name, group = said.get((row.member_id, alike(row.words))), self.tools.watch.community(row.community_id)
            if name is not None and group is not None:
                found.setdefault(name, []).append(group.community.title)
        return tuple((name, tuple(dict.fromkeys(groups))) for name, groups in found.items())

    def alert(self, change: Change, crisis: Crisis, community: CommunityWatch, product: Product, told: Told) -> Crisis:
        """Show the card to staff; return the crisis with where it stands."""
        workspace, people = community.workspace, self._people(community.workspace)
        reply = self._card(crisis, community, product, told)
        about = About(ALERT, workspace.workspace.id)
        cards = tuple(
            (place.chat_id, self.tools.mail.to_chat(change, place, reply, about, urgency=Urgency.STAFF))
            for place in staff_places(workspace, people)
        )
        return replace(crisis, cards=cards, told=reply.words.text)

    def refresh(
        self, change: Change, crisis: Crisis, community: CommunityWatch, product: Product, told: Told
    ) -> Crisis:
        """Rewrite the card where it says something else by now."""
        reply = self._card(crisis, community, product, told)
        if reply.words.text == crisis.told:
            return crisis
        for chat_id, row in crisis.cards:
            self.tools.mail.reword(change, Place(chat_id), row, reply, About(ALERT, crisis.workspace_id))
        return replace(crisis, told=reply.words.text)

    async def summary(
        self,
        connection: AsyncConnection,
        change: Change,
        crisis: Crisis,
        community: CommunityWatch,
        product: Product,
        told: Told,
        *,
        by: str,
    ) -> None:
        """Tell how it ended and what is still owed."""
        numbers = await self._open_numbers(connection, told.doubts)
        voice = self.tools.voice(community.workspace)
        reply = words.summary(voice, crisis, community.community, product, told, by=by, numbers=numbers)
        self.say(change, community.workspace, reply)

    async def _open_numbers(self, connection: AsyncConnection, doubts: Sequence[Doubt]) -> list[str]:
        concerns = [doubt.concern_id for doubt in doubts]
        mine = select(ConcernRow.c.ticket_id).where(ConcernRow.c.id.in_(concerns))
        query = select(TicketRow.c.number).where(TicketRow.c.id.in_(mine), TicketRow.c.state.in_(("open", "waiting")))
        numbers = (await connection.execute(query.order_by(TicketRow.c.id))).scalars()
        return [f"#{number}" for number in numbers if number is not None]

    def say(self, change: Change, workspace: WorkspaceWatch, reply: Reply) -> None:
        """Tell staff something beside the card."""
        about = About(ALERT, workspace.workspace.id)
        self.tools.mail.to_staff(change, workspace, reply, about, self._people(workspace))

    def _people(self, workspace: WorkspaceWatch) -> list[UserId]:
        return [workspace.responsible, *heads(workspace)]

    def _card(self, crisis: Crisis, community: CommunityWatch, product: Product, told: Told) -> Reply:
        return words.card(self.tools.voice(community.workspace), crisis, community.community, product, told)


def alike(words: str) -> str:
    """Return words so that the same ones are found again: without blanks, marks and case."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())
