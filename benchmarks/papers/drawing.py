"""A sheet to write on, light or dark, and what befalls pictures on their way: tilt, noise, poor compression."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFilter

from core.fonts import chinese_font


@dataclass(slots=True)
class Sheet:
    """A page that is written from top to bottom."""

    width: int = 1080
    height: int = 1600
    ink: str = "#222222"
    paper: str = "white"
    faint: str = "#888888"
    size: int = 38
    y: int = 60
    image: Image.Image = field(init=False)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", (self.width, self.height), self.paper)

    def write(self, text: str, *, x: int = 50, size: int = 0, ink: str = "", down: bool = True) -> None:
        """Write a line; ``down``: the next one stands below it."""
        font = chinese_font(size or self.size)
        ImageDraw.Draw(self.image).text((x, self.y), text, fill=ink or self.ink, font=font)
        if down:
            self.y += int((size or self.size) * 1.75)

    def pair(self, label: str, value: str, *, at: int = 320) -> None:
        """Write a label and its value in two columns."""
        self.write(label, ink=self.faint, down=False)
        self.write(value, x=at)

    def rule(self) -> None:
        """Draw a line across."""
        ImageDraw.Draw(self.image).line((40, self.y, self.width - 40, self.y), fill=self.faint, width=2)
        self.y += 28

    def station(self, at: str, what: str) -> None:
        """Write one event of a parcel's way, broken where the page ends."""
        draw, top = ImageDraw.Draw(self.image), self.y
        draw.ellipse((52, top + 8, 76, top + 32), fill=self.faint)
        self.write(at, x=110, size=int(self.size * 0.8), ink=self.faint)
        for line in self.broken(what, self.width - 170):
            self.write(line, x=110)

    def broken(self, text: str, room: int, size: int = 0) -> list[str]:
        """Return a text in lines that fit."""
        font, lines, rest = chinese_font(size or self.size), list[str](), text
        while rest:
            end = len(rest)
            while font.getlength(rest[:end]) > room:
                end -= 1
            lines.append(rest[:end])
            rest = rest[end:]
        return lines


Spoil = Callable[[Image.Image, random.Random], Image.Image]


def as_it_is(image: Image.Image, _chance: random.Random) -> Image.Image:
    """A screenshot."""
    return image


def tilted(image: Image.Image, chance: random.Random) -> Image.Image:
    """A photograph held askew."""
    angle = chance.choice((-4, -2.5, 2, 3))
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="#d8d8d8")


def small(image: Image.Image, chance: random.Random) -> Image.Image:
    """Forwarded many times: 540 pixels wide, poorly compressed."""
    size = (540, image.height * 540 // image.width)
    return compressed(image.resize(size, Image.Resampling.LANCZOS), chance.randint(40, 60))


def noisy(image: Image.Image, _chance: random.Random) -> Image.Image:
    """Photographed in the evening: noise, and not quite sharp."""
    noise = Image.effect_noise(image.size, 24).convert("RGB")
    return compressed(Image.blend(image, noise, 0.12).filter(ImageFilter.GaussianBlur(0.8)), 70)


def tilted_and_small(image: Image.Image, chance: random.Random) -> Image.Image:
    """Both at once."""
    return small(tilted(image, chance), chance)


def compressed(image: Image.Image, quality: int) -> Image.Image:
    """Return what is left after a JPEG of that quality."""
    written = io.BytesIO()
    image.save(written, "JPEG", quality=quality)
    return Image.open(io.BytesIO(written.getvalue())).convert("RGB")


WAYS: Sequence[tuple[str, bool, Spoil]] = (
    ("light", False, as_it_is),
    ("dark", True, as_it_is),
    ("tilted", False, tilted),
    ("small", False, small),
    ("dark, small", True, small),
    ("noisy", False, noisy),
    ("tilted, small", False, tilted_and_small),
)
"""What each layout is drawn as: name, dark, and what befalls it."""
