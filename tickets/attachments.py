"""Files of a case: photos, papers and voice notes that its member or staff sent, and whether we hold their bytes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Integer, String, Table, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, TicketId, UserId, WorkspaceId

MOST_PHOTOS = 6
"""How many photos the form takes; more may follow once the case is logged."""

MOST_FILES = 30
"""How many files one case keeps."""

AttachmentRow = Table(
    "attachment",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("file_id", String(255), nullable=False),
    Column("file_name", String(255), nullable=False),
    Column("chat_id", BigId, nullable=False),  # where it was sent, so that staff can be given the very message
    Column("message_id", BigId, nullable=False),
    Column("actor_id", BigId, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting for its bytes, kept, refused
    Column("sha256", String(64)),
    Column("attempts", Integer, nullable=False),
    Column("ready_at", UtcDateTime, nullable=False),
    Index("ix_attachment_ticket_id", "ticket_id"),
    Index("ix_attachment_state_ready_at", "state", "ready_at"),
)
SETTLE_ATTACHMENT = Amendment(
    "an attachment's bytes are kept, or will never be",
    update(AttachmentRow)
    .where(AttachmentRow.c.id == bindparam("the_attachment"))
    .values(state=bindparam("new_state"), sha256=bindparam("new_sha256")),
)
DELAY_ATTACHMENT = Amendment(
    "fetch an attachment later",
    update(AttachmentRow)
    .where(AttachmentRow.c.id == bindparam("the_attachment"))
    .values(ready_at=bindparam("at"), attempts=AttachmentRow.c.attempts + 1),
)
MOVE_ATTACHMENTS = Amendment(
    "the files of a ticket that was merged",
    update(AttachmentRow).where(AttachmentRow.c.ticket_id == bindparam("the_ticket")).values(ticket_id=bindparam("to")),
)


class FileKind(StrEnum):
    """What was sent."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file as it came: what Telegram calls it, and the message it came in."""

    kind: FileKind
    file_id: str
    chat_id: ChatId
    message_id: int
    file_name: str = ""


def add_attachment(
    change: Change,
    new_id: int,
    attachment: Attachment,
    *,
    workspace_id: WorkspaceId,
    ticket_id: TicketId,
    by: UserId,
    at: datetime,
) -> None:
    """Insert a file of a case; its bytes are fetched later."""
    change.add(
        AttachmentRow,
        id=new_id,
        workspace_id=workspace_id,
        ticket_id=ticket_id,
        kind=attachment.kind.value,
        file_id=attachment.file_id[:255],
        file_name=attachment.file_name[:255],
        chat_id=attachment.chat_id,
        message_id=attachment.message_id,
        actor_id=by,
        at=at,
        state="waiting",
        attempts=0,
        ready_at=at,
    )


def attachment_from(stored: Any) -> Attachment:
    """Return the Attachment of a row, or of what a form keeps of one."""
    return Attachment(
        FileKind(stored["kind"]),
        stored["file_id"],
        ChatId(stored["chat_id"]),
        stored["message_id"],
        stored["file_name"],
    )


def stored_attachments(attachments: Iterable[Attachment]) -> list[dict[str, Any]]:
    """Return files as JSON, for a form."""
    return [{name: getattr(each, name) for name in Attachment.__dataclass_fields__} for each in attachments]


async def attachments_of(connection: AsyncConnection, ticket_id: TicketId) -> list[Attachment]:
    """Return the files of a case, oldest first."""
    query = select(AttachmentRow).where(AttachmentRow.c.ticket_id == ticket_id).order_by(AttachmentRow.c.id)
    return [attachment_from(row) for row in (await connection.execute(query)).mappings()]


async def is_attached(connection: AsyncConnection, sha256: str) -> bool:
    """Whether a case keeps these bytes."""
    query = select(AttachmentRow.c.id).where(AttachmentRow.c.sha256 == sha256).limit(1)
    return (await connection.execute(query)).scalar_one_or_none() is not None


async def unfetched(connection: AsyncConnection, now: datetime, limit: int) -> list[Any]:
    """Return the rows whose bytes are still to be fetched, oldest first."""
    query = (
        select(AttachmentRow)
        .where(AttachmentRow.c.state == "waiting", AttachmentRow.c.ready_at <= now)
        .order_by(AttachmentRow.c.ready_at, AttachmentRow.c.id)
        .limit(limit)
    )
    return list((await connection.execute(query)).mappings().all())
