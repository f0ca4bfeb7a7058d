"""What can be checked of a call without the world: lengths, entities, keyboards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec

from playground.emulator.api.errors import ViolationError
from playground.emulator.api.shapes import ForceReply, InlineButton, InlineKeyboard, Keys, Markup, RemoveKeys, Shape
from playground.emulator.world.entities import Entity, trimmed, units
from playground.emulator.world.messages import Button, Keyboard, ReplyKeyboard

_M = TypeVar("_M", bound=Shape)
MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BUTTONS = 100
ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    ]
)


def no_parse_mode(parse_mode: str | None) -> None:
    """Refuse a parse mode: our bot marks its words by entities, so that nobody's name can break them."""
    if parse_mode:
        raise ViolationError("parse_mode is not used here, send entities (strict emulator)")


def text(words: str, entities: Sequence[Entity] | None) -> tuple[str, tuple[Entity, ...]]:
    """Return a text as it will be shown: 1-4096 UTF-16 units, blanks cut off at both ends."""
    _demand_entities(words, entities)
    kept, moved = trimmed(words, tuple(entities or ()))
    if not kept:
        raise ViolationError("message text is empty")
    if units(kept) > MAX_TEXT:
        raise ViolationError("message is too long")
    return kept, moved


def caption(words: str | None, entities: Sequence[Entity] | None) -> tuple[str, tuple[Entity, ...]]:
    """Return a caption as it will be shown: at most 1024 UTF-16 units."""
    _demand_entities(words or "", entities)
    kept, moved = trimmed(words or "", tuple(entities or ()))
    if units(kept) > MAX_CAPTION:
        raise ViolationError("message caption is too long")
    return kept, moved


def _demand_entities(words: str, entities: Sequence[Entity] | None) -> None:
    total = units(words)
    for entity in entities or ():
        if entity.type not in ENTITY_TYPES:
            raise ViolationError(f"can't parse MessageEntity: unsupported type {entity.type!r}")
        if entity.offset < 0 or entity.length <= 0 or entity.offset + entity.length > total:
            raise ViolationError(f"entity {entity.type} lies outside the text (strict emulator)")
        if entity.type == "text_link" and not _is_url(entity.url or ""):
            raise ViolationError("can't parse MessageEntity: text_link without a valid URL")
        if entity.type == "text_mention" and not (entity.user or {}).get("id"):
            raise ViolationError("can't parse MessageEntity: text_mention without user")


def keyboard(markup: Markup | None) -> Keyboard:
    """Return an inline keyboard; nothing else may stand under an edited message."""
    if markup is None:
        return ()
    if "inline_keyboard" not in markup:
        raise ViolationError("inline keyboard expected")
    rows = _convert(markup, InlineKeyboard).inline_keyboard
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise ViolationError("reply markup is too long")
    return tuple(tuple(_button(button) for button in row) for row in rows if row)


def markup(given: Markup | None) -> tuple[Keyboard, ReplyKeyboard | None]:
    """Return the inline keyboard and the reply keyboard that a reply_markup stands for.

    An empty reply keyboard means: take away the one that is shown.
    """
    if given is None or "inline_keyboard" in given:
        return keyboard(given), None
    if "remove_keyboard" in given:
        _convert(given, RemoveKeys)
        return (), ReplyKeyboard(())
    if "force_reply" in given:
        _convert(given, ForceReply)
        return (), None
    keys = _convert(given, Keys)
    rows = tuple(tuple(key if isinstance(key, str) else key.text for key in row) for row in keys.keyboard)
    if not rows or not all(rows) or not all(text.strip() for row in rows for text in row):
        raise ViolationError("keyboard rows and buttons must not be empty (strict emulator)")
    if keys.input_field_placeholder is not None and not 1 <= units(keys.input_field_placeholder) <= 64:
        raise ViolationError("input_field_placeholder must have 1-64 characters (strict emulator)")
    return (), ReplyKeyboard(rows, keys.is_persistent, keys.input_field_placeholder)


def _convert(given: Markup, kind: type[_M]) -> _M:
    try:
        return msgspec.convert(given, kind)
    except msgspec.ValidationError as error:
        raise ViolationError(f"can't parse reply keyboard markup JSON object: {error}") from error


def _button(button: InlineButton) -> Button:
    if not button.text.strip():
        raise ViolationError("can't parse inline keyboard button: text must be non-empty")
    actions = (
        button.callback_data,
        button.url,
        button.copy_text,
        button.switch_inline_query,
        button.switch_inline_query_current_chat,
    )
    if sum(action is not None for action in actions) != 1:
        raise ViolationError("can't parse inline keyboard button: exactly one action is needed (strict emulator)")
    if button.callback_data is not None and not 1 <= len(button.callback_data.encode()) <= 64:
        raise ViolationError("BUTTON_DATA_INVALID")
    if button.url is not None and not _is_url(button.url):
        raise ViolationError(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
    return Button(button.text, button.callback_data, button.url, msgspec.to_builtins(button))


def _is_url(url: str) -> bool:
    if any(blank in url for blank in " \n\t"):
        return False
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return parts.scheme == "tg" or (parts.scheme in ("http", "https") and "." in parts.netloc)
