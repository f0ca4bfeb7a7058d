"""What is on file, page by page: found by words, by kind, by state."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ProductId, WorkspaceId
from evidence.models import Evidence, EvidenceKind
from evidence.shelf import EvidenceRow, evidence_from

SOON = timedelta(days=14)
_row = EvidenceRow.c
_SEARCHED = (_row.note, _row.brand, _row.issuer, _row.shop, _row.region, _row.self_check)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: ``show`` is one of on_file, draft, expired, soon, retired."""

    words: tuple[str, ...] = ()
    products: tuple[frozenset[ProductId], ...] = ()  # for each word: the products whose name holds it
    kinds: frozenset[EvidenceKind] = frozenset()
    show: str = "on_file"


async def browse(
    connection: AsyncConnection, workspace_id: WorkspaceId, wanted: Wanted, today: date, *, offset: int, limit: int
) -> tuple[list[Evidence], int]:
    """Return one page, newest first, and how many there are in all."""
    which = and_(_row.workspace_id == workspace_id, *_conditions(wanted, today))
    total = int((await connection.execute(select(func.count()).select_from(EvidenceRow).where(which))).scalar_one())
    query = select(EvidenceRow).where(which).order_by(_row.created_at.desc(), _row.id.desc())
    rows = (await connection.execute(query.offset(offset).limit(limit))).mappings()
    return [evidence_from(row) for row in rows], total


async def of_batch(connection: AsyncConnection, batch_id: int) -> list[Evidence]:
    """Return the drafts of a stack that are still to be decided, in the order of the files."""
    query = select(EvidenceRow).where(_row.batch_id == batch_id, _row.state == "draft").order_by(_row.id)
    return [evidence_from(row) for row in (await connection.execute(query)).mappings()]


def _conditions(wanted: Wanted, today: date) -> Sequence[ColumnElement[bool]]:
    shown: dict[str, Sequence[ColumnElement[bool]]] = {
        "on_file": (_row.state != "retired",),
        "draft": (_row.state == "draft",),
        "retired": (_row.state == "retired",),
        "expired": (_row.state == "published", _row.valid_until < today),
        "soon": (_row.state == "published", _row.valid_until >= today, _row.valid_until <= today + SOON),
    }
    kinds = (_row.kind.in_([kind.value for kind in wanted.kinds]),) if wanted.kinds else ()
    words = [_holds(word, products) for word, products in zip(wanted.words, wanted.products, strict=True)]
    return (*shown[wanted.show], *kinds, *words)


def _holds(word: str, products: Collection[ProductId]) -> ColumnElement[bool]:
    pattern = f"%{_escaped(word.lower())}%"
    texts: list[Any] = [func.lower(column).like(pattern, escape="\\") for column in _SEARCHED]
    return or_(*texts, _row.product_id.in_(list(products))) if products else or_(*texts)


def _escaped(word: str) -> str:
    """Return a word in which no sign stands for any other."""
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
