"""The card of a ticket for staff, and its buttons. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.ids import UserId
from core.texts import Words, stack
from mailbox.models import Button, Keyboard
from tickets.compensations import Compensation
from tickets.lifecycle import Action, By, legal_actions, legal_outcomes
from tickets.models import FollowUp, Priority, Ticket, TicketKind, WaitingOn
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.receipts import number_of, summary
from triage.words.voice import Reply, Voice
from workspaces.models import Role

_MOST_TIMELINE_LINES = 8
_MOST_EARLIER = 3
_NOTABLE = (Priority.HIGH, Priority.URGENT)
_CODED = {"wait": "waiting", "resolve": "outcome"}
"""Events beside which a code stands, and the texts that name it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a ticket's timeline; ``event`` is the code of its ``event-…`` text."""

    at: datetime
    event: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What staff see of one ticket, and who looks: ``role`` and ``viewer_id`` decide the buttons."""

    ticket: Ticket
    group: str
    role: Role | By
    viewer_id: UserId | None = None
    product: str = ""
    responsible: str = ""
    earlier_count: int = 0
    told: Sequence[str] = field(default=())  # what the member told beside: order, receipt date, merchant, files
    earlier: Sequence[Ticket] = field(default=())
    money: Sequence[Compensation] = field(default=())
    has_files: bool = False
    parcels: Sequence[str] = field(default=())
    events: Sequence[Event] = field(default=())
    next_step: FollowUp | None = None
    rule: Words | None = None  # what the rules say of it
    appeal: Words | None = None  # of a marked threat: what a platform appeal has and lacks
    may_take_dossier: bool = False


def ticket_card(voice: Voice, card: Card) -> Reply:
    """Return the card of a ticket with the buttons that this viewer may press."""
    ticket = card.ticket
    promised_at = ticket.promised_at if ticket.is_open else None
    words = stack(
        title(voice, ticket),
        voice("card-priority", priority=_priority(voice, ticket)),
        voice("card-member", member=voice.called(ticket.member_name), group=voice.title(card.group)),
        voice("card-earlier", count=str(card.earlier_count) if card.earlier_count else None),
        *(_earlier(voice, each) for each in card.earlier[:_MOST_EARLIER]),
        voice("card-product", product=voice.title(card.product) or None),
        voice("card-words", words=voice.quote(ticket.words)),
        *card.told,
        *card.parcels,
        card.rule,
        card.appeal or "",
        *(_money(voice, each) for each in card.money),
        voice("card-outcome", outcome=None if ticket.outcome is None else voice.label("outcome", ticket.outcome)),
        voice("card-responsible", name=voice.title(card.responsible) or None),
        voice("card-promised", due=voice.due_or_none(promised_at)),
        "" if ticket.may_contact else voice("card-muted"),
        *(_event(voice, event) for event in _told(card.events)[-_MOST_TIMELINE_LINES:]),
        _next_step(voice, card.next_step),
    )
    is_several = ticket.is_open and any(each.is_open and each.number is not None for each in card.earlier)
    has_draft = bool(card.rule) and ticket.is_open and ticket.number is not None
    there = (
        ("draft", has_draft),
        ("route", bool(card.parcels)),
        ("files", card.has_files),
        ("merge", is_several),
        ("dossier", card.may_take_dossier),
    )
    shown = [name for name, is_there in there if is_there]
    looks = in_rows([button(voice.texts, Area.TICKET, name, ticket.id) for name in shown], 3)
    return Reply(words.cut(), (*full_keyboard(voice, ticket, card.role, card.viewer_id), *looks))


def title(voice: Voice, ticket: Ticket) -> str:
    """Return 「#1024 等快递 · 快递停滞」, or 「质疑 · 等凭证 · …」 for a doubt."""
    key = "card-title-doubt" if ticket.kind is TicketKind.DOUBT else "card-title"
    return voice(key, number=number_of(ticket), state=state_of(voice, ticket), summary=about(voice, ticket))


def about(voice: Voice, ticket: Ticket) -> str:
    """Return what a ticket is about: cause and wishes, or the member's words for a doubt."""
    if ticket.kind is TicketKind.DOUBT:
        return voice.quote(ticket.words) or voice("reason-plain")
    return summary(voice, ticket)


def state_of(voice: Voice, ticket: Ticket) -> str:
    """Return the state in words; a waiting ticket says for whom."""
    return voice.label("waiting", ticket.waiting_on) if ticket.waiting_on else voice.label("state", ticket.state)


def card_keyboard(voice: Voice, ticket: Ticket, role: Role | By, viewer_id: UserId | None = None) -> Keyboard:
    """Return the moves that ``role`` may make on a ticket now."""
    return _moves(voice, ticket, legal_actions(ticket, role, viewer_id))


def notice_keyboard(voice: Voice, ticket: Ticket, role: Role | By, viewer_id: UserId | None = None) -> Keyboard:
    """Return the same for a notice: what somebody has in hand is taken over on the card only."""
    in_hand = ticket.first_human_at is not None and not ticket.owes_answer
    actions = legal_actions(ticket, role, viewer_id)
    return _moves(voice, ticket, [action for action in actions if not (in_hand and action is Action.TAKE)])


def full_keyboard(voice: Voice, ticket: Ticket, role: Role | By, viewer_id: UserId | None = None) -> Keyboard:
    """Return the buttons of a card: moves first, then words, notes and sums."""
    extras = _extras(ticket, role, legal_actions(ticket, role, viewer_id))
    more = in_rows([_plain_button(voice, ticket, name) for name in extras], 3)
    return (*card_keyboard(voice, ticket, role, viewer_id), *more)


def _extras(ticket: Ticket, role: Role | By, actions: Sequence[Action]) -> Sequence[str]:
    """Return what else may be done with a case that goes on; whoever may not move it may do none of it."""
    if Action.RESOLVE not in actions or ticket.kind is TicketKind.DOUBT:
        return ()
    is_head = role in (Role.OWNER, Role.ADMIN, By.OWNER, By.ADMIN)
    return ("ask", *(("liaison",) if is_head else ()), "verify", "money", *(("raise",) if is_head else ()))


def merge_choices(voice: Voice, ticket: Ticket, others: Sequence[Ticket]) -> Reply:
    """Ask into which of a member's other cases one is merged."""
    keys = [
        Button(
            voice("button-number", number=number_of(each)), encode(Press(Area.TICKET, "merge", ticket.id, str(each.id)))
        )
        for each in others
    ]
    return Reply(voice.words("merge-choose", number=number_of(ticket)), in_rows(keys, 4))


def missed_choices(voice: Voice, ticket: Ticket, *, among_others: bool = False) -> Keyboard:
    """Return the buttons that say why a named time was missed; among those of other cases they name its number."""
    codes = ("hands", "unknown", "merchant", "courier")
    whys = {code: voice(f"missed-why-{code}") for code in codes}
    number = number_of(ticket) if among_others else None
    labels = {code: voice("missed-why-of", number=number, why=why) or why for code, why in whys.items()}
    keys = [Button(labels[code], encode(Press(Area.TICKET, "why", ticket.id, code))) for code in codes]
    return in_rows(keys, 2 if among_others else 4)


def _plain_button(voice: Voice, ticket: Ticket, name: str) -> Button:
    return button(voice.texts, Area.TICKET, name, ticket.id)


def _earlier(voice: Voice, ticket: Ticket) -> str:
    outcome = state_of(voice, ticket) if ticket.outcome is None else voice.label("outcome", ticket.outcome)
    return voice("card-earlier-line", number=number_of(ticket), summary=about(voice, ticket), outcome=outcome)


def _money(voice: Voice, item: Compensation) -> str:
    return voice("card-money", amount=voice.money(item.amount_fen), state=voice(f"money-state-{item.state}"))


def waiting_choices(voice: Voice, ticket: Ticket) -> Keyboard:
    """Return the buttons that say for whom a ticket waits."""
    return in_rows([_choice(voice, ticket, Action.WAIT, "waiting", on) for on in WaitingOn], 3)


def outcome_choices(voice: Voice, ticket: Ticket, role: Role | By) -> Keyboard:
    """Return the buttons with the outcomes that ``role`` may decide on."""
    return in_rows([_choice(voice, ticket, Action.RESOLVE, "outcome", each) for each in legal_outcomes(role)], 3)


def _moves(voice: Voice, ticket: Ticket, actions: Sequence[Action]) -> Keyboard:
    return in_rows([_action_button(voice, ticket, action) for action in actions], 3)


def _action_button(voice: Voice, ticket: Ticket, action: Action) -> Button:
    return button(voice.texts, Area.TICKET, action.value, ticket.id)


def _choice(voice: Voice, ticket: Ticket, action: Action, prefix: str, code: str) -> Button:
    return Button(voice.label(prefix, code), encode(Press(Area.TICKET, action.value, ticket.id, str(code))))


def _priority(voice: Voice, ticket: Ticket) -> str | None:
    return voice.label("priority", ticket.priority) if ticket.priority in _NOTABLE else None


def _told(events: Sequence[Event]) -> Sequence[Event]:
    """Return what a card tells: that staff were reminded stands in the timeline alone."""
    return [event for event in events if event.event != "reminded"]


def _event(voice: Voice, event: Event) -> str:
    what = voice.label_if_any("event", event.event) or event.event
    text = voice.quote(_named(voice, event))
    key = "card-line-text" if text else "card-line"
    return voice(key, time=voice.clock(event.at), what=what, text=text)


def _named(voice: Voice, event: Event) -> str:
    """Return what stands beside an event: words as they were said, a code of ours as its name."""
    prefix = _CODED.get(event.event)
    return event.text if prefix is None else voice.label_if_any(prefix, event.text) or event.text


def _next_step(voice: Voice, follow_up: FollowUp | None) -> str:
    if follow_up is None:
        return ""
    what = "follow-promised" if follow_up.details.get("promise") else f"follow-{follow_up.kind.replace('_', '-')}"
    return voice("card-next", what=voice(what), due=voice.due(follow_up.due_at))
