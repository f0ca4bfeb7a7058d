"""What people are in the midst of telling us: one open form a person and chat, kept through restarts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.columns import BigId, UtcDateTime, metadata
from core.database import Transaction

FormRow = Table(
    "form",
    metadata,
    Column("bot_id", BigId, primary_key=True, autoincrement=False),
    Column("chat_id", BigId, primary_key=True, autoincrement=False),
    Column("user_id", BigId, primary_key=True, autoincrement=False),
    Column("state", String(80)),
    Column("data", JSON, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
)

FormKey = tuple[int, int, int]
"""Bot, chat, person."""


async def load(connection: AsyncConnection, key: FormKey) -> tuple[str | None, dict[str, Any]]:
    """Return the step a person is at and what was filled in so far."""
    row = (await connection.execute(select(FormRow.c.state, FormRow.c.data).where(*_is(key)))).one_or_none()
    return (None, {}) if row is None else (row.state, dict(row.data))


async def save(transaction: Transaction, key: FormKey, state: str | None, data: dict[str, Any], at: datetime) -> None:
    """Keep a form; without step and data it is gone."""
    if state is None and not data:
        await transaction.execute(delete(FormRow).where(*_is(key)))
        return
    values = {"state": state, "data": data, "changed_at": at}
    if (await transaction.execute(update(FormRow).where(*_is(key)).values(**values))).rowcount == 0:
        bot_id, chat_id, user_id = key
        await transaction.execute(
            FormRow.insert(), {"bot_id": bot_id, "chat_id": chat_id, "user_id": user_id, **values}
        )


def _is(key: FormKey) -> tuple[Any, ...]:
    bot_id, chat_id, user_id = key
    return (FormRow.c.bot_id == bot_id, FormRow.c.chat_id == chat_id, FormRow.c.user_id == user_id)
