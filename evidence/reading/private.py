"""find_private(): what in a read picture tells who somebody is or how to reach them. Pure.

Span by span: what stands beside it (parcel numbers, days, cities, states) stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from evidence.reading.labels import Labelled, begins_with_label, labels_in, value_at
from evidence.reading.lines import Line, Quad, rows_of
from evidence.reading.people import addressed_names, is_name_alone, name_before
from evidence.reading.shapes import Span, Why, private_shapes, streets, tracking_spans

_MOST_CONTINUATIONS = 3
_PHONES = (Why.MOBILE, Why.PHONE)
_NUMBERS = (*_PHONES, Why.ORDER, Why.CARD, Why.CODE)
_PLACE_WORDS = frozenset("省市区县镇乡村路街道巷弄号栋室楼")
_HAPPENED = re.compile(r"\s*(?:\d{1,4}[-/.年月]\d|\d{1,2}:\d{2}|【|\[|已|快件|您)")
_STARTS_ANEW = ("20", "【", "[", "(", "已", "快件", "您", "到达", "离开")


@dataclass(frozen=True, slots=True)
class Private:
    """A private piece of a line."""

    why: Why
    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.line.text[self.start : self.end]

    @property
    def quad(self) -> Quad | None:
        """Its place in the picture."""
        return self.line.quad_of(self.start, self.end)


IsCovered = Callable[[Line, str], bool]
"""Whether what stands ``beside`` or ``below`` a line is hidden already."""


def _nothing_covered(_line: Line, _where: str) -> bool:
    return False


def find_private(lines: Iterable[Line], is_covered: IsCovered = _nothing_covered) -> list[Private]:
    """Return the private pieces of a picture's lines, no two of them overlapping."""
    rows = rows_of(lines)
    found = [*_by_shape(rows), *_by_label(rows, is_covered), *_names_at_phones(rows)]
    found += _names_again(rows, found)
    return _apart(found)


def _by_shape(rows: Sequence[Sequence[Line]]) -> Iterator[Private]:
    """What is private wherever it stands."""
    for line in _flat(rows):
        kept = tracking_spans(line.folded)
        for why, (start, end) in private_shapes(line.folded):
            if not any(start < last and first < end for first, last in kept):
                yield Private(why, line, start, end)
        for start, end in streets(line.folded):
            yield Private(Why.ADDRESS, line, start, end)
        for start, end in addressed_names(line.folded):
            yield Private(Why.NAME, line, start, end)


def _by_label(rows: Sequence[Sequence[Line]], is_covered: IsCovered) -> Iterator[Private]:
    """What is private because of the label before it, beside it or above it."""
    for at, row in enumerate(rows):
        for line in row:
            for label in labels_in(line.folded):
                yield from _value_of(rows, at, line, label, is_covered)


def _value_of(
    rows: Sequence[Sequence[Line]], at: int, line: Line, label: Labelled, is_covered: IsCovered
) -> Iterator[Private]:
    if label.value is not None:
        yield from _with_more(rows, at, Private(label.why, line, *label.value))
    elif label.is_last:
        beside = next((each for each in rows[at] if each.left > line.left), None)
        below = _below(rows, at, line)
        for where, candidate, row in (("beside", beside, at), ("below", below, at + 1)):
            if is_covered(line, where):
                return
            value = None if candidate is None else _own_value(label.why, candidate)
            if candidate is not None and value is not None:
                yield from _with_more(rows, row, Private(label.why, candidate, *value))
                return


def _own_value(why: Why, line: Line) -> Span | None:
    """Return the value that a line of its own holds for a label elsewhere."""
    text = line.folded
    if begins_with_label(text) or (why is Why.ADDRESS and not _looks_like_address(text)):
        return None
    return value_at(why, text, 0, len(text))


def _looks_like_address(text: str) -> bool:
    """Whether a line of its own may be an address: it names a place and tells of nothing that happened."""
    return not _HAPPENED.match(text) and (any(char in _PLACE_WORDS for char in text) or any(streets(text)))


def _with_more(rows: Sequence[Sequence[Line]], at: int, found: Private) -> Iterator[Private]:
    """An address goes on in the lines below it."""
    yield found
    line = found.line
    if found.why is not Why.ADDRESS or found.end < len(line.text.rstrip()) - 3:
        return
    widest = max(each.right for each in _flat(rows))
    for number in range(at, min(at + _MOST_CONTINUATIONS, len(rows) - 1)):
        below = _below(rows, number, line)
        if below is None or not _goes_on(line, below, widest):
            return
        yield Private(Why.ADDRESS, below, 0, len(below.text))
        line = below


def _goes_on(line: Line, below: Line, widest: float) -> bool:
    """Whether ``below`` is the rest of the address that ``line`` begins."""
    text = below.folded.strip()
    if below.middle - line.middle > 2.2 * max(line.height, below.height) or begins_with_label(text):
        return False
    if text.startswith(_STARTS_ANEW) or any(why in _NUMBERS for why, _ in private_shapes(text)):
        return False
    is_full = line.right > widest - 2 * line.height
    return any(streets(text)) or (is_full and len(text) <= len(line.text)) or _has_house_number(text)


def _has_house_number(text: str) -> bool:
    return any(text[at].isdigit() and text[at + 1] in "号弄栋幢座室单楼层" for at in range(len(text) - 1))


def _below(rows: Sequence[Sequence[Line]], at: int, line: Line) -> Line | None:
    """Return the line under ``line``, in its column."""
    if at + 1 >= len(rows):
        return None
    near = 3 * line.height
    under = [each for each in rows[at + 1] if each.left < line.right + near and line.left < each.right + near]
    return min(under, key=lambda each: abs(each.left - line.left), default=None)


def _names_at_phones(rows: Sequence[Sequence[Line]]) -> Iterator[Private]:
    """Names that stand by a phone number: before or behind it, beside it, or alone above it."""
    for at, row in enumerate(rows):
        for line in row:
            for why, (start, end) in private_shapes(line.folded):
                if why in _PHONES:
                    yield from _at_phone(line, start, end)
                    yield from _near_phone(rows, at, line)


def _at_phone(line: Line, start: int, end: int) -> Iterator[Private]:
    before = name_before(line.folded, start)
    if before is not None:
        yield Private(Why.NAME, line, *before)
    rest = line.folded[end:]
    behind = rest.strip(" ,;:)】]")
    first = behind.split(" ")[0].split(",")[0]
    if first and is_name_alone(first):
        begin = end + rest.index(first)
        yield Private(Why.NAME, line, begin, begin + len(first))


def _near_phone(rows: Sequence[Sequence[Line]], at: int, line: Line) -> Iterator[Private]:
    above = rows[at - 1] if at else ()
    is_near = [each for each in above if line.middle - each.middle < 2.5 * max(line.height, each.height)]
    for each in (*rows[at], *is_near):
        if each is not line and is_name_alone(each.folded):
            yield Private(Why.NAME, each, 0, len(each.text))


def _names_again(rows: Sequence[Sequence[Line]], found: Sequence[Private]) -> Iterator[Private]:
    """Names that were found once are private everywhere in the picture."""
    for name in {each.text.strip() for each in found if each.why is Why.NAME and len(each.text.strip()) >= 2}:
        for line in _flat(rows):
            at = line.text.find(name)
            while at >= 0:
                yield Private(Why.NAME, line, at, at + len(name))
                at = line.text.find(name, at + 1)


def _apart(found: Sequence[Private]) -> list[Private]:
    """Join what overlaps; the longest piece says what it is."""
    joined: list[Private] = []
    for line in dict.fromkeys(each.line for each in found):
        own = sorted((each for each in found if each.line is line), key=lambda each: (each.start, -each.end))
        joined.extend(_joined(own))
    return joined


def _joined(own: Sequence[Private]) -> list[Private]:
    result = [own[0]]
    for _, each in pairwise(own):
        last = result[-1]
        if each.start >= last.end:
            result.append(each)
        else:
            longest = max(last, each, key=lambda piece: piece.end - piece.start)
            result[-1] = Private(longest.why, last.line, last.start, max(last.end, each.end))
    return result


def _flat(rows: Sequence[Sequence[Line]]) -> Iterator[Line]:
    return (line for row in rows for line in row)
