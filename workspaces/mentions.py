"""Which products a text names: full names, aliases, short names, typos, brands; the longest words win."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, Levenshtein

from core.ids import ProductId
from workspaces.models import Product
from workspaces.names import Forms, PlainText, Seed, forms_of, nameable, pairs_of
from workspaces.words import MAY_STAND_AFTER, MAY_STAND_BEFORE, TELLING, VARIANTS_AFTER, VARIANTS_BEFORE

LONG_ENOUGH = 4
"""From so many characters on, words are a name wherever they stand."""


class Sureness(IntEnum):
    """How well the words fit; a hint is enough to ask, not enough to answer."""

    HINT = 0
    BRAND = 1
    TYPO = 2
    PIECE = 3
    FULL = 4


@dataclass(frozen=True, slots=True)
class Mention:
    """Words at one place of a text, and the products that they name."""

    words: str
    start: int
    product_ids: frozenset[ProductId]
    sureness: Sureness


class _Hit(NamedTuple):
    """One form found at one place."""

    start: int
    end: int
    sureness: Sureness


def mentions_in(text: PlainText, products: Sequence[Product]) -> tuple[Mention, ...]:
    """Return what a text names, longest words first; words inside longer ones do not count."""
    text_pairs = pairs_of(text.text)
    hits: dict[_Hit, set[ProductId]] = {}
    for product in nameable(products):
        forms = forms_of(product)
        if forms.pairs.isdisjoint(text_pairs):
            continue
        for hit in _find(text, forms):
            hits.setdefault(hit, set()).add(product.id)
    return tuple(_longest(text, hits))


def _longest(text: PlainText, hits: dict[_Hit, set[ProductId]]) -> Iterator[Mention]:
    """Keep the longest hits, the surest of one length; what overlaps them is part of them."""
    taken: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, -hit.sureness, hit.start)):
        if all(hit.end <= other.start or other.end <= hit.start for other in taken):
            taken.append(hit)
            yield Mention(text.text[hit.start : hit.end], hit.start, frozenset(hits[hit]), hit.sureness)


def _find(text: PlainText, forms: Forms) -> Iterator[_Hit]:
    """Yield where a product is named."""
    found = False
    for words in forms.full:
        for start in _places(text.text, words):
            found = True
            yield _judged(text, start, start + len(words), Sureness.FULL)
    for seed in forms.seeds:
        for start in _places(text.text, seed.words):
            hit = _grown(text, seed, start)
            if hit is not None and forms.variant not in text.text:
                hit = hit._replace(sureness=Sureness.HINT)
            if hit is not None:
                found = found or hit.sureness > Sureness.HINT
                yield hit
    if not found:
        yield from _typos(text, forms)
    if forms.brand:
        for start in _places(text.text, forms.brand):
            yield _judged(text, start, start + len(forms.brand), Sureness.BRAND, exact_ends=True)


def _places(text: str, words: str) -> Iterator[int]:
    """Yield every place of ``words``."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _grown(text: PlainText, seed: Seed, start: int) -> _Hit | None:
    """Extend a piece of a name to all that text and name have in common there; nothing if it is an accident."""
    here, whole = text.text, seed.whole
    left = right = 0
    while start > left and seed.at > left and here[start - left - 1] == whole[seed.at - left - 1]:
        left += 1
    end, whole_end = start + len(seed.words), seed.at + len(seed.words)
    while end + right < len(here) and whole_end + right < len(whole) and here[end + right] == whole[whole_end + right]:
        right += 1
    hit = _judged(text, start - left, end + right, Sureness.PIECE)
    is_accident = hit.end - hit.start < LONG_ENOUGH and not (
        _may_begin(text, hit.start) or _may_end(text, hit.end) or hit.end - hit.start > 2
    )
    return None if is_accident else hit


def _judged(text: PlainText, start: int, end: int, sureness: Sureness, *, exact_ends: bool = False) -> _Hit:
    """Weigh words by what stands around them: part of a longer noun, or another variant, is only a hint."""
    here = text.text
    is_free = not exact_ends and end - start >= LONG_ENOUGH and not here[start:end].isascii()
    stands_alone = is_free or (_may_begin(text, start) and _may_end(text, end))
    is_variant = here[:start].endswith(VARIANTS_BEFORE) or here.startswith(VARIANTS_AFTER, end)
    return _Hit(start, end, sureness if stands_alone and not is_variant else Sureness.HINT)


def _may_begin(text: PlainText, place: int) -> bool:
    """Whether a noun can begin here. Latin letters end only at a break or at another script."""
    if text.breaks_at(place):
        return True
    before, after = text.text[place - 1], text.text[place]
    if _is_latin(after):
        return not _is_latin(before)
    return before in MAY_STAND_BEFORE


def _may_end(text: PlainText, place: int) -> bool:
    """Whether a noun can end here."""
    if text.breaks_at(place):
        return True
    before, after = text.text[place - 1], text.text[place]
    if _is_latin(before):
        return not _is_latin(after)
    return after in MAY_STAND_AFTER or _is_latin(after)


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _typos(text: PlainText, forms: Forms) -> Iterator[_Hit]:
    """Yield where a name of four or more characters stands with a slip in it."""
    for words in forms.full:
        if len(words) < LONG_ENOUGH or len(set(words) & set(text.text)) < len(set(words)) - allowed_slips(words):
            continue
        place = fuzz.partial_ratio_alignment(words, text.text, score_cutoff=60)
        if place is not None:
            yield from _slipped(text, words, place.dest_start)


def _slipped(text: PlainText, words: str, about: int) -> Iterator[_Hit]:
    """Yield the stretch near ``about`` that is ``words`` with a slip: as long if possible."""
    for length in (len(words), len(words) + 1, len(words) - 1):
        for start in range(max(0, about - 1), about + 2):
            if is_typo(text.text[start : start + length], words):
                yield _judged(text, start, start + length, Sureness.TYPO)
                return


def allowed_slips(words: str) -> int:
    """Return how many wrong, missing or swapped characters a name of this length may have."""
    return 0 if len(words) < LONG_ENOUGH else 1 if len(words) < 2 * LONG_ENOUGH else 2


def is_typo(typed: str, words: str) -> bool:
    """Whether ``typed`` is ``words`` with a slip, and not the name of a sister product (日霜, 晚霜)."""
    if OSA.distance(typed, words, score_cutoff=allowed_slips(words)) > allowed_slips(words):
        return False
    changed = (
        typed[edit.src_pos : edit.src_pos + 1] + words[edit.dest_pos : edit.dest_pos + 1]
        for edit in Levenshtein.editops(typed, words)
        if edit.tag == "replace"
    )
    if sorted(typed) == sorted(words):
        return True
    return all(TELLING.isdisjoint(signs) for signs in changed)
