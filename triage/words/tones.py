"""How an answer to a doubt begins and ends: the concern in neutral words, and a way on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from evidence.models import Evidence, EvidenceKind
from triage.words.voice import Voice
from workspaces.models import Product

_MUCH_LOWER = 0.8  # of the list price


def opening_for(
    voice: Voice,
    reason: str,
    name: str,
    evidence: Sequence[Evidence],
    product: Product | None,
    price_fen: int | None,
) -> str:
    """Name the concern in neutral words; what it points to must be on file."""
    hail, list_price = voice.hail(name), product.list_price_fen if product else None
    on_file = {item.kind for item in evidence}
    fits = {
        "price": list_price is not None and (price_fen is None or price_fen <= list_price * _MUCH_LOWER),
        "origin": EvidenceKind.LOGISTICS in on_file,
        "authorization": EvidenceKind.AUTHORIZATION in on_file,
    }
    key = f"answer-{reason}" if fits.get(reason, True) else f"answer-{reason}-plain"
    return voice(key if key in voice.texts else "answer-plain", hail=hail, list=voice.money(list_price))


def closing_for(
    voice: Voice,
    reasons: Sequence[str],
    evidence: Sequence[Evidence],
    product: Product | None,
    due_at: datetime | None,
) -> str:
    """Return the way on that the first fitting reason has; empty if none has one."""
    for reason in reasons:
        if reason == "origin" and any(item.kind is EvidenceKind.LOGISTICS for item in evidence):
            origin = product.origin if product else ""
            return voice("answer-close-origin", origin=origin) if origin else voice("answer-close-origin-plain")
        if reason in ("packaging", "verification", "quality"):
            closing = voice(f"answer-close-{reason}", due=voice.due_or_none(due_at))
            if closing:
                return closing
    return ""
