"""Texts that are nearly the same belong together, so that none is judged by weights that learnt from its twin."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence

ALIKE = 0.55
COMMON = 60


def folds_of(texts: Sequence[str], folds: int) -> list[int]:
    """Return a fold for each text: the same for those that are alike, by the first of them."""
    firsts = _gather([{text[place : place + 2] for place in range(len(text) - 1)} for text in texts])
    return [zlib.crc32(texts[first].encode()) % folds for first in firsts]


def _gather(pairs: Sequence[set[str]]) -> list[int]:
    """Return for each set of pairs the place of the first that it hangs together with."""
    firsts = list(range(len(pairs)))
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(pairs):
        shared = Counter(other for pair in own if len(holders[pair]) < COMMON for other in holders[pair])
        for other, count in shared.items():
            if count >= ALIKE * max(len(own), len(pairs[other])):
                one, two = sorted((_first(firsts, place), _first(firsts, other)))
                firsts[two] = one
        for pair in own:
            holders[pair].append(place)
    return [_first(firsts, place) for place in range(len(pairs))]


def _first(firsts: list[int], place: int) -> int:
    while firsts[place] != place:
        firsts[place] = place = firsts[firsts[place]]
    return place
