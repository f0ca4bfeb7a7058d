"""The library as staff look at it: lists, cards, and where an item was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import SayableError
from core.ids import ChatId, EvidenceId, ProductId
from evidence.browsing import Wanted, browse
from evidence.models import Evidence, Scope
from evidence.register import kind_of
from evidence.shelf import find_evidence
from mailbox.outbox import OutgoingRow
from triage.library.nearby import today_in
from triage.repository import AnswerRow, ConcernRow, ShownRow
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import library as library_words
from triage.words.lists import PAGE
from triage.words.notices import link_to
from triage.words.voice import Reply
from workspaces.names import plain

MOST_USES = 10
_SHOWS = {
    "草稿": "draft",
    "draft": "draft",
    "停用": "retired",
    "retired": "retired",
    "过期": "expired",
    "expired": "expired",
    "快到期": "soon",
    "soon": "soon",
}


@dataclass(frozen=True, slots=True)
class BrowseLibrary:
    """Shows what is on file."""

    tools: Tools

    async def page(self, workspace: WorkspaceWatch, words: str, *, offset: int = 0) -> Reply:
        """Return one page of the items that ``words`` (a product, a kind, words of the note, a state) name."""
        today, place = today_in(self.tools, workspace), workspace.workspace.id
        async with self.tools.database.read() as connection:
            items, total = await browse(connection, place, _wanted(workspace, words), today, offset=offset, limit=PAGE)
        rows = [(item, product_name(workspace, item)) for item in items]
        voice = self.tools.voice(workspace)
        return library_words.library_list(voice, rows, today=today, offset=offset, total=total, words=words)

    async def card(self, workspace: WorkspaceWatch, item_id: EvidenceId) -> Reply:
        """Return the card of an item.

        Raises:
            SayableError: there is none here.
        """
        async with self.tools.database.read() as connection:
            item = await self.found(connection, workspace, item_id)
            count, last = await _used(connection, item.id)
        uploader, settings = workspace.staff.get(item.uploaded_by), workspace.settings
        shown = library_words.Shown(
            product_name(workspace, item),
            "" if uploader is None else uploader.name,
            count,
            last,
            settings.watermark,
            settings.protect_letters,
        )
        return library_words.library_card(
            self.tools.voice(workspace), item, shown, today=today_in(self.tools, workspace)
        )

    async def uses(self, workspace: WorkspaceWatch, item_id: EvidenceId) -> Reply:
        """Return where an item was shown: when, to whom, with a link.

        Raises:
            SayableError: there is no such item here.
        """
        async with self.tools.database.read() as connection:
            item = await self.found(connection, workspace, item_id)
            total, _ = await _used(connection, item.id)
            rows = await _newest_uses(connection, item.id)
        uses = [self._use(row) for row in rows]
        return library_words.uses(self.tools.voice(workspace), item, uses, total)

    async def used_count(self, item_id: EvidenceId) -> int:
        """Return how many answers have shown an item."""
        async with self.tools.database.read() as connection:
            return (await _used(connection, item_id))[0]

    async def found(self, connection: AsyncConnection, workspace: WorkspaceWatch, item_id: EvidenceId) -> Evidence:
        """Return an item of this workspace, whatever its state.

        Raises:
            SayableError: there is none.
        """
        item = await find_evidence(connection, workspace.workspace.id, item_id)
        if item is None:
            raise SayableError("alert-old")
        return item

    def _use(self, answer: Any) -> library_words.Use:
        community = self.tools.watch.community(answer["community_id"])
        ids, chat_id = answer["message_ids"] or (), answer["chat_id"]
        url = link_to(community.community, ChatId(chat_id), ids[0]) if community is not None and ids else None
        group = "" if community is None else community.community.title
        return library_words.Use(answer["at"], group, answer["member_name"] or "", answer["words"] or "", url)


def product_name(workspace: WorkspaceWatch, item: Evidence) -> str:
    """Return the name of the product that an item is about; empty for other scopes."""
    product = workspace.products.get(item.product_id) if item.scope is Scope.PRODUCT and item.product_id else None
    return "" if product is None else product.name


async def _used(connection: AsyncConnection, item_id: EvidenceId) -> tuple[int, datetime | None]:
    query = (
        select(func.count(), func.max(AnswerRow.c.at))
        .join(ShownRow, ShownRow.c.answer_id == AnswerRow.c.id)
        .where(ShownRow.c.evidence_id == item_id, AnswerRow.c.kind.not_in(("withdrawn", "unsent")))
    )
    count, last = (await connection.execute(query)).one()
    return int(count), last


async def _newest_uses(connection: AsyncConnection, item_id: EvidenceId) -> list[Any]:
    query = (
        select(
            AnswerRow.c.community_id,
            AnswerRow.c.at,
            ConcernRow.c.member_name,
            ConcernRow.c.words,
            OutgoingRow.c.chat_id,
            OutgoingRow.c.message_ids,
        )
        .join(ShownRow, ShownRow.c.answer_id == AnswerRow.c.id)
        .outerjoin(ConcernRow, ConcernRow.c.id == AnswerRow.c.concern_id)
        .outerjoin(OutgoingRow, OutgoingRow.c.id == AnswerRow.c.outgoing_id)
        .where(ShownRow.c.evidence_id == item_id, AnswerRow.c.kind.not_in(("withdrawn", "unsent")))
        .order_by(AnswerRow.c.id.desc())
        .limit(MOST_USES)
    )
    return list((await connection.execute(query)).mappings())


def _wanted(workspace: WorkspaceWatch, words: str) -> Wanted:
    """Read what somebody looks for: a state, kinds, and words that stand in a name or in the item itself."""
    typed = words.split()[:6]
    show = next((_SHOWS[word] for word in typed if word in _SHOWS), "on_file")
    kinds = frozenset(kind for word in typed if (kind := kind_of(word)) is not None)
    rest = tuple(word for word in typed if word not in _SHOWS and kind_of(word) is None)
    return Wanted(rest, tuple(_products(workspace, word) for word in rest), kinds, show)


def _products(workspace: WorkspaceWatch, word: str) -> frozenset[ProductId]:
    wanted = plain(word)
    names = ((item.id, (item.name, *item.aliases, item.brand, item.shop)) for item in workspace.products.values())
    return frozenset(key for key, known in names if wanted and any(wanted in plain(name) for name in known))
