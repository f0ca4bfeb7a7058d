"""Concepts: a text as the row of what its words speak of, so that new words are weighed like their kin."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise

from ahocorasick_rs import AhoCorasick, MatchKind

from detection.phrases import read_lines

EDGE = 0
WIDTH = 80
PAIRS = 12 << 15
"""Where the numbers of pairs begin: no pair of printable characters has a number below ``32 << 15``."""
APART = PAIRS + WIDTH**2
TRIPLES = APART + WIDTH**2
SINGLES = 1 << 15
LONG_PAIRS = TRIPLES + WIDTH**3
LONG_SINGLES = LONG_PAIRS + WIDTH**2
"""In a story or review words weigh otherwise than in short talk: there they count once more, by other numbers."""
RUNS = ("number", "pause")
USUAL = 6.0
SHARE = 0.4


@cache
def _lexicon() -> tuple[AhoCorasick, list[int], frozenset[int], int]:
    """Return the words of ``concepts.txt`` as one automaton, the class of each, those that run on, and the pause."""
    lines = [line.replace("! =", " =").partition(" = ") for line in read_lines("concepts.txt")]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(name for name, _, _ in lines), start=EDGE + 1)}
    classes: dict[str, int] = {}
    for name, _, words in lines:
        for word in words.split():
            classes.setdefault(word, numbers[name])
    automaton = AhoCorasick(classes, matchkind=MatchKind.LeftmostLongest)
    return automaton, list(classes.values()), frozenset(numbers[name] for name in RUNS), numbers["pause"]


def concepts_of(normal: str) -> list[int]:
    """Return the classes of the words of a text in their order; the longest word counts, numbers in a row are one."""
    automaton, classes, runs, _ = _lexicon()
    row = [EDGE]
    for word, _, _ in automaton.find_matches_as_indexes(normal):
        found = classes[word]
        if found not in runs or row[-1] != found:
            row.append(found)
    row.append(EDGE)
    return row


def number_concepts(row: list[int], *, is_long: bool = False) -> set[int]:
    """Return the numbers of the distinct classes of a row, of neighbours, of threes and of those one apart."""
    pause = _lexicon()[3]
    bare = [found for found in row if found != pause]
    pairs = [one * WIDTH + two for one, two in pairwise(row)]
    more = (*(LONG_SINGLES + one for one in row), *(LONG_PAIRS + pair for pair in pairs)) if is_long else ()
    return {
        *more,
        *(SINGLES + one for one in row),
        *(PAIRS + pair for pair in pairs),
        *(APART + one * WIDTH + two for one, two in zip(bare, bare[2:], strict=False)),
        *(TRIPLES + pair * WIDTH + three for pair, three in zip(pairs, row[2:], strict=False)),
    }


def concept_value(row: list[int]) -> float:
    """Return how much each concept of a row counts: less in a long text."""
    return SHARE / math.sqrt(max(1.0, len(row) / USUAL))
