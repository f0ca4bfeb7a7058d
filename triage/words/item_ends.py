"""Notices to staff that items end. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from core.texts import stack
from evidence.models import Evidence
from mailbox.models import Button
from triage.buttons import Area, Press, encode, in_rows
from triage.words.evidence import scope_name
from triage.words.items import item_key, last_day_of, line_of
from triage.words.voice import Reply, Voice

_MOST_ENDING = 20


def ending(voice: Voice, item: Evidence, product: str, days: int) -> Reply:
    """Tell staff that an item ends in some days, today, or has ended."""
    key = "ending-over" if days < 0 else "ending-today" if days == 0 else "ending-soon"
    words = stack(
        voice(key, kind=voice.label("kind", item.kind), scope=scope_name(voice, item, product), days=str(days)),
        voice("preview-until", until=last_day_of(item)),
        voice("ending-how"),
    )
    return Reply(
        words, ((item_key(voice, item, "extend"), item_key(voice, item, "swap"), item_key(voice, item, "card")),)
    )


def many_ending(voice: Voice, rows: Sequence[tuple[Evidence, str]], *, today: date) -> Reply:
    """Tell staff of many items that end, in one message; each can be opened."""
    marked = list(enumerate(rows[:_MOST_ENDING], start=1))
    lines = (line_of(voice, f"{place}.", item, product, today) for place, (item, product) in marked)
    opening = [Button(str(place), encode(Press(Area.EVIDENCE, "card", item.id))) for place, (item, _) in marked]
    head, more = voice("ending-many", count=str(len(rows))), len(rows) > _MOST_ENDING
    return Reply(stack(head, *lines, voice("ending-more") if more else "").cut(), in_rows(opening, 5))
