"""Settings as people type them: each value checked, with the nearest valid ones where it is wrong."""

from __future__ import annotations

import itertools
import re
from zoneinfo import available_timezones

from core.texts import languages
from workspaces.models import Mode
from workspaces.problems import Problem
from workspaces.rule_values import RULES
from workspaces.setting_kinds import Setting, Stored, choice, flag, nearest_of, normal, number, on_off, one_of, span_of
from workspaces.settings import WorkspaceSettings

LEVELS = ("careful", "standard", "keen")
MODES = (Mode.AUTO, Mode.REVIEW, Mode.TRIAL)
_MOST_WINDOWS = 4
_ZONES = {
    "上海": "Asia/Shanghai",
    "香港": "Asia/Hong_Kong",
    "台北": "Asia/Taipei",
    "新加坡": "Asia/Singapore",
    "东京": "Asia/Tokyo",
}
"""The zones that are offered first, by the name of their city."""

_LEVEL_WORDS = {"保守": "careful", "标准": "standard", "灵敏": "keen"}


def find_setting(typed: str) -> Setting | Problem:
    """Return the setting that somebody names, in English or Chinese."""
    wanted = normal(typed).lower()
    for setting in SETTINGS:
        if wanted == setting.key or wanted in setting.words:
            return setting
    names = [setting.words[0] for setting in SETTINGS]
    near = nearest_of(wanted, [*names, *(setting.key for setting in SETTINGS)])
    return Problem("problem-setting-unknown", {"typed": typed.strip()[:20]}, near or tuple(names))


def parse_setting(name: str, typed: str) -> tuple[Setting, Stored] | Problem:
    """Return the setting and what to store for it.

    Problems: ``problem-setting-unknown``, ``-choice``, ``-number``, ``-span``, ``-windows``; each with ``choices``.
    """
    setting = find_setting(name)
    if isinstance(setting, Problem):
        return setting
    stored = setting.parse(normal(typed))
    return stored if isinstance(stored, Problem) else (setting, stored)


def _hours(typed: str) -> Stored | Problem:
    span = span_of(typed)
    if span is None:
        return Problem("problem-setting-span", {"typed": typed[:30]}, ("09:00-22:00",))
    return {"service_from": f"{span[0]:%H:%M}", "service_until": f"{span[1]:%H:%M}", "hours_confirmed": True}


def _windows(typed: str) -> Stored | Problem:
    spans = [span_of(part) for part in re.split(r"[,;\s]+", typed) if part]
    known = sorted(span for span in spans if span is not None)
    overlap = any(before[1] > after[0] for before, after in itertools.pairwise(known))
    if not known or len(known) < len(spans) or len(known) > _MOST_WINDOWS or overlap:
        facts = {"typed": typed[:40], "limit": str(_MOST_WINDOWS)}
        return Problem("problem-setting-windows", facts, ("12:00-13:00,18:00-20:00",))
    return {"contact_windows": [[f"{first:%H:%M}", f"{last:%H:%M}"] for first, last in known], "hours_confirmed": True}


def _show_windows(settings: WorkspaceSettings) -> str:
    return ",".join(f"{first:%H:%M}-{last:%H:%M}" for first, last in settings.contact_windows)


SETTINGS = (
    Setting(
        "sensitivity",
        ("灵敏度",),
        choice("sensitivity", LEVELS, _LEVEL_WORDS),
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
        number("cooldown_minutes", 5, 240),
        lambda settings: str(settings.cooldown_minutes),
        ("15", "30", "60"),
    ),
    Setting(
        "answers",
        ("回答上限", "answers_per_hour"),
        number("answers_per_hour", 1, 60),
        lambda settings: str(settings.answers_per_hour),
        ("3", "6", "12"),
    ),
    Setting(
        "receipts",
        ("登记上限", "receipts_per_hour"),
        number("receipts_per_hour", 1, 100),
        lambda settings: str(settings.receipts_per_hour),
        ("10", "20", "40"),
    ),
    Setting(
        "crisismembers",
        ("危机人数", "crisis_members"),
        number("crisis_members", 2, 50),
        lambda settings: str(settings.crisis_members),
        ("2", "3", "5"),
    ),
    Setting(
        "crisisminutes",
        ("危机时段", "crisis_minutes"),
        number("crisis_minutes", 10, 720),
        lambda settings: str(settings.crisis_minutes),
        ("30", "60", "120"),
    ),
    Setting(
        "incidenttickets",
        ("批量单数", "incident_tickets"),
        number("incident_tickets", 2, 100),
        lambda settings: str(settings.incident_tickets),
        ("3", "5", "10"),
    ),
    Setting(
        "wait",
        ("先让人答", "human_first_minutes"),
        one_of("human_first_minutes", (0, 2, 5)),
        lambda settings: str(settings.human_first_minutes),
        ("0", "2", "5"),
    ),
    Setting(
        "opinion",
        ("第二意见", "second_opinion"),
        flag("second_opinion"),
        lambda settings: on_off(settings.second_opinion),
        ("on", "off"),
    ),
    Setting("watermark", ("水印",), flag("watermark"), lambda settings: on_off(settings.watermark), ("on", "off")),
    Setting(
        "protect",
        ("禁止转存", "protect_letters"),
        flag("protect_letters"),
        lambda settings: on_off(settings.protect_letters),
        ("on", "off"),
    ),
    Setting(
        "praise",
        ("收集好评", "collect_praise"),
        flag("collect_praise"),
        lambda settings: on_off(settings.collect_praise),
        ("on", "off"),
    ),
    Setting(
        "admins",
        ("管理员可设置", "admins_may_set"),
        flag("admins_may_set"),
        lambda settings: on_off(settings.admins_may_set),
        ("on", "off"),
    ),
    Setting(
        "zone",
        ("时区", "timezone"),
        choice("zone", (*_ZONES.values(), *sorted(available_timezones() - set(_ZONES.values()))), _ZONES),
        lambda settings: settings.zone,
        ("Asia/Shanghai",),
    ),
    Setting(
        "language",
        ("语言",),
        choice("language", tuple(languages())),
        lambda settings: settings.language,
        tuple(languages()),
    ),
    *RULES,
)
