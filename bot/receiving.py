"""Raw updates → gate → inbox: what matters is stored before anything is confirmed to Telegram."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import msgspec
import structlog
from aiohttp import web

from bot.alarm import StorageAlarm
from bot.telegram import TelegramApi
from core.change import Change
from core.clock import Clock
from core.database import Database
from core.errors import ConflictError, DeliveryDelayedError, DeliveryError, StorageError
from core.ids import ChatId, IdMaker, InboxId
from core.writer import Writer
from mailbox.inbox import Received, known_updates, store
from mailbox.retry import STORAGE
from triage.updates import look_at
from triage.watch import Watch, may_matter

log = structlog.get_logger(__name__)

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
_SHORT_POLL = 20
_BREATH_SECONDS = 0.03
_most = msgspec.json.Decoder(list[msgspec.Raw])


class Receiver:
    """Take raw updates in: the gate looks at each, and the ones that may matter are stored."""

    def __init__(
        self, database: Database, writer: Writer, watch: Watch, clock: Clock, new_id: IdMaker, bot_id: int
    ) -> None:
        self._database, self._writer, self._watch = database, writer, watch
        self._clock, self._new_id, self._bot_id = clock, new_id, bot_id

    async def accept(self, updates: Sequence[bytes | msgspec.Raw]) -> int | None:
        """Store what may matter of ``updates``; return the highest update id.

        Raises:
            StorageError: nothing is stored, so nothing may be confirmed.
        """
        highest: int | None = None
        admitted: list[Received] = []
        for raw in updates:
            try:
                look = look_at(raw)
            except msgspec.MsgspecError as error:
                log.error("update not understood", reason=str(error))
                continue
            highest = look.update_id if highest is None else max(highest, look.update_id)
            if may_matter(look, self._watch):
                self._watch.expect(look)
                body = bytes(raw).decode()
                received_at = self._clock()
                admitted.append(
                    Received(InboxId(self._new_id()), look.update_id, ChatId(look.chat_id), body, received_at)
                )
        if admitted:
            await self._store(admitted)
        return highest

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
            batch = _most.decode(await api.call("getUpdates", parameters, timeout_seconds=40))
        except (DeliveryError, msgspec.MsgspecError) as error:
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
        if batch:
            highest = await STORAGE.insist(partial(receiver.accept, batch), alarm)
            offset = max(offset, (highest or 0) + 1)
        if 0 < len(batch) < _SHORT_POLL:
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
            await receiver.accept([await request.read()])
        except StorageError as error:
            failures += 1
            log.error("storage away", attempt=failures, reason=str(error))
            await alarm(failures, str(error))
            return web.Response(status=503)
        failures = 0
        return web.Response()

    return on_update
