"""Incidents in words: the card for staff, the preview of one update for all, lists. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.texts import stack
from couriers.companies import BY_CODE
from mailbox.models import Keyboard
from tickets.models import Ticket, TicketKind
from triage.buttons import Area, button, in_rows
from triage.crises.incident_rows import Incident
from triage.crises.rules import Likeness
from triage.words.cards import about, state_of
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice

_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom one update reaches: how many in private, in the thread, and not at all because they said so."""

    private: int
    thread: int
    muted: int


def title_of(voice: Voice, shared: Iterable[Likeness]) -> str:
    """Return what tickets that are alike are called: 「圆通速递 · 快递停滞」."""
    return " · ".join(_name(voice, *each) for each in shared)


def _name(voice: Voice, aspect: str, value: str) -> str:
    if aspect == "courier":
        return BY_CODE[value].name if value in BY_CODE else value
    return voice.label("cause", value) if aspect == "cause" else voice.title(value)


def card(voice: Voice, incident: Incident, tickets: Sequence[Ticket]) -> Reply:
    """Show staff an incident with its tickets; each goes its own way."""
    still_open = [ticket for ticket in tickets if ticket.is_open]
    words = stack(
        voice(
            f"incident-{incident.state}",
            title=incident.title,
            count=str(len(tickets)),
            open=str(len(still_open)),
        ),
        *(_line(voice, ticket) for ticket in tickets[:_MOST_LINES]),
        voice("incident-more", count=str(len(tickets) - _MOST_LINES)) if len(tickets) > _MOST_LINES else "",
        *_standing(voice, incident),
    )
    return Reply(words.cut(), _keyboard(voice, incident))


def _standing(voice: Voice, incident: Incident) -> Iterable[str]:
    if incident.words and incident.told_at is not None:
        yield voice("incident-said", at=f"{incident.told_at.astimezone(voice.zone):%m-%d %H:%M}", words=incident.words)
    elif incident.state == "open":
        yield voice("incident-silent")
    if incident.state == "open":
        yield voice("incident-each")


def _keyboard(voice: Voice, incident: Incident) -> Keyboard:
    acts = {"proposed": ("accept", "decline"), "open": ("tell", "close")}.get(incident.state, ())
    return in_rows([button(voice.texts, Area.INCIDENT, act, incident.id) for act in acts], 3)


def _line(voice: Voice, ticket: Ticket) -> str:
    key = "incident-line-doubt" if ticket.kind is TicketKind.DOUBT else "incident-line"
    return voice(
        key,
        number=number_of(ticket),
        state=state_of(voice, ticket),
        member=voice.called(ticket.member_name),
        summary=about(voice, ticket),
    )


def ending(voice: Voice, incident: Incident, tickets: Sequence[Ticket]) -> Reply:
    """Say what is still open when an incident ends."""
    numbers = [f"#{ticket.number}" for ticket in tickets if ticket.is_open and ticket.number]
    rest = (
        voice("incident-still-open", count=str(len(numbers)), numbers=voice.listed(numbers[:_MOST_LINES]))
        if numbers
        else voice("incident-none-open")
    )
    return Reply(stack(voice("incident-closed", title=incident.title, count=str(len(tickets))), rest))


def ask(voice: Voice, incident: Incident) -> Reply:
    """Ask staff for the words to everybody."""
    return Reply(voice.words("incident-ask", title=incident.title))


def preview(voice: Voice, incident: Incident, reach: Reach) -> Reply:
    """Show what everybody will read, and how many will; 「发给大家」 sends it."""
    words = stack(
        voice("incident-preview"),
        voice("incident-preview-words", words=incident.draft),
        voice("incident-preview-count", private=str(reach.private), thread=str(reach.thread)),
        voice("incident-preview-muted", count=str(reach.muted) if reach.muted else None),
        voice("incident-preview-statement") if incident.aspect == "crisis" else "",
    )
    keys = tuple(button(voice.texts, Area.INCIDENT, act, incident.id) for act in ("send", "unsend"))
    return Reply(words, (keys,))


def sent(voice: Voice, incident: Incident, reach: Reach) -> Reply:
    """Say how many will hear it each for themselves, and whether the statement says it to all."""
    count = reach.private + reach.thread
    words = stack(
        voice("incident-sent", count=str(count)) if count else voice("incident-sent-none"),
        voice("incident-sent-statement") if incident.aspect == "crisis" else "",
    )
    return Reply(words)


def overview(voice: Voice, entries: Sequence[tuple[Incident, int]]) -> Reply:
    """List what goes on, each with a button."""
    if not entries:
        return Reply(voice.words("incidents-none"))
    lines = (
        voice(
            "incidents-line",
            title=incident.title,
            state=voice.label("incident-state", incident.state),
            count=str(count),
        )
        for incident, count in entries
    )
    keys = [button(voice.texts, Area.INCIDENT, "show", incident.id) for incident, _ in entries]
    return Reply(stack(voice("incidents-title"), *lines), in_rows(keys, 2))


def words_for(voice: Voice, text: str, others: Sequence[Ticket]) -> str:
    """Return what one member reads; ``others``: further tickets of the same member that it is about."""
    numbers = voice.listed(f"#{ticket.number}" for ticket in others if ticket.number)
    return text + (voice("incident-also", numbers=numbers) if numbers else "")
