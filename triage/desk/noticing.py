"""What a member says of a case, looked through for what the desk can use: tracking numbers and what belongs to them."""

from __future__ import annotations

import re
from datetime import datetime

from core.change import Change
from core.ids import IdMaker, TicketId
from couriers.numbers import find_parcels
from tickets.parcels import LEARN_PHONE, add_parcel

_MANY_DIGITS = re.compile(r"\d[\d -]{6,}\d")
_PHONE_TAIL = re.compile(r"(?:后四位|尾号|末四位|後四碼)\D{0,4}(?<!\d)(\d{4})(?!\d)")


def phone_tail(text: str) -> str:
    """Return the last four digits of a phone that a text tells; empty: it tells none."""
    found = _PHONE_TAIL.search(text)
    return found[1] if found else ""


def note_parcels(change: Change, new_id: IdMaker, ticket_id: TicketId, text: str, now: datetime) -> None:
    """Keep the tracking numbers in what a member said of a case, and the last four digits that some couriers want."""
    tail = phone_tail(text)
    if tail:
        change.amend(LEARN_PHONE, the_ticket=ticket_id, tail=tail, again_at=now)
    if _MANY_DIGITS.search(text) is None:
        return
    for parcel in find_parcels(text):
        add_parcel(change, new_id(), ticket_id, parcel, tail, now)
