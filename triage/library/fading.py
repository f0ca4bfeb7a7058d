"""Draft products that nobody asked about vanish after a week, with the promotions that made them (PRODUCT 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Column, delete, exists, select

from core.change import Change
from core.columns import metadata
from core.ids import ProductId, WorkspaceId
from triage.tools import Tools
from workspaces.models import ProductState
from workspaces.repository import TOUCH, ProductRow, PromotionRow

KEPT_FOR = timedelta(days=7)
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class ForgetDrafts:
    """Delete drafts of a week ago that nothing but promotions speaks of. The leader runs it."""

    tools: Tools

    async def __call__(self) -> int:
        """Delete them; return how many."""
        before, change = self.tools.clock() - KEPT_FOR, Change()
        promoted_since = exists().where(PromotionRow.c.product_id == ProductRow.c.id, PromotionRow.c.posted_at > before)
        query = (
            select(ProductRow.c.id, ProductRow.c.workspace_id)
            .where(ProductRow.c.state == ProductState.DRAFT.value, ProductRow.c.created_at <= before)
            .where(~promoted_since, *(~exists().where(column == ProductRow.c.id) for column in _speaking_of_products()))
            .limit(_AT_ONCE)
        )
        async with self.tools.database.transaction() as transaction:
            found = (await transaction.execute(query)).all()
            gone = [ProductId(row.id) for row in found]
            if not gone:
                return 0
            await transaction.execute(delete(PromotionRow).where(PromotionRow.c.product_id.in_(gone)))
            await transaction.execute(delete(ProductRow).where(ProductRow.c.id.in_(gone)))
            for workspace_id in {WorkspaceId(row.workspace_id) for row in found}:
                change.amend(TOUCH, the_workspace=workspace_id, at=self.tools.clock())
            change.after.append(lambda: self._forget(set(gone)))
            await transaction.write(change)
        return len(gone)

    def _forget(self, gone: set[ProductId]) -> None:
        for workspace in self.tools.watch.workspaces.values():
            for product_id in gone & workspace.products.keys():
                del workspace.products[product_id]
        for community in self.tools.watch.communities.values():
            community.promotions = [item for item in community.promotions if item.product_id not in gone]


def _speaking_of_products() -> Iterator[Column[Any]]:
    """Yield the columns of all tables but the promotions that name a product."""
    for table in metadata.tables.values():
        if table is not PromotionRow:
            yield from (
                column for column in table.columns if any(key.references(ProductRow) for key in column.foreign_keys)
            )
