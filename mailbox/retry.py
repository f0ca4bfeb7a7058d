"""When to try again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

import structlog

from core.errors import ConflictError, StorageError

log = structlog.get_logger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Wait ``first`` after the first failure, twice as long after each further one, at most ``longest``."""

    first: timedelta
    longest: timedelta
    attempts: int

    def wait(self, attempt: int) -> timedelta:
        """Return how long to wait after failure number ``attempt`` (from 1)."""
        doubled: timedelta = self.first * (1 << min(attempt - 1, 30))
        return min(doubled, self.longest)

    async def insist(
        self, storing: Callable[[], Awaitable[T]], on_trouble: Callable[[int, str], Awaitable[None]] | None = None
    ) -> T:
        """Call ``storing`` until the database takes it; a conflict is raised, waiting would not mend it.

        ``on_trouble`` is told after each failure: how often it failed, and why.
        """
        for attempt in range(1, self.attempts):
            try:
                return await storing()
            except ConflictError:
                raise
            except StorageError as error:
                log.error("storage away", attempt=attempt, reason=str(error))
                if on_trouble is not None:
                    await on_trouble(attempt, str(error))
                await asyncio.sleep(self.wait(attempt).total_seconds())
        return await storing()

    def gives_up(self, attempt: int) -> bool:
        """Whether failure number ``attempt`` was the last one."""
        return attempt >= self.attempts


SENDING = RetryPolicy(first=timedelta(seconds=1), longest=timedelta(minutes=5), attempts=1000)
"""A message is owed until it is refused or out of date, so lost connections never end it."""

HANDLING = RetryPolicy(first=timedelta(milliseconds=300), longest=timedelta(seconds=3), attempts=3)
"""Three tries within 5 s, then dead letter."""

STORAGE = RetryPolicy(first=timedelta(milliseconds=200), longest=timedelta(seconds=5), attempts=1_000_000)
"""The database will come back."""
