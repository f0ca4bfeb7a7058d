"""Recognised text and where it stands in the picture. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]

_OLD_FORMS = str.maketrans(
    "號樓棟區縣鎮鄉貨電話聯繫絡單訂編運遞證銀帳賬買賣員業務廣園莊門郵簽專機碼權書發稱蘭東華灣聲報關質檢體臺"
    "龍陳張劉楊趙黃吳孫馬羅鄭謝許鄧馮蕭蔣呂蘇葉閻韋盧鄒陸賀顧龔萬錢湯賴錦範紀陽與師溫藍寬將長應聽來齊內個國際廠倉儲",
    "号楼栋区县镇乡货电话联系络单订编运递证银账账买卖员业务广园庄门邮签专机码权书发称兰东华湾声报关质检体台"
    "龙陈张刘杨赵黄吴孙马罗郑谢许邓冯萧蒋吕苏叶阎韦卢邹陆贺顾龚万钱汤赖锦范纪阳与师温蓝宽将长应听来齐内个国际厂仓储",
)


_WIDE_GAP = 1.0
"""In heights of the line."""


@dataclass(frozen=True)
class Line:
    """One line of text; ``quads`` holds the place of each character, none for a blank."""

    text: str
    quads: tuple[Quad | None, ...]

    @cached_property
    def folded(self) -> str:
        """The text as rules read it: full-width forms and old forms of characters replaced one by one."""
        return fold(self.text)

    @cached_property
    def _points(self) -> list[Point]:
        return [point for quad in self.quads if quad is not None for point in quad] or [(0.0, 0.0)]

    @cached_property
    def left(self) -> float:
        """The leftmost point."""
        return min(x for x, _ in self._points)

    @cached_property
    def right(self) -> float:
        """The rightmost point."""
        return max(x for x, _ in self._points)

    @cached_property
    def middle(self) -> float:
        """How far down its middle is."""
        return sum(y for _, y in self._points) / len(self._points)

    @cached_property
    def height(self) -> float:
        """How high its characters are."""
        heights = sorted(abs(quad[3][1] - quad[0][1]) for quad in self.quads if quad is not None)
        return heights[len(heights) // 2] if heights else 0.0

    def quad_of(self, start: int, end: int) -> Quad | None:
        """Return the place of the characters from ``start`` to ``end``, none where they are blanks."""
        quads = [quad for quad in self.quads[start:end] if quad is not None]
        if not quads:
            return None
        first, last = quads[0], quads[-1]
        return first[0], last[1], last[2], first[3]


def fold(text: str) -> str:
    """Return ``text`` in half-width and simplified characters; each character stays at its place."""
    wide = (unicodedata.normalize("NFKC", char) for char in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(wide, text, strict=True)).translate(_OLD_FORMS)


def line_of(text: str, characters: Sequence[tuple[str, Quad]], whole: Quad) -> Line:
    """Return a line of what a recogniser gives: the text with blanks, the characters without, each with its place.

    Where the two do not fit, the characters share the whole line evenly.
    """
    seen = [char for char in text if not char.isspace()]
    if len(seen) == len(characters):
        places = iter(quad for _, quad in characters)
        return _with_gaps(Line(text, tuple(None if char.isspace() else next(places) for char in text)))
    return Line(text, tuple(_part(whole, at / len(text), (at + 1) / len(text)) for at in range(len(text))))


def _with_gaps(line: Line) -> Line:
    """Return a line with a blank wherever a wide gap is: recognisers forget blanks, rules need them."""
    text, quads, before = list[str](), list[Quad | None](), None
    for char, quad in zip(line.text, line.quads, strict=True):
        if quad is not None and before is not None and quad[0][0] - before[1][0] > _WIDE_GAP * line.height:
            text.append(" ")
            quads.append(None)
        text.append(char)
        quads.append(quad)
        before = quad
    return Line("".join(text), tuple(quads))


def _part(whole: Quad, start: float, end: float) -> Quad:
    """Return what lies between two shares of a line's length."""
    (a, b, c, d) = whole
    return _between(a, b, start), _between(a, b, end), _between(d, c, end), _between(d, c, start)


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def in_reading_order(lines: Iterable[Line]) -> list[Line]:
    """Return lines row by row, each from left to right."""
    return [line for row in rows_of(lines) for line in row]


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Return lines that stand beside each other together, from top to bottom."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: each.middle):
        if rows and _is_beside(rows[-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _is_beside(row: Sequence[Line], line: Line) -> bool:
    """Whether a line stands in a row; a tilted picture lets its lines drift."""
    near = min(row, key=lambda each: min(abs(each.right - line.left), abs(line.right - each.left)))
    overlaps = any(each.left < line.right - 2 and line.left < each.right - 2 for each in row)
    return not overlaps and abs(near.middle - line.middle) < 0.6 * max(near.height, line.height)
