"""Small signs in a chat: reactions and pins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from playground.emulator.world.feed import Json
from playground.emulator.world.messages import Message
from playground.emulator.world.people import User
from playground.emulator.world.state import ActingError, State
from playground.emulator.world.wire import chat_json, message_json, stamp, user_json


class Gestures(State):
    """Acts of people upon messages that are there."""

    def react(self, user: User, message: Message, *emoji: str, anonymously: bool = False) -> None:
        """Let ``user`` set reactions to a message; none takes them back."""
        chat = message.chat
        if not anonymously and chat.kind != "private" and not chat.has(user):
            raise ActingError(f"{user.name} is not in {chat.name}")
        before = message.reactions.get(user.id, ())
        self.set_reaction(user, message, emoji)
        if chat.kind == "private" or chat.member(self.bot).is_admin:
            about: Json = {"chat": chat_json(chat), "message_id": message.message_id, "date": stamp(self.clock())}
            if anonymously or chat.kind == "channel":
                self.updates.add("message_reaction_count", about | {"reactions": _counts(message)})
            else:
                change = {"old_reaction": _emoji(before), "new_reaction": _emoji(emoji)}
                self.updates.add("message_reaction", about | {"user": user_json(user)} | change)

    def set_reaction(self, user: User, message: Message, emoji: tuple[str, ...]) -> None:
        """Note somebody's reactions, in place of their earlier ones."""
        message.reactions.pop(user.id, None)
        if emoji:
            message.reactions[user.id] = emoji
        data = {"message_id": message.message_id, "user": user_json(user), "new_reaction": _emoji(emoji)}
        self.happened("reaction", message.chat, data)

    def pin(self, message: Message, *, by: User | None) -> None:
        """Pin a message; a service message tells of it (not in private chats of the bot's making)."""
        chat = message.chat
        if message in chat.pinned:
            chat.pinned.remove(message)
        chat.pinned.append(message)
        self.happened("pin", chat, {"message_id": message.message_id, "pinned": True})
        self.service(chat, by, {"pinned_message": message_json(message, with_reply=False)})

    def unpin(self, message: Message) -> None:
        """Unpin a message."""
        message.chat.pinned.remove(message)
        self.happened("pin", message.chat, {"message_id": message.message_id, "pinned": False})


def _emoji(emoji: Sequence[str]) -> list[dict[str, Any]]:
    return [{"type": "emoji", "emoji": one} for one in emoji]


def _counts(message: Message) -> list[Json]:
    every = [one for emoji in message.reactions.values() for one in emoji]
    return [{"type": {"type": "emoji", "emoji": one}, "total_count": every.count(one)} for one in dict.fromkeys(every)]
