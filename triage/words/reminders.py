"""What staff are reminded of when something falls due. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from core.texts import stack
from tickets.models import Ticket
from triage.words.cards import about, missed_choices, state_of
from triage.words.notices import ANY_HEAD, Viewer, case_keyboard, told, where
from triage.words.proofs import kinds_named
from triage.words.receipts import number_of
from triage.words.voice import Reply, Voice
from workspaces.models import Community

OWNER_STEP = 2
"""From this step of a ladder on the owner is told."""


def promised_proof(
    voice: Voice,
    *,
    step: int,
    product: str,
    kinds: Iterable[str],
    due_at: datetime,
    asked_at: datetime,
    next_at: datetime | None = None,
) -> Reply:
    """Remind of promised proof; ``step`` as in the evidence ladder: half time, due, overdue, then again."""
    key = ("staff-half", "staff-due", "staff-overdue", "staff-again")[min(step, 3)]
    words = voice.words(
        key,
        product=voice.title(product),
        kinds=kinds_named(voice, kinds) or voice("proof-any"),
        due=voice.due(due_at),
        date=voice.day_of(asked_at),
    )
    return Reply(stack(words, voice("staff-next", next=voice.due_or_none(next_at))))


def late_first_response(
    voice: Voice,
    community: Community,
    ticket: Ticket,
    *,
    step: int,
    since: datetime | None = None,
    url: str | None = None,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Say that nobody has taken a case: to the desk, from ``OWNER_STEP`` on to the owner; ``since``: when it came."""
    key = "staff-late-doubt" if ticket.number is None else "staff-late-owner" if step >= OWNER_STEP else "staff-late"
    length = voice.span_length(voice.now - (since or ticket.opened_at))
    words = stack(
        voice(key, number=number_of(ticket), length=length, summary=about(voice, ticket)),
        *told(voice, community, ticket.member_name, ticket.words),
        voice("staff-late-promised", due=voice.due_or_none(ticket.promised_at)),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def waiting_check(
    voice: Voice,
    ticket: Ticket,
    *,
    step: int,
    since: datetime,
    url: str | None = None,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Ask how a case stands that has been waiting since ``since``; from ``OWNER_STEP`` on the owner is asked."""
    length = voice.span_length(max(voice.now - since, timedelta()))
    key = "staff-waiting" if ticket.number is not None else "staff-waiting-doubt"
    summary = about(voice, ticket)
    words = stack(
        voice(key, number=number_of(ticket), state=state_of(voice, ticket), length=length, summary=summary),
        voice("staff-waiting-owner" if step >= OWNER_STEP else "staff-waiting-ask"),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def missed_answer(
    voice: Voice,
    ticket: Ticket,
    *,
    promised_at: datetime,
    next_at: datetime | None,
    is_said: bool = True,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Tell the responsible person and the owner that a promised answer did not come; ``is_said``: the group knows."""
    words = stack(
        voice(
            "staff-missed" if is_said else "staff-missed-quiet", number=number_of(ticket), due=voice.due(promised_at)
        ),
        voice("staff-next", next=voice.due_or_none(next_at)),
        voice("why-ask"),
    )
    return Reply(words, (*missed_choices(voice, ticket), *case_keyboard(voice, ticket, viewer)))
