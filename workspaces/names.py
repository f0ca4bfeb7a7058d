"""How names are compared: folded to one script, width and case; the forms under which a product is spoken of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from workspaces.models import Product, ProductState
from workspaces.words import GENERIC, SMALL_WORDS, VARIANTS_BEFORE

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0e\ufe0f\ufeff]")
_NO_WORD = re.compile(r"[\W_]+")
_TOKEN = re.compile(r"[^\W_]+")
_SOFT_GAP = re.compile(r"[ \t\u3000\-_.·・'’]+")
_RUN = re.compile(r"[a-z0-9]+|[^a-z0-9\n]+")
_SIZE = re.compile(r"\d+[a-z]{0,3}\d*")
_GENERIC = re.compile("|".join(sorted(GENERIC, key=len, reverse=True)))


def fold(text: str) -> str:
    """Return ``text`` in one width, case and script (Simplified), without invisible characters."""
    return simplified(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold())


def simplified(text: str) -> str:
    """Return ``text`` in Simplified characters."""
    return str(_simplifier().convert(text))


@cache
def _simplifier() -> Any:
    """Return OpenCC's converter, loaded at first use (it has no types)."""
    from opencc import OpenCC

    return OpenCC("t2s")


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """Return the letters and digits of a name, folded: what two spellings of one name have in common."""
    return _NO_WORD.sub("", fold(name))


@dataclass(frozen=True, slots=True)
class PlainText:
    """A message as names are looked for in it.

    ``text`` has letters and digits only, with a line break where a sentence breaks; blanks are gone, but ``breaks``
    has the places where one stood.
    """

    text: str
    breaks: frozenset[int]

    def breaks_at(self, place: int) -> bool:
        """Whether something begins or ends at ``place``."""
        text = self.text
        return place <= 0 or place >= len(text) or place in self.breaks or "\n" in text[place - 1 : place + 1]


def plain_text(folded: str) -> PlainText:
    """Prepare a folded message for looking for names."""
    parts: list[str] = []
    breaks: list[int] = []
    length = end = 0
    for token in _TOKEN.finditer(folded):
        if end and not _SOFT_GAP.fullmatch(folded, end, token.start()):
            parts.append("\n")
            length += 1
        breaks.append(length)
        parts.append(token.group())
        length += token.end() - token.start()
        end = token.end()
    return PlainText("".join(parts), frozenset(breaks))


@dataclass(frozen=True, slots=True)
class Seed:
    """A piece of a name that a short name may be grown from; ``at`` is its place in ``whole``, the plain name."""

    words: str
    whole: str
    at: int


@dataclass(frozen=True, slots=True)
class Forms:
    """How a product may be spoken of: name and aliases, its brand, pieces of its name.

    ``variant``: a word such as 儿童, without which a piece of the name may mean another product.
    """

    full: tuple[str, ...]
    brand: str
    seeds: tuple[Seed, ...]
    pairs: frozenset[str]
    variant: str = ""


def forms_of(product: Product) -> Forms:
    """Return the forms of a product's name; they are kept, for names change rarely."""
    return _forms(product.name, product.aliases, product.brand)


@lru_cache(maxsize=4096)
def _forms(name: str, aliases: tuple[str, ...], brand: str) -> Forms:
    full = tuple(dict.fromkeys(words for words in map(plain, (name, *aliases)) if len(words) > 1))
    seeds = tuple(_seeds(name))
    brand_words = plain(brand)
    pairs = frozenset(pair for words in (*full, brand_words) for pair in pairs_of(words))
    variant = next((word for word in VARIANTS_BEFORE if word in plain(name)), "")
    return Forms(full, brand_words if len(brand_words) > 1 else "", seeds, pairs, variant)


def pairs_of(words: str) -> set[str]:
    """Return every two neighbouring characters."""
    return {words[at : at + 2] for at in range(len(words) - 1)}


def _seeds(name: str) -> Iterator[Seed]:
    """Yield the telling pieces of a name: of each run without generic words and sizes."""
    whole = plain(name)
    for start, end in _runs(name):
        yield from (Seed(whole[at:to], whole, at) for at, to in _pieces(whole[start:end], start))


def _pieces(run: str, start: int) -> list[tuple[int, int]]:
    """Return what to look for of a run: both ends (two characters), every three in a row; Latin words as a whole."""
    if run.isascii():
        return [(start, start + len(run))] if len(run) > 2 else []
    ends = [(at, at + 2) for at in {0, len(run) - 2}]
    inner = [(at, at + 3) for at in range(len(run) - 2)]
    return [(start + at, start + to) for at, to in (*ends, *inner) if SMALL_WORDS.isdisjoint(run[at:to])]


def _runs(name: str) -> Iterator[tuple[int, int]]:
    """Yield where in the plain name the telling runs are, one script and one word each."""
    offset = 0
    for token in _TOKEN.findall(fold(name)):
        for part in _RUN.finditer(_GENERIC.sub(lambda generic: "\n" * len(generic.group()), token)):
            run = part.group()
            if len(run) > 1 and not _SIZE.fullmatch(run):
                yield offset + part.start(), offset + part.end()
        offset += len(token)


def nameable(products: Sequence[Product]) -> list[Product]:
    """Return the products that can be meant: all but those merged into another."""
    return [product for product in products if product.state is not ProductState.MERGED]
