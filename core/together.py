"""Many short texts searched as one: a search costs more to begin than to go through a text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from itertools import accumulate

BETWEEN = "\0"
"""Stands between texts: no word holds it, and no class of signs that a pattern may run over."""


class Together:
    """Texts, ``text`` with all of them, and the way back from a spot in it to the text that holds it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.text = BETWEEN.join(texts)

    def places(self, spots: Iterable[int]) -> set[int]:
        """Return which texts (by number) hold the spots."""
        found = set(spots)
        if not found:
            return found
        ends = list(accumulate(len(text) + 1 for text in self.texts))
        return {bisect(ends, spot) for spot in found}
