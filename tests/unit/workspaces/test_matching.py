"""Which product is meant: scenarios, counted as right, asked and wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.ids import ChatId, CommunityId, ProductId, PromotionId, WorkspaceId
from tests.unit.workspaces.binding_scenarios import MANY, SCENARIOS, TWO_CLOSE, Scenario
from workspaces.matching import MOST_CHOICES, Binding, How, Question, which_product
from workspaces.models import Product, ProductState, Promotion

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
CHAT = ChatId(-100)
WORKSPACE = WorkspaceId(1)


def _product(number: int, name: str, *aliases: str, brand: str = "", category: str = "") -> Product:
    return Product(ProductId(number), WORKSPACE, name, aliases, brand=brand, category=category)


PRODUCTS = {
    "spray": _product(1, "防晒喷雾", "小蓝瓶", brand="沐澜", category="防晒"),
    "mask": _product(2, "玻尿酸补水面膜", brand="颜初"),
    "essence": _product(3, "雅岚 小棕瓶精华 50ml", brand="雅岚"),
    "sheets": _product(4, "新疆棉四件套"),
    "moist": _product(5, "保湿喷雾", brand="沐澜"),
    "buds": _product(6, "Nova Buds X3 蓝牙耳机", "novabuds x3"),
    "toothbrush": _product(7, "声波牙刷"),
    "nuts": _product(8, "每日坚果"),
    "kids": _product(9, "儿童防晒霜"),
}
SHELF = tuple(PRODUCTS.values())
KEYS = {product.id: key for key, product in PRODUCTS.items()}


def _promotion(words: str, number: int) -> Promotion:
    """Read ``product@minutes/fen#topic!ended``."""
    words, _, ended = words.partition("!")
    words, _, topic = words.partition("#")
    words, _, fen = words.partition("/")
    key, _, minutes = words.partition("@")
    return Promotion(
        PromotionId(number),
        WORKSPACE,
        CommunityId(1),
        PRODUCTS[key].id,
        CHAT,
        message_id=1000 - int(minutes),
        thread_id=int(topic) if topic else None,
        price_fen=int(fen) if fen else None,
        posted_at=NOW - timedelta(minutes=int(minutes)),
        ended_at=NOW - timedelta(minutes=1) if ended else None,
    )


def _bind(scenario: Scenario) -> Binding:
    promotions = [_promotion(words, number) for number, words in enumerate(scenario.promotions.split())]
    hints = dict(hint.partition("=")[::2] for hint in scenario.hints.split())
    gap = int(hints.get("gap", 100))
    question = Question(
        scenario.text,
        NOW,
        message_id=2000,
        chat_id=CHAT,
        thread_id=int(hints["topic"]) if "topic" in hints else None,
        replied_product_id=PRODUCTS[hints["replied"]].id if "replied" in hints else None,
        thread_product_id=PRODUCTS[hints["thread"]].id if "thread" in hints else None,
        own_ticket_product_ids=tuple(PRODUCTS[key].id for key in hints["own"].split(",")) if "own" in hints else (),
        is_doubt="complaint" not in hints,
        messages_since={promotion.id: gap for promotion in promotions},
    )
    return which_product(question, promotions, SHELF)


def _verdict(scenario: Scenario) -> str:
    binding = _bind(scenario)
    bound = "" if binding.product_id is None else KEYS[binding.product_id]
    if bound == scenario.meant:
        return "right"
    return "wrong" if bound else "asked"


def test_bindings_are_right_or_asked_and_hardly_ever_wrong() -> None:
    verdicts = [_verdict(scenario) for scenario in SCENARIOS]
    share = {verdict: verdicts.count(verdict) / len(verdicts) for verdict in ("right", "asked", "wrong")}
    mistakes = [(v, s.meant, s.text, _bind(s)) for v, s in zip(verdicts, SCENARIOS, strict=True) if v != "right"]
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
    assert _bind(scenario).how is how


def test_clue_names_the_words_that_showed_it() -> None:
    assert _bind(Scenario("mask", "那个面膜是真的吗", MANY)).clue == "面膜"
    assert _bind(Scenario("spray", "19块9那个是真的吗", MANY)).clue == "19块9那个"


def test_asking_offers_at_most_three_promotions_one_a_product_newest_first() -> None:
    choices = _bind(Scenario("", "这个是真的吗", MANY + " spray@25/1990", "gap=60")).choices
    assert [KEYS[promotion.product_id] for promotion in choices] == ["spray", "essence", "mask"]
    assert len(choices) == MOST_CHOICES


def test_asking_after_a_short_name_offers_what_fits_first() -> None:
    choices = _bind(Scenario("", "喷雾是真的吗", "mask@10/2990 spray@200/1990 moist@60/3500")).choices
    assert [KEYS[promotion.product_id] for promotion in choices] == ["moist", "spray", "mask"]


def test_distance_of_message_ids_stands_in_for_the_messages_between() -> None:
    promotions = [_promotion("mask@12/2990", 1), _promotion("spray@4/1990", 2)]
    near = Question("真的吗", NOW, message_id=promotions[1].message_id + 20, chat_id=CHAT)
    far = Question("真的吗", NOW, message_id=promotions[1].message_id + 21, chat_id=CHAT)
    elsewhere = Question("真的吗", NOW, message_id=promotions[1].message_id + 5, chat_id=ChatId(-7))
    assert which_product(near, promotions, SHELF).how is How.NEWEST
    assert which_product(far, promotions, SHELF).how is How.ASK
    assert which_product(elsewhere, promotions, SHELF).how is How.ASK


def test_promotion_posted_after_the_question_does_not_count() -> None:
    question = Question("这个是真的吗", NOW - timedelta(minutes=20), message_id=10)
    promotions = [_promotion("spray@30", 1), _promotion("mask@10", 2)]
    assert which_product(question, promotions, SHELF).product_id == PRODUCTS["spray"].id


def test_merged_product_is_never_meant() -> None:
    gone = Product(ProductId(77), WORKSPACE, "燕麦片", state=ProductState.MERGED)
    assert which_product(Question("燕麦片是真的吗", NOW), [], [gone]).how is How.UNKNOWN


@pytest.mark.parametrize("text", ["", "\n", "???", "😭😭", "a" * 4096, "的" * 4096, "防晒" * 2000, "1" * 4096])
def test_any_text_is_survived(text: str) -> None:
    assert which_product(Question(text, NOW), [], SHELF).how in set(How)
