"""The world that the emulator shows to the bot: people, chats, messages, and everything they can do."""

from __future__ import annotations

import itertools
import re

from core.clock import Clock
from playground.emulator.world.chats import Chat
from playground.emulator.world.gestures import Gestures
from playground.emulator.world.membership import Membership
from playground.emulator.world.messages import Message
from playground.emulator.world.people import Member, User
from playground.emulator.world.pressing import Pressing
from playground.emulator.world.speaking import Speaking
from playground.emulator.world.state import ActingError


class World(Membership, Speaking, Gestures, Pressing):
    """Telegram without Telegram, around one bot. Nothing here waits or does I/O.

    ``clock`` dates everything; ``privacy_mode`` is BotFather's setting at the beginning.
    """

    def __init__(
        self, clock: Clock, *, bot_name: str = "有据", bot_username: str = "youju_bot", privacy_mode: bool = False
    ) -> None:
        super().__init__(clock, bot_name=bot_name, bot_username=bot_username, privacy_mode=privacy_mode)
        self.presses = {}
        self._query_ids = itertools.count(4_380_000_000_000_001)

    def start(self, user: User, payload: str = "") -> Message:
        """Let ``user`` press "start" in the private chat, by a deep link if there is a ``payload``."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
            raise ActingError(f"no link can carry the payload {payload!r}")
        chat = self.private(user)
        if chat.is_blocked:
            self.unblock(user)
        chat.is_started = True
        return self.say(chat, user, f"/start {payload}".strip())

    def follow(self, user: User, url: str) -> Message:
        """Let ``user`` open a ``t.me/<bot>?start=…`` link and press "start"."""
        found = re.fullmatch(rf"(?:https?://)?t\.me/{self.bot.username}(?:\?start=(.*))?", url)
        if found is None:
            raise ActingError(f"this link does not lead to the bot: {url}")
        return self.start(user, found[1] or "")

    def block(self, user: User) -> None:
        """Let ``user`` block the bot."""
        chat = self.private(user)
        chat.is_blocked = True
        chat.members[self.bot.id] = Member(self.bot, "member")
        self.set_member(chat, Member(self.bot, "kicked"), by=user)

    def unblock(self, user: User) -> None:
        """Let ``user`` unblock the bot."""
        chat = self.private(user)
        chat.is_blocked = False
        self.set_member(chat, Member(self.bot, "member"), by=user)

    def messages(self, chat: Chat, *, by: User | None = None) -> list[Message]:
        """Return what is to be read in a chat, oldest first, all of it or what one sender wrote."""
        return [
            message
            for message in chat.messages.values()
            if not message.is_deleted and (by is None or (message.sender is not None and message.sender.id == by.id))
        ]


__all__ = ["ActingError", "Chat", "Message", "User", "World"]
