"""Find many words in a short text at once: plain words by their first two characters, variants by what they need."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from detection.phrases.anchors import anchors

PLAIN = re.compile(r"[^\\()\[\]?|^$.*+]+")


def pairs_of(text: str) -> list[str]:
    """Return the pairs of neighbours of a text."""
    return list(map(str.__add__, text, text[1:]))


class Finder:
    """Words that carry bits; a word may be a regular expression."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self.marks: dict[str, int] = {}
        self.longer: dict[str, list[tuple[str, int]]] = {}
        self.variants: dict[str, list[tuple[re.Pattern[str], int]]] = {}
        for word, bits in words:
            self._add(word, bits)
        self.heads = frozenset({*self.marks, *self.longer, *self.variants})

    def _add(self, word: str, bits: int) -> None:
        if not PLAIN.fullmatch(word):
            pattern = re.compile(word)
            for mark in anchors(word)[0]:
                self.variants.setdefault(mark, []).append((pattern, bits))
        elif len(word) <= 2:
            self.marks[word] = self.marks.get(word, 0) | bits
        else:
            self.longer.setdefault(word[:2], []).append((word, bits))

    def find(self, text: str, pairs: Sequence[str]) -> int:
        """Return the bits of all words in a text, of which ``pairs`` are the pairs of neighbours."""
        bits = 0
        for mark in self.heads.intersection(pairs) | self.heads.intersection(text):
            bits |= self.marks.get(mark, 0)
            for word, more in self.longer.get(mark, ()):
                if word in text:
                    bits |= more
            for pattern, more in self.variants.get(mark, ()):
                if pattern.search(text) is not None:
                    bits |= more
        return bits

    def finds_any(self, text: str) -> bool:
        """Tell whether any word is in a text."""
        heads = self.heads
        pairs = list(map(str.__add__, text, text[1:]))
        if heads.isdisjoint(text) and heads.isdisjoint(pairs):
            return False
        return self.find(text, pairs) != 0
