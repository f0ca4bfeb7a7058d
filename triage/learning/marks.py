"""What staff taught: rows of marked examples, the lessons they make for detection, and their export."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, Text, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ConcernId, MarkId, UserId, WorkspaceId
from core.masking import mask_all, mask_numbers
from detection.finding import Kind, Lesson
from detection.memory import reduce_text

SHORTEST = 2
"""Fewer signs than this tell nothing: an example of one letter or emoji would be alike to everything."""
_WORDS_KEPT = 1000

MarkRow = Table(
    "mark",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("text", Text, nullable=False),  # numbers masked
    Column("kind", String(10)),  # empty: no concern at all
    Column("reasons", JSON, nullable=False),
    Column("causes", JSON, nullable=False),
    Column("concern_id", BigId),  # where it was learnt; that row may be gone one day
    Column("by_id", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("revoked_by", BigId),
    Index("ix_mark_workspace_id_id", "workspace_id", "id"),
    Index("ix_mark_concern_id", "concern_id"),
)
REVOKE = Amendment(
    "take a lesson back",
    update(MarkRow)
    .where(MarkRow.c.id == bindparam("the_mark"), MarkRow.c.revoked_at.is_(None))
    .values(revoked_at=bindparam("now"), revoked_by=bindparam("who")),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One example that staff marked: this text is that kind (``None``: no concern at all)."""

    id: MarkId
    workspace_id: WorkspaceId
    text: str
    kind: Kind | None
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    concern_id: ConcernId | None
    by_id: UserId
    at: datetime
    revoked_at: datetime | None = None

    @property
    def lesson(self) -> Lesson:
        """What detection learns from it."""
        return Lesson(self.text, self.kind, self.reasons, self.causes)


def is_teachable(text: str) -> bool:
    """Whether a text says enough to recognise another that is alike."""
    return len(reduce_text(text)) >= SHORTEST


def add_mark(change: Change, mark: Mark) -> None:
    """Insert a mark; phones and order numbers are masked, which changes nothing for what is alike."""
    change.add(
        MarkRow,
        id=mark.id,
        workspace_id=mark.workspace_id,
        text=mask_numbers(mark.text)[:_WORDS_KEPT],
        kind=None if mark.kind is None else mark.kind.value,
        reasons=list(mark.reasons),
        causes=list(mark.causes),
        concern_id=mark.concern_id,
        by_id=mark.by_id,
        at=mark.at,
    )


def mark_from(row: Any) -> Mark:
    """Return the Mark of a row."""
    return Mark(
        id=MarkId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        text=row["text"],
        kind=None if row["kind"] is None else Kind(row["kind"]),
        reasons=tuple(row["reasons"]),
        causes=tuple(row["causes"]),
        concern_id=None if row["concern_id"] is None else ConcernId(row["concern_id"]),
        by_id=UserId(row["by_id"]),
        at=row["at"],
        revoked_at=row["revoked_at"],
    )


async def marks_of(connection: AsyncConnection, workspace_id: WorkspaceId, limit: int | None = None) -> list[Mark]:
    """Return the marks of a workspace that count, newest first."""
    query = (
        select(MarkRow)
        .where(MarkRow.c.workspace_id == workspace_id, MarkRow.c.revoked_at.is_(None))
        .order_by(MarkRow.c.id.desc())
        .limit(limit)
    )
    return [mark_from(row) for row in (await connection.execute(query)).mappings()]


async def marks_of_concern(connection: AsyncConnection, concern_id: ConcernId) -> list[Mark]:
    """Return the marks that count and were made of one concern."""
    query = select(MarkRow).where(MarkRow.c.concern_id == concern_id, MarkRow.c.revoked_at.is_(None))
    return [mark_from(row) for row in (await connection.execute(query)).mappings()]


async def find_mark(connection: AsyncConnection, mark_id: MarkId) -> Mark | None:
    """Return one mark, revoked or not."""
    row = (await connection.execute(select(MarkRow).where(MarkRow.c.id == mark_id))).mappings().one_or_none()
    return None if row is None else mark_from(row)


def export_lines(marks: Iterable[Mark]) -> Iterator[str]:
    """Yield marks as labelled data: text, kind and codes between tabs, a heading first; who wrote it is masked."""
    yield "text\tkind\treasons"
    for mark in marks:
        codes = ",".join((*mark.reasons, *mark.causes))
        yield f"{' '.join(mask_all(mark.text).split())}\t{mark.kind.value if mark.kind else 'none'}\t{codes}"
