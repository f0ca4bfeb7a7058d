"""Files for the tests, drawn here."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
from PIL import Image, ImageDraw

ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def drawing(width: int = 600, height: int = 800, *, mode: str = "RGB", shift: int = 0) -> Image.Image:
    """Return something like a letter: a head, lines, a red stamp; ``shift`` makes another one."""
    image = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((width * 0.1, height * 0.05, width * (0.5 + 0.04 * shift), height * 0.12), fill="navy")
    for line in range(4 + shift):
        pen.rectangle(
            (width * 0.1, height * (0.2 + 0.06 * line), width * (0.9 - 0.05 * line), height * (0.22 + 0.06 * line)),
            fill="black",
        )
    left = width * (0.55 - 0.05 * shift)
    pen.ellipse((left, height * 0.65, left + width * 0.3, height * 0.9), outline="red", width=max(2, width // 40))
    return image.convert(mode)


def noise(width: int, height: int) -> Image.Image:
    """Return a picture that no format can make small."""
    return Image.merge("RGB", [Image.effect_noise((width, height), 120) for _ in range(3)])


def saved(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """Return the bytes of a picture file."""
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def exif(orientation: int = 1) -> bytes:
    """Return EXIF data with a maker's name, a place and an orientation."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    data[MAKER] = "SecretPhone"
    data[GPS] = {1: "N", 2: (31.0, 13.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)}
    return data.tobytes()


def pdf(pages: int = 1, width: int = 400, height: int = 600) -> bytes:
    """Return a document of empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(width, height).close()
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()


LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/O<" + b"11" * 32 + b">/U<" + b"22" * 32 + b">/P -4>>endobj\n"
    b"trailer<</Root 1 0 R/Size 5/Encrypt 4 0 R/ID[<" + b"AA" * 16 + b"><" + b"AA" * 16 + b">]>>\n%%EOF\n"
)
"""A document that opens only with a password nobody knows."""
