"""Who is away hands over, gets nothing new, and has it all back on the morning of the day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.database import Database
from core.errors import SayableError
from tests.storage.world import ADMIN, COMPLAINT, DOUDOU, LIAISON, World, build_world, local
from tickets.models import Ticket
from triage.desk.away import GoAway, HandBack


async def complain(world: World) -> Ticket:
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    return (await world.tickets())[-1]


async def test_open_cases_go_over_and_come_back(database: Database) -> None:
    world = await build_world(database)
    await complain(world)
    await GoAway(world.tools)(world.mine, "11-25 小助", by=LIAISON)
    assert (await world.tickets())[0].responsible_id == ADMIN
    assert world.mine.responsible == ADMIN
    world.clock.now = local("11-25 08:59")
    await HandBack(world.tools)()
    assert (await world.tickets())[0].responsible_id == ADMIN
    world.clock.now += timedelta(minutes=1)
    for _ in range(2):
        await HandBack(world.tools)()
    assert (await world.tickets())[0].responsible_id == LIAISON
    assert world.mine.responsible == LIAISON
    assert (await world.sent(LIAISON)).count("staff-away") == 1


async def test_whoever_is_back_early_says_so(database: Database) -> None:
    world = await build_world(database)
    await complain(world)
    await GoAway(world.tools)(world.mine, "2026-12-01 群主", by=LIAISON)
    with pytest.raises(SayableError, match="already"):
        await GoAway(world.tools)(world.mine, "12-02 群主", by=LIAISON)
    reply = await GoAway(world.tools)(world.mine, "回来", by=LIAISON)
    assert reply.words.text == "欢迎回来,交还 1 张单。"


@pytest.mark.parametrize("typed", ["", "11-25", "11-25 谁谁", "2-30 小助", "11-25 老李", "昨天 小助"])
async def test_a_wrong_day_or_name_changes_nothing(database: Database, typed: str) -> None:
    world = await build_world(database)
    await complain(world)
    with pytest.raises(SayableError):
        await GoAway(world.tools)(world.mine, typed, by=LIAISON)
    assert (await world.tickets())[0].responsible_id == LIAISON
