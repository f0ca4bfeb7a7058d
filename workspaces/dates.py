"""Dates as people type them: the last day on which a proof is valid, the day on which somebody is back."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

from workspaces.problems import Problem

LONG_TERM = date(9999, 12, 31)
"""What 长期 means: no end. Whoever keeps a validity stores it as none."""

_MOST_YEARS_AHEAD = 50
_MOST_DAYS_AGO = 730
_PAST_WORDS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_LONG_TERM_WORDS = frozenset(("长期", "長期", "长期有效", "長期有效", "永久", "永久有效", "无期限", "無期限"))
_BEFORE = r"(?:有效期|有效)?(?:截止|截至|至|到|:)*"
_AFTER = r"(?:前|止|为止|到期|有效)?"
_FULL = re.compile(
    rf"{_BEFORE}(?P<year>\d{{4}})(?:[-/.]|年)(?P<month>\d{{1,2}})(?:[-/.]|月)(?P<day>\d{{1,2}})[日号]?{_AFTER}"
)
_COMPACT = re.compile(rf"{_BEFORE}(?P<year>20\d{{2}})(?P<month>\d{{2}})(?P<day>\d{{2}}){_AFTER}")
_SHORT = re.compile(rf"{_BEFORE}(?P<month>\d{{1,2}})(?:[-/]|月)(?P<day>\d{{1,2}})[日号]?{_AFTER}")


def looks_like_date(word: str) -> bool:
    """Whether ``word`` was meant as a date, an impossible one too."""
    typed = _normal(word)
    return typed in _LONG_TERM_WORDS or _shape(typed) is not None


def parse_date(word: str, today: date) -> date | Problem:
    """Return the date that ``word`` means, not before ``today``; 长期 is ``LONG_TERM``.

    Understood are 2026-12-31, 2026/12/31, 2026.12.31, 20261231, 2026年12月31日, and without a year 12-31, 12/31,
    12月31日: the next such day, today included. 有效期至 before and 前, 止, 到期 behind do no harm.

    Problems: ``problem-not-a-date``, ``problem-no-such-date``, ``problem-date-past``, ``problem-date-too-far``
    (more than 50 years ahead); all with ``typed``.
    """
    typed = _normal(word)
    if typed in _LONG_TERM_WORDS:
        return LONG_TERM
    shape = _shape(typed)
    if shape is None:
        return Problem("problem-not-a-date", {"typed": word.strip()})
    month, day = int(shape["month"]), int(shape["day"])
    year = shape.groupdict().get("year")
    found = _day(int(year), month, day) if year else _next_day(month, day, today)
    return _checked(found, word.strip(), today)


def parse_past_day(word: str, today: date) -> date | Problem:
    """Return the day that ``word`` means, not after ``today``: the dates of ``parse_date``, 今天, 昨天, 前天.

    Without a year it is the last such day. Problems: ``problem-day-unread``, ``problem-no-such-day``,
    ``problem-date-ahead``, ``problem-date-long-ago`` (more than two years); all with ``typed``.
    """
    typed, given = _normal(word), {"typed": word.strip()[:20]}
    if typed in _PAST_WORDS:
        return today - timedelta(days=_PAST_WORDS[typed])
    shape = _shape(typed)
    if shape is None:
        return Problem("problem-day-unread", given)
    month, day = int(shape["month"]), int(shape["day"])
    year = shape.groupdict().get("year")
    found = _day(int(year), month, day) if year else _last_day(month, day, today)
    if found is None:
        return Problem("problem-no-such-day", given)
    if found > today:
        return Problem("problem-date-ahead", {**given, "today": today.isoformat()})
    if (today - found).days > _MOST_DAYS_AGO:
        return Problem("problem-date-long-ago", given)
    return found


def _checked(found: date | None, typed: str, today: date) -> date | Problem:
    """Refuse days that do not exist, are over, or lie so far ahead that it must be a slip."""
    if found is None:
        return Problem("problem-no-such-date", {"typed": typed})
    if found < today:
        return Problem("problem-date-past", {"typed": typed, "today": today.isoformat()})
    if found.year > today.year + _MOST_YEARS_AHEAD:
        return Problem("problem-date-too-far", {"typed": typed, "years": str(_MOST_YEARS_AHEAD)})
    return found


def _normal(word: str) -> str:
    """Return ``word`` with narrow signs and digits."""
    return unicodedata.normalize("NFKC", word).strip().replace("。", ".").replace("—", "-")


def _shape(typed: str) -> re.Match[str] | None:
    """Return the parts of a date, whether or not there is such a day."""
    return _FULL.fullmatch(typed) or _COMPACT.fullmatch(typed) or _SHORT.fullmatch(typed)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the date, if there is one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _next_day(month: int, day: int, today: date) -> date | None:
    """Return the next such day from ``today`` on; 02-29 may be years ahead."""
    days = (_day(year, month, day) for year in range(today.year, today.year + 9))
    return next((found for found in days if found is not None and found >= today), None)


def parse_past_date(word: str, today: date) -> date | Problem:
    """Return the day that ``word`` means, today at the latest; without a year the last such day.

    Problems: ``problem-not-a-date``, ``problem-no-such-date``, ``problem-date-future``; all with ``typed``.
    """
    typed = word.strip()
    shape = _shape(_normal(word))
    if shape is None:
        return Problem("problem-not-a-date", {"typed": typed})
    month, day, year = int(shape["month"]), int(shape["day"]), shape.groupdict().get("year")
    years = (int(year),) if year else range(today.year, today.year - 9, -1)
    days = [found for each in years if (found := _day(each, month, day)) is not None]
    past = next((found for found in days if found <= today), None)
    if past is not None:
        return past
    return Problem("problem-date-future" if days else "problem-no-such-date", {"typed": typed})


def _last_day(month: int, day: int, today: date) -> date | None:
    """Return the last such day up to ``today``; 02-29 may be years ago."""
    days = (_day(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((found for found in days if found is not None and found <= today), None)
