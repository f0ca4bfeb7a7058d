"""The audit log: every staff action, from the first one on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table
from sqlalchemy.schema import ForeignKey, Index

from core.change import Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import UserId, WorkspaceId

AuditRow = Table(
    "audit",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("actor_id", BigId),  # empty: an anonymous administrator
    Column("action", String(40), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("details", JSON, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_audit_workspace_id_at", "workspace_id", "at"),
)


def note(
    change: Change,
    new_id: int,
    workspace_id: WorkspaceId,
    actor_id: UserId | None,
    action: str,
    subject: str,
    at: datetime,
    **details: Any,
) -> None:
    """Write down who did what to which thing; ``subject`` reads ``ticket:1024`` or ``evidence:55``."""
    change.add(
        AuditRow,
        id=new_id,
        workspace_id=workspace_id,
        actor_id=actor_id,
        action=action,
        subject=subject,
        details=details,
        at=at,
    )
