"""Lanes: in order per chat, one worker a chat, nothing forgotten after a crash."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from core.change import Change
from core.database import Database
from core.ids import ChatId, InboxId
from core.writer import Writer
from mailbox import inbox
from mailbox.inbox import InboxRow, Lanes, Received
from mailbox.leadership import Leadership

NOW = datetime(2026, 11, 22, 7, 20, tzinfo=UTC)


class Hands:
    """A clock that only moves when told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def lanes_of(database: Database, holder: str, clock: Hands) -> Lanes:
    lanes = Lanes(database, 7, holder, clock)
    database.listen(InboxRow, lanes.feed)
    return lanes


async def store(database: Database, *items: tuple[int, int]) -> None:
    change = Change()
    rows = [Received(InboxId(number), number, ChatId(chat), "{}", NOW) for number, chat in items]
    inbox.store(change, 7, rows)
    await Writer(database).commit(change)


async def take(lanes: Lanes, database: Database) -> list[int]:
    """Work through one chat and return the ids in the order they came."""
    chat = await asyncio.wait_for(lanes.next_chat(), 2)
    order = []
    while (item := lanes.first(chat)) is not None:
        order.append(int(item.id))
        finish = Change()
        finish.amend(inbox.FINISH, inbox_id=item.id, at=NOW)
        await Writer(database).commit(finish)
        lanes.drop(item)
    lanes.release(chat)
    return order


async def test_what_waits_is_handed_out_chat_by_chat_in_order(database: Database) -> None:
    lanes = lanes_of(database, "a", Hands())
    await store(database, (1, -1), (3, -1), (2, -2))
    assert lanes.unclaimed.is_set()
    await lanes.look()
    assert sorted([await take(lanes, database), await take(lanes, database)]) == [[1, 3], [2]]


async def test_a_held_lane_needs_no_second_claim(database: Database) -> None:
    lanes = lanes_of(database, "a", Hands())
    await store(database, (1, -1))
    await lanes.look()
    await take(lanes, database)
    await store(database, (2, -1))
    assert not lanes.unclaimed.is_set()
    assert await take(lanes, database) == [2]


async def test_two_workers_never_hold_one_lane(database: Database) -> None:
    clock = Hands()
    first, second = Lanes(database, 7, "a", clock), Lanes(database, 7, "b", clock)
    await store(database, (1, -1), (2, -2))
    await first.look()
    await second.look()
    assert sorted([await take(first, database), await take(first, database)]) == [[1], [2]]
    assert second.first(ChatId(-1)) is None


async def test_a_dead_workers_lanes_are_taken_over_after_the_lease(database: Database) -> None:
    clock = Hands()
    dead, heir = Lanes(database, 7, "a", clock), Lanes(database, 7, "b", clock)
    await store(database, (1, -1))
    await dead.look()
    await heir.look()
    assert heir.first(ChatId(-1)) is None
    clock.now += timedelta(seconds=11)
    await heir.look()
    assert await take(heir, database) == [1]


async def test_a_renewed_lane_is_kept(database: Database) -> None:
    clock = Hands()
    first, second = Lanes(database, 7, "a", clock), Lanes(database, 7, "b", clock)
    await store(database, (1, -1))
    await first.look()
    for _ in range(4):
        clock.now += timedelta(seconds=4)
        await first.renew()
    await second.look()
    assert second.first(ChatId(-1)) is None


async def test_an_idle_lane_is_let_go(database: Database) -> None:
    clock = Hands()
    first, second = Lanes(database, 7, "a", clock), Lanes(database, 7, "b", clock)
    await store(database, (1, -1))
    await first.look()
    await take(first, database)
    clock.now += timedelta(seconds=11)
    await first.renew()
    await store(database, (2, -1))
    await second.look()
    assert await take(second, database) == [2]


async def test_leadership_passes_on_only_when_it_lapses(database: Database) -> None:
    clock = Hands()
    first, second = Leadership(database, "desk", "a", clock), Leadership(database, "desk", "b", clock)
    assert await first.renew()
    assert not await second.renew()
    clock.now += timedelta(seconds=9)
    assert await first.renew()
    clock.now += timedelta(seconds=11)
    assert await second.renew()
    assert not await first.renew()


async def test_who_resigns_is_followed_at_once(database: Database) -> None:
    clock = Hands()
    first, second = Leadership(database, "desk", "a", clock), Leadership(database, "desk", "b", clock)
    await first.renew()
    await first.resign()
    assert await second.renew()
