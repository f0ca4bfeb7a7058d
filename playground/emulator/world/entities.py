"""Entities of a text, counted as Telegram counts: in UTF-16 code units."""

from __future__ import annotations

import re
from typing import Any

import msgspec


class Entity(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A marked part of a text; offset and length count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: dict[str, Any] | None = None
    language: str | None = None
    custom_emoji_id: str | None = None


_URL_CHARACTERS = r"[^\s<>\"\u201c\u201d\u300c\u300d\uff0c\u3002\uff1b\uff01\uff1f\u3001\uff08\uff09]"
_DOMAIN = r"(?:[a-z0-9-]+\.)+(?:com|cn|net|org|me|io|shop|top|kr)\b"
_FOUND = re.compile(
    rf"(?P<url>\bhttps?://{_URL_CHARACTERS}+|(?<![\w@.]){_DOMAIN}(?:/{_URL_CHARACTERS}*)?)"
    r"|(?<![\w/@<>])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/<>])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{3,31})(?![\w@])"
    r"|(?<![\w#])(?P<hashtag>#(?=\w*[^\W\d_])\w{1,256})",  # a number alone is none
    re.IGNORECASE,
)
_HINTS = ("/", "@", ".", "#")


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Entity) -> str:
    """Return the part of ``text`` that an Entity marks."""
    raw = text.encode("utf-16-le")
    return raw[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le", "replace")


def detect(text: str) -> tuple[Entity, ...]:
    """Find links, commands, mentions and hashtags in what somebody wrote, as Telegram marks them."""
    if not any(hint in text for hint in _HINTS):
        return ()
    return tuple(
        Entity(match.lastgroup or "url", units(text[: match.start()]), units(match.group().rstrip(".,;:!?")))
        for match in _FOUND.finditer(text)
    )


def with_detected(text: str, given: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Add what Telegram finds by itself to the given Entities, where they leave room."""
    taken = [(entity.offset, entity.offset + entity.length) for entity in given]
    found = (
        entity
        for entity in detect(text)
        if all(entity.offset >= end or entity.offset + entity.length <= start for start, end in taken)
    )
    return tuple(sorted((*given, *found), key=lambda entity: (entity.offset, -entity.length)))


def trimmed(text: str, entities: tuple[Entity, ...]) -> tuple[str, tuple[Entity, ...]]:
    """Take the blanks off both ends, as Telegram does, and move the Entities along."""
    kept = text.strip()
    if kept == text:
        return text, entities
    shift = units(text[: len(text) - len(text.lstrip())])
    total = units(kept)
    moved = []
    for entity in entities:
        start, end = max(entity.offset - shift, 0), min(entity.offset - shift + entity.length, total)
        if start < end:
            moved.append(msgspec.structs.replace(entity, offset=start, length=end - start))
    return kept, tuple(moved)
