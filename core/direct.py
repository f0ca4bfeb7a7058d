"""SQLite written in one go: the statements are SQLAlchemy's, compiled once; the rows go straight to the driver."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Table, Update

from core.change import Amendment, Change
from core.errors import ConflictError

Row = dict[str, Any]
_CHECKPOINT_EVERY = 250


class DirectWriter:
    """Writes Changes, a transaction at a time: small ones here and now, others in a thread of its own.

    The async driver changes threads for every single step, and the query builder works each statement out anew: both
    together cost more than the writing itself; and handing one over to a thread and back costs more than a small
    transaction (docs/performance.md). ``open_connection`` is called where and when a connection is first needed.
    """

    def __init__(self, open_connection: Callable[[], sqlite3.Connection], dialect: Dialect) -> None:
        self._open = open_connection
        self._near: sqlite3.Connection | None = None
        self._far: sqlite3.Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._prepared = cache(lambda what: Prepared(_statement(what), dialect))
        self._since_checkpoint = 0

    def write_now(self, changes: Sequence[Change]) -> bool:
        """Write ``changes``, together or not at all, if nothing has to be waited for; tell whether it was done.

        Raises:
            ConflictError, sqlite3.Error: as ``write``.
        """
        if self._near is None:
            self._near = self._open()
            # Neither another program's lock nor the copying of the log into the file may hold the event loop up.
            self._near.execute("PRAGMA busy_timeout=0")
            self._near.execute("PRAGMA wal_autocheckpoint=0")
        try:
            self._write(self._near, changes)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return False
            raise
        self._since_checkpoint += 1
        return True

    @property
    def is_log_long(self) -> bool:
        """Whether it is time for ``checkpoint``."""
        return self._since_checkpoint >= _CHECKPOINT_EVERY

    async def write(self, changes: Sequence[Change]) -> None:
        """Write ``changes``, together or not at all.

        Raises:
            ConflictError: an update guarded by a version met another one.
            sqlite3.Error: what the database says.
        """
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write_there, changes)

    async def checkpoint(self) -> None:
        """Copy the write-ahead log into the file; while nobody writes, or the log would only grow."""
        self._since_checkpoint = 0
        await asyncio.get_running_loop().run_in_executor(self._thread, self._checkpoint_there)

    def close(self) -> None:
        """Let a transaction in hand end, and close."""
        self._thread.shutdown()
        for connection in (self._near, self._far):
            if connection is not None:
                connection.close()

    def _connection_there(self) -> sqlite3.Connection:
        if self._far is None:
            self._far = self._open()
        return self._far

    def _write_there(self, changes: Sequence[Change]) -> None:
        self._write(self._connection_there(), changes)

    def _checkpoint_there(self) -> None:
        with suppress(sqlite3.OperationalError):  # somebody else is at it
            self._connection_there().execute("PRAGMA wal_checkpoint(PASSIVE)")

    def _write(self, connection: sqlite3.Connection, changes: Sequence[Change]) -> None:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for table, rows in Change.inserts_of(changes):
                self._run(connection, table, rows)
            for amendment, rows in Change.amendments_of(changes):
                touched = self._run(connection, amendment, rows)
                if amendment.must_match and touched != len(rows):
                    raise ConflictError(f"{amendment.name}: {len(rows) - touched} of {len(rows)} rows were not as read")
            connection.execute("COMMIT")
        except BaseException:  # whatever it was, nothing stays half written; it is raised again
            connection.rollback()
            raise

    def _run(self, connection: sqlite3.Connection, what: Table | Amendment, rows: list[Row]) -> int:
        prepared: Prepared = self._prepared(what)
        return connection.executemany(prepared.sql, prepared.bind(rows)).rowcount


class Prepared:
    """One statement as the driver wants it: its SQL, and how a row of parameters is made from named values."""

    def __init__(self, statement: Insert | Update | Delete, dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        if compiled.post_compile_params:
            raise TypeError("a prepared statement has no lists: write or_(a, b) instead of in_([a, b])")
        self.sql, self._names = str(compiled), list(compiled.positiontup)
        binds = [compiled.binds[name] for name in self._names]
        self._fixed = {name: bind.value for name, bind in zip(self._names, binds, strict=True) if not bind.required}
        processors = [bind.type.dialect_impl(dialect).bind_processor(dialect) for bind in binds]
        self._processed = [(place, process) for place, process in enumerate(processors) if process is not None]

    def bind(self, rows: Iterable[Row]) -> list[list[Any]]:
        """Return the parameters of each row, in the order of the SQL."""
        return [self._bound({**self._fixed, **row} if self._fixed else row) for row in rows]

    def _bound(self, row: Row) -> list[Any]:
        values = [row[name] for name in self._names]
        for place, process in self._processed:
            values[place] = process(values[place])
        return values


def _statement(what: Table | Amendment) -> Insert | Update | Delete:
    return what.insert() if isinstance(what, Table) else what.statement
