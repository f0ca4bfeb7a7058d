"""What a read picture offers as defaults."""

from __future__ import annotations

import pytest

from evidence.reading.offers import Offers, merged, offers_of
from tests.unit.evidence.sheets import sheet


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("有效期至 2026年12月31日", "2026-12-31"),
        ("有效期至:2026-12-31", "2026-12-31"),
        ("授权期限:2026.01.01-2026.12.31", "2026-12-31"),
        ("自2026年1月1日起至2026年12月31日止", "2026-12-31"),
        ("授权有效期 2026/1/1 至 2027/6/30", "2027-06-30"),
        ("Valid until 2026-12-31", "2026-12-31"),
        ("截止日期:2026 年 12 月 31 日", "2026-12-31"),
        ("有效期限:自2026年02月30日至2026年13月31日", ""),
        ("出具日期:2026年1月5日", ""),
        ("已签收 2026-11-20 12:00", ""),
    ],
)
def test_the_last_day_of_a_letter_is_read(text: str, day: str) -> None:
    assert offers_of(sheet([text])).valid_until == day


def test_long_term_is_no_day() -> None:
    offers = offers_of(sheet(["有效期:长期"]))
    assert (offers.is_long_term, offers.last_day) == (True, None)


def test_a_letter_offers_issuer_shop_brand_and_region() -> None:
    letter = [
        "品牌授权书",
        "授权方:韩国阳光化妆品株式会社",
        "被授权方:上海晴天贸易有限公司",
        "授权品牌:晴屿",
        "授权区域:中国大陆",
        "有效期至 2026年12月31日",
    ]
    offers = offers_of(sheet(letter))
    assert offers == Offers(
        (), "2026-12-31", False, "韩国阳光化妆品株式会社", "上海晴天贸易有限公司", "晴屿", "中国大陆"
    )


def test_a_shop_and_a_brand_are_found_in_running_text() -> None:
    offers = offers_of(sheet(["兹授权晴屿官方旗舰店销售「晴屿」品牌产品"]))
    assert (offers.brand, offers.shop) == ("晴屿", "晴屿官方旗舰店")


def test_a_known_brand_wins() -> None:
    assert offers_of(sheet(["品牌:某某", "SUNNYISLE 授权"]), ["SunnyIsle"]).brand == "SunnyIsle"


def test_parcel_numbers_are_an_index_and_orders_are_not() -> None:
    lines = sheet(
        ["运单号 SF1412345678901", "快递单号: 7312 3456 789012", "订单号 4021881234567890123", "EA123456785KR"]
    )
    assert offers_of(lines).tracking == ("SF1412345678901", "73123456789012", "EA123456785KR")


def test_pages_complete_each_other() -> None:
    together = merged([Offers(("A1",), issuer="甲"), Offers(("A1", "B2"), "2026-12-31", issuer="乙")])
    assert (together.tracking, together.valid_until, together.issuer) == (("A1", "B2"), "2026-12-31", "甲")
