"""The one sender: order per chat, Telegram's limits, at least once."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Protocol

import structlog

from core.change import Change
from core.clock import Clock
from core.database import Database
from core.errors import (
    ChatGoneError,
    ChatMovedError,
    ConflictError,
    DeliveryDelayedError,
    DeliveryRefusedError,
    MessageGoneError,
    StorageError,
)
from core.ids import ChatId, OutgoingId
from core.writer import Writer
from mailbox import outbox, topics
from mailbox.limits import Limits, Rates
from mailbox.models import Delivery, Outgoing
from mailbox.queueing import Queue
from mailbox.references import References
from mailbox.retry import SENDING, STORAGE

log = structlog.get_logger(__name__)
_IN_MEMORY = 2_000


class Messenger(Protocol):
    """Whatever can deliver an Outgoing to its chat."""

    async def send(self, message: Outgoing) -> Delivery:
        """Deliver one message.

        Raises:
            DeliveryDelayedError, ChatMovedError, ChatGoneError, MessageGoneError, DeliveryRefusedError.
        """
        ...


class Fate(StrEnum):
    """How an Outgoing ended."""

    SENT = "sent"
    TOO_LATE = "too late"
    ANSWERED = "a human answered first"
    CHAT_GONE = "chat gone"
    QUESTION_GONE = "the message to answer is gone"
    REFUSED = "refused"
    ORPHANED = "the message before it was not sent"


Settled = Callable[[Outgoing, Fate, Delivery], Awaitable[None]]
Moved = Callable[[ChatId, ChatId], Awaitable[None]]


class Sender:
    """Send what is owed. Only the process that leads may run it."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        messenger: Messenger,
        clock: Clock,
        rates: Rates,
        *,
        is_answered: Callable[[Outgoing], bool] = lambda _: False,
        on_settled: Settled | None = None,
        on_moved: Moved | None = None,
    ) -> None:
        self._database, self._writer, self._messenger, self._clock = database, writer, messenger, clock
        self._is_answered, self._on_settled, self._on_moved = is_answered, on_settled, on_moved
        self._queue, self._references = Queue(Limits(rates)), References(database)
        self._wake = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.is_leading = False

    def feed(self, rows: list[dict[str, Any]]) -> None:
        """Take over rows that were just committed (a listener of the outbox table)."""
        if self.is_leading and len(self._queue.known) < _IN_MEMORY:
            for row in rows:
                if row["not_before"] is None and self._queue.put(outbox.from_row(row)):
                    self._wake.set()

    async def look(self) -> None:
        """Load what is due from the table: at start, what was dated, what other workers owe."""
        if len(self._queue.known) >= _IN_MEMORY:
            return
        due = [OutgoingId(row.id) for row in await self._database.peek(outbox.due(self._clock(), _IN_MEMORY))]
        unknown = [row_id for row_id in due if row_id not in self._queue.known]
        if unknown:
            async with self._database.read() as connection:
                for message in await outbox.load(connection, unknown):
                    self._queue.put(message)
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled or stopped."""
        while not self._stopping:
            wait = self._start_ready()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
            self._wake.clear()

    async def stop(self, timeout_seconds: float) -> None:
        """Start nothing new and let the calls in flight finish; what hangs is given up, and comes again."""
        self._stopping = True
        self._wake.set()
        if self._tasks:
            _, hanging = await asyncio.wait(self._tasks, timeout=timeout_seconds)
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)

    def _start_ready(self) -> float | None:
        """Start what may go out now; return the seconds until more may, None if only news can tell."""
        if not self.is_leading:
            return None  # somebody else sends; what is left here is looked at again when we lead
        now = asyncio.get_running_loop().time()
        while isinstance(taken := self._queue.take(now), Outgoing):
            task = asyncio.create_task(self._serve(taken))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return taken

    async def _serve(self, message: Outgoing) -> None:
        try:
            await self._deliver(message)
        except (StorageError, DeliveryDelayedError) as error:
            if message.id in self._queue.known:
                await self._postpone(message, error)
        except Exception:  # a bug in one message must not hold its chat back; the row stays visible as refused
            log.exception("message not sent", outgoing_id=message.id, purpose=message.purpose)
            if message.id in self._queue.known:
                await self._settle(message, Fate.REFUSED)
        finally:
            self._queue.release(message.chat_id)
            self._wake.set()

    async def _deliver(self, message: Outgoing) -> None:
        fate = await self._obstacle(message)
        if fate is not None:
            await self._settle(message, fate)
            return
        start = Change()
        start.amend(outbox.START, row_id=message.id)
        try:
            await self._commit(start)
        except ConflictError:
            self._queue.known.discard(message.id)  # cancelled meanwhile
            return
        try:
            delivery = await self._messenger.send(await self._references.filled_in(message))
        except DeliveryDelayedError as delay:
            await self._postpone(message, delay)
        except ChatMovedError as moved:
            await self._readdress(message, ChatId(moved.new_chat_id))
        except ChatGoneError:
            await self._or_plainer(message, Fate.CHAT_GONE)
        except MessageGoneError:
            await self._or_plainer(message, Fate.QUESTION_GONE)
        except DeliveryRefusedError as error:
            log.error("message refused", outgoing_id=message.id, purpose=message.purpose, reason=str(error))
            await self._settle(message, Fate.REFUSED)
        else:
            await self._settle(message, Fate.SENT, delivery)

    async def _obstacle(self, message: Outgoing) -> Fate | None:
        if message.not_after is not None and self._clock() > message.not_after:
            return Fate.TOO_LATE
        if message.unless_answered and self._is_answered(message):
            return Fate.ANSWERED
        return Fate.ORPHANED if await self._references.is_orphan(message) else None

    async def _settle(self, message: Outgoing, fate: Fate, delivery: Delivery | None = None) -> None:
        change, delivery = Change(), delivery or Delivery()
        if fate is Fate.SENT:
            outbox.settle(change, message, delivery, self._clock())
            topics.keep_topic(change, message, delivery)
            if delivery.message_ids:
                self._references.remember(message, delivery.message_ids[0])
        else:
            change.amend(outbox.BURY, row_id=message.id, why=fate.value, at=self._clock())
        await self._commit(change)
        self._queue.known.discard(message.id)
        if self._on_settled is not None:
            await self._on_settled(message, fate, delivery)

    async def _postpone(self, message: Outgoing, delay: DeliveryDelayedError | StorageError) -> None:
        if isinstance(delay, StorageError):
            delay = DeliveryDelayedError(str(delay), retry_after=0)
        seconds = delay.retry_after or SENDING.wait(message.attempts + 1).total_seconds()
        now = asyncio.get_running_loop().time()
        log.warning("message delayed", outgoing_id=message.id, seconds=seconds, reason=str(delay))
        change = Change()
        until = self._clock() + timedelta(seconds=seconds)
        change.amend(outbox.LATER, row_id=message.id, until=until, doubt=int(delay.ambiguous), why=str(delay))
        await self._commit(change)
        if delay.everywhere:
            self._queue.pause_all(now + seconds)
        self._queue.put_again(replace(message, attempts=message.attempts + 1, not_before=until))
        self._queue.limits.delay(message.chat_id, now + seconds)

    async def _readdress(self, message: Outgoing, new: ChatId) -> None:
        if self._on_moved is not None:
            await self._on_moved(message.chat_id, new)
        async with self._database.transaction() as transaction:
            await outbox.move_chat(transaction, message.chat_id, new)
        self._queue.drop_chat(message.chat_id)
        self._queue.known.discard(message.id)
        await self.look()

    async def _or_plainer(self, message: Outgoing, fate: Fate) -> None:
        """Send what is owed without its question or its topic; what cannot go otherwise has ended."""
        payload = topics.plainer(message, is_shut=fate is Fate.CHAT_GONE)
        if payload is None:
            await self._settle(message, fate)
            return
        change = Change()
        change.amend(outbox.REWRITE, row_id=message.id, payload=payload)
        change.amend(outbox.LATER, row_id=message.id, until=self._clock(), doubt=0, why=f"sent otherwise: {fate.value}")
        await self._commit(change)
        self._queue.put_again(replace(message, payload=payload))

    async def _commit(self, change: Change) -> None:
        await STORAGE.insist(lambda: self._writer.commit(change))
