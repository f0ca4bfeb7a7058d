"""How evidence is shown: one line an item, at most four pictures, and nothing that the item does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.texts import shorten
from evidence.models import Evidence, EvidenceFile, EvidenceKind
from triage.words.voice import Voice

MOST_PICTURES = 4
NOTE_LIMIT = 60
_SAMPLE = "样品"
_STOPS = "。.;；，, "


def proof_lines(voice: Voice, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return a numbered line for each item: kind, source with its date, note, validity."""
    return tuple(_line(voice, mark, item) for mark, item in zip(voice("mark"), evidence, strict=False))


def self_check_lines(voice: Voice, evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return a numbered line for each item that says how to check it oneself."""
    checks = [(voice.label("kind", item.kind), item.self_check) for item in evidence if item.self_check]
    marked = zip(voice("mark"), checks, strict=False)
    return tuple(voice("proof-line", mark=mark, head=kind, body=check) for mark, (kind, check) in marked)


def pictures_of(evidence: Sequence[Evidence]) -> tuple[EvidenceFile, ...]:
    """Return at most four pictures (or papers): the first of each item, then the further ones in turn."""
    albums = [item.files for item in evidence]
    longest = max((len(album) for album in albums), default=0)
    in_turn = [album[place] for place in range(longest) for album in albums if place < len(album)]
    return tuple(in_turn[:MOST_PICTURES])


def needs_protection(evidence: Iterable[Evidence]) -> bool:
    """Whether the pictures are sent with protected content: authorization letters are, unless staff set it."""
    return any(item.files and _is_protected(item) for item in evidence)


def _is_protected(item: Evidence) -> bool:
    return item.kind is EvidenceKind.AUTHORIZATION if item.is_protected is None else item.is_protected


def kinds_named(voice: Voice, kinds: Iterable[str]) -> str | None:
    """Return 「授权书和物流记录」; None for no kinds."""
    return voice.listed(voice.label("kind", kind) for kind in kinds)


def note_of(item: Evidence) -> str:
    """Return an item's note, cut, without the stop at its end."""
    return shorten(" ".join(item.note.split()).rstrip(_STOPS), NOTE_LIMIT)


def _line(voice: Voice, mark: str, item: Evidence) -> str:
    head, body = _head(voice, item), _body(voice, item)
    if not body:
        return voice("proof-line-bare", mark=mark, head=head)
    return voice("proof-line", mark=mark, head=head, body=body)


def _head(voice: Voice, item: Evidence) -> str:
    """Name the kind and the source; a sample's record says that it is one."""
    kind, source = voice.label("kind", item.kind), _source(voice, item)
    is_sample = item.kind is EvidenceKind.LOGISTICS and _SAMPLE not in item.note
    if is_sample:
        return voice("proof-sample", kind=kind, source=source) if source else voice("proof-sample-plain", kind=kind)
    return voice("proof-head", kind=kind, source=source) if source else kind


def _source(voice: Voice, item: Evidence) -> str:
    """Name who issued it and since when it is on file; a letter's validity says more than that day."""
    issuer = item.issuer.strip()
    if item.kind is EvidenceKind.AUTHORIZATION:
        return "" if issuer in item.note else issuer
    if item.issued_on is not None:
        day = voice.date_of(item.issued_on)
        return voice("proof-source-issued", issuer=issuer, date=day) if issuer else day
    day = voice.date_of(item.created_at)
    return voice("proof-source", issuer=issuer, date=day) if issuer else voice("proof-source-date", date=day)


def _body(voice: Voice, item: Evidence) -> str:
    note = note_of(item)
    if item.valid_until is None:
        return note
    until = item.valid_until.isoformat()
    return voice("proof-note-until", note=note, until=until) if note else voice("proof-until", until=until)
