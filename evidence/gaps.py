"""What a product lacks before anybody asks, what could cover it, which claims nothing supports. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from evidence.choice import PROOF, WANTED, choose, speaks_for
from evidence.models import Evidence, EvidenceKind, Scope
from workspaces.models import Product
from workspaces.names import plain

_AUTHORIZATION, _LOGISTICS, _CUSTOMS = EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS, EvidenceKind.CUSTOMS
_INSPECTION, _STATEMENT, _CHANNEL = EvidenceKind.INSPECTION, EvidenceKind.STATEMENT, EvidenceKind.CHANNEL

_SUPPORT: tuple[tuple[tuple[str, ...], tuple[EvidenceKind, ...]], ...] = (
    (("直邮", "保税", "进口"), (_LOGISTICS, _CUSTOMS)),
    (("授权", "直供", "旗舰", "专柜", "正品"), (_AUTHORIZATION, _CHANNEL)),
    (("有机", "无添加", "纯天然", "孕妇", "药监", "特证", "临床", "医用"), (_INSPECTION,)),
    (("包邮", "运费险", "无理由", "假一"), (_STATEMENT,)),
    (("最", "第一", "独家", "国家级", "顶级", "特级", "史低"), (_STATEMENT, _INSPECTION)),
)
"""What in a claim asks for which kinds; any one of them supports it."""

RISKY_WORDS = ("直邮", "授权", "品牌", "旗舰", "专柜", "直供")
RISKY_SHARE = 0.4
"""Of the list price: at or under it a promotion is doubted."""


class Cover(StrEnum):
    """How an item that is on file could speak for a product too."""

    SHOP = "shop"  # say which shop sells the product
    BRAND = "brand"  # say which brand the product is of
    WIDEN = "widen"  # let it speak for the brand, not for one product


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that could cover a gap, and what it takes."""

    item: Evidence
    how: Cover


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a product lacks: ``reasons`` that could not be answered with proof, the ``kinds`` that would answer them."""

    product: Product
    reasons: tuple[str, ...]
    kinds: tuple[EvidenceKind, ...]
    unsupported: tuple[str, ...] = ()  # claims of its promotions
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is missing."""
        return not self.reasons and not self.unsupported


def gaps_of(product: Product, shelf: Sequence[Evidence], claims: Iterable[str], today: date) -> Gaps:
    """Return what is missing for ``product``; ``shelf`` holds the items that speak for it."""
    reasons = tuple(
        reason
        for reason in WANTED
        if reason != PROOF and not choose(shelf, product=product, reasons=(reason,), today=today).items
    )
    kinds = tuple(dict.fromkeys(WANTED[reason][0] for reason in reasons))
    there = {item.kind for item in shelf if item.is_valid(today) and speaks_for(item, product)}
    unsupported = tuple(claim for claim in dict.fromkeys(claims) if _is_unsupported(claim, there))
    return Gaps(product, reasons, kinds, unsupported)


def suggestions_for(gaps: Gaps, others: Iterable[Evidence], products: dict[int, Product]) -> tuple[Suggestion, ...]:
    """Return which of the ``others`` on file could cover a gap, one for each kind."""
    found: dict[EvidenceKind, Suggestion] = {}
    for item in others:
        how = _cover(item, gaps.product, products) if item.kind in gaps.kinds else None
        if how is not None:
            found.setdefault(item.kind, Suggestion(item, how))
    return tuple(found.values())


def is_risky(product: Product, claims: Iterable[str], price_fen: int | None, *, was_doubted: bool) -> bool:
    """Whether a promotion is likely to be doubted: brand or direct-mail words, a very low price, doubts before."""
    words = any(word in claim for claim in claims for word in RISKY_WORDS)
    listed = product.list_price_fen
    is_cheap = price_fen is not None and listed is not None and price_fen <= listed * RISKY_SHARE
    return words or is_cheap or was_doubted


def _is_unsupported(claim: str, there: set[EvidenceKind]) -> bool:
    kinds = next((kinds for words, kinds in _SUPPORT if any(word in claim for word in words)), None)
    return kinds is not None and there.isdisjoint(kinds)


def _cover(item: Evidence, product: Product, products: dict[int, Product]) -> Cover | None:
    brand, own = plain(item.brand), plain(product.brand)
    if item.scope is Scope.BRAND:
        if brand and brand == own:
            return Cover.SHOP if item.shop and not product.shop else None
        return Cover.BRAND if brand and not own and brand in plain(product.name) else None
    other = products.get(item.product_id or 0) if item.scope is Scope.PRODUCT else None
    is_sister = other is not None and other.id != product.id and bool(own) and plain(other.brand) == own
    fits_shop = not item.shop or not product.shop or plain(item.shop) == plain(product.shop)
    return Cover.WIDEN if is_sister and fits_shop else None
