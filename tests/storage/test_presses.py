"""Buttons under an answer: 「仍有疑问」 and 「申请售后」, however often they are pressed."""

from __future__ import annotations

import pytest

from core.database import Database
from core.ids import UserId
from tests.storage.world import (
    AN,
    BOBO,
    COMPLAINT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    World,
    build_world,
)
from tickets.models import Priority, Ticket, TicketKind
from triage.desk.moves import Desk
from triage.mail import Place
from triage.presses import PressUnderAnswer


def desk(world: World) -> Desk:
    return Desk(world.tools, world.cases)


async def complain(world: World, who: UserId = DOUDOU) -> Ticket:
    await world.says(who, COMPLAINT, reply_to=500)
    return (await world.tickets(member_id=who))[-1]


async def test_a_bystander_s_still_logs_one_doubt_however_often_it_is_pressed(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (concern,) = world.home.concerns.values()
    press = PressUnderAnswer(world.tools, world.cases)
    for _ in range(3):
        await press.still(concern.id, by=BOBO, name="波波")
    assert [ticket.kind for ticket in await world.tickets(member_id=BOBO)] == [TicketKind.DOUBT]


async def test_the_doubter_s_still_becomes_one_numbered_case(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (concern,) = world.home.concerns.values()
    press = PressUnderAnswer(world.tools, world.cases)
    first, second = [await press.still(concern.id, by=AN, name="阿安") for _ in range(2)]
    assert first != second
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.priority, ticket.responsible_id) == (1001, Priority.NORMAL, LIAISON)
    assert await world.sent(LIAISON) == ["staff-still"]


@pytest.mark.parametrize("who", [AN, BOBO])
async def test_after_sales_under_an_answer_gives_one_number(database: Database, who: UserId) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    (concern,) = world.home.concerns.values()
    press = PressUnderAnswer(world.tools, world.cases)
    for _ in range(2):
        await press.aftersales(concern.id, by=who, name="某人", place=Place(world.home.community.chat_id, 9))
    numbered = [ticket for ticket in await world.tickets(member_id=who) if ticket.number is not None]
    assert [ticket.number for ticket in numbered] == [1001]
    assert (await world.sent()).count("receipt") == 1
