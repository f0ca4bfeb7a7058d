"""What was shown and is no longer so: the answers that showed it get a note, and a new picture for an old one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment, Change
from core.ids import EvidenceId, OutgoingId
from core.texts import CAPTION_LIMIT_UTF16, TEXT_LIMIT_UTF16, Words, stack
from evidence.choice import speaks_for
from evidence.models import Evidence
from mailbox.models import Outgoing, Urgency
from mailbox.outbox import OutgoingRow, owe
from triage.library.holding import HoldBackAnswer
from triage.repository import AnswerRow, ShownRow
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import corrections as correction_words

CORRECTION = "correction"
RETIRED = "retired"
"""The field of a note that makes all other notes of an item pointless."""

KEEP_CORRECTIONS = Amendment(
    "keep what was added to a posted answer",
    update(AnswerRow).where(AnswerRow.c.id == bindparam("the_answer")).values(corrections=bindparam("notes")),
)
_CANCEL = Amendment(
    "hold an answer back that shows what is no longer so",
    update(OutgoingRow)
    .where(OutgoingRow.c.id == bindparam("row_id"), OutgoingRow.c.state == "waiting")
    .values(state="cancelled", settled_at=bindparam("at")),
)


@dataclass(frozen=True, slots=True)
class CorrectAnswers:
    """Edits posted answers when an item that they show is changed or retired."""

    tools: Tools
    hold_back: HoldBackAnswer

    async def __call__(
        self,
        connection: AsyncConnection,
        change: Change,
        workspace: WorkspaceWatch,
        before: Evidence,
        after: Evidence | None,
    ) -> int:
        """Write the edits that ``before`` becoming ``after`` (``None``: retired) asks for; return how many answers.

        An answer that nobody has seen yet is held back instead, and counts not.
        """
        count = 0
        for row in await answers_showing(connection, before.id):
            notes = self._notes(workspace, row, before, after)
            if RETIRED in notes and row["state"] == "waiting":
                await self.hold_back(connection, change, row)
            elif notes:
                self._correct(change, row, before, after, notes)
                count += 1
        return count

    def _notes(self, workspace: WorkspaceWatch, row: Any, before: Evidence, after: Evidence | None) -> dict[str, str]:
        """Return what to say under one answer, by field."""
        voice, ids = self.tools.voice(workspace), list(row["evidence_ids"])
        place = ids.index(before.id) if before.id in ids else 0
        product = None if row["product_id"] is None else workspace.products.get(row["product_id"])
        if after is not None and product is not None and not speaks_for(after, product):
            return {RETIRED: correction_words.note_of_scope(voice, place, before)}
        if after is None:
            return {RETIRED: correction_words.note_of_retiring(voice, place, before)}
        return correction_words.notes_of_change(voice, place, before, after)

    def _correct(
        self, change: Change, row: Any, before: Evidence, after: Evidence | None, notes: dict[str, str]
    ) -> None:
        kept = [each for each in row["corrections"] or [] if not _is_outdated(each, before.id, notes)]
        all_notes = [*kept, *({"evidence": before.id, "field": name, "text": text} for name, text in notes.items())]
        change.amend(KEEP_CORRECTIONS, the_answer=row["answer_id"], notes=all_notes)
        texts = [str(each["text"]) for each in all_notes]
        swapped = {} if after is None else _swapped(before, after)
        for call in edits_of(row, texts, swapped):
            owe(change, self._outgoing(row, *call))

    def add_note(self, change: Change, row: Any, field: str, text: str) -> None:
        """Put a note under one posted answer; one that still waits to be sent is held back."""
        if row["state"] == "waiting":
            change.amend(_CANCEL, row_id=row["outgoing_id"], at=self.tools.clock())
            return
        kept = [each for each in row["corrections"] or [] if each["field"] != field]
        notes = [*kept, {"evidence": 0, "field": field, "text": text}]
        change.amend(KEEP_CORRECTIONS, the_answer=row["answer_id"], notes=notes)
        for call in edits_of(row, [str(each["text"]) for each in notes], {}):
            owe(change, self._outgoing(row, *call))

    def _outgoing(self, row: Any, method: str, payload: dict[str, Any]) -> Outgoing:
        return Outgoing(
            id=OutgoingId(self.tools.new_id()),
            chat_id=row["chat_id"],
            method=method,
            payload=payload,
            purpose=CORRECTION,
            created_at=self.tools.clock(),
            workspace_id=row["workspace_id"],
            urgency=Urgency.BULK,
            after=None if row["message_ids"] else OutgoingId(row["outgoing_id"]),
        )


async def answers_showing(connection: AsyncConnection, evidence_id: EvidenceId) -> Sequence[Any]:
    """Return the answers that show an item and stand in their groups, newest first, with what was sent."""
    sent = (OutgoingRow.c.method, OutgoingRow.c.payload, OutgoingRow.c.state, OutgoingRow.c.message_ids)
    query = (
        select(AnswerRow.c.id.label("answer_id"), AnswerRow, OutgoingRow.c.chat_id, *sent)
        .join(ShownRow, ShownRow.c.answer_id == AnswerRow.c.id)
        .join(OutgoingRow, OutgoingRow.c.id == AnswerRow.c.outgoing_id)
        .where(ShownRow.c.evidence_id == evidence_id, AnswerRow.c.kind.not_in(("withdrawn", "unsent")))
        .where(OutgoingRow.c.state.in_(("waiting", "sending", "sent")))
        .order_by(AnswerRow.c.id.desc())
    )
    return (await connection.execute(query)).mappings().all()


def edits_of(row: Any, notes: Sequence[str], swapped: dict[str, str]) -> list[tuple[str, dict[str, Any]]]:
    """Return the calls that add ``notes`` to a sent message, and show new files for old ones (``swapped``)."""
    payload, ids = row["payload"], list(row["message_ids"] or [f"outgoing:{row['outgoing_id']}"])
    keys: dict[str, Any] = {"reply_markup": payload["reply_markup"]} if "reply_markup" in payload else {}
    if row["method"] == "sendMessage":
        text = _with_notes(Words(payload["text"], tuple(payload.get("entities", ()))), notes, TEXT_LIMIT_UTF16)
        preview = {"link_preview_options": {"is_disabled": True}}
        return [("editMessageText", {"message_id": ids[0], **_named("text", "entities", text), **preview, **keys})]
    media = payload.get("media") or [_alone(payload)]
    caption = Words(media[0].get("caption", ""), tuple(media[0].get("caption_entities", ())))
    words = _named("caption", "caption_entities", _with_notes(caption, notes, CAPTION_LIMIT_UTF16))
    calls: list[tuple[str, dict[str, Any]]] = []
    for place, item in enumerate(media[: len(ids)]):
        new = _swapped_in(item["media"], swapped)
        said: dict[str, Any] = words if place == 0 else {}
        own_keys = keys if place == 0 else {}
        if new is not None:
            shown = {"type": item["type"], "media": new, **said}
            calls.append(("editMessageMedia", {"message_id": ids[place], "media": shown, **own_keys}))
        elif place == 0:
            calls.append(("editMessageCaption", {"message_id": ids[0], **said, **keys}))
    return calls


def _alone(payload: dict[str, Any]) -> dict[str, Any]:
    """Return a single picture or paper as an album's item."""
    kind = "photo" if "photo" in payload else "document"
    words: dict[str, Any] = {name: payload[name] for name in ("caption", "caption_entities") if name in payload}
    return {"type": kind, "media": payload[kind], **words}


def _swapped(before: Evidence, after: Evidence) -> dict[str, str]:
    """Return which new file stands for which old one; further pages stand for the last."""
    if before.files == after.files or not after.files:
        return {}
    return {
        file.sha256: after.files[min(place, len(after.files) - 1)].sha256
        for place, file in enumerate(before.files)
        if file.is_picture == after.files[min(place, len(after.files) - 1)].is_picture
    }


def _swapped_in(media: str, swapped: dict[str, str]) -> str | None:
    """Return what replaces a file of ours, its watermark kept."""
    name, _, mark = media.removeprefix("file:").partition("#")
    new = swapped.get(name)
    return None if new is None or new == name else f"file:{new}" + (f"#{mark}" if mark else "")


def _with_notes(words: Words, notes: Sequence[str], limit: int) -> Words:
    """Put the notes under the words; for a long text the words are cut, never the notes."""
    tail = Words("\n".join(notes))
    return stack(words.cut(limit - tail.length - 1), tail)


def _named(text: str, entities: str, words: Words) -> dict[str, Any]:
    named: dict[str, Any] = {text: words.text}
    return {**named, entities: list(words.entities)} if words.entities else named


def _is_outdated(known: dict[str, Any], evidence_id: int, notes: dict[str, str]) -> bool:
    return known["evidence"] == evidence_id and (RETIRED in notes or known["field"] in notes)
