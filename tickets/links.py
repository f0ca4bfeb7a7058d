"""Links into the private form of a ticket: made for the one who presses, good once, for a while. Kept as hashes."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import TicketId, UserId

LINK_FOR = timedelta(hours=24)
PREFIX = "t-"
"""What the token of such a link begins with, so that /start knows it."""

TicketLinkRow = Table(
    "ticket_link",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", BigId, nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Index("ix_ticket_link_expires_at", "expires_at"),
)
USE_LINK = Amendment(
    "use a link into a ticket's form, once",
    update(TicketLinkRow)
    .where(TicketLinkRow.c.token_hash == bindparam("the_hash"), TicketLinkRow.c.used_at.is_(None))
    .values(used_at=bindparam("at")),
    must_match=True,
)


def hash_of(token: str) -> str:
    """Return how a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def add_link(change: Change, token: str, user_id: UserId, ticket_id: TicketId, now: datetime) -> None:
    """Insert a link for one person and ticket."""
    change.add(
        TicketLinkRow,
        token_hash=hash_of(token),
        user_id=user_id,
        ticket_id=ticket_id,
        expires_at=now + LINK_FOR,
    )


async def find_link(connection: AsyncConnection, token: str) -> Any:
    """Return the row of a token; None: there is no such link."""
    query = select(TicketLinkRow).where(TicketLinkRow.c.token_hash == hash_of(token))
    return (await connection.execute(query)).mappings().one_or_none()
