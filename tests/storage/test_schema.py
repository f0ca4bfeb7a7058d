"""Migrations: up, down and up again, no drift; and the copy that is made before."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.schema import backup, current_revision, migrate, newest_revision
from core.database import Database
from core.errors import StorageError
from migrations.tables import metadata
from tests.storage.world import COMPLAINT, DOUDOU, build_world, local
from tickets.repository import TicketRow


async def look(url: str, function: Any) -> Any:
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        seen = await connection.run_sync(function)
    await engine.dispose()
    return seen


def drift(connection: Connection) -> Any:
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_the_tables_are_those_of_the_code(database_url: str) -> None:
    assert await look(database_url, drift) == []
    assert await look(database_url, tables) == {*metadata.tables, "alembic_version"}


async def test_up_down_and_up_again(database_url: str) -> None:
    assert await current_revision(database_url) == newest_revision()
    assert await migrate(database_url, "base") is None
    assert await look(database_url, tables) <= {"alembic_version"}
    assert await current_revision(database_url) is None
    assert await migrate(database_url) == newest_revision()
    assert await look(database_url, drift) == []


async def test_migrating_what_is_up_to_date_changes_nothing(database_url: str) -> None:
    assert await migrate(database_url) == await migrate(database_url) == newest_revision()


async def test_every_index_and_constraint_is_there(database_url: str) -> None:
    def names(connection: Connection) -> set[str | None]:
        inspector, found = inspect(connection), set()
        for table in metadata.tables:
            found |= {index["name"] for index in inspector.get_indexes(table)}
            found |= {unique["name"] for unique in inspector.get_unique_constraints(table)}
            found |= {key["name"] for key in inspector.get_foreign_keys(table)}
        return found

    wanted = {str(index.name) for table in metadata.tables.values() for index in table.indexes}
    wanted |= {str(key.name) for table in metadata.tables.values() for key in table.foreign_key_constraints}
    assert wanted <= await look(database_url, names)


@pytest.fixture
async def file(tmp_path: Path) -> AsyncIterator[Path]:
    """An embedded database with a ticket, still open in another process."""
    file = tmp_path / "live" / "youju.db"
    file.parent.mkdir()
    url = f"sqlite+aiosqlite:///{file}"
    await migrate(url)
    database = Database(url)
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    yield file
    await database.dispose()


async def test_a_copy_holds_all_though_the_bot_runs(file: Path, tmp_path: Path) -> None:
    copy = await backup(file, tmp_path / "backups", local("11-22 15:00"))
    assert copy.name.startswith("youju-20261122-")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute(f"SELECT number FROM {TicketRow.name}").fetchall() == [(1001,)]


async def test_the_newest_seven_copies_are_kept(file: Path, tmp_path: Path) -> None:
    copies = [await backup(file, tmp_path / "b", local(f"11-{day} 15:00")) for day in range(10, 20)]
    assert sorted((tmp_path / "b").iterdir()) == copies[-7:]


async def test_nothing_is_copied_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        await backup(tmp_path / "none.db", tmp_path / "b", local("11-22 15:00"))
    assert not (tmp_path / "none.db").exists()
