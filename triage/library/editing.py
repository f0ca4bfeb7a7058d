"""Items change: a field, the files, the last day; each change checked, written down, and posted answers follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import ConflictError, SayableError
from core.ids import EvidenceId, UserId
from evidence.fields import Setting, changed, read_field
from evidence.models import Evidence, EvidenceFile, EvidenceState
from evidence.shelf import RETIRE, find_evidence, revise_evidence
from evidence.sightings import FORGET_SIGHTINGS, note_evidence
from triage.library.corrections import CorrectAnswers
from triage.library.nearby import today_in
from triage.library.records import is_quoted
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from workspaces.audit import note
from workspaces.problems import Problem
from workspaces.repository import TOUCH

_QUOTED = frozenset({"kind", "note", "issuer", "issued_on"})
"""What of somebody's own words is never edited."""


@dataclass(frozen=True, slots=True)
class EditEvidence:
    """Changes an item of the workspace. Of two hands at once one wins, the other is told."""

    tools: Tools
    correct: CorrectAnswers

    async def typed(
        self, workspace: WorkspaceWatch, item_id: EvidenceId, field: str, words: str, *, as_read: int, by: UserId
    ) -> tuple[Evidence, int]:
        """Put typed words into a field; return the item as it is now, and how many posted answers follow.

        Raises:
            SayableError: what was wrong with the words, or somebody else has changed the item meanwhile.
        """
        setting = Setting(list(workspace.products.values()), today_in(self.tools, workspace))
        changes = read_field(field, words, setting)
        if isinstance(changes, Problem):
            raise changes.error()
        return await self(workspace, item_id, changes, as_read=as_read, by=by)

    async def __call__(
        self, workspace: WorkspaceWatch, item_id: EvidenceId, changes: Mapping[str, Any], *, as_read: int, by: UserId
    ) -> tuple[Evidence, int]:
        """Write ``changes`` to an item that was read as version ``as_read``.

        Raises:
            SayableError: it would lack something, is gone, or somebody else has changed it meanwhile.
        """
        try:
            async with self.tools.database.transaction() as transaction:
                before = await self.found(transaction.connection, workspace, item_id)
                after = changed(before, changes)
                if isinstance(after, Problem):
                    raise after.error()
                if _QUOTED & changes.keys() and await is_quoted(transaction.connection, before.id):
                    raise SayableError("praise-never-edited")
                if before.version != as_read:
                    raise SayableError("evidence-changed")
                if after == before:
                    return before, 0
                return await self.write(transaction, Change(), workspace, before, after, by=by)
        except ConflictError as error:
            raise SayableError("evidence-changed") from error

    async def replace_files(
        self,
        transaction: Transaction,
        change: Change,
        workspace: WorkspaceWatch,
        item_id: EvidenceId,
        files: tuple[EvidenceFile, ...],
        *,
        by: UserId,
    ) -> tuple[Evidence, int]:
        """Give an item other files; it stays the same item.

        Raises:
            SayableError: it was retired meanwhile.
        """
        before = await self.found(transaction.connection, workspace, item_id)
        after = replace(before, files=files)
        forget = Change()
        forget.amend(FORGET_SIGHTINGS, the_evidence=before.id)
        await transaction.write(forget)
        note_evidence(change, [self.tools.new_id() for _ in files], after, self.tools.clock())
        return await self.write(transaction, change, workspace, before, after, by=by)

    async def write(
        self,
        transaction: Transaction,
        change: Change,
        workspace: WorkspaceWatch,
        before: Evidence,
        after: Evidence,
        *,
        by: UserId,
    ) -> tuple[Evidence, int]:
        """Write an item that was checked, its audit line, and the edits of what was posted."""
        now, workspace_id = self.tools.clock(), workspace.workspace.id
        revise_evidence(change, after, as_read=before.version)
        change.amend(TOUCH, the_workspace=workspace_id, at=now)
        details = {name: _told(value) for name, value in _differences(before, after).items()}
        note(change, self.tools.new_id(), workspace_id, by, "evidence.edit", f"evidence:{after.id}", now, **details)
        is_shown = before.state is EvidenceState.PUBLISHED
        count = await self.correct(transaction.connection, change, workspace, before, after) if is_shown else 0
        await transaction.write(change)
        transaction.then.append(lambda: self.tools.loader.load_workspace(workspace_id))
        return replace(after, version=before.version + 1), count

    async def retire(self, workspace: WorkspaceWatch, item_id: EvidenceId, *, by: UserId) -> tuple[Evidence, int]:
        """Take an item off the shelf for good; the answers that showed it say so.

        Raises:
            SayableError: it is retired already, or not of this workspace.
        """
        change, now, workspace_id = Change(), self.tools.clock(), workspace.workspace.id
        try:
            async with self.tools.database.transaction() as transaction:
                item = await self.found(transaction.connection, workspace, item_id)
                change.amend(RETIRE, the_evidence=item.id)
                change.amend(TOUCH, the_workspace=workspace_id, at=now)
                note(change, self.tools.new_id(), workspace_id, by, "evidence.retire", f"evidence:{item.id}", now)
                count = await self.correct(transaction.connection, change, workspace, item, None)
                await transaction.write(change)
                transaction.then.append(lambda: self.tools.loader.load_workspace(workspace_id))
        except ConflictError as error:
            raise SayableError("alert-old") from error
        return replace(item, state=EvidenceState.RETIRED), count

    async def found(self, connection: AsyncConnection, workspace: WorkspaceWatch, item_id: EvidenceId) -> Evidence:
        """Return an item that is not retired.

        Raises:
            SayableError: there is none here.
        """
        item = await find_evidence(connection, workspace.workspace.id, item_id)
        if item is None or item.state is EvidenceState.RETIRED:
            raise SayableError("alert-old")
        return item


def _differences(before: Evidence, after: Evidence) -> dict[str, tuple[Any, Any]]:
    """Return old and new value of what differs."""
    names = (name for name in Evidence.__dataclass_fields__ if name != "version")
    pairs = {name: (getattr(before, name), getattr(after, name)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _told(values: tuple[Any, Any]) -> list[Any]:
    """Return values as the audit log keeps them."""
    return [_plain(value) for value in values]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [file.sha256 for file in value]
    return value.isoformat() if isinstance(value, date) else value
