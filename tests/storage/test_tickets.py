"""Ticket rows: versions, numbers, lists and pages, follow-ups that are cancelled and planned in one Change."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError
from core.ids import CommunityId, FollowUpId, ProductId, TicketId, UserId, WorkspaceId
from core.writer import Writer
from tests.storage.world import AN, BOBO, ELSEWHERE, HOME, LIAISON, MINE, SPRAY, THEIRS, World, build_world
from tests.unit.tickets.cases import ticket as usual
from tickets.agenda import (
    CANCEL_FOLLOW_UPS,
    REPLAN_FOLLOW_UP,
    SETTLE_DUE,
    FollowUpRow,
    add_follow_up,
    due_follow_ups,
    waiting_follow_ups,
)
from tickets.models import FollowUp, FollowUpKind, Outcome, Priority, Ticket, TicketKind, TicketState, WaitingOn
from tickets.repository import (
    TicketRow,
    add_line,
    add_ticket,
    find_ticket,
    last_number,
    list_tickets,
    open_tickets_of,
    save_ticket,
    ticket_by_number,
    ticket_of_message,
    tickets_of_member,
    timeline,
    waiting_for_proof,
)


def ticket(number: int | None, **changes: Any) -> Ticket:
    same = {"id": TicketId(10_000 + (number or 0)), "workspace_id": MINE, "community_id": HOME, "number": number}
    return usual(**{**same, **changes})


def follow_up(number: int, of: Ticket, **changes: Any) -> FollowUp:
    values = {"kind": FollowUpKind.PROGRESS, "step": 0, "due_at": of.opened_at, "details": {"since": "x"}}
    return FollowUp(FollowUpId(number), of.id, of.workspace_id, **{**values, **changes})


async def keep(world: World, *things: Ticket | FollowUp) -> None:
    change = Change()
    for thing in things:
        if isinstance(thing, Ticket):
            add_ticket(change, thing)
        else:
            add_follow_up(change, thing)
    await Writer(world.database).commit(change)


async def test_a_ticket_comes_back_as_it_was_written(database: Database) -> None:
    world = await build_world(database)
    full = ticket(
        1024, product_id=SPRAY, wants=("refund", "exchange"), priority=Priority.URGENT, waiting_on=WaitingOn.MERCHANT,
        state=TicketState.WAITING, outcome=Outcome.REFUND, promised_at=world.clock.now, may_contact=False, thread_id=8,
    )  # fmt: skip
    await keep(world, full)
    async with database.read() as connection:
        assert await find_ticket(connection, MINE, full.id) == full
        assert await find_ticket(connection, THEIRS, full.id) is None
        assert await ticket_by_number(connection, MINE, 1024) == full
        assert await ticket_by_number(connection, THEIRS, 1024) is None


async def test_who_saves_an_older_version_is_told(database: Database) -> None:
    world = await build_world(database)
    first = ticket(1001)
    await keep(world, first)
    change = Change()
    second = save_ticket(change, first, ticket(1001, priority=Priority.HIGH))
    await Writer(database).commit(change)
    assert second.version == first.version + 1
    stale = Change()
    save_ticket(stale, first, ticket(1001, priority=Priority.URGENT))
    with pytest.raises(ConflictError):
        await Writer(database).commit(stale)
    assert [(row["priority"], row["version"]) for row in await world.rows(TicketRow)] == [("high", 2)]


async def test_of_two_who_save_at_once_one_wins_even_in_one_group(database: Database) -> None:
    world = await build_world(database)
    first, other = ticket(1001), ticket(1002)
    await keep(world, first, other)
    changes = [Change() for _ in range(3)]
    save_ticket(changes[0], first, ticket(1001, priority=Priority.HIGH))
    save_ticket(changes[1], first, ticket(1001, priority=Priority.URGENT))
    save_ticket(changes[2], other, ticket(1002, priority=Priority.HIGH))
    writer = Writer(database)
    results = await asyncio.gather(*(writer.commit(change) for change in changes), return_exceptions=True)
    assert sorted(isinstance(result, ConflictError) for result in results) == [False, False, True]
    assert results[2] is None
    assert [row["version"] for row in await world.rows(TicketRow)] == [2, 2]


async def test_a_number_is_given_once_in_a_workspace(database: Database) -> None:
    world = await build_world(database)
    await keep(world, ticket(1001), ticket(None, id=TicketId(1)), ticket(None, id=TicketId(2)))
    await keep(world, ticket(1001, id=TicketId(3), workspace_id=THEIRS, community_id=ELSEWHERE))
    with pytest.raises(ConflictError):
        await keep(world, ticket(1001, id=TicketId(4)))
    async with database.read() as connection:
        assert await last_number(connection, MINE) == 1001
        assert await last_number(connection, WorkspaceId(999)) == 1000


async def test_a_product_of_nowhere_is_refused(database: Database) -> None:
    world = await build_world(database)
    with pytest.raises(ConflictError):
        await keep(world, ticket(1001, product_id=ProductId(4711)))
    with pytest.raises(ConflictError):
        await keep(world, ticket(1001, community_id=CommunityId(4711)))


async def build_list(world: World) -> None:
    opened = [world.clock.now + timedelta(minutes=minute) for minute in range(25)]
    rows = [ticket(1001 + place, opened_at=at, member_id=UserId(place % 3)) for place, at in enumerate(opened)]
    rows[3] = ticket(1004, opened_at=opened[3], responsible_id=UserId(77), words="ABC 喷头漏了 100%_")
    rows[5] = ticket(1006, opened_at=opened[5], state=TicketState.CLOSED)
    rows[7] = ticket(1008, opened_at=opened[7], promised_at=world.clock.now, member_name="小林")
    await keep(world, *rows, ticket(1001, id=TicketId(1), workspace_id=THEIRS, community_id=ELSEWHERE))


async def test_lists_have_pages_of_ten_oldest_first(database: Database) -> None:
    world = await build_world(database)
    await build_list(world)
    async with database.read() as connection:
        pages = [await list_tickets(connection, MINE, offset=offset) for offset in (0, 10, 20)]
    assert [(len(page), total) for page, total in pages] == [(10, 24), (10, 24), (4, 24)]
    numbers = [item.number for page, _ in pages for item in page]
    assert numbers == sorted(set(range(1001, 1026)) - {1006})


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"responsible_id": UserId(77)}, [1004]),
        ({"words": "漏"}, [1004]),
        ({"words": "abc"}, [1004]),
        ({"words": "小林"}, [1008]),
        ({"words": "%"}, [1004]),
        ({"words": "0%_"}, [1004]),
        ({"words": "没有的"}, []),
        ({"states": [TicketState.CLOSED]}, [1006]),
        ({"words": "漏", "responsible_id": LIAISON}, []),
    ],
)
async def test_lists_are_filtered(database: Database, filters: dict[str, Any], found: list[int]) -> None:
    world = await build_world(database)
    await build_list(world)
    async with database.read() as connection:
        page, total = await list_tickets(connection, MINE, **filters)
    assert ([item.number for item in page], total) == (found, len(found))


async def test_late_ones_are_those_whose_named_time_is_over(database: Database) -> None:
    world = await build_world(database)
    await build_list(world)
    async with database.read() as connection:
        page, _ = await list_tickets(connection, MINE, late_at=world.clock.now + timedelta(seconds=1))
        none, _ = await list_tickets(connection, MINE, late_at=world.clock.now)
    assert ([item.number for item in page], none) == ([1008], [])


async def test_a_member_s_tickets_are_found_in_all_workspaces_but_open_ones_in_one(database: Database) -> None:
    world = await build_world(database)
    doubt = ticket(None, id=TicketId(1), kind=TicketKind.DOUBT, member_id=AN)
    theirs = ticket(1001, id=TicketId(2), member_id=AN, workspace_id=THEIRS, community_id=ELSEWHERE)
    done = ticket(1002, id=TicketId(3), member_id=AN, state=TicketState.RESOLVED)
    await keep(world, doubt, theirs, done, ticket(1003, id=TicketId(4), member_id=BOBO))
    async with database.read() as connection:
        assert await tickets_of_member(connection, AN) == [done, theirs]
        assert await open_tickets_of(connection, MINE, AN) == [doubt]
        assert await ticket_of_message(connection, MINE, AN, done.chat_id, done.message_id) == done
        assert await ticket_of_message(connection, MINE, AN, done.chat_id, 4711) is None


async def test_a_timeline_is_read_from_its_end(database: Database) -> None:
    world = await build_world(database)
    one = ticket(1001)
    await keep(world, one)
    change = Change()
    for number in range(1, 31):
        add_line(change, number, one.id, world.clock.now, "said", text=str(number), actor_id=AN, n=number)
    await Writer(database).commit(change)
    async with database.read() as connection:
        lines = await timeline(connection, one.id, limit=20)
    assert [line["text"] for line in lines] == [str(number) for number in range(11, 31)]
    assert lines[0]["details"] == {"n": 11}


async def test_cancelling_spares_what_the_same_change_plans(database: Database) -> None:
    world = await build_world(database)
    one, other = ticket(1001), ticket(1002)
    await keep(world, one, other, follow_up(1, one), follow_up(2, one), follow_up(3, other))
    change = Change()
    add_follow_up(change, follow_up(50, one, kind=FollowUpKind.RESOLUTION_CHECK))
    change.amend(CANCEL_FOLLOW_UPS, the_ticket=one.id, before=50, at=world.clock.now)
    await Writer(database).commit(change)
    async with database.read() as connection:
        assert [item.id for item in await waiting_follow_ups(connection, one.id)] == [50]
        assert [item.id for item in await waiting_follow_ups(connection, other.id)] == [3]
    assert [row["state"] for row in await world.rows(FollowUpRow)] == ["cancelled", "cancelled", "waiting", "waiting"]


async def test_a_follow_up_is_moved_while_it_waits(database: Database) -> None:
    world = await build_world(database)
    one = ticket(1001)
    await keep(world, one, follow_up(1, one))
    later = world.clock.now + timedelta(days=1)
    change = Change()
    change.amend(REPLAN_FOLLOW_UP, the_follow_up=1, new_due_at=later)
    await Writer(database).commit(change)
    async with database.transaction() as transaction:
        assert await due_follow_ups(transaction.connection, later - timedelta(seconds=1), 9) == []
        ((due, of),) = await due_follow_ups(transaction.connection, later, 9)
    assert (due, of) == (follow_up(1, one, due_at=later), one)
    settled = Change()
    settled.amend(SETTLE_DUE, the_follow_up=1, at=later)
    await Writer(database).commit(settled)
    with pytest.raises(ConflictError):
        await Writer(database).commit(change)  # what is done is not moved any more


async def test_who_waits_for_proof_is_listed_first_come_first(database: Database) -> None:
    world = await build_world(database)
    waiting = {"state": TicketState.WAITING, "waiting_on": WaitingOn.EVIDENCE, "product_id": SPRAY}
    await keep(world, ticket(1002, **waiting), ticket(1001, **waiting), ticket(1003, product_id=SPRAY))
    async with database.read() as connection:
        assert [item.number for item in await waiting_for_proof(connection, [SPRAY, None])] == [1001, 1002]
        assert await waiting_for_proof(connection, [ProductId(4711)]) == []
