"""What is said about items on file: lists, cards, and where they were used. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.texts import Link, Words, stack
from evidence.models import Evidence, EvidenceKind, EvidenceState, Scope
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, encode, in_rows
from triage.words.evidence import scope_name
from triage.words.items import back_to_card, item_key, last_day_of, line_of, state_of
from triage.words.lists import pages_of, range_of
from triage.words.voice import Reply, Voice


@dataclass(frozen=True, slots=True)
class Use:
    """One answer that showed an item."""

    at: datetime
    group: str
    member: str
    words: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card says beside the item itself."""

    product: str = ""
    uploader: str = ""
    used_count: int = 0
    used_at: datetime | None = None
    is_marked: bool = True  # as the workspace has set
    is_protected: bool = True


def library_list(
    voice: Voice, rows: Sequence[tuple[Evidence, str]], *, today: date, offset: int, total: int, words: str = ""
) -> Reply:
    """Return one page of what is on file; each can be opened."""
    if not rows:
        asked = voice.quote(words)
        return Reply(voice.words("library-none", words=asked) if asked else voice.words("library-empty"))
    head = voice("library-title", **range_of(offset, len(rows), total), words=voice.quote(words))
    marked = list(enumerate(rows, start=offset + 1))
    lines = (line_of(voice, f"{place}.", item, product, today) for place, (item, product) in marked)
    opening = [Button(str(place), encode(Press(Area.EVIDENCE, "card", item.id))) for place, (item, _) in marked]
    keyboard = in_rows(opening, 5) + pages_of(voice, "library", offset, len(rows), total)
    return Reply(stack(head, *lines, voice("library-usage")).cut(), keyboard)


def library_card(voice: Voice, item: Evidence, shown: Shown, *, today: date) -> Reply:
    """Return an item with all its fields, and what can be done with it."""
    mark = _flag(voice, item.is_watermarked, shown.is_marked)
    protect = _flag(voice, item.is_protected, shown.is_protected and item.kind is EvidenceKind.AUTHORIZATION)
    words = stack(
        voice("card-item", kind=voice.label("kind", item.kind), scope=scope_name(voice, item, shown.product)),
        voice("card-item-state", state=state_of(voice, item, today)),
        voice("preview-until", until=last_day_of(item)),
        voice("card-item-brand", brand=item.brand if item.scope is Scope.PRODUCT and item.brand else None),
        voice("preview-issuer", issuer=item.issuer or None),
        voice("card-item-issued", day=item.issued_on.isoformat() if item.issued_on else None),
        voice("card-item-shop", shop=item.shop or None),
        voice("card-item-region", region=item.region or None),
        voice("preview-note", note=item.note.strip() or None),
        voice("card-item-check", check=item.self_check or None),
        voice("card-item-files", count=str(len(item.files)), mark=mark, protect=protect) if item.files else "",
        voice("card-item-added", day=voice.date_of(item.created_at), name=voice.called(shown.uploader)),
        _used(voice, shown),
    )
    return Reply(words.cut(), _card_keys(voice, item))


def _card_keys(voice: Voice, item: Evidence) -> Keyboard:
    if item.state is EvidenceState.RETIRED:
        return ((item_key(voice, item, "uses"),),)
    files = (item_key(voice, item, "files"),) if item.files else ()
    first = (*files, item_key(voice, item, "uses"))
    if item.state is EvidenceState.DRAFT:
        return (
            first,
            (item_key(voice, item, "edit"),),
            (item_key(voice, item, "publish"), item_key(voice, item, "discard")),
        )
    changing = (item_key(voice, item, "edit"), item_key(voice, item, "swap"))
    return (first, changing, (item_key(voice, item, "extend"), item_key(voice, item, "retire")))


def uses(voice: Voice, item: Evidence, rows: Sequence[Use], total: int) -> Reply:
    """List the newest answers that showed an item."""
    if not rows:
        return Reply(voice.words("uses-none", kind=voice.label("kind", item.kind)))
    head = voice("uses-title", kind=voice.label("kind", item.kind), count=str(total))
    return Reply(stack(head, *(_use(voice, row) for row in rows)).cut(), ((back_to_card(voice, item),),))


def _use(voice: Voice, row: Use) -> Words:
    link = Link(voice("link-open"), row.url) if row.url else None
    key = "uses-line" if link else "uses-line-plain"
    at = row.at.astimezone(voice.zone)
    return voice.words(
        key,
        at=f"{voice.date_of(row.at)} {at:%H:%M}",
        group=voice.title(row.group),
        member=voice.called(row.member),
        words=voice.quote(row.words) or "",
        link=link,
    )


def files_of(item: Evidence) -> Reply:
    """Return an item's files as they are shown."""
    return Reply(Words(""), pictures=item.files)


def _used(voice: Voice, shown: Shown) -> str:
    if not shown.used_count or shown.used_at is None:
        return voice("card-item-unused")
    return voice("card-item-used", count=str(shown.used_count), day=voice.date_of(shown.used_at))


def _flag(voice: Voice, own: bool | None, usual: bool) -> str:
    return voice("flag-yes" if (usual if own is None else own) else "flag-no")
