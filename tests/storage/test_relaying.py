"""Words of staff on their way to members: a tap before, a receipt after, and what they promise."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import ConflictError, SayableError
from core.ids import ChatId, UserId
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row, settle
from mailbox.sender import Fate
from tests.storage.messenger import outgoing
from tests.storage.world import (
    ADMIN,
    CHAT,
    COMPLAINT,
    DOUDOU,
    LIAISON,
    OWNER,
    World,
    build_world,
    local,
    restarted,
    started,
)
from tickets.attachments import Attachment, AttachmentRow, FileKind
from tickets.compensations import CompensationRow
from tickets.lifecycle import Action
from tickets.models import FollowUpKind, Outcome, Ticket, TicketState, WaitingOn
from tickets.relays import RelayRow
from tickets.repository import TimelineRow
from triage.desk.files import KeepFiles
from triage.desk.money import Compensate
from triage.desk.moves import Desk
from triage.desk.notes import MemberNotes, MergeTickets, StaffNotes
from triage.desk.relaying import RelayWords
from triage.mail import Place
from workspaces.audit import AuditRow

HERE = Place(ChatId(LIAISON))


async def complain(world: World, who: UserId = DOUDOU, *, meets: bool = False) -> Ticket:
    if meets:
        change = Change()
        started(change, who, at=world.clock.now)
        await world.keep(change)
    await world.says(who, COMPLAINT, reply_to=500)
    return (await world.tickets(member_id=who))[-1]


def relay(world: World) -> RelayWords:
    return RelayWords(world.tools, world.cases)


async def drafted(world: World, ticket: Ticket, text: str, **more: Any) -> int:
    await relay(world).draft([ticket.id], text, by=LIAISON, place=HERE, **more)
    return int((await world.rows(RelayRow))[-1]["id"])


async def arrive(world: World, fate: Fate = Fate.SENT) -> None:
    """Let everything that was said to the member end like this."""
    for row in await world.rows(OutgoingRow, purpose="relay"):
        await relay(world).settled(from_row(row), fate)


async def test_each_phrase_that_is_asked_about_has_its_own_quotes(database: Database) -> None:
    world = await build_world(database)
    await drafted(world, await complain(world), "百分百没问题,马上处理")
    (preview,) = await world.texts("relay-preview", LIAISON)
    assert "里面有「百分百」和「马上」。" in preview


async def test_nothing_is_said_before_the_tap_and_then_once(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world, meets=True)
    number = await drafted(world, ticket, "查到了,件在上海")
    assert "relay" not in await world.sent(DOUDOU)
    await relay(world).send(number, by=LIAISON, place=HERE)
    with pytest.raises(SayableError, match="old"):
        await relay(world).send(number, by=LIAISON, place=HERE)
    (said,) = await world.texts("relay", DOUDOU)
    assert said.startswith("本群售后只由我联系你,不要验证码、不要转账。\n豆豆,我是「群-1001」的售后助手有据。")
    assert said.endswith("#1001 对接人答复你:\n查到了,件在上海")


async def test_of_two_who_send_at_once_one_wins(database: Database) -> None:
    world = await build_world(database)
    other = await restarted(world)
    number = await drafted(world, await complain(world, meets=True), "查到了")
    results = await asyncio.gather(
        relay(world).send(number, by=LIAISON, place=HERE),
        relay(other).send(number, by=OWNER, place=HERE),
        return_exceptions=True,
    )
    assert sorted(isinstance(each, (ConflictError, SayableError)) for each in results) == [False, True]
    assert await world.sent(DOUDOU) == ["relay"]


async def test_only_words_that_arrived_keep_the_promise(database: Database) -> None:
    world = await build_world(database)
    number = await drafted(world, await complain(world, meets=True), "查到了")
    await relay(world).send(number, by=LIAISON, place=HERE)
    assert (await world.tickets())[0].answered_at is None
    await arrive(world)
    assert (await world.tickets())[0].answered_at == world.clock.now
    assert (await world.texts("relay-receipt", LIAISON)) == ["#1001 已送到豆豆的私聊。"]


async def test_who_never_came_is_answered_in_the_thread_without_numbers(database: Database) -> None:
    world = await build_world(database)
    number = await drafted(world, await complain(world), "单号 4001234567890123456 在查")
    await relay(world).send(number, by=LIAISON, place=HERE)
    (said,) = await world.texts("relay", CHAT)
    assert said.startswith("豆豆,#1001 对接人答复你:")
    assert "4001234567890123456" not in said


async def test_who_blocked_the_bot_is_offered_the_thread(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world, meets=True)
    number = await drafted(world, ticket, "查到了")
    await relay(world).send(number, by=LIAISON, place=HERE)
    await arrive(world, Fate.CHAT_GONE)
    assert "停用了我的私聊" in (await world.texts("relay-receipt", LIAISON))[0]
    assert (await world.tickets())[0].answered_at is None
    await relay(world).in_thread(number, ticket.id, by=LIAISON)
    assert len(await world.texts("relay", CHAT)) == 1


async def test_a_time_in_the_words_becomes_the_next_promise(database: Database) -> None:
    world = await build_world(database)
    number = await drafted(world, await complain(world, meets=True), "还在查,明天12点前给你结果")
    assert "会记下来跟进:明天 12:00 前" in (await world.texts("relay-preview", LIAISON))[0]
    await relay(world).send(number, by=LIAISON, place=HERE)
    await arrive(world)
    (ticket,) = await world.tickets()
    assert ticket.promised_at == local("11-23 12:00")
    promises = [each for each in await world.due(ticket.id) if each.details.get("promise")]
    assert [(each.kind, each.due_at) for each in promises] == [(FollowUpKind.PROGRESS, local("11-23 12:00"))]


@pytest.mark.parametrize("text", ["百分百给你退", "请耐心等待", "你是不是傻逼"])
async def test_absolute_and_harsh_words_are_asked_about(database: Database, text: str) -> None:
    world = await build_world(database)
    await drafted(world, await complain(world), text)
    assert "确定这样发?" in (await world.texts("relay-preview", LIAISON))[0]


async def test_asking_the_member_sets_the_ticket_to_wait(database: Database) -> None:
    world = await build_world(database)
    number = await drafted(world, await complain(world, meets=True), "拍张照发我", then="wait:member")
    await relay(world).send(number, by=LIAISON, place=HERE)
    (ticket,) = await world.tickets()
    assert (ticket.state, ticket.waiting_on) == (TicketState.WAITING, WaitingOn.MEMBER)
    assert FollowUpKind.MEMBER_REMINDER in [each.kind for each in await world.due(ticket.id)]


async def test_members_and_strangers_write_to_nobody(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    with pytest.raises(SayableError):
        await relay(world).draft([ticket.id], "你好", by=DOUDOU, place=HERE)
    assert await world.rows(RelayRow) == []


async def test_compensation_beyond_the_limit_wants_the_owner_s_tap(database: Database) -> None:
    world = await build_world(database)
    ticket, money = await complain(world), Compensate(world.tools, world.cases)
    await money(ticket.id, "5 快递晚到", by=LIAISON, place=HERE)
    await money(ticket.id, "50.5 元 破损", by=LIAISON, place=HERE)
    small, large = await world.rows(CompensationRow)
    assert (small["state"], small["amount_fen"], small["decided_by"]) == ("approved", 500, LIAISON)
    assert (large["state"], large["amount_fen"]) == ("waiting", 5050)
    assert "要你点头:#1001 补偿 50.5 元" in (await world.texts("staff-money", OWNER))[0]
    with pytest.raises(SayableError):
        await money.decide(large["id"], by=ADMIN, approved=True, place=HERE)
    await money.decide(large["id"], by=OWNER, approved=True, place=Place(ChatId(OWNER), 5))
    assert (await world.rows(CompensationRow))[1]["state"] == "approved"
    assert len(await world.rows(AuditRow, action="compensation.approved")) == 1


@pytest.mark.parametrize("typed", ["", "快递晚到", "5", "0 破损", "99999999 破损", "5 给个好评", "5 撤投诉就给"])
async def test_what_is_no_sum_or_tied_to_a_review_is_refused(database: Database, typed: str) -> None:
    world = await build_world(database)
    ticket = await complain(world)
    with pytest.raises(SayableError, match="money"):
        await Compensate(world.tools, world.cases)(ticket.id, typed, by=OWNER, place=HERE)
    assert await world.rows(CompensationRow) == []


async def test_a_decline_rests_on_a_fact_that_the_member_reads(database: Database) -> None:
    world = await build_world(database)
    ticket, desk = await complain(world, meets=True), Desk(world.tools, world.cases)
    with pytest.raises(SayableError, match="fact"):
        await desk.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.DECLINED)
    await StaffNotes(world.tools, world.cases).verify(ticket.id, "11-20 已本人签收", by=LIAISON, place=HERE)
    view = await desk.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.DECLINED)
    assert view.ticket.facts.declined_because == "11-20 已本人签收"


async def test_the_reason_of_a_missed_time_is_kept_and_may_set_it_to_wait(database: Database) -> None:
    world = await build_world(database)
    ticket, notes = await complain(world), StaffNotes(world.tools, world.cases)
    await notes.missed_because(ticket.id, "hands", by=LIAISON)
    assert (await world.tickets())[0].state is TicketState.OPEN
    await notes.missed_because(ticket.id, "courier", by=LIAISON)
    assert (await world.tickets())[0].waiting_on is WaitingOn.COURIER
    lines = await world.rows(TimelineRow, ticket_id=ticket.id, event="why")
    assert [line["details"]["why"] for line in lines] == ["hands", "courier"]


async def test_two_cases_of_one_member_become_one(database: Database) -> None:
    world = await build_world(database)
    first = await complain(world)
    change = Change()
    concern = world.home.concerns[first.message_id]
    second = world.cases.open_case(change, world.home, concern, wants=("refund",))
    KeepFiles(world.tools)(change, world.mine, second, [Attachment(FileKind.PHOTO, "F", ChatId(DOUDOU), 7)], DOUDOU)
    await world.tools.writer.commit(change)
    await MergeTickets(world.tools, world.cases)(second.id, first.id, by=ADMIN)
    kept, gone = await world.tickets()
    assert (gone.state, gone.merged_into, await world.due(gone.id)) == (TicketState.CLOSED, first.id, [])
    assert kept.is_open
    assert kept.wants == ("refund",)
    assert [row["ticket_id"] for row in await world.rows(AttachmentRow)] == [first.id]
    with pytest.raises(SayableError):
        await MergeTickets(world.tools, world.cases)(kept.id, gone.id, by=ADMIN)


async def test_what_is_wanted_is_pressed_in_the_thread_by_its_member_alone(database: Database) -> None:
    world = await build_world(database)
    ticket, notes = await complain(world), MemberNotes(world.tools, world.cases)
    with pytest.raises(SayableError):
        await notes.want(ticket.id, "exchange", by=LIAISON, place=Place(CHAT, 4321))
    await notes.want(ticket.id, "exchange", by=DOUDOU, place=Place(CHAT, 4321))
    assert (await world.tickets())[0].wants == ("exchange",)
    (edit,) = await world.rows(OutgoingRow, purpose="wanted")
    assert (edit["method"], edit["payload"]["message_id"]) == ("editMessageReplyMarkup", 4321)
    (row,) = edit["payload"]["reply_markup"]["inline_keyboard"]
    assert [key["text"] for key in row] == ["补充信息", "查进度", "不需要"]


async def test_an_answer_opens_with_what_it_is_about_unless_the_member_has_just_spoken(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world, meets=True)
    texts = []
    for hours in (0, 1, 5):
        world.clock.forward(hours=hours)
        number = await drafted(world, ticket, "商家在查\n有消息就说")
        await relay(world).send(number, by=LIAISON, place=HERE)
        await arrive(world)
        texts.append((await world.texts("relay", DOUDOU))[-1])
    assert "售后单 #1001" in texts[0]  # the first private message says who writes
    assert texts[1] == "#1001 对接人答复你:\n商家在查\n有消息就说"
    assert "豆豆,我是「" in texts[2]
    preview = (await world.rows(OutgoingRow, purpose="relay-preview"))[0]
    assert "商家在查\n有消息就说" in preview["payload"]["text"]  # as it will be read, line by line


async def test_a_draft_that_names_its_case_says_so_once(database: Database) -> None:
    world = await build_world(database)
    ticket = await complain(world, meets=True)
    for text in ("先看看", "豆豆,#1001 对照过了:还差哪天签收的"):
        await relay(world).send(await drafted(world, ticket, text), by=LIAISON, place=HERE)
        await arrive(world)
    assert (await world.texts("relay", DOUDOU))[-1] == "豆豆,#1001 对照过了:还差哪天签收的"


async def test_a_member_may_object_to_the_mark_in_the_thread(database: Database) -> None:
    world = await build_world(database)
    ticket, desk = await complain(world), Desk(world.tools, world.cases)
    (receipt,) = await world.rows(OutgoingRow, purpose="receipt")
    change = Change()
    settle(change, outgoing(receipt["id"]), Delivery((4321,)), world.clock.now)
    await world.tools.writer.commit(change)
    await desk.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    await MemberNotes(world.tools, world.cases).unmark(ticket.id, by=DOUDOU)
    (restored,) = await world.rows(OutgoingRow, purpose="thread-restored")
    assert restored["payload"]["text"] == receipt["payload"]["text"]
    await desk.by_staff(ticket.id, Action.REOPEN, by=LIAISON)
    await desk.by_staff(ticket.id, Action.RESOLVE, by=LIAISON, outcome=Outcome.REFUND)
    assert len(await world.rows(OutgoingRow, purpose="thread-resolved")) == 1
