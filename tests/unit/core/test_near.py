"""Reading on the spot: who asks takes a connection only for as long as it asks."""

from __future__ import annotations

import asyncio
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from core.near import NearReader


@pytest.fixture
def reader(tmp_path: Path) -> NearReader:
    return NearReader(make_url(f"sqlite:///{tmp_path / 'near.db'}"))


async def _asks_once(reader: NearReader) -> int:
    with reader.snapshot() as snapshot:
        return int((await snapshot.execute(text("SELECT 1"))).scalar_one())


async def test_many_who_ask_one_thing_each_share_a_connection(reader: NearReader) -> None:
    with patch.object(reader._engine.pool, "_inc_overflow", wraps=reader._engine.pool._inc_overflow) as opened:  # type: ignore[attr-defined]
        assert await asyncio.gather(*(_asks_once(reader) for _ in range(50))) == [1] * 50
    assert opened.call_count == 1
    reader.close()


async def test_a_snapshot_that_asked_twice_sees_the_same_and_gives_its_connection_back(reader: NearReader) -> None:
    with reader.snapshot() as first, reader.snapshot() as second:
        for snapshot in (first, second, first):
            assert (await snapshot.execute(text("SELECT 2"))).scalar_one() == 2
        assert reader._engine.pool.checkedout() == 2  # type: ignore[attr-defined]
    assert reader._engine.pool.checkedout() == 0  # type: ignore[attr-defined]
    reader.close()
