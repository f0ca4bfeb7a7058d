"""What follows ``/product``: 名称 | 别名,别名 | 品牌."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from workspaces.names import plain
from workspaces.problems import Problem

LONGEST_NAME = 60
LONGEST_ALIAS = 30
MOST_ALIASES = 12

_BAR = re.compile(r"[|｜∣︱│]")
_COMMA = re.compile(r"[,，、;；]")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_QUOTES = '「」『』“”"《》'


@dataclass(frozen=True, slots=True)
class ProductCommand:
    """What somebody wants a product to be called. ``None``: that part was not given, so nothing changes there."""

    name: str
    aliases: tuple[str, ...] | None = None
    brand: str | None = None


def parse_product(arguments: str) -> ProductCommand | Problem:
    """Read ``名称 | 别名,别名 | 品牌``; full-width ｜ ， 、 do as well, an empty part empties what was there.

    Problems: ``problem-product-too-many-parts`` (count), ``problem-product-name-missing``,
    ``problem-product-name-too-long`` (name, limit), ``problem-brand-too-long`` (brand, limit),
    ``problem-alias-too-short`` (alias), ``problem-alias-too-long`` (alias, limit),
    ``problem-too-many-aliases`` (count, limit).
    """
    parts = [clean_name(part) for part in _BAR.split(arguments)]
    if len(parts) > 3:
        return Problem("problem-product-too-many-parts", {"count": str(len(parts))})
    name, brand = parts[0], parts[2] if len(parts) > 2 else None
    aliases = _aliases(parts[1], name) if len(parts) > 1 else None
    problem = _name_problem(name) or _brand_problem(brand) or _alias_problem(aliases or ())
    return problem or ProductCommand(name, aliases, brand)


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
