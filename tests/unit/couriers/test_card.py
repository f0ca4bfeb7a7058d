"""The picture of a route, and what may not stand on it."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PIL import Image

from core.fonts import has_chinese_font
from couriers.card import WIDTH, Labels, draw_card, without_people
from couriers.traces import Event, ParcelState, Trace

NOW = datetime(2026, 11, 22, 2, 5, tzinfo=UTC)
LABELS = Labels("防晒喷雾 · 国际物流", "同批样品", "运输中", "快递100 查询,11-22 10:05", "更早的略")
needs_font = pytest.mark.skipif(
    not has_chinese_font(), reason="no font with Chinese: apt-get install fonts-wqy-microhei"
)


def way(stations: int, text: str = "【上海】快件到达") -> Trace:
    events = tuple(Event(NOW - timedelta(hours=6 * number), text, "上海") for number in range(stations))
    return Trace("SF1400022223333", "sf", ParcelState.MOVING, events, NOW, "快递100")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("派件员:王小明,电话13812345678", "派件员:**,电话138****"),
        ("【上海】已签收,签收人:李四", "【上海】已签收,签收人:**"),
        ("运单 SF1400022223333 已揽收", "运单 SF1**** 已揽收"),
        ("【首尔】仁川机场离境,航班 OZ363", "【首尔】仁川机场离境,航班 OZ363"),
        ("138****5678 派送中", "138**** 派送中"),
        ("如有疑问请拨打 021-12345678", "如有疑问请拨打 021****"),
    ],
)
def test_people_and_numbers_are_hidden_in_the_couriers_own_words(said: str, shown: str) -> None:
    assert without_people(said) == shown


@needs_font
@pytest.mark.parametrize("stations", [0, 1, 8, 30])
def test_the_card_grows_with_its_stations_and_fits_a_phone(stations: int) -> None:
    picture = Image.open(io.BytesIO(draw_card(way(stations), LABELS, ZoneInfo("Asia/Shanghai"))))
    assert picture.width == WIDTH
    assert 300 < picture.height < 1600
    assert picture.width / picture.height > 1 / 20  # Telegram's limit of a photo


@needs_font
def test_a_long_text_is_cut_and_an_empty_one_is_no_trouble() -> None:
    for text in ("很长" * 400, "", "🚚 \u202e fine"):
        assert draw_card(way(2, text), LABELS, ZoneInfo("Asia/Shanghai")).startswith(b"\x89PNG")


@needs_font
def test_the_same_trace_draws_the_same_bytes() -> None:
    assert draw_card(way(3), LABELS, ZoneInfo("UTC")) == draw_card(way(3), LABELS, ZoneInfo("UTC"))
