"""getUpdates: long polling with Telegram's offsets, one poll at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.faults import Faults
from playground.emulator.api.parameters import Request, fill
from playground.emulator.api.updating import GetUpdates, demand_known
from playground.emulator.world.updates import Pending, UpdateQueue

LONGEST_POLL = 50


class Polling:
    """Serves getUpdates; a new poll ends the one that still waits."""

    def __init__(self, updates: UpdateQueue, faults: Faults) -> None:
        self._updates = updates
        self._faults = faults
        self._turn = 0
        self._is_closed = False
        self.count = 0
        """How many polls were answered with a list."""

    async def next(self, received: Request, *, webhook_is_set: Callable[[], bool]) -> list[Pending]:
        """Return what one poll gets, after waiting for it as long as the bot asked.

        Raises:
            ApiError: 409 when a webhook is set or another poll begins.
        """
        given = fill(received, GetUpdates)
        demand_known(given.allowed_updates)
        if not 1 <= given.limit <= 100 or given.timeout < 0:
            raise ViolationError("limit must be 1-100 and timeout not negative (strict emulator)")
        if webhook_is_set():
            raise _conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete it first")
        self._turn += 1
        turn = self._turn
        self._updates.pulse.beat()
        self._updates.allow(given.allowed_updates)
        self._updates.confirm(given.offset)
        await self._wait(turn, min(given.timeout, LONGEST_POLL))
        if webhook_is_set():
            raise _conflict("terminated by setWebhook request")
        if turn != self._turn and not self._is_closed:
            raise _conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        self.count += 1
        return self._batch(given.limit)

    async def _wait(self, turn: int, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not len(self._updates) and turn == self._turn and not self._is_closed and not self._faults.outage_kind:
            left = deadline - loop.time()
            if left <= 0 or not await self._updates.pulse.next(left):
                return

    def _batch(self, limit: int) -> list[Pending]:
        batch = self._updates.first(limit)
        if self._faults.is_shuffling and len(batch) > 1:
            self._faults.is_shuffling = False
            batch.reverse()
        return batch

    def interrupt(self) -> None:
        """End the poll that waits with a conflict, because a webhook was set."""
        self._turn += 1
        self._updates.pulse.beat()

    def close(self) -> None:
        """End the poll that waits."""
        self._is_closed = True
        self._updates.pulse.beat()


def _conflict(description: str) -> ApiError:
    return ApiError(description, code=409)
