"""Which product is meant: scenarios, counted as right, asked and wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.ids import ChatId, ProductId
from tests.unit.workspaces.binding import CHAT, KEYS, NOW, PRODUCTS, SHELF, WORKSPACE, bind, promotion_of, verdict
from tests.unit.workspaces.binding_scenarios import MANY, SCENARIOS, TWO_CLOSE, Scenario
from workspaces.matching import MOST_CHOICES, How, Question, which_product
from workspaces.models import Product, ProductState


def test_bindings_are_right_or_asked_and_hardly_ever_wrong() -> None:
    verdicts = [verdict(scenario) for scenario in SCENARIOS]
    share = {verdict: verdicts.count(verdict) / len(verdicts) for verdict in ("right", "asked", "wrong")}
    mistakes = [(v, s.meant, s.text, bind(s)) for v, s in zip(verdicts, SCENARIOS, strict=True) if v != "right"]
    assert len(SCENARIOS) >= 60
    assert share["wrong"] <= 0.01, mistakes
    assert share["right"] + share["asked"] >= 0.95, mistakes
    assert share["right"] >= 0.9, mistakes


@pytest.mark.parametrize(
    ("scenario", "how"),
    [
        (Scenario("mask", "真的吗", TWO_CLOSE, "replied=mask"), How.REPLIED),
        (Scenario("spray", "防晒喷雾真的吗", MANY), How.NAME),
        (Scenario("spray", "19块9那个真的吗", MANY), How.PRICE),
        (Scenario("mask", "真的吗", MANY, "thread=mask"), How.THREAD),
        (Scenario("spray", "真的吗", "spray@5/1990"), How.NEWEST),
        (Scenario("mask", "没人管吗", MANY, "own=mask complaint"), How.OWN_TICKET),
        (Scenario("", "真的吗", TWO_CLOSE), How.ASK),
        (Scenario("", "真的吗", ""), How.UNKNOWN),
        (Scenario("", "我要退款", MANY, "complaint"), How.UNKNOWN),
    ],
)
def test_binding_says_how(scenario: Scenario, how: How) -> None:
    assert bind(scenario).how is how


def test_clue_names_the_words_that_showed_it() -> None:
    assert bind(Scenario("mask", "那个面膜是真的吗", MANY)).clue == "面膜"
    assert bind(Scenario("spray", "19块9那个是真的吗", MANY)).clue == "19块9那个"


def test_asking_offers_at_most_three_promotions_one_a_product_newest_first() -> None:
    choices = bind(Scenario("", "这个是真的吗", MANY + " spray@25/1990", "gap=60")).choices
    assert [KEYS[promotion.product_id] for promotion in choices] == ["spray", "essence", "mask"]
    assert len(choices) == MOST_CHOICES


def test_asking_after_a_short_name_offers_what_fits_first() -> None:
    choices = bind(Scenario("", "喷雾是真的吗", "mask@10/2990 spray@200/1990 moist@60/3500")).choices
    assert [KEYS[promotion.product_id] for promotion in choices] == ["moist", "spray", "mask"]


def test_distance_of_message_ids_stands_in_for_the_messages_between() -> None:
    promotions = [promotion_of("mask@12/2990", 1), promotion_of("spray@4/1990", 2)]
    near = Question("真的吗", NOW, message_id=promotions[1].message_id + 20, chat_id=CHAT)
    far = Question("真的吗", NOW, message_id=promotions[1].message_id + 21, chat_id=CHAT)
    elsewhere = Question("真的吗", NOW, message_id=promotions[1].message_id + 5, chat_id=ChatId(-7))
    assert which_product(near, promotions, SHELF).how is How.NEWEST
    assert which_product(far, promotions, SHELF).how is How.ASK
    assert which_product(elsewhere, promotions, SHELF).how is How.ASK


def test_promotion_posted_after_the_question_does_not_count() -> None:
    question = Question("这个是真的吗", NOW - timedelta(minutes=20), message_id=10)
    promotions = [promotion_of("spray@30", 1), promotion_of("mask@10", 2)]
    assert which_product(question, promotions, SHELF).product_id == PRODUCTS["spray"].id


def test_merged_product_is_never_meant() -> None:
    gone = Product(ProductId(77), WORKSPACE, "燕麦片", state=ProductState.MERGED)
    assert which_product(Question("燕麦片是真的吗", NOW), [], [gone]).how is How.UNKNOWN


@pytest.mark.parametrize("text", ["", "\n", "???", "😭😭", "a" * 4096, "的" * 4096, "防晒" * 2000, "1" * 4096])
def test_any_text_is_survived(text: str) -> None:
    assert which_product(Question(text, NOW), [], SHELF).how in set(How)
