"""The one sender: order per chat, Telegram's limits, at least once."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
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
from mailbox.retry import SENDING, STORAGE

log = structlog.get_logger(__name__)
_AT_ONCE = 16
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
        self._limits = Limits(rates)
        self._is_answered, self._on_settled, self._on_moved = is_answered, on_settled, on_moved
        self._queues: dict[ChatId, list[tuple[int, int, Outgoing]]] = {}
        self._known: set[OutgoingId] = set()
        self._busy: set[ChatId] = set()
        self._ready: list[tuple[int, int, ChatId]] = []
        self._parked: list[tuple[float, int, ChatId]] = []
        self._ticket = itertools.count()
        self._wake = asyncio.Event()
        self._paused_until = 0.0
        self._sent: dict[OutgoingId, tuple[ChatId, int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.is_leading = False

    def feed(self, rows: list[dict[str, Any]]) -> None:
        """Take over rows that were just committed (a listener of the outbox table)."""
        if self.is_leading and len(self._known) < _IN_MEMORY:
            for row in rows:
                if row["not_before"] is None:
                    self._put(outbox.from_row(row))

    async def look(self) -> None:
        """Load what is due from the table: at start, what was dated, what other workers owe."""
        if len(self._known) >= _IN_MEMORY:
            return
        due = [OutgoingId(row.id) for row in await self._database.peek(outbox.due(self._clock(), _IN_MEMORY))]
        unknown = [row_id for row_id in due if row_id not in self._known]
        if unknown:
            async with self._database.read() as connection:
                for message in await outbox.load(connection, unknown):
                    self._put(message)
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled or stopped."""
        while not self._stopping:
            wait = self._start_ready()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), wait)
            self._wake.clear()

    async def stop(self, timeout_seconds: float) -> None:
        """Start nothing new and let the calls in flight finish."""
        self._stopping = True
        self._wake.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=timeout_seconds)

    def _put(self, message: Outgoing) -> None:
        if message.id in self._known:
            return
        self._known.add(message.id)
        heapq.heappush(self._queues.setdefault(message.chat_id, []), (message.urgency, message.id, message))
        if message.chat_id not in self._busy:
            self._offer(message.chat_id)

    def _offer(self, chat_id: ChatId) -> None:
        queue = self._queues.get(chat_id)
        if not queue:
            self._queues.pop(chat_id, None)
            return
        heapq.heappush(self._ready, (queue[0][0], queue[0][1], chat_id))
        self._wake.set()

    def _start_ready(self) -> float | None:
        """Start what may go out now; return the seconds until more may, None if only news can tell."""
        if not self.is_leading:
            return None  # somebody else sends; what is left here is looked at again when we lead
        now = asyncio.get_running_loop().time()
        while self._parked and self._parked[0][0] <= now:
            self._offer(heapq.heappop(self._parked)[2])
        while self._ready and len(self._busy) < _AT_ONCE:
            _urgency, message_id, chat_id = self._ready[0]
            queue = self._queues.get(chat_id)
            if chat_id in self._busy or not queue or queue[0][1] != message_id:
                heapq.heappop(self._ready)  # an older offer of the same chat
                continue
            message = queue[0][2]
            overall = max(self._limits.overall_wait(message.urgency, now), self._paused_until - now)
            if overall > 0:
                return overall
            heapq.heappop(self._ready)
            wait = self._limits.chat_wait(chat_id, message.items, now)
            if wait > 0:
                self._park(chat_id, now + wait)
                continue
            self._limits.count(chat_id, message.items, message.urgency, now)
            self._start(heapq.heappop(queue)[2])
        return max(0.0, self._parked[0][0] - now) if self._parked and not self._ready else None

    def _park(self, chat_id: ChatId, until: float) -> None:
        heapq.heappush(self._parked, (until, next(self._ticket), chat_id))

    def _start(self, message: Outgoing) -> None:
        self._busy.add(message.chat_id)
        task = asyncio.create_task(self._serve(message))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, message: Outgoing) -> None:
        try:
            await self._deliver(message)
        except (StorageError, DeliveryDelayedError) as error:
            if message.id in self._known:
                await self._postpone(message, error)
        except Exception:  # a bug in one message must not hold its chat back; the row stays visible as refused
            log.exception("message not sent", outgoing_id=message.id, purpose=message.purpose)
            if message.id in self._known:
                await self._settle(message, Fate.REFUSED)
        finally:
            self._busy.discard(message.chat_id)
            self._offer(message.chat_id)
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
            self._known.discard(message.id)  # cancelled meanwhile
            return
        try:
            delivery = await self._messenger.send(await self._filled_in(message))
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
        if message.after is not None and await self._place(message.after) is None:
            if await self._is_lost(message.after):
                return Fate.ORPHANED
            # After a restart: the one before it was told to wait, so it is not in memory yet.
            raise DeliveryDelayedError("the message before it still waits", retry_after=1)
        return None

    async def _settle(self, message: Outgoing, fate: Fate, delivery: Delivery | None = None) -> None:
        change, delivery = Change(), delivery or Delivery()
        if fate is Fate.SENT:
            outbox.settle(change, message, delivery, self._clock())
            topics.keep_topic(change, message, delivery)
            if delivery.message_ids:
                self._remember(message, delivery.message_ids[0])
        else:
            change.amend(outbox.BURY, row_id=message.id, why=fate.value, at=self._clock())
        await self._commit(change)
        self._known.discard(message.id)
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
            self._paused_until = now + seconds
        # It stays the first of its chat, so that order is kept.
        again = replace(message, attempts=message.attempts + 1, not_before=until)
        heapq.heappush(self._queues.setdefault(message.chat_id, []), (message.urgency, message.id, again))
        self._limits.delay(message.chat_id, now + seconds)

    async def _readdress(self, message: Outgoing, new: ChatId) -> None:
        if self._on_moved is not None:
            await self._on_moved(message.chat_id, new)
        async with self._database.transaction() as transaction:
            await outbox.move_chat(transaction, message.chat_id, new)
        for _, _, waiting in self._queues.pop(message.chat_id, []):
            self._known.discard(waiting.id)
        self._known.discard(message.id)
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
        again = replace(message, payload=payload)
        heapq.heappush(self._queues.setdefault(message.chat_id, []), (message.urgency, message.id, again))

    async def _filled_in(self, message: Outgoing) -> Outgoing:
        if topics.names_topic(message):
            async with self._database.read() as connection:
                payload = await topics.with_topic(connection, message)
            if payload is None:
                raise MessageGoneError("no topic")
            message = replace(message, payload=payload)
        wanted = [OutgoingId(int(name)) for name in _references(message.payload)]
        if not wanted:
            return message
        places = {f"outgoing:{name}": await self._place(name) for name in wanted}
        return replace(message, payload=_fill(message.payload, places))

    async def _place(self, name: OutgoingId) -> tuple[ChatId, int] | None:
        if name not in self._sent:
            async with self._database.read() as connection:
                for row_id, (state, chat_id, ids) in (await outbox.sent_messages(connection, [name])).items():
                    if state == "sent" and ids:
                        self._sent[row_id] = (chat_id, ids[0])
        return self._sent.get(name)

    async def _is_lost(self, name: OutgoingId) -> bool:
        """Whether a row will never become a message."""
        async with self._database.read() as connection:
            found = await outbox.sent_messages(connection, [name])
        return name not in found or found[name][0] not in ("waiting", "sending")

    def _remember(self, message: Outgoing, message_id: int) -> None:
        self._sent[message.id] = (message.chat_id, message_id)
        if len(self._sent) > 2_000:
            del self._sent[next(iter(self._sent))]

    async def _commit(self, change: Change) -> None:
        await STORAGE.insist(lambda: self._writer.commit(change))


def _references(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix("outgoing:")] if value.startswith("outgoing:") else []
    if isinstance(value, dict):
        value = list(value.values())
    return [name for item in value for name in _references(item)] if isinstance(value, list) else []


def _fill(value: Any, places: dict[str, tuple[ChatId, int] | None], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _fill(item, places, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, places, key) for item in value]
    if not isinstance(value, str) or value not in places:
        return value
    place = places[value]
    if place is None:
        raise MessageGoneError(value)
    return message_link(*place) if key == "url" else place[1]


def message_link(chat_id: ChatId, message_id: int) -> str:
    """Return the link to a message of a supergroup, for its members."""
    return f"https://t.me/c/{str(chat_id).removeprefix('-100')}/{message_id}"
