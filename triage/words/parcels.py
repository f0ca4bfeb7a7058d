"""What staff see of parcels: one line a parcel on the card, a note when one stalls or arrives, its route. Pure."""

from __future__ import annotations

import re

from core.errors import TraceError
from core.ids import TicketId
from core.texts import stack
from couriers.card import Labels, without_people
from couriers.companies import BY_CODE
from couriers.judging import likely_cause
from couriers.numbers import mask
from couriers.traces import Event, Trace
from mailbox.models import Button, Keyboard
from tickets.models import Ticket
from tickets.parcels import CaseParcel
from triage.buttons import Area, Press, button, encode
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice

_PARCEL_WORDS = re.compile(
    r"(?:手机)?(?:后四位|尾号|末四位)\D{0,4}\d{4}|(?:快递|运单|物流)?单号[::]?|"
    + "|".join(re.escape(word) for courier in BY_CODE.values() for word in courier.words if len(word) > 1)
)
_MOST_CHOICES = 4
_MOST_STATIONS = 8


def couriers_named(voice: Voice, codes: tuple[str, ...]) -> str | None:
    """Return 「申通或韵达」; None where nobody knows."""
    names = [BY_CODE[code].name for code in codes if code in BY_CODE]
    if len(names) < 2:
        return names[0] if names else None
    return voice("parcel-or", first=voice("join-comma").join(names[:-1]), last=names[-1])


def parcel_line(voice: Voice, parcel: CaseParcel, trace: Trace | None, refusal: str = "") -> str:
    """Return one line for the card: number, courier, state, when and where it was seen, as of when."""
    courier = couriers_named(voice, parcel.couriers) or voice("parcel-courier-unknown")
    if trace is None:
        why = voice.label("parcel-why", refusal) if refusal else voice("parcel-unseen")
        return voice("parcel-line-unknown", number=mask(parcel.number), courier=courier, why=why)
    seen = trace.events[0] if trace.events else None
    return voice(
        "parcel-line",
        number=mask(parcel.number),
        courier=courier,
        state=state_of(voice, trace),
        seen=voice.clock(seen.at) if seen else voice("parcel-unseen"),
        place=(seen.place or without_people(seen.text)[:24]) if seen else "",
        asked=voice.clock(trace.asked_at),
    )


def state_of(voice: Voice, trace: Trace) -> str:
    """Return the state of a parcel in words."""
    return voice.label("parcel-state", trace.state.value)


def event_text(voice: Voice, trace: Trace) -> str:
    """Return what the timeline keeps of a movement: 「派送中,上海:快件正在派送」."""
    seen = trace.events[0] if trace.events else None
    said = without_people(seen.text)[:80] if seen else ""
    return voice("parcel-event", state=state_of(voice, trace), said=said or None)


def note(voice: Voice, ticket: Ticket, trace: Trace) -> Reply:
    """Tell staff that a parcel stalls, is in trouble, came back or arrived, and which cause that speaks for."""
    cause = likely_cause(trace, voice.now)
    suggests = cause and cause != ticket.cause
    stalled_for = voice.span_length(voice.now - trace.last_seen_at) if trace.last_seen_at else None
    words = stack(
        voice("parcel-note", number=number_of(ticket), parcel=mask(trace.number), state=state_of(voice, trace)),
        voice("parcel-note-stalled", length=stalled_for) if trace.is_stalled(voice.now) else "",
        voice("parcel-note-last", said=without_people(trace.events[0].text)[:80] if trace.events else None),
        voice("parcel-note-cause", cause=voice.label("cause", cause)) if suggests else "",
    )
    buttons = [button(voice.texts, Area.TICKET, "card", ticket.id), route_button(voice, ticket.id)]
    if suggests:
        buttons.append(Button(voice("button-t-cause"), encode(Press(Area.TICKET, "cause", ticket.id, cause))))
    return Reply(words.cut(), (tuple(buttons),))


def route_button(voice: Voice, ticket_id: TicketId) -> Button:
    """Return the button that shows the route."""
    return button(voice.texts, Area.TICKET, "route", ticket_id)


def courier_choices(parcel: CaseParcel) -> Keyboard:
    """Return the buttons that say who carries a parcel whose number may be of several."""
    likely = parcel.couriers or tuple(BY_CODE)
    return tuple(
        (Button(BY_CODE[code].name, encode(Press(Area.TICKET, "courier", parcel.id, code))),)
        for code in likely[:_MOST_CHOICES]
        if code in BY_CODE
    )


def ask_courier(voice: Voice, parcel: CaseParcel) -> Reply:
    """Ask staff who carries a parcel."""
    return Reply(voice.words("parcel-which", number=mask(parcel.number)), courier_choices(parcel))


def route(voice: Voice, ticket: Ticket, trace: Trace) -> Reply:
    """Return what stands under the picture of a route."""
    return Reply(voice.words("parcel-route", number=number_of(ticket), asked=voice.clock(trace.asked_at)))


def route_in_words(voice: Voice, ticket: Ticket, trace: Trace) -> Reply:
    """Return a route where no picture can be drawn."""
    stations = (
        voice("parcel-station", time=voice.clock(event.at), said=without_people(event.text)[:80])
        for event in trace.events[:_MOST_STATIONS]
    )
    return Reply(stack(route(voice, ticket, trace).words, *stations).cut())


def no_route(voice: Voice, parcel: CaseParcel | None, error: TraceError | None = None) -> Reply:
    """Say why there is no route to show, and how that is mended."""
    if parcel is None:
        return Reply(voice.words("parcel-none"))
    why = voice.label("parcel-why", "busy" if error is None else error.why)
    how = voice.label_if_any("parcel-how", "" if error is None else error.why) or None
    return Reply(stack(voice("parcel-no-route", number=mask(parcel.number), why=why), voice("parcel-mend", how=how)))


def card_labels(voice: Voice, trace: Trace, *, title: str, sample: bool) -> Labels:
    """Return the words on the picture of a route."""
    return Labels(
        title=title,
        sample=voice("parcel-sample" if sample else "parcel-own"),
        state=state_of(voice, trace),
        source=voice("parcel-source", source=trace.source, asked=voice.due(trace.asked_at)),
        more=voice("parcel-more"),
    )


def live_note(voice: Voice, trace: Trace) -> str:
    """Return what stands beside a live item: where the sample began and where it is, who was asked and when."""
    if not trace.events:
        return voice("live-note-empty", state=state_of(voice, trace), source=trace.source)
    return voice(
        "live-note",
        first=_station(voice, trace.events[-1]),
        last=_station(voice, trace.events[0]),
        state=state_of(voice, trace),
        source=trace.source,
        asked=voice.date_of(trace.asked_at),
    )


def _station(voice: Voice, event: Event) -> str:
    return f"{voice.date_of(event.at)} {event.place or without_people(event.text)[:16]}"


def refusal_of(voice: Voice, number: str, error: TraceError) -> dict[str, str]:
    """Return the number and why there is no route, for a refusal."""
    how = voice.label_if_any("parcel-how", error.why)
    return {"number": mask(number), "why": voice.label("parcel-why", error.why), "how": how}


def without_parcel(note: str, number: str) -> str:
    """Return a note without the tracking number, its courier and what is said about the phone."""
    kept = _PARCEL_WORDS.sub(" ", note)
    digits = r"[\s-]*".join(number)
    kept = re.sub(digits, " ", kept, flags=re.IGNORECASE)
    return " ".join(re.sub(r"^[\W_]+|[\W_]+$", "", kept).split())
