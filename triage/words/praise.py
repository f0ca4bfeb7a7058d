"""What is said about praise: to staff who approve it, to its author who agrees or not. Pure."""

from __future__ import annotations

from typing import Any

from core.texts import stack
from triage.buttons import Area, button
from triage.words.voice import Reply, Voice
from workspaces.models import Product


def candidate(voice: Voice, row: Any, product: Product | None) -> Reply:
    """Show staff praise that could be quoted."""
    words = stack(
        voice("praise-candidate", product="" if product is None else voice.title(product.name)),
        voice("praise-words", member=voice.called(row["member_name"]), words=voice.quote(row["words"]) or ""),
        voice("praise-photo") if row["file_id"] else "",
        voice("praise-how"),
    )
    keys = tuple(button(voice.texts, Area.PRAISE, action, row["id"]) for action in ("approve", "skip"))
    return Reply(words, (keys,))


def ask_author(voice: Voice, row: Any, group: str) -> Reply:
    """Ask the author, with the own words before the eyes."""
    words = stack(
        voice("praise-ask", hail=voice.hail(row["member_name"]), group=voice.title(group)),
        voice("praise-quote", words=voice.quote(row["words"]) or ""),
        voice("praise-ask-how", name=f"{row['member_name'].strip()[:1]}*", date=voice.date_of(row["at"])),
    )
    keys = tuple(button(voice.texts, Area.PRAISE, action, row["id"]) for action in ("agree", "refuse"))
    return Reply(words, (keys,))


def agreed(voice: Voice, row: Any) -> Reply:
    """Thank the author, and leave a way back."""
    return Reply(voice.words("praise-agreed"), ((button(voice.texts, Area.PRAISE, "withdraw", row["id"]),),))
