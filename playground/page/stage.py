"""One played world as the server sees it: its people, the story, and what all open pages must learn."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from playground.emulator import Chat, Message, User, World
from playground.page.stepping import StoryLine
from playground.running import Running
from playground.thoughts import Thoughts


@dataclass(slots=True)
class Stage:
    """What the server works with. ``boot`` tells one world from the next, ``notes`` counts what pages must re-read."""

    running: Running
    group: Chat
    people: list[User]
    story: StoryLine
    thoughts: Thoughts
    boot: str = field(default_factory=lambda: secrets.token_hex(6))
    read: dict[int, int] = field(default_factory=dict)
    """By chat, the last Event that somebody looked at."""
    is_travelling: bool = False
    travel: asyncio.Lock = field(default_factory=asyncio.Lock)
    opened: asyncio.Event = field(default_factory=asyncio.Event)
    version: int = 0

    @property
    def world(self) -> World:
        """The emulator's world."""
        return self.running.world

    def changed(self) -> None:
        """Tell all pages that clock, story, people or reading marks are other than they were."""
        self.version += 1
        self.world.feed.pulse.beat()

    def touched(self) -> None:
        """A visitor takes part: from now on time goes by."""
        if self.running.clock.is_stopped:
            self.running.clock.go_on()
            self.changed()

    def person(self, user_id: int) -> User:
        """Return somebody to speak as.

        Raises:
            LookupError: there is nobody of that id.
        """
        found = next((user for user in self.people if user.id == user_id), None)
        if found is None:
            raise LookupError(f"nobody has the id {user_id}")
        return found

    def message(self, chat_id: int, message_id: int) -> Message:
        """Return a message.

        Raises:
            KeyError: there is none.
        """
        return self.world.chats[chat_id].messages[message_id]

    def add_person(self, name: str) -> User:
        """Let somebody new come into the group."""
        user = self.world.add_user(name)
        self.people.append(user)
        self.world.private(user)
        self.world.join(self.group, user)
        self.changed()
        return user
