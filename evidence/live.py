"""Live items: proof whose picture is drawn from a sample parcel's route, and when it is drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Column, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import EvidenceId
from evidence.models import Evidence
from evidence.shelf import EvidenceRow, evidence_from

LiveRow = Table(
    "live_evidence",
    metadata,
    Column("evidence_id", BigId, ForeignKey("evidence.id"), primary_key=True, autoincrement=False),
    Column("number", String(32), nullable=False),
    Column("courier", String(16), nullable=False),
    Column("phone_tail", String(4), nullable=False),
    Column("has_own_note", Boolean, nullable=False),  # what staff wrote stays; else the note follows the route
    Column("seen_at", UtcDateTime),  # the newest event that the picture shows
    Column("next_draw_at", UtcDateTime),  # empty: it shows all that will ever come
    Index("ix_live_evidence_next_draw_at", "next_draw_at"),
)
DRAWN = Amendment(
    "a live item was looked at",
    update(LiveRow)
    .where(LiveRow.c.evidence_id == bindparam("the_evidence"))
    .values(next_draw_at=bindparam("again_at"), seen_at=bindparam("new_seen_at")),
)


@dataclass(frozen=True, slots=True)
class LiveRoute:
    """The sample parcel behind an item."""

    number: str
    courier: str
    phone_tail: str
    has_own_note: bool
    seen_at: datetime | None = None


def add_live(change: Change, evidence_id: EvidenceId, route: LiveRoute, draw_at: datetime | None) -> None:
    """Insert what is behind an item."""
    values = {name: getattr(route, name) for name in LiveRoute.__dataclass_fields__}
    change.add(LiveRow, evidence_id=evidence_id, next_draw_at=draw_at, **values)


async def due_live(connection: AsyncConnection, now: datetime, limit: int) -> list[tuple[Evidence, LiveRoute]]:
    """Return the published items that are to be drawn anew, longest due first."""
    query = (
        select(LiveRow, *(column.label(f"item_{column.name}") for column in EvidenceRow.c))
        .join(EvidenceRow, EvidenceRow.c.id == LiveRow.c.evidence_id)
        .where(LiveRow.c.next_draw_at.is_not(None), LiveRow.c.next_draw_at <= now)
        .where(EvidenceRow.c.state == "published")
        .order_by(LiveRow.c.next_draw_at)
        .limit(limit)
    )
    rows = (await connection.execute(query)).mappings().all()
    return [
        (
            evidence_from({column.name: row[f"item_{column.name}"] for column in EvidenceRow.c}),
            LiveRoute(**{name: row[name] for name in LiveRoute.__dataclass_fields__}),
        )
        for row in rows
    ]
