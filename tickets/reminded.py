"""When staff were last reminded, by chat: reminders to one person are merged and kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.columns import BigId, UtcDateTime, metadata
from core.database import Transaction
from core.ids import ChatId

RemindedRow = Table(
    "reminded",
    metadata,
    Column("chat_id", BigId, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
)


async def last_reminders(connection: AsyncConnection) -> dict[ChatId, datetime]:
    """Return when each chat of staff was last reminded."""
    return {ChatId(row.chat_id): row.at for row in (await connection.execute(select(RemindedRow))).all()}


async def note_reminders(transaction: Transaction, chats: Iterable[ChatId], at: datetime) -> None:
    """Write down that these chats are reminded now."""
    rows = [{"chat_id": chat, "at": at} for chat in sorted(set(chats))]
    if rows:
        await transaction.execute(
            delete(RemindedRow).where(RemindedRow.c.chat_id.in_([row["chat_id"] for row in rows]))
        )
        await transaction.execute(RemindedRow.insert(), rows)
