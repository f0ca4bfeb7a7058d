"""Which items could answer a doubt about one product: few, found by index, however many are on file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, bindparam, func, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ProductId, WorkspaceId
from evidence.models import Evidence, EvidenceKind, Scope
from evidence.shelf import EvidenceRow, evidence_from, reach_of
from workspaces.models import Product
from workspaces.names import plain

NEWEST = 3
"""So many of each scope and kind: one is shown, the others stand in for what was shown before."""

_row = EvidenceRow.c


async def candidates_for(connection: AsyncConnection, product: Product, today: date) -> tuple[Evidence, ...]:
    """Return the newest valid items of each scope and kind that speak for ``product``; ``choose`` picks among them.

    ``today`` is the workspace's local date. Letters for another shop are left out.
    """
    rows = (await connection.execute(probing(), parameters_for(product, today))).mappings()
    return tuple(item for item in map(evidence_from, rows) if item.scope is not Scope.BRAND or plain(item.brand))


def parameters_for(product: Product, today: date) -> dict[str, Any]:
    """Return what ``probing`` is asked for."""
    return {
        "the_workspace": product.workspace_id,
        "product_reach": reach_of(Scope.PRODUCT, product_id=product.id),
        "brand_reach": reach_of(Scope.BRAND, brand=product.brand),
        "workspace_reach": reach_of(Scope.WORKSPACE),
        "the_shop": plain(product.shop),
        "the_day": today,
    }


@cache
def probing() -> Select[Any]:
    """Return one statement that probes each scope and kind; made once, so that compiling it is not paid again."""
    return select(EvidenceRow).where(_row.id.in_(union_all(*_probes())))


def _probes() -> Iterator[Select[Any]]:
    mine = (_row.workspace_id == bindparam("the_workspace"), _row.state == "published")
    for scope in Scope:
        for kind in EvidenceKind:
            reach = _row.reach == bindparam(f"{scope.value}_reach", type_=String)
            query = select(_row.id).where(*mine, reach, _row.kind == kind.value)
            query = query.where(is_valid_on(bindparam("the_day", type_=Date)))
            if kind is EvidenceKind.AUTHORIZATION:
                query = query.where(_fits_shop(scope))
            newest = query.order_by(_row.published_at.desc()).limit(NEWEST).subquery()
            yield select(newest.c.id)


def is_valid_on(today: Any) -> ColumnElement[bool]:
    """Whether an item may still be shown on a day."""
    return or_(_row.valid_until.is_(None), _row.valid_until >= today)


def _fits_shop(scope: Scope) -> ColumnElement[bool]:
    """A letter that names a shop speaks for that shop; for one product also where the product's shop is not known."""
    shop = bindparam("the_shop", type_=String)
    fits = (_row.shop_key == "", _row.shop_key == shop)
    return or_(*fits, shop == "") if scope is Scope.PRODUCT else or_(*fits)


async def count_valid(
    connection: AsyncConnection, workspace_id: WorkspaceId, products: Sequence[Product], today: date
) -> dict[ProductId, int]:
    """Return how many valid items speak for each of ``products``."""
    reaches = {item.id: _reaches(item) for item in products}
    wanted = {reach for known in reaches.values() for reach in known}
    mine = (_row.workspace_id == workspace_id, _row.state == "published", _row.reach.in_(wanted))
    query = select(_row.reach, func.count()).where(*mine, is_valid_on(today)).group_by(_row.reach)
    counts = {reach: int(count) for reach, count in (await connection.execute(query)).all()}
    return {product_id: sum(counts.get(reach, 0) for reach in known) for product_id, known in reaches.items()}


async def count_published(connection: AsyncConnection, workspace_id: WorkspaceId) -> int:
    """Return how many items of a workspace are on the shelf."""
    query = select(func.count()).where(_row.workspace_id == workspace_id, _row.state == "published")
    return int((await connection.execute(query)).scalar_one())


def _reaches(product: Product) -> tuple[str, ...]:
    """Return under which words the items are found that speak for a product."""
    own, every = reach_of(Scope.PRODUCT, product_id=product.id), reach_of(Scope.WORKSPACE)
    return (own, reach_of(Scope.BRAND, brand=product.brand), every) if plain(product.brand) else (own, every)
