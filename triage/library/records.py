"""The rows that the library keeps beside its items: notices given, cards of gaps, recalls, praise."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Integer, String, Table, Text, select
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.columns import BigId, UtcDateTime, metadata
from core.ids import EvidenceId

NoticeRow = Table(
    "evidence_notice",
    metadata,
    Column("evidence_id", BigId, ForeignKey("evidence.id"), primary_key=True),
    Column("valid_until", Date, primary_key=True),  # a new last day is announced anew
    Column("days", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)
GapCardRow = Table(
    "gap_card",
    metadata,
    Column("workspace_id", BigId, ForeignKey("workspace.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("outgoing_ids", JSON, nullable=False),  # one a chat: edited in place
    Column("product_ids", JSON, nullable=False),  # promoted that day
    Column("alerted", JSON, nullable=False),  # of these, told at once
)
RecallRow = Table(
    "recall",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id"), nullable=False),
    Column("what", Text, nullable=False),
    Column("remedy", Text, nullable=False),
    Column("state", String(10), nullable=False),  # draft, open, over
    Column("by", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("told", JSON, nullable=False),  # who was told, by chat
    Index("ix_recall_workspace_id_state", "workspace_id", "state"),
)
PraiseRow = Table(
    "praise",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("member_id", BigId, nullable=False),
    Column("member_name", String(255), nullable=False),
    Column("words", Text, nullable=False),
    Column("file_id", String(200), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id")),
    Column("state", String(10), nullable=False),  # candidate, asked, agreed, refused, withdrawn, skipped
    Column("evidence_id", BigId, ForeignKey("evidence.id")),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("community_id", "chat_id", "message_id"),
    Index("ix_praise_workspace_id_state", "workspace_id", "state"),
    Index("ix_praise_member_id", "member_id"),
)


async def is_quoted(connection: AsyncConnection, item_id: EvidenceId) -> bool:
    """Whether an item quotes somebody: its words are never edited."""
    query = select(PraiseRow.c.id).where(PraiseRow.c.evidence_id == item_id)
    return (await connection.execute(query)).first() is not None
