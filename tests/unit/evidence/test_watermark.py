"""The light words over a posted picture."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageStat

from core.fonts import has_chinese_font
from evidence.watermark import LONGEST_SIDE, watermarked
from tests.unit.evidence.samples import drawing, saved

pytestmark = pytest.mark.skipif(not has_chinese_font(), reason="no font with Chinese on this machine")
WORDS = "仅供〈防晒福利群〉查验 · 2026-11-24"


def difference(before: Image.Image, after: Image.Image) -> Image.Image:
    return ImageChops.difference(before.convert("L"), after.convert("L"))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_words_lie_lightly_all_over_the_picture(kind: str) -> None:
    before = drawing(800, 1200)
    after = Image.open(io.BytesIO(watermarked(saved(before, kind), WORDS)))
    changed = difference(before, after)
    assert after.format == "JPEG"
    quarters = [(0, 0, 400, 600), (400, 0, 800, 600), (0, 600, 400, 1200), (400, 600, 800, 1200)]
    assert all(ImageStat.Stat(changed.crop(quarter)).mean[0] > 0.5 for quarter in quarters)
    assert ImageStat.Stat(changed).mean[0] < 12  # what is below stays easy to read


def test_a_dark_picture_gets_light_words() -> None:
    before = Image.new("RGB", (600, 600), "#101014")
    after = Image.open(io.BytesIO(watermarked(saved(before, "PNG"), WORDS)))
    assert ImageStat.Stat(after.convert("L")).mean[0] > ImageStat.Stat(before.convert("L")).mean[0]


def test_a_transparent_picture_and_a_huge_one_are_drawn_too() -> None:
    clear = Image.new("RGBA", (300, 200), (255, 0, 0, 0))
    assert Image.open(io.BytesIO(watermarked(saved(clear, "PNG"), WORDS))).mode == "RGB"
    huge = Image.new("L", (6000, 3000), "white")
    assert max(Image.open(io.BytesIO(watermarked(saved(huge), WORDS))).size) == LONGEST_SIDE
