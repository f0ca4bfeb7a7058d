"""Reading an embedded database on the spot, without a thread in between."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Executable, create_engine, event
from sqlalchemy.engine import URL, CursorResult
from sqlalchemy.pool import QueuePool

_PRAGMAS = ("query_only=ON", "busy_timeout=100")


class NearReader:
    """Snapshots of an embedded database, as many at once as are wanted.

    A question that an index answers takes 30 µs in the file. The async driver changes threads for each of a dozen
    steps around it, which makes a millisecond of it; so it is answered where it is asked. Whoever asks for thousands
    of rows at once keeps the event loop waiting meanwhile.
    """

    def __init__(self, url: URL, **options: Any) -> None:
        self._engine = create_engine(
            url.set(drivername="sqlite"), poolclass=QueuePool, pool_size=4, max_overflow=-1, **options
        )

        @event.listens_for(self._engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            connection.isolation_level = None
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(self._engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql("BEGIN")

    @contextmanager
    def snapshot(self) -> Iterator[NearConnection]:
        """Open a snapshot."""
        with self._engine.connect() as connection:
            yield NearConnection(connection)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()


class NearConnection:
    """Asked like an async connection, so that the same code reads both engines; it answers before it returns."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one statement; between many of them the event loop turns."""
        await asyncio.sleep(0)
        return self._connection.execute(statement, parameters)
