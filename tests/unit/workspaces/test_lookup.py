"""Names that somebody typed into a command."""

from __future__ import annotations

import pytest

from core.ids import ProductId, WorkspaceId
from workspaces.lookup import Fit, find_product, nearest, split_name
from workspaces.models import Product, ProductState


def _product(number: int, name: str, *aliases: str, brand: str = "", state: str = "confirmed") -> Product:
    return Product(ProductId(number), WorkspaceId(1), name, aliases, brand=brand, state=ProductState(state))


SPRAY = _product(1, "防晒喷雾", "小蓝瓶", brand="沐澜")
MOIST = _product(2, "保湿喷雾", brand="沐澜")
MASK = _product(3, "玻尿酸补水面膜", brand="颜初")
BUDS = _product(4, "Nova Buds X3", "耳机", brand="Nova")
DAY = _product(5, "雪绒花日霜", brand="雪绒花")
NIGHT = _product(6, "雪绒花晚霜", brand="雪绒花")
DRAFT = _product(7, "山核桃仁", state="draft")
GONE = _product(8, "旧名坚果", state="merged")
SHELF = (SPRAY, MOIST, MASK, BUDS, DAY, NIGHT, DRAFT, GONE)


@pytest.mark.parametrize(
    ("words", "product", "fit"),
    [
        ("防晒喷雾", SPRAY, Fit.EXACT),
        ("防曬噴霧", SPRAY, Fit.EXACT),
        (" 防晒 喷雾 ", SPRAY, Fit.EXACT),
        ("小蓝瓶", SPRAY, Fit.EXACT),
        ("novabuds-x3", BUDS, Fit.EXACT),
        ("ＮＯＶＡ Buds X3", BUDS, Fit.EXACT),
        ("防晒", SPRAY, Fit.CONTAINED),
        ("面膜", MASK, Fit.CONTAINED),
        ("buds", BUDS, Fit.CONTAINED),
        ("防晒喷雾150ml", SPRAY, Fit.EXTENDED),
        ("防晒喷雾 两瓶装", SPRAY, Fit.EXTENDED),
        ("玻尿酸面膜", MASK, Fit.SHORT),
        ("防喷", SPRAY, Fit.SHORT),
        ("防嗮喷雾", SPRAY, Fit.TYPO),
        ("玻尿酸补水面模", MASK, Fit.TYPO),
        ("nova bud x3", BUDS, Fit.TYPO),
        ("山核桃仁", DRAFT, Fit.EXACT),
    ],
)
def test_name_is_found(words: str, product: Product, fit: Fit) -> None:
    match = find_product(words, SHELF)
    assert match.product == product
    assert match.fit is fit


@pytest.mark.parametrize(
    ("words", "choices"),
    [
        ("喷雾", [SPRAY, MOIST]),
        ("雪绒花", [DAY, NIGHT]),
    ],
)
def test_several_that_fit_are_offered(words: str, choices: list[Product]) -> None:
    match = find_product(words, SHELF)
    assert match.product is None
    assert match.is_ambiguous
    assert list(match.choices) == choices


@pytest.mark.parametrize(
    "words", ["儿童防晒喷雾", "雪绒花早霜", "防晒面霜", "耳", "旧名坚果", "电饭煲", "", "   ", "!!!", "x"]
)
def test_another_name_is_not_taken_for_a_known_one(words: str) -> None:
    match = find_product(words, SHELF)
    assert match.product is None
    assert not match.is_ambiguous


def test_unknown_name_gets_the_nearest_ones() -> None:
    assert find_product("儿童防晒喷雾", SHELF).choices[0] == SPRAY
    assert find_product("雪绒花早霜", SHELF).choices[:2] == (DAY, NIGHT)
    assert nearest("完全无关", SHELF) == ()


def test_exact_name_goes_before_alias_and_confirmed_before_draft() -> None:
    named, nicknamed = _product(11, "小金瓶"), _product(12, "精华水", "小金瓶")
    draft, confirmed = _product(13, "燕麦片", state="draft"), _product(14, "燕麦片")
    assert find_product("小金瓶", [nicknamed, named]).product == named
    assert find_product("燕麦片", [draft, confirmed]).product == confirmed


@pytest.mark.parametrize(
    ("arguments", "product", "brand", "name", "rest"),
    [
        ("防晒喷雾 2026-12-31 品牌方出具的授权书", SPRAY, "", "防晒喷雾", "2026-12-31 品牌方出具的授权书"),
        ("防晒 喷雾 授权", SPRAY, "", "防晒 喷雾", "授权"),
        ("Nova Buds X3 官方授权", BUDS, "", "Nova Buds X3", "官方授权"),
        ("Nova 官方授权", None, "Nova", "Nova", "官方授权"),
        ("沐澜 2026-12-31", None, "沐澜", "沐澜", "2026-12-31"),
        ("「防晒 喷雾」 备注", SPRAY, "", "防晒 喷雾", "备注"),
        ("“新 品 A”备注", None, "", "新 品 A", "备注"),
        ("防嗮喷雾 备注 两句", SPRAY, "", "防嗮喷雾", "备注 两句"),
        ("山核桃仁", DRAFT, "", "山核桃仁", ""),
        ("电饭煲 有货", None, "", "电饭煲", "有货"),
        ("面膜 第一行\n第二行  有两个空格", MASK, "", "面膜", "第一行\n第二行  有两个空格"),
        ("喷雾 备注", None, "", "喷雾", "备注"),
        ("", None, "", "", ""),
    ],
)
def test_command_words_are_split(arguments: str, product: Product | None, brand: str, name: str, rest: str) -> None:
    named = split_name(arguments, SHELF)
    assert (named.product, named.brand, named.name, named.rest) == (product, brand, name, rest)


def test_longest_run_of_words_wins() -> None:
    plain, special = _product(21, "燕麦片"), _product(22, "燕麦片 无糖 大袋")
    assert split_name("燕麦片 无糖 大袋 质检", [plain, special]).product == special
    assert split_name("燕麦片 质检", [plain, special]).product == plain


def test_ambiguous_and_unknown_names_bring_choices() -> None:
    assert split_name("喷雾 备注", SHELF).is_ambiguous
    assert split_name("喷雾 备注", SHELF).choices == (SPRAY, MOIST)
    assert split_name("儿童防晒喷雾 备注", SHELF).choices[0] == SPRAY
    assert split_name("随便什么", []).choices == ()
