"""What a picture looks like, in 64 bits: the same after recompressing and resizing."""

from __future__ import annotations

from functools import cache
from math import cos, pi
from statistics import median

from PIL import Image

SAME_PICTURE_BITS = 5
"""At most so many bits differ between two versions of one picture."""

_SIDE = 32
_WAVES = 8
_UNKNOWN = 64


def picture_hash(image: Image.Image) -> str:
    """Return the perceptual hash (16 hex digits): the signs of the slow waves of its brightness (DCT)."""
    small = on_white(image).convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX, reducing_gap=2.0)
    pixels = small.tobytes()
    rows = [_waves_of(pixels[_SIDE * row : _SIDE * (row + 1)]) for row in range(_SIDE)]
    columns = [_waves_of([row[wave] for row in rows]) for wave in range(_WAVES)]
    waves = [value for column in columns for value in column]
    middle = median(waves[1:])
    bits = "".join("1" if value - middle > 1e-6 * abs(waves[0]) + 1e-6 else "0" for value in waves)
    return f"{int(bits, 2):016x}"


def hash_distance(one: str, other: str) -> int:
    """Return in how many of 64 bits two hashes differ; 64 where one is empty."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else _UNKNOWN


def looks_same(one: str, other: str) -> bool:
    """Whether two pictures are most likely versions of one: worth a hint to staff, never a refusal."""
    return hash_distance(one, other) <= SAME_PICTURE_BITS


def on_white(image: Image.Image) -> Image.Image:
    """Return ``image`` without transparency, as it looks on white."""
    if image.mode in ("RGB", "L"):
        return image
    if image.mode in ("1", "CMYK", "YCbCr", "LAB", "HSV"):
        return image.convert("RGB")
    if image.mode.startswith("I") or image.mode == "F":
        return _as_bytes(image)
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    white.alpha_composite(clear)
    return white.convert("RGB")


def _as_bytes(image: Image.Image) -> Image.Image:
    """Return a 16-bit grey picture with 8 bits."""
    return image.convert("I").point([value // 256 for value in range(65536)], "L")


def _waves_of(values: list[float] | bytes) -> list[float]:
    return [sum(map(float.__mul__, wave, map(float, values))) for wave in _cosines()]


@cache
def _cosines() -> list[list[float]]:
    """Return the first waves of the cosine transform."""
    return [[cos((2 * at + 1) * wave * pi / (2 * _SIDE)) for at in range(_SIDE)] for wave in range(_WAVES)]
