"""Beyond the hourly limits: a reaction, one collecting line within a quarter of an hour, one notice to staff."""

from __future__ import annotations

from dataclasses import replace

from core.database import Database
from mailbox.outbox import OutgoingRow
from tests.storage.world import AN, BOBO, CHAT, DOUBT, DOUDOU, LETTER, MASK, OWNER, XIAOYU, World, build_world
from tickets.models import TicketState
from triage.desk.cases import Cases
from triage.limiting import CollectLimited
from triage.repository import ConcernRow


async def collect(world: World) -> int:
    return await CollectLimited(world.tools, Cases(world.tools))()


async def limited(database: Database) -> World:
    """A community in which six full answers about something else were given within the hour."""
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (answer,) = world.home.answers
    world.home.answers = [replace(answer, id=number, product_id=MASK) for number in range(6)]
    return world


async def test_doubts_beyond_the_limit_are_spoken_to_together(database: Database) -> None:
    world = await limited(database)
    await world.says(BOBO, DOUBT)
    await world.says(XIAOYU, DOUBT)
    assert await collect(world) == 0
    world.clock.forward(minutes=11)
    assert await collect(world) == 2
    (line,) = await world.rows(OutgoingRow, purpose="collecting")
    assert "波波、小鱼" in line["payload"]["text"]
    assert "授权书" in line["payload"]["text"]
    (notice,) = await world.texts("staff-limited", OWNER)
    assert "已限流 2 条" in notice
    assert [ticket.state for ticket in await world.tickets()] == [TicketState.RESOLVED] * 3


async def test_the_collecting_line_comes_once(database: Database) -> None:
    world = await limited(database)
    await world.says(BOBO, DOUBT)
    world.clock.forward(minutes=11)
    await collect(world)
    world.clock.forward(minutes=11)
    assert await collect(world) == 0
    assert (await world.sent(CHAT)).count("collecting") == 1
    assert [row["why"] for row in await world.rows(ConcernRow, member_id=BOBO)] == ["collected"]


async def test_cases_beyond_the_limit_are_told_their_numbers_together(database: Database) -> None:
    world = await build_world(database)
    world.mine.settings = replace(world.mine.settings, receipts_per_hour=1)
    await world.says(AN, "收到喷头就是漏的,根本喷不出来,我要退款")
    await world.says(DOUDOU, "快递都五天了还停在上海,一动不动,给我退款")
    world.clock.forward(minutes=11)
    assert await collect(world) == 1
    (line,) = await world.texts("collecting")
    assert "豆豆,登记好了:#1002" in line


async def test_nobody_beyond_the_limit_means_no_line(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=11)
    assert await collect(world) == 0
