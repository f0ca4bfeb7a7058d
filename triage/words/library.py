"""What is said about items on file: lists, cards, where they were used, and the notes under posted answers. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from core.texts import Link, Words, stack
from evidence.fields import FIELDS
from evidence.models import Evidence, EvidenceKind, EvidenceState, Scope
from evidence.register import KIND_NAMES
from mailbox.models import Button, Keyboard
from tickets.models import Ticket
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.evidence import scope_name
from triage.words.lists import pages_of, range_of
from triage.words.proofs import note_of
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice

SOON_DAYS = 14
_MOST_ENDING = 20
_YEAR_CHOICES = (1, 2)


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
    lines = (_line(voice, f"{place}.", item, product, today) for place, (item, product) in marked)
    opening = [Button(str(place), encode(Press(Area.EVIDENCE, "card", item.id))) for place, (item, _) in marked]
    keyboard = in_rows(opening, 5) + pages_of(voice, "library", offset, len(rows), total)
    return Reply(stack(head, *lines, voice("library-usage")).cut(), keyboard)


def library_card(voice: Voice, item: Evidence, shown: Shown, *, today: date) -> Reply:
    """Return an item with all its fields, and what can be done with it."""
    mark = _flag(voice, item.is_watermarked, shown.is_marked)
    protect = _flag(voice, item.is_protected, shown.is_protected and item.kind is EvidenceKind.AUTHORIZATION)
    words = stack(
        voice("card-item", kind=voice.label("kind", item.kind), scope=scope_name(voice, item, shown.product)),
        voice("card-item-state", state=_state(voice, item, today)),
        voice("preview-until", until=_until(item)),
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
        return ((_key(voice, item, "uses"),),)
    files = (_key(voice, item, "files"),) if item.files else ()
    first = (*files, _key(voice, item, "uses"))
    if item.state is EvidenceState.DRAFT:
        return (first, (_key(voice, item, "edit"),), (_key(voice, item, "publish"), _key(voice, item, "discard")))
    changing = (_key(voice, item, "edit"), _key(voice, item, "swap"))
    return (first, changing, (_key(voice, item, "extend"), _key(voice, item, "retire")))


def edit_menu(voice: Voice, item: Evidence) -> Keyboard:
    """Return a button for each field, and the way back."""
    fields = [_key(voice, item, "field", name, label=f"button-field-{name}") for name in FIELDS]
    return (*in_rows(fields, 3), (_key(voice, item, "card", label="button-e-back"),))


def ask_field(voice: Voice, item: Evidence, field: str, *, product: str = "", today: date) -> Reply:
    """Ask for a field's new value: buttons where few values are possible, else typed words."""
    key = f"ask-field-{field}"
    words = stack(
        voice(key if key in voice.texts else "ask-field", field=voice(f"button-field-{field}")),
        voice("ask-field-now", now=_value_of(voice, item, field, product) or None),
    )
    keys = in_rows([_choice(item, field, *each) for each in _choices(voice, field, today)], 3)
    return Reply(words, (*keys, (_key(voice, item, "card", label="button-e-back"),)))


def _value_of(voice: Voice, item: Evidence, field: str, product: str) -> str:
    """Return what a field holds now, as people read it."""
    flags = {None: "auto", True: "on", False: "off"}
    values = {
        "kind": voice.label("kind", item.kind),
        "scope": scope_name(voice, item, product),
        "until": _until(item) or voice("long-term"),
        "note": item.note,
        "issuer": item.issuer,
        "issued": item.issued_on.isoformat() if item.issued_on else "",
        "brand": item.brand,
        "shop": item.shop,
        "region": item.region,
        "check": item.self_check,
        "mark": voice(f"flag-{flags[item.is_watermarked]}"),
        "protect": voice(f"flag-{flags[item.is_protected]}"),
    }
    return values[field]


def _choices(voice: Voice, field: str, today: date) -> list[tuple[str, str]]:
    """Return (label, typed value) of the values that a button can carry."""
    if field == "kind":
        return [(name, kind.value) for kind, name in KIND_NAMES.items()]
    if field in ("mark", "protect"):
        return [(voice(f"flag-{value}"), value) for value in ("on", "off", "auto")]
    if field == "scope":
        return [(voice("preview-workspace"), "all")]
    if field == "until":
        days = [years_later(today, years) for years in _YEAR_CHOICES]
        return [*((day.isoformat(), day.isoformat()) for day in days), (voice("long-term"), "long")]
    return [] if field == "kind" else [(voice("button-clear"), "clear")]


CODED = {"all": "*", "long": "长期", "clear": "清空"}
"""What a button carries for values that are Chinese words when they are typed."""


def _choice(item: Evidence, field: str, label: str, value: str) -> Button:
    return Button(label, encode(Press(Area.EVIDENCE, "set", item.id, f"{field}.{item.version}.{value}")))


def ask_files(voice: Voice, item: Evidence) -> Reply:
    """Ask for the files that take the place of an item's."""
    return Reply(voice.words("ask-files", kind=voice.label("kind", item.kind)))


def ask_retire(voice: Voice, item: Evidence, used_count: int) -> Reply:
    """Ask whether an item is to go, and say what follows."""
    words = stack(
        voice("ask-retire", kind=voice.label("kind", item.kind)),
        voice("ask-retire-used", count=str(used_count) if used_count else None),
    )
    sure = _key(voice, item, "retired")
    return Reply(words, ((sure, _key(voice, item, "card", label="button-e-back")),))


def saved(voice: Voice, item: Evidence, answers: int) -> Words:
    """Confirm a change, and in how many answers it was noted."""
    return stack(
        voice("item-saved", kind=voice.label("kind", item.kind)),
        voice("item-saved-answers", count=str(answers) if answers else None),
    )


def retired(voice: Voice, item: Evidence, answers: int) -> Words:
    """Confirm that an item is shown no more."""
    return stack(
        voice("item-gone", kind=voice.label("kind", item.kind)),
        voice("item-saved-answers", count=str(answers) if answers else None),
    )


def uses(voice: Voice, item: Evidence, rows: Sequence[Use], total: int) -> Reply:
    """List the newest answers that showed an item."""
    if not rows:
        return Reply(voice.words("uses-none", kind=voice.label("kind", item.kind)))
    head = voice("uses-title", kind=voice.label("kind", item.kind), count=str(total))
    return Reply(stack(head, *(_use(voice, row) for row in rows)).cut(), ((_back(voice, item),),))


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


def seen_before(voice: Voice, ticket: Ticket, others: Sequence[Ticket], *, is_evidence: bool) -> Reply:
    """Tell staff, and nobody else, that a picture came in before."""
    numbers = [_ticket_name(voice, each) for each in others]
    words = stack(
        voice("same-picture", ticket=_ticket_name(voice, ticket)),
        voice("same-picture-tickets", tickets=voice.listed(numbers)),
        voice("same-picture-evidence") if is_evidence else "",
        voice("same-picture-how"),
    )
    return Reply(words)


def _ticket_name(voice: Voice, ticket: Ticket) -> str:
    return voice("button-number", number=number_of(ticket)) or voice.called(ticket.member_name)


# Notes under posted answers


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
        notes["until"] = voice("correction-until", **said, until=_until(after))
    if before.files != after.files:
        notes["files"] = voice("correction-files", **said, kind=voice.label("kind", after.kind))
    return notes


def _noted(voice: Voice, place: int, item: Evidence) -> dict[str, str]:
    day = f"{voice.now.astimezone(voice.zone):%m-%d %H:%M}"
    return {"date": day, "mark": voice("mark")[place], "kind": voice.label("kind", item.kind)}


def _ends_earlier(before: Evidence, after: Evidence) -> bool:
    return after.valid_until is not None and (before.valid_until is None or after.valid_until < before.valid_until)


# Notices of ends


def ending(voice: Voice, item: Evidence, product: str, days: int) -> Reply:
    """Tell staff that an item ends in some days, today, or has ended."""
    key = "ending-over" if days < 0 else "ending-today" if days == 0 else "ending-soon"
    words = stack(
        voice(key, kind=voice.label("kind", item.kind), scope=scope_name(voice, item, product), days=str(days)),
        voice("preview-until", until=_until(item)),
        voice("ending-how"),
    )
    return Reply(words, ((_key(voice, item, "extend"), _key(voice, item, "swap"), _key(voice, item, "card")),))


def many_ending(voice: Voice, rows: Sequence[tuple[Evidence, str]], *, today: date) -> Reply:
    """Tell staff of many items that end, in one message; each can be opened."""
    marked = list(enumerate(rows[:_MOST_ENDING], start=1))
    lines = (_line(voice, f"{place}.", item, product, today) for place, (item, product) in marked)
    opening = [Button(str(place), encode(Press(Area.EVIDENCE, "card", item.id))) for place, (item, _) in marked]
    head, more = voice("ending-many", count=str(len(rows))), len(rows) > _MOST_ENDING
    return Reply(stack(head, *lines, voice("ending-more") if more else "").cut(), in_rows(opening, 5))


def _line(voice: Voice, mark: str, item: Evidence, product: str, today: date) -> str:
    kind, scope = voice.label("kind", item.kind), scope_name(voice, item, product)
    state = "" if item.state is EvidenceState.PUBLISHED and item.is_valid(today) else _state(voice, item, today)
    key = "library-line" if item.valid_until else "library-line-plain"
    line = voice(key, mark=mark, kind=kind, scope=scope, until=_until(item))
    return f"{line} · {state}" if state else line


def _state(voice: Voice, item: Evidence, today: date) -> str:
    if item.state is not EvidenceState.PUBLISHED:
        return voice(f"item-{item.state.value}")
    if item.valid_until is None:
        return voice("item-published")
    days = (item.valid_until - today).days
    if days < 0:
        return voice("item-expired")
    return voice("item-ends", days=str(days)) if days <= SOON_DAYS else voice("item-published")


def _used(voice: Voice, shown: Shown) -> str:
    if not shown.used_count or shown.used_at is None:
        return voice("card-item-unused")
    return voice("card-item-used", count=str(shown.used_count), day=voice.date_of(shown.used_at))


def _flag(voice: Voice, own: bool | None, usual: bool) -> str:
    return voice("flag-yes" if (usual if own is None else own) else "flag-no")


def _until(item: Evidence) -> str | None:
    return None if item.valid_until is None else item.valid_until.isoformat()


def years_later(day: date, years: int) -> date:
    """Return the same day some years on."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _key(voice: Voice, item: Evidence, action: str, extra: str = "", *, label: str = "") -> Button:
    suffix = f"{extra}.{item.version}" if extra else str(item.version)
    return button(voice.texts, Area.EVIDENCE, action, item.id, suffix, label=label)


def _back(voice: Voice, item: Evidence) -> Button:
    return _key(voice, item, "card", label="button-e-back")
