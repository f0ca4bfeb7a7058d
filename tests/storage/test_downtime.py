"""After the bot was away: owners and operators are told what was taken up, each community hears one line at most."""

from __future__ import annotations

from datetime import timedelta

from core.database import Database
from core.ids import UserId
from mailbox.leadership import Leadership
from tests.storage.world import AN, BOBO, CHAT, DOUBT, LETTER, OWNER, World, build_world
from triage.doors.operators import OperatorAlert
from triage.downtime import ReportDowntime

OPERATOR = UserId(77)


def report(world: World) -> ReportDowntime:
    return ReportDowntime(world.tools, OperatorAlert(world.tools, (OPERATOR,), {OPERATOR}))


async def test_owner_operator_and_community_are_told_once(database: Database) -> None:
    world = await build_world(database, LETTER)
    begin = world.clock.now - timedelta(hours=3)
    telling = report(world)
    telling.was_away(begin)
    for member, ago in ((AN, 160), (BOBO, 150), (BOBO, 30)):
        await world.says(member, DOUBT, at=world.clock.now - timedelta(minutes=ago))
    await telling()
    assert await world.texts("staff-downtime", OWNER) == []  # what Telegram kept is still coming in
    world.clock.forward(seconds=61)
    await telling()
    await telling()
    (told,) = await world.texts("staff-downtime", OWNER)
    assert told.startswith("停机 12:00–15:00,补处理 3 条。")
    assert "2 条等了两小时以上" in told
    (line,) = await world.texts("catch-up", CHAT)
    assert "这段时间问的 2 条都看到了" in line
    (alert,) = await world.texts("operator", OPERATOR)
    assert alert == "停机 12:00–15:00,补处理 3 条。"


async def test_a_restart_is_not_worth_telling(database: Database) -> None:
    world = await build_world(database, LETTER)
    telling = report(world)
    telling.was_away(world.clock.now - timedelta(minutes=4))
    telling.was_away(None)
    await world.says(AN, DOUBT, at=world.clock.now - timedelta(minutes=2))
    world.clock.forward(minutes=2)
    await telling()
    assert await world.sent(OPERATOR) == []


async def test_whoever_starts_knows_until_when_somebody_was_there(database: Database) -> None:
    world = await build_world(database)
    first, second = (Leadership(database, "desk", name, world.clock) for name in ("a", "b"))
    assert await first.last_held_until() is None
    await first.renew()
    await first.resign()
    left = world.clock.now
    world.clock.forward(minutes=30)
    assert await second.last_held_until() == left
    assert await second.renew()
