"""The Sender on a real outbox: order per chat, nothing lost, nothing sent that should not be."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from core.change import Change
from core.database import Database
from core.errors import (
    ChatGoneError,
    ChatMovedError,
    DeliveryDelayedError,
    DeliveryRefusedError,
    MessageGoneError,
)
from core.ids import ChatId, OutgoingId, TicketId
from core.writer import Writer
from mailbox import outbox
from mailbox.models import Delivery, Outgoing, WhenGone
from mailbox.sender import Fate
from tests.storage.messenger import (
    NOON,
    FakeMessenger,
    outgoing,
    owe,
    row_of,
    sending,
    states,
    until,
    until_settled,
)
from tests.storage.world import Hands

REPLY = {"text": "m", "reply_parameters": {"message_id": 5}}


async def test_a_chat_keeps_its_order_over_delays_and_others_go_on(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {
        1: [DeliveryDelayedError("429", retry_after=0.2), DeliveryDelayedError("502", retry_after=0.1)]
    }
    await owe(database, outgoing(1), outgoing(2), outgoing(3, chat=-1002), outgoing(4))
    async with sending(database, messenger):
        await until_settled(database, 1, 2, 3, 4)
    assert messenger.ids == [3, 1, 2, 4]
    assert (await row_of(database, 1))["attempts"] == 3


async def test_flood_control_for_all_makes_all_wait(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [DeliveryDelayedError("401", retry_after=0.3, everywhere=True)]}
    await owe(database, outgoing(1))
    async with sending(database, messenger) as sender:
        await until(lambda: not messenger.troubles[1])
        await owe(database, outgoing(2, chat=-1002))
        await sender.look()
        await asyncio.sleep(0.1)
        assert messenger.ids == []
        await until_settled(database, 1, 2)


async def test_an_uncertain_delivery_is_repeated_and_counted(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [DeliveryDelayedError("timeout", retry_after=0.01, ambiguous=True)]}
    await owe(database, outgoing(1))
    async with sending(database, messenger):
        await until_settled(database, 1)
    assert (await row_of(database, 1))["ambiguous"] == 1


@pytest.mark.parametrize(("when_gone", "state"), [(WhenGone.DROP, "dead"), (WhenGone.SEND, "sent")])
async def test_no_answer_without_its_question_but_what_is_owed_goes_out(
    database: Database, when_gone: WhenGone, state: str
) -> None:
    messenger, fates = FakeMessenger(), []
    messenger.troubles = {1: [MessageGoneError("gone")]}
    await owe(database, outgoing(1, payload=REPLY, when_gone=when_gone))

    async def note(_message: Outgoing, fate: Fate, _delivery: Delivery) -> None:
        fates.append(fate)

    async with sending(database, messenger, on_settled=note):
        assert (await until_settled(database, 1))[1] == state
        await until(lambda: fates)
    assert fates == [Fate.QUESTION_GONE if state == "dead" else Fate.SENT]
    assert [message.payload for message in messenger.sent] == ([] if state == "dead" else [{"text": "m"}])


@pytest.mark.parametrize("trouble", [ChatGoneError("kicked"), DeliveryRefusedError("bad"), RuntimeError("a bug")])
async def test_what_can_never_go_out_does_not_hold_its_chat_up(database: Database, trouble: Exception) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [trouble]}
    await owe(database, outgoing(1), outgoing(2))
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2) == {1: "dead", 2: "sent"}


async def test_a_moved_chat_takes_its_messages_along(database: Database) -> None:
    messenger, moves = FakeMessenger(), []
    messenger.troubles = {1: [ChatMovedError(-100777)]}
    await owe(database, outgoing(1, chat=-7, payload=REPLY), outgoing(2, chat=-7))

    async def note(old: ChatId, new: ChatId) -> None:
        moves.append((old, new))

    async with sending(database, messenger, on_moved=note):
        await until_settled(database, 1, 2)
    assert moves == [(-7, -100777)]
    assert [(int(message.id), message.chat_id) for message in messenger.sent] == [(1, -100777), (2, -100777)]
    assert messenger.sent[0].payload == {"text": "m"}


async def test_what_comes_too_late_is_not_sent(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, outgoing(1, not_after=NOON - timedelta(seconds=1)), outgoing(2, not_after=NOON))
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2) == {1: "dead", 2: "sent"}


async def test_an_answer_is_held_back_when_a_human_was_first(database: Database) -> None:
    messenger = FakeMessenger()
    await owe(database, outgoing(1, unless_answered=True), outgoing(2))
    async with sending(database, messenger, is_answered=lambda _: True):
        assert await until_settled(database, 1, 2) == {1: "dead", 2: "sent"}


async def test_buttons_under_an_album_fall_with_it(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [DeliveryRefusedError("bad album")]}
    await owe(database, outgoing(1), outgoing(2, after=OutgoingId(1)))
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2) == {1: "dead", 2: "dead"}


async def test_buttons_wait_for_an_album_that_was_told_to_wait(database: Database) -> None:
    """After a restart the album is not in memory until its time has come; its buttons are."""
    messenger, clock = FakeMessenger(), Hands(NOON)
    await owe(database, outgoing(1, not_before=NOON + timedelta(seconds=30)), outgoing(2, after=OutgoingId(1)))
    async with sending(database, messenger, clock=clock) as sender:
        await asyncio.sleep(0.1)
        assert await states(database) == {1: "waiting", 2: "waiting"}
        clock.forward(seconds=31)
        await sender.look()
        await until_settled(database, 1, 2)
    assert messenger.ids == [1, 2]


async def test_a_link_to_another_row_is_filled_in(database: Database) -> None:
    messenger = FakeMessenger()
    link = {"text": "there", "entities": [{"type": "text_link", "url": "outgoing:1"}]}
    await owe(database, outgoing(1, items=2), outgoing(2, payload={"reply_parameters": {"message_id": "outgoing:1"}}))
    await owe(database, outgoing(3, payload=link))
    async with sending(database, messenger):
        await until_settled(database, 1, 2, 3)
    _, reply, pointer = (message.payload for message in messenger.sent)
    assert reply["reply_parameters"] == {"message_id": 10}
    assert pointer["entities"][0]["url"] == "https://t.me/c/1/10"


async def test_a_pointer_to_what_was_never_sent_is_dropped(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.troubles = {1: [DeliveryRefusedError("bad")]}
    link = {"text": "there", "entities": [{"type": "text_link", "url": "outgoing:1"}]}
    await owe(database, outgoing(1), outgoing(2, payload=link), outgoing(3))
    async with sending(database, messenger):
        assert await until_settled(database, 1, 2, 3) == {1: "dead", 2: "dead", 3: "sent"}


async def test_what_was_cancelled_while_it_waited_is_not_sent(database: Database) -> None:
    messenger = FakeMessenger()
    messenger.gate = asyncio.Event()
    await owe(database, outgoing(1), outgoing(2, ticket_id=TicketId(5)))
    async with sending(database, messenger):
        change = Change()
        change.amend(outbox.CANCEL_FOR_TICKET, the_ticket=5, the_purpose="test", at=NOON)
        await Writer(database).commit(change)
        messenger.gate.set()
        await until_settled(database, 1)
    assert messenger.ids == [1]
    assert (await states(database))[2] == "cancelled"
