"""Prices in what people write."""

from __future__ import annotations

import pytest

from workspaces.names import fold
from workspaces.prices import hanzi_number, prices_in


@pytest.mark.parametrize(
    ("text", "fens"),
    [
        ("19块9那个", [1990]),
        ("十九块九的喷雾", [1990]),
        ("19塊9", [1990]),
        ("19.9的", [1990]),
        ("19.9包邮", [1990]),
        ("１９．９元", [1990]),
        ("¥19.9", [1990]),
        ("￥1299", [129900]),
        ("19元9角", [1990]),
        ("9块9毛9", [999]),
        ("9块9包邮", [990]),
        ("59一瓶", [5900]),
        ("59一瓶的雅诗兰黛,我信了", [5900]),
        ("129那款", [12900]),
        ("一百二十九块的", [12900]),
        ("两百五十块", [25000]),
        ("才20块钱", [2000]),
        ("19块3个", [1900]),
        ("19块一瓶", [1900]),
        ("原价69,现在19.9", [1990]),
        ("原价69元,现在19.9", [6900, 1990]),
        ("19.9到底是不是真的", [1990]),
    ],
)
def test_price_is_read(text: str, fens: list[int]) -> None:
    assert [price.fen for price in prices_in(fold(text))] == fens


@pytest.mark.parametrize(
    "text",
    [
        "今天一共发了19单",
        "下午3点开抢",
        "退我19块9",
        "赔我500块",
        "便宜了20块",
        "运费10块",
        "运费要不要19块9",
        "满199减100",
        "领30元券,立减50元",
        "19.9%的人",
        "版本1.2.3",
        "2026-11-22 19:30",
        "150ml的",
        "第3个",
        "5天了",
        "3.5折",
        "第二件",
        "一百个不相信",
        "abc123",
        "",
    ],
)
def test_other_numbers_are_no_price(text: str) -> None:
    assert prices_in(fold(text)) == ()


@pytest.mark.parametrize(
    ("text", "points"),
    [("19块9那个是真的吗", True), ("59一瓶", True), ("19.9包邮", True), ("卖19.9,不会有问题吧", False)],
)
def test_price_that_stands_for_the_thing_points(text: str, points: bool) -> None:
    assert [price.points for price in prices_in(fold(text))] == [points]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("九", 9),
        ("十", 10),
        ("十九", 19),
        ("二十", 20),
        ("五九", 59),
        ("一百零五", 105),
        ("两百五", 250),
        ("三千六", 3600),
    ],
)
def test_number_in_characters(words: str, value: int) -> None:
    assert hanzi_number(words) == value
