"""EditBoxes: 「改遮挡」, a person changes what is hidden of an upload; each step is a row: a restart loses nothing."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, EvidenceId, UserId
from evidence import boxing
from evidence.boxdrawing import draw_boxes, draw_grid
from evidence.models import Evidence
from evidence.redactions import Editing, Redaction, Step, find_redaction, open_redactions, save_redaction
from triage.library.publish import PublishEvidence
from triage.library.redacting import RedactUploads
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import boxes as box_words


@dataclass(frozen=True, slots=True)
class EditBoxes:
    """Boxes on and off, new ones by a grid, undo; then the preview is shown anew."""

    tools: Tools
    publish: PublishEvidence
    redact: RedactUploads

    async def open(self, item_id: EvidenceId, *, by: UserId, place: Place) -> None:
        """Send the page with its numbered boxes.

        Raises:
            SayableError: not a draft of one's own workspace that waits to be checked.
        """
        workspace, item, redaction = await self._found(item_id, by)
        drawn = await self._drawn(item, replace(redaction, editing=redaction.editing or Editing()))
        await self._send(workspace, drawn, place.plain)

    async def press(self, item_id: EvidenceId, action: str, extra: str, *, by: UserId, place: Place) -> WorkspaceWatch:
        """Do what a button says and draw the page anew in its place.

        Raises:
            SayableError: not one's own, not waiting to be checked, the picture is older than the boxes, or what is
                never shown was to be uncovered.
        """
        workspace, item, redaction = await self._found(item_id, by)
        value, _, version = extra.partition(".")
        if redaction.editing is None or version != str(redaction.version):
            raise SayableError("alert-boxes-old")
        drawn = await self._drawn(item, _after(redaction, action, value))
        await self._redraw(workspace, drawn, place)
        return workspace

    async def done(self, item_id: EvidenceId, *, by: UserId) -> WorkspaceWatch:
        """Show both versions of each page anew.

        Raises:
            SayableError: not a draft of one's own workspace that waits to be checked.
        """
        workspace, item, redaction = await self._found(item_id, by)
        stale = [page.preview for page in redaction.pages]
        fresh = replace(await self.redact.look.drawn(item, redaction), editing=None)
        await self.redact.show(Change(), workspace, item, fresh)
        drawn = () if redaction.editing is None else redaction.editing.drawn
        kept = {page.preview for page in fresh.pages}
        await self.redact.look.forget([name for name in (*stale, *drawn) if name not in kept])
        return workspace

    async def is_open(self, chat_id: ChatId) -> bool:
        """Whether somebody in a chat is at a page's boxes."""
        async with self.tools.database.read() as connection:
            return any(each.editing is not None for each in await open_redactions(connection, chat_id))

    async def typed(self, chat_id: ChatId, text: str, *, by: UserId) -> None:
        """Hide the cells that were typed (``B2-D3``) on the page in hand, and send it anew.

        Raises:
            SayableError: there is no page in hand, or it is not theirs.
        """
        cells = boxing.cells_in(text)
        async with self.tools.database.read() as connection:
            found = [each for each in await open_redactions(connection, chat_id) if each.editing is not None]
        if cells is None or not found:
            raise SayableError("alert-old")
        workspace, item, redaction = await self._found(found[0].evidence_id, by)
        drawn = await self._drawn(item, boxing.with_box(redaction, *cells))
        await self._send(workspace, drawn, Place(chat_id, None, redaction.thread_id))

    async def _found(self, item_id: EvidenceId, by: UserId) -> tuple[WorkspaceWatch, Evidence, Redaction]:
        async with self.tools.database.read() as connection:
            workspace, item = await self.publish.draft(connection, item_id, by)
            redaction = await self._waiting(connection, item_id)
        return workspace, item, redaction

    async def _waiting(self, connection: AsyncConnection, item_id: EvidenceId) -> Redaction:
        redaction = await find_redaction(connection, item_id)
        if redaction is None or redaction.step is Step.DONE:
            raise SayableError("alert-old")
        if redaction.step is not Step.CHECKING:
            raise SayableError("alert-reading")
        return redaction

    async def _drawn(self, item: Evidence, redaction: Redaction) -> Redaction:
        """Return the redaction with a picture of the page in hand."""
        editing = redaction.editing or Editing()
        page = redaction.pages[editing.page]
        picture = await self.redact.look.picture(item, page)
        if editing.mode == "boxes":
            drawing = await asyncio.to_thread(draw_boxes, picture, page.boxes, editing.window)
        else:
            drawing = await asyncio.to_thread(draw_grid, picture, page.boxes, editing.window, editing.corner)
        name = await self.redact.look.keep(drawing)
        return replace(redaction, editing=replace(editing, drawn=(*editing.drawn, name)))

    async def _send(self, workspace: WorkspaceWatch, redaction: Redaction, place: Place) -> None:
        change, about = Change(), About("boxes", workspace.workspace.id)
        save_redaction(change, redaction)
        reply = box_words.editor(self.tools.voice(workspace), replace(redaction, version=redaction.version + 1))
        self.tools.mail.to_chat(change, place, reply, about)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _redraw(self, workspace: WorkspaceWatch, redaction: Redaction, place: Place) -> None:
        change, about = Change(), About("boxes", workspace.workspace.id)
        save_redaction(change, redaction)
        reply = box_words.editor(self.tools.voice(workspace), replace(redaction, version=redaction.version + 1))
        self.tools.mail.redraw(change, place, reply, about)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)


def _after(redaction: Redaction, action: str, value: str) -> Redaction:
    """Return the redaction after a button."""
    editing = redaction.editing or Editing()
    if action in ("adding", "zooming"):
        return replace(redaction, editing=replace(editing, mode=action, corner=""))
    try:
        return {
            "toggle": lambda: boxing.toggled(redaction, int(value)),
            "cell": lambda: boxing.with_corner(redaction, value),
            "undo": lambda: boxing.undone(redaction),
            "next": lambda: boxing.turned(redaction, 1),
            "back": lambda: boxing.turned(redaction, -1),
        }[action]()
    except boxing.LockedBoxError as error:
        raise SayableError("alert-box-locked") from error
    except (IndexError, KeyError, ValueError) as error:
        raise SayableError("alert-boxes-old") from error
