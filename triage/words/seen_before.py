"""Telling staff that a picture came in before. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.texts import stack
from tickets.models import Ticket
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice


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
