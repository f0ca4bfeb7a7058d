"""The one writer of the hot path: all Changes that are waiting share a transaction."""

from __future__ import annotations

import asyncio
from contextvars import Context

from core.change import Change
from core.database import Database
from core.errors import ConflictError, StorageError

_MOST = 200
_MOST_AT_ONCE = 32
"""More Changes than that are written beside the event loop, which has others to serve."""


class Writer:
    """Commit Changes in groups: an idle bot writes one at once, a busy one many in the time of one.

    A transaction costs about the same for one concern as for ten (PERFORMANCE 4), so whatever came in while the last
    one was written goes into the next. A conflict: each Change is written alone and only the faulty one fails.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: list[tuple[Change, asyncio.Future[None]]] = []
        self._task: asyncio.Task[None] | None = None
        self._is_called = False

    async def commit(self, change: Change) -> None:
        """Return once ``change`` is stored.

        Raises:
            ConflictError: this change met another; nothing of it was written.
            StorageError: the database is away; nothing of it was written.
        """
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((change, done))
        self._call()
        await done

    def _call(self) -> None:
        """Write in the next turn of the loop: whoever wakes up in this one comes along."""
        if not self._is_called:
            self._is_called = True
            # A context of its own: what is written must not join a transaction that a caller may have open.
            asyncio.get_running_loop().call_soon(self._write, context=Context())

    def _write(self) -> None:
        self._is_called = False
        if not self._waiting or (self._task is not None and not self._task.done()):
            return  # the task calls when it is done
        if len(self._waiting) > _MOST_AT_ONCE or not self._write_at_once():
            batch, self._waiting = self._waiting[:_MOST], self._waiting[_MOST:]
            self._task = asyncio.create_task(self._write_beside(batch))

    def _write_at_once(self) -> bool:
        """Write what waits before the loop goes on; False if that would mean to wait, or if something is faulty."""
        batch = self._waiting
        try:
            is_written = self._database.write_at_once([change for change, _ in batch])
        except Exception:  # each is told what was wrong with its own when they are written one by one
            return False
        if is_written:
            self._waiting = []
            _settle(batch, None)
        return is_written

    async def _write_beside(self, batch: list[tuple[Change, asyncio.Future[None]]]) -> None:
        """Write what had to wait or was too much, while the loop goes on."""
        try:
            await self._database.write([change for change, _ in batch])
        except StorageError as error:
            if isinstance(error, ConflictError):
                await self._write_alone(batch)
            else:
                _settle(batch, error)
        except Exception:  # one faulty Change must not leave the others waiting for ever
            await self._write_alone(batch)
        else:
            _settle(batch, None)
        self._task = None
        self._call()

    async def _write_alone(self, batch: list[tuple[Change, asyncio.Future[None]]]) -> None:
        for change, done in batch:
            try:
                await self._database.write([change])
            except Exception as error:  # it is raised where the Change came from
                _settle([(change, done)], error)
            else:
                _settle([(change, done)], None)


def _settle(batch: list[tuple[Change, asyncio.Future[None]]], error: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
