"""What every text about an item on file shares: its line, its state, its last day, its buttons. Pure."""

from __future__ import annotations

from datetime import date

from evidence.models import Evidence, EvidenceState
from mailbox.models import Button
from triage.buttons import Area, button
from triage.words.evidence import scope_name
from triage.words.voice import Voice

SOON_DAYS = 14


def line_of(voice: Voice, mark: str, item: Evidence, product: str, today: date) -> str:
    """Return an item in one line of a list."""
    kind, scope = voice.label("kind", item.kind), scope_name(voice, item, product)
    state = "" if item.state is EvidenceState.PUBLISHED and item.is_valid(today) else state_of(voice, item, today)
    key = "library-line" if item.valid_until else "library-line-plain"
    line = voice(key, mark=mark, kind=kind, scope=scope, until=last_day_of(item))
    return f"{line} · {state}" if state else line


def state_of(voice: Voice, item: Evidence, today: date) -> str:
    """Return what an item is, as people read it: a draft, shown, ending, gone."""
    if item.state is not EvidenceState.PUBLISHED:
        return voice(f"item-{item.state.value}")
    if item.valid_until is None:
        return voice("item-published")
    days = (item.valid_until - today).days
    if days < 0:
        return voice("item-expired")
    return voice("item-ends", days=str(days)) if days <= SOON_DAYS else voice("item-published")


def last_day_of(item: Evidence) -> str | None:
    """Return the last day as it is typed; None: it has none."""
    return None if item.valid_until is None else item.valid_until.isoformat()


def years_later(day: date, years: int) -> date:
    """Return the same day some years on."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def item_key(voice: Voice, item: Evidence, action: str, extra: str = "", *, label: str = "") -> Button:
    """Return a button that does something with an item; it carries the version that was seen."""
    suffix = f"{extra}.{item.version}" if extra else str(item.version)
    return button(voice.texts, Area.EVIDENCE, action, item.id, suffix, label=label)


def back_to_card(voice: Voice, item: Evidence) -> Button:
    """Return the button that leads back to an item's card."""
    return item_key(voice, item, "card", label="button-e-back")
