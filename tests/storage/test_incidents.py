"""Incidents: proposed by rule, one update for all, new cases join at once, each keeps its own end."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import SayableError
from core.ids import TicketId, UserId
from mailbox.outbox import OutgoingRow
from tests.storage.test_crises import minder, watcher
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    OWNER,
    STRANGER,
    XIAOYU,
    World,
    build_world,
    restarted,
    started,
)
from tickets.lifecycle import Action
from tickets.models import Outcome
from tickets.repository import TimelineRow, add_ticket
from triage.crises.incident_desk import IncidentDesk
from triage.crises.incident_rows import IncidentRow, IncidentTicketRow, add_to_incident
from triage.crises.incidents import WatchForIncidents
from triage.crises.rows import CrisisRow
from triage.crises.updating import TellAll
from triage.desk.followups import RunDue
from triage.desk.moves import Desk

SLOW = "快递都五天了还停在上海,一动不动"
NEWS = "圆通上海站停运,商家答应 11-25 前全部重发,11-24 18:00 再说一次。"


def watch(world: World) -> WatchForIncidents:
    return WatchForIncidents(world.tools, world.cases, TellAll(world.tools, world.cases))


def desk(world: World) -> IncidentDesk:
    return IncidentDesk(world.tools, world.cases, TellAll(world.tools, world.cases))


async def complain(world: World, *people: UserId, words: str = SLOW) -> None:
    for who in people:
        await world.says(who, words)
        world.clock.forward(minutes=1)


async def proposed(database: Database, *reachable: UserId) -> World:
    world = await build_world(database)
    change = Change()
    started(change, *reachable, at=world.clock())
    await world.tools.writer.commit(change)
    await complain(world, AN, BOBO, XIAOYU)
    assert await watch(world)() == 1
    return world


async def accepted(database: Database, *reachable: UserId) -> World:
    world = await proposed(database, *reachable)
    await desk(world).decide(await the_id(world), by=OWNER, is_one=True)
    return world


async def the_id(world: World) -> int:
    (row,) = await world.rows(IncidentRow)
    return int(row["id"])


async def told(world: World, text: str = NEWS) -> None:
    await desk(world).draft(await the_id(world), text, by=OWNER)
    await desk(world).settle(await the_id(world), by=ADMIN, is_sent=True)


async def run_due(world: World) -> None:
    await RunDue(world.tools, world.cases)()


async def heard(world: World, who: UserId) -> list[str]:
    return [text for text in await world.texts("follow-up", who) if NEWS in text]


async def test_three_tickets_of_one_cause_are_proposed_once(database: Database) -> None:
    world = await proposed(database)
    (card,) = await world.texts("staff-incident", OWNER)
    assert card.startswith("像是同一件事:快递停滞。24 小时内 3 张单:")
    assert "#1001 处理中 · 阿安 · 快递停滞" in card
    assert await watch(world)() == 0
    assert await watch(await restarted(world))() == 0
    assert world.mine.incidents == ()


async def test_two_tickets_or_one_member_with_three_are_none(database: Database) -> None:
    world = await build_world(database)
    await complain(world, AN, BOBO)
    assert await watch(world)() == 0


async def test_a_day_is_the_span(database: Database) -> None:
    world = await build_world(database)
    await complain(world, AN, BOBO)
    world.clock.forward(hours=24)
    await complain(world, XIAOYU)
    assert await watch(world)() == 0


async def test_two_workers_propose_it_once(database: Database) -> None:
    world = await build_world(database)
    await complain(world, AN, BOBO, XIAOYU)
    counts = await asyncio.gather(watch(world)(), watch(await restarted(world))())
    assert sum(counts) == 1
    assert len(await world.texts("staff-incident", OWNER)) == 1


async def test_what_staff_declined_is_not_proposed_again_that_day(database: Database) -> None:
    world = await proposed(database)
    await desk(world).decide(await the_id(world), by=OWNER, is_one=False)
    await complain(world, DOUDOU, STRANGER)
    assert await watch(world)() == 0
    with pytest.raises(SayableError, match="old"):
        await desk(world).decide(await the_id(world), by=ADMIN, is_one=True)


async def test_parcels_of_one_courier_are_one_incident(database: Database) -> None:
    world = await build_world(database)
    for number, who in enumerate((AN, BOBO, XIAOYU)):
        await complain(world, who, words=f"{SLOW},单号 YT123456789012{number}")
    assert await watch(world)() == 1
    (row,) = await world.rows(IncidentRow)
    assert row["aspect"] == "courier"
    assert row["title"].startswith("圆通")
    assert row["title"].endswith("快递停滞")


async def test_one_update_reaches_each_member_once_in_the_right_channel(database: Database) -> None:
    world = await accepted(database, AN)
    _, preview = await desk(world).draft(await the_id(world), NEWS, by=OWNER)
    assert f"有新进展:{NEWS}" in preview.words.text
    assert "私聊 1 人,群里原话下面 2 人" in preview.words.text
    assert await heard(world, AN) == []
    await desk(world).settle(await the_id(world), by=OWNER, is_sent=True)
    world.clock.at("11-22 17:30")
    await run_due(world)
    assert await heard(world, AN) == []  # not within a contact window
    world.clock.at("11-22 18:01")
    await run_due(world)
    (text,) = await heard(world, AN)
    assert "售后单 #1001" in text
    news = [text for text in await world.texts("news") if NEWS in text]
    assert len(news) == 2
    world.clock.forward(minutes=30)
    await run_due(world)
    assert len(await heard(world, AN)) == 1
    lines = await world.rows(TimelineRow, event="incident-told")
    assert len(lines) == 3
    assert all(line["text"] == NEWS for line in lines)


async def test_a_member_with_two_tickets_hears_it_once_with_both_numbers(database: Database) -> None:
    world = await accepted(database, AN)
    change = Change()
    (first,) = await world.tickets(member_id=AN)

    second = replace(first, id=TicketId(world.tools.new_id()), number=1009)
    add_ticket(change, second)
    add_to_incident(change, await the_id(world), second.id, world.clock())
    await world.tools.writer.commit(change)
    await told(world)
    world.clock.at("11-22 18:01")
    await run_due(world)
    (text,) = await heard(world, AN)
    assert "(这次也包括 #1009。)" in text


async def test_whoever_wants_no_messages_gets_none(database: Database) -> None:
    world = await accepted(database, AN)
    (ticket,) = await world.tickets(member_id=AN)
    await Desk(world.tools, world.cases).stop_contact(ticket.id, by=AN)
    _, preview = await desk(world).draft(await the_id(world), NEWS, by=OWNER)
    assert "1 人不要主动联系,不发。" in preview.words.text
    await desk(world).settle(await the_id(world), by=OWNER, is_sent=True)
    world.clock.at("11-22 18:01")
    await run_due(world)
    assert await heard(world, AN) == []


async def test_of_two_updates_before_the_window_the_newer_is_told(database: Database) -> None:
    world = await accepted(database, AN)
    await told(world, "先前的说法,11-24 18:00 再说。")
    await told(world)
    world.clock.at("11-22 18:01")
    await run_due(world)
    assert len(await heard(world, AN)) == 1
    assert not [text for text in await world.texts("follow-up", AN) if "先前的说法" in text]


async def test_a_new_complaint_alike_joins_at_once_and_hears_how_it_stands(database: Database) -> None:
    world = await accepted(database)
    await told(world)
    await complain(world, DOUDOU)
    receipt = (await world.texts("receipt"))[-1]
    assert f"这件不止你一个人遇到,现在的情况:{NEWS}" in receipt
    (own,) = await world.tickets(member_id=DOUDOU)
    assert [row["incident_id"] for row in await world.rows(IncidentTicketRow, ticket_id=own.id)] == [
        await the_id(world)
    ]
    await complain(world, STRANGER, words="收到喷头就是漏的,根本喷不出来,我要退款")
    assert "不止你一个人" not in (await world.texts("receipt"))[-1]


async def test_each_ticket_keeps_its_own_state_and_the_end_says_what_is_open(database: Database) -> None:
    world = await accepted(database)
    (first, *_) = await world.tickets()
    await Desk(world.tools, world.cases).by_staff(first.id, Action.RESOLVE, by=OWNER, outcome=Outcome.RESHIPMENT)
    _, reply = await desk(world).close(await the_id(world), by=OWNER)
    assert "还没办完的 2 张,接着各办各的:#1002和#1003" in reply.words.text
    assert world.mine.incidents == ()
    await complain(world, DOUDOU)
    assert await watch(world)() == 0


@pytest.mark.parametrize("who", [LIAISON, STRANGER, AN])
async def test_only_admins_and_owner_decide(database: Database, who: UserId) -> None:
    world = await proposed(database)
    number = await the_id(world)
    for act in (
        desk(world).show(number, by=who),
        desk(world).decide(number, by=who, is_one=True),
        desk(world).draft(number, NEWS, by=who),
        desk(world).close(number, by=who),
    ):
        with pytest.raises(SayableError):
            await act


async def test_what_promises_too_much_is_not_sent(database: Database) -> None:
    world = await accepted(database)
    with pytest.raises(SayableError, match="banned"):
        await desk(world).draft(await the_id(world), "保证正品,百分百赔", by=OWNER)
    with pytest.raises(SayableError, match="length"):
        await desk(world).draft(await the_id(world), "长" * 501, by=OWNER)
    with pytest.raises(SayableError, match="old"):
        await desk(world).settle(await the_id(world), by=OWNER, is_sent=True)


async def test_an_incident_opened_by_hand_takes_the_tickets_that_are_named(database: Database) -> None:
    world = await build_world(database)
    await complain(world, AN, BOBO)
    with pytest.raises(SayableError, match="numbers"):
        await desk(world).open_by_hand(world.mine, "漏喷头 #1001 #1999", by=OWNER)
    card = await desk(world).open_by_hand(world.mine, "漏喷头 #1001 #1002", by=OWNER)
    assert "批量事件:漏喷头 · 2 张单,2 张没办完" in card.words.text
    assert "漏喷头 · 进行中 · 2 张单" in (await desk(world).overview(world.mine)).words.text


async def test_a_crisis_tells_all_who_doubted_and_its_statement_says_it_too(database: Database) -> None:
    world = await build_world(database, LETTER)
    change = Change()
    started(change, AN, at=world.clock())
    await world.tools.writer.commit(change)
    for who in (AN, BOBO, XIAOYU):
        await world.says(who, DOUBT)
        world.clock.forward(minutes=1)
    await watcher(world)()
    (crisis,) = await world.rows(CrisisRow)
    _, incident = await desk(world).of_crisis(crisis["id"], by=OWNER)
    _, again = await desk(world).of_crisis(crisis["id"], by=ADMIN)
    assert again.id == incident.id
    await watch(world)()
    assert len(await world.rows(IncidentTicketRow)) == 3
    await told(world)
    await minder(world)()
    edit: Any = (await world.rows(OutgoingRow, method="editMessageText", purpose="statement"))[-1]["payload"]
    assert f"11-22 15:03 补充:{NEWS}" in edit["text"]
    world.clock.at("11-22 18:01")
    await run_due(world)
    (text,) = await heard(world, AN)
    assert "你 11-22 在群里问过防晒喷雾" in text
    assert [each for each in await world.texts("news") if NEWS in each] == []
