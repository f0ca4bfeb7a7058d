"""What happened in the world, in order: an append-only list that tests, the transcript and the page read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from playground.emulator.world.pulse import Pulse

Json = dict[str, Any]
"""A JSON object as the Bot API writes it."""

EventKind = Literal[
    "chat",  # a chat came to be or changed (title, permissions, topics, link)
    "message",  # a message, also a service message
    "edit",  # a message has new words, pictures or buttons
    "delete",  # messages are gone
    "reaction",  # somebody's reaction to a message changed
    "pin",  # a message was pinned or unpinned
    "member",  # somebody's status in a chat changed
    "press",  # a button was pressed
    "answer",  # the bot answered a press
    "action",  # the bot shows that it types or uploads
    "commands",  # the bot's menu or profile changed
]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; ``data`` is a snapshot in the Bot API's words and never changes afterwards."""

    number: int
    at: datetime
    kind: EventKind
    chat_id: int | None
    data: Json = field(repr=False)


class Feed:
    """All Events since the world began; numbers start at 1 and have no gaps."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self.pulse = Pulse()

    def __len__(self) -> int:
        return len(self._events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def append(self, at: datetime, kind: EventKind, chat_id: int | None, data: Json) -> None:
        """Add what happened and wake those who wait for it."""
        self._events.append(Event(len(self._events) + 1, at, kind, chat_id, data))
        self.pulse.beat()

    def since(self, number: int) -> list[Event]:
        """Return the Events after ``number`` (0: all)."""
        return self._events[number:]

    async def after(self, number: int, seconds: float | None = None) -> list[Event]:
        """Return the Events after ``number``, waiting at most ``seconds`` for the first of them."""
        while len(self._events) <= number and await self.pulse.next(seconds):
            pass
        return self.since(number)
