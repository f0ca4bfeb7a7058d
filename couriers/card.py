"""The live logistics card: a parcel's route as a picture, fit for a phone. Pure but for the font.

It says what it is (同批样品), who was asked and when; numbers are masked, also inside what the courier wrote.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw, ImageFont

from core.fonts import chinese_font
from couriers.numbers import mask
from couriers.traces import Event, Trace

WIDTH = 720
MOST_STATIONS = 8
_MARGIN, _TOP, _LINE = 44, 250, 40
_MOST_LINES = 3
_PAPER, _INK, _SOFT, _ROAD, _NOW = "#ffffff", "#1d2129", "#86909c", "#c9d4e3", "#1f6feb"
_PRIVATE = re.compile(r"(?<!\d)(?:1[3-9]\d[\d*]{8}|0\d{2,3}-?\d{7,8}|[A-Za-z]{0,3}\d{8,})(?!\d)")
_PERSON = re.compile(
    r"([【\[(]?(?:派件员|快递员|业务员|小哥|收派员|联系人|签收人|签收人是)[::]?\s*)[\u4e00-\u9fff]{2,4}"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words on the card, in the community's language. ``source``: with the time of the query filled in."""

    title: str
    sample: str
    state: str
    source: str
    more: str = ""


def draw_card(trace: Trace, labels: Labels, zone: ZoneInfo) -> bytes:
    """Return the card as PNG.

    Raises:
        SetupError: no font with Chinese is installed.
    """
    stations = [(event, _wrap(without_people(event.text))) for event in trace.events[:MOST_STATIONS]]
    height = _TOP + sum(_height(lines) for _, lines in stations) + 90
    picture = Image.new("RGB", (WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(picture)
    _head(draw, trace, labels)
    bottom = _stations(draw, stations, zone)
    if len(trace.events) > MOST_STATIONS and labels.more:
        draw.text((_MARGIN + 56, bottom), labels.more, _SOFT, chinese_font(24))
    draw.text((_MARGIN, height - 52), labels.source, _SOFT, chinese_font(24))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def without_people(text: str) -> str:
    """Return a courier's words without phones, long numbers and people's names."""
    return _PERSON.sub(r"\1**", _PRIVATE.sub(lambda hit: f"{hit[0][:3]}****", text))


def _head(draw: ImageDraw.ImageDraw, trace: Trace, labels: Labels) -> None:
    draw.rectangle((0, 0, WIDTH, 14), fill=_NOW)
    draw.text((_MARGIN, 48), labels.title, _INK, chinese_font(40))
    font = chinese_font(26)
    wide = draw.textlength(labels.sample, font)
    draw.rounded_rectangle((WIDTH - _MARGIN - wide - 28, 52, WIDTH - _MARGIN, 98), 10, outline=_NOW, width=2)
    draw.text((WIDTH - _MARGIN - wide - 14, 58), labels.sample, _NOW, font)
    draw.text((_MARGIN, 118), mask(trace.number), _SOFT, chinese_font(28))
    draw.text((_MARGIN, 164), labels.state, _NOW, chinese_font(32))
    draw.line((_MARGIN, 222, WIDTH - _MARGIN, 222), fill=_ROAD, width=2)


def _stations(draw: ImageDraw.ImageDraw, stations: Sequence[tuple[Event, list[str]]], zone: ZoneInfo) -> int:
    """Draw the stations, newest on top; return where the next line would stand."""
    top = _TOP
    for number, (event, lines) in enumerate(stations):
        colour = _NOW if number == 0 else _SOFT
        if number < len(stations) - 1:
            draw.line((_MARGIN + 10, top + 26, _MARGIN + 10, top + 12 + _height(lines)), fill=_ROAD, width=4)
        draw.ellipse((_MARGIN, top + 6, _MARGIN + 20, top + 26), fill=colour)
        when = event.at.astimezone(zone)
        place = f"  {event.place}" if event.place and event.place not in event.text else ""
        draw.text((_MARGIN + 56, top), f"{when:%m-%d %H:%M}{place}", colour, chinese_font(26))
        for row, line in enumerate(lines):
            draw.text((_MARGIN + 56, top + _LINE * (row + 1)), line, _INK, chinese_font(28))
        top += _height(lines)
    return top


def _height(lines: Sequence[str]) -> int:
    return _LINE * (len(lines) + 1) + 22


def _wrap(text: str) -> list[str]:
    """Break a text into at most three lines that fit the card."""
    font, room, lines = chinese_font(28), WIDTH - 2 * _MARGIN - 56, [""]
    for sign in " ".join(text.split()):
        if font.getlength(lines[-1] + sign) > room:
            lines.append("")
        lines[-1] += sign
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], _shortened(lines[_MOST_LINES - 1], font, room)]
    return lines


def _shortened(line: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    while font.getlength(f"{line}…") > room:
        line = line[:-1]
    return f"{line}…"
