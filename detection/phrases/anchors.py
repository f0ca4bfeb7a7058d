"""Which characters or pairs of characters a pattern cannot do without, so that most frames need not be tried at all."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Iterable, Sequence
from functools import cache, reduce
from pathlib import Path
from typing import Any

import msgspec

STORE = Path(__file__).with_name("anchors.bin")
COMMON = frozenset("的是不了我一有这个么没就都也在他们还人来到说好大看要会能发货收退")
DIGITS = frozenset("0123456789")
KEPT = 3
MANY = 400

Marks = frozenset[str]


def anchors(pattern: str) -> Sequence[Marks]:
    """Return up to three sets of marks: the pattern matches only where each set is represented."""
    known = _known().get(_key(pattern))
    return find_anchors(pattern) if known is None else known


@cache
def _known() -> dict[int, list[frozenset[str]]]:
    """Return what ``anchors.bin`` holds: anchors by the number of their pattern. It saves time, nothing hangs on it."""
    if not STORE.is_file():
        return {}
    return msgspec.msgpack.decode(STORE.read_bytes(), type=dict[int, list[frozenset[str]]])


def _key(pattern: str) -> int:
    data = pattern.encode()
    return zlib.crc32(data) << 32 | zlib.adler32(data)


def keep_anchors(patterns: Iterable[str]) -> None:
    """Write ``anchors.bin`` anew for these patterns."""
    found = {_key(pattern): [sorted(marks) for marks in find_anchors(pattern)] for pattern in patterns}
    STORE.write_bytes(msgspec.msgpack.encode(dict(sorted(found.items()))))


def find_anchors(pattern: str) -> list[Marks]:
    """Work the anchors of a pattern out."""
    return sorted(_required(list(_parser().parse(pattern))), key=_cost)[:KEPT]


@cache
def _parser() -> Any:
    return importlib.import_module("re._parser")


def _cost(marks: Marks) -> float:
    singles = {mark for mark in marks if len(mark) == 1}
    return len(singles) + 10 * len(singles & COMMON) + 0.1 * len(marks)


def _required(items: Sequence[Any]) -> list[Marks]:
    """Return the sets that a concatenation needs."""
    found: list[Marks] = []
    for index, (op, argument) in enumerate(items):
        found.extend(_needs(str(op), argument))
        found.extend(_pairs(items, index))
    return found


def _pairs(items: Sequence[Any], index: int) -> list[Marks]:
    """Return the pairs that a single character makes with what follows it."""
    op, argument = items[index]
    if str(op) not in {"LITERAL", "IN"}:
        return []
    ones = _heads([(op, argument)])
    twos = _heads(items[index + 1 :])
    if not ones or not twos or len(ones) * len(twos) > MANY:
        return []
    return [frozenset(one + two for one in ones for two in twos)]


def _needs(op: str, argument: Any) -> list[Marks]:
    if op == "LITERAL":
        return [frozenset(chr(argument))]
    if op == "IN":
        chars = _set_of(argument)
        return [chars] if chars else []
    if op == "SUBPATTERN":
        return _required(list(argument[3]))
    if op in {"MAX_REPEAT", "MIN_REPEAT"} and argument[0] > 0:
        return _required(list(argument[2]))
    if op == "BRANCH":
        return _common_needs([_required(list(branch)) for branch in argument[1]])
    return []


def _heads(items: Sequence[Any]) -> Marks | None:
    """Return the characters with which a concatenation can begin; None where that is open."""
    if not items:
        return None
    op, argument = items[0]
    rest = list(items[1:])
    match str(op):
        case "LITERAL":
            return frozenset(chr(argument))
        case "IN":
            return _set_of(argument)
        case "SUBPATTERN":
            return _heads([*argument[3], *rest])
        case "BRANCH":
            return _union([_heads([*branch, *rest]) for branch in argument[1]])
        case "MAX_REPEAT" | "MIN_REPEAT":
            once = _heads([*argument[2], *rest])
            return once if argument[0] > 0 else _union([once, _heads(rest)])
        case _:
            return None


def _union(heads: Sequence[Marks | None]) -> Marks | None:
    known = [one for one in heads if one is not None]
    return frozenset().union(*known) if len(known) == len(heads) else None


def _set_of(items: Iterable[Any]) -> Marks | None:
    """Return the characters of a class; None where it is open (negated, a range, words)."""
    chars: set[str] = set()
    for op, argument in items:
        if str(op) == "LITERAL":
            chars.add(chr(argument))
        elif str(op) == "CATEGORY" and str(argument) == "CATEGORY_DIGIT":
            chars |= DIGITS
        else:
            return None
    return frozenset(chars)


def _common_needs(branches: list[list[Marks]]) -> list[Marks]:
    """Return what all alternatives need together: the union of the best set of each; nothing if one needs nothing."""
    if not all(branches):
        return []
    best = [min(needs, key=_cost) for needs in branches]
    return [reduce(lambda one, other: one | other, best)]
