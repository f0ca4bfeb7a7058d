"""Proof that is missing, known before the first doubt: /gaps, one card a day, and at once only where it is risky."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.ids import OutgoingId, ProductId, WorkspaceId
from detection.finding import Kind
from evidence.candidates import is_valid_on
from evidence.gaps import RISKY_SHARE, RISKY_WORDS, Gaps, gaps_of, is_risky, suggestions_for
from evidence.models import EvidenceKind
from evidence.shelf import EvidenceRow, evidence_from
from triage.library.nearby import items_near, today_in
from triage.library.records import GapCardRow
from triage.mail import About, Place, heads, staff_places
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import gaps as gap_words
from triage.words import recalls as recall_words
from triage.words.notices import link_to
from triage.words.voice import Reply
from workspaces.models import Product, Promotion
from workspaces.repository import PromotionRow

PROMOTED_WITHIN = timedelta(days=30)
_MOST_PRODUCTS = 50
_KEEP_CARD = Amendment(
    "keep what a card of gaps says",
    update(GapCardRow)
    .where(GapCardRow.c.workspace_id == bindparam("the_workspace"), GapCardRow.c.day == bindparam("the_day"))
    .values(
        outgoing_ids=bindparam("rows"),
        product_ids=bindparam("products"),
        alerted=bindparam("told"),
    ),
)


@dataclass(frozen=True, slots=True)
class FindGaps:
    """Compares what is promoted with what is on file."""

    tools: Tools

    async def listed(self, workspace: WorkspaceWatch) -> Reply:
        """Return /gaps: what each product lacks that was promoted within thirty days."""
        since = self.tools.clock() - PROMOTED_WITHIN
        query = (
            select(PromotionRow.c.product_id, PromotionRow.c.claims)
            .where(PromotionRow.c.workspace_id == workspace.workspace.id, PromotionRow.c.posted_at >= since)
            .where(PromotionRow.c.ended_at.is_(None))
            .order_by(PromotionRow.c.posted_at.desc())
        )
        async with self.tools.database.read() as connection:
            rows = (await connection.execute(query)).all()
        claims: dict[ProductId, list[str]] = {}
        for row in rows:
            claims.setdefault(ProductId(row.product_id), []).extend(row.claims or ())
        found = await self.of(workspace, dict(list(claims.items())[:_MOST_PRODUCTS]))
        return gap_words.gaps_list(self.tools.voice(workspace), found, head="gaps-title")

    async def of(self, workspace: WorkspaceWatch, claims: dict[ProductId, list[str]]) -> list[Gaps]:
        """Return what the products lack that have something missing."""
        today, found = today_in(self.tools, workspace), []
        for product_id, claimed in claims.items():
            product = workspace.products.get(product_id)
            if product is not None:
                gaps = await self.one(workspace, product, claimed, today)
                if not gaps.is_empty:
                    found.append(gaps)
        return found

    async def one(self, workspace: WorkspaceWatch, product: Product, claims: Iterable[str], today: date) -> Gaps:
        """Return what one product lacks, with what on file could cover it."""
        gaps = gaps_of(product, await items_near(self.tools, workspace, product), claims, today)
        if not gaps.kinds:
            return gaps
        async with self.tools.database.read() as connection:
            others = await _others(connection, workspace.workspace.id, gaps.kinds, today)
        products: dict[int, Product] = {int(key): item for key, item in workspace.products.items()}
        return replace(gaps, suggestions=suggestions_for(gaps, others, products))


@dataclass(slots=True)
class WatchPromotions:
    """Keeps today's card of missing proof, one a workspace, edited in place; alerts at once where it is risky."""

    tools: Tools
    find: FindGaps
    _looked: dict[WorkspaceId, tuple[Any, ...]] = field(default_factory=dict)  # as things stood at the last look
    _said: dict[WorkspaceId, Reply] = field(default_factory=dict)  # on the card: the same words are no edit

    async def __call__(self) -> None:
        """Look at what was promoted today. Only the process that leads runs it."""
        for workspace in list(self.tools.watch.workspaces.values()):
            today = today_in(self.tools, workspace)
            promoted = self._promoted(workspace, today)
            state = (today, workspace.shelf_changes, tuple(item.id for _, item in promoted))
            if promoted and self._looked.get(workspace.workspace.id) != state:
                await self._look(workspace, promoted, today)
                self._looked[workspace.workspace.id] = state

    def _promoted(self, workspace: WorkspaceWatch, today: date) -> list[tuple[CommunityWatch, Promotion]]:
        mine = [known for known in self.tools.watch.communities.values() if known.workspace is workspace]
        found = [(known, item) for known in mine for item in known.promotions if item.ended_at is None]
        return [pair for pair in found if pair[1].posted_at.astimezone(workspace.zone).date() == today]

    async def _look(
        self, workspace: WorkspaceWatch, promoted: Sequence[tuple[CommunityWatch, Promotion]], today: date
    ) -> None:
        claims: dict[ProductId, list[str]] = {}
        for _, item in promoted:
            claims.setdefault(item.product_id, []).extend(item.claims)
        gaps = {each.product.id: each for each in await self.find.of(workspace, claims)}
        change, place = Change(), workspace.workspace.id
        async with self.tools.database.transaction() as transaction:
            query = select(GapCardRow).where(GapCardRow.c.workspace_id == place, GapCardRow.c.day == today)
            card = (await transaction.execute(query)).mappings().one_or_none()
            told = set(card["alerted"]) if card is not None else set()
            for community, item in promoted:
                if item.product_id in workspace.recalls and -int(item.id) not in told:
                    self._recalled(change, community, item)
                    told.add(-int(item.id))
                gap = gaps.get(item.product_id)
                if gap is None or not gap.kinds or item.product_id in told:
                    continue  # a claim alone is for the card of the day
                if await self._alert(transaction.connection, change, community, item, gap):
                    told.add(item.product_id)
            self._card(change, workspace, card, list(gaps.values()), told, today)
            await transaction.write(change)

    def _card(
        self, change: Change, workspace: WorkspaceWatch, card: Any, gaps: list[Gaps], told: set[int], today: date
    ) -> None:
        """Write the day's card, or edit it; what was just told at once is no reason for one."""
        if card is None and not gaps and not told:
            return
        rows = self._say(change, workspace, card, gaps, told)
        product_ids, alerted = [int(each.product.id) for each in gaps], sorted(told)
        day = {"workspace_id": workspace.workspace.id, "day": today}
        if card is None:
            change.add(GapCardRow, **day, outgoing_ids=rows, product_ids=product_ids, alerted=alerted)
            return
        keys = {"the_workspace": day["workspace_id"], "the_day": today}
        change.amend(_KEEP_CARD, **keys, rows=rows, products=product_ids, told=alerted)

    def _say(
        self, change: Change, workspace: WorkspaceWatch, card: Any, gaps: list[Gaps], told: set[int]
    ) -> list[list[int]]:
        """Send the card, or edit it where it stands; return where that is."""
        reply = gap_words.gaps_list(self.tools.voice(workspace), gaps, head="gaps-today")
        about, standing = About("staff-gaps", workspace.workspace.id), [] if card is None else card["outgoing_ids"]
        if self._said.get(workspace.workspace.id) != reply:
            for chat_id, row in standing:
                self.tools.mail.reword(change, Place(chat_id), OutgoingId(row), reply, about, is_caption=False)
        change.after.append(lambda: self._said.update({workspace.workspace.id: reply}))
        is_news = any(each.product.id not in told for each in gaps)
        places = staff_places(workspace, heads(workspace)) if is_news and not standing else []
        sent = [[int(place.chat_id), int(self.tools.mail.to_chat(change, place, reply, about))] for place in places]
        return standing or sent

    def _recalled(self, change: Change, community: CommunityWatch, item: Promotion) -> None:
        """A product that was recalled is promoted again."""
        workspace = community.workspace
        recall, product = workspace.recalls[item.product_id], workspace.products[item.product_id]
        url = link_to(community.community, item.chat_id, item.message_id)
        voice = self.tools.voice(workspace)
        notice = recall_words.promoted(voice, product, recall, community.community.title, url)
        about = About("staff-recalled", workspace.workspace.id)
        self.tools.mail.to_staff(change, workspace, notice, about, heads(workspace))

    async def _alert(
        self, connection: AsyncConnection, change: Change, community: CommunityWatch, item: Promotion, gaps: Gaps
    ) -> bool:
        """Tell staff at once of a risky promotion without proof; whether it is one."""
        was_doubted = await _was_doubted(connection, item.product_id, item.posted_at)
        if not is_risky(gaps.product, item.claims, item.price_fen, was_doubted=was_doubted):
            return False
        workspace, listed = community.workspace, gaps.product.list_price_fen
        is_cheap = listed is not None and item.price_fen is not None and item.price_fen <= listed * RISKY_SHARE
        words = [claim for claim in item.claims if any(word in claim for word in RISKY_WORDS)]
        reasons = (("price", is_cheap), ("doubted", was_doubted))
        voice = self.tools.voice(workspace)
        notice = gap_words.risky(
            voice,
            gaps,
            price=voice.money(item.price_fen),
            group=community.community.title,
            url=link_to(community.community, item.chat_id, item.message_id),
            claims=words,
            why=[name for name, is_so in reasons if is_so],
        )
        about = About("staff-gap", workspace.workspace.id)
        self.tools.mail.to_staff(change, workspace, notice, about, [workspace.responsible, *heads(workspace)])
        return True


async def _others(
    connection: AsyncConnection, workspace_id: WorkspaceId, kinds: Sequence[EvidenceKind], today: date
) -> list[Any]:
    """Return items of the wanted kinds that speak for a brand or one product, newest first."""
    row = EvidenceRow.c
    mine = (row.workspace_id == workspace_id, row.state == "published", row.kind.in_([kind.value for kind in kinds]))
    query = select(EvidenceRow).where(*mine, row.scope != "workspace", is_valid_on(today))
    rows = (await connection.execute(query.order_by(row.published_at.desc()).limit(200))).mappings()
    return [evidence_from(each) for each in rows]


async def _was_doubted(connection: AsyncConnection, product_id: ProductId, before: datetime) -> bool:
    """Whether somebody doubted a product before a moment."""
    mine = (ConcernRow.c.product_id == product_id, ConcernRow.c.kind == Kind.DOUBT.value, ConcernRow.c.at < before)
    query = select(ConcernRow.c.id).where(*mine, ConcernRow.c.decision != "false").limit(1)
    return (await connection.execute(query)).first() is not None
