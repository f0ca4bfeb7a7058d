"""Everything youju says: texts of one language, whose lines with an unknown variable are left out whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from core.catalogue import Catalogue, Line
from core.errors import UnknownLanguageError, UnknownTextError
from core.manners import BANNED, clean_name, find_banned, plain
from core.words import (
    CAPTION_LIMIT_UTF16,
    TEXT_LIMIT_UTF16,
    Link,
    Mention,
    Words,
    join,
    shorten,
    stack,
    utf16_length,
)

__all__ = [
    "BANNED",
    "CAPTION_LIMIT_UTF16",
    "TEXT_LIMIT_UTF16",
    "Link",
    "Mention",
    "Texts",
    "Value",
    "Words",
    "build_texts",
    "clean_name",
    "find_banned",
    "join",
    "languages",
    "plain",
    "shorten",
    "stack",
    "utf16_length",
]

SOURCE = "zh-Hans"
"""The language that is written first: what another one lacks is said in it."""
DERIVED = "zh-Hant"
"""Made of the source by OpenCC and a list of corrections when it is read, so it can never lag behind."""
LOCALES = Path(__file__).parent / "locales"
Value = str | Link | Mention | Words | None


class Texts:
    """All texts of one language. Values from people go in as they are: they come out as plain text on one line.

    ``fallback`` has the texts that this language lacks.
    """

    def __init__(self, language: str, source: str, fallback: Texts | None = None) -> None:
        self.language, self._fallback = language, fallback
        self._catalogue = Catalogue(language, source)
        self._lines = self._catalogue.lines
        self._fixed: dict[str, str] = {}

    def __call__(self, key: str, /, **variables: str | None) -> str:
        """Return the text of ``key``; lines with an unknown variable (missing or None) are left out.

        Raises:
            UnknownTextError: there is no such text.
        """
        if not variables and key in self._fixed:
            return self._fixed[key]
        if self._fallback is not None and key not in self._lines:
            return self._fallback(key, **variables)
        values = {name: plain(value) for name, value in variables.items() if value is not None}
        text = "\n".join([self._fill(line, values) for line in self._known(key, values)])
        if not variables:
            self._fixed[key] = text  # labels and fixed phrases are most of what is said
        return text

    def words(self, key: str, /, **variables: Value) -> Words:
        """Return the text of ``key`` with its links and mentions; lines with an unknown variable are left out.

        Raises:
            UnknownTextError: there is no such text.
        """
        if self._fallback is not None and key not in self._lines:
            return self._fallback.words(key, **variables)
        values = {name: _worded(value) for name, value in variables.items() if value is not None}
        flat = {name: value.text for name, value in values.items()}
        linked = frozenset(name for name, value in values.items() if value.entities)
        result, is_first = Words(""), True
        for line in self._known(key, values):
            filled = self._join(line, values) if not linked.isdisjoint(line.names) else self._fill(line, flat)
            result = Words("") + filled if is_first else result + "\n" + filled
            is_first = False
        return result

    def __contains__(self, key: str) -> bool:
        return key in self._lines or (self._fallback is not None and key in self._fallback)

    def keys(self) -> frozenset[str]:
        """Return the keys of all texts of this language itself."""
        return frozenset(self._lines)

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the lines of ``key`` as written in the catalogue."""
        return tuple(line.source for line in self._find(key))

    def variables(self, key: str) -> frozenset[str]:
        """Return the names of all variables of ``key``."""
        return frozenset(name for line in self._find(key) for name in line.names)

    def _find(self, key: str) -> tuple[Line, ...]:
        try:
            return self._lines[key]
        except KeyError:
            raise UnknownTextError(key, self.language) from None

    def _known(self, key: str, values: Mapping[str, object]) -> Iterable[Line]:
        return [line for line in self._find(key) if all(name in values for name in line.names)]

    def _fill(self, line: Line, values: Mapping[str, str]) -> str:
        if line.parts is None:
            return self._catalogue.resolve(line, values)
        pieces = [part if isinstance(part, str) else values[part.name] for part in line.parts]
        return "".join(_closed_up(pieces))

    def _join(self, line: Line, values: Mapping[str, Words]) -> Words:
        """Fill a line that holds links; inside a choice (which Fluent joins) a link is shown as its label."""
        if line.parts is None:
            return Words(self._catalogue.resolve(line, {name: value.text for name, value in values.items()}))
        worded = [part if isinstance(part, str) else values[part.name] for part in line.parts]
        closed_up = _closed_up([piece if isinstance(piece, str) else piece.text for piece in worded])
        result = Words("")
        for piece, text in zip(worded, closed_up, strict=True):
            result = result + (text if isinstance(piece, str) else piece)
        return result


@cache
def build_texts(language: str) -> Texts:
    """Return the texts of ``language``, read once.

    Raises:
        UnknownLanguageError: there is no catalogue of that name.
        SetupError: the catalogue is broken.
    """
    if language not in languages():
        raise UnknownLanguageError(language, languages())
    if language == SOURCE:
        return Texts(language, _written(language))
    source = _traditional(_written(SOURCE)) if language == DERIVED else _written(language)
    return Texts(language, source, build_texts(SOURCE))


def languages() -> list[str]:
    """Return the languages that there are texts for: a folder each."""
    return sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def _written(language: str) -> str:
    files = sorted((LOCALES / language).glob("*.ftl"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _traditional(source: str) -> str:
    from opencc import OpenCC

    converted = str(OpenCC("s2twp").convert(source))
    for line in (LOCALES / DERIVED / "corrections.txt").read_text(encoding="utf-8").splitlines():
        wrong, separator, right = line.partition(" = ")
        if separator and not line.startswith("#"):
            converted = converted.replace(wrong, right)
    return converted


def _closed_up(pieces: list[str]) -> list[str]:
    """Take out the blank between two Han characters where a value meets the text around it.

    The catalogue writes 「说好 { $due } 前」: the blank belongs before ``11-23 10:00``, not before ``明天 10:00``.
    """
    for place in range(len(pieces) - 1):
        left, right = pieces[place], pieces[place + 1]
        if left[-1:] == " " and _is_han(left[-2:-1]) and _is_han(right[:1]):
            pieces[place] = left[:-1]
        elif right[:1] == " " and _is_han(left[-1:]) and _is_han(right[1:2]):
            pieces[place + 1] = right[1:]
    return pieces


def _is_han(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def _worded(value: str | Link | Mention | Words) -> Words:
    if isinstance(value, Words):
        return value
    return Words(plain(value)) if isinstance(value, str) else value.words()
