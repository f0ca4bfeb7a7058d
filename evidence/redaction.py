"""What of a picture is hidden, and how: boxes, pixels made coarse, both versions side by side. No I/O but on pixels.

Places are in ten-thousandths of the picture's width and height, so that they hold at every size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from PIL import Image, ImageDraw, ImageOps

from evidence.reading.lines import Line, Quad
from evidence.reading.private import IsCovered, Private, find_private
from evidence.reading.shapes import Why

WHOLE = 10_000
Corners = tuple[int, int, int, int, int, int, int, int]

LOCKED = frozenset((Why.MOBILE, Why.ID_NUMBER, Why.CARD))
"""What is never shown, whatever a person thinks of it."""

_KNOWN_AGAIN = frozenset(Why) - {Why.CODE, Why.ADDRESS}
_SHORTEST_WORDS = 2
_COARSE = 24
_GREY_LEVELS_BITS = 3
_GAP = 16
_LONGEST_PREVIEW = 2560


@dataclass(frozen=True, slots=True)
class Box:
    """One place that is hidden while it is ``on``. ``text`` is what stands there, kept until the item is published."""

    corners: Corners
    why: str = ""  # a Why; empty: drawn by a person
    on: bool = True
    text: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether it cannot be uncovered."""
        return self.why in LOCKED

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        return min(self.corners[::2]), min(self.corners[1::2]), max(self.corners[::2]), max(self.corners[1::2])


def box_of(found: Private, size: tuple[int, int]) -> Box | None:
    """Return the box over a private piece in a picture of ``size``: a little larger than its characters."""
    if found.quad is None:
        return None
    return Box(_corners(_grown(found.quad, 0.45, 0.18), size), found.why, text=found.text)


def wider(box: Box, share: float = 0.35) -> Box:
    """Return a box that reaches further on all sides, by a share of its height."""
    quad = _quad(box.corners, (WHOLE, WHOLE))
    return replace(box, corners=_corners(_grown(quad, share, share), (WHOLE, WHOLE)))


def covers(box: Box, other: Box, share: float = 0.5) -> bool:
    """Whether ``box`` lies over at least ``share`` of ``other``."""
    left, top, right, bottom = box.bounds
    its_left, its_top, its_right, its_bottom = other.bounds
    width, height = min(right, its_right) - max(left, its_left), min(bottom, its_bottom) - max(top, its_top)
    area = (its_right - its_left) * (its_bottom - its_top)
    return width > 0 and height > 0 and width * height >= share * max(area, 1)


def still_legible(lines: Sequence[Line], boxes: Sequence[Box], size: tuple[int, int]) -> list[Box]:
    """Return what is private and can be read in a redacted picture of ``size``: places to be hidden as well.

    What a person has uncovered on purpose counts as seen and accepted.
    """
    hidden = [box for box in boxes if box.on]
    accepted = [box for box in boxes if not box.on]
    found = [box_of(piece, size) for piece in find_private(lines, _covered_by(hidden, size))]
    found += [box_of(piece, size) for piece in _words_again(lines, hidden)]
    return [box for box in found if box is not None and not any(covers(one, box) for one in accepted)]


def _words_again(lines: Sequence[Line], hidden: Iterable[Box]) -> Iterator[Private]:
    """Hidden words that can still be read, wherever they stand."""
    for box in hidden:
        words = box.text.strip()
        if len(words) < _SHORTEST_WORDS or box.why not in _KNOWN_AGAIN:
            continue
        for line in lines:
            at = line.text.find(words)
            if at >= 0:
                yield Private(Why(box.why), line, at, at + len(words))


def _covered_by(hidden: Sequence[Box], size: tuple[int, int]) -> IsCovered:
    """Return how to ask whether a hidden place stands beside or below a line."""
    places = [_quad(box.corners, size) for box in hidden]

    def is_covered(line: Line, where: str) -> bool:
        return any(_is_beside(line, place) if where == "beside" else _is_below(line, place) for place in places)

    return is_covered


def _is_beside(line: Line, place: Quad) -> bool:
    middle = sum(y for _, y in place) / 4
    return place[1][0] > line.right and abs(middle - line.middle) < 0.8 * line.height


def _is_below(line: Line, place: Quad) -> bool:
    middle = sum(y for _, y in place) / 4
    overlaps = place[0][0] < line.right + 3 * line.height and line.left < place[1][0] + 3 * line.height
    return overlaps and 0 < middle - line.middle < 3 * line.height


def redacted(picture: Image.Image, boxes: Iterable[Box]) -> Image.Image:
    """Return the picture with everything in the boxes coarse beyond recognition.

    Blocks are as high as the text, at least 24 pixels, and of few shades, so that neither the eye nor a comparison
    with drawn digits gives the words back.
    """
    result = picture.convert("RGB")
    for box in boxes:
        if box.on:
            _pixelate(result, _quad(box.corners, picture.size))
    return result


def preview_of(original: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """Return what an uploader is shown: both versions beside each other, one where they are the same."""
    if not any(box.on for box in boxes):
        pair = original.convert("RGB")
    else:
        pair = Image.new("RGB", (original.width * 2 + _GAP, original.height), "white")
        pair.paste(original.convert("RGB"), (0, 0))
        pair.paste(redacted(original, boxes), (original.width + _GAP, 0))
    pair.thumbnail((_LONGEST_PREVIEW, _LONGEST_PREVIEW))
    return pair


def _pixelate(picture: Image.Image, quad: Quad) -> None:
    """Make a place coarse, in the picture itself."""
    left, top = (max(0, int(min(point[axis] for point in quad))) for axis in (0, 1))
    right = min(picture.width, int(max(x for x, _ in quad)) + 1)
    bottom = min(picture.height, int(max(y for _, y in quad)) + 1)
    if right <= left or bottom <= top:
        return
    place = picture.crop((left, top, right, bottom))
    block = max(_COARSE, _side(quad[0], quad[3]))
    size = (max(1, round(place.width / block)), max(1, round(place.height / block)))
    coarse = ImageOps.posterize(place.resize(size, Image.Resampling.BOX), _GREY_LEVELS_BITS)
    mask = Image.new("L", place.size, 0)
    ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in quad], fill=255)
    picture.paste(coarse.resize(place.size, Image.Resampling.NEAREST), (left, top), mask)


def _grown(quad: Quad, along: float, across: float) -> Quad:
    """Return a larger quad: longer by ``along`` of its height at each end, higher by ``across`` at each side."""
    height = max(_side(quad[0], quad[3]), 1.0)
    length = max(_side(quad[0], quad[1]), 1.0)
    to_right = tuple((quad[1][axis] - quad[0][axis]) / length * height * along for axis in (0, 1))
    down = tuple((quad[3][axis] - quad[0][axis]) * across for axis in (0, 1))
    signs = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    moved = [
        (x + right * to_right[0] + low * down[0], y + right * to_right[1] + low * down[1])
        for (x, y), (right, low) in zip(quad, signs, strict=True)
    ]
    return moved[0], moved[1], moved[2], moved[3]


def _side(one: Sequence[float], other: Sequence[float]) -> float:
    return hypot(other[0] - one[0], other[1] - one[1])


def _corners(quad: Quad, size: tuple[int, int]) -> Corners:
    flat = [max(0, min(WHOLE, round(point[axis] * WHOLE / size[axis]))) for point in quad for axis in (0, 1)]
    a, b, c, d, e, f, g, h = flat
    return a, b, c, d, e, f, g, h


def _quad(corners: Corners, size: tuple[int, int]) -> Quad:
    points = [(corners[at] * size[0] / WHOLE, corners[at + 1] * size[1] / WHOLE) for at in range(0, len(corners), 2)]
    return points[0], points[1], points[2], points[3]
