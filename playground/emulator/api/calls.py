"""The record of what the bot has asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from playground.emulator.world.feed import Json


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a Bot API method and how it ended.

    ``parameters`` as they were sent (files by name and size); ``code`` 200 or the error code, 0 if the connection was
    dropped on purpose; ``result`` what was answered; ``elapsed`` real seconds.
    """

    method: str
    parameters: Json
    at: datetime
    code: int
    result: Any = None
    description: str = ""
    elapsed: float = 0.0
    is_violation: bool = False

    @property
    def is_ok(self) -> bool:
        """Whether it was answered with a result."""
        return self.code == 200


class Calls:
    """All Calls but getUpdates, oldest first."""

    def __init__(self) -> None:
        self._calls: list[Call] = []

    def __len__(self) -> int:
        return len(self._calls)

    def __iter__(self) -> Iterator[Call]:
        return iter(self._calls)

    def __getitem__(self, index: int) -> Call:
        return self._calls[index]

    def add(self, call: Call) -> None:
        """Note a Call."""
        self._calls.append(call)

    def of(self, *methods: str) -> list[Call]:
        """Return the Calls of these methods."""
        return [call for call in self._calls if call.method in methods]

    @property
    def violations(self) -> list[Call]:
        """Calls that were mistakes of the bot, whatever the state of the world."""
        return [call for call in self._calls if call.is_violation]
