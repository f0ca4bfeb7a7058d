"""Which time a staff member names."""

from __future__ import annotations

import pytest

from tests.unit.tickets.cases import SHANGHAI, local
from tickets.promises import find_promise

NOW = local("2026-11-22 15:00")  # a Sunday


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("今晚8点前给你答复", "2026-11-22 20:00"),
        ("今晚 8 点半前", "2026-11-22 20:30"),
        ("明天12点告诉你", "2026-11-23 12:00"),
        ("明天下午3点20分回你", "2026-11-23 15:20"),
        ("后天上午10:30前", "2026-11-24 10:30"),
        ("11-25 前给你结果", "2026-11-25 18:00"),
        ("11月25日晚上八点前", "2026-11-25 20:00"),
        ("1-3 12:00 答复", "2027-01-03 12:00"),
        ("两小时内回你", "2026-11-22 17:00"),
        ("半小时内", "2026-11-22 15:30"),
        ("3天内寄出", "2026-11-25 15:00"),
        ("明天答复你", "2026-11-23 18:00"),
        ("明早给你", "2026-11-23 10:00"),
        ("明晚前", "2026-11-23 20:00"),
        ("周日前", "2026-11-22 18:00"),
        ("下周一12点前", "2026-11-23 12:00"),
        ("下周三前", "2026-11-25 18:00"),
        ("8点前回你", "2026-11-22 20:00"),
        ("先查,今天 16:30 前回你,最晚明天12点", "2026-11-22 16:30"),
    ],
)
def test_a_named_time_is_found(text: str, due: str) -> None:
    assert find_promise(text, NOW, SHANGHAI) == local(due)


@pytest.mark.parametrize(
    "text",
    [
        "已经问了商家",
        "你是昨天几点收到的",
        "今天看到你的照片了",
        "订单 11-18 签收的,11-20 到货",
        "今天上午9点问过商家",
        "2-30 前",
        "七天无理由到 11-09",
        "25点前",
        "一般三天左右",
    ],
)
def test_what_promises_nothing_is_no_promise(text: str) -> None:
    assert find_promise(text, NOW, SHANGHAI) is None
