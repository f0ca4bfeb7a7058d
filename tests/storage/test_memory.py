"""The Loader restores the Watch: at start, after a change, and from what other workers wrote."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from core.change import Change
from core.database import Database
from evidence.models import EvidenceKind
from evidence.shelf import add_evidence
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row, settle
from mailbox.sender import Fate
from tests.storage.messenger import outgoing
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    CHAT,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    MINE,
    OTHER_CHAT,
    OWNER,
    ROUTE,
    SECOND_CHAT,
    SPRAY,
    STRANGER,
    THEIRS,
    build_world,
    proof,
    restarted,
)
from triage.deliveries import AfterDelivery
from triage.doors.membership import MeetPerson
from triage.memory import remember_ours
from workspaces.repository import TOUCH


async def test_a_restart_knows_what_was_known(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    again = await restarted(world)
    assert set(again.watch.communities) == {CHAT, SECOND_CHAT, OTHER_CHAT}
    assert again.home.concerns == world.home.concerns
    assert again.home.answers == world.home.answers
    assert again.home.promotions == world.home.promotions
    assert again.mine.cases == world.mine.cases == {DOUDOU}
    assert again.mine.last_number == world.mine.last_number == 1001
    assert again.mine.shelf_count == 2
    assert again.mine.reachable == {OWNER, ADMIN, LIAISON}
    assert again.mine.products[SPRAY].aliases == ("喷雾",)
    assert again.watch.workspaces[THEIRS].reachable == set()
    assert again.watch.workspaces[THEIRS].role_of(STRANGER).value == "owner"


async def test_open_requests_and_our_own_messages_are_known_again(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    (promise,) = await world.rows(OutgoingRow, purpose="promise")
    change = Change()
    settle(change, outgoing(promise["id"]), Delivery((4321,)), world.clock.now)
    await world.tools.writer.commit(change)
    again = await restarted(world)
    assert again.mine.requests == world.mine.requests
    assert set(again.home.ours) == {4321}
    assert again.home.ours[4321].concern_id == promise["concern_id"]


async def test_another_worker_s_work_is_learnt_within_a_look(database: Database) -> None:
    world = await build_world(database)
    other = await restarted(world)
    world.clock.forward(seconds=1)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    change = Change()
    add_evidence(change, proof(903, EvidenceKind.AUTHORIZATION))
    change.amend(TOUCH, the_workspace=MINE, at=world.clock.now)
    await world.tools.writer.commit(change)
    world.clock.forward(seconds=1)
    await other.tools.loader.load_changes()
    assert other.mine.cases == {DOUDOU}
    assert other.mine.next_number() == 1002
    assert other.mine.shelf_count == 1
    assert set(other.home.concerns) == set(world.home.concerns)
    assert len(other.home.answers) == len(world.home.answers)


async def test_two_workers_number_on_after_each_other(database: Database) -> None:
    world = await build_world(database)
    other = await restarted(world)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    world.clock.forward(seconds=2)
    await other.tools.loader.load_changes()
    await other.says(BOBO, COMPLAINT, reply_to=500, chat=SECOND_CHAT)
    assert [ticket.number for ticket in await world.tickets()] == [1001, 1002]


async def test_looking_again_doubles_nothing(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    for _ in range(3):
        await world.tools.loader.load_changes()
        await world.tools.loader.load_workspace(MINE)
        await world.tools.loader.load_all()
    assert len(world.home.answers) == len(world.home.concerns) == 1


async def test_a_group_is_never_missing_while_its_workspace_is_read(database: Database) -> None:
    world = await build_world(database)
    seen: list[int] = []

    async def gaze() -> None:
        while True:
            seen.append(len(world.watch.communities))
            await asyncio.sleep(0)

    gazing = asyncio.create_task(gaze())
    for _ in range(5):
        await world.tools.loader.load_workspace(MINE)
    gazing.cancel()
    assert set(seen) == {3}


async def test_what_is_older_than_two_days_is_let_go(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    world.clock.forward(hours=49)
    world.tools.loader.forget_old()
    assert (world.home.concerns, world.home.answers, world.home.promotions) == ({}, [], [])
    assert (await restarted(world)).home.concerns == {}


async def test_an_answer_that_was_never_sent_points_nobody_anywhere(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (row,) = await world.rows(OutgoingRow, purpose="answer")
    after = AfterDelivery(world.tools, MeetPerson(world.tools))
    await after(from_row(row), Fate.QUESTION_GONE, Delivery())
    assert "staff-gone" in await world.sent(LIAISON)
    world.clock.forward(minutes=5)
    assert [answer.kind for answer in (await restarted(world)).home.answers] == ["unsent"]
    await world.says(BOBO, DOUBT)
    assert (await world.sent()).count("answer") == 2


async def test_messages_without_a_case_are_not_remembered(database: Database) -> None:
    world = await build_world(database)
    remember_ours(world.home, [1, 2], None, None)
    assert world.home.ours == {}
    assert world.clock.now - timedelta(hours=1) == world.home.promotions[0].posted_at
