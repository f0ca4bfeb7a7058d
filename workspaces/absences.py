"""Who of the staff is away, until when, and who takes over meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import TicketId, UserId, WorkspaceId

AbsenceRow = Table(
    "absence",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("user_id", BigId, nullable=False),
    Column("cover_id", BigId, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # the morning on which that person is back
    Column("ticket_ids", JSON, nullable=False),  # what was handed over, to be handed back
    Column("ended_at", UtcDateTime),
    Index("ix_absence_ended_at_until", "ended_at", "until"),
)
END_ABSENCE = Amendment(
    "somebody is back",
    update(AbsenceRow)
    .where(AbsenceRow.c.id == bindparam("the_absence"), AbsenceRow.c.ended_at.is_(None))
    .values(ended_at=bindparam("at")),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Absence:
    """One person's absence; ``until`` is when that person is back."""

    id: int
    workspace_id: WorkspaceId
    user_id: UserId
    cover_id: UserId
    since: datetime
    until: datetime
    ticket_ids: tuple[TicketId, ...]


def add_absence(change: Change, absence: Absence) -> None:
    """Insert an absence that begins now."""
    values = {name: getattr(absence, name) for name in Absence.__dataclass_fields__}
    change.add(AbsenceRow, **{**values, "ticket_ids": list(absence.ticket_ids)})


def absence_from(row: Any) -> Absence:
    """Return the Absence of a row."""
    values = {name: row[name] for name in Absence.__dataclass_fields__}
    return Absence(**{**values, "ticket_ids": tuple(row["ticket_ids"])})


async def absences_of(connection: AsyncConnection, workspace_id: WorkspaceId) -> list[Absence]:
    """Return the absences that are not over, oldest first."""
    mine = (AbsenceRow.c.workspace_id == workspace_id, AbsenceRow.c.ended_at.is_(None))
    rows = (await connection.execute(select(AbsenceRow).where(*mine).order_by(AbsenceRow.c.id))).mappings()
    return [absence_from(row) for row in rows]


async def over_absences(connection: AsyncConnection, now: datetime) -> list[Absence]:
    """Return the absences whose end has come, in all workspaces."""
    query = select(AbsenceRow).where(AbsenceRow.c.ended_at.is_(None), AbsenceRow.c.until <= now)
    return [absence_from(row) for row in (await connection.execute(query.order_by(AbsenceRow.c.id))).mappings()]
