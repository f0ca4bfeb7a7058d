"""What is asked about files that came without a line, and the one card through which all of them are decided. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.texts import CAPTION_LIMIT_UTF16, stack
from evidence.models import Evidence
from evidence.redactions import Redaction
from evidence.register import KIND_NAMES
from evidence.stacks import READ, Answers, Stack, may_be_text
from mailbox.models import Button
from triage.buttons import Area, Press, button, encode, in_rows
from triage.words.items import years_later
from triage.words.voice import Reply, Voice
from workspaces.models import Product

MOST_NAMES = 6


@dataclass(frozen=True, slots=True)
class OnCard:
    """One draft of a stack as the card shows it: where it stands, its preview, and what a person has to look at."""

    item: Evidence
    preview: Reply
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked next, with the products that are offered, and whether a machine can read the last day."""

    step: str
    products: Sequence[Product]
    today: date
    can_read: bool


def ask_how(voice: Voice, pile: Stack, count: int) -> Reply:
    """Ask whether several files are one item each, or one item of all."""
    keys = (_key(voice, pile, "each"), _key(voice, pile, "one"))
    return Reply(voice.words("stack-how", count=str(count)), (keys, (_key(voice, pile, "drop"),)))


def ask_step(voice: Voice, pile: Stack, asked: Asked) -> Reply:
    """Ask for the next thing that is not known; what is known stands above."""
    told = voice("stack-known", known=_known(voice, pile.answers, asked.products))
    question = voice(f"stack-ask-{asked.step}")
    if asked.step == "scope" and pile.answers.unknown:
        question = voice("stack-unknown", name=voice.title(pile.answers.unknown))
    return Reply(stack(told, question), (*in_rows(_choices(voice, pile, asked), 3), (_key(voice, pile, "drop"),)))


def _choices(voice: Voice, pile: Stack, asked: Asked) -> list[Button]:
    step = asked.step
    if step == "kind":
        return [_choice(pile, name, f"kind.{kind.value}") for kind, name in KIND_NAMES.items()]
    if step == "scope":
        return _scopes(voice, pile, asked.products)
    if step == "until":
        return _days(voice, pile, asked)
    if step == "file" and may_be_text(pile.answers):
        return [_choice(pile, voice("stack-text-only"), "file.text")]
    is_skippable = step == "note" and not pile.answers.is_text
    return [_choice(pile, voice("stack-skip"), "note.none")] if is_skippable else []


def _days(voice: Voice, pile: Stack, asked: Asked) -> list[Button]:
    days = [years_later(asked.today, years).isoformat() for years in (1, 2)]
    keys = [*(_choice(pile, day, f"until.{day}") for day in days), _choice(pile, voice("long-term"), "until.long")]
    if pile.answers.kind != "authorization":
        return [*keys, _choice(pile, voice("stack-skip"), "until.none")]
    return [_choice(pile, voice("stack-read"), f"until.{READ}"), *keys] if asked.can_read else keys


def _scopes(voice: Voice, pile: Stack, products: Sequence[Product]) -> list[Button]:
    names = [_choice(pile, voice.title(each.name), f"product.{each.id}") for each in products[:MOST_NAMES]]
    branded = {each.brand: each for each in products[:MOST_NAMES] if each.brand}
    brands = [
        _choice(pile, voice("preview-brand", brand=voice.title(brand)), f"brand.{each.id}")
        for brand, each in branded.items()
    ]
    making = [_choice(pile, voice("button-u-new"), "product.new")] if pile.answers.unknown else []
    return [*names, *brands[:3], *making, _choice(pile, voice("preview-workspace"), "product.all")]


def reading(voice: Voice, done: int, total: int) -> Reply:
    """Say how many of the files were looked at."""
    return Reply(voice.words("stack-reading", done=str(done), total=str(total)))


def finished(voice: Voice, count: int) -> Reply:
    """Say that nothing is left to decide."""
    return Reply(voice.words("stack-finished" if count else "stack-dropped", count=str(count)))


def ready(voice: Voice, count: int) -> Reply:
    """Say that the card follows."""
    return Reply(voice.words("stack-ready", count=str(count)) if count > 1 else voice.words("stack-ready-one"))


def stack_card(voice: Voice, pile: Stack, shown: OnCard, *, at: int, total: int, sure: int) -> Reply:
    """Return one draft of the stack with ◀ ▶, its own buttons, and 「无疑问的全部发布」 for the others too."""
    doubts = [voice(f"stack-doubt-{each}") for each in shown.doubts]
    head = voice("stack-place", at=str(at + 1), total=str(total), doubts=voice.listed(doubts))
    turning = (
        Button("◀", encode(Press(Area.STACK, "turn", pile.id, str((at - 1) % total)))),
        Button("▶", encode(Press(Area.STACK, "turn", pile.id, str((at + 1) % total)))),
    )
    all_sure = (Button(voice("stack-publish-sure", count=str(sure)), encode(Press(Area.STACK, "sure", pile.id))),)
    keyboard = (
        *((turning,) if total > 1 else ()),
        *(shown.preview.keyboard),
        *((all_sure,) if sure and total > 1 else ()),
    )
    words = stack(head if total > 1 else "", shown.preview.words).cut(CAPTION_LIMIT_UTF16)
    return Reply(words, keyboard, private_pictures=shown.preview.private_pictures[:1])


def doubts_of(redaction: Redaction | None, *, has_duplicate: bool) -> tuple[str, ...]:
    """Return why a draft wants a person's eyes: not read by a machine, seen before, no last day."""
    if redaction is None:
        return ()
    doubts = (("unread", not redaction.is_read), ("duplicate", has_duplicate), ("until", redaction.wants_until))
    return tuple(name for name, is_so in doubts if is_so)


def _known(voice: Voice, answers: Answers, products: Sequence[Product]) -> str | None:
    product = next((each.name for each in products if each.id == answers.product_id), None)
    scope = product or answers.brand or (voice("preview-workspace") if answers.scope else None)
    named = {"long": voice("long-term"), READ: voice("stack-read-day")}
    until = named.get(answers.until or "", answers.until)
    kind = None if answers.kind is None else voice.label("kind", answers.kind)
    return " · ".join(part for part in (kind, scope, until) if part) or None


def _choice(pile: Stack, label: str, value: str) -> Button:
    return Button(label, encode(Press(Area.STACK, "set", pile.id, value)))


def _key(voice: Voice, pile: Stack, action: str) -> Button:
    return button(voice.texts, Area.STACK, action, pile.id)
