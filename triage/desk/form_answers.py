"""Answers to the questions of the form, typed or pressed: each gives the form as it is then."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.errors import SayableError
from core.ids import CommunityId, ProductId
from detection.detector import detect
from tickets.form import MOST_NAME, Form, Step, answered, back, edit, onward, take_words
from tickets.models import GoodTime
from triage.buttons import Press
from triage.desk.form_facts import community_of, today_of, voice_of
from triage.tools import Tools
from triage.words import form as form_words
from workspaces.lookup import find_product
from workspaces.problems import Problem

_TIME_WORDS = {"中午": GoodTime.NOON, "晚上": GoodTime.EVENING, "随时": GoodTime.ANY, "都可以": GoodTime.ANY}


def understood(tools: Tools, form: Form, text: str) -> Form | Problem:
    """Return the form with typed words: a button's label, a product, a cause and a wish are understood here."""
    if (press := form_words.typed_button(voice_of(tools, form), form, text)) is not None:
        return chosen(tools, form, press)
    if form.step is Step.PRODUCT:
        return _typed_product(tools, form, text.strip())
    if form.step is Step.CAUSE:
        finding = detect(text)
        cause = finding.causes[0] if finding is not None and finding.causes else ""
        worded = take_words(replace(form, step=Step.STORY), text, today_of(tools, form))
        return worded if isinstance(worded, Problem) else onward(answered(replace(worded, step=form.step), cause=cause))
    if form.step is Step.WANT:
        finding = detect(text)
        if finding is None or not finding.wants:
            return Problem("form-buttons-wanted")
        return onward(answered(form, wants=finding.wants))
    if form.step is Step.TIME and text.strip() in _TIME_WORDS:
        return onward(answered(form, good_time=_TIME_WORDS[text.strip()]))
    if form.step in (Step.TIME, Step.GROUP, Step.SUMMARY):
        return Problem("form-buttons-wanted")
    return take_words(form, text, today_of(tools, form))


def chosen(tools: Tools, form: Form, press: Press) -> Form:
    """Return the form after a button that answers or moves on."""
    if press.action in ("skip", "back", "next"):
        demand(form, Step(press.extra))
        if press.action != "back" and form.step.is_needed:
            raise SayableError("alert-old")
        return back(form) if press.action == "back" else onward(form)
    if press.action == "edit":
        demand(form, Step.SUMMARY)
        return edit(form, Step(press.extra))
    step = Step.PRODUCT if press.action == "none" else Step(press.action)
    demand(form, step)
    if press.action == "none":
        return replace(form, is_typing=True)
    return _answer(tools, form, step, press)


def _typed_product(tools: Tools, form: Form, name: str) -> Form | Problem:
    if len(name) > MOST_NAME:
        return Problem("form-too-long", {"count": str(len(name)), "limit": str(MOST_NAME)})
    match = find_product(name, list(community_of(tools, form).workspace.products.values()))
    if match.product is not None:
        return onward(answered(form, product_id=match.product.id, product_name=""))
    if match.is_ambiguous:
        return Problem("form-product-several", {"typed": name}, tuple(each.name for each in match.choices))
    return onward(answered(form, product_id=None, product_name=name))


def _answer(tools: Tools, form: Form, step: Step, press: Press) -> Form:
    if step is Step.GROUP:
        return onward(replace(form, community_id=CommunityId(press.id)))
    if step is Step.PRODUCT:
        return onward(answered(form, product_id=ProductId(press.id), product_name=""))
    if step is Step.CAUSE:
        return onward(answered(form, cause="" if press.extra == form_words.OTHER else press.extra))
    if step is Step.RECEIVED:
        return _received(tools, form, press.extra)
    if step is Step.MERCHANT:
        if press.extra == "said":
            return replace(form, is_typing=True)
        return onward(answered(form, has_asked_merchant=press.extra == "silent", merchant_said=""))
    if step is Step.WANT:
        return onward(answered(form, wants=(press.extra,)))
    return onward(answered(form, good_time=GoodTime(press.extra)))


def _received(tools: Tools, form: Form, choice: str) -> Form:
    if choice == "earlier":
        return replace(form, is_typing=True)
    if choice == "notyet":
        return onward(answered(form, received_on=None))
    return onward(answered(form, received_on=today_of(tools, form) - timedelta(days=int(choice))))


def demand(form: Form, step: Step) -> None:
    """Refuse a button of another step.

    Raises:
        SayableError: the form has moved on.
    """
    if form.step is not step:
        raise SayableError("alert-old")
