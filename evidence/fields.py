"""What staff may change of an item, field by field: each typed value read and checked. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from evidence.models import TEXT_ONLY_KINDS, Evidence, EvidenceKind, Scope
from evidence.register import EVERYTHING, KIND_NAMES, LONGEST_NOTE, kind_of, nearest_kinds
from workspaces.commands import clean_name
from workspaces.dates import LONG_TERM, parse_date, parse_past_date
from workspaces.lookup import Named, split_name
from workspaces.models import Product
from workspaces.problems import Problem

_CLEAR = frozenset(("清空", "去掉", "无", "-", "—"))
_FLAGS = {"开": True, "on": True, "关": False, "off": False, "跟随": None, "auto": None}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a value is read against."""

    products: Sequence[Product]
    today: date


Read = Callable[[str, Setting], Mapping[str, Any] | Problem]


def read_field(field: str, typed: str, setting: Setting) -> Mapping[str, Any] | Problem:
    """Return what of an item changes when ``typed`` is put into one of ``FIELDS``.

    Problems: those of ``/evidence`` for kinds, names and dates; ``problem-field-too-long`` (count, limit),
    ``problem-field-empty``, ``problem-setting-choice`` (typed) with ``choices``.
    """
    return FIELDS[field](typed.strip(), setting)


def problem_of(item: Evidence) -> Problem | None:
    """Return what an item lacks to be shown: a file or words, and for a letter its last day is asked elsewhere."""
    kind = {"kind": KIND_NAMES[item.kind]}
    if not item.files and item.kind not in TEXT_ONLY_KINDS:
        return Problem("problem-file-needed", kind)
    return Problem("problem-note-needed", kind) if not item.files and not item.note.strip() else None


def changed(item: Evidence, changes: Mapping[str, Any]) -> Evidence | Problem:
    """Return an item with ``changes``; whoever makes it a letter says first until when it counts.

    What it lacked before is no hindrance.
    """
    new = replace(item, **changes)
    becomes_letter = new.kind is EvidenceKind.AUTHORIZATION and item.kind is not EvidenceKind.AUTHORIZATION
    if becomes_letter and new.valid_until is None:
        return Problem("problem-date-first", {"kind": KIND_NAMES[new.kind]})
    lacking = problem_of(new)
    return new if lacking is None or lacking == problem_of(item) else lacking


def _kind(typed: str, _setting: Setting) -> Mapping[str, Any] | Problem:
    kind = kind_of(typed)
    if kind is None:
        return Problem("problem-unknown-kind", {"typed": typed[:40]}, nearest_kinds(typed))
    return {"kind": kind}


def _scope(typed: str, setting: Setting) -> Mapping[str, Any] | Problem:
    if typed in EVERYTHING:
        return {"scope": Scope.WORKSPACE, "product_id": None}
    named = split_name(typed, setting.products)
    if named.brand:
        return {"scope": Scope.BRAND, "product_id": None, "brand": named.brand}
    if named.product is not None and not named.rest:
        return {"scope": Scope.PRODUCT, "product_id": named.product.id}
    return _no_such_name(named, typed)


def _no_such_name(named: Named, typed: str) -> Problem:
    key = "problem-ambiguous-product" if named.is_ambiguous else "problem-unknown-product"
    return Problem(key, {"name": typed[:60]}, tuple(product.name for product in named.choices))


def _until(typed: str, setting: Setting) -> Mapping[str, Any] | Problem:
    found = parse_date(typed, setting.today)
    if isinstance(found, Problem):
        return found
    return {"valid_until": None if found == LONG_TERM else found}


def _issued(typed: str, setting: Setting) -> Mapping[str, Any] | Problem:
    if typed in _CLEAR:
        return {"issued_on": None}
    found = parse_past_date(typed, setting.today)
    return found if isinstance(found, Problem) else {"issued_on": found}


def _text(name: str, limit: int, *, is_line: bool = True) -> Read:
    def read(typed: str, _setting: Setting) -> Mapping[str, Any] | Problem:
        if typed in _CLEAR:
            return {name: ""}
        words = clean_name(typed) if is_line else typed
        if not words:
            return Problem("problem-field-empty")
        if len(words) > limit:
            return Problem("problem-field-too-long", {"count": str(len(words)), "limit": str(limit)})
        return {name: words}

    return read


def _flag(name: str) -> Read:
    def read(typed: str, _setting: Setting) -> Mapping[str, Any] | Problem:
        if typed not in _FLAGS:
            return Problem("problem-setting-choice", {"typed": typed[:20]}, ("开", "关", "跟随"))
        return {name: _FLAGS[typed]}

    return read


FIELDS: dict[str, Read] = {
    "kind": _kind,
    "scope": _scope,
    "until": _until,
    "note": _text("note", LONGEST_NOTE, is_line=False),
    "issuer": _text("issuer", 60),
    "issued": _issued,
    "brand": _text("brand", 60),
    "shop": _text("shop", 60),
    "region": _text("region", 60),
    "check": _text("self_check", 300, is_line=False),
    "mark": _flag("is_watermarked"),
    "protect": _flag("is_protected"),
}
"""The fields, in the order in which they are offered."""
