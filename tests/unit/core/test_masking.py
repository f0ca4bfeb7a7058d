"""What identifies a person is made unreadable; what only looks like it stays."""

from __future__ import annotations

import pytest

from core.masking import mask_all, mask_numbers, strip_private
from detection.memory import reduce_text


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话13812345678打不通", "电话138****5678打不通"),
        ("138 1234 5678", "138****5678"),
        ("订单号2611223344556677没发", "订单号26****77没发"),
        ("SF1234567890123停在上海", "SF12****23停在上海"),
        ("19块9,原价69.0,打12315", "19块9,原价69.0,打12315"),
    ],
)
def test_numbers_are_masked_and_prices_stay(text: str, masked: str) -> None:
    assert mask_numbers(text) == masked


@pytest.mark.parametrize(
    "text", ["电话13812345678打不通", "订单2611223344556677", "SF1234567890123停在上海", "138-1234-5678"]
)
def test_a_masked_example_is_still_the_same_example(text: str) -> None:
    assert reduce_text(mask_numbers(text)) == reduce_text(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("看 https://a.cn/x?y=1 和 t.me/abc", "看 〔链接〕 和 〔链接〕"),
        ("加微信: abc_12345 或 a.b@c.com 或 @some_one", "加微信: 〔账号〕 或 〔账号〕 或 〔账号〕"),
        ("寄到人民路88号3栋201室", "〔地址〕"),
        ("收件人:王小明 电话13812345678", "收件人:〔某人〕 电话138****5678"),
    ],
)
def test_an_export_names_nobody(text: str, kept: str) -> None:
    assert mask_all(text) == kept


def test_a_stranger_s_server_learns_neither_names_nor_numbers() -> None:
    text = "阿安和老李说订单2611223344556677,电话138 1234 5678,010-12345678,在 www.a.com 买的是假货"
    assert strip_private(text, ["阿安", "老李", "a", ""]) == (
        "〔某人〕和〔某人〕说订单〔号码〕,电话〔号码〕,〔号码〕,在 〔链接〕 买的是假货"
    )
    assert strip_private("19块9还包邮,打12315", []) == "19块9还包邮,打12315"
