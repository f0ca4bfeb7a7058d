"""What came beyond the hourly limits is spoken to together: one line in the group, one notice to staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import ConcernId, ProductId, UserId
from detection.finding import Kind
from evidence.choice import choose
from tickets.lifecycle import Action, move
from tickets.models import Ticket, TicketKind
from tickets.repository import ticket_by_id
from triage.decision import Act, Why
from triage.desk.cases import Cases
from triage.library.nearby import items_near, today_in
from triage.mail import About, Place, heads
from triage.repository import COLLECT, Concern, ConcernRow, concern_from
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import limits as limit_words
from triage.words.proofs import kinds_named
from workspaces.models import Mode

COLLECTED_AFTER = timedelta(minutes=10)
"""The line comes within 15 minutes of the first that was only noted; others may still join it until then."""
_LOOKED_AT = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class CollectLimited:
    """Say one collecting line in each community that has noted concerns without an answer. The leader runs it."""

    tools: Tools
    cases: Cases

    async def __call__(self) -> int:
        """Speak to all that wait long enough; return how many concerns that were."""
        now, count = self.tools.clock(), 0
        async with self.tools.database.read() as connection:
            waiting = await _waiting(connection, self.tools)
        for community_id, group in groupby(waiting, key=lambda item: item.community_id):
            concerns, community = list(group), self.tools.watch.community(community_id)
            if community is None or now - min(item.at for item in concerns) < COLLECTED_AFTER:
                continue
            await self._collect(community, concerns)
            count += len(concerns)
        return count

    async def _collect(self, community: CommunityWatch, concerns: Sequence[Concern]) -> None:
        change = Change()
        doubts = [item for item in concerns if item.kind is Kind.DOUBT]
        others = [item for item in concerns if item.kind is not Kind.DOUBT]
        async with self.tools.database.transaction() as transaction:
            tickets = {item.id: await _ticket(transaction.connection, item) for item in concerns}
            if community.community.mode is Mode.AUTO:
                await self._speak_to_doubts(change, community, doubts, tickets)
                self._speak_to_cases(change, community, others, tickets)
            for item in concerns:
                change.amend(COLLECT, the_concern=item.id)
                change.after.append(lambda item=item: _settled(community, item))  # type: ignore[misc]
            self._tell_staff(change, community, concerns)
            await transaction.write(change)

    async def _speak_to_doubts(
        self,
        change: Change,
        community: CommunityWatch,
        doubts: Sequence[Concern],
        tickets: dict[ConcernId, Ticket | None],
    ) -> None:
        """Doubts beyond the limit have proof on file, or they had been promised it: say what there is."""
        proof = await self._on_file(community, doubts)
        if not proof:
            return
        voice = self.tools.voice_in(community)
        reply = limit_words.doubts_together(voice, doubts[0].id, _askers(doubts), proof)
        about = About("collecting", community.community.workspace_id, doubts[0].id)
        self.tools.mail.point(change, community, _place(community, doubts[0]), reply, about, at=None)
        for item in doubts:
            ticket = tickets[item.id]
            if ticket is not None and ticket.is_open and ticket.kind is TicketKind.DOUBT:
                explained = move(ticket, Action.EXPLAIN, by_role=None, now=self.tools.clock())
                self.cases.save(change, community.workspace, ticket, explained, replan=True)
                self.cases.line(change, ticket.id, "answered")

    def _speak_to_cases(
        self,
        change: Change,
        community: CommunityWatch,
        others: Sequence[Concern],
        tickets: dict[ConcernId, Ticket | None],
    ) -> None:
        found = [ticket for item in others if (ticket := tickets[item.id]) is not None]
        logged = list({ticket.id: ticket for ticket in found if ticket.number and ticket.is_open}.values())
        if not logged:
            return
        askers = [(ticket.member_name, ticket.member_id) for ticket in logged]
        reply = limit_words.cases_together(self.tools.voice_in(community), askers, logged)
        about = About("collecting", community.community.workspace_id, others[0].id, logged[0].id)
        self.tools.mail.point(change, community, _place(community, others[0]), reply, about, at=None)

    async def _on_file(self, community: CommunityWatch, doubts: Sequence[Concern]) -> list[tuple[str, str]]:
        """Return the products that were asked about, each with the kinds of proof that fit."""
        workspace, voice = community.workspace, self.tools.voice_in(community)
        today = today_in(self.tools, workspace)
        reasons: dict[ProductId, list[str]] = {}
        for item in doubts:
            if item.product_id is not None:
                reasons.setdefault(item.product_id, []).extend(item.reasons)
        on_file = []
        for product_id, asked in reasons.items():
            product = workspace.products.get(product_id)
            if product is None:
                continue
            shelf = await items_near(self.tools, workspace, product)
            choice = choose(shelf, product=product, reasons=tuple(dict.fromkeys(asked)), today=today)
            kinds = kinds_named(voice, [item.kind.value for item in choice.items])
            if kinds:
                on_file.append((voice.title(product.name), kinds))
        return on_file

    def _tell_staff(self, change: Change, community: CommunityWatch, concerns: Sequence[Concern]) -> None:
        workspace = community.workspace
        notice = limit_words.limited(self.tools.voice(workspace), community.community, concerns)
        people = [workspace.responsible, *heads(workspace)]
        self.tools.mail.to_staff(change, workspace, notice, About("staff-limited", workspace.workspace.id), people)


def _askers(concerns: Sequence[Concern]) -> list[tuple[str, UserId]]:
    return [(item.member_name, item.member_id) for item in concerns]


def _place(community: CommunityWatch, first: Concern) -> Place:
    return Place(community.community.chat_id, None, first.thread_id)


def _settled(community: CommunityWatch, concern: Concern) -> None:
    community.concerns[concern.message_id] = replace(concern, why=Why.COLLECTED.value)


async def _ticket(connection: AsyncConnection, concern: Concern) -> Ticket | None:
    return None if concern.ticket_id is None else await ticket_by_id(connection, concern.ticket_id)


async def _waiting(connection: AsyncConnection, tools: Tools) -> list[Concern]:
    query = (
        select(ConcernRow)
        .where(ConcernRow.c.at >= tools.clock() - _LOOKED_AT)
        .where(ConcernRow.c.why == Why.LIMIT.value, ConcernRow.c.decision == Act.REACT.value)
        .order_by(ConcernRow.c.community_id, ConcernRow.c.id)
    )
    return [concern_from(row) for row in (await connection.execute(query)).mappings()]
