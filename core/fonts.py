"""A font that has Chinese: found on this machine, and proved by drawing with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

from core.errors import SetupError

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
_NAMES = (
    "NotoSansCJK",
    "NotoSansSC",
    "SourceHanSans",
    "wqy-microhei",
    "wqy-zenhei",
    "PingFang",
    "Hiragino Sans GB",
    "msyh",
    "simhei",
    "DroidSansFallback",
    "uming",
)
"""Beginnings of file names, best first."""
_PROOF = "据證韩"
_MISSING = "\U0010ffff"


@cache
def chinese_font(size: int) -> ImageFont.FreeTypeFont:
    """Return a font with Simplified and Traditional Chinese in ``size`` pixels.

    Raises:
        SetupError: this machine has none; it says which package brings one.
    """
    return ImageFont.truetype(_path(), size)


def has_chinese_font() -> bool:
    """Whether pictures with Chinese can be drawn here."""
    try:
        _path()
    except SetupError:
        return False
    return True


@cache
def _path() -> str:
    for path in _candidates():
        if _draws_chinese(path):
            return str(path)
    raise SetupError("no font with Chinese on this machine: install fonts-noto-cjk or fonts-wqy-microhei")


def _candidates() -> Iterator[Path]:
    files = [
        Path(folder, name)
        for root in _FOLDERS
        for folder, _, names in os.walk(Path(root).expanduser())
        for name in names
        if name.lower().endswith((".ttf", ".ttc", ".otf"))
    ]
    for beginning in _NAMES:
        yield from sorted(file for file in files if file.name.lower().startswith(beginning.lower()))


def _draws_chinese(path: Path) -> bool:
    try:
        font = ImageFont.truetype(str(path), 24)
        nothing = bytes(font.getmask(_MISSING))
        return all(bytes(font.getmask(sign)) != nothing for sign in _PROOF)
    except OSError:
        return False
