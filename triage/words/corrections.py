"""The notes under posted answers, once an item that they showed is different. Pure."""

from __future__ import annotations

from evidence.models import Evidence
from triage.words.items import last_day_of
from triage.words.proofs import note_of
from triage.words.voice import Voice


def note_of_retiring(voice: Voice, place: int, item: Evidence) -> str:
    """Say that an item no longer counts."""
    return voice("correction-retired", **_noted(voice, place, item))


def note_of_scope(voice: Voice, place: int, item: Evidence) -> str:
    """Say that an item is not about this product."""
    return voice("correction-scope", **_noted(voice, place, item))


def notes_of_change(voice: Voice, place: int, before: Evidence, after: Evidence) -> dict[str, str]:
    """Return what to say about each field that members saw and that is different now; a later last day is no change."""
    said = {"date": _noted(voice, place, before)["date"], "mark": _noted(voice, place, before)["mark"]}
    notes: dict[str, str] = {}
    if before.kind is not after.kind:
        notes["kind"] = voice("correction-kind", **said, kind=voice.label("kind", after.kind))
    if before.issuer != after.issuer and after.issuer:
        notes["issuer"] = voice("correction-issuer", **said, issuer=after.issuer)
    if note_of(before) != note_of(after):
        key = "correction-note" if note_of(after) else "correction-note-gone"
        notes["note"] = voice(key, **said, note=note_of(after))
    if _ends_earlier(before, after):
        notes["until"] = voice("correction-until", **said, until=last_day_of(after))
    if before.files != after.files:
        notes["files"] = voice("correction-files", **said, kind=voice.label("kind", after.kind))
    return notes


def _noted(voice: Voice, place: int, item: Evidence) -> dict[str, str]:
    day = f"{voice.now.astimezone(voice.zone):%m-%d %H:%M}"
    return {"date": day, "mark": voice("mark")[place], "kind": voice.label("kind", item.kind)}


def _ends_earlier(before: Evidence, after: Evidence) -> bool:
    return after.valid_until is not None and (before.valid_until is None or after.valid_until < before.valid_until)
