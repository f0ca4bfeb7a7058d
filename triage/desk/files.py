"""Files that members send for a case: kept, shown to staff, and fetched so that they last."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import structlog

from core.change import Change
from core.errors import DeliveryDelayedError, DeliveryError
from core.files import Files
from core.ids import ChatId, UserId
from mailbox.retry import RetryPolicy
from tickets.attachments import (
    DELAY_ATTACHMENT,
    SETTLE_ATTACHMENT,
    Attachment,
    FileKind,
    add_attachment,
    unfetched,
)
from tickets.models import Ticket
from triage.library.originals import Courier
from triage.library.seeing import SeePicture
from triage.mail import About, Place, staff_places
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import WorkspaceWatch
from triage.words import notices
from triage.words.voice import Reply

log = structlog.get_logger(__name__)

MOST_BYTES = 20 * 1024 * 1024
"""More than Telegram lets a bot fetch."""

_FETCHING = RetryPolicy(first=timedelta(seconds=2), longest=timedelta(minutes=5), attempts=8)
_AT_ONCE = 20
_ALBUM = 10


@dataclass(frozen=True, slots=True)
class KeepFiles:
    """Writes the files of a case into a Change, and hands them on to staff."""

    tools: Tools

    def __call__(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        ticket: Ticket,
        files: Sequence[Attachment],
        by: UserId,
        *,
        notice: Reply | None = None,
    ) -> None:
        """Keep files on a ticket and show them to the responsible person or the staff room.

        ``notice``: what a single file says and asks beside the picture, so that staff get one message.
        """
        now, new_id = self.tools.clock(), self.tools.new_id
        for each in files:
            add_attachment(change, new_id(), each, workspace_id=ticket.workspace_id, ticket_id=ticket.id, by=by, at=now)
        for place in staff_places(workspace, [ticket.responsible_id or workspace.responsible], ticket.id):
            self.show(change, workspace, place, ticket, files, notice=notice)

    def show(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        place: Place,
        ticket: Ticket,
        files: Sequence[Attachment],
        *,
        notice: Reply | None = None,
    ) -> None:
        """Hand files on: pictures as albums, papers one by one, all else as a copy of the member's message."""
        said = notice or notices.files_of(self.tools.voice(workspace), ticket)
        about = About("staff-files", ticket.workspace_id, None, ticket.id)
        for method, payload, items in _calls(files, said.words.text):
            self.tools.mail.call(change, place, method, payload, about, items=items, keyboard=said.keyboard)


class _Sent(msgspec.Struct):
    file_id: str
    file_name: str = ""


def sent_with(message: MessageLook) -> Attachment | None:
    """Return the file of a message in a community; None: it carries none."""
    chat_id, number = ChatId(message.chat.id), message.message_id
    if message.photo:
        largest = msgspec.json.decode(message.photo, type=list[_Sent])[-1]
        return Attachment(FileKind.PHOTO, largest.file_id, chat_id, number)
    papers = ((FileKind.DOCUMENT, message.document), (FileKind.VIDEO, message.video), (FileKind.VOICE, message.voice))
    for kind, raw in papers:
        if raw:
            file = msgspec.json.decode(raw, type=_Sent)
            return Attachment(kind, file.file_id, chat_id, number, file.file_name)
    return None


def _calls(files: Sequence[Attachment], caption: str) -> Iterable[tuple[str, dict[str, Any], int]]:
    photos = [each for each in files if each.kind is FileKind.PHOTO]
    for start in range(0, len(photos), _ALBUM):
        album = photos[start : start + _ALBUM]
        if len(album) == 1:
            yield "sendPhoto", {"photo": album[0].file_id, "caption": caption}, 1
            continue
        media: list[dict[str, Any]] = [{"type": "photo", "media": each.file_id} for each in album]
        media[0]["caption"] = caption
        yield "sendMediaGroup", {"media": media}, len(album)
    for each in files:
        if each.kind is FileKind.DOCUMENT:
            yield "sendDocument", {"document": each.file_id, "caption": caption}, 1
        elif each.kind is not FileKind.PHOTO:
            yield "copyMessage", {"from_chat_id": each.chat_id, "message_id": each.message_id, "caption": caption}, 1


@dataclass(frozen=True, slots=True)
class FetchFiles:
    """Fetch the bytes of what was sent, so that a case keeps its files. Only the process that leads runs it."""

    tools: Tools
    files: Files
    courier: Courier
    see: SeePicture | None = None

    async def __call__(self) -> None:
        """Look at what waits; what cannot be had is given up after a while, and the case keeps the message."""
        async with self.tools.database.read() as connection:
            rows = await unfetched(connection, self.tools.clock(), _AT_ONCE)
        for row in rows:
            change = Change()
            await self._fetch(change, row)
            await self.tools.writer.commit(change)

    async def _fetch(self, change: Change, row: Any) -> None:
        try:
            data = await self.courier.fetch(row["file_id"], MOST_BYTES)
        except DeliveryDelayedError as error:
            attempt = row["attempts"] + 1
            log.warning("attachment not fetched", attachment_id=row["id"], attempt=attempt, reason=str(error))
            if not _FETCHING.gives_up(attempt):
                at = self.tools.clock() + _FETCHING.wait(attempt)
                change.amend(DELAY_ATTACHMENT, the_attachment=row["id"], at=at)
                return
            data = b""
        except DeliveryError:
            data = b""
        is_kept = 0 < len(data) <= MOST_BYTES
        sha256 = await asyncio.to_thread(self.files.put, data) if is_kept else None
        state = "kept" if is_kept else "refused"
        if self.see is not None and sha256 is not None:
            await self.see(change, row["workspace_id"], row["ticket_id"], sha256, data)
        change.amend(SETTLE_ATTACHMENT, the_attachment=row["id"], new_state=state, new_sha256=sha256)
