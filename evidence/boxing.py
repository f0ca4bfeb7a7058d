"""How a person changes what is hidden of a page: boxes on and off, new ones by a grid of cells, undone again. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from evidence.redaction import WHOLE, Box
from evidence.redactions import Editing, Redaction

COLUMNS, ROWS = "ABCDEF", range(1, 9)
Window = tuple[int, int, int, int]

_CELLS = re.compile(r"\s*(?P<first>[A-F][1-8])\s*(?:(?:[-~到至,:]|\s)\s*(?P<last>[A-F][1-8]))?\s*", re.IGNORECASE)
_MOST_UNDONE = 20


class LockedBoxError(ValueError):
    """What is never shown cannot be uncovered."""


def cells_in(text: str) -> tuple[str, str] | None:
    """Return the corner cells that were typed: ``B2-D3``, ``b2 d3``, or one alone."""
    found = _CELLS.fullmatch(unicodedata.normalize("NFKC", text))
    if found is None:
        return None
    first, last = found["first"].upper(), (found["last"] or found["first"]).upper()
    return first, last


def toggled(redaction: Redaction, number: int) -> Redaction:
    """Return the redaction with a box of the page in hand (its place among them) covered or uncovered.

    Raises:
        LockedBoxError: it is never shown.
        IndexError: there is no such box.
    """
    boxes = list(_boxes(redaction))
    if boxes[number].is_locked and boxes[number].on:
        raise LockedBoxError
    boxes[number] = replace(boxes[number], on=not boxes[number].on)
    return _with_boxes(redaction, boxes)


def with_corner(redaction: Redaction, cell: str) -> Redaction:
    """Return the redaction after a cell was chosen: the window, the first corner, or the box of both corners."""
    editing = _editing(redaction)
    if editing.mode == "zooming":
        return replace(
            redaction, editing=replace(editing, mode="adding", window=_around(cell_bounds(cell, editing.window)))
        )
    if not editing.corner:
        return replace(redaction, editing=replace(editing, mode="adding", corner=cell))
    return with_box(redaction, editing.corner, cell)


def with_box(redaction: Redaction, first: str, last: str) -> Redaction:
    """Return the redaction with a new box from one cell to another."""
    window = _editing(redaction).window
    one, other = cell_bounds(first, window), cell_bounds(last, window)
    left, top = min(one[0], other[0]), min(one[1], other[1])
    right, bottom = max(one[2], other[2]), max(one[3], other[3])
    box = Box((left, top, right, top, right, bottom, left, bottom))
    grown = _with_boxes(redaction, [*_boxes(redaction), box])
    return replace(grown, editing=replace(_editing(grown), mode="boxes", corner="", window=(0, 0, WHOLE, WHOLE)))


def undone(redaction: Redaction) -> Redaction:
    """Return the redaction before the last change of its boxes; the same where there was none."""
    editing = _editing(redaction)
    if editing.corner or editing.mode != "boxes":
        return replace(redaction, editing=replace(editing, mode="boxes", corner="", window=(0, 0, WHOLE, WHOLE)))
    if not editing.undo:
        return redaction
    *earlier, (page, boxes) = editing.undo
    pages = list(redaction.pages)
    pages[page] = replace(pages[page], boxes=boxes)
    return replace(redaction, pages=tuple(pages), editing=replace(editing, page=page, undo=tuple(earlier)))


def turned(redaction: Redaction, by: int) -> Redaction:
    """Return the redaction with another page in hand."""
    editing = _editing(redaction)
    page = (editing.page + by) % len(redaction.pages)
    return replace(redaction, editing=Editing(page=page, undo=editing.undo, drawn=editing.drawn))


def cell_bounds(cell: str, window: Window) -> Window:
    """Return left, top, right and bottom of a cell in a window, in ten-thousandths of the page."""
    column, row = COLUMNS.index(cell[0]), int(cell[1]) - 1
    left, top, right, bottom = window
    width, height = (right - left) / len(COLUMNS), (bottom - top) / len(ROWS)
    return (
        round(left + column * width),
        round(top + row * height),
        round(left + (column + 1) * width),
        round(top + (row + 1) * height),
    )


def _around(bounds: Window) -> Window:
    """Return a cell with as much again on each side."""
    left, top, right, bottom = bounds
    width, height = right - left, bottom - top
    return max(0, left - width), max(0, top - height), min(WHOLE, right + width), min(WHOLE, bottom + height)


def _editing(redaction: Redaction) -> Editing:
    return redaction.editing or Editing()


def _boxes(redaction: Redaction) -> tuple[Box, ...]:
    return redaction.pages[_editing(redaction).page].boxes


def _with_boxes(redaction: Redaction, boxes: list[Box]) -> Redaction:
    editing, pages = _editing(redaction), list(redaction.pages)
    before = (editing.page, pages[editing.page].boxes)
    pages[editing.page] = replace(pages[editing.page], boxes=tuple(boxes))
    undo = (*editing.undo, before)[-_MOST_UNDONE:]
    return replace(redaction, pages=tuple(pages), editing=replace(editing, undo=undo))
