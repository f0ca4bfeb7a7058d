"""What staff write to members: drafts that wait for a confirming tap, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, Text, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, TicketId, UserId, WorkspaceId

RelayRow = Table(
    "relay",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("ticket_ids", JSON, nullable=False),
    Column("author_id", BigId, nullable=False),
    Column("text", Text, nullable=False),
    Column("then", String(24), nullable=False),  # the move that goes with it: wait:member …; empty: none
    Column("due_at", UtcDateTime),  # the time that the text promises
    Column("chat_id", BigId, nullable=False),  # where it was previewed
    Column("state", String(10), nullable=False),  # draft, sent, dropped
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    Index("ix_relay_workspace_id_created_at", "workspace_id", "created_at"),
)
SETTLE_RELAY = Amendment(
    "send a draft, or drop it",
    update(RelayRow)
    .where(RelayRow.c.id == bindparam("the_relay"), RelayRow.c.state == "draft")
    .values(state=bindparam("new_state"), settled_at=bindparam("at")),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Relay:
    """One text for the members of some tickets."""

    id: int
    workspace_id: WorkspaceId
    ticket_ids: tuple[TicketId, ...]
    author_id: UserId
    text: str
    chat_id: ChatId
    created_at: datetime
    then: str = ""
    due_at: datetime | None = None
    state: str = field(default="draft")


def add_relay(change: Change, relay: Relay) -> None:
    """Insert a draft."""
    values = {name: getattr(relay, name) for name in Relay.__dataclass_fields__}
    change.add(RelayRow, **{**values, "ticket_ids": list(relay.ticket_ids)})


def relay_from(row: Any) -> Relay:
    """Return the Relay of a row."""
    values = {name: row[name] for name in Relay.__dataclass_fields__}
    return Relay(**{**values, "ticket_ids": tuple(row["ticket_ids"])})


async def find_relay(connection: AsyncConnection, relay_id: int) -> Relay | None:
    """Return one of them."""
    row = (await connection.execute(select(RelayRow).where(RelayRow.c.id == relay_id))).mappings().one_or_none()
    return None if row is None else relay_from(row)
