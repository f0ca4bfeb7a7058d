"""Topics: what a message speaks of; weak evidence for the statistical layer."""

from __future__ import annotations

from functools import cache

from detection.phrases import read_lines
from detection.phrases.finder import Finder

DOUBTFUL = ("price", "packaging", "origin", "authorization", "verification", "hearsay", "proof", "compare", "genuine")
MARKS = ("suspicion", "differs", "compare", "after")


@cache
def lexicon() -> tuple[tuple[str, ...], Finder]:
    """Return the topics of ``topics.txt`` and a finder whose bits number them, read once."""
    lines = [line.partition(" = ") for line in read_lines("topics.txt")]
    words = [(word, 1 << number) for number, (_, _, words) in enumerate(lines) for word in words.split()]
    return tuple(topic for topic, _, _ in lines), Finder(words)


def find_topics(normal: str) -> list[str]:
    """Return the topics of a text in the order of the file."""
    topics, finder = lexicon()
    bits = finder.find(normal)
    return [topic for number, topic in enumerate(topics) if bits >> number & 1]


def topic_features(topics: list[str]) -> list[str]:
    """Return the features of topics: each, and each topic of a doubt together with suspicion or difference."""
    found = [f"topic.{topic}" for topic in topics]
    marks = [mark for mark in MARKS if mark in topics]
    pairs = [f"{topic}&{mark}" for topic in topics if topic in DOUBTFUL for mark in marks if mark != topic]
    return found + pairs
