"""What follow-ups say where several share a message, and of days that come once. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.texts import stack
from mailbox.models import Button
from tickets.models import Ticket
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.cards import about, missed_choices
from triage.words.notices import ANY_HEAD, case_keyboard
from triage.words.private import Case, Window, intro
from triage.words.receipts import number_of, receipt_keyboard
from triage.words.voice import Reply, Voice

MOST_LINES = 8
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One ticket in a message that several share: where it stands."""

    case: Case
    state: str
    is_news: bool


def shared_progress(voice: Voice, parts: Sequence[Part], window: Window | None) -> Reply:
    """Report on several tickets of one member at once; each opens with group, date, own words, number and product."""
    first = parts[0].case
    lines = (line for part in parts[:_MOST_PARTS] for line in _part(voice, part))
    words = stack(
        voice("follow-shared", hail=voice.hail(first.ticket.member_name), count=str(len(parts))),
        *lines,
        voice("follow-shared-more", count=str(len(parts) - _MOST_PARTS)) if len(parts) > _MOST_PARTS else "",
        voice("follow-next-plain", next=None if window is None else voice.span(*window)),
        voice("follow-mute"),
    )
    numbered = [part.case.ticket for part in parts[:_MOST_PARTS] if part.case.ticket.number is not None]
    keys = [_own_button(voice, ticket) for ticket in numbered]
    keys.append(button(voice.texts, Area.MEMBER, "mute", first.ticket.id, "all"))
    return Reply(words.cut(), in_rows(keys, 3))


def news_in_thread(voice: Voice, ticket: Ticket, state: str) -> Reply:
    """Say a real change where the case began: for whoever has no private chat with the bot."""
    words = voice.words(
        "follow-news-thread", hail=voice.hail(ticket.member_name), number=number_of(ticket), state=state
    )
    return Reply(words, receipt_keyboard(voice, ticket.id))


def return_ends(voice: Voice, case: Case, until: datetime) -> Reply:
    """Tell a member that the no-reason period is about to end, and what can be done."""
    words = stack(intro(voice, case), voice("follow-return", last=_last_day(voice, until)), voice("follow-return-how"))
    actions = ("add", "progress", "mute")
    return Reply(words, (tuple(button(voice.texts, Area.MEMBER, each, case.ticket.id) for each in actions),))


def staff_return_ends(voice: Voice, ticket: Ticket, until: datetime) -> Reply:
    """Tell the liaison the same."""
    words = voice.words(
        "staff-return-ends", number=number_of(ticket), last=_last_day(voice, until), summary=about(voice, ticket)
    )
    return Reply(words, case_keyboard(voice, ticket, ANY_HEAD))


def staff_dispatch_due(voice: Voice, ticket: Ticket, until: datetime) -> Reply:
    """Ask the liaison whether the merchant has dispatched."""
    words = voice.words(
        "staff-dispatch-due", number=number_of(ticket), due=voice.due(until), summary=about(voice, ticket)
    )
    return Reply(words, case_keyboard(voice, ticket, ANY_HEAD))


def many(voice: Voice, lines: Sequence[tuple[Ticket, str]], *, is_all: bool, missed: Sequence[Ticket] = ()) -> Reply:
    """Remind of several cases at once, each with a button that opens its card; ``is_all``: there are no more.

    ``missed``: those whose named time has passed; each that is shown asks for its reason.
    """
    shown, is_all = lines[:MOST_LINES], is_all and len(lines) <= MOST_LINES
    words = stack(
        voice("staff-reminders", count=str(len(lines))) if is_all else voice("staff-reminders-many"),
        *(line for _, line in shown),
        "" if is_all else voice("staff-reminders-more"),
    )
    tickets = {ticket.id: ticket for ticket, _ in shown}
    asked = [ticket for ticket in missed if ticket.id in tickets]
    whys = [row for ticket in asked for row in missed_choices(voice, ticket, among_others=True)]
    words = stack(words, voice("why-ask") if asked else "")
    cards = in_rows([_card_button(voice, ticket) for ticket in tickets.values()], 4)
    return Reply(words.cut(), (*cards, *whys))


def _part(voice: Voice, part: Part) -> tuple[str, str]:
    ticket = part.case.ticket
    key = "follow-shared-head-product" if part.case.product else "follow-shared-head"
    head = voice(
        key if ticket.number is not None else "follow-shared-head-doubt",
        number=number_of(ticket),
        group=voice.title(part.case.group),
        date=voice.date_of(ticket.opened_at),
        words=voice.quote(ticket.words),
        product=voice.title(part.case.product),
    )
    return head, voice("follow-news" if part.is_news else "follow-none", state=part.state)


def _last_day(voice: Voice, until: datetime) -> str:
    return voice.day_of(until - timedelta(minutes=1))


def _own_button(voice: Voice, ticket: Ticket) -> Button:
    return Button(voice("button-number", number=number_of(ticket)), encode(Press(Area.MEMBER, "show", ticket.id)))


def _card_button(voice: Voice, ticket: Ticket) -> Button:
    label = voice("button-number", number=number_of(ticket)) or voice("button-t-card")
    return Button(label, encode(Press(Area.TICKET, "card", ticket.id)))
