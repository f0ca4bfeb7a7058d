"""Evidence that is added without a file: words, or a sample parcel of which the route is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.change import Change
from core.ids import UserId
from evidence.register import QuickAddProblem, parse_quick_add
from triage.library.drafting import draft_of, keep_draft
from triage.library.nearby import today_in
from triage.mail import Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from workspaces.quotas import demand_room_for_evidence


class LiveAdder(Protocol):
    """Whoever makes a live item of a line that names a parcel."""

    async def __call__(self, workspace: WorkspaceWatch, place: Place, problem: QuickAddProblem, *, by: UserId) -> bool:
        """Make one if the line names a parcel; whether it does.

        Raises:
            SayableError: there is no route, and why.
        """
        ...


@dataclass(frozen=True, slots=True)
class AddWords:
    """Evidence without a file: words, or a sample parcel's number, of which the route is drawn."""

    tools: Tools
    add_live: LiveAdder | None = None

    async def __call__(self, workspace: WorkspaceWatch, place: Place, arguments: str, *, by: UserId) -> None:
        """Make a draft of a line without a file, with its preview.

        Raises:
            SayableError: what was wrong with the line; nothing is stored.
        """
        demand_room_for_evidence(workspace.shelf_count)
        today = today_in(self.tools, workspace)
        parsed = parse_quick_add(arguments, list(workspace.products.values()), today, has_file=False)
        if isinstance(parsed, QuickAddProblem):
            if self.add_live is None or not await self.add_live(workspace, place, parsed, by=by):
                raise parsed.error()
            return
        item = draft_of(self.tools, workspace, parsed, by, ())
        await keep_draft(self.tools, Change(), workspace, item, place)
