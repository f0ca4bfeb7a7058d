"""Updates come twice, in disorder, while the database is away: one effect each, and only what is kept is confirmed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

import pytest

from core.change import Change
from core.direct import DirectWriter
from playground.emulator import User
from tests.flow.village import Village


@contextmanager
def _locked(village: Village) -> Iterator[None]:
    """Let another program hold the database's write lock."""
    with closing(sqlite3.connect(village.books.file, isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        yield
        intruder.execute("ROLLBACK")


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Set once the bot tried to write and could not."""
    event, write_now = asyncio.Event(), DirectWriter.write_now

    def watched(writer: DirectWriter, changes: Sequence[Change]) -> bool:
        is_written = write_now(writer, changes)
        if not is_written:
            event.set()
        return is_written

    monkeypatch.setattr(DirectWriter, "write_now", watched)
    return event


async def test_update_that_comes_twice_has_one_effect(village: Village) -> None:
    await village.prepare()
    village.telegram.faults.duplicate(4)
    complaint = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    doubt = village.world.say(village.group, village.other, "这个是正品吗")
    village.world.tell(village.owner, "/product 面膜")
    await village.answered(complaint, "#1001")
    await village.answered(doubt, "授权书")
    await village.settled()
    assert (len(complaint.replies), len(doubt.replies)) == (1, 1)
    assert village.books.count("ticket", "number IS NOT NULL") == 1
    assert village.books.count("product", "name = '面膜'") == 1


async def test_disorder_within_a_batch_loses_nothing(village: Village) -> None:
    await village.prepare()
    village.telegram.faults.shuffle()
    with village.telegram.faults.outage():
        said = [
            village.world.say(village.group, user, "快递五天了一动不动,什么时候能到") for user in _people(village, 5)
        ]
    for message in said:
        await village.answered(message, "已登记售后单")
    assert sorted(village.books.ask("SELECT number FROM ticket")) == [(number,) for number in range(1001, 1006)]
    assert len(village.telegram.world.updates) == 0


async def test_gap_in_the_update_ids_is_no_gap_in_the_answers(village: Village) -> None:
    await village.prepare()
    village.world.updates.skip_ids(1_000_000)
    said = village.world.say(village.group, village.member, "这个是正品吗")
    await village.answered(said, "授权书")


async def test_nothing_is_confirmed_while_the_database_is_locked(village: Village, refused: asyncio.Event) -> None:
    await village.prepare()
    with _locked(village):
        said = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
        await asyncio.wait_for(refused.wait(), 10)
        assert len(village.world.updates) == 1
        assert not said.replies
    await village.answered(said, "#1001", timeout=20)
    await village.settled()
    assert len(village.world.updates) == 0
    assert len(said.replies) == 1


async def test_database_locked_between_intake_and_answer_loses_nothing(
    village: Village, refused: asyncio.Event
) -> None:
    await village.prepare()
    said = [village.world.say(village.group, user, "收到喷头就是漏的,我要退款") for user in _people(village, 8)]
    await village.until(lambda: len(village.world.updates) == 0, "the updates are taken")
    refused.clear()
    with _locked(village):
        await asyncio.wait_for(refused.wait(), 10)
    for message in said:
        await village.answered(message, "已登记售后单", timeout=20)
    assert [len(message.replies) for message in said] == [1] * 8


def _people(village: Village, count: int) -> list[User]:
    return [village.add_member(f"成员{number}") for number in range(count)]
