"""What the bot says to a member in private: follow-ups, checks, the member's own tickets. Pure (VOICE 12)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.texts import stack
from mailbox.models import Button, Keyboard
from tickets.lifecycle import Action, legal_actions
from tickets.models import Ticket
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.proofs import kinds_named
from triage.words.receipts import number_of, standing
from triage.words.voice import Reply, Voice
from workspaces.models import Role

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket with the names around it: what an unasked message opens with. ``product`` empty: not known."""

    ticket: Ticket
    group: str
    product: str = ""


def progress(
    voice: Voice,
    case: Case,
    *,
    state: str,
    is_news: bool,
    next_window: Window | None = None,
    earlier_window: Window | None = None,
) -> Reply:
    """Report on a case: news, or honestly none; names the next word. ``state``: ``receipts.standing`` or staff's words.

    ``earlier_window`` is the window in which news would come before ``next_window``.
    """
    words = stack(
        intro(voice, case),
        voice("follow-news" if is_news else "follow-none", state=state),
        _next(voice, next_window, earlier_window),
        voice("follow-mute"),
    )
    return Reply(words, _keyboard(voice, case, "add", "mute"))


def doubt_check(voice: Voice, case: Case, *, kinds: Iterable[str] = ()) -> Reply:
    """Ask, a day after an answer, whether the doubt is cleared; ``kinds`` is what was shown."""
    shown = kinds_named(voice, kinds)
    words = stack(
        voice("doubt-check" if case.product else "doubt-check-plain", **_opening(voice, case)),
        voice("doubt-check-shown", kinds=shown) or voice("doubt-check-ask"),
        voice("doubt-check-more"),
        voice("doubt-check-mute"),
    )
    return Reply(words, _keyboard(voice, case, "clear", "unclear", "mute"))


def resolution_check(voice: Voice, case: Case) -> Reply:
    """Ask, a day after resolving, whether the member is satisfied."""
    resolved_at, outcome = case.ticket.resolved_at or voice.now, _outcome(voice, case.ticket)
    words = stack(
        intro(voice, case),
        voice("resolution-check", date=voice.day_of(resolved_at), outcome=outcome),
        voice("resolution-check-more"),
    )
    return Reply(words, _keyboard(voice, case, "settled", "unsettled", "mute"))


def resolved(voice: Voice, case: Case, *, note: str | None = None) -> Reply:
    """Tell that a case is settled, how, and how to go on if it is not; ``note``: what staff wrote to the member."""
    words = stack(
        intro(voice, case),
        voice("follow-resolved", outcome=_outcome(voice, case.ticket)),
        voice("follow-declined-fact", fact=case.ticket.facts.declined_because or None),
        voice("follow-note", note=note),
        voice("follow-resolved-more"),
    )
    is_public = case.ticket.chat_id < 0 and not case.ticket.facts.keeps_thread
    return Reply(words, _keyboard(voice, case, "reopen", *(("unmark",) if is_public else ())))


def member_reminder(voice: Voice, case: Case, *, wanted: str | None = None, closes_at: datetime | None = None) -> Reply:
    """Remind of what we wait for; ``closes_at`` is given with the last reminder."""
    words = stack(
        intro(voice, case),
        voice("follow-reminder", wanted=wanted) or voice("follow-reminder-plain"),
        voice("follow-reminder-last", close=voice.due_or_none(closes_at)),
        voice("follow-reminder-drop"),
    )
    return Reply(words, _keyboard(voice, case, "add", "drop", "mute"))


def closed_silently(voice: Voice, case: Case) -> Reply:
    """Tell that a case was closed because nothing came, and that it can be reopened."""
    words = voice.words("follow-closed", number=number_of(case.ticket))
    return Reply(words, _keyboard(voice, case, "reopen"))


def unsettled(voice: Voice, case: Case) -> Reply:
    """Confirm that a case was reopened because the member is not satisfied."""
    return _transferred(voice, case, "unsettled")


def unclear(voice: Voice, case: Case) -> Reply:
    """Confirm that a doubt which is not cleared went to the liaison, with its number."""
    return _transferred(voice, case, "unclear")


def dropped(voice: Voice, case: Case) -> Reply:
    """Confirm that a case was withdrawn."""
    words = voice.words("dropped", number=number_of(case.ticket))
    return Reply(words, _keyboard(voice, case, "reopen"))


def added(voice: Voice, case: Case) -> Reply:
    """Confirm that words or pictures were added to a case."""
    due = voice.due_or_none(case.ticket.promised_at)
    return Reply(voice.words("added", number=number_of(case.ticket), due=due), _keyboard(voice, case, "progress"))


def human_called(voice: Voice, case: Case) -> Reply:
    """Confirm that a human was called."""
    return Reply(voice.words("human-private", due=voice.due_or_none(case.ticket.promised_at)))


def which_case(voice: Voice, cases: Sequence[Case]) -> Reply:
    """Ask to which of several open cases something belongs."""
    lines = (_own_line(voice, case) for case in cases)
    buttons = [_number_button(voice, case.ticket) for case in cases]
    return Reply(stack(voice("which-case"), *lines).cut(), in_rows(buttons, 4))


def muted(voice: Voice) -> Reply:
    """Confirm 「不再联系」."""
    return Reply(voice.words("muted"))


def settled(voice: Voice) -> Reply:
    """Confirm 「满意」 or 「清楚了」, without asking for anything."""
    return Reply(voice.words("settled"))


def my_tickets(voice: Voice, cases: Sequence[Case]) -> Reply:
    """List a member's own tickets, each with a button that opens it."""
    numbered = [case for case in cases if case.ticket.number is not None]
    if not numbered:
        return Reply(voice.words("my-empty"))
    lines = (_own_line(voice, case) for case in numbered)
    buttons = [_number_button(voice, case.ticket) for case in numbered]
    return Reply(stack(voice("my-title"), *lines, voice("my-closing")).cut(), in_rows(buttons, 4))


def my_ticket(voice: Voice, case: Case, *, asked_at: datetime | None = None) -> Reply:
    """Show one of the member's own tickets: where it stands, the promised time, and what can be done."""
    ticket = case.ticket
    promised_at = ticket.promised_at if ticket.is_open else None
    words = stack(
        _own_line(voice, case),
        voice("card-words", words=voice.quote(ticket.words)),
        standing(voice, ticket, asked_at=asked_at),
        voice("card-promised", due=voice.due_or_none(promised_at)),
    )
    can_reopen = Action.REOPEN in legal_actions(ticket, Role.MEMBER)
    return Reply(words, _keyboard(voice, case, *(("reopen",) if can_reopen else ("add", "drop"))))


def opened(voice: Voice, reply: Reply, *, is_first: bool) -> Reply:
    """Return a private message about a case; the first one says who alone writes, and what is never asked for."""
    return replace(reply, words=stack(voice("private-first"), reply.words).cut()) if is_first else reply


def intro(voice: Voice, case: Case) -> str:
    """Return how an unasked message opens: group, date, the member's own words, number, product."""
    if case.ticket.number is None:  # a doubt has none
        return voice("doubt-check" if case.product else "doubt-check-plain", **_opening(voice, case))
    key = "follow-intro-product" if case.product else "follow-intro"
    return voice(key, number=number_of(case.ticket), **_opening(voice, case))


def _opening(voice: Voice, case: Case) -> dict[str, str | None]:
    return {
        "hail": voice.hail(case.ticket.member_name),
        "group": voice.title(case.group),
        "date": voice.date_of(case.ticket.opened_at),
        "words": voice.quote(case.ticket.words),
        "product": voice.title(case.product) or None,
    }


def _transferred(voice: Voice, case: Case, key: str) -> Reply:
    words = voice.words(
        key,
        hail=voice.hail(case.ticket.member_name),
        number=number_of(case.ticket),
        due=voice.due_or_none(case.ticket.promised_at),
    )
    return Reply(words, _keyboard(voice, case, "add"))


def _next(voice: Voice, window: Window | None, earlier: Window | None) -> str:
    if window is None:
        return ""
    if earlier is None:
        return voice("follow-next-plain", next=voice.span(*window))
    return voice("follow-next", next=voice.span(*window), earlier=voice.span(*earlier))


def _outcome(voice: Voice, ticket: Ticket) -> str | None:
    return None if ticket.outcome is None else voice.label("outcome", ticket.outcome)


def _own_line(voice: Voice, case: Case) -> str:
    """Return 「#1024 防晒喷雾 · 处理中 · 11-20 登记」."""
    ticket = case.ticket
    return voice(
        "my-line" if case.product else "my-line-plain",
        number=number_of(ticket),
        product=voice.title(case.product),
        state=voice.label("state", ticket.state),
        date=voice.date_of(ticket.opened_at),
    )


def _number_button(voice: Voice, ticket: Ticket) -> Button:
    return Button(voice("button-number", number=number_of(ticket)), encode(Press(Area.MEMBER, "show", ticket.id)))


def _keyboard(voice: Voice, case: Case, *actions: str) -> Keyboard:
    return (tuple(button(voice.texts, Area.MEMBER, action, case.ticket.id) for action in actions),)
