"""How single settings are read: one small reader a kind of value, which names the nearest valid ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import time
from itertools import pairwise
from typing import Any

from rapidfuzz import process

from workspaces.names import simplified
from workspaces.problems import Problem
from workspaces.settings import WorkspaceSettings

_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?")
_LEAST_MINUTES = 30
_YES, _NO = ("on", "yes", "true", "1", "开", "是", "同意"), ("off", "no", "false", "0", "关", "否", "不同意")
NOTHING = "无"
"""How an empty list is typed and shown."""

Stored = dict[str, Any]
Parse = Callable[[str], Stored | Problem]


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a workspace may set: what it is called, how it is read and shown, and quick choices.

    ``page``: the page of the panel on which it stands; empty: the first one.
    """

    key: str
    words: tuple[str, ...]
    parse: Parse
    show: Callable[[WorkspaceSettings], str]
    choices: tuple[str, ...] = ()
    page: str = ""


def normal(typed: str) -> str:
    """Return what was typed in one shape: half-width, Simplified, plain dashes and commas."""
    text = simplified(unicodedata.normalize("NFKC", typed)).strip()
    return re.sub(r"\s*(?:[–—~至到])\s*", "-", text).replace("、", ",")


def nearest_of(wanted: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the names nearest to what was typed."""
    return tuple(name for name, _, _ in process.extract(wanted, names, limit=3, score_cutoff=50))


def choice(field: str, valid: Sequence[str], words: dict[str, str] | None = None) -> Parse:
    """Return what reads one of ``valid``; ``words`` are other names of theirs."""

    def parse(typed: str) -> Stored | Problem:
        by_lower = {each.lower(): each for each in valid}
        value = (words or {}).get(typed) or by_lower.get(typed.lower())
        if value is None:
            near = nearest_of(typed, valid) or tuple(valid[:5])
            return Problem("problem-setting-choice", {"typed": typed[:30]}, near)
        return {field: value}

    return parse


def number(field: str, low: int, high: int) -> Parse:
    """Return what reads a whole number from ``low`` to ``high``."""

    def parse(typed: str) -> Stored | Problem:
        digits = re.fullmatch(r"(-?\d{1,9})\s*(?:分钟|分|小时|天|条|次|min|m|h|d)?", typed)
        value = int(digits[1]) if digits else None
        if value is None or not low <= value <= high:
            nearest = str(low if value is None or value < low else high)
            facts = {"typed": typed[:20], "low": str(low), "high": str(high)}
            return Problem("problem-setting-number", facts, (nearest,))
        return {field: value}

    return parse


def one_of(field: str, valid: tuple[int, ...]) -> Parse:
    """Return what reads one of a few numbers."""

    def parse(typed: str) -> Stored | Problem:
        digits = re.fullmatch(r"(\d{1,4})\s*(?:分钟|分|min|m)?", typed)
        if digits is None or int(digits[1]) not in valid:
            choices = tuple(map(str, valid))
            return Problem("problem-setting-choice", {"typed": typed[:20]}, choices)
        return {field: int(digits[1])}

    return parse


def numbers(field: str, count: int, low: int, high: int, *, ascending: bool = False) -> Parse:
    """Return what reads ``count`` whole numbers in a row, each from ``low`` to ``high``."""

    def parse(typed: str) -> Stored | Problem:
        found = re.findall(r"-?\d+", typed[:60])
        values = [int(each) for each in found if len(each) <= 6]
        fits = len(values) == len(found) == count and all(low <= value <= high for value in values)
        if not fits or (ascending and any(first >= second for first, second in pairwise(values))):
            facts = {"typed": typed[:20], "count": str(count), "low": str(low), "high": str(high)}
            return Problem("problem-setting-numbers", facts)
        return {field: values}

    return parse


def money(field: str, most_yuan: int) -> Parse:
    """Return what reads a sum in yuan, kept in fen."""

    def parse(typed: str) -> Stored | Problem:
        found = re.fullmatch(r"(\d{1,7})(?:\.(\d{1,2}))?\s*(?:元|块)?", typed)
        if found is None or int(found[1]) > most_yuan:
            return Problem("problem-setting-money", {"typed": typed[:20], "high": str(most_yuan)})
        return {field: int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))}

    return parse


def words_of(field: str, most: int) -> Parse:
    """Return what reads up to ``most`` words; 「无」: none."""

    def parse(typed: str) -> Stored | Problem:
        known = list(dict.fromkeys(part.strip() for part in re.split(r"[,;\s]+", typed) if part.strip()))
        if not known or len(known) > most or any(len(word) > 12 for word in known):
            return Problem("problem-setting-words", {"typed": typed[:30], "limit": str(most)})
        return {field: [] if known == [NOTHING] else known}

    return parse


def flag(field: str) -> Parse:
    """Return what reads yes or no."""

    def parse(typed: str) -> Stored | Problem:
        low = typed.lower()
        if low not in (*_YES, *_NO):
            return Problem("problem-setting-choice", {"typed": typed[:20]}, ("开", "关"))
        return {field: low in _YES}

    return parse


def span_of(typed: str) -> tuple[time, time] | None:
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


def on_off(flag: bool) -> str:
    """Return how a flag is shown."""
    return "on" if flag else "off"
