"""Uploads that are whole are fetched and checked, and become drafts; what cannot be used is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import bindparam, select, update

from core.change import Amendment, Change
from core.errors import DeliveryDelayedError, SayableError
from core.files import Files
from core.ids import ChatId, EvidenceId, ProductId, UserId, WorkspaceId
from evidence.machine.reader import ReadsPictures
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState
from evidence.pictures import BadFileError, CheckedFile
from evidence.register import QuickAdd, QuickAddProblem, parse_quick_add
from evidence.shelf import DELAY_UPLOADS, SETTLE_UPLOADS, UploadRow, find_evidence
from evidence.stacks import Stack, StackState, find_stack, quick_add
from mailbox.retry import RetryPolicy
from triage.library.drafting import draft_of, keep_draft, swap_of
from triage.library.nearby import today_in
from triage.library.originals import Courier, fetch_checked, keep_originals
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import evidence as evidence_words
from triage.words.voice import Reply

log = structlog.get_logger(__name__)

FETCHING = RetryPolicy(first=timedelta(seconds=2), longest=timedelta(minutes=2), attempts=8)

_HOLD = Amendment(
    "keep uploads until their line is right",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .values(state="held"),
)

_REFUSE_ONE = Amendment(
    "refuse one file of an album",
    update(UploadRow).where(UploadRow.c.id == bindparam("the_upload")).values(state="refused"),
)

_HOLD_REST = Amendment(
    "keep the other files of an album",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .where(UploadRow.c.state == "waiting")
    .values(state="held", arguments=bindparam("the_line")),
)


@dataclass(frozen=True, slots=True)
class ReadUploads:
    """Fetch and check what was uploaded; make drafts, to be read before they are shown. Only who leads runs it."""

    tools: Tools
    originals: Files
    courier: Courier
    reader: ReadsPictures

    async def __call__(self) -> None:
        """Look at every group of files that is whole."""
        query = (
            select(UploadRow)
            .where(UploadRow.c.state == "waiting", UploadRow.c.ready_at <= self.tools.clock())
            .order_by(UploadRow.c.id)
            .limit(200)
        )
        rows = [row._mapping for row in await self.tools.database.peek(query)]
        groups: dict[tuple[int, str], list[Any]] = {}
        for row in rows:
            groups.setdefault((row["chat_id"], row["group_id"]), []).append(row)
        for group in groups.values():
            await self._read(group)

    async def _read(self, rows: Sequence[Any]) -> None:
        first = rows[0]
        workspace = self.tools.watch.workspaces.get(WorkspaceId(first["workspace_id"]))
        if workspace is None:
            return
        self.reader.wake()  # it takes seconds to start, and the file is not here yet
        old = await self._replaced(workspace, rows)
        if old is not None:
            by = UserId(first["user_id"])
            await self._fetch_all(workspace, rows, lambda files: swap_of(self.tools, old, by, files))
            return
        arguments = next((row["arguments"] for row in rows if row["arguments"]), "")
        stack = await self._stack(rows) if not arguments else None
        if stack is not None:
            await self._of_stack(workspace, rows, stack)
            return
        products = list(workspace.products.values())
        today = today_in(self.tools, workspace)
        parsed = parse_quick_add(arguments, products, today)
        chosen = next((row["product_id"] for row in rows if row["product_id"] is not None), None)
        add = self._may_wait_for_its_day(completed(parsed, workspace, chosen))
        if isinstance(add, QuickAddProblem):
            await self._hold(workspace, first, add)
            return
        uploader = UserId(first["user_id"])
        await self._fetch_all(
            workspace,
            rows,
            lambda files: draft_of(self.tools, workspace, add, uploader, files),
            wants_until=_wants_day(add),
        )

    async def _stack(self, rows: Sequence[Any]) -> Stack | None:
        """Return the stack that files without a line belong to."""
        wanted = next((row["batch_id"] for row in rows if row["batch_id"] is not None), None)
        if wanted is None:
            return None
        async with self.tools.database.read() as connection:
            return await find_stack(connection, wanted)

    async def _of_stack(self, workspace: WorkspaceWatch, rows: Sequence[Any], stack: Stack) -> None:
        """Keep a file until the form of its stack is filled in; then make a draft as it says."""
        first, add = rows[0], quick_add(stack.answers, workspace.products)
        if stack.state is StackState.READING:
            uploader, batch_id = UserId(first["user_id"]), stack.id
            await self._fetch_all(
                workspace,
                rows,
                lambda files: replace(draft_of(self.tools, workspace, add, uploader, files), batch_id=batch_id),
                wants_until=_wants_day(add),
            )
            return
        change = Change()
        change.amend(_HOLD, the_chat=first["chat_id"], the_group=first["group_id"])
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _replaced(self, workspace: WorkspaceWatch, rows: Sequence[Any]) -> Evidence | None:
        """Return the item that these files are meant for, if it is still on file."""
        wanted = next((row["replaces_id"] for row in rows if row["replaces_id"] is not None), None)
        if wanted is None:
            return None
        async with self.tools.database.read() as connection:
            item = await find_evidence(connection, workspace.workspace.id, EvidenceId(wanted))
        return None if item is None or item.state is EvidenceState.RETIRED else item

    async def _fetch_all(
        self,
        workspace: WorkspaceWatch,
        rows: Sequence[Any],
        make: Callable[[tuple[EvidenceFile, ...]], Evidence],
        *,
        wants_until: bool = False,
    ) -> None:
        """Fetch and check all files of a group, and make a draft of them: all or none."""
        first, checked, bad = rows[0], list[CheckedFile](), dict[int, BadFileError]()
        try:
            for place, row in enumerate(rows):
                try:
                    checked.append(await fetch_checked(self.courier, row))
                except BadFileError as error:
                    bad[place] = error
        except DeliveryDelayedError as error:
            await self._later(workspace, first, error)
            return
        if bad and checked:
            await self._keep_rest(workspace, rows, bad)
        elif bad:
            await self._refuse(workspace, first, bad[0])
        else:
            files = await keep_originals(self.originals, checked)
            change = Change()
            change.amend(SETTLE_UPLOADS, the_chat=first["chat_id"], the_group=first["group_id"], new_state="done")
            await keep_draft(self.tools, change, workspace, make(files), _place(first), wants_until=wants_until)

    async def _keep_rest(self, workspace: WorkspaceWatch, rows: Sequence[Any], bad: dict[int, BadFileError]) -> None:
        """The good files of an album wait; their uploader says whether they do without the others."""
        change, first = Change(), rows[0]
        for place in bad:
            change.amend(_REFUSE_ONE, the_upload=rows[place]["id"])
        line = next((row["arguments"] for row in rows if row["arguments"]), "")
        change.amend(_HOLD_REST, the_chat=first["chat_id"], the_group=first["group_id"], the_line=line)
        kept = next(row["id"] for place, row in enumerate(rows) if place not in bad)
        voice = self.tools.voice(workspace)
        reply = evidence_words.album_with_bad_files(voice, bad, count=len(rows) - len(bad), upload_id=kept)
        self.tools.mail.to_chat(change, _place(first), reply, About("upload", workspace.workspace.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    def _may_wait_for_its_day(self, add: QuickAdd | QuickAddProblem) -> QuickAdd | QuickAddProblem:
        """Let a letter's last day be read in the picture, where there is a machine that reads."""
        lacks_day = isinstance(add, QuickAddProblem) and add.key == "problem-date-needed" and self.reader.is_there
        return add.draft if isinstance(add, QuickAddProblem) and lacks_day and add.draft is not None else add

    async def _hold(self, workspace: WorkspaceWatch, first: Any, problem: QuickAddProblem) -> None:
        """Keep the files, say what was wrong with the line and what would be right."""
        voice = self.tools.voice(workspace)
        if problem.key == "problem-evidence-empty":
            reply = evidence_words.upload_without_line(voice)
        else:
            reply = evidence_words.upload_problem(voice, problem, upload_id=first["id"])
        await self._answer(workspace, first, reply, _HOLD)

    async def _refuse(self, workspace: WorkspaceWatch, first: Any, error: SayableError) -> None:
        reply = Reply(alerts.sorry(self.tools.voice(workspace), error))
        await self._answer(workspace, first, reply, SETTLE_UPLOADS, new_state="refused")

    async def _later(self, workspace: WorkspaceWatch, first: Any, error: DeliveryDelayedError) -> None:
        attempt = first["attempts"] + 1
        log.warning("file not fetched", upload_id=first["id"], attempt=attempt, reason=str(error))
        if FETCHING.gives_up(attempt):
            await self._refuse(workspace, first, BadFileError("bad-file-damaged"))
            return
        change, at = Change(), self.tools.clock() + FETCHING.wait(attempt)
        change.amend(DELAY_UPLOADS, the_chat=first["chat_id"], the_group=first["group_id"], at=at, tries=1)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _answer(
        self, workspace: WorkspaceWatch, first: Any, reply: Reply, amendment: Amendment, **values: str
    ) -> None:
        change = Change()
        change.amend(amendment, the_chat=first["chat_id"], the_group=first["group_id"], **values)
        self.tools.mail.to_chat(change, _place(first), reply, About("upload", workspace.workspace.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)


def completed(
    parsed: QuickAdd | QuickAddProblem, workspace: WorkspaceWatch, product_id: int | None
) -> QuickAdd | QuickAddProblem:
    """Return what was typed with the product that a button chose, where only that was missing."""
    if isinstance(parsed, QuickAdd) or product_id is None or parsed.draft is None:
        return parsed
    product = workspace.products.get(ProductId(product_id))
    is_name = parsed.key in ("problem-unknown-product", "problem-ambiguous-product")
    return replace(parsed.draft, product=product) if is_name and product is not None else parsed


def _wants_day(add: QuickAdd) -> bool:
    """Whether it is a letter whose last day is not known yet."""
    return add.kind is EvidenceKind.AUTHORIZATION and add.valid_until is None and not add.is_long_term


def _place(row: Any) -> Place:
    return Place(ChatId(row["chat_id"]), row["message_id"], row["thread_id"])
