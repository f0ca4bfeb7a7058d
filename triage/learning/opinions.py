"""Second opinions that are asked for: a row each, so that nobody waits and none is lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Float, Integer, String, Table, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.database import Database
from core.ids import ConcernId, WorkspaceId

WAITING = "waiting"

OpinionRow = Table(
    "opinion",
    metadata,
    Column("concern_id", BigId, ForeignKey("concern.id"), primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("state", String(10), nullable=False),  # waiting, agreed, differed, failed, skipped, overtaken
    Column("attempts", Integer, nullable=False),
    Column("calls", Integer, nullable=False),  # what the budget counts
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Column("kind", String(10)),  # what the model said
    Column("confidence", Float),
    Column("why", String(40)),
    Index("ix_opinion_state_due_at", "state", "due_at"),
    Index("ix_opinion_asked_at", "asked_at"),
)

_one = update(OpinionRow).where(OpinionRow.c.concern_id == bindparam("the_concern"), OpinionRow.c.state == WAITING)
CLAIM = Amendment(
    "claim a second opinion",
    _one.where(OpinionRow.c.attempts == bindparam("seen")).values(
        attempts=OpinionRow.c.attempts + 1, calls=OpinionRow.c.calls + 1, due_at=bindparam("again_at")
    ),
    must_match=True,
)
SETTLE = Amendment(
    "settle a second opinion",
    _one.values(
        state=bindparam("new_state"),
        calls=OpinionRow.c.calls + bindparam("more_calls"),
        settled_at=bindparam("now"),
        kind=bindparam("said_kind"),
        confidence=bindparam("said_confidence"),
        why=bindparam("new_why"),
    ),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """A second opinion that is wanted about a concern."""

    concern_id: ConcernId
    workspace_id: WorkspaceId
    attempts: int
    asked_at: datetime


def add_opinion(change: Change, concern_id: ConcernId, workspace_id: WorkspaceId, now: datetime) -> None:
    """Want a second opinion."""
    change.add(
        OpinionRow,
        concern_id=concern_id,
        workspace_id=workspace_id,
        state=WAITING,
        attempts=0,
        calls=0,
        asked_at=now,
        due_at=now,
    )


async def waiting_opinions(database: Database, now: datetime, limit: int) -> list[Opinion]:
    """Return what is due, oldest first."""
    query = (
        select(OpinionRow)
        .where(OpinionRow.c.state == WAITING, OpinionRow.c.due_at <= now)
        .order_by(OpinionRow.c.due_at, OpinionRow.c.concern_id)
        .limit(limit)
    )
    return [_opinion_from(row._mapping) for row in await database.peek(query)]


async def calls_since(connection: AsyncConnection, moment: datetime) -> int:
    """Return how many calls were made for what was asked since ``moment``."""
    query = select(func.coalesce(func.sum(OpinionRow.c.calls), 0)).where(OpinionRow.c.asked_at >= moment)
    return int((await connection.execute(query)).scalar_one())


def _opinion_from(row: Any) -> Opinion:
    return Opinion(ConcernId(row["concern_id"]), WorkspaceId(row["workspace_id"]), row["attempts"], row["asked_at"])
