"""Learning from marks: the nearest example of a workspace decides, within a radius that is safe."""

from __future__ import annotations

import re
from functools import lru_cache

from detection.finding import Lesson, Memory
from detection.normalize import normalize

NOISE = re.compile(r"[^\w]+")
TURNS = re.compile("[不没未无非别假真退投坏]|吗|呢|么")


def recall(text: str, memory: Memory) -> Lesson | None:
    """Return the lesson that the text is an example of, the nearest first; None when all are too far."""
    key = reduce_text(text)
    best: tuple[float, Lesson] | None = None
    for lesson in memory.lessons:
        distance = _distance(key, _key_of(lesson.text))
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, lesson)
    return None if best is None else best[1]


def reduce_text(text: str) -> str:
    """Return what counts when texts are compared: normalised words without signs; numbers all alike."""
    return re.sub(r"\d+", "0", NOISE.sub("", normalize(text).normal))


@lru_cache(maxsize=8192)
def _key_of(lesson: str) -> str:
    """Return the reduced text of a lesson; lessons are few and asked for at every message."""
    return reduce_text(lesson)


def _distance(one: str, other: str) -> float | None:
    """Return the distance from 0 to 1, None beyond the safe radius.

    Short texts must be the same; words that turn the meaning round must agree in any text.
    """
    if one == other:
        return 0.0
    if TURNS.findall(one) != TURNS.findall(other):
        return None
    shorter = min(len(one), len(other))
    if shorter < 5:
        return None
    from rapidfuzz.distance import Indel  # only where something was taught: it takes as long to load as all else here

    radius = 0.12 if shorter < 12 else 0.2
    distance = Indel.normalized_distance(one, other, score_cutoff=radius)
    return distance if distance <= radius else None
