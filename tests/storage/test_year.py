"""A year of follow-ups: exact to the calendar when nothing disturbs, and sound when everything does."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from core.database import Database
from core.errors import SayableError
from core.ids import UserId
from mailbox.outbox import OutgoingRow
from tests.storage.test_follow_ups import meet, run_due
from tests.storage.world import AN, BOBO, COMPLAINT, DOUDOU, LIAISON, MINE, OWNER, XIAOYU, World, build_world, restarted
from tickets.agenda import FollowUpRow
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, TicketState, WaitingOn
from tickets.repository import TicketRow
from triage.desk.moves import Desk
from workspaces.repository import WorkspaceRow

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")
YEAR = timedelta(days=365)
WINDOWS = ((12, 13), (18, 20))


async def settle_in(world: World, zone: str) -> ZoneInfo:
    """Move the workspace to another zone."""
    async with world.database.transaction() as transaction:
        mine = WorkspaceRow.update().where(WorkspaceRow.c.id == MINE)
        await transaction.execute(mine.values(settings={"zone": zone}))
    await world.tools.loader.load_all()
    return ZoneInfo(zone)


async def next_due(world: World) -> datetime | None:
    query = select(FollowUpRow.c.due_at).where(FollowUpRow.c.state == "waiting").order_by(FollowUpRow.c.due_at)
    async with world.database.read() as connection:
        return (await connection.execute(query.limit(1))).scalar_one_or_none()


async def private_messages(world: World) -> list[tuple[UserId, datetime]]:
    rows = await world.rows(OutgoingRow, purpose="follow-up")
    return [(UserId(row["chat_id"]), row["created_at"]) for row in rows]


@pytest.mark.parametrize("zone", ZONES)
async def test_undisturbed_a_year_is_exact_to_the_calendar(database: Database, zone: str) -> None:
    world = await build_world(database, now="11-02 08:00")
    there = await settle_in(world, zone)
    start = datetime(2026, 11, 2, 14, 0, tzinfo=there)
    world.clock.now = start.astimezone(world.clock.now.tzinfo)
    await meet(world, DOUDOU)
    await world.says(DOUDOU, COMPLAINT)
    (ticket,) = await world.tickets()
    await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.COURIER)
    run = run_due(world)
    while (due := await next_due(world)) is not None and due < start + YEAR:
        world.clock.now = due
        assert await run() > 0
    heard = [at.astimezone(there) for _, at in await private_messages(world)]
    day, expected = start.date(), [(start.date(), 18)]
    for step in range(1, len(heard)):
        day += timedelta(days=1 if step < 3 else 3)
        expected.append((day, 12))
    assert [(at.date(), at.hour) for at in heard] == expected
    assert {(at.minute, at.second) for at in heard} == {(0, 0)}
    assert len(heard) == 3 + (YEAR.days - 2) // 3
    checks = [row["settled_at"] for row in await world.rows(FollowUpRow, kind="waiting_check", state="done")]
    hours = [24, 48, 72, *range(144, 24 * 365, 72)]
    assert [(at - start) / timedelta(hours=1) for at in checks] == hours[: len(checks)]
    assert len(checks) >= 120


class Life:
    """Somebody who lives through a year: things happen, the bot goes down, clocks are set back."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.random = world, random.Random(seed)

    async def go_on(self) -> None:
        """Let time pass: to what is due next, a little, or through a downtime; now and then the clock steps back."""
        clock, due = self.world.clock, await next_due(self.world)
        kind = self.random.random()
        if kind < 0.04:
            clock.forward(hours=self.random.uniform(3, 96))
        elif kind < 0.08:
            clock.forward(minutes=-self.random.uniform(1, 59))
        elif kind < 0.3 or due is None:
            clock.forward(minutes=self.random.uniform(5, 600))
        else:
            clock.now = max(clock.now, due) + timedelta(seconds=self.random.uniform(0, 5))
        if self.random.random() < 0.08:
            self.world = await restarted(self.world)

    async def act(self) -> None:
        """Let somebody do something to a ticket, if the rules let them."""
        tickets = await self.world.tickets()
        ticket, desk = self.random.choice(tickets), Desk(self.world.tools, self.world.cases)
        action = self.random.choice(
            (Action.WAIT, Action.WAIT, Action.TAKE, Action.RESOLVE, Action.CLOSE, Action.REOPEN)
        )
        on = self.random.choice(list(WaitingOn)[:5]) if action is Action.WAIT else None
        outcome = Outcome.REFUND if action is Action.RESOLVE else None
        try:
            await desk.by_staff(ticket.id, action, by=OWNER, on=on, outcome=outcome)
        except SayableError:
            return


async def check(world: World) -> None:
    """Nothing is doubled, and each open ticket has a next step while a closed one has none."""
    rows = await world.rows(FollowUpRow, state="waiting")
    waiting = Counter((row["ticket_id"], row["kind"]) for row in rows if not row["details"].get("promise"))
    assert max(waiting.values(), default=0) <= 1, waiting
    going = {row["ticket_id"] for row in rows}
    for row in await world.rows(TicketRow):
        is_over = row["state"] == TicketState.CLOSED.value
        assert (row["id"] in going) != is_over, (row["state"], row["waiting_on"])


@pytest.mark.parametrize(("zone", "seed"), [("Australia/Lord_Howe", 2)])
async def test_a_disturbed_year_stays_sound(database: Database, zone: str, seed: int) -> None:
    world = await build_world(database, now="11-02 08:00")
    there = await settle_in(world, zone)
    await meet(world, DOUDOU, BOBO, XIAOYU)
    for member in (DOUDOU, BOBO, XIAOYU, AN):  # the last one never started the bot
        await world.says(member, COMPLAINT, reply_to=500)
    life, end, rounds = Life(world, seed), world.clock.now + YEAR, 0
    while life.world.clock.now < end:
        rounds += 1
        await life.go_on()
        if life.random.random() < 0.12:
            await life.act()
        await run_due(life.world)()
        if rounds % 7 == 0:
            await check(life.world)
    await check(life.world)
    messages = await private_messages(life.world)
    for _, at in messages:
        local = at.astimezone(there)
        assert any(first <= local.hour < last for first, last in WINDOWS), local
    windows = Counter((who, at.astimezone(there).date(), at.astimezone(there).hour < 15) for who, at in messages)
    assert max(windows.values()) == 1
    assert len(messages) > 60
    assert AN not in {who for who, _ in messages}
    for row in await life.world.rows(FollowUpRow, state="done"):
        assert row["settled_at"] >= row["due_at"]
    assert {row["kind"] for row in await life.world.rows(FollowUpRow, state="done")} >= {
        FollowUpKind.PROGRESS.value,
        FollowUpKind.WAITING_CHECK.value,
        FollowUpKind.RESOLUTION_CHECK.value,
        FollowUpKind.MEMBER_REMINDER.value,
    }
