"""Which tracking numbers stand in a text, and whose they may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from couriers.numbers import Parcel, clean, find_parcels, is_postal, mask, read_number


@pytest.mark.parametrize(
    ("text", "number", "couriers"),
    [
        ("单号 SF1400022223333,11-18 以后就没更新了", "SF1400022223333", ("sf",)),
        ("sf 1400 0222 23333 到哪了", "SF1400022223333", ("sf",)),
        ("顺丰 139900112233 三天没动", "139900112233", ("sf",)),
        ("YT8812345678901 卡住了", "YT8812345678901", ("yto",)),
        ("JT3012345678901", "JT3012345678901", ("jt",)),
        ("JDVA12345678901", "JDVA12345678901", ("jd",)),
        ("JDX123456789012", "JDX123456789012", ("jd",)),
        ("DPK202211223344", "DPK202211223344", ("deppon",)),
        ("申通773123456789012", "773123456789012", ("sto",)),
        ("中通 78123456789012 没动静", "78123456789012", ("zto",)),
        ("韵达的,单号 432123456789012", "432123456789012", ("yunda",)),
        ("韵达 4601234567890", "4601234567890", ("yunda",)),
        ("单号:1012345678901", "1012345678901", ("ems",)),
        ("菜鸟单号 621123456789012", "621123456789012", ("cainiao",)),
        ("从韩国寄的 EE123456785KR", "EE123456785KR", ("post",)),
        ("RB123456785GB 一直没更新", "RB123456785GB", ("post",)),
        ("CJ 123456789012", "123456789012", ("cj",)),
        ("SF1400022223333", "SF1400022223333", ("sf",)),
    ],
)
def test_a_number_is_recognised_with_who_carries_it(text: str, number: str, couriers: tuple[str, ...]) -> None:
    assert find_parcels(text) == [Parcel(number, couriers)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19.9包邮",
        "我的电话 13812345678",
        "单号给你:13812345678",
        "身份证 110101199003074518,快递要实名",
        "订单 773123456789012",  # bare digits without a courier's name: an order number, perhaps
        "RB123456786GB",  # wrong check digit
        "RB123456785ZZ",  # no such country
        "圆通的快递到底什么时候到",
        "SF14000222233",  # too short
        "XSF1400022223333",
        "2026-11-22 10:05",
    ],
)
def test_what_is_no_tracking_number_is_left_alone(text: str) -> None:
    assert find_parcels(text) == []


def test_several_couriers_may_fit_and_nobody_guesses() -> None:
    parcel = find_parcels("单号 432123456789012")[0]
    assert set(parcel.couriers) == {"sto", "yunda"}


def test_the_name_beside_decides() -> None:
    assert find_parcels("申通 432123456789012")[0].couriers == ("sto",)


def test_each_number_stands_once_in_the_order_of_the_text() -> None:
    text = "YT8812345678901 和 SF1400022223333,还是那个 yt8812345678901"
    assert [parcel.number for parcel in find_parcels(text)] == ["YT8812345678901", "SF1400022223333"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("773123456789012", Parcel("773123456789012", ("sto",))),
        ("单号:SF1400022223333", Parcel("SF1400022223333", ("sf",))),
        ("顺丰 139900112233", Parcel("139900112233", ("sf",))),
        ("9988776655443322", Parcel("9988776655443322", ())),
        ("13812345678", None),
        ("不知道", None),
        ("1" * 500, None),
    ],
)
def test_where_a_number_is_asked_for_bare_digits_count(typed: str, expected: Parcel | None) -> None:
    assert read_number(typed) == expected


def test_a_group_sees_the_ends_only() -> None:
    assert mask("SF1400022223333") == "SF14****3333"


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for parcel in find_parcels(text):
        assert parcel.number == clean(parcel.number)
        assert parcel.couriers


@given(st.integers(0, 99_999_999))
def test_one_check_digit_fits_each_postal_number(serial: int) -> None:
    assert sum(is_postal(f"EE{serial:08}{digit}KR") for digit in range(10)) == 1
