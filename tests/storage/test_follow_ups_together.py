"""What falls due together: one message a member and window, merged reminders, days that come once, nothing doubled."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.ids import UserId
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row
from mailbox.sender import Fate
from tests.storage.test_follow_ups import meet, reminders_to, run_due
from tests.storage.world import (
    AN,
    BOBO,
    CHAT,
    COMPLAINT,
    DOUDOU,
    LIAISON,
    MASK,
    MINE,
    OWNER,
    SPRAY,
    STRANGER,
    World,
    build_world,
    local,
    restarted,
)
from tickets.agenda import FollowUpRow
from tickets.followups import Planned
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Ticket, TicketKind, TicketState, WaitingOn
from tickets.repository import MARK_ANSWERED, TimelineRow
from triage.buttons import Area, Press, encode
from triage.deliveries import AfterDelivery
from triage.desk.moves import Desk
from triage.doors.membership import MeetPerson
from workspaces.repository import WorkspaceRow

LEAKS = "收到面膜是漏的,要退款"


async def complained(world: World, *members: UserId, on: WaitingOn = WaitingOn.COURIER) -> list[Ticket]:
    """Let members complain, and the desk ask somebody outside."""
    for member in members:
        await world.says(member, COMPLAINT, reply_to=500)
    desk = Desk(world.tools, world.cases)
    for ticket in await world.tickets():
        await desk.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=on)
    return await world.tickets()


async def two_cases(world: World) -> list[Ticket]:
    """Let one member have two open cases about two products."""
    await meet(world, DOUDOU)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    (ticket,) = await world.tickets()
    change, other = Change(), replace(ticket, product_id=SPRAY)
    world.cases.save(change, world.mine, ticket, other)
    await world.tools.writer.commit(change)
    await world.says(DOUDOU, LEAKS)
    tickets = await world.tickets()
    assert [each.product_id for each in tickets] == [SPRAY, MASK]
    return tickets


async def test_two_cases_of_one_member_share_a_message(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    first, second = await two_cases(world)
    desk = Desk(world.tools, world.cases)
    for ticket in (first, second):
        await desk.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    world.clock.at("11-22 18:00")
    await run_due(world)()
    (text,) = await world.texts("follow-up", DOUDOU)
    assert f"#{first.number}" in text
    assert f"#{second.number}" in text
    assert "下次消息明天 12:00–13:00。" in text
    for ticket in (first, second):
        progress = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.PROGRESS]
        assert [(each.step, each.due_at) for each in progress if not each.details.get("promise")] == [
            (1, local("11-23 12:00"))
        ]


async def test_a_case_and_a_doubt_that_has_no_number_share_a_message(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    first, second = await two_cases(world)
    change = Change()
    for ticket in (replace(first, kind=TicketKind.DOUBT, number=None), second):
        told = Planned(FollowUpKind.PROGRESS, 0, local("11-22 18:00"), {"news": True, "words": "商家今天补凭证。"})
        saved = world.cases.save(change, world.mine, ticket, ticket)
        world.cases.plan(change, world.mine, saved, [told])
    await world.tools.writer.commit(change)
    world.clock.at("11-22 18:00")
    await run_due(world)()
    (row,) = await world.rows(OutgoingRow, purpose="follow-up", chat_id=DOUDOU)
    assert "你 11-22 问过「" in row["payload"]["text"]
    keys = [key["text"] for line in row["payload"]["reply_markup"]["inline_keyboard"] for key in line]
    assert keys == [f"#{second.number}", "不再联系"]  # Telegram refuses a button without a word


async def test_no_more_contact_under_a_shared_message_is_for_all_its_cases(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    first, second = await two_cases(world)
    await Desk(world.tools, world.cases).stop_contact(first.id, by=DOUDOU, all_of_them=True)
    assert [ticket.may_contact for ticket in await world.tickets()] == [False, False]
    for ticket in (first, second):
        assert FollowUpKind.PROGRESS not in {each.kind for each in await world.due(ticket.id)}
    world.clock.at("11-23 12:30")
    await run_due(world)()
    assert await world.sent(DOUDOU) == []


async def test_a_member_hears_once_a_window(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    first, second = await two_cases(world)
    desk = Desk(world.tools, world.cases)
    await desk.by_staff(first.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    await desk.by_staff(second.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.EXCHANGE)
    heard = []
    for moment in ("11-22 18:00", "11-22 19:30", "11-23 12:00", "11-23 18:00", "11-24 12:00", "11-24 18:00"):
        world.clock.at(moment)
        await run_due(world)()
        heard.append(len(await world.texts("follow-up", DOUDOU)))
    assert heard == [1, 1, 1, 2, 3, 3]  # the shared news; then one question a window


async def test_no_report_so_soon_after_a_human_spoke(database: Database) -> None:
    world = await build_world(database, now="11-22 10:00")
    await meet(world, DOUDOU)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    (ticket,) = await world.tickets()
    world.clock.at("11-22 15:00")
    await run_due(world)()
    for kind in await world.rows(FollowUpRow, kind="progress", state="waiting"):
        assert kind["details"].get("promise") or kind["due_at"] >= local("11-22 18:00")
    world.clock.at("11-22 17:00")
    change = Change()
    change.amend(MARK_ANSWERED, the_ticket=ticket.id, at=world.clock.now, first_at=world.clock.now)
    await world.tools.writer.commit(change)
    for moment in ("11-22 18:30", "11-22 19:55", "11-23 12:00"):
        world.clock.at(moment)
        await run_due(world)()
        count = len(await world.texts("follow-up", DOUDOU))
        assert count == (1 if moment.startswith("11-23") else 0)


async def test_a_window_counts_if_it_begins_an_hour_after_our_last_message(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    (ticket,) = await complained(world, DOUDOU)
    world.clock.at("11-22 17:20")
    change = Change()
    change.add(
        OutgoingRow, id=world.tools.new_id(), chat_id=DOUDOU, method="sendMessage", payload={}, purpose="relay",
        state="sent", urgency=0, items=1, when_gone="send", unless_answered=False, attempts=1, ambiguous=0,
        created_at=world.clock.now, settled_at=world.clock.now,
    )  # fmt: skip
    await world.tools.writer.commit(change)
    for moment, count in (("11-22 18:00", 0), ("11-22 19:59", 0), ("11-23 12:00", 1)):
        world.clock.at(moment)
        await run_due(world)()
        assert len(await world.texts("follow-up", DOUDOU)) == count
    assert ticket.id


async def test_whoever_has_no_private_chat_hears_real_changes_in_the_thread_only(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await complained(world, DOUDOU)
    for moment in ("11-22 17:59", "11-22 18:00", "11-23 12:30", "11-24 12:30"):
        world.clock.at(moment)
        await run_due(world)()
        assert len(await world.texts("news", CHAT)) == (0 if moment.endswith("17:59") else 1)
    (text,) = await world.texts("news", CHAT)
    assert text == "豆豆,#1001 有新进展:对接人 14:00 催了快递,还没给结果。"


async def test_reminders_to_one_person_are_one_message(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    tickets = await complained(world, AN, BOBO, DOUDOU, STRANGER)
    assert len(tickets) == 4
    world.clock.at("11-22 15:30")
    await run_due(world)()  # the promised times
    before = len(await reminders_to(world, LIAISON))
    (missed,) = await world.rows(OutgoingRow, purpose="staff-reminders", chat_id=LIAISON)
    keys = [key for row in missed["payload"]["reply_markup"]["inline_keyboard"] for key in row]
    for ticket in tickets:
        assert f"#{ticket.number} 人手" in [key["text"] for key in keys]
        assert encode(Press(Area.TICKET, "why", ticket.id, "hands")) in [key["callback_data"] for key in keys]
    world.clock.at("11-23 14:01")
    await run_due(world)()
    *_, text = await reminders_to(world, LIAISON)
    assert len(await reminders_to(world, LIAISON)) == before + 1
    for ticket in tickets:
        assert f"#{ticket.number} 等快递" in text
    lines = await world.rows(TimelineRow, event="reminded")
    assert len(lines) >= 3


async def test_daily_reminders_are_two_hours_apart(database: Database) -> None:
    world = await build_world(database, now="11-22 10:00")
    await complained(world, AN)
    world.clock.at("11-22 10:40")
    for member in (BOBO, DOUDOU):
        await world.says(member, COMPLAINT, reply_to=500)
        (ticket,) = await world.tickets(member_id=member)
        await Desk(world.tools, world.cases).by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.COURIER)
    world.clock.at("11-22 23:00")
    await run_due(world)()  # promised times, missed
    count = len(await reminders_to(world, LIAISON))
    heard = []
    for minutes in range(0, 180, 10):
        world.clock.now = local("11-23 10:00") + timedelta(minutes=minutes)
        await run_due(world)()
        heard.append(len(await reminders_to(world, LIAISON)) - count)
    waits = [text for text in (await reminders_to(world, LIAISON))[count:] if "等快递" in text]
    assert len(waits) == 2
    assert "2 件事" in waits[1]
    second = next(place for place, number in enumerate(heard) if number == heard[-1])
    assert second * 10 == 120


@pytest.mark.parametrize("started", [True, False])
async def test_after_five_days_of_downtime_there_is_no_flood(database: Database, *, started: bool) -> None:
    world = await build_world(database, now="11-22 14:00")
    if started:
        await meet(world, AN, BOBO, DOUDOU)
    await complained(world, AN, BOBO, DOUDOU)
    for member in (AN, BOBO):
        await world.says(member, "我这单怎么还没消息,说了两遍了", at=world.clock.now + timedelta(minutes=40))
    world.clock.at("11-27 12:10")
    world = await restarted(world)
    await run_due(world)()
    await run_due(world)()
    for member in (AN, BOBO, DOUDOU):
        assert len(await world.texts("follow-up", member)) == (1 if started else 0)
    assert len(await reminders_to(world, LIAISON)) == 1
    for ticket in await world.tickets():
        waiting = [each.kind for each in await world.due(ticket.id) if not each.details.get("promise")]
        assert len(waiting) == len(set(waiting))
        assert all(each.due_at > world.clock.now for each in await world.due(ticket.id))


async def received(world: World, ticket: Ticket, day: date) -> Ticket:
    """Let the member say when it was received."""
    (latest,) = await world.tickets(id=ticket.id)
    change = Change()
    told = replace(latest, facts=replace(latest.facts, received_on=day))
    saved = world.cases.save(change, world.mine, latest, told)
    await world.tools.writer.commit(change)
    return saved


async def test_the_end_of_the_return_period_is_told_once_whatever_moves_meanwhile(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    await world.says(DOUDOU, LEAKS)
    (ticket,) = await world.tickets()
    await received(world, ticket, date(2026, 11, 20))  # so the seven days end with 11-27
    desk = Desk(world.tools, world.cases)
    await desk.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MEMBER)
    due = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.RETURN_WINDOW]
    assert [each.due_at for each in due] == [local("11-26 18:00")]
    await received(world, ticket, date(2026, 11, 19))
    due = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.RETURN_WINDOW]
    assert [each.due_at for each in due] == [local("11-25 18:00")]
    told = []
    for day in (22, 23, 24, 25, 26):
        for hour in (18, 19):
            world.clock.at(f"11-{day} {hour}:00")
            if (day, hour) == (25, 19):
                await desk.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
            await run_due(world)()
            texts = await world.texts("follow-up", DOUDOU)
            told.append(sum("无理由退货的最后一天是明天" in text for text in texts))
    assert told[-1] == 1
    assert told.index(1) == 6
    reminders = [text for text in await reminders_to(world, LIAISON) if "无理由退货期明天结束" in text]
    assert len(reminders) == 1


async def test_closing_ends_the_days_too(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await world.says(DOUDOU, LEAKS)
    (ticket,) = await world.tickets()
    await received(world, ticket, date(2026, 11, 20))
    await Desk(world.tools, world.cases).by_member(ticket.id, Action.WITHDRAW, by=DOUDOU)
    assert await world.due(ticket.id) == []


async def test_the_dispatch_deadline_is_named_and_checked_when_it_ends(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    world.mine.products[SPRAY] = replace(world.mine.products[SPRAY], dispatch_hours=48)
    await world.says(DOUDOU, "拍了三天了怎么还没发货", reply_to=500)
    (ticket,) = await world.tickets()
    (receipt,) = await world.texts("receipt")
    assert "商家承诺付款后 48 小时内发货,最晚 11-24 14:00 到点,到时我们去核实。" in receipt
    due = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.DISPATCH_DEADLINE]
    assert [each.due_at for each in due] == [local("11-24 14:00")]
    world.clock.at("11-24 14:00")
    await run_due(world)()
    assert any("请核实发了没有" in text or "商家最晚该在" in text for text in await reminders_to(world, LIAISON))


async def test_what_came_too_late_for_its_window_is_said_once_more_and_doubles_nothing(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await meet(world, DOUDOU)
    (ticket,) = await complained(world, DOUDOU)
    world.clock.at("11-22 18:00")
    await run_due(world)()
    (row,) = await world.rows(OutgoingRow, purpose="follow-up", chat_id=DOUDOU)
    change = Change()
    change.inserts.clear()
    world.clock.at("11-22 20:01")
    after = AfterDelivery(world.tools, MeetPerson(world.tools))
    await after(from_row(row), Fate.TOO_LATE, Delivery(()))
    counts = []
    for moment in ("11-23 12:00", "11-23 18:00", "11-24 12:00", "11-24 18:00"):
        world.clock.at(moment)
        await run_due(world)()
        due = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.PROGRESS]
        counts.append(len([each for each in due if not each.details.get("promise")]))
    assert counts == [1, 1, 1, 1]


async def test_a_shared_message_that_came_too_late_is_said_again_for_all_its_cases(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    first, second = await two_cases(world)
    desk = Desk(world.tools, world.cases)
    for ticket in (first, second):
        await desk.by_staff(ticket.id, Action.WAIT, by=LIAISON, on=WaitingOn.MERCHANT)
    world.clock.at("11-22 18:00")
    await run_due(world)()
    (row,) = await world.rows(OutgoingRow, purpose="follow-up", chat_id=DOUDOU)
    world.clock.at("11-22 20:01")
    await AfterDelivery(world.tools, MeetPerson(world.tools))(from_row(row), Fate.TOO_LATE, Delivery(()))
    async with database.transaction() as transaction:
        lost = OutgoingRow.update().where(OutgoingRow.c.id == row["id"]).values(state="dead")
        await transaction.execute(lost)
    for moment in ("11-23 12:00", "11-23 12:05"):
        world.clock.at(moment)
        await run_due(world)()
    *_, text = await world.texts("follow-up", DOUDOU)
    assert (f"#{first.number}" in text, f"#{second.number}" in text) == (True, True)
    assert len(await world.texts("follow-up", DOUDOU)) == 2
    for ticket in (first, second):
        reports = [each for each in await world.due(ticket.id) if each.kind is FollowUpKind.PROGRESS]
        assert len([each for each in reports if not each.details.get("promise")]) == 1


async def test_the_owner_hears_of_a_late_first_response_at_two_hours_only(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    for minutes, heard in ((15, 0), (60, 0), (119, 0), (120, 1)):
        world.clock.now = local("11-22 14:00") + timedelta(minutes=minutes)
        await run_due(world)()
        texts = [text for text in await reminders_to(world, OWNER) if "没人接" in text]
        assert len(texts) == heard


async def test_holidays_move_what_is_due(database: Database) -> None:
    world = await build_world(database, now="11-22 14:00")
    days: list[dict[str, Any]] = [{"day": "2026-11-23", "hours": None, "windows": []}]
    async with database.transaction() as transaction:
        await transaction.execute(
            WorkspaceRow.update().where(WorkspaceRow.c.id == MINE).values(settings={"special_days": days})
        )
    await world.tools.loader.load_all()
    await meet(world, DOUDOU)
    await complained(world, DOUDOU)
    world.clock.at("11-22 18:00")
    await run_due(world)()
    (text,) = await world.texts("follow-up", DOUDOU)
    assert "下次消息11-24 12:00–13:00" in text.replace(" ", "", 1) or "11-24 12:00–13:00" in text
    for moment in ("11-23 12:30", "11-23 18:30"):
        world.clock.at(moment)
        await run_due(world)()
    assert len(await world.texts("follow-up", DOUDOU)) == 1


async def test_who_is_not_there_any_more_ends_in_nothing(database: Database) -> None:
    """A ticket that another worker closed a moment ago leads to nothing, even if a follow-up was left."""
    world = await build_world(database, now="11-22 14:00")
    (ticket,) = await complained(world, DOUDOU)
    async with database.transaction() as transaction:
        closed: dict[str, Any] = {"state": TicketState.CLOSED.value}
        await transaction.execute(
            WorkspaceRow.metadata.tables["ticket"]
            .update()
            .where(WorkspaceRow.metadata.tables["ticket"].c.id == ticket.id)
            .values(**closed)
        )
    world.clock.at("11-25 12:10")
    await run_due(world)()
    assert await reminders_to(world, LIAISON) == []
    assert await world.due(ticket.id) == []
