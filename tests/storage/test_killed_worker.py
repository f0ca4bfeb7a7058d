"""Two workers do what is due on PostgreSQL, one is killed in the middle: still each follow-up once."""

from __future__ import annotations

import asyncio
import random
import sys
from collections import Counter
from contextlib import suppress

import pytest

from benchmarks.followups import fill
from core.database import Database
from core.errors import StorageError
from mailbox.outbox import OutgoingRow
from tests.storage.test_follow_ups import run_due
from tests.storage.world import build_world, local
from tickets.agenda import FollowUpRow
from tickets.repository import TimelineRow
from workspaces.repository import WorkspaceRow

TICKETS = 500


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_worker_killed_at_random_leaves_each_follow_up_done_once(database: Database, seed: int) -> None:
    if database.is_embedded:
        pytest.skip("SQLite has one process")
    world = await build_world(database, now="11-22 15:00")
    async with database.transaction() as transaction:  # reminders as they come, so that each is one to count
        await transaction.execute(WorkspaceRow.update().values(settings={"merge_hours": 0}))
    await world.tools.loader.load_all()
    await fill(world, TICKETS)
    world.clock.now = local("11-23 12:10")
    url = database.url.render_as_string(hide_password=False)
    command = (sys.executable, "-m", "tests.storage.second_worker", url, world.clock.now.isoformat())
    other = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    assert (await other.stdout.readline()).strip() == b"ready"
    other.stdin.write(b"go\n")
    await other.stdin.drain()
    until_killed = asyncio.create_task(asyncio.sleep(random.Random(seed).uniform(0.1, 0.5)))
    mine = asyncio.create_task(run_due(world)())
    await until_killed
    other.kill()
    await other.wait()
    with suppress(StorageError):  # what both held at that moment: the next look finds it
        await mine
    for _ in range(5):
        await run_due(world)()
    fired = await world.rows(FollowUpRow, state="done")
    assert Counter(row["kind"] for row in fired) >= Counter(first_response=TICKETS, waiting_check=TICKETS)
    reminded = Counter(line["ticket_id"] for line in await world.rows(TimelineRow, event="reminded"))
    assert set(reminded.values()) == {2}  # a first response and a check on each, neither twice
    keys = [row["dedupe_key"] for row in await world.rows(OutgoingRow) if row["dedupe_key"]]
    assert len(keys) == len(set(keys))
    told = Counter(line["ticket_id"] for line in await world.rows(TimelineRow, event="told"))
    assert set(told.values()) == {1}
