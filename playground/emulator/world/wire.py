"""World objects as the Bot API writes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from playground.emulator.world.chats import Chat
from playground.emulator.world.feed import Json
from playground.emulator.world.media import Document, Photo
from playground.emulator.world.messages import Keyboard, Message, Origin
from playground.emulator.world.people import (
    ADMIN_RIGHTS,
    CHANNEL_RIGHTS,
    GROUP_RIGHTS,
    PERMISSIONS,
    Member,
    User,
)


def stamp(moment: datetime) -> int:
    """Return a moment as Unix time in seconds."""
    return int(moment.timestamp())


def user_json(user: User) -> Json:
    """Return a User."""
    result: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        value = getattr(user, name)
        if value is not None and not (user.is_bot and name == "language_code"):
            result[name] = value
    return result


def chat_json(chat: Chat) -> Json:
    """Return a Chat."""
    result: Json = {"id": chat.id, "type": chat.kind}
    if chat.user is not None:
        result["first_name"] = chat.user.first_name
        if chat.user.last_name:
            result["last_name"] = chat.user.last_name
    else:
        result["title"] = chat.title
    username = chat.user.username if chat.user else chat.username
    if username:
        result["username"] = username
    if chat.is_forum:
        result["is_forum"] = True
    return result


def media_json(media: Photo | Document) -> Json:
    """Return the part of a Message that holds its picture or document."""
    if isinstance(media, Photo):
        return {
            "photo": [
                {
                    "file_id": size.file_id,
                    "file_unique_id": size.file_unique_id,
                    "file_size": len(size.data),
                    "width": size.width,
                    "height": size.height,
                }
                for size in media.sizes
            ]
        }
    document = {
        "file_name": media.file_name,
        "mime_type": media.mime_type,
        "file_id": media.file_id,
        "file_unique_id": media.file_unique_id,
        "file_size": len(media.data),
    }
    return {"document": document}


def keyboard_json(keyboard: Keyboard) -> Json:
    """Return an InlineKeyboardMarkup."""
    return {"inline_keyboard": [[button.wire for button in row] for row in keyboard]}


def origin_json(origin: Origin) -> Json:
    """Return a MessageOrigin."""
    date = stamp(origin.date)
    if origin.chat is not None and origin.chat.kind == "channel":
        return {"type": "channel", "chat": chat_json(origin.chat), "message_id": origin.message_id, "date": date}
    if origin.chat is not None:
        return {"type": "chat", "sender_chat": chat_json(origin.chat), "date": date}
    if origin.user is not None:
        return {"type": "user", "sender_user": user_json(origin.user), "date": date}
    return {"type": "hidden_user", "sender_user_name": origin.hidden_name or "", "date": date}


def message_json(message: Message, *, with_reply: bool = True) -> Json:
    """Return a Message; the message it answers is shown one level deep."""
    result: Json = {"message_id": message.message_id}
    if message.sender is not None:
        result["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        result["sender_chat"] = chat_json(message.sender_chat)
    result["chat"] = chat_json(message.chat)
    result["date"] = stamp(message.date)
    _add_circumstances(result, message)
    answered = message.reply_to
    if answered is None and message.is_topic_message and message.thread_id != message.message_id:
        answered = message.chat.messages.get(message.thread_id or 0)  # in a topic everything answers what opened it
    if with_reply and answered is not None and not answered.is_deleted:
        result["reply_to_message"] = message_json(answered, with_reply=False)
    _add_content(result, message)
    return result


def _add_circumstances(result: Json, message: Message) -> None:
    optional: dict[str, Any] = {
        "message_thread_id": message.thread_id,
        "is_topic_message": message.is_topic_message or None,
        "is_automatic_forward": message.is_automatic_forward or None,
        "media_group_id": message.media_group_id,
        "author_signature": message.author_signature,
        "has_protected_content": message.is_protected or None,
    }
    result |= {name: value for name, value in optional.items() if value is not None}
    if message.edit_date is not None:
        result["edit_date"] = stamp(message.edit_date)
    if message.origin is not None:
        result["forward_origin"] = origin_json(message.origin)
    if message.quote is not None:
        result["quote"] = {"text": message.quote, "position": 0, "is_manual": True}


def _add_content(result: Json, message: Message) -> None:
    result |= message.service | message.attachment
    if message.text:
        result["text"] = message.text
    if message.media is not None:
        result |= media_json(message.media)
    if message.caption:
        result["caption"] = message.caption
    if message.entities:
        result["entities" if message.text else "caption_entities"] = msgspec.to_builtins(message.entities)
    if message.keyboard:
        result["reply_markup"] = keyboard_json(message.keyboard)


def permissions_json(permissions: frozenset[str]) -> Json:
    """Return ChatPermissions."""
    return {name: name in permissions for name in PERMISSIONS}


def member_json(member: Member, chat: Chat) -> Json:
    """Return a ChatMember of the kind that its status calls for."""
    result: Json = {"user": user_json(member.user), "status": member.status}
    if member.status == "creator":
        result["is_anonymous"] = member.is_anonymous
    elif member.status == "administrator":
        wanted = (*ADMIN_RIGHTS, *(CHANNEL_RIGHTS if chat.kind == "channel" else GROUP_RIGHTS))
        result |= {name: name in member.rights for name in wanted}
        result |= {"can_be_edited": False, "is_anonymous": member.is_anonymous}
    elif member.status == "restricted":
        result |= permissions_json(member.permissions) | {"is_member": True, "until_date": 0}
    elif member.status == "kicked":
        result["until_date"] = 0
    if member.custom_title and member.is_admin:
        result["custom_title"] = member.custom_title
    return result
