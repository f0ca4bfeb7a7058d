"""``python -m bot import-evidence``: a folder or ZIP with a CSV becomes drafts, decided by the owner on one card."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from bot.settings import Settings
from bot.workspace_settings import with_workspace
from core.change import Change
from core.errors import SayableError, SetupError, YoujuError
from core.files import Files
from core.ids import ChatId, EvidenceId
from evidence.manifest import MOST_BYTES, BadManifestError, Line, Source, blank_from, lines_of, opened
from evidence.models import EvidenceFile
from evidence.pictures import CheckedFile, check_file
from evidence.shelf import add_evidence
from evidence.stacks import Answers, Stack, StackState, add_stack
from triage.library.drafting import keep_draft
from triage.library.nearby import today_in
from triage.mail import Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from workspaces.audit import note
from workspaces.quotas import demand_room_for_evidence

_BAR = 30


@dataclass(frozen=True, slots=True)
class Report:
    """What became of each line, as it is printed."""

    lines: tuple[str, ...]
    refused: int

    @property
    def exit_code(self) -> int:
        """0 where every line was taken."""
        return 1 if self.refused else 0


def import_evidence(settings: Settings, path: Path, wanted: str, *, is_dry: bool) -> Report:
    """Import a folder or ZIP into a workspace; ``is_dry``: only say what would become of each line.

    Raises:
        SetupError: no such workspace, or nothing that can be read.
    """

    async def work(tools: Tools, workspace: WorkspaceWatch) -> Report:
        importing = _Import(tools, workspace, Files(settings.data_dir / "originals"), is_dry)
        try:
            with opened(path) as source:
                return await importing(source)
        except BadManifestError as error:
            raise SetupError(str(error)) from error

    return asyncio.run(with_workspace(settings, wanted, work))


@dataclass(frozen=True, slots=True)
class _Import:
    """One import: line by line, each stored whole or not at all."""

    tools: Tools
    workspace: WorkspaceWatch
    originals: Files
    is_dry: bool

    async def __call__(self, source: Source) -> Report:
        lines = lines_of(source, list(self.workspace.products.values()), today_in(self.tools, self.workspace))
        batch_id, said, refused = self.tools.new_id(), [], 0
        for place, line in enumerate(lines, start=1):
            try:
                outcome = await self._take(source, line, batch_id, place)
            except YoujuError as error:
                outcome, refused = self._problem(error), refused + 1
            said.append(f"line {line.number}: {outcome}")
            _draw(place, len(lines))
        if not self.is_dry and refused < len(lines):
            await self._show_all(batch_id, len(lines) - refused)
        taken = "would be taken" if self.is_dry else "taken"
        return Report((*said, f"{len(lines) - refused} {taken}, {refused} refused"), refused)

    async def _take(self, source: Source, line: Line, batch_id: int, place: int) -> str:
        if line.problem is not None:
            raise line.problem.error()
        demand_room_for_evidence(self.workspace.shelf_count + place - 1)
        checked = [await asyncio.to_thread(_checked, source, name) for name in line.files]
        item = blank_from(
            line,
            id=EvidenceId(self.tools.new_id()),
            workspace_id=self.workspace.workspace.id,
            uploaded_by=self.workspace.workspace.owner_id,
            created_at=self.tools.clock(),
        )
        voice = self.tools.voice(self.workspace)
        label = f"{voice.label('kind', item.kind)}, {len(checked)} file(s)"
        if self.is_dry:
            return f"ok, {label}"
        # Bytes go first: a row never names a file that is not there.
        for each in checked:
            await asyncio.to_thread(self.originals.put, each.data)
        files = tuple(_private(each) for each in checked)
        owner, change = ChatId(self.workspace.workspace.owner_id), Change()
        item = replace(item, files=files, batch_id=batch_id)
        if files:
            await keep_draft(self.tools, change, self.workspace, item, Place(owner))
        else:
            add_evidence(change, item)
            now, place_id = self.tools.clock(), self.workspace.workspace.id
            subject = f"evidence:{item.id}"
            note(change, self.tools.new_id(), place_id, item.uploaded_by, "evidence.upload", subject, now)
            async with self.tools.database.transaction() as transaction:
                await transaction.write(change)
        return f"draft, {label}"

    async def _show_all(self, batch_id: int, total: int) -> None:
        """Let the running bot read the files, then show the owner one card for all drafts."""
        now, workspace, change = self.tools.clock(), self.workspace.workspace, Change()
        pile = Stack(
            id=batch_id,
            workspace_id=workspace.id,
            chat_id=ChatId(workspace.owner_id),
            user_id=workspace.owner_id,
            state=StackState.READING,
            is_each=True,
            answers=Answers(),
            total=total,
            outgoing_id=None,
            at=now,
            ready_at=now,
        )
        add_stack(change, pile)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    def _problem(self, error: YoujuError) -> str:
        voice = self.tools.voice(self.workspace)
        said = alerts.sorry(voice, error).text if isinstance(error, SayableError) else str(error)
        return "refused: " + " ".join(said.split())


def _checked(source: Source, name: str) -> CheckedFile:
    return check_file(source.read(name, MOST_BYTES), name)


def _private(checked: CheckedFile) -> EvidenceFile:
    """Return a file of which nothing may be shown yet."""
    return replace(checked.file, sha256="", original=checked.file.sha256)


def _draw(done: int, total: int) -> None:
    """Draw how far it is, where somebody watches."""
    if sys.stderr.isatty():
        filled = done * _BAR // total
        end = "\n" if done == total else ""
        sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}{end}")
        sys.stderr.flush()
