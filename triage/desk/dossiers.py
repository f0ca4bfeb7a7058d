"""The dossier of a marked threat, put together for the owner: whoever takes it is written down."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.files import Files
from core.ids import ChatId, UserId
from evidence.models import EvidenceFile
from mailbox.outbox import OutgoingRow
from tickets.attachments import AttachmentRow, FileKind
from tickets.dossier import Dossier, Entry, Original, build_dossier, safe_names
from tickets.repository import timeline
from tickets.threats import Kept, Threat, find_threat, kept_messages
from triage.desk.cases import Cases
from triage.desk.threats import said_of
from triage.desk.views import TicketView
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import threats as words
from triage.words.notices import link_to
from triage.words.receipts import number_of
from triage.words.voice import Voice
from workspaces.audit import note
from workspaces.rights import Action, may

ZIP = "application/zip"
_ALL = 10_000
_SAME = timedelta(seconds=2)
_ENDINGS = {FileKind.PHOTO: "photo.jpg", FileKind.VOICE: "voice.ogg", FileKind.VIDEO: "video.mp4"}


@dataclass(frozen=True, slots=True)
class TakeDossier:
    """Build the archive of a case and owe it to the owner's private chat."""

    tools: Tools
    cases: Cases
    files: Files

    async def __call__(self, view: TicketView, *, by: UserId) -> None:
        """Build and hand it over.

        Raises:
            SayableError: not the owner, or the case is not marked.
        """
        if not may(view.workspace.role_of(by), Action.SEE_DOSSIER):
            voice = self.tools.voice(view.workspace)
            raise SayableError("refuse-role", role=voice.label("role", "owner"))
        ticket, now = view.ticket, self.tools.clock()
        number = number_of(ticket) or str(ticket.id)
        async with self.tools.database.read() as connection:
            threat = await find_threat(connection, ticket.id)
            if threat is None or not threat.is_marked:
                raise SayableError("refuse-not-marked", number=number)
            dossier = await self._gather(connection, view, threat, now)
        data = await asyncio.to_thread(build_dossier, dossier, f"dossier-{number}")
        sha256 = await asyncio.to_thread(self.files.put, data)
        counts = (len(dossier.entries), len(dossier.originals))
        file = EvidenceFile(sha256=sha256, mime=ZIP, size_bytes=len(data))
        reply = words.dossier_caption(self.tools.voice(view.workspace), ticket, threat, file, counts)
        change = Change()
        about = About("dossier", ticket.workspace_id, None, None)
        self.tools.mail.to_chat(change, Place(ChatId(by)), reply, about)
        self.cases.line(change, ticket.id, "dossier", actor_id=by)
        note(
            change,
            self.tools.new_id(),
            ticket.workspace_id,
            by,
            "dossier.taken",
            f"ticket:{number}",
            now,
            sha256=sha256,
        )
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _gather(self, connection: AsyncConnection, view: TicketView, threat: Threat, now: datetime) -> Dossier:
        voice, ticket = self.tools.voice(view.workspace), view.ticket
        stored = await _attachments(connection, ticket.id)
        names = dict(zip((row["id"] for row in stored), safe_names(map(_name, stored)), strict=True))
        originals = [await asyncio.to_thread(self._original, row, names[row["id"]]) for row in stored]
        said = _unique([*await kept_messages(connection, ticket.id), *await said_of(connection, view)])
        entries = [
            *(self._kept(view, voice, kept) for kept in said),
            *(self._file(view, voice, row, names[row["id"]]) for row in stored),
            *await self._answers(connection, view, voice),
            *await self._events(connection, view, voice, said),
        ]
        marked_by = view.workspace.staff.get(threat.decided_by)
        facts = words.dossier_facts(
            voice,
            ticket,
            threat,
            group=view.group,
            product=view.product,
            marked_by=voice("dossier-by-staff") if marked_by is None else marked_by.name,
            made_at=now,
        )
        title = voice("dossier-title", number=number_of(ticket) or str(ticket.id))
        local = [_local(entry, voice) for entry in entries]
        return Dossier(title, facts, words.dossier_headings(voice), local, originals, voice.texts.language)

    def _original(self, row: Any, name: str) -> Original:
        sha256 = row["sha256"]
        data = self.files.read(sha256) if sha256 and self.files.has(sha256) else None
        return Original(name, data, row["kind"] == FileKind.PHOTO.value)

    def _kept(self, view: TicketView, voice: Voice, kept: Kept) -> Entry:
        what = voice("dossier-said" if kept.source == "member" else "dossier-outside")
        number = f"{kept.chat_id}/{kept.message_id}" if kept.message_id else ""
        return Entry(kept.at, self._who(view, voice, kept.author_id), what, kept.text, number, kept.link)

    def _file(self, view: TicketView, voice: Voice, row: Any, name: str) -> Entry:
        is_members = row["actor_id"] == view.ticket.member_id
        what = voice("dossier-said" if is_members else "dossier-outside")
        number = f"{row['chat_id']}/{row['message_id']}"
        who = self._who(view, voice, UserId(row["actor_id"]))
        return Entry(row["at"], who, what, number=number, file_names=(name,))

    async def _answers(self, connection: AsyncConnection, view: TicketView, voice: Voice) -> list[Entry]:
        """Return what the bot said to the member, in public and in private."""
        ticket = view.ticket
        query = (
            select(OutgoingRow)
            .where(OutgoingRow.c.ticket_id == ticket.id, OutgoingRow.c.state == "sent")
            .where(OutgoingRow.c.chat_id.in_((ticket.chat_id, ticket.member_id)))
        )
        return [
            Entry(
                row["settled_at"],
                voice("dossier-by-bot"),
                voice("dossier-answered"),
                str(row["payload"].get("text") or row["payload"].get("caption") or ""),
                f"{row['chat_id']}/{(row['message_ids'] or [0])[0]}",
                _address(view, row),
            )
            for row in (await connection.execute(query)).mappings()
            if row["payload"].get("text") or row["payload"].get("caption")
        ]

    async def _events(
        self, connection: AsyncConnection, view: TicketView, voice: Voice, said: Iterable[Kept]
    ) -> list[Entry]:
        """Return what was done on the ticket; the member's words stand there already."""
        known = {(kept.text[:80]) for kept in said}
        return [
            Entry(
                line["at"],
                self._who(view, voice, None if line["actor_id"] is None else UserId(line["actor_id"])),
                voice.label_if_any("event", line["event"]) or line["event"],
                line["text"],
            )
            for line in await timeline(connection, view.ticket.id, limit=_ALL)
            if not (line["actor_id"] == view.ticket.member_id and line["text"][:80] in known)
        ]

    @staticmethod
    def _who(view: TicketView, voice: Voice, user_id: UserId | None) -> str:
        if user_id is None:
            return voice("dossier-by-bot")
        if user_id == view.ticket.member_id:
            return f"{view.ticket.member_name} ({user_id})"
        staff = view.workspace.staff.get(user_id)
        return voice("dossier-by-staff") if staff is None else staff.name


async def _attachments(connection: AsyncConnection, ticket_id: int) -> list[Any]:
    query = select(AttachmentRow).where(AttachmentRow.c.ticket_id == ticket_id).order_by(AttachmentRow.c.id)
    return list((await connection.execute(query)).mappings())


def _name(row: Any) -> str:
    return str(row["file_name"] or _ENDINGS.get(FileKind(row["kind"]), "file"))


def _unique(messages: Iterable[Kept]) -> list[Kept]:
    """Return each message once: what was kept when it was marked goes before what stands there now."""
    known: dict[Any, Kept] = {}
    for each in messages:
        known.setdefault((each.chat_id, each.message_id) if each.message_id else (each.at, each.text), each)
    return list(known.values())


def _local(entry: Entry, voice: Voice) -> Entry:
    return Entry(
        entry.at.astimezone(voice.zone), entry.who, entry.what, entry.text, entry.number, entry.link, entry.file_names
    )


def _address(view: TicketView, row: Any) -> str:
    community, ids = view.community, row["message_ids"] or []
    if community is None or not ids or row["chat_id"] > 0:
        return ""
    return link_to(community.community, ChatId(row["chat_id"]), ids[0]) or ""
