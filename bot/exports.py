"""What the operator can take out of the database by command."""

from __future__ import annotations

from sqlalchemy import select

from bot import schema
from core.database import Database
from core.errors import SetupError
from core.ids import WorkspaceId
from triage.learning.marks import export_lines, marks_of
from workspaces.repository import WorkspaceRow


async def marks_as_lines(url: str, workspace_id: WorkspaceId) -> list[str]:
    """Return what a workspace's staff taught as labelled data, a heading first.

    Raises:
        SetupError: there is no such workspace.
        StorageError: the database is away.
    """
    await schema.demand_newest(url)
    database = Database(url)
    try:
        async with database.read() as connection:
            known = (await connection.execute(select(WorkspaceRow.c.id).order_by(WorkspaceRow.c.id))).scalars().all()
            if workspace_id not in known:
                there = ", ".join(str(item) for item in known[:10]) or "none"
                raise SetupError(f"there is no workspace {workspace_id}; there are: {there}")
            return list(export_lines(await marks_of(connection, workspace_id)))
    finally:
        await database.dispose()
