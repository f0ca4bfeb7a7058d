"""The same picture coming in twice, say one photo on two tickets: staff are told, nobody else."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass

from PIL import Image

from core.change import Change
from core.ids import TicketId, WorkspaceId
from evidence.picture_hash import picture_hash
from evidence.pictures import MOST_PIXELS
from evidence.sightings import note_on_ticket, same_pictures
from tickets.repository import ticket_by_id
from triage.mail import About, heads
from triage.tools import Tools
from triage.words.seen_before import seen_before


@dataclass(frozen=True, slots=True)
class SeePicture:
    """Takes note of a picture on a ticket, and tells staff where it was seen before."""

    tools: Tools

    async def __call__(
        self, change: Change, workspace_id: WorkspaceId, ticket_id: TicketId, sha256: str, data: bytes
    ) -> None:
        """Write the sighting, and the hint if there is one. What is no picture leaves no trace."""
        looks, workspace = await asyncio.to_thread(looks_of, data), self.tools.watch.workspaces.get(workspace_id)
        if not looks or workspace is None:
            return
        async with self.tools.database.read() as connection:
            seen = await same_pictures(connection, workspace_id, sha256, looks)
            others = {one.ticket_id for one in seen if one.ticket_id not in (None, ticket_id)}
            known = [await ticket_by_id(connection, each) for each in others if each is not None]
            here = await ticket_by_id(connection, ticket_id)
        at = self.tools.clock()
        note_on_ticket(change, self.tools.new_id(), workspace_id, ticket_id, sha256, looks, at)
        is_evidence = any(one.evidence_id is not None for one in seen)
        tickets = [each for each in known if each is not None]
        if here is None or not (tickets or is_evidence) or any(one.ticket_id == ticket_id for one in seen):
            return
        notice = seen_before(self.tools.voice(workspace), here, tickets, is_evidence=is_evidence)
        about = About("staff-same-picture", workspace_id, None, ticket_id)
        self.tools.mail.to_staff(change, workspace, notice, about, [workspace.responsible, *heads(workspace)])


def looks_of(data: bytes) -> str:
    """Return the perceptual hash of a picture; empty for what is none. Blocking: run it in a thread."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > MOST_PIXELS:
                return ""
            image.draft("L", (512, 512))
            return picture_hash(image)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return ""
