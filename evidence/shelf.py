"""Stored Evidence: its rows, its files, and uploads on their way to become some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Boolean, Column, Date, Integer, String, Table, Text, bindparam, select, update
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import EvidenceId, UserId, WorkspaceId
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from workspaces.names import plain

if TYPE_CHECKING:  # a migration imports this file, and the asyncio part brings the whole ORM
    from sqlalchemy.ext.asyncio import AsyncConnection

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
    Column("region", String(80), nullable=False),
    Column("issued_on", Date),
    Column("is_watermarked", Boolean),
    Column("is_protected", Boolean),
    Column("version", Integer, nullable=False),
    Column("batch_id", BigId),
    Column("replaces_id", BigId),
    Column("reach", String(90), nullable=False),  # what it speaks for, as one word
    Column("shop_key", String(120), nullable=False),  # the shop as it is compared
    Index("ix_evidence_workspace_id_state", "workspace_id", "state", "published_at"),
    # One probe a scope and kind finds the newest that are valid, however many there are (evidence/candidates.py).
    Index("ix_evidence_candidates", "workspace_id", "state", "reach", "kind", "published_at"),
    Index("ix_evidence_state_valid_until", "state", "valid_until"),
    Index("ix_evidence_batch_id", "batch_id"),
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
    Column("batch_id", BigId),  # the stack that it belongs to
    Column("replaces_id", BigId),  # the item that gets these files
    Index("ix_upload_state_ready_at", "state", "ready_at"),
    Index("ix_upload_chat_id_group_id", "chat_id", "group_id"),
    Index("ix_upload_batch_id", "batch_id"),
)
BatchRow = Table(
    "upload_batch",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("user_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("state", String(10), nullable=False),  # gathering, asked, filling, reading, ready, done
    Column("mode", String(8), nullable=False),  # each, one; empty: not asked yet
    Column("arguments", Text, nullable=False),
    Column("product_id", BigId),
    Column("total", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("outgoing_id", BigId),  # the one message that is edited: question, progress, card
    Column("at", UtcDateTime, nullable=False),
    Column("ready_at", UtcDateTime, nullable=False),
    Index("ix_upload_batch_state_ready_at", "state", "ready_at"),
    Index("ix_upload_batch_chat_id_user_id", "chat_id", "user_id"),
)

_PLAIN_FIELDS = (
    "product_id",
    "brand",
    "note",
    "valid_until",
    "shop",
    "issuer",
    "self_check",
    "region",
    "issued_on",
    "is_watermarked",
    "is_protected",
)
"""What staff may change and is stored as it is."""
_FIXED_FIELDS = ("created_at", "published_at", "version", "batch_id", "replaces_id")
_WRITTEN_FIELDS = ("kind", "scope", "files", "reach", "shop_key")

PUBLISH = Amendment(
    "publish evidence",
    update(EvidenceRow)
    .where(EvidenceRow.c.id == bindparam("the_evidence"), EvidenceRow.c.state == "draft")
    .values(state="published", published_at=bindparam("at"), version=EvidenceRow.c.version + 1),
    must_match=True,
)
RETIRE = Amendment(
    "retire evidence",
    update(EvidenceRow)
    .where(EvidenceRow.c.id == bindparam("the_evidence"), EvidenceRow.c.state != "retired")
    .values(state="retired", version=EvidenceRow.c.version + 1),
    must_match=True,
)
REVISE = Amendment(
    "revise evidence as it was read",
    update(EvidenceRow)
    .where(EvidenceRow.c.id == bindparam("the_evidence"), EvidenceRow.c.version == bindparam("as_read"))
    .where(EvidenceRow.c.state != "retired")
    .values(
        version=EvidenceRow.c.version + 1,
        **{f"{name}": bindparam(f"new_{name}") for name in (*_PLAIN_FIELDS, *_WRITTEN_FIELDS)},
    ),
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


def reach_of(scope: Scope, *, product_id: int | None = None, brand: str = "") -> str:
    """Return the word under which items are found that speak for a product, a brand, or everything."""
    words = {Scope.PRODUCT: f"product:{product_id}", Scope.BRAND: f"brand:{plain(brand)}", Scope.WORKSPACE: "all"}
    return words[scope]


def evidence_from(row: Any) -> Evidence:
    """Return the Evidence of a row."""
    plain_fields = {name: row[name] for name in (*_PLAIN_FIELDS, *_FIXED_FIELDS)}
    return Evidence(
        id=EvidenceId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        kind=EvidenceKind(row["kind"]),
        scope=Scope(row["scope"]),
        state=EvidenceState(row["state"]),
        files=tuple(EvidenceFile(**file) for file in row["files"]),
        uploaded_by=UserId(row["uploaded_by"]),
        **plain_fields,
    )


def add_evidence(change: Change, item: Evidence) -> None:
    """Insert an item with its files."""
    change.add(
        EvidenceRow,
        id=item.id,
        workspace_id=item.workspace_id,
        state=item.state.value,
        uploaded_by=item.uploaded_by,
        created_at=item.created_at,
        published_at=item.published_at,
        version=item.version,
        batch_id=item.batch_id,
        replaces_id=item.replaces_id,
        **_changeable(item),
    )


def revise_evidence(change: Change, item: Evidence, *, as_read: int) -> None:
    """Write what staff changed of an item; a change by somebody else since ``as_read`` is a conflict."""
    values = {f"new_{name}": value for name, value in _changeable(item).items()}
    change.amend(REVISE, the_evidence=item.id, as_read=as_read, **values)


def _changeable(item: Evidence) -> dict[str, Any]:
    return {
        **{name: getattr(item, name) for name in _PLAIN_FIELDS},
        "kind": item.kind.value,
        "scope": item.scope.value,
        "files": [{name: getattr(file, name) for name in EvidenceFile.__dataclass_fields__} for file in item.files],
        "reach": reach_of(item.scope, product_id=item.product_id, brand=item.brand),
        "shop_key": plain(item.shop),
    }


async def find_evidence(connection: AsyncConnection, workspace_id: WorkspaceId, item_id: EvidenceId) -> Evidence | None:
    """Return one item of this workspace, whatever its state."""
    query = select(EvidenceRow).where(EvidenceRow.c.id == item_id, EvidenceRow.c.workspace_id == workspace_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else evidence_from(row)
