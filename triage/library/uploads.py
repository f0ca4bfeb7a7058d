"""Files on their way in: noted as rows, and given their line, their product, or up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from core.change import Amendment, Change
from core.errors import SayableError
from core.ids import ChatId, EvidenceId, ProductId, UserId
from evidence.register import QuickAddProblem, parse_quick_add
from evidence.shelf import DELAY_UPLOADS, UploadRow
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from workspaces.quotas import demand_room_for_evidence

GATHER = timedelta(seconds=1.5)
"""An album comes as single messages: it is whole when nothing more came for so long."""

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
