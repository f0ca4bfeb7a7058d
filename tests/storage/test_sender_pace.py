"""The Sender over time: stumbles, stops, leadership and rates."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.database import Database
from core.errors import (
    StorageError,
)
from core.ids import OutgoingId
from mailbox import outbox
from mailbox.limits import Rates
from mailbox.models import Delivery, Outgoing, Urgency
from mailbox.sender import Fate, Sender
from tests.storage.messenger import (
    NOON,
    FakeMessenger,
    outgoing,
    owe,
    sending,
    states,
    until,
    until_settled,
)

REPLY = {"text": "m", "reply_parameters": {"message_id": 5}}


async def test_a_database_that_stumbles_loses_no_message(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    messenger, usual, stumbles = FakeMessenger(), outbox.sent_messages, iter([True, False])

    async def stumbling(*arguments: object) -> object:
        if next(stumbles, False):
            raise StorageError("away")
        return await usual(*arguments)  # type: ignore[arg-type]

    await owe(database, outgoing(1))
    async with sending(database, messenger):
        await until_settled(database, 1)
    monkeypatch.setattr(outbox, "sent_messages", stumbling)
    await owe(database, outgoing(2, after=OutgoingId(1)))
    async with sending(database, messenger):
        await until_settled(database, 2)
    assert messenger.ids == [1, 2]


async def test_a_stumble_after_sending_does_not_send_again(database: Database) -> None:
    messenger = FakeMessenger()

    async def stumble(_message: Outgoing, _fate: Fate, _delivery: Delivery) -> None:
        raise StorageError("away")

    await owe(database, outgoing(1), outgoing(2))
    async with sending(database, messenger, on_settled=stumble):
        assert await until_settled(database, 1, 2) == {1: "sent", 2: "sent"}
    assert messenger.ids == [1, 2]


async def test_stopping_lets_the_call_in_flight_finish_and_starts_nothing_new(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.gate = asyncio.Event()
    await owe(database, outgoing(1), outgoing(2))
    async with sending(database, messenger) as sender:
        await until(lambda: sender._tasks)
        stopping = asyncio.create_task(sender.stop(5))
        await asyncio.sleep(0.05)
        assert not stopping.done()
        messenger.gate.set()
        await stopping
    assert await states(database) == {1: "sent", 2: "waiting"}


async def test_a_call_that_hangs_is_given_up_and_its_row_is_left_for_the_next_life(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.gate = asyncio.Event()
    await owe(database, outgoing(1))
    async with sending(database, messenger) as sender:
        async with asyncio.timeout(5):
            while (await states(database))[1] != "sending":  # noqa: ASYNC110 (a row sets no event)
                await asyncio.sleep(0.005)
        await sender.stop(0.05)
        assert not sender._tasks
    assert await states(database) == {1: "sending"}
    assert messenger.ids == []


async def test_only_who_leads_sends(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, outgoing(1))
    async with sending(database, messenger) as sender:
        await until_settled(database, 1)
        sender.is_leading = False
        await owe(database, outgoing(2))
        await sender.look()
        await asyncio.sleep(0.1)
        assert (await states(database))[2] == "waiting"
        sender.is_leading = True
        await sender.look()
        await until_settled(database, 2)


async def test_two_senders_on_one_outbox_send_each_message_once(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, *(outgoing(number, chat=-number) for number in range(1, 21)))
    async with sending(database, messenger), sending(database, messenger):
        await until_settled(database, *range(1, 21))
    assert sorted(messenger.ids) == list(range(1, 21))


async def test_the_rates_hold_and_bulk_gives_way(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, *(outgoing(number, chat=-number, urgency=Urgency.BULK) for number in range(1, 7)))
    await owe(database, *(outgoing(number, chat=-number) for number in range(7, 11)))
    async with sending(database, messenger, rates=Rates(50, 0, 0)):
        await until_settled(database, *range(1, 11))
    assert set(messenger.ids[:4]) == {7, 8, 9, 10}
    assert messenger.moments[-1] - messenger.moments[0] >= 3 / 50 + 5 / 30


async def test_one_chat_gets_its_messages_one_by_one(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, *(outgoing(number) for number in (1, 2, 3)))
    async with sending(database, messenger, rates=Rates(0, 10, 0)):
        await until_settled(database, 1, 2, 3)
    gaps = [later - earlier for earlier, later in zip(messenger.moments, messenger.moments[1:], strict=False)]
    assert all(gap >= 0.08 for gap in gaps)


async def test_what_is_committed_later_is_taken_up_by_the_listener(database: Database) -> None:
    messenger = FakeMessenger()
    async with sending(database, messenger) as sender:
        assert isinstance(sender, Sender)
        database.listen(outbox.OutgoingRow, sender.feed)
        await owe(database, outgoing(1), outgoing(2, not_before=NOON + timedelta(hours=1)))
        await until_settled(database, 1)
    assert messenger.ids == [1]
