"""Bring the database up to date: Alembic, inside a real transaction, after a backup copy of an embedded one."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from core.errors import StorageError

_KEEP = 7
_LOCK = 7_205_883  # any number, the same for all workers


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent.parent / "migrations"))
    return config


async def migrate(url: str, revision: str = "head") -> str | None:
    """Upgrade (or downgrade) to ``revision`` and return it; what fails leaves nothing behind."""
    engine = create_async_engine(url, poolclass=NullPool)
    is_embedded = make_url(url).get_backend_name() == "sqlite"
    if is_embedded:
        _use_real_transactions(engine.sync_engine)
    try:
        async with engine.begin() as connection:
            if not is_embedded:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            return await connection.run_sync(_move_to, revision)
    finally:
        await engine.dispose()


async def current_revision(url: str) -> str | None:
    """Return the revision that the database is at."""
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_revision)
    finally:
        await engine.dispose()


def newest_revision() -> str | None:
    """Return the revision that this code wants."""
    return ScriptDirectory.from_config(_config()).get_current_head()


async def backup(database_file: Path, folder: Path, now: datetime) -> Path:
    """Copy an embedded database (its write-ahead log included) into ``folder``; the newest seven are kept.

    Raises:
        StorageError: the copy is not whole.
    """
    target = folder / f"youju-{now:%Y%m%d-%H%M%S-%f}.db"
    await asyncio.to_thread(_copy, database_file, target)
    return target


def _copy(database_file: Path, target: Path) -> None:
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
    return MigrationContext.configure(connection).get_current_revision()


def _move_to(connection: Connection, revision: str) -> str | None:
    config = _config()
    config.attributes["connection"] = connection
    before = _revision(connection)
    going_down = revision == "base" or (
        before is not None and revision != "head" and _is_older(config, revision, before)
    )
    (command.downgrade if going_down else command.upgrade)(config, revision)
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise StorageError("the migration left rows without their parents")
    return _revision(connection)


def _is_older(config: Config, revision: str, than: str) -> bool:
    script = ScriptDirectory.from_config(config)
    return revision in {older.revision for older in script.iterate_revisions(than, "base")} and revision != than
