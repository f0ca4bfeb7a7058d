"""Lines of text laid out as on a page, for the tests of what is read in pictures."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.reading.lines import Line, Quad
from evidence.reading.private import find_private

HEIGHT, WIDTH, GAP = 30.0, 20.0, 45.0
COLUMN = 320.0


def line(text: str, *, x: float = 20.0, y: float = 100.0) -> Line:
    """Return a line whose characters stand side by side from ``x``."""
    places = [_place(x + at * WIDTH, y) for at in range(len(text))]
    return Line(text, tuple(None if char == " " else quad for char, quad in zip(text, places, strict=True)))


def sheet(rows: Sequence[str | tuple[str, ...]]) -> list[Line]:
    """Return rows of text; a tuple stands in columns."""
    lines = []
    for number, row in enumerate(rows):
        for column, text in enumerate((row,) if isinstance(row, str) else row):
            if text:
                lines.append(line(text, x=20.0 + column * COLUMN, y=100.0 + number * GAP))
    return lines


def hidden(*rows: str | tuple[str, ...]) -> list[str]:
    """Return what is private in a page, in the order of its lines."""
    found = find_private(sheet(rows))
    return [
        each.text.strip() for each in sorted(found, key=lambda each: (each.line.middle, each.line.left, each.start))
    ]


def _place(x: float, y: float) -> Quad:
    return (x, y), (x + WIDTH, y), (x + WIDTH, y + HEIGHT), (x, y + HEIGHT)
