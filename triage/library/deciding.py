"""DecideUpload: 「发布」, 「放弃」, and the day that a letter lacks."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, EvidenceId, UserId
from evidence.models import Evidence
from evidence.redactions import (
    Redaction,
    Step,
    drawings_of,
    find_redaction,
    is_original_used,
    open_redactions,
    save_redaction,
    settled,
)
from evidence.shelf import find_evidence, revise_evidence
from tickets.attachments import is_attached
from triage.library.nearby import today_in
from triage.library.publish import PublishEvidence
from triage.library.redacting import RedactUploads
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from workspaces.dates import LONG_TERM, parse_date
from workspaces.problems import Problem


@dataclass(frozen=True, slots=True)
class DecideUpload:
    """What a person who keeps evidence decides about an upload that was shown to them."""

    tools: Tools
    publish: PublishEvidence
    redact: RedactUploads

    async def accept(self, item_id: EvidenceId, *, by: UserId) -> str | None:
        """Let an upload be read once more and then published; return the alert. ``None``: it has no files to read.

        Raises:
            SayableError: not a draft of one's own workspace, not looked at yet, or its last day is missing.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            workspace, _ = await self.publish.draft(transaction.connection, item_id, by)
            redaction = await find_redaction(transaction.connection, item_id)
            if redaction is None:
                return None
            if redaction.step is not Step.CHECKING:
                raise SayableError("alert-reading")
            if redaction.wants_until:
                raise SayableError("alert-wants-until")
            save_redaction(change, replace(redaction, step=Step.REREADING, accepted_by=by))
            await transaction.write(change)
        return alerts.alert(self.tools.voice(workspace), "rereading" if redaction.is_read else "done")

    async def discard(self, item_id: EvidenceId, *, by: UserId) -> WorkspaceWatch:
        """Give an upload up; its files are removed unless another item has the same.

        Raises:
            SayableError: not a draft of one's own workspace (any more).
        """
        change, gone = Change(), []
        async with self.tools.database.transaction() as transaction:
            _, item = await self.publish.draft(transaction.connection, item_id, by)
            redaction = await find_redaction(transaction.connection, item_id)
            if redaction is not None:
                save_redaction(change, settled(redaction))
                await transaction.write(change)
                gone = drawings_of(redaction)
                gone += await self._unused(transaction.connection, item)
            workspace = await self.publish.discard(item_id, by=by)
        await self.redact.look.forget(gone)
        return workspace

    async def take_day(self, workspace: WorkspaceWatch, chat_id: ChatId, typed: str) -> bool:
        """Give the newest letter that lacks it its last day, and show it anew; whether there was one.

        Raises:
            SayableError: it is no date, or one that is over.
        """
        async with self.tools.database.read() as connection:
            found = [each for each in await open_redactions(connection, chat_id) if each.wants_until]
            mine = [each for each in found if each.workspace_id == workspace.workspace.id]
            item = await find_evidence(connection, mine[0].workspace_id, mine[0].evidence_id) if mine else None
        if item is None:
            return False
        today = today_in(self.tools, workspace)
        day = parse_date(typed, today)
        if isinstance(day, Problem):
            raise day.error()
        await self._show_with_day(workspace, mine[0], replace(item, valid_until=None if day == LONG_TERM else day))
        return True

    async def _show_with_day(self, workspace: WorkspaceWatch, redaction: Redaction, item: Evidence) -> None:
        change = Change()
        revise_evidence(change, item, as_read=item.version)
        await self.redact.show(change, workspace, item, replace(redaction, wants_until=False))

    async def _unused(self, connection: AsyncConnection, item: Evidence) -> list[str]:
        """Return the originals that no other item and no case has."""
        return [
            file.original
            for file in item.files
            if file.original
            and not await is_original_used(connection, file.original, but_by=item.id)
            and not await is_attached(connection, file.original)
        ]
