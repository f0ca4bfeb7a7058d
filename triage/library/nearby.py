"""What could be shown for a product: read once, and kept in memory until the workspace's proof changes."""

from __future__ import annotations

from datetime import date

from evidence.candidates import candidates_for
from evidence.models import Evidence
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from workspaces.models import Product

MOST_KEPT = 2000
"""Products whose proof is kept of one workspace; beyond, all is read anew."""


async def items_near(tools: Tools, workspace: WorkspaceWatch, product: Product) -> tuple[Evidence, ...]:
    """Return the published items that speak for a product today, the newest of each kind and scope."""
    key, changes = (product, today_in(tools, workspace)), workspace.shelf_changes
    known = workspace.near.get(key)
    if known is not None:
        return known
    async with tools.database.read() as connection:
        found = await candidates_for(connection, product, key[1])
    if changes == workspace.shelf_changes:  # nothing was published or retired while it was read
        if len(workspace.near) >= MOST_KEPT:
            workspace.near.clear()
        workspace.near[key] = found
    return found


def today_in(tools: Tools, workspace: WorkspaceWatch) -> date:
    """Return the workspace's local date."""
    return tools.clock().astimezone(workspace.zone).date()
