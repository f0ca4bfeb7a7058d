"""Waiting for "something happened" inside one event loop."""

from __future__ import annotations

import asyncio


class Pulse:
    """Wakes everybody who waits, each time it beats; between beats nothing is remembered."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def beat(self) -> None:
        """Wake all who wait now."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def next(self, seconds: float | None) -> bool:
        """Wait for the next beat, at most ``seconds``; tell whether it came."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait_for(future, seconds)
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
