"""One Database: short write transactions behind a fair lock, reading beside them, the same code on both engines."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, cast

import msgspec
from sqlalchemy import Connection, Executable, Insert, Select, Table, event
from sqlalchemy.engine import CursorResult, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from core.change import Amendment, Change
from core.direct import DirectWriter
from core.errors import ConflictError, SetupError, StorageError
from core.near import NearReader

Listener = Callable[[list[dict[str, Any]]], None]
_AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, ConnectionError)
_PASSING = ("08", "40", "53", "55", "57", "58")
"""Classes of PostgreSQL's SQLSTATE that pass: connection, deadlock, resources, locks, shutdown, system."""
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=5000")


class Transaction:
    """One open write transaction: statements, Changes, and what to tell whom once it is committed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.connection = connection
        self.written: list[Change] = []
        self.then: list[Callable[[], Awaitable[object]]] = []  # awaited after the commit, before anybody is told

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run one statement in this transaction."""
        return await self.connection.execute(statement, parameters)

    async def write(self, *changes: Change) -> None:
        """Write the rows of ``changes``: inserts table by table in foreign-key order, then updates.

        Raises:
            ConflictError: an update guarded by a version met another one.
        """
        await self.connection.run_sync(_write, changes)
        self.written.extend(changes)


def _write(connection: Connection, changes: Sequence[Change]) -> None:
    for table, rows in Change.inserts_of(changes):
        connection.execute(_insert(table), rows)
    for amendment, rows in Change.amendments_of(changes):
        _amend(connection, amendment, rows)


@cache
def _insert(table: Table) -> Insert:
    return table.insert()  # kept, because its place in SQLAlchemy's cache is worked out once for each object


def _amend(connection: Connection, amendment: Amendment, rows: list[dict[str, Any]]) -> None:
    # PostgreSQL's driver does not count what many runs of one statement touched, so there they run one by one.
    is_uncounted = amendment.must_match and connection.dialect.name != "sqlite"
    runs: list[Any] = list(rows) if is_uncounted else [rows]
    touched = sum(connection.execute(amendment.statement, run).rowcount for run in runs)
    if amendment.must_match and touched != len(rows):
        raise ConflictError(f"{amendment.name}: {len(rows) - touched} of {len(rows)} rows were not as read")


class Database:
    """The workspace's storage. ``url`` is an SQLAlchemy async URL (``sqlite+aiosqlite`` or ``postgresql+asyncpg``)."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.url.get_backend_name() not in ("sqlite", "postgresql"):
            raise SetupError(
                f"YOUJU_DATABASE_URL: {self.url.get_backend_name()} is not supported, take sqlite or postgresql"
            )
        self.is_embedded = self.url.get_backend_name() == "sqlite"
        self._writing = self._engine("BEGIN IMMEDIATE", pool_size=1)
        self._near = NearReader(self.url, **_JSON) if self.is_embedded else None
        self._direct = DirectWriter(self._open_file, self._writing.dialect) if self.is_embedded else None
        self._turn = asyncio.Lock()
        self._tidying: asyncio.Task[None] | None = None
        self._running: ContextVar[Transaction | None] = ContextVar("running", default=None)
        self._attached: ContextVar[Change | None] = ContextVar("attached", default=None)
        self._listeners: dict[Table, list[Listener]] = {}

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes; for migrations."""
        return self._writing

    def listen(self, table: Table, listener: Listener) -> None:
        """Call ``listener`` with the rows inserted into ``table`` after each commit that held some."""
        self._listeners.setdefault(table, []).append(listener)

    @contextmanager
    def attach(self, change: Change) -> Iterator[None]:
        """Let the first transaction that this task commits inside the block write ``change`` too.

        So an update that was handled is marked as done together with everything that it led to.
        Once written, ``change`` is empty.
        """
        token = self._attached.set(change)
        try:
            yield
        finally:
            self._attached.reset(token)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Open a write transaction, or join the one that is open in this task; commits on a clean exit.

        Raises:
            ConflictError: a unique key or a version says that somebody else was first.
            StorageError: the database is away, full or locked.
        """
        running = self._running.get()
        if running is not None:
            yield running
            return
        async with self._first_come_first_served(), self._connected(self._writing) as connection:
            with _in_our_words():
                async with connection.begin():
                    transaction = Transaction(connection)
                    token = self._running.set(transaction)
                    try:
                        yield transaction
                        await self._write_attached(transaction)
                    finally:
                        self._running.reset(token)
        for step in transaction.then:
            await step()
        self._tell(transaction.written)
        attached = self._attached.get()
        if attached is not None:
            attached.clear()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """Open a snapshot to read from; it never waits for writers. Inside a transaction: that one's connection."""
        running = self._running.get()
        if running is not None:
            yield running.connection
            return
        if self._near is not None:
            with _in_our_words(), self._near.snapshot() as near:
                yield cast(AsyncConnection, near)  # what reads asks nothing but ``execute`` of it
            return
        async with self._connected(self._writing) as connection:
            with _in_our_words():
                yield connection

    async def write(self, changes: Sequence[Change]) -> None:
        """Write ``changes`` in a transaction of their own: for the one writer, which has nothing to ask in between.

        Raises:
            ConflictError: a unique key or a version says that somebody else was first.
            StorageError: the database is away, full or locked.
        """
        if self._direct is None:
            async with self.transaction() as transaction:
                await transaction.write(*changes)
            return
        async with self._turn:
            with _in_our_words():
                await self._direct.write(changes)
        self._tell(changes)

    def write_at_once(self, changes: Sequence[Change]) -> bool:
        """Write ``changes`` before anything else happens, if that needs no waiting; tell whether it was done.

        Raises:
            ConflictError, StorageError: as ``write``; nothing was written.
        """
        if self._direct is None or self._turn.locked():
            return False
        with _in_our_words():
            if not self._direct.write_now(changes):
                return False
        if self._direct.is_log_long and (self._tidying is None or self._tidying.done()):
            self._tidying = asyncio.create_task(self._tidy(self._direct))
        self._tell(changes)
        return True

    async def _tidy(self, direct: DirectWriter) -> None:
        async with self._turn:
            await direct.checkpoint()

    async def peek(self, question: Select[Any]) -> Sequence[Any]:
        """Return the rows that answer one question."""
        async with self.read() as connection:
            rows: Sequence[Any] = (await connection.execute(question)).all()
        return rows

    async def dispose(self) -> None:
        """Close all connections."""
        if self._tidying is not None:
            await self._tidying
        if self._direct is not None:
            self._direct.close()
        if self._near is not None:
            self._near.close()
        await self._writing.dispose()

    @asynccontextmanager
    async def _connected(self, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
        async with AsyncExitStack() as stack:
            try:
                connection = await stack.enter_async_context(engine.connect())
            except (DBAPIError, PoolTimeoutError, OSError) as error:  # OSError: no server, no socket, no route
                raise StorageError(str(error)) from error
            yield connection

    async def _write_attached(self, transaction: Transaction) -> None:
        attached = self._attached.get()
        if attached is not None and not attached.is_empty:
            await transaction.write(attached)

    def _tell(self, written: Sequence[Change]) -> None:
        for table, rows in Change.inserts_of(written):
            for listener in self._listeners.get(table, ()):
                listener(rows)
        for change in written:
            for callback in change.after:
                callback()

    @asynccontextmanager
    async def _first_come_first_served(self) -> AsyncIterator[None]:
        # BEGIN IMMEDIATE alone starves: measured, 32 writers end in "database is locked".
        if not self.is_embedded:
            yield
            return
        async with self._turn:
            yield

    def _engine(self, begin: str, *, pool_size: int) -> AsyncEngine:
        options: dict[str, Any] = {**_JSON, "pool_pre_ping": not self.is_embedded}
        if not self.is_embedded:
            return create_async_engine(self.url, pool_size=10, max_overflow=10, **options)
        if self.url.database:
            Path(self.url.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(self.url, pool_size=pool_size, max_overflow=0, **options)

        @event.listens_for(engine.sync_engine, "connect")
        def _connect(connection: Any, _record: Any) -> None:
            # The driver's own transaction mode opens none for SELECT and loses updates without an error.
            connection.isolation_level = None
            cursor = connection.cursor()
            for pragma in _PRAGMAS:
                cursor.execute(f"PRAGMA {pragma}")
            cursor.close()

        @event.listens_for(engine.sync_engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql(begin)

        return engine

    def _open_file(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.url.database or "", isolation_level=None, check_same_thread=False)
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn the driver's errors into ours."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(str(error.orig)) from error
    except sqlite3.IntegrityError as error:
        raise ConflictError(str(error)) from error
    except (sqlite3.OperationalError, sqlite3.InternalError) as error:
        raise StorageError(str(error)) from error
    except (*_AWAY, DBAPIError) as error:
        if not _is_away(error):
            raise
        raise StorageError(str(error)) from error


def _is_away(error: Exception) -> bool:
    """Whether an engine's error passes by itself; any other one is our own fault."""
    if isinstance(error, _AWAY):
        return True
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or ""
    return state.startswith(_PASSING) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _dump(value: Any) -> str:
    return msgspec.json.encode(value).decode()


_JSON: dict[str, Any] = {"json_serializer": _dump, "json_deserializer": msgspec.json.decode}


def as_dict(row: Any) -> dict[str, Any]:
    """Return a result row as column name → value."""
    mapping: Mapping[str, Any] = row._mapping
    return dict(mapping)
