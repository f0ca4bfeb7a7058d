"""Threats that staff have confirmed: the mark on a ticket, what is kept of it, what an appeal to a platform needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, TicketId, UserId, WorkspaceId

MARKED, DISMISSED = "marked", "dismissed"

ThreatRow = Table(
    "threat",
    metadata,
    Column("ticket_id", BigId, ForeignKey("ticket.id"), primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("state", String(10), nullable=False),  # marked, dismissed
    Column("decided_by", BigId, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False),
    Column("keep_until", UtcDateTime, nullable=False),
    Index("ix_threat_workspace_id", "workspace_id"),
)
KeptRow = Table(
    "kept_message",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("source", String(10), nullable=False),  # member: word for word; outside: what staff added
    Column("author_id", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("chat_id", BigId),
    Column("message_id", BigId),
    Column("link", String(255), nullable=False),
    Index("ix_kept_message_ticket_id_at", "ticket_id", "at"),
)


@dataclass(frozen=True, slots=True)
class Threat:
    """What staff decided about a ticket, and until when its messages are kept."""

    ticket_id: TicketId
    state: str
    decided_by: UserId
    decided_at: datetime
    keep_until: datetime

    @property
    def is_marked(self) -> bool:
        """Whether staff confirmed it."""
        return self.state == MARKED


@dataclass(frozen=True, slots=True)
class Kept:
    """One message of a marked case, word for word."""

    source: str
    author_id: UserId
    at: datetime
    text: str
    chat_id: ChatId | None = None
    message_id: int | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Demand:
    """What an appeal to a platform needs, as the member's own words say it; empty: missing."""

    wanted: str = ""
    sum: str = ""
    in_exchange: str = ""
    order: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what is missing."""
        return tuple(name for name in self.__dataclass_fields__ if not getattr(self, name))


_END = r"[^,。!?;,.!?;\n]"
_WANTED = re.compile(rf"(?:赔|退|补偿|补我|给我|转我|打给)(?:{_END}){{0,16}}")
_SUM = re.compile(
    r"(?:赔|退|补|给|要|转|打)[^\d,。!?;,.!?;\n]{0,5}(\d{1,7}(?:\.\d{1,2})?)|(\d{1,7}(?:\.\d{1,2})?)\s*(?:元|块|rmb)",
    re.IGNORECASE,
)
_IN_EXCHANGE = re.compile(r"(?:不然|否则|要不然|要么|不给|不赔|不退|别怪|小心)[^。!?!?\n]{0,40}")


def read_demand(texts: Iterable[str], order_number: str = "") -> Demand:
    """Return what was demanded, for how much, in exchange for what, in words that were really said."""
    said = list(texts)
    sums = _first(_SUM, said)
    return Demand(
        wanted="" if (found := _first(_WANTED, said)) is None else found[0],
        sum="" if sums is None else next(each for each in sums.groups() if each),
        in_exchange="" if (found := _first(_IN_EXCHANGE, said)) is None else found[0],
        order=order_number,
    )


def _first(pattern: re.Pattern[str], texts: Iterable[str]) -> re.Match[str] | None:
    return next((found for text in texts if (found := pattern.search(text)) is not None), None)


def add_threat(change: Change, threat: Threat, workspace_id: WorkspaceId) -> None:
    """Insert what staff decided."""
    values = {name: getattr(threat, name) for name in Threat.__dataclass_fields__}
    change.add(ThreatRow, workspace_id=workspace_id, **values)


def keep_message(change: Change, new_id: int, ticket_id: TicketId, workspace_id: WorkspaceId, kept: Kept) -> None:
    """Insert one message of a marked case."""
    values = {name: getattr(kept, name) for name in Kept.__dataclass_fields__}
    change.add(KeptRow, id=new_id, ticket_id=ticket_id, workspace_id=workspace_id, **values)


async def find_threat(connection: AsyncConnection, ticket_id: TicketId) -> Threat | None:
    """Return what staff decided about a ticket; None: nothing yet."""
    row = (await connection.execute(select(ThreatRow).where(ThreatRow.c.ticket_id == ticket_id))).mappings().first()
    return None if row is None else Threat(**{name: row[name] for name in Threat.__dataclass_fields__})


async def marked_of(connection: AsyncConnection, workspace_id: WorkspaceId) -> set[TicketId]:
    """Return the tickets of a workspace that are marked."""
    query = select(ThreatRow.c.ticket_id).where(ThreatRow.c.workspace_id == workspace_id, ThreatRow.c.state == MARKED)
    return {TicketId(each) for each in (await connection.execute(query)).scalars()}


async def kept_messages(connection: AsyncConnection, ticket_id: TicketId) -> list[Kept]:
    """Return what is kept of a case, oldest first."""
    query = select(KeptRow).where(KeptRow.c.ticket_id == ticket_id).order_by(KeptRow.c.at, KeptRow.c.id)
    rows: Iterable[Any] = (await connection.execute(query)).mappings()
    return [Kept(**{name: row[name] for name in Kept.__dataclass_fields__}) for row in rows]
