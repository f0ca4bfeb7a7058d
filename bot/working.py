"""Inbox lanes → Intake or Dispatcher, in order per chat, one effect an update."""

from __future__ import annotations

import asyncio

import structlog
from aiogram import Bot, Dispatcher

from bot.models import read_update
from core.change import Change
from core.clock import Clock
from core.database import Database
from core.errors import ConflictError
from core.ids import ChatId
from core.writer import Writer
from mailbox import inbox
from mailbox.inbox import Lanes, Received
from mailbox.retry import HANDLING, STORAGE
from triage.doors.operators import OperatorAlert
from triage.intake import Intake
from triage.routing import Route, route
from triage.updates import UpdateLook, look_at
from triage.watch import Watch

log = structlog.get_logger(__name__)
_AT_ONCE = 64
CONFLICTS_AT_MOST = 20


class Worker:
    """Handle what waits in the lanes; chats run side by side, a chat oldest first."""

    def __init__(
        self,
        database: Database,
        writer: Writer,
        lanes: Lanes,
        watch: Watch,
        intake: Intake,
        dispatcher: Dispatcher,
        bot: Bot,
        alert: OperatorAlert,
        clock: Clock,
    ) -> None:
        self._database, self._writer, self._lanes, self._watch = database, writer, lanes, watch
        self._intake, self._dispatcher, self._bot, self._alert, self._clock = intake, dispatcher, bot, alert, clock
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def run(self) -> None:
        """Work until cancelled; what is in hand then was not finished, and comes again."""
        async with asyncio.TaskGroup() as group:
            while True:
                chat_id = await self._lanes.next_chat()
                await self._places.acquire()
                group.create_task(self._work(chat_id))

    async def _work(self, chat_id: ChatId) -> None:
        try:
            while (item := self._lanes.first(chat_id)) is not None:
                await self._finish(item)
                self._lanes.drop(item)
        finally:
            self._places.release()
            self._lanes.release(chat_id)

    async def _finish(self, item: Received) -> None:
        """Handle one update: three tries, and as many as it takes while others write first or the database is away."""
        attempt = conflicts = 0
        while True:
            try:
                await STORAGE.insist(lambda: self._handle(item))
                return
            except ConflictError as conflict:
                if not await self._still_waits(item):
                    return  # another worker finished it
                conflicts += 1
                log.warning("somebody wrote first, again", update_id=item.update_id, reason=str(conflict)[:200])
                if conflicts > CONFLICTS_AT_MOST:
                    await self._bury(item, conflict)
                    return
                await asyncio.sleep(0.05 * conflicts)
            except Exception as error:  # the lane is where a bug stops: it must not end the bot, nor be lost
                attempt += 1
                log.exception("update not handled", update_id=item.update_id, attempt=attempt, inbox_id=item.id)
                if HANDLING.gives_up(attempt):
                    await self._bury(item, error)
                    return
                await asyncio.sleep(HANDLING.wait(attempt).total_seconds())

    async def _handle(self, item: Received) -> None:
        look = look_at(item.body)
        finish = Change()
        finish.amend(inbox.FINISH, inbox_id=item.id, at=self._clock())
        if route(look, self._watch) is Route.INTAKE:
            change = await self._intake(look)
            change.merge(finish if not change.is_empty else _discard(item))
            await self._writer.commit(change)
            return
        with self._database.attach(finish):
            await self._dispatch(item)
        if not finish.is_empty:
            await self._writer.commit(_discard(item))
        self._forget_joining(look)

    async def _dispatch(self, item: Received) -> None:
        await self._dispatcher.feed_update(self._bot, read_update(item.body, self._bot))

    def _forget_joining(self, look: UpdateLook) -> None:
        message = look.message
        if look.my_chat_member is not None or (message is not None and message.migrate_from_chat_id is not None):
            self._watch.joining.discard(ChatId(look.chat_id))

    async def _still_waits(self, item: Received) -> bool:
        return await STORAGE.insist(lambda: inbox.still_waits(self._database, item.id))

    async def _bury(self, item: Received, error: Exception) -> None:
        change = Change()
        change.amend(inbox.BURY, inbox_id=item.id, why=f"{type(error).__name__}: {error}"[:500], at=self._clock())
        self._alert(change, "operator-update-failed", update=str(item.update_id), error=type(error).__name__)
        await STORAGE.insist(lambda: self._writer.commit(change))


def _discard(item: Received) -> Change:
    change = Change()
    change.amend(inbox.DISCARD, inbox_id=item.id)
    return change
