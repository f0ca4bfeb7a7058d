"""Which product is meant (PRODUCT 5): pure, and rather asking than wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from core.ids import ChatId, ProductId, PromotionId
from workspaces.lookup import Fit, Match, Named, find_product, split_name
from workspaces.mentions import Mention, Sureness, mentions_in
from workspaces.models import Product, Promotion
from workspaces.names import fold, forms_of, pairs_of, plain, plain_text
from workspaces.prices import PriceMention, prices_in
from workspaces.words import ADVERBS, ASPECTS, GENERIC, NOUNS, SMALL_WORDS

__all__ = ["Binding", "Fit", "How", "Match", "Named", "Question", "find_product", "split_name", "which_product"]

FRESH = timedelta(hours=48)
"""So long a promotion can be what people talk of without naming it."""
ALONE = timedelta(hours=2)
"""No promotion of another product within this time before the newest: no doubt which one is meant."""
JUST_ABOVE = timedelta(minutes=10)
JUST_ABOVE_MESSAGES = 20
MOST_CHOICES = 3
MOST_CHARACTERS = 1000
_ANOTHER_ONE = re.compile(
    r"(?:昨[天晚]|前[天晚几]|上次|上回|上一[个款条]|之前|以前|早上|前面|刚才|另外?一?[个款]|别的?群|隔壁群|其他群|别家|第[一二三]个).{0,3}[那发买的个款]"
    r"|[这那面]两[个款]|两[个款]都|哪[个款](?:是|才|更|真)"
)
_SUBJECT = re.compile(
    r"(?:^|[\s,。!?;:])(?:请问|想问一?下?|问一?下|话说|所以|那)?"
    rf"(?P<noun>[\u4e00-\u9fff]{{2,6}}?)(?:{'|'.join(ADVERBS)})*是(?:不是)?(?:真|假|正[品货版]|仿|山寨|原装)"
)


class How(StrEnum):
    """By what a product was recognised; ``binding-<value>`` is the text that staff read."""

    REPLIED = "replied"
    NAME = "name"
    PRICE = "price"
    THREAD = "thread"
    NEWEST = "newest"
    OWN_TICKET = "own_ticket"
    ASK = "ask"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of a message whose product is sought.

    ``replied_product_id``: of the message replied to, a promotion or one in its thread. ``thread_product_id``: of the
    concern's own thread. ``own_ticket_product_ids``: of the member's open tickets. ``is_doubt``: a complaint or request
    is never bound to the newest promotion alone. ``messages_since``: how many messages stand between a promotion and
    this one, where it is known; else the distance of the message ids, which is never less.
    """

    text: str
    at: datetime
    message_id: int = 0
    chat_id: ChatId | None = None
    thread_id: int | None = None
    replied_product_id: ProductId | None = None
    thread_product_id: ProductId | None = None
    own_ticket_product_ids: tuple[ProductId, ...] = ()
    is_doubt: bool = True
    messages_since: Mapping[PromotionId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Binding:
    """The product meant, or at most three promotions to choose from. ``clue``: the words that showed it."""

    product_id: ProductId | None
    how: How
    choices: tuple[Promotion, ...] = ()
    clue: str = ""


def which_product(question: Question, promotions: Sequence[Promotion], products: Sequence[Product]) -> Binding:
    """Return which product ``question`` is about.

    ``promotions`` are those of the question's community, of any topic; ended and older ones may be among them.
    """
    if question.replied_product_id is not None:
        return Binding(question.replied_product_id, How.REPLIED)
    return _Search(question, promotions, products).run()


class _Search:
    """One search: the promotions that count and what the text says, seen once."""

    def __init__(self, question: Question, promotions: Sequence[Promotion], products: Sequence[Product]) -> None:
        self.question = question
        self.products = products
        self.folded = fold(question.text[:MOST_CHARACTERS])
        past = [promotion for promotion in promotions if promotion.posted_at <= question.at]
        self.past = sorted(past, key=lambda promotion: (promotion.posted_at, promotion.message_id), reverse=True)
        self.fresh = [promotion for promotion in self.past if self._is_fresh(promotion)]
        self.prices = prices_in(self.folded)

    def run(self) -> Binding:
        """Go through the ways of PRODUCT 5, in their order."""
        found = self._by_name() or self._by_price()
        if found is not None:
            return found
        return self._by_place() if self.question.is_doubt else self._by_own_ticket()

    def _is_fresh(self, promotion: Promotion) -> bool:
        ended = promotion.ended_at is not None and promotion.ended_at <= self.question.at
        return not ended and self.question.at - promotion.posted_at <= FRESH

    def _by_name(self) -> Binding | None:
        mentions = mentions_in(plain_text(self.folded), self.products)
        if not mentions:
            return None
        clue = " · ".join(dict.fromkeys(mention.words for mention in mentions))
        meant = _common(mentions)
        if len(meant) > 1 and self.question.is_doubt:
            meant = self._narrowed(meant)
        if len(meant) == 1 and any(mention.sureness > Sureness.HINT for mention in mentions):
            return Binding(next(iter(meant)), How.NAME, clue=clue)
        return self._asking(meant, clue)

    def _narrowed(self, meant: frozenset[ProductId]) -> frozenset[ProductId]:
        """Of several products that fit a short name, take those whose price is named, else those promoted now."""
        priced = {promotion.product_id for promotion in self._priced(self.fresh, self.prices)} & meant
        promoted = {promotion.product_id for promotion in self.fresh} & meant
        return frozenset(priced or promoted or meant)

    def _by_price(self) -> Binding | None:
        """Bind by a price that fits one product's promotions only; old ones count where it stands for the thing."""
        pointing = [price for price in self.prices if price.points]
        fitting = self._priced(self.fresh, self.prices) or self._priced(self.past, pointing)
        meant = frozenset(promotion.product_id for promotion in fitting)
        if not meant:
            return None
        clue = " · ".join(price.words for price in self.prices)
        return Binding(next(iter(meant)), How.PRICE, clue=clue) if len(meant) == 1 else self._asking(meant, clue)

    @staticmethod
    def _priced(promotions: Iterable[Promotion], prices: Sequence[PriceMention]) -> list[Promotion]:
        sums = {price.fen for price in prices}
        return [promotion for promotion in promotions if promotion.price_fen in sums]

    def _by_place(self) -> Binding:
        """A doubt without a name: the concern's own thread, then the newest promotion if it can only be that one."""
        if self.question.thread_product_id is not None:
            return Binding(self.question.thread_product_id, How.THREAD)
        here = [promotion for promotion in self.fresh if promotion.thread_id == self.question.thread_id]
        if here and self._stands_out(here) and not self._speaks_of_another(here[0]):
            return Binding(here[0].product_id, How.NEWEST)
        return self._asking(frozenset(), "")

    def _by_own_ticket(self) -> Binding:
        """A complaint without a name: the member's own open ticket, else it stays open and the form asks."""
        own = frozenset(self.question.own_ticket_product_ids)
        if len(own) == 1:
            return Binding(next(iter(own)), How.OWN_TICKET)
        return Binding(None, How.UNKNOWN, self._choices(own))

    def _stands_out(self, here: Sequence[Promotion]) -> bool:
        """Whether nobody could take another promotion for the one that is meant."""
        newest = here[0]
        others = (promotion for promotion in here if promotion.product_id != newest.product_id)
        if all(newest.posted_at - other.posted_at >= ALONE for other in others):
            return True
        is_just_above = self.question.at - newest.posted_at <= JUST_ABOVE
        return is_just_above and self._messages_since(newest) <= JUST_ABOVE_MESSAGES

    def _messages_since(self, promotion: Promotion) -> int:
        known = self.question.messages_since.get(promotion.id)
        if known is not None:
            return known
        is_same_chat = self.question.chat_id in (None, promotion.chat_id) and self.question.message_id > 0
        return self.question.message_id - promotion.message_id if is_same_chat else JUST_ABOVE_MESSAGES + 1

    def _speaks_of_another(self, newest: Promotion) -> bool:
        """Whether the text points elsewhere: another sort of goods, another price, 「昨天那个」."""
        if _ANOTHER_ONE.search(self.folded) or any(price.points for price in self.prices):
            return True
        product = next((product for product in self.products if product.id == newest.product_id), None)
        return product is not None and (_is_other_sort(self.folded, product) or _is_other_subject(self.folded, product))

    def _asking(self, meant: frozenset[ProductId], clue: str) -> Binding:
        """Ask if there is something to choose from; a complaint is never asked in the group."""
        choices = self._choices(meant)
        how = How.ASK if choices and self.question.is_doubt else How.UNKNOWN
        return Binding(None, how, choices, clue)

    def _choices(self, meant: frozenset[ProductId]) -> tuple[Promotion, ...]:
        """Return the newest promotion of each product: those that fit first, then others of the last two days."""
        fitting = [promotion for promotion in self.past if promotion.product_id in meant]
        here_first = sorted(self.fresh, key=lambda promotion: promotion.thread_id != self.question.thread_id)
        newest: dict[ProductId, Promotion] = {}
        for promotion in (*fitting, *here_first):
            newest.setdefault(promotion.product_id, promotion)
        return tuple(newest.values())[:MOST_CHOICES]


def _common(mentions: Sequence[Mention]) -> frozenset[ProductId]:
    """Return what all mentions agree on, else everything they name. A hint counts where nothing else does."""
    sure = [mention for mention in mentions if mention.sureness > Sureness.HINT]
    meant = [mention.product_ids for mention in sure or mentions]
    return frozenset.intersection(*meant) or frozenset.union(*meant)


def _is_other_sort(folded: str, product: Product) -> bool:
    """Whether the text names a sort of goods that the product, whose own sort is known, is not."""
    own = plain(" ".join((product.name, *product.aliases, product.category)))
    sorts = _sorts().findall(folded)
    return bool(sorts) and bool(_sorts().search(own)) and not any(sort in own for sort in sorts)


def _is_other_subject(folded: str, product: Product) -> bool:
    """Whether a noun that nobody here knows is asked about (「精油皂是真货吗」)."""
    subject = _SUBJECT.search(folded)
    if subject is None or subject["noun"].endswith(ASPECTS + ADVERBS) or subject["noun"] in GENERIC:
        return False
    own = forms_of(product).pairs
    return not SMALL_WORDS & set(subject["noun"]) and own.isdisjoint(pairs_of(subject["noun"]))


@cache
def _sorts() -> re.Pattern[str]:
    """Return a pattern of all sorts of goods; 「手机上看的」 names none."""
    words = "|".join(sorted((noun.casefold() for noun in NOUNS), key=len, reverse=True))
    return re.compile(rf"(?:{words})(?!(?<=手机)[上号拍看里壳打])")
