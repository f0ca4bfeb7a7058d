"""The after-sales form in words: its questions with their buttons, the summary, and how it ends. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.texts import Words, stack
from mailbox.models import Button, Keyboard
from tickets.attachments import MOST_PHOTOS, Attachment, FileKind
from tickets.form import QUESTIONS, Answers, Form, Step
from tickets.models import GoodTime, Ticket
from triage.buttons import Area, Press, button, decode, encode, in_rows
from triage.words.private import opened
from triage.words.receipts import number_of, summary
from triage.words.voice import Reply, Voice
from workspaces.models import Community, Product

CAUSES = (
    "courier.slow",
    "courier.not_shipped",
    "courier.lost",
    "courier.damaged",
    "courier.wrong_item",
    "courier.missing_item",
    "seller.defect",
    "seller.not_as_described",
    "seller.refund_refused",
    "seller.price_drop",
    "member.wrong_size",
    "member.regret",
)
OTHER = "other"
WANTS = ("refund", "return", "exchange", "reshipment", "talk")
_NAME_SHOWN = 24


def question(
    voice: Voice,
    form: Form,
    *,
    is_first: bool = False,
    products: Sequence[Product] = (),
    groups: Sequence[Community] = (),
    note: str = "",
    typed: str = "",
) -> Reply:
    """Return the question of the step at which a form is; ``products``: to choose from; ``note``: what went before.

    ``typed`` is what was written where several products fit it.
    """
    keyboard = (*_choices(voice, form, products, groups), *_controls(voice, form))
    return opened(voice, Reply(stack(note, _asked(voice, form, typed)), keyboard), is_first=is_first)


def overview(
    voice: Voice, form: Form, *, product: str, group: str, known: Ticket | None = None, note: str = ""
) -> Reply:
    """Return the summary before it is handed in, each line with its button; ``known``: the case it is added to."""
    lines = (_line(voice, step, form.answers, product) for step in QUESTIONS)
    added = "" if known is None else voice("form-summary-add", number=number_of(known))
    words = stack(note, voice("form-summary"), voice("my-group", group=voice.title(group) or None), *lines, added)
    edits = [_button(voice(f"step-{step.value}"), "edit", 0, step.value) for step in QUESTIONS]
    ends = (button(voice.texts, Area.FORM, "submit", 0), button(voice.texts, Area.FORM, "quit", 0))
    return Reply(words.cut(), (*in_rows(edits, 4), ends))


def answered_line(voice: Voice, form: Form, product: str) -> Reply:
    """Return what a question becomes once it was answered by typing: 「订单号:320107」."""
    return Reply(Words(_line(voice, form.step, form.answers, product)))


def resume(voice: Voice, form: Form, *, product: str = "", is_stale: bool = False) -> Reply:
    """Ask whether a form that was left half-way goes on."""
    key = "form-stale" if is_stale else "form-resume"
    began_at = form.began_at or form.touched_at
    words = stack(voice(key, date=voice.date_of(began_at)), voice("form-stale-about", product=product or None))
    keys = tuple(button(voice.texts, Area.FORM, action, 0) for action in ("resume", "anew"))
    return Reply(words, (keys,))


def handed_in(voice: Voice, ticket: Ticket, *, is_new: bool, has_news: bool = True) -> Reply:
    """Confirm what was handed in: number, who answers by when, when the member is contacted."""
    number, good_time = number_of(ticket), ticket.facts.good_time
    if is_new:
        head = voice("form-done-new", number=number, summary=summary(voice, ticket))
    else:
        head = voice("form-done-added" if has_news else "form-nothing", number=number)
    due = ticket.promised_at if ticket.promised_at is not None and ticket.promised_at > voice.now else None
    words = stack(
        head,
        voice("form-done-due", due=voice.due_or_none(due)),
        voice("form-done-time", time=None if good_time is None else voice(f"form-time-{good_time.value}")),
        voice("form-done-more"),
    )
    keys = tuple(button(voice.texts, Area.MEMBER, action, ticket.id) for action in ("progress", "drop"))
    return Reply(words, (keys,))


def told(voice: Voice, answers: Answers) -> list[str]:
    """Return what staff read of a form beside product, cause and words: one line an answer, unmasked."""
    facts = answers.facts
    received = None if facts.received_on is None else voice.date_of(facts.received_on)
    merchant = _merchant(voice, answers)
    return [
        line
        for line in (
            voice("staff-form-product", product=facts.product_name or None),
            voice("staff-form-order", order=facts.order_number or None),
            voice("staff-form-received", date=received),
            voice("staff-form-merchant", said=merchant),
            voice("staff-form-time", time=None if facts.good_time is None else _time(voice, facts.good_time)),
            voice("staff-form-files", files=counted(voice, answers.files)),
        )
        if line
    ]


def typed_button(voice: Voice, form: Form, typed: str) -> Press | None:
    """Return the button of this step whose label somebody typed instead of pressing it (「跳过」)."""
    keyboard = (*_choices(voice, form, (), ()), *_controls(voice, form))
    label = " ".join(typed.split())
    return next((decode(each.data) for row in keyboard for each in row if each.data and each.label == label), None)


def counted(voice: Voice, files: Iterable[Attachment]) -> str | None:
    """Return 「3 张图、1 条语音」; None for no file."""
    kinds = [each.kind for each in files]
    counts = [voice(f"files-{kind.value}", count=str(kinds.count(kind))) for kind in FileKind if kind in kinds]
    return voice("join-comma").join(counts) or None


def _asked(voice: Voice, form: Form, typed: str) -> str:
    if form.step is Step.STORY:
        files = counted(voice, form.answers.files)
        got = voice("form-story-files", files=files)
        text = voice.quote(form.answers.words)
        said = voice("form-answer", what=voice("step-story"), answer=text) if text else ""
        asked = "" if files or text else voice("form-story", limit=str(MOST_PHOTOS))
        return str(stack(asked, said, got or (voice("form-story-next") if text else "")))
    if typed:
        return voice("form-product-several", typed=voice.quote(typed))
    ending = "-typing" if form.is_typing else ""
    return voice(f"form-{form.step.value}{ending}")


def _choices(voice: Voice, form: Form, products: Sequence[Product], groups: Sequence[Community]) -> Keyboard:
    if form.is_typing and not products:
        return ()
    if form.step is Step.GROUP:
        return in_rows([_button(voice.title(each.title), "group", each.id) for each in groups], 1)
    if form.step is Step.PRODUCT:
        named = [_button(" ".join(each.name.split())[:_NAME_SHOWN], "product", each.id) for each in products]
        return (*in_rows(named, 1), (button(voice.texts, Area.FORM, "none", 0),))
    if form.step is Step.CAUSE:
        codes = (*CAUSES, OTHER)
        return in_rows([_button(voice.label("form-cause", code), "cause", 0, code) for code in codes], 3)
    fixed = {
        Step.RECEIVED: ("0", "1", "2", "earlier", "notyet"),
        Step.MERCHANT: ("none", "silent", "said"),
        Step.WANT: WANTS,
        Step.TIME: tuple(GoodTime),
    }.get(form.step, ())
    return in_rows([_button(voice.label(f"form-{form.step}", code), form.step.value, 0, code) for code in fixed], 3)


def _controls(voice: Voice, form: Form) -> Keyboard:
    step = form.step.value
    is_first = form.step is (Step.GROUP if len(form.groups) > 1 else Step.PRODUCT) and not form.is_editing
    controls = [] if is_first and not form.is_typing else ["back"]
    if form.step is Step.STORY and (form.answers.words or form.answers.files):
        controls.append("next")
    elif not form.step.is_needed and not form.is_editing:
        controls.append("skip")
    row = tuple(button(voice.texts, Area.FORM, each, 0, step) for each in controls)
    return (row,) if row else ()


def _line(voice: Voice, step: Step, answers: Answers, product: str) -> str:
    shown = _shown(voice, step, answers, product) or voice("form-none")
    return voice("form-answer", what=voice(f"step-{step.value}"), answer=shown)


def _shown(voice: Voice, step: Step, answers: Answers, product: str) -> str | None:
    facts = answers.facts
    if step is Step.PRODUCT:
        return voice.title(product or facts.product_name) or None
    if step is Step.CAUSE:
        return voice.label("cause", answers.cause) if answers.cause else voice(f"form-cause-{OTHER}")
    if step is Step.STORY:
        return voice.listed(part for part in (voice.quote(answers.words), counted(voice, answers.files)) if part)
    if step is Step.ORDER:
        return facts.order_number or None
    if step is Step.RECEIVED:
        return None if facts.received_on is None else voice.date_of(facts.received_on)
    if step is Step.MERCHANT:
        return _merchant(voice, answers)
    if step is Step.WANT:
        return voice.listed(
            voice.label_if_any("form-want", want) or voice.label("want", want) for want in answers.wants
        )
    return None if facts.good_time is None else _time(voice, facts.good_time)


def _merchant(voice: Voice, answers: Answers) -> str | None:
    facts = answers.facts
    if facts.has_asked_merchant is None:
        return None
    return voice.quote(facts.merchant_said) or voice(
        "form-merchant-silent" if facts.has_asked_merchant else "form-merchant-none"
    )


def _time(voice: Voice, good_time: GoodTime) -> str:
    return voice(f"form-time-{good_time.value}")


def _button(label: str, action: str, number: int, extra: str = "") -> Button:
    return Button(label, encode(Press(Area.FORM, action, number, extra)))
