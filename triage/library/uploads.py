"""Evidence on its way in: files are noted as rows, fetched, checked, and shown to the uploader before anything else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Protocol

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.errors import DeliveryDelayedError, DeliveryError, SayableError
from core.files import Files
from core.ids import ChatId, EvidenceId, ProductId, UserId, WorkspaceId
from evidence.machine.reader import ReadsPictures
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState
from evidence.pictures import MOST_BYTES, BadFileError, CheckedFile, check_file
from evidence.redactions import Redaction, add_redaction
from evidence.register import QuickAdd, QuickAddProblem, parse_quick_add
from evidence.shelf import DELAY_UPLOADS, SETTLE_UPLOADS, UploadRow, add_evidence, find_evidence
from evidence.sightings import note_evidence, same_pictures
from evidence.stacks import Stack, StackState, find_stack, quick_add
from mailbox.retry import RetryPolicy
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import evidence as evidence_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.quotas import demand_room_for_evidence

log = structlog.get_logger(__name__)

GATHER = timedelta(seconds=1.5)
"""An album comes as single messages: it is whole when nothing more came for so long."""

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
_GO_ON = Amendment(
    "go on with kept uploads",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .where(UploadRow.c.state == "held")
    .values(state="waiting", ready_at=bindparam("at")),
)
_DROP = Amendment(
    "give kept uploads up",
    update(UploadRow)
    .where(UploadRow.c.chat_id == bindparam("the_chat"), UploadRow.c.group_id == bindparam("the_group"))
    .values(state="refused"),
)


class Courier(Protocol):
    """Whoever fetches files from Telegram."""

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """Return a file's bytes, at most ``most_bytes`` and one more.

        Raises:
            DeliveryError: not now, or never.
        """
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that a person sent; ``group_id`` is shared by the files of an album."""

    chat_id: ChatId
    user_id: UserId
    message_id: int
    thread_id: int | None
    group_id: str
    arguments: str
    file_id: str
    file_name: str = ""
    mime: str = ""
    size_bytes: int | None = None
    replaces_id: EvidenceId | None = None  # the item that it is meant for
    batch_id: int | None = None  # the stack of files without a line


@dataclass(frozen=True, slots=True)
class TakeUpload:
    """Note a file that somebody who keeps evidence sent; it is fetched and checked later, even after a crash."""

    tools: Tools

    async def __call__(self, workspace: WorkspaceWatch, upload: Upload) -> None:
        """Keep the file's row; the line ``/evidence …`` may be its caption, or come as a reply to it."""
        demand_room_for_evidence(workspace.shelf_count)
        is_whole = upload.group_id.startswith("single:") and bool(upload.arguments)
        change, ready_at = Change(), self.tools.clock() + (timedelta() if is_whole else GATHER)
        values = {name: getattr(upload, name) for name in Upload.__dataclass_fields__}
        change.add(
            UploadRow,
            id=self.tools.new_id(),
            workspace_id=workspace.workspace.id,
            state="waiting",
            ready_at=ready_at,
            attempts=0,
            **values,
        )
        change.amend(DELAY_UPLOADS, the_chat=upload.chat_id, the_group=upload.group_id, at=ready_at, tries=0)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def with_line(
        self, workspace: WorkspaceWatch, upload: Upload, arguments: str, *, product_id: ProductId | None = None
    ) -> None:
        """Give the file of ``upload`` (and its album) its line, typed as a reply or completed by a button."""
        mine = (UploadRow.c.chat_id == upload.chat_id, UploadRow.c.workspace_id == workspace.workspace.id)
        async with self.tools.database.transaction() as transaction:
            query = select(UploadRow.c.group_id).where(*mine, UploadRow.c.message_id == upload.message_id)
            group_id = (await transaction.execute(query.limit(1))).scalar_one_or_none()
            if group_id is None:
                await self(workspace, replace(upload, arguments=arguments))
                return
            again = update(UploadRow).where(*mine, UploadRow.c.group_id == group_id)
            again = again.where(UploadRow.c.state != "refused")  # a bad file of an album stays out
            values = {
                "arguments": arguments,
                "state": "waiting",
                "ready_at": self.tools.clock(),
                "product_id": product_id,
                "batch_id": None,
            }
            await transaction.execute(again.values(**values))

    async def latest_held(self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId) -> Upload | None:
        """Return the newest file whose line was wrong: a corrected line sent alone is meant for it."""
        query = (
            select(UploadRow)
            .where(UploadRow.c.workspace_id == workspace.workspace.id, UploadRow.c.state == "held")
            .where(UploadRow.c.chat_id == chat_id, UploadRow.c.user_id == user_id)
            .order_by(UploadRow.c.id.desc())
            .limit(1)
        )
        async with self.tools.database.read() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
        return None if row is None else Upload(**{name: row[name] for name in Upload.__dataclass_fields__})

    async def typed_name(self, workspace: WorkspaceWatch, upload_id: int) -> str:
        """Return the product's name in the line of a kept upload.

        Raises:
            SayableError: there is no such upload here.
        """
        row = await self._kept(workspace, upload_id)
        parsed = parse_quick_add(row["arguments"], list(workspace.products.values()), self.tools.clock().date())
        if not isinstance(parsed, QuickAddProblem) or not parsed.name:
            raise SayableError("alert-old")
        return parsed.name

    async def bind(self, workspace: WorkspaceWatch, upload_id: int, product_id: ProductId) -> None:
        """Choose the product of a kept upload whose line names none, and read it again."""
        row = await self._kept(workspace, upload_id)
        upload = Upload(**{name: row[name] for name in Upload.__dataclass_fields__})
        await self.with_line(workspace, upload, row["arguments"], product_id=product_id)

    async def drop(self, workspace: WorkspaceWatch, upload_id: int) -> None:
        """Give a kept upload up."""
        row, change = await self._kept(workspace, upload_id), Change()
        again = {"the_chat": row["chat_id"], "the_group": row["group_id"]}
        change.amend(_DROP, **again)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def go_on(self, workspace: WorkspaceWatch, upload_id: int) -> None:
        """Take the kept files of an album without the bad ones."""
        row, change = await self._kept(workspace, upload_id), Change()
        change.amend(_GO_ON, the_chat=row["chat_id"], the_group=row["group_id"], at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _kept(self, workspace: WorkspaceWatch, upload_id: int) -> Any:
        query = select(UploadRow).where(UploadRow.c.id == upload_id, UploadRow.c.state == "held")
        mine = query.where(UploadRow.c.workspace_id == workspace.workspace.id)
        async with self.tools.database.read() as connection:
            row = (await connection.execute(mine)).mappings().one_or_none()
        if row is None:
            raise SayableError("alert-old")
        return row


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
        today = self.tools.clock().astimezone(workspace.zone).date()
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
            wants_until=add.kind is EvidenceKind.AUTHORIZATION and add.valid_until is None and not add.is_long_term,
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
                    checked.append(await self._fetch(row))
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
            files = await self._keep(checked)
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

    async def _fetch(self, row: Any) -> CheckedFile:
        if row["size_bytes"] is not None and row["size_bytes"] > MOST_BYTES:
            too_large = {
                "size_mb": f"{row['size_bytes'] / 1024 / 1024:.1f}",
                "limit_mb": str(MOST_BYTES // 1024 // 1024),
            }
            raise BadFileError("bad-file-too-large", **too_large)
        try:
            data = await self.courier.fetch(row["file_id"], MOST_BYTES)
        except DeliveryDelayedError:
            raise
        except DeliveryError as error:
            raise BadFileError("bad-file-damaged") from error
        return await asyncio.to_thread(check_file, data, row["file_name"], row["mime"] or None)

    async def _keep(self, checked: Sequence[CheckedFile]) -> tuple[EvidenceFile, ...]:
        """Keep originals, and return them as files of which nothing may be shown yet."""
        # Bytes go first: a row never names a file that is not there. A crash between leaves bytes, which do no harm.
        for file in checked:
            await asyncio.to_thread(self.originals.put, file.data)
        return tuple(replace(file.file, sha256="", original=file.file.sha256) for file in checked)

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


async def keep_draft(
    tools: Tools,
    change: Change,
    workspace: WorkspaceWatch,
    item: Evidence,
    place: Place,
    *,
    wants_until: bool = False,
) -> None:
    """Store a draft. Words alone are shown to the uploader at once; files are looked at first (``RedactUploads``)."""
    now = tools.clock()
    add_evidence(change, item)
    note_evidence(change, [tools.new_id() for _ in item.files], item, now)
    subject, workspace_id = f"evidence:{item.id}", workspace.workspace.id
    note(change, tools.new_id(), workspace_id, item.uploaded_by, "evidence.upload", subject, now)
    async with tools.database.transaction() as transaction:
        if item.files:
            add_redaction(change, redaction_for(item, place, wants_until=wants_until))
        else:
            preview = await preview_of_draft(tools, transaction.connection, workspace, item)
            tools.mail.preview(change, place, preview, About("preview", workspace_id))
        await transaction.write(change)


def redaction_for(item: Evidence, place: Place, *, wants_until: bool = False) -> Redaction:
    """Return the redaction that begins with an upload; its uploader hears of it at ``place``."""
    at = (place.chat_id, place.message_id, place.thread_id)
    return Redaction(item.id, item.workspace_id, *at, wants_until=wants_until)


async def preview_of_draft(
    tools: Tools,
    connection: AsyncConnection,
    workspace: WorkspaceWatch,
    item: Evidence,
    redaction: Redaction | None = None,
) -> Reply:
    """Return how a draft is shown to its uploader, with the buttons that decide about it."""
    product = None if item.product_id is None else workspace.products.get(item.product_id)
    voice, duplicate = tools.voice(workspace), await duplicate_of(connection, item)
    return evidence_words.evidence_preview(voice, item, product=product, duplicate=duplicate, redaction=redaction)


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
        today = self.tools.clock().astimezone(workspace.zone).date()
        parsed = parse_quick_add(arguments, list(workspace.products.values()), today, has_file=False)
        if isinstance(parsed, QuickAddProblem):
            if self.add_live is None or not await self.add_live(workspace, place, parsed, by=by):
                raise parsed.error()
            return
        item = draft_of(self.tools, workspace, parsed, by, ())
        await keep_draft(self.tools, Change(), workspace, item, place)


def completed(
    parsed: QuickAdd | QuickAddProblem, workspace: WorkspaceWatch, product_id: int | None
) -> QuickAdd | QuickAddProblem:
    """Return what was typed with the product that a button chose, where only that was missing."""
    if isinstance(parsed, QuickAdd) or product_id is None or parsed.draft is None:
        return parsed
    product = workspace.products.get(ProductId(product_id))
    is_name = parsed.key in ("problem-unknown-product", "problem-ambiguous-product")
    return replace(parsed.draft, product=product) if is_name and product is not None else parsed


def draft_of(
    tools: Tools, workspace: WorkspaceWatch, add: QuickAdd, uploader: UserId, files: tuple[EvidenceFile, ...]
) -> Evidence:
    """Return the draft of what was typed and uploaded."""
    return Evidence(
        id=EvidenceId(tools.new_id()),
        workspace_id=workspace.workspace.id,
        kind=add.kind,
        scope=add.scope,
        product_id=None if add.product is None else add.product.id,
        brand=add.brand,
        note=add.note,
        state=EvidenceState.DRAFT,
        files=files,
        valid_until=add.valid_until,
        uploaded_by=uploader,
        created_at=tools.clock(),
    )


def swap_of(tools: Tools, old: Evidence, uploader: UserId, files: tuple[EvidenceFile, ...]) -> Evidence:
    """Return the draft whose files are to take the place of an item's."""
    return replace(
        old,
        id=EvidenceId(tools.new_id()),
        state=EvidenceState.DRAFT,
        files=files,
        uploaded_by=uploader,
        created_at=tools.clock(),
        published_at=None,
        version=1,
        batch_id=None,
        replaces_id=old.id,
    )


async def duplicate_of(connection: AsyncConnection, item: Evidence) -> Evidence | None:
    """Return an item on file with the same bytes or the same picture."""
    for file in item.files:
        for seen in await same_pictures(connection, item.workspace_id, file.source, file.picture_hash):
            other = None
            if seen.evidence_id is not None and seen.evidence_id != item.id:
                other = await find_evidence(connection, item.workspace_id, seen.evidence_id)
            if other is not None and other.state is not EvidenceState.RETIRED:
                return other
    return None


def _place(row: Any) -> Place:
    return Place(ChatId(row["chat_id"]), row["message_id"], row["thread_id"])
