"""Settings as people type them: each value checked, with the nearest valid ones where it is wrong."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from typing import Any
from zoneinfo import available_timezones

from rapidfuzz import process

from core.texts import languages
from workspaces.models import Mode
from workspaces.problems import Problem
from workspaces.settings import WorkspaceSettings

LEVELS = ("careful", "standard", "keen")
MODES = (Mode.AUTO, Mode.REVIEW, Mode.TRIAL)
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?")
_MOST_WINDOWS = 4
_LEAST_MINUTES = 30
_YES, _NO = ("on", "yes", "true", "1", "开", "是", "同意"), ("off", "no", "false", "0", "关", "否", "不同意")
_LEVEL_WORDS = {"保守": "careful", "标准": "standard", "灵敏": "keen"}

Stored = dict[str, Any]
Parse = Callable[[str], Stored | Problem]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a workspace may set: what it is called, how it is read and shown, and quick choices."""

    key: str
    words: tuple[str, ...]
    parse: Parse
    show: Callable[[WorkspaceSettings], str]
    choices: tuple[str, ...] = ()


def find_setting(typed: str) -> Setting | Problem:
    """Return the setting that somebody names, in English or Chinese."""
    wanted = _normal(typed).lower()
    for setting in SETTINGS:
        if wanted == setting.key or wanted in setting.words:
            return setting
    names = [setting.words[0] for setting in SETTINGS]
    near = _nearest(wanted, [*names, *(setting.key for setting in SETTINGS)])
    return Problem("problem-setting-unknown", {"typed": typed.strip()[:20]}, near or tuple(names))


def parse_setting(name: str, typed: str) -> tuple[Setting, Stored] | Problem:
    """Return the setting and what to store for it.

    Problems: ``problem-setting-unknown``, ``-choice``, ``-number``, ``-span``, ``-windows``; each with ``choices``.
    """
    setting = find_setting(name)
    if isinstance(setting, Problem):
        return setting
    stored = setting.parse(_normal(typed))
    return stored if isinstance(stored, Problem) else (setting, stored)


def _normal(typed: str) -> str:
    text = unicodedata.normalize("NFKC", typed).strip()
    return re.sub(r"\s*(?:[–—~至到])\s*", "-", text).replace("、", ",")


def _nearest(wanted: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name, _, _ in process.extract(wanted, names, limit=3, score_cutoff=50))


def _choice(field: str, valid: Sequence[str], words: dict[str, str] | None = None) -> Parse:
    def parse(typed: str) -> Stored | Problem:
        by_lower = {each.lower(): each for each in valid}
        value = (words or {}).get(typed) or by_lower.get(typed.lower())
        if value is None:
            near = _nearest(typed, valid) or tuple(valid[:5])
            return Problem("problem-setting-choice", {"typed": typed[:30]}, near)
        return {field: value}

    return parse


def _number(field: str, low: int, high: int) -> Parse:
    def parse(typed: str) -> Stored | Problem:
        digits = re.fullmatch(r"(-?\d{1,9})\s*(?:分钟|分|条|次|min|m)?", typed)
        value = int(digits[1]) if digits else None
        if value is None or not low <= value <= high:
            nearest = str(low if value is None or value < low else high)
            facts = {"typed": typed[:20], "low": str(low), "high": str(high)}
            return Problem("problem-setting-number", facts, (nearest,))
        return {field: value}

    return parse


def _one_of(field: str, valid: tuple[int, ...]) -> Parse:
    def parse(typed: str) -> Stored | Problem:
        digits = re.fullmatch(r"(\d{1,4})\s*(?:分钟|分|min|m)?", typed)
        if digits is None or int(digits[1]) not in valid:
            choices = tuple(map(str, valid))
            return Problem("problem-setting-choice", {"typed": typed[:20]}, choices)
        return {field: int(digits[1])}

    return parse


def _flag(field: str) -> Parse:
    def parse(typed: str) -> Stored | Problem:
        low = typed.lower()
        if low not in (*_YES, *_NO):
            return Problem("problem-setting-choice", {"typed": typed[:20]}, ("开", "关"))
        return {field: low in _YES}

    return parse


def _span(typed: str) -> tuple[time, time] | None:
    """Return a span within a day, at least half an hour long."""
    found = _SPAN.fullmatch(typed.replace(" ", ""))
    if found is None:
        return None
    first, last = (int(found[1]), int(found[2] or 0)), (int(found[3]), int(found[4] or 0))
    if last == (24, 0):
        last = (23, 59)
    if any(hour > 23 or minute > 59 for hour, minute in (first, last)):
        return None
    long_enough = (last[0] * 60 + last[1]) - (first[0] * 60 + first[1]) >= _LEAST_MINUTES
    return (time(*first), time(*last)) if long_enough else None


def _hours(typed: str) -> Stored | Problem:
    span = _span(typed)
    if span is None:
        return Problem("problem-setting-span", {"typed": typed[:30]}, ("09:00-22:00",))
    return {"service_from": f"{span[0]:%H:%M}", "service_until": f"{span[1]:%H:%M}", "hours_confirmed": True}


def _windows(typed: str) -> Stored | Problem:
    spans = [_span(part) for part in re.split(r"[,;\s]+", typed) if part]
    known = sorted(span for span in spans if span is not None)
    overlap = any(before[1] > after[0] for before, after in itertools.pairwise(known))
    if not known or len(known) < len(spans) or len(known) > _MOST_WINDOWS or overlap:
        facts = {"typed": typed[:40], "limit": str(_MOST_WINDOWS)}
        return Problem("problem-setting-windows", facts, ("12:00-13:00,18:00-20:00",))
    return {"contact_windows": [[f"{first:%H:%M}", f"{last:%H:%M}"] for first, last in known], "hours_confirmed": True}


def _show_windows(settings: WorkspaceSettings) -> str:
    return ",".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in settings.contact_windows)


def _on_off(flag: bool) -> str:
    return "on" if flag else "off"


SETTINGS = (
    Setting(
        "sensitivity",
        ("灵敏度",),
        _choice("sensitivity", LEVELS, _LEVEL_WORDS),
        lambda settings: settings.sensitivity,
        LEVELS,
    ),
    Setting(
        "windows",
        ("联系时段", "contact_windows"),
        _windows,
        _show_windows,
        ("12:00-13:00,18:00-20:00", "12:00-14:00,19:00-21:00", "10:00-20:00"),
    ),
    Setting(
        "hours",
        ("服务时间", "service_hours"),
        _hours,
        lambda settings: f"{settings.service_from:%H:%M}-{settings.service_until:%H:%M}",
        ("09:00-22:00", "08:00-23:00", "10:00-19:00"),
    ),
    Setting(
        "cooldown",
        ("冷却", "cooldown_minutes"),
        _number("cooldown_minutes", 5, 240),
        lambda settings: str(settings.cooldown_minutes),
        ("15", "30", "60"),
    ),
    Setting(
        "answers",
        ("回答上限", "answers_per_hour"),
        _number("answers_per_hour", 1, 60),
        lambda settings: str(settings.answers_per_hour),
        ("3", "6", "12"),
    ),
    Setting(
        "receipts",
        ("登记上限", "receipts_per_hour"),
        _number("receipts_per_hour", 1, 100),
        lambda settings: str(settings.receipts_per_hour),
        ("10", "20", "40"),
    ),
    Setting(
        "wait",
        ("先让人答", "human_first_minutes"),
        _one_of("human_first_minutes", (0, 2, 5)),
        lambda settings: str(settings.human_first_minutes),
        ("0", "2", "5"),
    ),
    Setting(
        "opinion",
        ("第二意见", "second_opinion"),
        _flag("second_opinion"),
        lambda settings: _on_off(settings.second_opinion),
        ("on", "off"),
    ),
    Setting(
        "admins",
        ("管理员可设置", "admins_may_set"),
        _flag("admins_may_set"),
        lambda settings: _on_off(settings.admins_may_set),
        ("on", "off"),
    ),
    Setting(
        "zone",
        ("时区", "timezone"),
        _choice("zone", sorted(available_timezones())),
        lambda settings: settings.zone,
        ("Asia/Shanghai",),
    ),
    Setting(
        "language",
        ("语言",),
        _choice("language", tuple(languages())),
        lambda settings: settings.language,
        tuple(languages()),
    ),
)
