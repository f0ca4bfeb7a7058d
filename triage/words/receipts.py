"""What the bot says to complaints, requests and threats in a community. Pure (VOICE 6-10)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from core.ids import CommunityId, ConcernId, TicketId
from core.texts import Words, stack
from mailbox.models import Button, Keyboard
from tickets.models import Ticket, TicketState
from triage.buttons import Area, button
from triage.words.voice import Reply, Voice

_GROUPS = {
    "courier.slow": "courier",
    "courier.lost": "courier",
    "courier.not_shipped": "dispatch",
    "courier.damaged": "goods",
    "courier.wrong_item": "goods",
    "courier.missing_item": "goods",
    "seller.defect": "goods",
    "seller.not_as_described": "goods",
    "seller.late_dispatch": "dispatch",
    "seller.invoice": "money",
    "seller.refund_refused": "money",
    "seller.out_of_stock": "money",
    "seller.price_drop": "money",
    "member.regret": "rules",
    "member.wrong_size": "rules",
    "member.expectation": "rules",
    "member.mistake": "rules",
}
_CHOOSES = frozenset(
    {
        "",
        "courier.lost",
        "courier.damaged",
        "courier.wrong_item",
        "courier.missing_item",
        "seller.defect",
        "seller.not_as_described",
    }
)
"""Causes with which a member may choose what is to be done; unknown ones among them."""
_GROUPS_OF_WANTS = {
    "return": "rules",
    "exchange": "rules",
    "postage": "rules",
    "invoice": "money",
    "price_protection": "money",
}


def receipt(
    voice: Voice,
    ticket: Ticket,
    *,
    is_product_known: bool = True,
    rule: str | None = None,
    dispatch: str = "",
    news: str | None = None,
) -> Reply:
    """Confirm a complaint or request: number, what was understood, who answers by when, what to send in private.

    ``rule``: the clause of this group's policy that applies, quoted; unknown: left out. ``dispatch``: the merchant's
    deadline in words, where that is the question. ``news``: where an incident stands that the case is part of.
    """
    group = _group(ticket)
    words = stack(
        voice(
            "receipt",
            hail=voice.hail(ticket.member_name),
            feeling=voice.label_if_any("feeling", ticket.cause),
            number=number_of(ticket),
            summary=summary(voice, ticket, in_public=True),
        ),
        voice(f"receipt-next-{group}", due=voice.due_or_none(ticket.promised_at)),
        dispatch,
        voice("receipt-incident", state=news),
        voice(f"receipt-data-{group}"),
        voice("receipt-rule", rule=rule),
        "" if is_product_known else voice("receipt-product"),
    )
    return Reply(words, (*receipt_keyboard(voice, ticket.id), *want_keys(voice, ticket)))


def want_keys(voice: Voice, ticket: Ticket) -> Keyboard:
    """Return 「退」「换」「补」「只是说说」 for a case about goods that names no wish; a parcel has to come first."""
    if ticket.wants or ticket.cause not in _CHOOSES:
        return ()
    wants = ("return", "exchange", "reshipment", "talk")
    return (
        tuple(
            button(voice.texts, Area.MEMBER, "want", ticket.id, want, label=f"button-m-want-{want}") for want in wants
        ),
    )


def second_complaint(voice: Voice, ticket: Ticket, *, state: str | None = None, is_owner_told: bool = True) -> Reply:
    """Answer a second complaint on the same case; ``state``: what is really known (``standing``), or left out."""
    key = "second" if is_owner_told else "second-desk"
    words = stack(
        voice(
            key,
            hail=voice.hail(ticket.member_name),
            number=number_of(ticket),
            day=voice.day_of(ticket.opened_at),
        ),
        voice("second-state", state=state),
        voice("second-due", due=voice.due_or_none(ticket.promised_at)),
    )
    return Reply(words, ((button(voice.texts, Area.MEMBER, "add", ticket.id),),))


def joined(voice: Voice, ticket: Ticket) -> Reply:
    """Say shortly that a message was added to the member's open case."""
    hail, number = voice.hail(ticket.member_name), number_of(ticket)
    due = None if _is_over(voice, ticket.promised_at) else voice.due_or_none(ticket.promised_at)
    key = "joined" if due else "joined-plain"
    words = voice.words(key, hail=hail, number=number, due=due)
    return Reply(words, receipt_keyboard(voice, ticket.id))


def under_way(voice: Voice, ticket: Ticket) -> Reply:
    """Point to the member's open case, who asks for after-sales and tells nothing new."""
    due = None if _is_over(voice, ticket.promised_at) else voice.due_or_none(ticket.promised_at)
    key = "under-way" if due else "under-way-plain"
    words = voice.words(key, hail=voice.hail(ticket.member_name), number=number_of(ticket), due=due)
    return Reply(words, receipt_keyboard(voice, ticket.id))


def grumble(voice: Voice, *, concern_id: ConcernId, name: str, cause: str) -> Reply:
    """Offer to log a grumble that neither demands nor states a fact."""
    words = voice.words("grumble", hail=voice.hail(name), feeling=voice.label_if_any("feeling", cause))
    return Reply(words, ((button(voice.texts, Area.CONCERN, "register", concern_id),),))


def threat_right(voice: Voice, ticket: Ticket, *, state: str | None = None) -> Reply:
    """Answer an announced complaint to the platform or 12315: a right, and no word against it."""
    words = stack(
        voice("threat-escalation"),
        voice("second-state", state=state),
        voice("threat-escalation-due", number=number_of(ticket), due=voice.due_or_none(ticket.promised_at)),
    )
    return Reply(words, ((button(voice.texts, Area.MEMBER, "add", ticket.id),),))


def threat_calm(voice: Voice, *, ticket_id: TicketId, due_at: datetime) -> Reply:
    """Answer demands that are tied to harm: one neutral line, no name, no label."""
    words = voice.words("threat-extortion", due=voice.due(due_at))
    return Reply(words, ((button(voice.texts, Area.MEMBER, "add", ticket_id),),))


def human_called(voice: Voice, *, name: str, due_at: datetime) -> Reply:
    """Confirm that a human was called; the bot keeps silent then."""
    return Reply(voice.words("human", hail=voice.hail(name), due=voice.due(due_at)))


def private_posted(
    voice: Voice,
    *,
    community_id: CommunityId,
    name: str,
    kinds: Iterable[str],
    ticket_id: TicketId | None,
    bot_username: str,
) -> Reply:
    """Offer to delete a message with private data (``kinds``: order, phone, address, number) and a way to private."""
    what = voice.listed(voice.label("private", kind) for kind in kinds)
    words = voice.words("private-posted", hail=voice.hail(name), what=what)
    delete = button(voice.texts, Area.MESSAGE, "delete", community_id)
    if ticket_id is not None:
        private = button(voice.texts, Area.MEMBER, "add", ticket_id, label="button-d-private")
    else:
        private = Button(voice("button-d-private"), url=f"https://t.me/{bot_username}?start=hello")
    return Reply(words, ((delete, private),))


def missed(voice: Voice, ticket: Ticket, *, promised_at: datetime, next_at: datetime | None) -> Reply:
    """Admit in the thread that a promised answer did not come; ``next_at`` is the next word."""
    words = voice.words(
        "missed",
        hail=voice.hail(ticket.member_name),
        number=number_of(ticket),
        due=voice.due(promised_at),
        next=voice.due_or_none(next_at),
    )
    return Reply(words, receipt_keyboard(voice, ticket.id))


def thread_resolved(voice: Voice, ticket: Ticket) -> Words:
    """Return what the bot's first line in the thread becomes: 「#1024 已办结 · 6 小时」."""
    ended_at = ticket.resolved_at or voice.now
    length = voice.span_length(ended_at - ticket.opened_at)
    return voice.words("thread-resolved", number=number_of(ticket), length=length)


def thread_reopened(voice: Voice, ticket: Ticket) -> Reply:
    """Return what that line becomes when the case goes on; it is read later, so the time has its date."""
    due = None if ticket.promised_at is None else voice.dated(ticket.promised_at)
    words = voice.words("thread-reopened", number=number_of(ticket), due=due)
    return Reply(words, receipt_keyboard(voice, ticket.id))


def receipt_keyboard(voice: Voice, ticket_id: TicketId) -> Keyboard:
    """Return 「补充信息」「查进度」「不需要」."""
    return (tuple(button(voice.texts, Area.MEMBER, action, ticket_id) for action in ("add", "progress", "drop")),)


def standing(voice: Voice, ticket: Ticket, *, asked_at: datetime | None = None) -> str:
    """Return where a ticket really stands, for the member; ``asked_at``: when the one we wait for was last asked."""
    code = ticket.waiting_on.value if ticket.waiting_on else ticket.state.value
    if ticket.state is TicketState.OPEN and ticket.first_human_at is None:
        code = "untouched"
    outcome = voice.label("outcome", ticket.outcome) if ticket.outcome else None
    said = voice(f"standing-{code}", asked=None if asked_at is None else voice.clock(asked_at), outcome=outcome)
    return said or voice(f"standing-{code}-plain")


def summary(voice: Voice, ticket: Ticket, *, in_public: bool = False) -> str:
    """Return what it is about: 「质量问题,想退款」. In public a change of mind is named by what is wanted only."""
    wants = voice.listed(voice.label("want", want) for want in ticket.wants)
    is_own = ticket.cause.startswith("member.") or not ticket.cause
    if wants and is_own and (in_public or not ticket.cause):
        return wants
    cause = voice.label("cause", ticket.cause or "unknown")
    return voice("receipt-summary", cause=cause, wants=wants) if wants else cause


def number_of(ticket: Ticket) -> str | None:
    """Return the public number; None for a doubt's ticket, which has none."""
    return None if ticket.number is None else str(ticket.number)


def _group(ticket: Ticket) -> str:
    if ticket.cause:
        return _GROUPS.get(ticket.cause, "plain")
    return next((_GROUPS_OF_WANTS[want] for want in ticket.wants if want in _GROUPS_OF_WANTS), "plain")


def _is_over(voice: Voice, moment: datetime | None) -> bool:
    return moment is not None and moment <= voice.now
