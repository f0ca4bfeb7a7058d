"""Settings as people type them."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from workspaces.problems import Problem
from workspaces.setting_values import SETTINGS, parse_setting
from workspaces.settings import read_settings


def stored(name: str, typed: str) -> dict[str, Any]:
    parsed = parse_setting(name, typed)
    assert not isinstance(parsed, Problem), parsed
    return parsed[1]


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("cooldown", "45", {"cooldown_minutes": 45}),
        ("冷却", "15分钟", {"cooldown_minutes": 15}),
        ("灵敏度", "保守", {"sensitivity": "careful"}),
        ("sensitivity", "KEEN", {"sensitivity": "keen"}),
        ("先让人答", "2", {"human_first_minutes": 2}),
        ("opinion", "开", {"second_opinion": True}),
        ("zone", "asia/tokyo", {"zone": "Asia/Tokyo"}),
        ("zone", "上海", {"zone": "Asia/Shanghai"}),
        ("hours", "8:00到23:30", {"service_from": "08:00", "service_until": "23:30", "hours_confirmed": True}),
        (
            "联系时段",
            "19:00-21:00、12:00–14:00",
            {"contact_windows": [["12:00", "14:00"], ["19:00", "21:00"]], "hours_confirmed": True},
        ),
        ("无理由天数", "10 天", {"no_reason_days": 10}),
        ("不适用类目", "生鲜、定制", {"no_reason_excluded": ["生鲜", "定制"]}),
        ("excluded", "无", {"no_reason_excluded": []}),
        ("质量运费", "买家", {"quality_postage": "buyer"}),
        ("免退金额", "19.9元", {"cheap_refund_fen": 1990}),
        (
            "处理方式",
            "质量问题:换货,包邮退货;少件:补发",
            {"remedies": {"seller.defect": ["exchange", "free_return"], "courier.missing_item": ["reship"]}},
        ),
        ("首次答复", "10,30,90", {"first_response_minutes": [10, 30, 90]}),
        (
            "特殊日期",
            "2026-10-01~2026-10-02 休; 2026-11-11 08:00-24:00 12:00-14:00,18:00-22:00",
            {
                "special_days": [
                    {"day": "2026-10-01", "hours": None, "windows": []},
                    {"day": "2026-10-02", "hours": None, "windows": []},
                    {
                        "day": "2026-11-11",
                        "hours": ["08:00", "23:59"],
                        "windows": [["12:00", "14:00"], ["18:00", "22:00"]],
                    },
                ]
            },
        ),
    ],
)
def test_what_people_type_is_understood(name: str, typed: str, expected: dict[str, Any]) -> None:
    assert stored(name, typed) == expected


@pytest.mark.parametrize(
    ("name", "typed", "key", "nearest"),
    [
        ("灵敏", "保守", "problem-setting-unknown", "灵敏度"),
        ("xyzzy", "1", "problem-setting-unknown", "灵敏度"),
        ("cooldown", "999", "problem-setting-number", "240"),
        ("cooldown", "-3", "problem-setting-number", "5"),
        ("cooldown", "一会儿", "problem-setting-number", "5"),
        ("answers", "9" * 50, "problem-setting-number", "1"),
        ("wait", "3", "problem-setting-choice", "2"),
        ("sensitivity", "", "problem-setting-choice", "careful"),
        ("opinion", "maybe", "problem-setting-choice", "开"),
        ("language", "klingon", "problem-setting-choice", "en"),
        ("zone", "Asia/Shanghi", "problem-setting-choice", "Asia/Shanghai"),
        ("zone", "火星", "problem-setting-choice", "Asia/Shanghai"),
        ("hours", "22:00-09:00", "problem-setting-span", "09:00-22:00"),
        ("hours", "25:00-26:00", "problem-setting-span", "09:00-22:00"),
        ("windows", "12:00-13:00,12:30-14:00", "problem-setting-windows", "12:00-13:00,18:00-20:00"),
        ("windows", "12:00-12:10", "problem-setting-windows", "12:00-13:00,18:00-20:00"),
        ("windows", "<b>\u202e", "problem-setting-windows", "12:00-13:00,18:00-20:00"),
    ],
)
def test_what_is_wrong_names_the_nearest(name: str, typed: str, key: str, nearest: str) -> None:
    problem = parse_setting(name, typed)
    assert isinstance(problem, Problem)
    assert problem.key == key
    assert nearest in problem.choices


@pytest.mark.parametrize(
    ("name", "typed", "key"),
    [
        ("noreason", "31", "problem-setting-number"),
        ("noreasonpay", "平台", "problem-setting-choice"),
        ("cheap", "-1", "problem-setting-money"),
        ("cheap", "1.999", "problem-setting-money"),
        ("excluded", "很长" * 20, "problem-setting-words"),
        ("remedies", "质量问题:送锦旗", "problem-setting-remedies"),
        ("remedies", "心情不好:补发", "problem-setting-remedies"),
        ("first", "60,15,120", "problem-setting-numbers"),
        ("first", "15,60", "problem-setting-numbers"),
        ("first", "15,60,99999999999", "problem-setting-numbers"),
        ("days", "2026-02-30 休", "problem-setting-days"),
        ("days", "2026-11-11", "problem-setting-days"),
        ("days", "2026-11-11 12:00-12:40", "problem-setting-days"),
        ("days", "2026-11-11 08:00-23:00 18:00-20:00,12:00-13:00", "problem-setting-days"),
        ("days", "2026-10-07-2026-10-01 休", "problem-setting-days"),
        ("days", "2026-01-01-2026-12-31 休", "problem-setting-days"),
    ],
)
def test_wrong_rules_and_times_are_refused_with_a_sentence(name: str, typed: str, key: str) -> None:
    problem = parse_setting(name, typed)
    assert isinstance(problem, Problem)
    assert problem.key == key
    assert problem.error()


def test_rules_and_special_days_come_back_as_they_were_typed() -> None:
    typed = {
        "remedies": "质量问题:换货,包邮退货;少件:补发",
        "days": "2026-10-01 休; 2026-11-11 08:00-23:30 12:00-14:00",
    }
    for name, words in typed.items():
        settings = read_settings(stored(name, words), zone="Asia/Shanghai", language="zh-Hans")
        setting = next(each for each in SETTINGS if each.key == name)
        assert setting.show(settings) == words


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_quick_choice_is_valid_and_comes_back(setting: Any) -> None:
    for choice in setting.choices:
        values = stored(setting.key, choice)
        settings = read_settings(values, zone="Asia/Shanghai", language="zh-Hans")
        assert setting.show(settings) == choice


def test_stored_times_are_times_again() -> None:
    values = {**stored("hours", "8-20"), **stored("windows", "12:00-13:00")}
    settings = read_settings(values, zone="Asia/Shanghai", language="zh-Hans")
    assert (settings.service_from, settings.service_until) == (time(8), time(20))
    assert settings.contact_windows == ((time(12), time(13)),)
    assert settings.hours_confirmed
