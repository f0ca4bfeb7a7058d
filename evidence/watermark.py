"""The light words over a picture that say for whom and when it was shown. Blocking: run it in a thread."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from core.fonts import chinese_font
from evidence.picture_hash import on_white

LONGEST_SIDE = 2560
"""Telegram shows photos no larger, so no time is spent on more."""
_QUALITY = 88
_DARKNESS = 46  # of 255: read where one looks for it, and never in the way of the words below
_ANGLE = 28


def watermarked(data: bytes, words: str) -> bytes:
    """Return a picture as a JPEG with ``words`` lightly all over it.

    Raises:
        SetupError: this machine has no font with Chinese.
    """
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        picture = on_white(image).convert("RGB")
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    picture.paste(_ink(picture), (0, 0), _veil(picture.size, words))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _ink(picture: Image.Image) -> Image.Image:
    """Return the colour of the words: dark on a light picture, light on a dark one."""
    brightness = picture.convert("L").resize((1, 1), Image.Resampling.BOX).tobytes()[0]
    return Image.new("RGB", picture.size, "black" if brightness > 110 else "white")


def _veil(size: tuple[int, int], words: str) -> Image.Image:
    """Return the words in rows across a picture of ``size``, as a mask."""
    font = chinese_font(max(12, min(size) // 22))
    left, top, right, bottom = font.getbbox(words)
    width, height = int(right - left), int(bottom - top)
    tile = Image.new("L", (width + height * 4, height * 7), 0)
    ImageDraw.Draw(tile).text((height * 2 - left, height * 3 - top), words, fill=_DARKNESS, font=font)
    diagonal = int((size[0] ** 2 + size[1] ** 2) ** 0.5) + 1
    sheet = Image.new("L", (diagonal, diagonal), 0)
    for row, y in enumerate(range(0, diagonal, tile.height)):
        for x in range(-(row % 2) * tile.width // 2, diagonal, tile.width):
            sheet.paste(tile, (x, y))
    turned = sheet.rotate(_ANGLE, Image.Resampling.BILINEAR)
    x, y = (diagonal - size[0]) // 2, (diagonal - size[1]) // 2
    return turned.crop((x, y, x + size[0], y + size[1]))
