"""What follows ``/product``: 名称 | 别名,别名 | 品牌 | 发货 48 | 类目 生鲜."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from workspaces.names import plain
from workspaces.problems import Problem

LONGEST_NAME = 60
LONGEST_ALIAS = 30
MOST_ALIASES = 12
MOST_DISPATCH_HOURS = 30 * 24

_BAR = re.compile(r"[|｜∣︱│]")
_COMMA = re.compile(r"[,，、;；]")
_LABELS = {"发货": "dispatch_hours", "类目": "category", "店铺": "shop", "快递": "courier"}
_LABELLED = re.compile(rf"({'|'.join(_LABELS)})(?:[::]\s*|\s+)(\S.*)")
_HOURS = re.compile(r"(\d{1,4})\s*(?:小时|h|(天|日|d))?")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_QUOTES = '「」『』“”"《》'


@dataclass(frozen=True, slots=True)
class ProductCommand:
    """What somebody wants a product to be called. ``None``: that part was not given, so nothing changes there."""

    name: str
    aliases: tuple[str, ...] | None = None
    brand: str | None = None
    dispatch_hours: int | None = None
    category: str | None = None
    shop: str | None = None
    courier: str | None = None


def parse_product(arguments: str) -> ProductCommand | Problem:
    """Read ``名称 | 别名,别名 | 品牌``; full-width ｜ ， 、 do as well, an empty part empties what was there.

    Parts that begin with 发货 (hours or 天), 类目, 店铺 or 快递 stand in any place behind the name.

    Problems: ``problem-product-too-many-parts`` (count), ``problem-product-name-missing``,
    ``problem-product-name-too-long`` (name, limit), ``problem-brand-too-long`` (brand, limit),
    ``problem-alias-too-short`` (alias), ``problem-alias-too-long`` (alias, limit),
    ``problem-too-many-aliases`` (count, limit), ``problem-product-dispatch`` (typed, limit).
    """
    all_parts = [clean_name(part) for part in _BAR.split(arguments)]
    more = _named([part for part in all_parts[1:] if _LABELLED.fullmatch(part)])
    if isinstance(more, Problem):
        return more
    parts = [all_parts[0], *(part for part in all_parts[1:] if not _LABELLED.fullmatch(part))]
    if len(parts) > 3:
        return Problem("problem-product-too-many-parts", {"count": str(len(parts))})
    name, brand = parts[0], parts[2] if len(parts) > 2 else None
    aliases = _aliases(parts[1], name) if len(parts) > 1 else None
    problem = _name_problem(name) or _brand_problem(brand) or _alias_problem(aliases or ())
    return problem or ProductCommand(name, aliases, brand, **more)


def _named(parts: Sequence[str]) -> dict[str, Any] | Problem:
    """Read the parts that say what they are."""
    known: dict[str, Any] = {}
    for part in parts:
        label, typed = _LABELLED.fullmatch(part).groups()  # type: ignore[union-attr]  # they are chosen by it
        if label != "发货":
            known[_LABELS[label]] = typed[:LONGEST_ALIAS]
            continue
        found = _HOURS.fullmatch(typed)
        hours = 0 if found is None else int(found[1]) * (24 if found[2] else 1)
        if not 1 <= hours <= MOST_DISPATCH_HOURS:
            return Problem("problem-product-dispatch", {"typed": typed[:20], "limit": str(MOST_DISPATCH_HOURS)})
        known["dispatch_hours"] = hours
    return known


def clean_name(text: str) -> str:
    """Return a name as it is kept: on one line, no invisible signs, no quotes around it."""
    return " ".join(_UNSEEN.sub(" ", text).split()).strip(_QUOTES).strip()


def _aliases(text: str, name: str) -> tuple[str, ...]:
    """Return the aliases without repetitions, and without the name itself."""
    known = {plain(name): name}
    for alias in map(clean_name, _COMMA.split(text)):
        if alias:
            known.setdefault(plain(alias), alias)
    return tuple(alias for key, alias in known.items() if key != plain(name))


def _name_problem(name: str) -> Problem | None:
    if not plain(name):
        return Problem("problem-product-name-missing")
    return _too_long("problem-product-name-too-long", "name", name, LONGEST_NAME)


def _brand_problem(brand: str | None) -> Problem | None:
    return _too_long("problem-brand-too-long", "brand", brand or "", LONGEST_ALIAS)


def _alias_problem(aliases: Sequence[str]) -> Problem | None:
    """A single character stands in any sentence, so it is no alias."""
    if len(aliases) > MOST_ALIASES:
        return Problem("problem-too-many-aliases", {"count": str(len(aliases)), "limit": str(MOST_ALIASES)})
    short = next((alias for alias in aliases if len(plain(alias)) < 2), None)
    if short is not None:
        return Problem("problem-alias-too-short", {"alias": short})
    problems = (_too_long("problem-alias-too-long", "alias", alias, LONGEST_ALIAS) for alias in aliases)
    return next((problem for problem in problems if problem is not None), None)


def _too_long(key: str, variable: str, value: str, limit: int) -> Problem | None:
    """Return a problem for a value over the limit, cut so that it can be shown."""
    if len(value) <= limit:
        return None
    return Problem(key, {variable: value[: limit - 1] + "…", "limit": str(limit)})
