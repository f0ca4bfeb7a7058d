"""Reports: one JSON object a line, as ``python -m bot detect`` prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from detection.detector import examine
from detection.finding import Finding


class Line(msgspec.Struct):
    """What is printed of one line."""

    text: str
    kind: str
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    confidence: float
    clues: tuple[str, ...]


ENCODER = msgspec.json.Encoder()


def report(text: str) -> str:
    """Return the JSON object of one text; kind ``none`` where nothing was found."""
    return ENCODER.encode(_line(text, *examine(text))).decode()


def report_lines(source: Iterable[str], write: Callable[[str], object]) -> None:
    """Write one JSON object a line for each line of the source, blanks included."""
    for line in source:
        write(report(line.rstrip("\r\n")) + "\n")


def _line(text: str, finding: Finding | None, confidence: float) -> Line:
    if finding is None:
        return Line(text, "none", (), (), confidence, ())
    clues = tuple(clue.details for clue in finding.clues)
    return Line(text, finding.kind.value, finding.reasons, finding.causes, finding.confidence, clues)
