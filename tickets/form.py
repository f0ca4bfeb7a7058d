"""The after-sales form: its steps, what was answered, what typed words mean, and what comes next. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from core.ids import CommunityId, ProductId, TicketId
from core.words import shorten
from tickets.attachments import MOST_PHOTOS, Attachment, FileKind, attachment_from, stored_attachments
from tickets.models import NOTHING_TOLD, Facts, Ticket
from workspaces.dates import parse_past_day
from workspaces.problems import Problem

STALE_AFTER = timedelta(days=7)
"""A form that nobody touched for so long is asked about before it goes on."""

MOST_WORDS, MOST_SAID, MOST_NAME = 1000, 300, 60
MOST_VOICE_NOTES = 3
_ORDER = re.compile(r"[0-9A-Za-z-]{6,40}")
_BLANKS = re.compile(r"\s+")
_DIGITS = re.compile(r"(?<![0-9A-Za-z-])[0-9]{10,40}(?![0-9A-Za-z-])")
_STOPS = "。.!! "
_NOT_YET = frozenset({"没", "没有", "没问", "没问过", "没有问", "还没", "还没有", "还没问", "未问"})


class Step(StrEnum):
    """The questions, in their order; GROUP is asked only where several could be meant."""

    GROUP = "group"
    PRODUCT = "product"
    CAUSE = "cause"
    STORY = "story"
    ORDER = "order"
    RECEIVED = "received"
    MERCHANT = "merchant"
    WANT = "want"
    TIME = "time"
    SUMMARY = "summary"

    @property
    def is_needed(self) -> bool:
        """Whether it cannot be skipped."""
        return self in (Step.GROUP, Step.PRODUCT, Step.CAUSE)


STEPS = tuple(Step)
QUESTIONS = STEPS[1:-1]
"""What the summary shows and lets one edit."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered so far."""

    product_id: ProductId | None = None
    cause: str = ""  # courier.slow ...; empty: something else
    words: str = ""
    files: tuple[Attachment, ...] = ()
    wants: tuple[str, ...] = ()
    facts: Facts = NOTHING_TOLD

    @property
    def photo_count(self) -> int:
        """How many pictures and papers were sent."""
        return sum(each.kind is not FileKind.VOICE for each in self.files)


@dataclass(frozen=True, slots=True)
class Form:
    """One form on its way. ``ticket_id`` None: it opens a new case; ``row``: our message that shows it.

    ``done``: steps that were answered or skipped; ``is_editing``: back to the summary after this one; ``is_typing``: an
    answer was chosen that is still to be typed (another date, what the merchant said, a product of no list).
    """

    step: Step
    touched_at: datetime
    community_id: CommunityId | None = None
    ticket_id: TicketId | None = None
    answers: Answers = Answers()
    done: tuple[Step, ...] = ()
    groups: tuple[CommunityId, ...] = ()
    row: int = 0
    is_editing: bool = False
    is_typing: bool = False
    was_told_of_limit: bool = False
    began_at: datetime | None = field(default=None)

    def is_stale(self, now: datetime) -> bool:
        """Whether it lay so long that its owner is asked first."""
        return now - self.touched_at > STALE_AFTER

    @property
    def has_answers(self) -> bool:
        """Whether anything would be lost with it."""
        return bool(self.done) or bool(self.answers.words or self.answers.files)


def begin(
    now: datetime,
    *,
    community_id: CommunityId | None = None,
    groups: tuple[CommunityId, ...] = (),
    answers: Answers | None = None,
) -> Form:
    """Return a fresh form for a new case."""
    step = Step.PRODUCT if community_id is not None else Step.GROUP
    return Form(step, now, community_id, None, answers or Answers(), groups=groups, began_at=now)


def begin_for(ticket: Ticket, now: datetime) -> Form:
    """Return the form that completes a ticket: what is known is not asked again, but may be edited."""
    facts = ticket.facts
    answers = Answers(ticket.product_id, ticket.cause, "", (), ticket.wants, facts)
    known = {
        Step.GROUP: True,
        Step.PRODUCT: ticket.product_id is not None or bool(facts.product_name),
        Step.CAUSE: bool(ticket.cause),
        Step.ORDER: bool(facts.order_number),
        Step.RECEIVED: facts.received_on is not None,
        Step.MERCHANT: facts.has_asked_merchant is not None,
        Step.WANT: bool(ticket.wants),
        Step.TIME: facts.good_time is not None,
    }
    done = tuple(step for step in STEPS if known.get(step))
    form = Form(Step.GROUP, now, ticket.community_id, ticket.id, answers, done, began_at=now)
    return onward(form)


def onward(form: Form) -> Form:
    """Go to the next question that is open; from an edited one back to the summary."""
    done = form.done if form.step in form.done else (*form.done, form.step)
    if form.is_editing:
        return replace(form, step=Step.SUMMARY, done=done, is_editing=False, is_typing=False)
    following = STEPS[STEPS.index(form.step) + 1 :]
    step = next((step for step in following if step not in done), Step.SUMMARY)
    return replace(form, step=step, done=done, is_typing=False)


def back(form: Form) -> Form:
    """Go to the question before; from an edited one to the summary."""
    if form.is_editing or form.is_typing:
        return replace(form, is_typing=False, step=Step.SUMMARY if form.is_editing else form.step, is_editing=False)
    first = STEPS.index(Step.GROUP if len(form.groups) > 1 else Step.PRODUCT)
    return replace(form, step=STEPS[max(first, STEPS.index(form.step) - 1)])


def edit(form: Form, step: Step) -> Form:
    """Open one question of the summary again."""
    return replace(form, step=step, is_editing=True, is_typing=False)


def answered(form: Form, **changes: Any) -> Form:
    """Keep an answer: fields of Answers or of its Facts."""
    own = {name: value for name, value in changes.items() if name in Answers.__dataclass_fields__}
    told = {name: value for name, value in changes.items() if name not in own}
    return replace(form, answers=replace(form.answers, **own, facts=replace(form.answers.facts, **told)))


def take_words(form: Form, typed: str, today: date) -> Form | Problem:
    """Return the form with what was typed at its step. The product, the cause and wishes are understood elsewhere.

    Problems: ``form-too-long``, ``form-order-long``, ``form-order-form``, ``problem-not-a-date``,
    ``problem-no-such-date``, ``problem-date-ahead``, ``problem-date-long-ago``.
    """
    text = typed.strip()
    if form.step is Step.STORY:
        return _story(form, text)
    if form.step is Step.ORDER:
        return _order(form, text)
    if form.step is Step.RECEIVED:
        day = parse_past_day(text, today)
        return day if isinstance(day, Problem) else onward(answered(form, received_on=day))
    if form.step is Step.MERCHANT:
        return _merchant(form, text)
    return form


def take_file(form: Form, attachment: Attachment) -> Form | None:
    """Return the form with one more file; None: it has as many as it takes."""
    files, is_voice = form.answers.files, attachment.kind is FileKind.VOICE
    of_its_sort = sum((each.kind is FileKind.VOICE) is is_voice for each in files)
    if of_its_sort >= (MOST_VOICE_NOTES if is_voice else MOST_PHOTOS):
        return None
    return answered(form, files=(*files, attachment))


def _story(form: Form, text: str) -> Form | Problem:
    words = f"{form.answers.words}\n{text}".strip()
    return _too_long(words, MOST_WORDS) if len(words) > MOST_WORDS else answered(form, words=words)


def _order(form: Form, text: str) -> Form | Problem:
    number = _order_number(unicodedata.normalize("NFKC", text))
    if len(number) > 40:
        return Problem("form-order-long", {"count": str(len(number))})
    if not _ORDER.fullmatch(number) or not any(sign.isdigit() for sign in number):
        return Problem("form-order-form", {"typed": shorten(text, 20)})
    return onward(answered(form, order_number=number))


def _merchant(form: Form, text: str) -> Form | Problem:
    if len(text) > MOST_SAID:
        return _too_long(text, MOST_SAID)
    if text.strip(_STOPS) in _NOT_YET:
        return onward(answered(form, has_asked_merchant=False, merchant_said=""))
    return onward(answered(form, has_asked_merchant=True, merchant_said=text))


def _order_number(text: str) -> str:
    """Return the one long number that stands among words (「订单号:400123…」), else all of it without blanks."""
    among = _DIGITS.findall(text)
    return among[0] if len(among) == 1 else _BLANKS.sub("", text).lstrip("#")


def _too_long(text: str, limit: int) -> Problem:
    return Problem("form-too-long", {"count": str(len(text)), "limit": str(limit)})


def stored_form(form: Form) -> dict[str, Any]:
    """Return a form as JSON."""
    answers = form.answers
    return {
        "step": form.step.value,
        "touched_at": form.touched_at.isoformat(),
        "began_at": (form.began_at or form.touched_at).isoformat(),
        "community": form.community_id,
        "ticket": form.ticket_id,
        "done": [step.value for step in form.done],
        "groups": list(form.groups),
        "row": form.row,
        "flags": [form.is_editing, form.is_typing, form.was_told_of_limit],
        "product": answers.product_id,
        "cause": answers.cause,
        "words": answers.words,
        "files": stored_attachments(answers.files),
        "wants": list(answers.wants),
        "facts": answers.facts.stored,
    }


def form_from(stored: dict[str, Any]) -> Form | None:
    """Return the Form that was stored; None: there is none."""
    if "step" not in stored:
        return None
    files = tuple(attachment_from(each) for each in stored["files"])
    facts = Facts.read(stored["facts"])
    answers = Answers(stored["product"], stored["cause"], stored["words"], files, tuple(stored["wants"]), facts)
    is_editing, is_typing, was_told = stored["flags"]
    return Form(
        step=Step(stored["step"]),
        touched_at=datetime.fromisoformat(stored["touched_at"]),
        community_id=stored["community"],
        ticket_id=stored["ticket"],
        answers=answers,
        done=tuple(Step(step) for step in stored["done"]),
        groups=tuple(stored["groups"]),
        row=stored["row"],
        is_editing=is_editing,
        is_typing=is_typing,
        was_told_of_limit=was_told,
        began_at=datetime.fromisoformat(stored["began_at"]),
    )
