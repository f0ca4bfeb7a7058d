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
        ("hours", "8:00到23:30", {"service_from": "08:00", "service_until": "23:30", "hours_confirmed": True}),
        (
            "联系时段",
            "19:00-21:00、12:00–14:00",
            {"contact_windows": [["12:00", "14:00"], ["19:00", "21:00"]], "hours_confirmed": True},
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
        ("language", "klingon", "problem-setting-choice", "zh-Hans"),
        ("zone", "Asia/Shanghi", "problem-setting-choice", "Asia/Shanghai"),
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
