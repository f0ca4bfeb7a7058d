"""What the bot says to doubts in a community: proof, a pointer to it, or an honest promise. Pure (VOICE 1-5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from core.ids import ConcernId, UserId
from core.texts import CAPTION_LIMIT_UTF16, Link, Mention, Words, join, stack
from evidence.models import Evidence
from mailbox.models import Button, Keyboard
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.proofs import kinds_named, needs_protection, pictures_of, proof_lines, self_check_lines
from triage.words.tones import closing_for, opening_for
from triage.words.voice import Reply, Voice
from workspaces.models import Product

MOST_NAMES = 5
_JUST_NOW = timedelta(minutes=2)
_MOST_LINES = 6


def greeting(voice: Voice, bot_username: str = "") -> Reply:
    """Introduce the bot to a community, once; with ``bot_username`` there is a button into the private chat."""
    url = f"https://t.me/{bot_username}?start=hello"
    keyboard = ((Button(voice("button-start"), url=url),),) if bot_username else ()
    return Reply(voice.words("greeting"), keyboard)


def adder_not_admin(voice: Voice) -> Reply:
    """Say once that somebody without the right has added the bot."""
    return Reply(voice.words("adder-not-admin"))


def adder_unknown(voice: Voice) -> Reply:
    """Say once that an anonymous administrator has added the bot, so that no owner can be recognised."""
    return Reply(voice.words("adder-unknown"))


def not_open(voice: Voice) -> Reply:
    """Say once that the operator does not let this person open a workspace."""
    return Reply(voice.words("adder-not-open"))


def doubt_answer(
    voice: Voice,
    *,
    concern_id: ConcernId,
    name: str,
    reasons: Sequence[str],
    evidence: Sequence[Evidence],
    product: Product | None = None,
    price_fen: int | None = None,
    missing: Iterable[str] = (),
    due_at: datetime | None = None,
) -> Reply:
    """Answer a doubt with what is on file; the first of ``reasons`` sets the tone.

    ``price_fen`` is what the promotion asks, ``missing`` the wanted kinds that are not on file, ``due_at`` when the
    liaison answers what the member may send; a line that needs an unknown one is left out. Where proof itself is
    doubted no picture is shown again, but how to check oneself.
    """
    reason = next(iter(reasons), "plain")
    if reason == "proof":
        return _how_to_check(voice, concern_id, name, evidence, due_at)
    opening = opening_for(voice, reason, name, evidence, product, price_fen)
    lacking = voice("answer-missing", kinds=kinds_named(voice, missing))
    closing = closing_for(voice, reasons, evidence, product, due_at)
    return _with_proof(voice, concern_id, opening, evidence, lacking, closing)


def under_album(voice: Voice, concern_id: ConcernId) -> Reply:
    """Return the second message under an album, which can carry no buttons itself."""
    return Reply(voice.words("answer-under-album"), answer_keyboard(voice, concern_id))


def pointer(
    voice: Voice, *, concern_id: ConcernId, name: str, kinds: Iterable[str], answered_at: datetime, url: str | None
) -> Reply:
    """Point to the full answer that is still fresh; without ``url`` (basic groups) this is sent as a reply to it."""
    ago = voice.now - answered_at
    key = "pointer-above" if not url else "pointer-now" if ago < _JUST_NOW else "pointer"
    words = voice.words(
        key,
        hail=voice.hail(name),
        kinds=_all_of(voice, list(kinds)),
        minutes=str(int(ago.total_seconds() // 60)),
        link=Link(voice("link-here"), url or ""),
    )
    return Reply(words, ((_still(voice, concern_id),),))


def pointer_to_statement(
    voice: Voice, *, concern_id: ConcernId, name: str, kinds: Iterable[str], answered_at: datetime, url: str | None
) -> Reply:
    """Point to the statement of a crisis, which says what is on file and what is not; it names no ``kinds``."""
    del kinds
    key = "pointer-statement" if url else "pointer-statement-above"
    at, link = voice.clock(answered_at), Link(voice("link-here"), url or "")
    words = voice.words(key, hail=voice.hail(name), at=at, link=link)
    return Reply(words, ((_still(voice, concern_id),),))


def promise(voice: Voice, *, concern_id: ConcernId, name: str, kinds: Iterable[str], due_at: datetime) -> Reply:
    """Say honestly that there is no proof yet, who was asked, and by when there is an answer."""
    words = voice.words(
        "promise", hail=voice.hail(name), kinds=kinds_named(voice, kinds) or voice("proof-any"), due=voice.due(due_at)
    )
    return Reply(words, ((_aftersales(voice, concern_id),),))


def promise_pending(voice: Voice, *, concern_id: ConcernId, name: str, kinds: Iterable[str], due_at: datetime) -> Reply:
    """Tell a later asker that this proof was asked for already, and by when there is an answer."""
    words = voice.words(
        "promise-pending",
        hail=voice.hail(name),
        kinds=kinds_named(voice, kinds) or voice("proof-any"),
        due=voice.due(due_at),
    )
    return Reply(words, ((_aftersales(voice, concern_id),),))


def promise_kept(
    voice: Voice, *, concern_id: ConcernId, name: str, promised_at: datetime, evidence: Sequence[Evidence]
) -> Reply:
    """Post the proof that was promised, as a reply to the first asker."""
    key = "promise-kept" if voice.now <= promised_at else "promise-kept-late"
    opening = voice(key, hail=voice.hail(name), due=voice.due(promised_at))
    return _with_proof(voice, concern_id, opening, evidence, "", "")


def promise_kept_elsewhere(
    voice: Voice, *, concern_id: ConcernId, askers: Sequence[tuple[str, UserId]], url: str | None
) -> tuple[Reply, ...]:
    """Tell the others who wait, at most five names a message; without ``url`` each is sent as a reply to the proof."""
    groups = [askers[start : start + MOST_NAMES] for start in range(0, len(askers), MOST_NAMES)]
    link: Link | str = Link(voice("link-here"), url) if url else voice("link-above")
    return tuple(_told(voice, concern_id, group, link) for group in groups)


def promise_overdue(
    voice: Voice,
    *,
    concern_id: ConcernId,
    name: str,
    kinds: Iterable[str],
    promised_at: datetime,
    next_at: datetime | None,
    asked_at: datetime | None = None,
) -> Reply:
    """Admit that the proof did not come in time; ``asked_at``: the liaison asked again, ``next_at``: the next word."""
    words = voice.words(
        "promise-overdue",
        hail=voice.hail(name),
        due=voice.due(promised_at),
        kinds=kinds_named(voice, kinds) or voice("proof-any"),
        asked=None if asked_at is None else voice.clock(asked_at),
        next=voice.due_or_none(next_at),
    )
    return Reply(words, ((_aftersales(voice, concern_id),),))


def returned(voice: Voice, *, concern_id: ConcernId, name: str, evidence: Sequence[Evidence] = ()) -> Reply:
    """Answer once, with respect, who doubted and has sent it back already: no ticket."""
    words = voice.words("returned", hail=voice.hail(name))
    if evidence:
        words = stack(words, voice("returned-proof"), *proof_lines(voice, evidence[:3])).cut(CAPTION_LIMIT_UTF16)
    keyboard = ((_aftersales(voice, concern_id),),)
    shown = tuple(evidence[:3])
    return Reply(words, keyboard, pictures_of(shown), needs_protection(shown), shows=shown)


def which_product(
    voice: Voice, *, concern_id: ConcernId, name: str, choices: Sequence[Product], is_unknown: bool = False
) -> Reply:
    """Ask the doubter, and only the doubter, which of at most three products is meant.

    ``is_unknown``: a product was named, and it is none that is known.
    """
    buttons = [
        Button(voice.title(product.name), encode(Press(Area.CONCERN, "which", concern_id, str(product.id))))
        for product in choices[:3]
    ]
    buttons.append(button(voice.texts, Area.CONCERN, "none", concern_id))
    key = "which-product-unknown" if is_unknown else "which-product"
    return Reply(voice.words(key, hail=voice.hail(name)), in_rows(buttons, 2))


def review_products(voice: Voice, *, concern_id: ConcernId, choices: Sequence[Product]) -> Reply:
    """Ask staff which product a finding is about, before it is answered."""
    buttons = [
        Button(voice.title(product.name), encode(Press(Area.REVIEW, "answer", concern_id, str(product.id))))
        for product in choices
    ]
    return Reply(voice.words("review-products"), in_rows(buttons, 2))


def answer_keyboard(voice: Voice, concern_id: ConcernId) -> Keyboard:
    """Return 「申请售后」「仍有疑问」."""
    return ((_aftersales(voice, concern_id), _still(voice, concern_id)),)


def _with_proof(
    voice: Voice, concern_id: ConcernId, opening: str, evidence: Sequence[Evidence], lacking: str, closing: str
) -> Reply:
    """Put a caption together: opening, proof, what is missing, a way on; never more than six lines."""
    room = _MOST_LINES - 1 - bool(lacking) - 1
    shown = evidence[:room]
    pictures = pictures_of(shown)
    if not closing and len(pictures) < 2:
        closing = voice("answer-close")
    words = stack(opening, *proof_lines(voice, shown), lacking, closing).cut(CAPTION_LIMIT_UTF16)
    keyboard, is_protected = answer_keyboard(voice, concern_id), needs_protection(shown)
    return Reply(words, keyboard, pictures, is_protected, shows=tuple(shown))


def _how_to_check(
    voice: Voice, concern_id: ConcernId, name: str, evidence: Sequence[Evidence], due_at: datetime | None
) -> Reply:
    checks = self_check_lines(voice, evidence)[:4]
    opening = voice("answer-proof" if checks else "answer-proof-plain", hail=voice.hail(name))
    closing = voice("answer-close-proof", due=voice.due_or_none(due_at)) or voice("answer-close")
    return Reply(stack(opening, *checks, closing).cut(CAPTION_LIMIT_UTF16), answer_keyboard(voice, concern_id))


def _all_of(voice: Voice, kinds: list[str]) -> str:
    named = kinds_named(voice, kinds)
    if named is None:
        return voice("kinds-any")
    return named if len(set(kinds)) == 1 else voice("kinds-several", kinds=named)


def _told(voice: Voice, concern_id: ConcernId, askers: Sequence[tuple[str, UserId]], link: Link | str) -> Reply:
    names: list[Words] = [Mention(voice.called(name), user_id).words() for name, user_id in askers]
    key = "promise-kept-elsewhere" if len(names) > 1 else "promise-kept-elsewhere-one"
    words = voice.words(key, names=join(voice("join-comma"), names), link=link)
    return Reply(words, ((_still(voice, concern_id),),))


def _aftersales(voice: Voice, concern_id: ConcernId) -> Button:
    return button(voice.texts, Area.CONCERN, "aftersales", concern_id)


def _still(voice: Voice, concern_id: ConcernId) -> Button:
    return button(voice.texts, Area.CONCERN, "still", concern_id)
