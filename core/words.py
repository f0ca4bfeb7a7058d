"""Words: a text with its links and mentions, measured the way Telegram measures (UTF-16 units)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TEXT_LIMIT_UTF16 = 4096
CAPTION_LIMIT_UTF16 = 1024
ELLIPSIS = "…"
_JOINERS = "\u200d\ufe0f"  # never the last sign before an ellipsis


def utf16_length(text: str) -> int:
    """Return the length of ``text`` in UTF-16 units, as the Bot API counts."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Cut ``text`` at ``limit`` characters with …; shorter ones stay as they are."""
    return text if len(text) <= limit else text[:limit].rstrip().rstrip(_JOINERS) + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Link:
    """Words that open an address; ``url`` may be ``outgoing:<id>``, a message not sent yet (the sender fills it in)."""

    label: str
    url: str

    def words(self) -> Words:
        """Return the label with its entity; without an address it is plain text."""
        return _marked(self.label, {"type": "text_link", "url": self.url} if self.url else None)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that tells its owner: works for people without a username too."""

    label: str
    user_id: int

    def words(self) -> Words:
        """Return the name with its entity."""
        user = {"id": self.user_id, "is_bot": False, "first_name": self.label}
        return _marked(self.label, {"type": "text_mention", "user": user})


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its Bot API entities, whose offsets and lengths are UTF-16 units."""

    text: str
    entities: tuple[dict[str, Any], ...] = ()

    def __add__(self, other: Words | str) -> Words:
        if isinstance(other, str):
            return Words(self.text + other, self.entities)
        if not other.entities:
            return Words(self.text + other.text, self.entities)
        shift = self.length
        moved = tuple({**entity, "offset": entity["offset"] + shift} for entity in other.entities)
        return Words(self.text + other.text, self.entities + moved)

    def __radd__(self, other: str) -> Words:
        return Words(other) + self

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def length(self) -> int:
        """The length in UTF-16 units."""
        return utf16_length(self.text)

    def cut(self, limit_utf16: int = TEXT_LIMIT_UTF16) -> Words:
        """Cut at ``limit_utf16`` units with …, links and mentions included; what fits stays as it is."""
        if self.length <= limit_utf16:
            return self
        kept = self.text.encode("utf-16-le", "surrogatepass")[: 2 * (limit_utf16 - 1)].decode("utf-16-le", "ignore")
        kept = kept.rstrip().rstrip(_JOINERS)
        end = utf16_length(kept)
        entities = tuple(_clipped(entity, end) for entity in self.entities if entity["offset"] < end)
        return Words(kept + ELLIPSIS, entities)


def join(separator: str, items: Iterable[Words | str]) -> Words:
    """Put ``separator`` between all that is not empty."""
    result = Words("")
    for item in items:
        if item:
            result = result + (separator if result else "") + item
    return result


def stack(*items: Words | str | None) -> Words:
    """Put each on a line of its own; what is empty or None takes no line."""
    return join("\n", (item for item in items if item))


def _marked(label: str, mark: dict[str, Any] | None) -> Words:
    if mark is None or not label:
        return Words(label)
    return Words(label, ({**mark, "offset": 0, "length": utf16_length(label)},))


def _clipped(entity: dict[str, Any], end: int) -> dict[str, Any]:
    return {**entity, "length": min(entity["length"], end - entity["offset"])}
