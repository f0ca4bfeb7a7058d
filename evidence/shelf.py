"""Stored Evidence: its rows, its files, and uploads on their way to become some."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, Date, Integer, String, Table, Text, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import EvidenceId, ProductId, UserId, WorkspaceId
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope

EvidenceRow = Table(
    "evidence",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("scope", String(10), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id")),
    Column("brand", String(80), nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String(10), nullable=False),
    Column("files", JSON, nullable=False),
    Column("valid_until", Date),
    Column("uploaded_by", BigId, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("shop", String(120), nullable=False),
    Column("issuer", String(120), nullable=False),
    Column("self_check", Text, nullable=False),
    Index("ix_evidence_workspace_id_state", "workspace_id", "state"),
)
UploadRow = Table(
    "upload",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("user_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("group_id", String(64), nullable=False),  # an album's, else one of our own
    Column("arguments", Text, nullable=False),
    Column("product_id", BigId),  # chosen by a button where the line names none
    Column("file_id", String(200)),
    Column("file_name", String(255), nullable=False),
    Column("mime", String(80), nullable=False),
    Column("size_bytes", BigId),
    Column("state", String(10), nullable=False),  # waiting, held (its line is wrong), done, refused
    Column("ready_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Index("ix_upload_state_ready_at", "state", "ready_at"),
    Index("ix_upload_chat_id_group_id", "chat_id", "group_id"),
)

PUBLISH = Amendment(
    "publish evidence",
    update(EvidenceRow)
    .where(EvidenceRow.c.id == bindparam("the_evidence"), EvidenceRow.c.state == "draft")
    .values(state="published", published_at=bindparam("at")),
    must_match=True,
)
RETIRE = Amendment(
    "retire evidence",
    update(EvidenceRow)
    .where(EvidenceRow.c.id == bindparam("the_evidence"), EvidenceRow.c.state != "retired")
    .values(state="retired"),
    must_match=True,
)
SETTLE_UPLOADS = Amendment(
    "settle uploads",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .where(UploadRow.c.state == "waiting")
    .values(state=bindparam("new_state")),
)
DELAY_UPLOADS = Amendment(
    "look at uploads later",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .where(UploadRow.c.state == "waiting")
    .values(ready_at=bindparam("at"), attempts=UploadRow.c.attempts + bindparam("tries")),
)


def evidence_from(row: Any) -> Evidence:
    """Return the Evidence of a row."""
    return Evidence(
        id=EvidenceId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        kind=EvidenceKind(row["kind"]),
        scope=Scope(row["scope"]),
        product_id=None if row["product_id"] is None else ProductId(row["product_id"]),
        brand=row["brand"],
        note=row["note"],
        state=EvidenceState(row["state"]),
        files=tuple(EvidenceFile(**file) for file in row["files"]),
        valid_until=row["valid_until"],
        uploaded_by=UserId(row["uploaded_by"]),
        created_at=row["created_at"],
        published_at=row["published_at"],
        shop=row["shop"],
        issuer=row["issuer"],
        self_check=row["self_check"],
    )


def add_evidence(change: Change, item: Evidence) -> None:
    """Insert an item with its files."""
    files = [{name: getattr(file, name) for name in EvidenceFile.__dataclass_fields__} for file in item.files]
    change.add(
        EvidenceRow,
        id=item.id,
        workspace_id=item.workspace_id,
        kind=item.kind.value,
        scope=item.scope.value,
        product_id=item.product_id,
        brand=item.brand,
        note=item.note,
        state=item.state.value,
        files=files,
        valid_until=item.valid_until,
        uploaded_by=item.uploaded_by,
        created_at=item.created_at,
        published_at=item.published_at,
        shop=item.shop,
        issuer=item.issuer,
        self_check=item.self_check,
    )


async def load_shelf(connection: AsyncConnection, workspace_id: WorkspaceId) -> tuple[Evidence, ...]:
    """Return the published items of a workspace, newest first."""
    query = (
        select(EvidenceRow)
        .where(EvidenceRow.c.workspace_id == workspace_id, EvidenceRow.c.state == "published")
        .order_by(EvidenceRow.c.published_at.desc(), EvidenceRow.c.id.desc())
    )
    return tuple(evidence_from(row) for row in (await connection.execute(query)).mappings())


async def find_evidence(connection: AsyncConnection, workspace_id: WorkspaceId, item_id: EvidenceId) -> Evidence | None:
    """Return one item of this workspace, whatever its state."""
    query = select(EvidenceRow).where(EvidenceRow.c.id == item_id, EvidenceRow.c.workspace_id == workspace_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else evidence_from(row)


async def drafts_and_published(connection: AsyncConnection, workspace_id: WorkspaceId) -> tuple[Evidence, ...]:
    """Return all items of a workspace but retired ones: what an upload may be a duplicate of."""
    query = select(EvidenceRow).where(EvidenceRow.c.workspace_id == workspace_id, EvidenceRow.c.state != "retired")
    return tuple(evidence_from(row) for row in (await connection.execute(query)).mappings())
