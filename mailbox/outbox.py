"""What we owe: outgoing rows, what became of them, and what Telegram calls our files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.database import Transaction
from core.ids import ChatId, ConcernId, OutgoingId, TicketId, WorkspaceId
from mailbox.models import Delivery, Outgoing, Posted, Urgency, WhenGone

OutgoingRow = Table(
    "outgoing",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId),
    Column("chat_id", BigId, nullable=False),
    Column("method", String(32), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("state", String(10), nullable=False),  # waiting, sending, sent, dead, cancelled
    Column("urgency", Integer, nullable=False),
    Column("not_before", UtcDateTime),
    Column("not_after", UtcDateTime),
    Column("after", BigId),
    Column("ticket_id", BigId),
    Column("concern_id", BigId),
    Column("items", Integer, nullable=False),
    Column("when_gone", String(8), nullable=False),
    Column("unless_answered", Boolean, nullable=False),
    Column("dedupe_key", String(120)),
    Column("attempts", Integer, nullable=False),
    Column(
        "ambiguous", Integer, nullable=False
    ),  # how often it was found in "sending", or timed out: may have come twice
    Column("message_ids", JSON),
    Column("error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("dedupe_key"),
    Index("ix_outgoing_state_urgency_id", "state", "urgency", "id"),
    Index("ix_outgoing_ticket_id_state", "ticket_id", "state"),
    Index("ix_outgoing_chat_id_state", "chat_id", "state"),
    Index("ix_outgoing_concern_id_state", "concern_id", "state"),
)
FileHandleRow = Table(
    "file_handle",
    metadata,
    Column("bot_id", BigId, primary_key=True, autoincrement=False),
    Column("file", String(80), primary_key=True),  # photo:<sha256> or document:<sha256>, with a watermark photo:…~…
    Column("file_id", String(200), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
)

_one = update(OutgoingRow).where(OutgoingRow.c.id == bindparam("row_id"))
START = Amendment(
    "start to send",
    _one.where(OutgoingRow.c.state == "waiting").values(state="sending", attempts=OutgoingRow.c.attempts + 1),
    must_match=True,
)
SENT = Amendment("sent", _one.values(state="sent", message_ids=bindparam("message_ids"), settled_at=bindparam("at")))
BURY = Amendment("give up", _one.values(state="dead", error=bindparam("why"), settled_at=bindparam("at")))
LATER = Amendment(
    "send later",
    _one.values(
        state="waiting",
        not_before=bindparam("until"),
        ambiguous=OutgoingRow.c.ambiguous + bindparam("doubt"),
        error=bindparam("why"),
    ),
)
REWRITE = Amendment("rewrite a waiting message", _one.values(payload=bindparam("payload")))
CANCEL_FOR_TICKET = Amendment(
    "cancel what a ticket still owed its member",
    update(OutgoingRow)
    .where(OutgoingRow.c.ticket_id == bindparam("the_ticket"), OutgoingRow.c.state == "waiting")
    .where(OutgoingRow.c.purpose == bindparam("the_purpose"))
    .values(state="cancelled", settled_at=bindparam("at")),
)
CANCEL_FOR_CONCERN = Amendment(
    "cancel what was still to happen about a concern",
    update(OutgoingRow)
    .where(OutgoingRow.c.concern_id == bindparam("the_concern"), OutgoingRow.c.state == "waiting")
    .where(OutgoingRow.c.purpose == bindparam("the_purpose"))
    .values(state="cancelled", settled_at=bindparam("at")),
)
HURRY_FOR_CONCERN = Amendment(
    "let happen now what was to happen later about a concern",
    update(OutgoingRow)
    .where(OutgoingRow.c.concern_id == bindparam("the_concern"), OutgoingRow.c.state == "waiting")
    .where(OutgoingRow.c.purpose == bindparam("the_purpose"), OutgoingRow.c.method != "deleteMessage")
    .values(not_before=bindparam("at")),
)
CANCEL = Amendment(
    "cancel a waiting message",
    _one.where(OutgoingRow.c.state == "waiting").values(state="cancelled", settled_at=bindparam("at")),
    must_match=True,
)
MARKED = "~"
"""Behind a file's hash: a watermark was drawn over it, which names the day."""
_KEEP_MARKED = timedelta(days=2)
FORGET_MARKED = Amendment(
    "forget pictures with the watermark of another day",
    delete(FileHandleRow).where(FileHandleRow.c.file.contains(MARKED), FileHandleRow.c.seen_at < bindparam("before")),
)
FORGET_HANDLE = Amendment(
    "forget a file handle", delete(FileHandleRow).where(FileHandleRow.c.file == bindparam("the_file"))
)


def name_of_file(value: str) -> str:
    """Return what ``file:<sha256>#<mark>`` is called among the handles: its hash, and a short one of the mark."""
    sha256, _, mark = value.removeprefix("file:").partition("#")
    return f"{sha256}{MARKED}{hashlib.sha256(mark.encode()).hexdigest()[:8]}" if mark else sha256


def owe(change: Change, *messages: Outgoing) -> None:
    """Add messages to the outbox."""
    for message in messages:
        change.add(
            OutgoingRow,
            id=message.id,
            workspace_id=message.workspace_id,
            chat_id=message.chat_id,
            method=message.method,
            payload=message.payload,
            purpose=message.purpose,
            state="waiting",
            urgency=int(message.urgency),
            not_before=message.not_before,
            not_after=message.not_after,
            after=message.after,
            ticket_id=message.ticket_id,
            concern_id=message.concern_id,
            items=message.items,
            when_gone=message.when_gone.value,
            unless_answered=message.unless_answered,
            dedupe_key=message.dedupe_key,
            attempts=0,
            ambiguous=0,
            created_at=message.created_at,
        )


def from_row(row: Any) -> Outgoing:
    """Return the Outgoing that a row (or the values inserted for one) holds."""
    return Outgoing(
        id=OutgoingId(row["id"]),
        chat_id=ChatId(row["chat_id"]),
        method=row["method"],
        payload=row["payload"],
        purpose=row["purpose"],
        created_at=row["created_at"],
        workspace_id=None if row["workspace_id"] is None else WorkspaceId(row["workspace_id"]),
        urgency=Urgency(row["urgency"]),
        not_before=row["not_before"],
        not_after=row["not_after"],
        after=None if row["after"] is None else OutgoingId(row["after"]),
        ticket_id=None if row["ticket_id"] is None else TicketId(row["ticket_id"]),
        concern_id=None if row["concern_id"] is None else ConcernId(row["concern_id"]),
        items=row["items"],
        when_gone=WhenGone(row["when_gone"]),
        unless_answered=row["unless_answered"],
        dedupe_key=row["dedupe_key"],
        attempts=row["attempts"],
    )


def due(now: datetime, limit: int) -> Select[tuple[int]]:
    """Return the question what may be sent at ``now``: the ids, most urgent and oldest first."""
    return (
        select(OutgoingRow.c.id)
        .where(OutgoingRow.c.state == "waiting")
        .where(or_(OutgoingRow.c.not_before.is_(None), OutgoingRow.c.not_before <= now))
        .order_by(OutgoingRow.c.urgency, OutgoingRow.c.id)
        .limit(limit)
    )


async def load(connection: AsyncConnection, ids: Sequence[OutgoingId]) -> list[Outgoing]:
    """Return those of the rows ``ids`` that still wait, most urgent and oldest first."""
    mine = select(OutgoingRow).where(OutgoingRow.c.id.in_(ids), OutgoingRow.c.state == "waiting")
    query = mine.order_by(OutgoingRow.c.urgency, OutgoingRow.c.id)
    return [from_row(row) for row in (await connection.execute(query)).mappings()]


async def is_owed(connection: AsyncConnection, dedupe_key: str) -> bool:
    """Whether a message with this key was written before, whatever became of it."""
    query = select(OutgoingRow.c.id).where(OutgoingRow.c.dedupe_key == dedupe_key)
    return (await connection.execute(query)).one_or_none() is not None


async def was_told(connection: AsyncConnection, chat_id: ChatId, ticket_id: TicketId) -> bool:
    """Whether anything about a ticket was ever written to a chat."""
    query = select(OutgoingRow.c.id).where(OutgoingRow.c.ticket_id == ticket_id, OutgoingRow.c.chat_id == chat_id)
    return (await connection.execute(query.limit(1))).first() is not None


async def told_of(
    connection: AsyncConnection, tickets: Iterable[TicketId], chats: Iterable[int]
) -> set[tuple[int, int]]:
    """Return of which of the tickets anything was ever written to which of the chats."""
    query = select(OutgoingRow.c.ticket_id, OutgoingRow.c.chat_id).where(
        OutgoingRow.c.ticket_id.in_(list(tickets)), OutgoingRow.c.chat_id.in_(list(chats))
    )
    return {(row.ticket_id, row.chat_id) for row in (await connection.execute(query.distinct())).all()}


async def question_of(connection: AsyncConnection, concern_id: ConcernId) -> OutgoingId | None:
    """Return the row of the question that was asked about a concern."""
    query = select(OutgoingRow.c.id).where(OutgoingRow.c.concern_id == concern_id, OutgoingRow.c.purpose == "question")
    row = (await connection.execute(query.limit(1))).scalar_one_or_none()
    return None if row is None else OutgoingId(row)


async def posted_about(connection: AsyncConnection, concern_id: ConcernId, chat_id: ChatId) -> list[Posted]:
    """Return what was or will be said about a concern in a chat, oldest first; reactions count."""
    query = (
        select(OutgoingRow)
        .where(OutgoingRow.c.concern_id == concern_id, OutgoingRow.c.chat_id == chat_id)
        .where(OutgoingRow.c.state.in_(("waiting", "sending", "sent")))
        .where(or_(OutgoingRow.c.method.like("send%"), OutgoingRow.c.method == "setMessageReaction"))
        .order_by(OutgoingRow.c.id)
    )
    rows = (await connection.execute(query)).mappings()
    return [Posted(from_row(row), row["state"], tuple(row["message_ids"] or ()), row["settled_at"]) for row in rows]


async def recover(transaction: Transaction) -> int:
    """Put rows that a crash left in ``sending`` back to ``waiting`` and count them: they may have arrived."""
    found = update(OutgoingRow).where(OutgoingRow.c.state == "sending")
    result = await transaction.execute(found.values(state="waiting", ambiguous=OutgoingRow.c.ambiguous + 1))
    return result.rowcount


async def sent_messages(
    connection: AsyncConnection, ids: Iterable[OutgoingId]
) -> dict[OutgoingId, tuple[str, ChatId, list[int]]]:
    """Return state, chat and Telegram's message ids of the rows ``ids``."""
    columns = (OutgoingRow.c.id, OutgoingRow.c.state, OutgoingRow.c.chat_id, OutgoingRow.c.message_ids)
    query = select(*columns).where(OutgoingRow.c.id.in_(list(ids)))
    rows = (await connection.execute(query)).all()
    return {OutgoingId(row.id): (row.state, ChatId(row.chat_id), row.message_ids or []) for row in rows}


async def move_chat(transaction: Transaction, old: ChatId, new: ChatId) -> None:
    """Readdress what waits for a group that became a supergroup; its old message ids mean nothing there."""
    query = select(OutgoingRow.c.id, OutgoingRow.c.payload).where(
        OutgoingRow.c.chat_id == old, OutgoingRow.c.state.in_(("waiting", "sending"))
    )
    for row in (await transaction.execute(query)).all():
        payload = {
            key: value for key, value in row.payload.items() if key not in ("reply_parameters", "message_thread_id")
        }
        moved = update(OutgoingRow).where(OutgoingRow.c.id == row.id)
        await transaction.execute(moved.values(chat_id=new, payload=payload, state="waiting", not_before=None))


async def file_handles(connection: AsyncConnection, bot_id: int) -> dict[str, str]:
    """Return what Telegram calls our files, for this bot."""
    query = select(FileHandleRow.c.file, FileHandleRow.c.file_id).where(FileHandleRow.c.bot_id == bot_id)
    return {row.file: row.file_id for row in (await connection.execute(query)).all()}


def forget_marked(change: Change, now: datetime) -> None:
    """Forget what Telegram calls pictures whose watermark names a day that is over."""
    change.amend(FORGET_MARKED, before=now - _KEEP_MARKED)


def settle(change: Change, message: Outgoing, delivery: Delivery, now: datetime) -> None:
    """Record that ``message`` was delivered."""
    change.amend(SENT, row_id=message.id, message_ids=list(delivery.message_ids), at=now)


def remember_handles(change: Change, bot_id: int, handles: dict[str, str], now: datetime) -> None:
    """Keep what Telegram calls files that were just uploaded."""
    for file, file_id in handles.items():
        change.add(FileHandleRow, bot_id=bot_id, file=file, file_id=file_id, seen_at=now)


KEEP_DELIVERED = timedelta(days=90)
"""How long delivered texts are kept (PRODUCT 14)."""
