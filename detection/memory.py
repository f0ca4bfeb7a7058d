"""Learning from marks: the nearest example of a workspace decides, within a radius that is safe."""

from __future__ import annotations

import re

from rapidfuzz.distance import Indel

from detection.finding import Lesson, Memory
from detection.normalize import normalize

NOISE = re.compile(r"[^\w]+")
MIN_LENGTH = 2


def recall(text: str, memory: Memory) -> Lesson | None:
    """Return the lesson that the text is an example of, the nearest first; None when all are too far."""
    key = reduce_text(text)
    best: tuple[float, Lesson] | None = None
    for lesson in memory.lessons:
        distance = _distance(key, reduce_text(lesson.text))
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, lesson)
    return None if best is None else best[1]


def reduce_text(text: str) -> str:
    """Return what counts when texts are compared: normalised words without signs; numbers all alike."""
    return re.sub(r"\d+", "0", NOISE.sub("", normalize(text).normal))


def _distance(one: str, other: str) -> float | None:
    """Return the distance from 0 to 1, None beyond the safe radius; short texts must be the same."""
    if one == other:
        return 0.0
    shorter = min(len(one), len(other))
    if shorter < 5:
        return None
    radius = 0.12 if shorter < 12 else 0.2
    distance = Indel.normalized_distance(one, other, score_cutoff=radius)
    return distance if distance <= radius else None
