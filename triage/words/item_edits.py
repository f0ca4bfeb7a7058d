"""What is said while an item on file is changed: which field, its new value, its files, its end. Pure."""

from __future__ import annotations

from datetime import date

from core.texts import Words, stack
from evidence.fields import FIELDS
from evidence.models import Evidence
from evidence.register import KIND_NAMES
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, encode, in_rows
from triage.words.evidence import scope_name
from triage.words.items import item_key, last_day_of, years_later
from triage.words.voice import Reply, Voice

_YEAR_CHOICES = (1, 2)

CODED = {"all": "*", "long": "长期", "clear": "清空"}
"""What a button carries for values that are Chinese words when they are typed."""


def edit_menu(voice: Voice, item: Evidence) -> Keyboard:
    """Return a button for each field, and the way back."""
    fields = [item_key(voice, item, "field", name, label=f"button-field-{name}") for name in FIELDS]
    return (*in_rows(fields, 3), (item_key(voice, item, "card", label="button-e-back"),))


def ask_field(voice: Voice, item: Evidence, field: str, *, product: str = "", today: date) -> Reply:
    """Ask for a field's new value: buttons where few values are possible, else typed words."""
    key = f"ask-field-{field}"
    words = stack(
        voice(key if key in voice.texts else "ask-field", field=voice(f"button-field-{field}")),
        voice("ask-field-now", now=_value_of(voice, item, field, product) or None),
    )
    keys = in_rows([_choice(item, field, *each) for each in _choices(voice, field, today)], 3)
    return Reply(words, (*keys, (item_key(voice, item, "card", label="button-e-back"),)))


def _value_of(voice: Voice, item: Evidence, field: str, product: str) -> str:
    """Return what a field holds now, as people read it."""
    flags = {None: "auto", True: "on", False: "off"}
    values = {
        "kind": voice.label("kind", item.kind),
        "scope": scope_name(voice, item, product),
        "until": last_day_of(item) or voice("long-term"),
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
    sure = item_key(voice, item, "retired")
    return Reply(words, ((sure, item_key(voice, item, "card", label="button-e-back")),))


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
