"""The outbox's rows: what is due, what is cancelled, what a crash leaves behind, what moves with a chat."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.change import Amendment, Change
from core.database import Database
from core.errors import ConflictError
from core.ids import ChatId, TicketId
from core.writer import Writer
from mailbox import outbox
from mailbox.models import Delivery, Urgency, WhenGone
from tests.storage.messenger import NOON, outgoing, owe, row_of, states


async def amend(database: Database, amendment: Amendment, **values: object) -> None:
    change = Change()
    change.amend(amendment, **values)
    await Writer(database).commit(change)


async def due(database: Database, *, minutes: float = 0, limit: int = 10) -> list[int]:
    return [row.id for row in await database.peek(outbox.due(NOON + timedelta(minutes=minutes), limit))]


async def test_a_message_comes_back_as_it_was_owed(database: Database) -> None:
    message = outgoing(
        7, urgency=Urgency.BULK, not_before=NOON, not_after=NOON + timedelta(hours=1), ticket_id=TicketId(5), items=3,
        when_gone=WhenGone.SEND, unless_answered=True, dedupe_key="k", payload={"text": "中文 <b>", "n": [1, None]},
    )  # fmt: skip
    await owe(database, message)
    async with database.read() as connection:
        assert await outbox.load(connection, [message.id]) == [message]


async def test_the_most_urgent_and_oldest_come_first_and_dated_ones_in_their_time(database: Database) -> None:
    later = NOON + timedelta(minutes=5)
    await owe(
        database,
        outgoing(1, urgency=Urgency.BULK),
        outgoing(2),
        outgoing(3, urgency=Urgency.STAFF),
        outgoing(4, not_before=later),
        outgoing(5),
    )
    assert await due(database) == [2, 5, 3, 1]
    assert await due(database, minutes=5) == [2, 4, 5, 3, 1]
    assert await due(database, limit=2) == [2, 5]


async def test_a_row_is_started_by_one_only(database: Database) -> None:
    await owe(database, outgoing(1))
    await amend(database, outbox.START, row_id=1)
    assert (await row_of(database, 1))["attempts"] == 1
    with pytest.raises(ConflictError):
        await amend(database, outbox.START, row_id=1)


async def test_the_same_key_is_owed_once(database: Database) -> None:
    await owe(database, outgoing(1, dedupe_key="follow-up:9"))
    with pytest.raises(ConflictError):
        await owe(database, outgoing(2, dedupe_key="follow-up:9"))
    assert await states(database) == {1: "waiting"}


async def test_what_is_put_off_comes_back_and_doubt_is_counted(database: Database) -> None:
    await owe(database, outgoing(1))
    await amend(database, outbox.START, row_id=1)
    await amend(database, outbox.LATER, row_id=1, until=NOON + timedelta(minutes=1), doubt=1, why="timeout")
    assert await due(database) == []
    assert await due(database, minutes=1) == [1]
    assert (await row_of(database, 1))["ambiguous"] == 1


async def test_only_waiting_messages_of_one_purpose_are_cancelled(database: Database) -> None:
    rows = [
        outgoing(1, ticket_id=TicketId(5), purpose="follow-up"),
        outgoing(2, ticket_id=TicketId(5), purpose="receipt"),
        outgoing(3, ticket_id=TicketId(6), purpose="follow-up"),
        outgoing(4, ticket_id=TicketId(5), purpose="follow-up"),
    ]
    await owe(database, *rows)
    await amend(database, outbox.START, row_id=4)
    await amend(database, outbox.CANCEL_FOR_TICKET, the_ticket=5, the_purpose="follow-up", at=NOON)
    assert await states(database) == {1: "cancelled", 2: "waiting", 3: "waiting", 4: "sending"}


async def test_what_a_crash_left_in_sending_is_sent_again_and_counted(database: Database) -> None:
    await owe(database, outgoing(1), outgoing(2))
    await amend(database, outbox.START, row_id=1)
    async with database.transaction() as transaction:
        assert await outbox.recover(transaction) == 1
    assert await due(database) == [1, 2]
    assert [(await row_of(database, number))["ambiguous"] for number in (1, 2)] == [1, 0]


async def test_what_waits_moves_with_the_chat_without_its_reply(database: Database) -> None:
    payload = {"text": "hi", "reply_parameters": {"message_id": 5}, "message_thread_id": 8}
    await owe(database, outgoing(1, chat=-7, payload=payload), outgoing(2, chat=-8, payload=payload))
    await owe(database, outgoing(3, chat=-7))
    await amend(database, outbox.BURY, row_id=3, why="refused", at=NOON)
    async with database.transaction() as transaction:
        await outbox.move_chat(transaction, ChatId(-7), ChatId(-1007))
    moved, stayed, dead = [await row_of(database, number) for number in (1, 2, 3)]
    assert (moved["chat_id"], moved["payload"]) == (-1007, {"text": "hi"})
    assert (stayed["chat_id"], stayed["payload"]) == (-8, payload)
    assert dead["chat_id"] == -7


async def test_what_was_sent_is_known_by_its_row(database: Database) -> None:
    await owe(database, outgoing(1))
    change = Change()
    outbox.settle(change, outgoing(1), Delivery((71, 72)), NOON)
    outbox.remember_handles(change, 42, {"photo:ab": "file-id"}, NOON)
    await Writer(database).commit(change)
    async with database.read() as connection:
        assert await outbox.sent_messages(connection, [outgoing(1).id]) == {1: ("sent", -1001, [71, 72])}
        assert await outbox.file_handles(connection, 42) == {"photo:ab": "file-id"}
        assert await outbox.file_handles(connection, 43) == {}
