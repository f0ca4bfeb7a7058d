"""Transactions: nothing half written, nobody starved, reading beside writing."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.change import Change
from core.database import Database
from core.errors import ConflictError
from core.ids import ChatId, InboxId
from core.writer import Writer
from mailbox import inbox
from mailbox.inbox import InboxRow, Received

NOW = datetime(2026, 11, 22, 7, 20, tzinfo=UTC)


def received(number: int, chat: int = -1) -> Received:
    return Received(InboxId(number), 1000 + number, ChatId(chat), "{}", NOW)


def storing(*numbers: int) -> Change:
    change = Change()
    inbox.store(change, 7, [received(number) for number in numbers])
    return change


async def count(database: Database) -> int:
    async with database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(InboxRow))).scalar_one()


async def test_thirty_two_writers_all_get_their_turn(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.transaction() as transaction:
            await transaction.write(storing(number))

    await asyncio.gather(*(write(number) for number in range(1, 33)))
    assert await count(database) == 32


async def test_what_fails_leaves_nothing_behind(database: Database) -> None:
    async def write_and_fail() -> None:
        async with database.transaction() as transaction:
            await transaction.write(storing(1))
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        await write_and_fail()
    assert await count(database) == 0


async def test_inner_code_joins_the_open_transaction(database: Database) -> None:
    async with database.transaction() as outer, database.transaction() as inner:
        assert inner is outer


async def test_reading_does_not_wait_for_a_writer(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.write(storing(1))
        assert await asyncio.wait_for(asyncio.create_task(count_apart(database)), 2) == 0
    assert await count(database) == 1


async def count_apart(database: Database) -> int:
    """Count as another task would, outside the transaction of the caller."""
    import contextvars

    context = contextvars.Context()
    return await asyncio.create_task(count(database), context=context)


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.write(storing(1))
    async with database.read() as connection:
        assert (await connection.execute(select(InboxRow.c.received_at))).scalar_one() == NOW


async def test_the_writer_writes_waiting_changes_together(database: Database) -> None:
    writer = Writer(database)
    told: list[int] = []
    database.listen(InboxRow, lambda rows: told.append(len(rows)))
    await asyncio.gather(*(writer.commit(storing(number)) for number in range(1, 21)))
    assert await count(database) == 20
    assert sum(told) == 20
    assert len(told) < 20


async def test_only_the_faulty_change_of_a_group_fails(database: Database) -> None:
    writer = Writer(database)
    await writer.commit(storing(1))
    results = await asyncio.gather(
        writer.commit(storing(2)), writer.commit(storing(1)), writer.commit(storing(3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [type(None), ConflictError, type(None)]
    assert await count(database) == 3


async def test_an_attached_change_goes_with_the_first_commit_only(database: Database) -> None:
    await Writer(database).commit(storing(1))
    finish = Change()
    finish.amend(inbox.FINISH, inbox_id=1, at=NOW)
    with database.attach(finish):
        async with database.transaction() as transaction:
            await transaction.write(storing(2))
        assert finish.is_empty
        async with database.transaction() as transaction:
            await transaction.write(storing(3))
    async with database.read() as connection:
        query = select(InboxRow.c.state).order_by(InboxRow.c.id)
        assert list((await connection.execute(query)).scalars()) == ["done", "waiting", "waiting"]


async def test_an_attached_change_is_rolled_back_with_the_rest(database: Database) -> None:
    await Writer(database).commit(storing(1))
    finish = Change()
    finish.amend(inbox.FINISH, inbox_id=1, at=NOW)
    with database.attach(finish), pytest.raises(ConflictError):
        async with database.transaction() as transaction:
            await transaction.write(storing(1))
    assert not finish.is_empty


async def test_an_update_is_finished_once(database: Database) -> None:
    writer = Writer(database)
    await writer.commit(storing(1))
    finish = Change()
    finish.amend(inbox.FINISH, inbox_id=1, at=NOW)
    await writer.commit(finish)
    with pytest.raises(ConflictError):
        await writer.commit(finish)


async def test_another_programs_lock_makes_nobody_fail_and_does_not_stop_the_loop(
    database: Database,
) -> None:
    if not database.is_embedded:
        pytest.skip("only a file can be locked by another program")
    writer = Writer(database)
    await writer.commit(storing(1))
    with closing(sqlite3.connect(str(database.url.database), isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(writer.commit(storing(2)))
        for _ in range(5):  # the loop turns while the writer waits
            await asyncio.sleep(0.01)
        assert not waiting.done()
        intruder.execute("ROLLBACK")
        await waiting
    assert await count(database) == 2


def test_the_write_ahead_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    async def write() -> int:
        database = Database(f"sqlite+aiosqlite:///{tmp_path / 'log.db'}")
        async with database.engine.begin() as connection:
            await connection.run_sync(InboxRow.create)
        writer = Writer(database)
        for number in range(1, 1200):
            await writer.commit(storing(number))
        size = log.stat().st_size
        await database.dispose()
        return size

    log = tmp_path / "log.db-wal"
    assert asyncio.run(write()) < 8 * 1024 * 1024  # without copying it into the file in between it would be 15 MiB


async def test_a_small_question_is_answered_as_any_other(database: Database) -> None:
    await Writer(database).commit(storing(1, 2))
    question = select(InboxRow.c.update_id, InboxRow.c.received_at).order_by(InboxRow.c.id)
    assert [tuple(row) for row in await database.peek(question)] == [(1001, NOW), (1002, NOW)]
    async with database.transaction() as transaction:
        await transaction.write(storing(3))
        assert len(await database.peek(question)) == 3
