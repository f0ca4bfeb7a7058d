"""Raw updates → gate → inbox: what matters is stored before anything is confirmed to Telegram."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from operator import attrgetter

import msgspec
import structlog
from aiohttp import web

from bot.alarm import StorageAlarm
from bot.telegram import Answer, TelegramApi, error_of, not_understood
from core.change import Change
from core.clock import Clock
from core.database import Database
from core.errors import ConflictError, DeliveryDelayedError, DeliveryError, StorageError
from core.ids import ChatId, IdMaker, InboxId
from core.writer import Writer
from mailbox.inbox import Received, known_updates, store
from mailbox.retry import STORAGE
from triage.admitting import admit
from triage.updates import UpdateGlance
from triage.watch import Watch

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
_SHORT_POLL = 20
_BREATH_SECONDS = 0.01


class _Polled(Answer):
    result: list[UpdateGlance] = msgspec.field(default_factory=list)


class _PolledRaw(Answer):
    result: list[msgspec.Raw] = msgspec.field(default_factory=list)


class _Numbered(msgspec.Struct):
    update_id: int


_polled, _polled_raw = msgspec.json.Decoder(_Polled), msgspec.json.Decoder(_PolledRaw)
_glance, _number = msgspec.json.Decoder(UpdateGlance), msgspec.json.Decoder(_Numbered)
_update_id = attrgetter("update_id")


@dataclass(frozen=True, slots=True)
class Batch:
    """Updates at a glance, and ``raw``, which returns the JSON of each: it is cut out only where some are stored."""

    glances: list[UpdateGlance]
    raw: Callable[[], Sequence[bytes | msgspec.Raw]]


def read_polled(status: int, body: bytes) -> Batch:
    """Read an answer to getUpdates; an update that is not as the Bot API says is passed over, and confirmed.

    Raises:
        DeliveryError: what Telegram said instead.
    """
    try:
        answer = _polled.decode(body)
    except msgspec.ValidationError:
        return _read_one_by_one(status, body)
    except msgspec.MsgspecError as error:
        raise not_understood("getUpdates", status) from error
    if not answer.ok:
        raise error_of(answer)
    return Batch(answer.result, lambda: _polled_raw.decode(body).result)


def _read_one_by_one(status: int, body: bytes) -> Batch:
    try:
        raws = _polled_raw.decode(body).result
        return Batch([_glance_or_number(raw) for raw in raws], lambda: raws)
    except msgspec.MsgspecError as error:
        raise not_understood("getUpdates", status) from error


def _glance_or_number(raw: msgspec.Raw) -> UpdateGlance:
    try:
        return _glance.decode(raw)
    except msgspec.ValidationError as error:
        log.error("update not understood", reason=str(error))
        return UpdateGlance(_number.decode(raw).update_id)


def read_brought(body: bytes) -> Batch:
    """Read the one update that a webhook call brings.

    Raises:
        msgspec.MsgspecError: it is none.
    """
    return Batch([_glance.decode(body)], lambda: [body])


class Receiver:
    """Take raw updates in: the gate looks at each, and the ones that may matter are stored."""

    def __init__(
        self, database: Database, writer: Writer, watch: Watch, clock: Clock, new_id: IdMaker, bot_id: int
    ) -> None:
        self._database, self._writer, self._watch = database, writer, watch
        self._clock, self._new_id, self._bot_id = clock, new_id, bot_id

    async def accept(self, batch: Batch) -> None:
        """Store what may matter of ``batch``.

        Raises:
            StorageError: nothing is stored, so nothing may be confirmed.
        """
        places = admit(batch.glances, self._watch)
        if places:
            raw, now = batch.raw(), self._clock()
            await self._store([self._received(batch.glances[place], raw[place], now) for place in places])

    def _received(self, glance: UpdateGlance, raw: bytes | msgspec.Raw, at: datetime) -> Received:
        return Received(InboxId(self._new_id()), glance.update_id, ChatId(glance.chat_id), bytes(raw).decode(), at)

    async def _store(self, admitted: list[Received]) -> None:
        try:
            await self._write(admitted)
        except ConflictError:
            # Telegram repeats what it did not see confirmed; only the new ones are stored.
            known = await known_updates(self._database, self._bot_id, [item.update_id for item in admitted])
            once = {item.update_id: item for item in admitted if item.update_id not in known}
            if once:
                await self._write(list(once.values()))

    async def _write(self, admitted: list[Received]) -> None:
        change = Change()
        store(change, self._bot_id, admitted)
        await self._writer.commit(change)


async def poll(api: TelegramApi, receiver: Receiver, alarm: StorageAlarm, on_ready: Callable[[], None]) -> None:
    """Receive by long polling until cancelled; an offset is raised only once its updates are stored."""
    offset, is_first, failures = 0, True, 0
    while True:
        parameters = {"timeout": 0 if is_first else 25, "limit": 100, "allowed_updates": ALLOWED_UPDATES}
        if offset:
            parameters["offset"] = offset
        try:
            batch = read_polled(*await api.fetch("getUpdates", parameters, timeout_seconds=40))
        except DeliveryError as error:
            failures += 1
            # Somebody else polling (409) is often our own last breath before a restart: it passes within a second.
            wait = error.retry_after if isinstance(error, DeliveryDelayedError) and not error.everywhere else 0
            log.warning("cannot receive", reason=str(error), attempt=failures)
            await asyncio.sleep(min(wait or 0.2 * 2 ** min(failures, 6), 15))
            continue
        failures = 0
        if is_first:
            is_first = False
            on_ready()
        if batch.glances:
            await STORAGE.insist(partial(receiver.accept, batch), alarm)
            offset = max(offset, max(map(_update_id, batch.glances)) + 1)
        if 0 < len(batch.glances) < _SHORT_POLL:
            # Thin traffic: a short breath lets more come together and costs less than it saves.
            await asyncio.sleep(_BREATH_SECONDS)


def webhook_handler(
    receiver: Receiver, alarm: StorageAlarm, secret: str
) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return the aiohttp handler which stores an update and only then says 200."""

    failures = 0

    async def on_update(request: web.Request) -> web.Response:
        nonlocal failures
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return web.Response(status=401)
        try:
            await receiver.accept(read_brought(await request.read()))
        except msgspec.MsgspecError as error:
            log.error("update not understood", reason=str(error))
        except StorageError as error:
            failures += 1
            log.error("storage away", attempt=failures, reason=str(error))
            await alarm(failures, str(error))
            return web.Response(status=503)
        failures = 0
        return web.Response()

    return on_update
