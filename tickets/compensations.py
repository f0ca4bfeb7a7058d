"""Compensation: what was given, why, and who said yes. Recorded only; the bot never pays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import TicketId, UserId, WorkspaceId

CompensationRow = Table(
    "compensation",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("amount_fen", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", BigId, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting for the owner, approved, refused
    Column("decided_by", BigId),
    Column("decided_at", UtcDateTime),
    Index("ix_compensation_ticket_id", "ticket_id"),
)
DECIDE_COMPENSATION = Amendment(
    "the owner says yes or no",
    update(CompensationRow)
    .where(CompensationRow.c.id == bindparam("the_compensation"), CompensationRow.c.state == "waiting")
    .values(state=bindparam("new_state"), decided_by=bindparam("who"), decided_at=bindparam("at")),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Compensation:
    """One sum (in fen) for one ticket."""

    id: int
    workspace_id: WorkspaceId
    ticket_id: TicketId
    amount_fen: int
    reason: str
    asked_by: UserId
    asked_at: datetime
    state: str
    decided_by: UserId | None = None
    decided_at: datetime | None = None


def add_compensation(change: Change, compensation: Compensation) -> None:
    """Insert one."""
    change.add(CompensationRow, **{name: getattr(compensation, name) for name in Compensation.__dataclass_fields__})


def compensation_from(row: Any) -> Compensation:
    """Return the Compensation of a row."""
    return Compensation(**{name: row[name] for name in Compensation.__dataclass_fields__})


async def find_compensation(connection: AsyncConnection, compensation_id: int) -> Compensation | None:
    """Return one of them."""
    query = select(CompensationRow).where(CompensationRow.c.id == compensation_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else compensation_from(row)


async def compensations_of(connection: AsyncConnection, ticket_id: TicketId) -> list[Compensation]:
    """Return a ticket's, oldest first."""
    query = select(CompensationRow).where(CompensationRow.c.ticket_id == ticket_id).order_by(CompensationRow.c.id)
    return [compensation_from(row) for row in (await connection.execute(query)).mappings()]
