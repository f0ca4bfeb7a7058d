"""The scenarios of binding put to the test: products, promotions and questions made of their short notation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.ids import ChatId, CommunityId, ProductId, PromotionId, WorkspaceId
from tests.unit.workspaces.binding_scenarios import Scenario
from workspaces.matching import Binding, Question, which_product
from workspaces.models import Product, Promotion

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
CHAT = ChatId(-100)
WORKSPACE = WorkspaceId(1)


def product(number: int, name: str, *aliases: str, brand: str = "", category: str = "") -> Product:
    return Product(ProductId(number), WORKSPACE, name, aliases, brand=brand, category=category)


PRODUCTS = {
    "spray": product(1, "防晒喷雾", "小蓝瓶", brand="沐澜", category="防晒"),
    "mask": product(2, "玻尿酸补水面膜", brand="颜初"),
    "essence": product(3, "雅岚 小棕瓶精华 50ml", brand="雅岚"),
    "sheets": product(4, "新疆棉四件套"),
    "moist": product(5, "保湿喷雾", brand="沐澜"),
    "buds": product(6, "Nova Buds X3 蓝牙耳机", "novabuds x3"),
    "toothbrush": product(7, "声波牙刷"),
    "nuts": product(8, "每日坚果"),
    "kids": product(9, "儿童防晒霜"),
}
SHELF = tuple(PRODUCTS.values())
KEYS = {product.id: key for key, product in PRODUCTS.items()}


def promotion_of(words: str, number: int) -> Promotion:
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


def bind(scenario: Scenario) -> Binding:
    promotions = [promotion_of(words, number) for number, words in enumerate(scenario.promotions.split())]
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


def verdict(scenario: Scenario) -> str:
    binding = bind(scenario)
    bound = "" if binding.product_id is None else KEYS[binding.product_id]
    if bound == scenario.meant:
        return "right"
    return "wrong" if bound else "asked"
