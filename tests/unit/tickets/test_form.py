"""The form's steps: what comes next, what typed words mean, and that nothing is lost on the way to disk and back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.ids import ChatId, CommunityId, ProductId
from tests.unit.tickets.cases import NOW, ticket
from tickets.attachments import Attachment, FileKind
from tickets.form import (
    QUESTIONS,
    STALE_AFTER,
    STEPS,
    Form,
    Step,
    answered,
    back,
    begin,
    begin_for,
    edit,
    form_from,
    onward,
    stored_form,
    take_file,
    take_words,
)
from tickets.models import Facts, GoodTime
from workspaces.problems import Problem

TODAY = date(2026, 11, 22)
FRESH = begin(NOW, community_id=CommunityId(1))


def at(step: Step) -> Form:
    """Return a form that stands at a step."""
    form = FRESH
    while form.step is not step:
        form = onward(form)
    return form


def photo(number: int, kind: FileKind = FileKind.PHOTO) -> Attachment:
    return Attachment(kind, f"F{number}", ChatId(9), number)


def test_all_questions_come_in_their_order() -> None:
    form, seen = FRESH, []
    while form.step is not Step.SUMMARY:
        seen.append(form.step)
        form = onward(form)
    assert tuple(seen) == QUESTIONS


def test_where_several_groups_could_be_meant_that_is_asked_first() -> None:
    form = begin(NOW, groups=(CommunityId(1), CommunityId(2)))
    assert form.step is Step.GROUP
    assert onward(form).step is Step.PRODUCT
    assert back(onward(form)).step is Step.GROUP


def test_what_a_ticket_knows_is_not_asked_again() -> None:
    known = ticket(product_id=ProductId(5), wants=("refund",), facts=Facts(order_number="123456789"))
    form, seen = begin_for(known, NOW), []
    while form.step is not Step.SUMMARY:
        seen.append(form.step)
        form = onward(form)
    assert seen == [Step.STORY, Step.RECEIVED, Step.MERCHANT, Step.TIME]
    assert form.answers.cause == "courier.slow"


def test_back_goes_one_question_back_and_no_further_than_the_first() -> None:
    assert back(at(Step.ORDER)).step is Step.STORY
    assert back(FRESH).step is Step.PRODUCT


def test_an_edited_answer_leads_back_to_the_summary() -> None:
    opened = edit(at(Step.SUMMARY), Step.WANT)
    assert opened.step is Step.WANT
    assert onward(answered(opened, wants=("exchange",))).step is Step.SUMMARY
    assert back(opened).step is Step.SUMMARY


@pytest.mark.parametrize(
    ("step", "typed", "field", "value"),
    [
        (Step.ORDER, "4001 2345 6789 0123 456", "order_number", "4001234567890123456"),
        (Step.ORDER, "#１２３４５６７８９", "order_number", "123456789"),
        (Step.ORDER, "订单号:4001234567890123456,11-20 下的", "order_number", "4001234567890123456"),
        (Step.RECEIVED, "11-18", "received_on", date(2026, 11, 18)),
        (Step.RECEIVED, "11月18日", "received_on", date(2026, 11, 18)),
        (Step.RECEIVED, "12-30", "received_on", date(2025, 12, 30)),
        (Step.RECEIVED, "前天", "received_on", date(2026, 11, 20)),
        (Step.RECEIVED, "2026/11/22", "received_on", TODAY),
        (Step.MERCHANT, "说让我等", "merchant_said", "说让我等"),
        (Step.MERCHANT, "没问过", "has_asked_merchant", False),
    ],
)
def test_typed_answers_are_understood(step: Step, typed: str, field: str, value: object) -> None:
    form = take_words(at(step), typed, TODAY)
    assert isinstance(form, Form)
    assert getattr(form.answers.facts, field) == value
    assert form.step is not step


@pytest.mark.parametrize(
    ("step", "typed", "key"),
    [
        (Step.ORDER, "6" * 500, "form-order-long"),
        (Step.ORDER, "不记得了", "form-order-form"),
        (Step.ORDER, "abcdefgh", "form-order-form"),
        (Step.RECEIVED, "2-30", "problem-no-such-day"),
        (Step.RECEIVED, "2026-11-23", "problem-date-ahead"),
        (Step.RECEIVED, "2019-01-01", "problem-date-long-ago"),
        (Step.RECEIVED, "上礼拜吧", "problem-day-unread"),
        (Step.STORY, "长" * 1001, "form-too-long"),
        (Step.MERCHANT, "长" * 301, "form-too-long"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_changes(step: Step, typed: str, key: str) -> None:
    problem = take_words(at(step), typed, TODAY)
    assert isinstance(problem, Problem)
    assert problem.key == key


def test_the_story_grows_by_every_message() -> None:
    form = at(Step.STORY)
    for words in ("喷头漏", "换了一瓶还漏"):
        taken = take_words(form, words, TODAY)
        assert isinstance(taken, Form)
        form = taken
    assert form.answers.words == "喷头漏\n换了一瓶还漏"
    assert form.step is Step.STORY


def test_of_thirty_photos_six_are_taken_and_voice_notes_beside() -> None:
    form = at(Step.STORY)
    for number in range(30):
        form = take_file(form, photo(number)) or form
    assert form.answers.photo_count == 6
    with_voice = take_file(form, photo(31, FileKind.VOICE))
    assert with_voice is not None
    assert len(with_voice.answers.files) == 7


def test_a_form_of_last_week_is_stale() -> None:
    assert not FRESH.is_stale(NOW + STALE_AFTER)
    assert FRESH.is_stale(NOW + STALE_AFTER + timedelta(seconds=1))


class Filling(RuleBasedStateMachine):
    """Anything pressed, typed or sent in any order: the form is always at a step, and survives the disk."""

    def __init__(self) -> None:
        super().__init__()
        self.form = FRESH

    @rule()
    def skip(self) -> None:
        self.form = onward(self.form)

    @rule()
    def go_back(self) -> None:
        self.form = back(self.form)

    @rule(step=st.sampled_from(QUESTIONS))
    def change(self, step: Step) -> None:
        self.form = edit(self.form, step) if self.form.step is Step.SUMMARY else self.form

    @rule(typed=st.text(max_size=60) | st.sampled_from(["11-18", "4001234567890123456"]))
    def write(self, typed: str) -> None:
        taken = take_words(self.form, typed, TODAY)
        self.form = self.form if isinstance(taken, Problem) else taken

    @rule(number=st.integers(1, 99), kind=st.sampled_from(FileKind))
    def send(self, number: int, kind: FileKind) -> None:
        self.form = take_file(self.form, photo(number, kind)) or self.form

    @rule(good_time=st.sampled_from(GoodTime))
    def choose(self, good_time: GoodTime) -> None:
        self.form = answered(self.form, good_time=good_time)

    @invariant()
    def it_comes_back_from_the_disk_as_it_was(self) -> None:
        assert form_from(json.loads(json.dumps(stored_form(self.form)))) == self.form

    @invariant()
    def what_is_required_lies_behind_the_summary(self) -> None:
        if self.form.step is Step.SUMMARY:
            assert {Step.PRODUCT, Step.CAUSE} <= set(self.form.done)
        assert self.form.step in STEPS


TestFilling = Filling.TestCase
TestFilling.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
