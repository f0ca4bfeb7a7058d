"""A name that somebody typed: which product or brand it is, and which ones are near."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process

from workspaces.mentions import is_typo
from workspaces.models import Product, ProductState
from workspaces.names import forms_of, nameable, plain

MOST_CHOICES = 5
_NEAR_ENOUGH = 40
_SIZE_ONLY = re.compile(
    r"(?:\d{1,4}(?:ml|g|kg|l|片|粒|克|毫升|支|瓶|盒|件|袋|包)|[一两三]?[瓶盒支件套袋包]装?|装|正品|的)+"
)
_QUOTED = re.compile(r"[「『“\"《](?P<name>[^」』”\"》]*)[」』”\"》]?\s*(?P<rest>.*)", re.DOTALL)


class Fit(StrEnum):
    """How typed words fit a product's name."""

    EXACT = "exact"
    CONTAINED = "contained"  # the name holds the typed words
    EXTENDED = "extended"  # the typed words are the name and a size
    SHORT = "short"  # characters of the name, in their order
    TYPO = "typo"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Match:
    """What typed words mean: one ``product``, or ``choices``: several that fit, or the nearest where none does."""

    product: Product | None
    fit: Fit
    choices: tuple[Product, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Whether several products fit."""
        return self.product is None and self.fit is not Fit.NONE


@dataclass(frozen=True, slots=True)
class Named:
    """The name at the beginning of a command's words. One of ``product`` and ``brand`` is set if it is known."""

    name: str
    rest: str
    product: Product | None = None
    brand: str = ""
    choices: tuple[Product, ...] = ()
    is_ambiguous: bool = False


def find_product(words: str, products: Sequence[Product]) -> Match:
    """Return the product that ``words`` name (a name or an alias): exactly, in part, shortened or with a slip."""
    typed, known = plain(words), nameable(products)
    if typed:
        for fit, fitting in _fits(typed, known):
            if fitting:
                one = _only(fitting, exact=fit is Fit.EXACT, typed=typed)
                return Match(one, fit, () if one else tuple(fitting[:MOST_CHOICES]))
    return Match(None, Fit.NONE, nearest(words, known))


def split_name(arguments: str, products: Sequence[Product]) -> Named:
    """Split a command's words into the name they begin with and the rest.

    The name is the longest run of words that names a known product or brand, else the first word; 「」 quotes a name
    with blanks. The rest is kept as it was typed.
    """
    known = nameable(products)
    quoted = _QUOTED.fullmatch(arguments.strip())
    if quoted:
        return _named(quoted["name"].strip(), quoted["rest"], known)
    runs = list(_runs(arguments.strip()))
    for surely in (True, False):
        for name, rest in runs:
            named = _named(name, rest, known, surely=surely)
            if named.product or named.brand or named.is_ambiguous:
                return named
    return _named(*runs[-1], known) if runs else Named("", "", choices=nearest("", known))


def nearest(words: str, products: Sequence[Product]) -> tuple[Product, ...]:
    """Return the products whose names look most like ``words``, at most five; drafts after confirmed ones."""
    typed = plain(words)
    if not typed:
        return ()
    scored: dict[Product, float] = {}
    for product in nameable(products):
        best = process.extractOne(typed, forms_of(product).full, scorer=fuzz.WRatio, score_cutoff=_NEAR_ENOUGH)
        if best is not None:
            scored[product] = best[1] - (product.state is ProductState.DRAFT)
    return tuple(sorted(scored, key=lambda product: -scored[product])[:MOST_CHOICES])


def _named(name: str, rest: str, known: Sequence[Product], *, surely: bool = False) -> Named:
    """Look ``name`` up; ``surely``: as it is written, in whole or in part."""
    match = find_product(name, known)
    if match.fit is Fit.EXACT and match.product:
        return Named(name, rest, product=match.product)
    brand = next((product.brand for product in known if product.brand and plain(product.brand) == plain(name)), "")
    if brand:
        return Named(name, rest, brand=brand)
    if surely and match.fit not in (Fit.EXACT, Fit.CONTAINED, Fit.EXTENDED):
        return Named(name, rest)
    return Named(name, rest, match.product, choices=match.choices, is_ambiguous=match.is_ambiguous)


def _runs(arguments: str) -> Iterator[tuple[str, str]]:
    """Yield (first words, rest), longest first, up to eight words of the first line."""
    words = list(re.finditer(r"\S+", arguments.split("\n", 1)[0]))[:8]
    for word in reversed(words):
        yield arguments[: word.end()], arguments[word.end() :].strip()


def _fits(typed: str, products: Sequence[Product]) -> Iterator[tuple[Fit, list[Product]]]:
    """Yield each way to fit with the products that do, best way first."""
    names = [(product, forms_of(product).full or (plain(product.name),)) for product in products]
    yield Fit.EXACT, [product for product, full in names if typed in full]
    if len(typed) < 2:
        return
    yield Fit.CONTAINED, [product for product, full in names if any(typed in words for words in full)]
    yield Fit.EXTENDED, [product for product, full in names if any(_is_name_and_size(typed, words) for words in full)]
    yield Fit.SHORT, [product for product, full in names if any(_is_short_for(typed, words) for words in full)]
    yield Fit.TYPO, [product for product, full in names if any(is_typo(typed, words) for words in full)]


def _only(fitting: Sequence[Product], *, exact: bool, typed: str) -> Product | None:
    """Return the one product that fits. Exactly: a name goes before an alias, a confirmed product before a draft."""
    if exact and len(fitting) > 1:
        fitting = [product for product in fitting if plain(product.name) == typed] or fitting
        fitting = [product for product in fitting if product.state is not ProductState.DRAFT] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _is_name_and_size(typed: str, words: str) -> bool:
    """Whether ``typed`` is the name with a size or a number of pieces before or behind it."""
    before, found, behind = typed.partition(words)
    return bool(found) and all(not part or _SIZE_ONLY.fullmatch(part) for part in (before, behind))


def _is_short_for(typed: str, words: str) -> bool:
    """Whether ``typed`` has at least half of the name's characters in their order, the first among them."""
    if typed[0] != words[0] or 2 * len(typed) < len(words) or len(typed) >= len(words) or typed.isascii():
        return False
    left = iter(words)
    return all(sign in left for sign in typed)
