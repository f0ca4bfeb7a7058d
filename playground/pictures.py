"""Pictures for the story, drawn by us: proof with everything private blacked out, and a member's photo.

The lettering is Latin because Pillow's own font has no Chinese, and the playground depends on no installed font.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

_PAPER, _INK, _SEAL, _BLUE = "#fbf8ef", "#222222", "#b3261e", "#2b5c9e"


def letter(brand: str, lines: Sequence[str], *, is_wide: bool = False) -> bytes:
    """Draw a letter of authorization with a seal; a wide one is a certificate on dark ground."""
    width, height = (960, 640) if is_wide else (720, 960)
    paper, ink = (_BLUE, "white") if is_wide else (_PAPER, _INK)
    picture = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((24, 24, width - 25, height - 25), outline=ink, width=3)
    draw.text((width / 2, 100), "LETTER OF AUTHORIZATION", ink, _font(38), anchor="mm")
    draw.text((width / 2, 160), brand, ink, _font(30), anchor="mm")
    for number, line in enumerate(lines):
        draw.text((90, 240 + 56 * number), line, ink, _font(26))
    draw.ellipse((width - 260, height - 260, width - 80, height - 80), outline=_SEAL, width=6)
    draw.text((width - 170, height - 170), brand, _SEAL, _font(20), anchor="mm")
    return _png(picture)


def route(stations: Sequence[tuple[str, str]]) -> bytes:
    """Draw a parcel's way: (date, place) from top to bottom, the number blacked out."""
    picture = Image.new("RGB", (720, 200 + 130 * len(stations)), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((60, 70), "International tracking", _INK, _font(34))
    draw.rectangle((440, 66, 660, 108), fill=_INK)
    for number, (day, place) in enumerate(stations):
        top = 180 + 130 * number
        if number:
            draw.line((84, top - 106, 84, top), fill=_BLUE, width=6)
        draw.ellipse((70, top, 98, top + 28), fill=_BLUE)
        draw.text((140, top - 6), day, _BLUE, _font(28))
        draw.text((270, top - 6), place, _INK, _font(28))
    return _png(picture)


def leaking_bottle() -> bytes:
    """Draw what a member photographed: a spray bottle that drips."""
    picture = Image.new("RGB", (640, 800), "#d9cbb8")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((240, 260, 400, 700), 30, fill="#f4a259", outline=_INK, width=4)
    draw.rectangle((280, 190, 360, 262), fill="#8cb369", outline=_INK, width=4)
    for number in range(5):
        draw.ellipse((404 + 6 * number, 300 + 70 * number, 424 + 6 * number, 330 + 70 * number), fill="#3d85c6")
    return _png(picture)


def tracking_page() -> bytes:
    """Draw a courier's page on which nothing has moved for days."""
    picture = Image.new("RGB", (600, 420), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((40, 50), "Shanghai sorting centre", _INK, _font(30))
    for number, day in enumerate(("11-18", "11-19", "11-20", "11-21", "11-22")):
        draw.text((40, 130 + 50 * number), f"{day}   no scan", "#999999", _font(26))
    return _png(picture)


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
