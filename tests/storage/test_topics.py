"""A staff room with topics: each case has its own, and no notice is lost for want of one."""

from __future__ import annotations

import pytest

from core.change import Change
from core.database import Database
from core.errors import ChatGoneError, DeliveryError, MessageGoneError
from core.ids import ChatId, TicketId
from mailbox.models import WhenGone
from mailbox.outbox import OutgoingRow
from mailbox.topics import CLOSE_TOPIC, OPEN_TOPIC, REOPEN_TOPIC, StaffTopicRow, topic_of
from tests.storage.messenger import FakeMessenger, outgoing, owe, sending, until_settled
from tests.storage.world import AN, COMPLAINT, DOUBT, OWNER, World, build_world
from tickets.lifecycle import Action
from tickets.models import Outcome
from triage.desk.moves import Desk
from triage.doors.rooms import SetStaffRoom
from workspaces.doors import Group

ROOM, MINE = ChatId(-1077), TicketId(5)
IN_TOPIC = {"text": "新售后单", "message_thread_id": topic_of(MINE)}
OPENING = outgoing(1, method=OPEN_TOPIC, payload={"name": "#1001 小林"}, ticket_id=MINE)
NOTICE = outgoing(2, payload=IN_TOPIC, ticket_id=MINE, when_gone=WhenGone.SEND)


async def room_of(database: Database, *, is_forum: bool = True) -> World:
    world = await build_world(database)
    await SetStaffRoom(world.tools)(world.mine, Group(ROOM, "值班群", "supergroup", is_forum), by=OWNER)
    return world


async def calls(world: World) -> list[tuple[str, object]]:
    rows = await world.rows(OutgoingRow, chat_id=ROOM)
    return [(row["method"], row["payload"].get("message_thread_id")) for row in rows]


async def test_a_case_opens_its_topic_before_its_first_notice(database: Database) -> None:
    world = await room_of(database)
    await world.says(AN, COMPLAINT)
    (ticket,) = await world.tickets()
    assert await calls(world) == [(OPEN_TOPIC, None), ("sendMessage", topic_of(ticket.id))]
    (opening,) = await world.rows(OutgoingRow, method=OPEN_TOPIC)
    assert opening["payload"] == {"name": "#1001 阿安 · 快递停滞"}


async def test_without_topics_and_without_a_number_there_is_none(database: Database) -> None:
    world = await room_of(database, is_forum=False)
    await world.says(AN, COMPLAINT)
    assert await calls(world) == [("sendMessage", None)]


async def test_a_doubt_gets_its_topic_with_its_number(database: Database) -> None:
    world = await room_of(database)
    await world.says(AN, DOUBT, reply_to=500)
    assert OPEN_TOPIC not in [method for method, _ in await calls(world)]
    (doubt,) = await world.tickets()
    change = Change()
    world.cases.escalate(change, world.mine, doubt)
    await world.tools.writer.commit(change)
    assert OPEN_TOPIC in [method for method, _ in await calls(world)]


async def test_the_topic_closes_with_the_case_and_opens_again_with_it(database: Database) -> None:
    world = await room_of(database)
    await world.says(AN, COMPLAINT)
    (ticket,), desk = await world.tickets(), Desk(world.tools, world.cases)
    await desk.by_staff(ticket.id, Action.RESOLVE, by=OWNER, outcome=Outcome.EXPLAINED)
    assert CLOSE_TOPIC not in [method for method, _ in await calls(world)]
    await desk.by_staff(ticket.id, Action.CLOSE, by=OWNER)
    await desk.by_staff(ticket.id, Action.REOPEN, by=OWNER)
    moved = [call for call in await calls(world) if call[0] in (CLOSE_TOPIC, REOPEN_TOPIC)]
    assert moved == [(CLOSE_TOPIC, topic_of(ticket.id)), (REOPEN_TOPIC, topic_of(ticket.id))]


async def test_what_waits_for_a_topic_goes_into_it(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, OPENING, NOTICE, outgoing(3, chat=-1002, payload=IN_TOPIC))
    async with sending(database, messenger):
        await until_settled(database, 1, 2, 3)
    payloads = {int(message.id): message.payload for message in messenger.sent}
    assert payloads[2] == {"text": "新售后单", "message_thread_id": 10}
    assert payloads[3] == {"text": "新售后单"}, "another chat has no such topic"


@pytest.mark.parametrize("trouble", [ChatGoneError("TOPIC_CLOSED"), MessageGoneError("message thread not found")])
async def test_a_notice_goes_to_the_general_topic_if_its_own_takes_nothing(
    database: Database, trouble: DeliveryError
) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {2: [trouble]}
    await owe(database, OPENING, NOTICE)
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2) == {1: "sent", 2: "sent"}
    assert messenger.sent[-1].payload == {"text": "新售后单"}


async def test_where_no_topic_may_be_made_notices_go_to_the_general_one(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [ChatGoneError("not enough rights to create a topic")]}
    closing = {"message_thread_id": topic_of(MINE)}
    await owe(database, OPENING, NOTICE, outgoing(3, method=CLOSE_TOPIC, payload=closing))
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2, 3) == {1: "dead", 2: "sent", 3: "dead"}
    assert [message.payload for message in messenger.sent] == [{"text": "新售后单"}]


async def test_what_is_owed_in_a_topic_that_is_gone_is_said_and_ends(database: Database) -> None:
    messenger = FakeMessenger()
    gone = MessageGoneError("message thread not found")
    messenger.troubles = {1: [gone, gone], 2: [gone, gone]}
    placed = {"text": "m", "reply_parameters": {"message_id": 5}, "message_thread_id": 8}
    plain = outgoing(2, when_gone=WhenGone.SEND)
    await owe(database, outgoing(1, payload=placed, when_gone=WhenGone.SEND), plain)
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2) == {1: "sent", 2: "dead"}
    assert [message.payload for message in messenger.sent] == [{"text": "m"}]


async def test_a_topic_is_remembered_over_a_restart(database: Database) -> None:
    world = await build_world(database)
    async with sending(database, FakeMessenger()):
        await owe(database, OPENING)
    messenger = FakeMessenger()
    async with sending(database, messenger):
        await until_settled(database, 1)
    await owe(database, NOTICE)
    async with sending(database, messenger):
        await until_settled(database, 2)
    assert messenger.sent[-1].payload["message_thread_id"] == 10
    assert [dict(row) for row in await world.rows(StaffTopicRow)] == [
        {"ticket_id": MINE, "chat_id": -1001, "thread_id": 10}
    ]
