"""The picture on which a person changes what is hidden: boxes with their numbers, and a grid to choose places by."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from evidence.boxing import COLUMNS, ROWS, Window, cell_bounds
from evidence.redaction import WHOLE, Box

LONGEST = 1600
_ON, _OFF, _GRID, _CORNER = (214, 40, 40), (120, 120, 120), (0, 90, 200), (0, 160, 90)


def draw_boxes(page: Image.Image, boxes: Sequence[Box], window: Window = (0, 0, WHOLE, WHOLE)) -> Image.Image:
    """Return the part of a page in ``window`` with its boxes: red ones hide, grey ones do not."""
    picture, place = _part(page, window)
    draw = ImageDraw.Draw(picture, "RGBA")
    font = _font(picture)
    for number, box in enumerate(boxes, start=1):
        colour = _ON if box.on else _OFF
        points = [place(box.corners[at], box.corners[at + 1]) for at in range(0, 8, 2)]
        draw.polygon(points, fill=(*colour, 90) if box.on else None, outline=(*colour, 255), width=3)
        _label(draw, points[0], str(number), colour, font)
    return picture


def draw_grid(
    page: Image.Image, boxes: Sequence[Box], window: Window = (0, 0, WHOLE, WHOLE), corner: str = ""
) -> Image.Image:
    """Return the part of a page with its boxes and the cells to choose from; the first corner is filled."""
    picture = draw_boxes(page, boxes, window)
    draw = ImageDraw.Draw(picture, "RGBA")
    font = _font(picture)
    place = _Placing(picture.size, window)
    for column in COLUMNS:
        for row in ROWS:
            cell = f"{column}{row}"
            left, top, right, bottom = cell_bounds(cell, window)
            corners = (*place(left, top), *place(right, bottom))
            draw.rectangle(corners, fill=(*_CORNER, 110) if cell == corner else None, outline=(*_GRID, 200), width=2)
            _label(draw, place(left, top), cell, _GRID, font)
    return picture


def _part(page: Image.Image, window: Window) -> tuple[Image.Image, _Placing]:
    left, top, right, bottom = window
    area = (
        left * page.width // WHOLE,
        top * page.height // WHOLE,
        max(right * page.width // WHOLE, left * page.width // WHOLE + 1),
        max(bottom * page.height // WHOLE, top * page.height // WHOLE + 1),
    )
    part = page.convert("RGB").crop(area)
    scale = LONGEST / max(part.size)
    size = (max(1, round(part.width * scale)), max(1, round(part.height * scale)))
    picture = part.resize(size, Image.Resampling.BICUBIC)
    return picture, _Placing(picture.size, window)


class _Placing:
    """Where a point of the page, in ten-thousandths, is in the drawn part."""

    def __init__(self, size: tuple[int, int], window: Window) -> None:
        self._size, self._window = size, window

    def __call__(self, x: int, y: int) -> tuple[float, float]:
        left, top, right, bottom = self._window
        return (
            (x - left) * self._size[0] / max(1, right - left),
            (y - top) * self._size[1] / max(1, bottom - top),
        )


def _label(
    draw: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    colour: tuple[int, int, int],
    font: ImageFont.FreeTypeFont | ImageFont.ImageFont,
) -> None:
    left, top, right, bottom = draw.textbbox(at, text, font=font)
    draw.rectangle((left - 3, top - 2, right + 3, bottom + 2), fill=(*colour, 255))
    draw.text(at, text, fill="white", font=font)


def _font(picture: Image.Image) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(max(14, max(picture.size) // 64))
