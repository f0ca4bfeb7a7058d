"""Bring the database up to date: Alembic, inside a real transaction, after a backup copy of an embedded one."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from core.errors import SetupError, StorageError

if TYPE_CHECKING:
    from alembic.config import Config

# Alembic brings every dialect that SQLAlchemy knows, and its asyncio part the whole ORM: imported only when needed.

_VERSIONS = Path(__file__).parent.parent / "migrations" / "versions"
_KEEP = 7
_LOCK = 7_205_883  # any number, the same for all workers


def alembic_config() -> Config:
    """Return Alembic's configuration: where the migrations are."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS.parent))
    return config


async def migrate(url: str, revision: str = "head") -> str | None:
    """Upgrade (or downgrade) to ``revision`` and return it; what fails leaves nothing behind.

    Raises:
        SetupError: there is no such revision.
        StorageError: there is no such database, or it cannot be used.
    """
    if _is_embedded(url):
        return await asyncio.to_thread(_in_file, url, _move_to, revision)
    return await _on_server(url, _move_to_in_turn, revision)


async def current_revision(url: str) -> str | None:
    """Return the revision that the database is at."""
    if _is_embedded(url):
        return await asyncio.to_thread(_in_file, url, _revision)
    return await _on_server(url, _revision)


async def demand_newest(url: str) -> None:
    """Let only a database pass that is as this code wants it.

    Raises:
        SetupError: it is not up to date.
        StorageError: there is no such database, or it cannot be used.
    """
    if await current_revision(url) != newest_revision():
        raise SetupError("the database is not up to date: run `python -m bot migrate` first")


def _is_embedded(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _in_file(url: str, work: Callable[..., str | None], *arguments: str) -> str | None:
    """Do ``work`` in one transaction on an embedded database."""
    file = make_url(url).database
    with _said_plainly(file or url):
        if file:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(make_url(url).set(drivername="sqlite"), poolclass=NullPool)
        _use_real_transactions(engine)
        with engine.begin() as connection:
            return work(connection, *arguments)


async def _on_server(url: str, work: Callable[..., str | None], *arguments: str) -> str | None:
    """Do ``work`` in one transaction on PostgreSQL."""
    from sqlalchemy.ext.asyncio import create_async_engine

    engine = create_async_engine(url, poolclass=NullPool)
    try:
        with _said_plainly(make_url(url).render_as_string(hide_password=True)):
            async with engine.begin() as connection:
                return await connection.run_sync(work, *arguments)
    finally:
        await engine.dispose()


@contextmanager
def _said_plainly(where: str) -> Iterator[None]:
    """Say in one line that there is no such database, or that it is not to be reached."""
    try:
        yield
    except DBAPIError as error:
        raise StorageError(f"the database {where} cannot be used: {error.orig}") from error
    except OSError as error:
        raise StorageError(f"the database {where} cannot be used: {error}") from error


def newest_revision() -> str:
    """Return the revision that this code wants: files are named by it, ``0001_first_tables.py``."""
    return max(path.stem.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py"))


async def backup(database_file: Path, folder: Path, now: datetime) -> Path:
    """Copy an embedded database (its write-ahead log included) into ``folder``; the newest seven are kept.

    Raises:
        StorageError: there is nothing to copy, or the copy is not whole.
    """
    target = folder / f"youju-{now:%Y%m%d-%H%M%S-%f}.db"
    await asyncio.to_thread(_copy, database_file, target)
    return target


def _copy(database_file: Path, target: Path) -> None:
    if not database_file.is_file():
        raise StorageError(f"there is no database {database_file}")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(database_file)) as source:
        source.execute("VACUUM INTO ?", (str(unfinished),))
    with closing(sqlite3.connect(unfinished)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise StorageError(f"the backup of {database_file.name} is not whole")
    unfinished.replace(target)
    for old in sorted(target.parent.glob("youju-*.db"))[:-_KEEP]:
        old.unlink()


def _use_real_transactions(engine: Any) -> None:
    # Tables are recreated in batch mode, so no foreign keys meanwhile; they are checked at the end.
    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return found


def _move_to_in_turn(connection: Connection, revision: str) -> str | None:
    connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    return _move_to(connection, revision)


def _move_to(connection: Connection, revision: str) -> str | None:
    before = _revision(connection)
    if before is not None and (revision == before or (revision == "head" and before == newest_revision())):
        return before
    from alembic import command
    from alembic.util.exc import CommandError

    config = alembic_config()
    config.attributes["connection"] = connection
    going_down = revision == "base" or (before is not None and revision != "head" and revision < before)
    try:
        (command.downgrade if going_down else command.upgrade)(config, revision)
    except CommandError as error:
        raise SetupError(f"cannot migrate to {revision}: {error}") from error
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StorageError("the migration left rows without their parents")
    return _revision(connection)
