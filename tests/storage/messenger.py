"""A Messenger that does as it is told, and a Sender that runs on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from core.change import Change
from core.database import Database
from core.ids import ChatId, OutgoingId
from core.writer import Writer
from mailbox import outbox
from mailbox.limits import Rates
from mailbox.models import Delivery, Outgoing
from mailbox.outbox import OutgoingRow
from mailbox.sender import Sender
from tests.storage.world import Hands, local

FREE = Rates(0, 0, 0)
NOON = local("11-22 12:00")
Trouble = BaseException | Callable[[], None]


class FakeMessenger:
    """Takes messages down in the order in which they arrive; ``troubles`` are raised first, once each, by row id."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.moments: list[float] = []
        self.troubles: dict[int, list[BaseException]] = {}
        self.gate: asyncio.Event | None = None

    @property
    def ids(self) -> list[int]:
        return [int(message.id) for message in self.sent]

    async def send(self, message: Outgoing) -> Delivery:
        if self.gate is not None:
            await self.gate.wait()
        waiting = self.troubles.get(int(message.id))
        if waiting:
            raise waiting.pop(0)
        self.sent.append(message)
        self.moments.append(asyncio.get_running_loop().time())
        return Delivery(tuple(int(message.id) * 10 + place for place in range(message.items)))


def outgoing(number: int, chat: int = -1001, **changes: Any) -> Outgoing:
    usual = Outgoing(OutgoingId(number), ChatId(chat), "sendMessage", {"text": f"m{number}"}, "test", NOON)
    return replace(usual, **changes)


async def owe(database: Database, *messages: Outgoing) -> None:
    change = Change()
    outbox.owe(change, *messages)
    await Writer(database).commit(change)


async def states(database: Database) -> dict[int, str]:
    async with database.read() as connection:
        rows = (await connection.execute(select(OutgoingRow.c.id, OutgoingRow.c.state))).all()
    return {row.id: row.state for row in rows}


async def row_of(database: Database, number: int) -> Any:
    async with database.read() as connection:
        query = select(OutgoingRow).where(OutgoingRow.c.id == number)
        return (await connection.execute(query)).mappings().one()


@asynccontextmanager
async def sending(
    database: Database, messenger: FakeMessenger, *, clock: Hands | None = None, rates: Rates = FREE, **more: Any
) -> AsyncIterator[Sender]:
    """Run a Sender that leads."""
    sender = Sender(database, Writer(database), messenger, clock or Hands(NOON), rates, **more)
    sender.is_leading = True
    await sender.look()
    running = asyncio.create_task(sender.run())
    try:
        yield sender
    finally:
        await sender.stop(2)
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


async def until(is_so: Callable[[], Any], within_seconds: float = 5) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(within_seconds):
        while not is_so():  # noqa: ASYNC110 (what is awaited sets no event)
            await asyncio.sleep(0.005)


async def until_settled(database: Database, *numbers: int, within_seconds: float = 5) -> dict[int, str]:
    """Wait until rows are neither waiting nor being sent."""
    async with asyncio.timeout(within_seconds):
        while True:
            now = await states(database)
            if all(now[number] in ("sent", "dead", "cancelled") for number in numbers):
                return now
            await asyncio.sleep(0.01)
