"""What a product lacks before anybody asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from core.ids import EvidenceId, ProductId
from evidence.gaps import Cover, gaps_of, is_risky, suggestions_for
from evidence.models import EvidenceKind, Scope
from tests.unit.evidence.test_choice import BOX_NOTE, LETTER, PRICE_NOTE, ROUTE, SPRAY, STORY

TODAY = date(2026, 11, 22)
MASK = replace(SPRAY, id=ProductId(2), name="沐澜补水面膜", shop="")


def test_a_product_with_all_kinds_lacks_nothing() -> None:
    assert gaps_of(SPRAY, STORY, ("韩国直邮", "官方授权", "包邮"), TODAY).is_empty


def test_reasons_that_cannot_be_answered_name_the_kinds_that_would() -> None:
    gaps = gaps_of(SPRAY, (BOX_NOTE,), (), TODAY)
    assert gaps.reasons == ("price", "origin", "authorization", "quality", "verification")
    assert gaps.kinds == (EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS, EvidenceKind.INSPECTION)


@pytest.mark.parametrize(
    ("claims", "unsupported"),
    [
        (("韩国直邮",), ("韩国直邮",)),
        (("官方授权", "有机"), ("有机",)),
        (("全网最低价", "第一"), ()),
        (("七天无理由",), ()),
        (("补贴",), ()),
        (("有机", "有机"), ("有机",)),
    ],
)
def test_claims_that_nothing_on_file_supports(claims: tuple[str, ...], unsupported: tuple[str, ...]) -> None:
    assert gaps_of(SPRAY, (LETTER, PRICE_NOTE), claims, TODAY).unsupported == unsupported


def test_what_is_on_file_for_others_is_suggested_with_what_it_takes() -> None:
    products = {int(SPRAY.id): SPRAY, int(MASK.id): MASK}
    gaps = gaps_of(MASK, (), (), TODAY)
    for_shop = replace(LETTER, shop="沐澜企业店")
    nameless = gaps_of(replace(MASK, brand=""), (), (), TODAY)
    sisters_route = replace(ROUTE, id=EvidenceId(77))
    found = suggestions_for(gaps, (for_shop, sisters_route), products)
    assert [(one.item.id, one.how) for one in found] == [(LETTER.id, Cover.SHOP), (77, Cover.WIDEN)]
    assert [one.how for one in suggestions_for(nameless, (LETTER,), products)] == [Cover.BRAND]
    stranger = replace(ROUTE, scope=Scope.BRAND, product_id=None, brand="别家")
    assert suggestions_for(gaps, (stranger,), products) == ()


@pytest.mark.parametrize(
    ("claims", "price_fen", "was_doubted", "risky"),
    [
        (("韩国直邮",), None, False, True),
        (("旗舰店",), None, False, True),
        ((), 2760, False, True),
        ((), 2761, False, False),
        ((), None, True, True),
        (("包邮",), 6900, False, False),
    ],
)
def test_promotions_that_will_be_doubted(
    claims: tuple[str, ...], price_fen: int | None, was_doubted: bool, risky: bool
) -> None:
    listed = replace(SPRAY, list_price_fen=6900)
    assert is_risky(listed, claims, price_fen, was_doubted=was_doubted) is risky
