"""The shapes of the JSON that a bot may send: what is not named here is refused."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from playground.emulator.world.entities import Entity


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An object that the bot sends."""


class LinkPreview(Shape, frozen=True):
    """LinkPreviewOptions; accepted, without effect."""

    is_disabled: bool = False
    url: str | None = None
    prefer_small_media: bool = False
    prefer_large_media: bool = False
    show_above_text: bool = False


class Reply(Shape, frozen=True):
    """ReplyParameters."""

    message_id: int
    chat_id: int | str | None = None
    allow_sending_without_reply: bool = False
    quote: str | None = None
    quote_entities: list[Entity] | None = None
    quote_position: int | None = None


class CopyText(Shape, frozen=True):
    """What a button copies."""

    text: str


class InlineButton(Shape, frozen=True, omit_defaults=True):
    """InlineKeyboardButton: the actions that the emulator knows."""

    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: CopyText | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    style: str | None = None
    icon_custom_emoji_id: str | None = None


class InlineKeyboard(Shape, frozen=True):
    """InlineKeyboardMarkup."""

    inline_keyboard: list[list[InlineButton]]


class Key(Shape, frozen=True):
    """KeyboardButton."""

    text: str
    request_contact: bool = False
    request_location: bool = False
    style: str | None = None
    icon_custom_emoji_id: str | None = None


class Keys(Shape, frozen=True):
    """ReplyKeyboardMarkup."""

    keyboard: list[list[Key | str]]
    is_persistent: bool = False
    resize_keyboard: bool = False
    one_time_keyboard: bool = False
    input_field_placeholder: str | None = None
    selective: bool = False


class RemoveKeys(Shape, frozen=True):
    """ReplyKeyboardRemove."""

    remove_keyboard: Literal[True]
    selective: bool = False


class ForceReply(Shape, frozen=True):
    """ForceReply; accepted, without effect."""

    force_reply: Literal[True]
    input_field_placeholder: str | None = None
    selective: bool = False


class MediaItem(Shape, frozen=True):
    """InputMediaPhoto and InputMediaDocument."""

    type: str
    media: str
    caption: str | None = None
    parse_mode: str | None = None
    caption_entities: list[Entity] | None = None
    show_caption_above_media: bool = False
    has_spoiler: bool = False
    thumbnail: str | None = None
    disable_content_type_detection: bool = False


class Reaction(Shape, frozen=True):
    """ReactionTypeEmoji; the others need what bots do not have."""

    type: Literal["emoji"]
    emoji: str


class Command(Shape, frozen=True):
    """BotCommand."""

    command: str
    description: str


class Scope(Shape, frozen=True):
    """BotCommandScope of any kind."""

    type: Literal[
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
    chat_id: int | str | None = None
    user_id: int | None = None


Markup = dict[str, Any]
"""A reply_markup before its kind is known."""
