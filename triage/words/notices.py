"""What staff are told of what happens: new cases, requests for proof, findings to review. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from core.ids import ChatId, UserId
from core.texts import Link, Words, stack
from mailbox.models import Button, Keyboard
from tickets.lifecycle import By
from tickets.models import Ticket
from triage.buttons import Area, Press, button, encode
from triage.words.cards import about, notice_keyboard
from triage.words.proofs import kinds_named
from triage.words.receipts import number_of, summary
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Product, Role

if TYPE_CHECKING:
    from triage.repository import Concern, EvidenceRequest

_MOST_CLUES = 3
_SUPERGROUP = "-100"  # what Telegram puts before a supergroup's own number


@dataclass(frozen=True, slots=True)
class Viewer:
    """For whom a notice is: decides its buttons."""

    role: Role | By = Role.ADMIN
    user_id: UserId | None = None


ANY_HEAD = Viewer()


def link_to(community: Community, chat_id: ChatId, message_id: int) -> str | None:
    """Return the address of a message; None in basic groups, which have none."""
    if not str(chat_id).startswith(_SUPERGROUP):
        return None
    if community.username and chat_id == community.chat_id:
        return f"https://t.me/{community.username}/{message_id}"
    return f"https://t.me/c/{str(chat_id).removeprefix(_SUPERGROUP)}/{message_id}"


def new_ticket(
    voice: Voice,
    community: Community,
    ticket: Ticket,
    *,
    product: Product | None = None,
    url: str | None = None,
    is_hidden: bool = False,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Announce a new case; ``is_hidden``: a grumble that got no receipt in the group."""
    words = stack(
        voice("staff-new-hidden", cause=voice.label("cause", ticket.cause or "unknown"))
        if is_hidden
        else voice("staff-new", number=number_of(ticket), summary=about(voice, ticket)),
        *told(voice, community, ticket.member_name, ticket.words),
        _product(voice, product) or ("" if is_hidden else voice("staff-product-unknown")),
        voice("staff-promised", due=voice.due_or_none(ticket.promised_at)),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def second_complaint(
    voice: Voice,
    community: Community,
    ticket: Ticket,
    *,
    before: str,
    now: str,
    url: str | None = None,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Alert again with both messages of a member."""
    priority = voice.label_if_any("priority", ticket.priority) or None
    words = stack(
        voice("staff-second", number=number_of(ticket), summary=summary(voice, ticket)),
        voice("card-priority", priority=priority),
        place(voice, community),
        voice("staff-second-before", words=voice.quote(before)),
        voice("staff-second-now", words=voice.quote(now)),
        voice("staff-second-promised", due=voice.due_or_none(ticket.promised_at)),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def added(voice: Voice, ticket: Ticket, words: str, *, viewer: Viewer = ANY_HEAD) -> Reply:
    """Tell what a member added to a case."""
    if ticket.number is None:
        return Reply(voice.words("staff-added-doubt", words=voice.quote(words)), case_keyboard(voice, ticket, viewer))
    return moved_by_member(voice, ticket, what="added", words=words, viewer=viewer)


def file_added(voice: Voice, ticket: Ticket, words: str) -> Reply:
    """Say whose file it is and what was written beside it, with the buttons of the case."""
    number, quoted = number_of(ticket), voice.quote(words)
    said = voice("files-of-words", number=number, name=voice.called(ticket.member_name), words=quoted)
    if number is None:
        said = voice("staff-added-doubt", words=quoted)
    plain = files_of(voice, ticket).words
    return Reply(Words(said) if said else plain, case_keyboard(voice, ticket, ANY_HEAD))


def files_of(voice: Voice, ticket: Ticket) -> Reply:
    """Say whose files these are."""
    name = voice.called(ticket.member_name)
    return Reply(Words(voice("files-of", number=number_of(ticket), name=name) or voice("files-of-doubt", name=name)))


def moved_by_member(voice: Voice, ticket: Ticket, *, what: str, words: str = "", viewer: Viewer = ANY_HEAD) -> Reply:
    """Tell what a member did to the own case; ``what``: unsettled, reopened, withdrawn or added (with ``words``)."""
    head = voice(f"staff-{what}", number=number_of(ticket), summary=summary(voice, ticket), words=voice.quote(words))
    due = voice.due_or_none(ticket.promised_at) if what in ("unsettled", "reopened") else None
    said = stack(head, voice("staff-late-promised", due=due))
    return Reply(said, case_keyboard(voice, ticket, viewer))


def evidence_request(
    voice: Voice,
    community: Community,
    concern: Concern,
    *,
    product: Product,
    request: EvidenceRequest,
    url: str | None = None,
) -> Reply:
    """Ask for proof: product, reason, wanted kinds, the question, until when, and how to send it."""
    first = next(iter(request.kinds), None)
    words = stack(
        voice("staff-request", product=voice.title(product.name)),
        voice("staff-request-reason", reasons=voice.listed(voice.label("reason", each) for each in request.reasons)),
        voice("staff-request-kinds", kinds=kinds_named(voice, request.kinds)),
        voice("staff-request-original") if "proof" in request.reasons else "",
        *told(voice, community, concern.member_name, concern.words),
        voice("staff-request-due", due=voice.due(request.due_at)),
        voice("staff-request-how", kind=first and voice.label("short", first), product=product.name),
        where(voice, url),
    )
    return Reply(words.cut())


def review(
    voice: Voice, community: Community, concern: Concern, *, product: Product | None = None, url: str | None = None
) -> Reply:
    """Show a finding that was not answered: kind, reasons, words, score, and why; acting and teaching are two taps."""
    words = _explained(voice, community, concern, "staff-review", product, url)
    actions = ("answer", "skip", "false")
    return Reply(words.cut(), (tuple(button(voice.texts, Area.REVIEW, action, concern.id) for action in actions),))


def answered(
    voice: Voice, community: Community, concern: Concern, *, product: Product | None = None, url: str | None = None
) -> Reply:
    """Show what was answered and why, with 「误报」."""
    words = _explained(voice, community, concern, "staff-answered", product, url)
    return Reply(words.cut(), ((button(voice.texts, Area.REVIEW, "false", concern.id),),))


def threat(
    voice: Voice,
    community: Community,
    ticket: Ticket,
    *,
    reasons: Iterable[str],
    url: str | None = None,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Ask staff to look at a threat; nothing is marked until they confirm it."""
    codes = [reason for reason in reasons if reason.startswith("threat.")]
    named = voice.listed(voice.label("reason", code) for code in codes)
    words = stack(
        voice("staff-threat", reasons=named, number=number_of(ticket)),
        *told(voice, community, ticket.member_name, ticket.words),
        voice("staff-threat-how" if "threat.extortion" in codes else "staff-threat-right"),
        voice("staff-promised", due=voice.due_or_none(ticket.promised_at)),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def human_wanted(
    voice: Voice, community: Community, *, name: str, words: str, due_at: datetime, url: str | None = None
) -> Reply:
    """Call staff: a member asked for a human."""
    said = stack(
        voice("staff-human", member=voice.called(name), due=voice.due(due_at)),
        *told(voice, community, name, words),
        where(voice, url),
    )
    return Reply(said.cut())


def human_wanted_in_private(voice: Voice, community: Community | None, ticket: Ticket, due_at: datetime) -> Reply:
    """Call staff: a member asked for a human in the private chat."""
    member = voice.called(ticket.member_name)
    said = stack(
        voice("staff-human-private", member=member, number=number_of(ticket), due=voice.due(due_at)),
        *(told(voice, community, ticket.member_name, ticket.words) if community is not None else ()),
    )
    return Reply(said.cut(), case_keyboard(voice, ticket, ANY_HEAD))


def impostor(
    voice: Voice, community: Community, *, name: str, user_id: int, words: str, message_id: int, url: str | None
) -> Reply:
    """Report somebody who looks like staff and is not, and left a contact under a concern."""
    said = stack(
        voice("staff-impostor", member=voice.title(name) or voice("name-unknown"), id=str(user_id)),
        place(voice, community),
        voice("staff-impostor-words", words=voice.quote(words)),
        voice("staff-impostor-how"),
        where(voice, url),
    )
    return Reply(said.cut(), ((_delete(voice, community, message_id),),))


def private_shown(
    voice: Voice, community: Community, *, name: str, kinds: Iterable[str], message_id: int, url: str | None
) -> Reply:
    """Tell that a member posted private data where the bot keeps silent; the data itself is not repeated."""
    what = voice.listed(voice.label("private", kind) for kind in kinds)
    said = stack(
        voice("staff-private", member=voice.called(name), what=what), place(voice, community), where(voice, url)
    )
    return Reply(said.cut(), ((_delete(voice, community, message_id),),))


def _delete(voice: Voice, community: Community, message_id: int) -> Button:
    return Button(voice("button-d-delete"), encode(Press(Area.MESSAGE, "delete", community.id, str(message_id))))


def human_first(voice: Voice, community: Community, concern: Concern, *, author: str, answer: str) -> Reply:
    """Tell that a human answered first, and offer to keep the words as evidence."""
    name = voice.title(author) or voice("human-someone")
    said = stack(
        voice("staff-human-first", name=name, words=voice.quote(concern.words), answer=voice.quote(answer)),
        place(voice, community),
        voice("staff-human-first-how"),
    )
    return Reply(said.cut(), ((button(voice.texts, Area.REVIEW, "keep", concern.id),),))


def still_doubted(
    voice: Voice,
    community: Community,
    ticket: Ticket,
    *,
    product: Product | None = None,
    url: str | None = None,
    viewer: Viewer = ANY_HEAD,
) -> Reply:
    """Hand a doubt that an answer did not settle to the liaison."""
    words = stack(
        voice("staff-still", number=number_of(ticket)),
        *told(voice, community, ticket.member_name, ticket.words),
        _product(voice, product),
        voice("staff-promised", due=voice.due_or_none(ticket.promised_at)),
        where(voice, url),
    )
    return Reply(words.cut(), case_keyboard(voice, ticket, viewer))


def message_gone(voice: Voice, words: str) -> Reply:
    """Tell that the message to answer was deleted, so that nothing was said; ``words`` is what it said."""
    return Reply(voice.words("staff-gone", summary=voice.quote(words)))


def lost_rights(voice: Voice, group: str) -> Reply:
    """Tell the owner that the bot can no longer read or speak in a group."""
    return Reply(voice.words("staff-lost-rights", group=voice.title(group)))


def operator_alert(voice: Voice, key: str, **variables: str) -> Reply:
    """Tell the operator of the installation what went wrong; ``key`` is one of the texts ``operator-…``."""
    return Reply(voice.words(key, **variables))


def told(voice: Voice, community: Community, name: str, words: str) -> tuple[str, str]:
    """Return where it was said, and who said what."""
    return place(voice, community), voice("staff-said", member=voice.called(name), words=voice.quote(words))


def place(voice: Voice, community: Community) -> str:
    """Return 「防晒福利群(自动)」."""
    return voice("staff-place", group=voice.title(community.title), mode=voice.label("mode", community.mode))


def where(voice: Voice, url: str | None) -> Words:
    """Return a line with a link to the message; nothing where groups have no links."""
    return voice.words("staff-where", link=Link(voice("staff-link"), url) if url else None)


def case_keyboard(voice: Voice, ticket: Ticket, viewer: Viewer) -> Keyboard:
    """Return the buttons that this viewer may press, and 「看详情」."""
    card = Button(voice("button-t-card"), encode(Press(Area.TICKET, "card", ticket.id)))
    return (*notice_keyboard(voice, ticket, viewer.role, viewer.user_id), (card,))


def _product(voice: Voice, product: Product | None) -> str:
    return "" if product is None else voice("staff-product", product=voice.title(product.name))


def _explained(
    voice: Voice, community: Community, concern: Concern, key: str, product: Product | None, url: str | None
) -> Words:
    """Say why a finding fired: kind, reasons, score, words, clues and the decision."""
    codes = [voice.label("reason", reason) for reason in concern.reasons]
    codes += [voice.label("cause", cause) for cause in concern.causes]
    kind, score = voice.label("found", concern.kind), str(round(100 * concern.confidence))
    title = voice(key, kind=kind, reasons=voice.listed(codes), score=score)
    return stack(
        title or voice("staff-review-plain", kind=kind, score=score),
        *told(voice, community, concern.member_name, concern.words),
        _product(voice, product),
        voice("staff-clues", clues=voice.listed(concern.clues[:_MOST_CLUES])),
        voice.label_if_any("why", concern.why),
        where(voice, url),
    )
