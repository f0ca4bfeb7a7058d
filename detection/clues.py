"""Clues: what each frame remarks about a message. The frames are data, see ``phrases``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from detection.finding import Clue, Kind
from detection.labels import CODE_NAMES, WANT_NAMES
from detection.normalize import Text
from detection.phrases import expand, read_lines, read_sections
from detection.phrases.anchors import KEPT, anchors

FILES = {
    Kind.THREAT: "threat.txt",
    Kind.DOUBT: "doubt.txt",
    Kind.COMPLAINT: "complaint.txt",
    Kind.REQUEST: "request.txt",
    Kind.PRAISE: "praise.txt",
}

SHIELDED = frozenset("假真仿盗冒寨复莆怀正授码执p图证官鉴货翻代营水")


@dataclass(slots=True)
class Frame:
    """A way of saying something: its name, its number among those of that name, kind, code, how sure it is, and its
    pattern, compiled when first tried."""

    name: str
    number: int
    kind: Kind
    code: str
    score: float
    pattern: str
    compiled: re.Pattern[str] | None = None

    def ready(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        if self.compiled is None:
            self.compiled = re.compile(self.pattern)
        return self.compiled

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first hit that is not empty."""
        hit = self.ready().search(text)
        return hit if hit is not None and hit.end() > hit.start() else None


class Shelf:
    """All frames, with masks that tell by the marks of a text which of them are worth trying.

    A mask holds ``KEPT`` times as many bits as there are frames: one run of bits for each mark that a frame needs.
    """

    def __init__(self, frames: list[Frame]) -> None:
        self.frames = frames
        self.masks: dict[str, int] = {}
        self.free = 0
        for number, frame in enumerate(frames):
            needed = anchors(frame.pattern)
            for slot in range(KEPT):
                bit = 1 << (slot * len(frames) + number)
                if slot >= len(needed):
                    self.free |= bit
                for mark in needed[slot] if slot < len(needed) else ():
                    self.masks[mark] = self.masks.get(mark, 0) | bit

    def candidates(self, text: str) -> Iterator[Frame]:
        """Yield the frames whose necessary marks are all there."""
        seen = self.free
        for mask in map(self.masks.get, chain(text, map(str.__add__, text, text[1:]))):
            if mask is not None:
                seen |= mask
        count = len(self.frames)
        bits = (1 << count) - 1
        for slot in range(KEPT):
            bits &= seen >> (slot * count)
        while bits:
            lowest = bits & -bits
            yield self.frames[lowest.bit_length() - 1]
            bits ^= lowest


@cache
def shelf() -> Shelf:
    """Return all frames in the order of their files, read once."""
    return Shelf(
        [
            Frame(f"{kind}.{one.name}", number, kind, one.code, one.score, pattern)
            for kind, file in FILES.items()
            for one in read_sections(file)
            for number, pattern in enumerate(one.patterns)
        ]
    )


@cache
def shields() -> Shelf:
    """Return the patterns of what looks like a doubt and is none."""
    lines = read_lines("shields.txt")
    return Shelf([Frame("shield", number, Kind.DOUBT, "", 0.0, expand(line)) for number, line in enumerate(lines)])


def find_clues(text: Text) -> list[Clue]:
    """Return the clues in a text, one a frame name, in the order of the frames."""
    shielded = hide_shielded(text.normal)
    found: dict[str, Clue] = {}
    for frame in shelf().candidates(text.normal):
        if frame.name in found:
            continue
        hit = frame.search(shielded if frame.kind is Kind.DOUBT else text.normal)
        if hit is not None:
            found[frame.name] = _clue(frame, text, *hit.span())
    return list(found.values())


def hide_shielded(normal: str) -> str:
    """Blank out assurances, promises and homographs, keeping every position."""
    hidden = normal
    if SHIELDED.isdisjoint(normal):
        return normal
    for shield in shields().candidates(normal):
        if shield.search(hidden) is not None:
            hidden = shield.ready().sub(lambda hit: "□" * len(hit[0]), hidden)
    return hidden


def _clue(frame: Frame, text: Text, start: int, end: int) -> Clue:
    start, end = text.span(start, end)
    name = WANT_NAMES.get(frame.code) or CODE_NAMES[frame.code]
    code = None if frame.kind is Kind.PRAISE else frame.code
    check = f"{frame.name}.{frame.number}"
    return Clue(check, frame.kind, frame.score, f"{name}:「{text.original[start:end]}」", start, end, code)
