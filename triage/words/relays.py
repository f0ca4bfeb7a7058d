"""What staff write to members, as it is previewed, said, and as they hear what became of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.manners import find_banned
from core.masking import mask_numbers
from core.texts import Words, stack
from mailbox.models import Button
from tickets.models import Ticket
from tickets.relays import Relay
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.private import Case, intro, opened
from triage.words.receipts import number_of, summary
from triage.words.voice import Reply, Voice

PROMPTS = {
    "ask": ("photo", "order", "received"),
    "verify": (),
    "money": (),
    "shop": (),
    "liaison": ("agree", "refuse", "photo", "noon"),
}
"""What a reply to our message means, by the word in its buttons, and the quick answers that stand under it."""


def preview(voice: Voice, relay: Relay, tickets: Sequence[Ticket], where: str, *, state: str | None = None) -> Reply:
    """Show what will be said, to whom and where; absolute promises and harsh words are asked about."""
    first, phrases = tickets[0], find_banned(relay.text)
    if len(tickets) == 1:
        number = voice("button-number", number=number_of(first)) or voice("reason-plain")
        head = voice(
            "relay-preview", name=voice.called(first.member_name), number=number, where=voice(f"relay-{where}")
        )
    else:
        head = voice("relay-preview-many", count=str(len(tickets)), numbers=_numbers(voice, tickets))
    words = stack(
        head,
        relay.text,
        voice("relay-warning", phrases=voice.listed(voice("relay-phrase", phrase=each) for each in phrases)),
        voice("relay-due", due=voice.due_or_none(relay.due_at)),
        voice("relay-then", state=state),
        "" if any(ticket.is_open for ticket in tickets) else voice("relay-closed"),
    )
    send = "force" if phrases else "send"
    keys = tuple(button(voice.texts, Area.RELAY, action, relay.id) for action in (send, "drop"))
    return Reply(words.cut(), (keys,))


def to_member(voice: Voice, case: Case, text: str, *, is_private: bool, is_first: bool, is_asked: bool) -> Reply:
    """Say a human's words to the member: in private as they are, in the thread without numbers of phones and orders.

    ``is_asked``: they answer what the member has just said, so nobody needs to be told what it is about.
    """
    ticket = case.ticket
    if is_private:
        head = voice("relay-head", number=number_of(ticket)) or voice("relay-head-doubt")
        if ticket.number is not None and f"#{ticket.number}" in text:
            head = ""  # a draft names it
        words = stack("" if is_asked and not is_first else intro(voice, case), head, text)
        keys = tuple(button(voice.texts, Area.MEMBER, action, ticket.id) for action in ("add", "progress"))
        return opened(voice, Reply(words.cut(), (keys,)), is_first=is_first)
    hail = voice.hail(ticket.member_name)
    head = voice("relay-head-thread", hail=hail, number=number_of(ticket)) or voice(
        "relay-head-thread-doubt", hail=hail
    )
    key = (button(voice.texts, Area.MEMBER, "add", ticket.id),)
    return Reply(stack(head, mask_numbers(text)).cut(), (key,))


def receipt(voice: Voice, ticket: Ticket, fate: str, relay_id: int) -> Reply:
    """Tell what became of it; ``fate``: sent-private, sent-thread, blocked or lost."""
    number = number_of(ticket) or voice("reason-plain")
    words = voice.words(f"relay-{fate}", number=number, name=voice.called(ticket.member_name))
    keys = (button(voice.texts, Area.RELAY, "thread", relay_id, str(ticket.id)),) if fate == "blocked" else ()
    return Reply(words, (keys,) if keys else ())


def prompt(voice: Voice, ticket: Ticket, what: str) -> Reply:
    """Ask staff to reply with words: for the member, a finding or a sum."""
    words = voice.words(f"{what}-how", name=voice.called(ticket.member_name), number=number_of(ticket))
    return Reply(words, _keys(voice, ticket, what))


def shop_prompt(voice: Voice, ticket: Ticket, shop: str, tickets: Sequence[Ticket]) -> Reply:
    """Ask for one answer to all cases that wait for the same shop."""
    facts = {"count": str(len(tickets)), "numbers": _numbers(voice, tickets)}
    words = voice("shop-how", shop=shop or None, **facts) or voice("shop-how-none", **facts)
    return Reply(Words(words), _keys(voice, ticket, "shop"))


def liaison_asked(voice: Voice, ticket: Ticket, card: Words) -> Reply:
    """Ask the liaison in private, with quick answers."""
    head = voice("liaison-asked", number=number_of(ticket), summary=summary(voice, ticket))
    return Reply(stack(head, card, voice("liaison-asked-how")).cut(), _keys(voice, ticket, "liaison"))


def quick(voice: Voice, ticket: Ticket, code: str, due_at: datetime) -> str:
    """Return the text of a quick answer; ``due_at``: the time that it names."""
    if code in ("photo", "order", "received"):
        return voice(f"quick-ask-{code}")
    if code == "agree" and ticket.wants:
        wants = voice.listed(voice.label("want", want) for want in ticket.wants)
        return voice("quick-agree", wants=wants, due=voice.due(due_at))
    key = "quick-agree-plain" if code == "agree" else f"quick-{code}"
    return voice(key, due=voice.due(due_at))


def next_noon(voice: Voice) -> datetime:
    """Return 12:00 of tomorrow, local time."""
    tomorrow = voice.now.astimezone(voice.zone) + timedelta(days=1)
    return tomorrow.replace(hour=12, minute=0, second=0, microsecond=0)


def _numbers(voice: Voice, tickets: Sequence[Ticket]) -> str:
    return voice("join-comma").join(voice("button-number", number=number_of(ticket)) for ticket in tickets)


def _keys(voice: Voice, ticket: Ticket, what: str) -> tuple[tuple[Button, ...], ...]:
    codes = (*PROMPTS[what], "over")
    keys = [Button(voice(f"button-r-{code}"), encode(Press(Area.RELAY, what, ticket.id, code))) for code in codes]
    return in_rows(keys, 3)
