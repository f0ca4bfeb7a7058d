"""What came in: updates that are stored before they are confirmed, and handed out chat by chat, in order."""

from __future__ import annotations

import asyncio
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, Integer, String, Table, Text, bindparam, delete, or_, select, update
from sqlalchemy.schema import Index, UniqueConstraint

from core.change import Amendment, Change
from core.clock import Clock
from core.columns import BigId, UtcDateTime, metadata
from core.database import Database
from core.ids import ChatId, InboxId

InboxRow = Table(
    "inbox",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("bot_id", BigId, nullable=False),
    Column("update_id", BigId, nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("state", String(8), nullable=False),  # waiting, done, dead
    Column("body", Text),
    Column("error", Text),
    Column("received_at", UtcDateTime, nullable=False),
    Column("done_at", UtcDateTime),
    UniqueConstraint("bot_id", "update_id"),
    Index("ix_inbox_state_chat_id_id", "state", "chat_id", "id"),
)
LaneRow = Table(
    "lane",
    metadata,
    Column("bot_id", BigId, primary_key=True, autoincrement=False),
    Column("chat_id", BigId, primary_key=True, autoincrement=False),
    Column("holder", String(40), nullable=False),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
)

FINISH = Amendment(
    "finish an update",
    update(InboxRow)
    .where(InboxRow.c.id == bindparam("inbox_id"), InboxRow.c.state == "waiting")
    .values(state="done", body=None, done_at=bindparam("at")),
    must_match=True,
)
DISCARD = Amendment(
    "discard an update that led to nothing", delete(InboxRow).where(InboxRow.c.id == bindparam("inbox_id"))
)
BURY = Amendment(
    "give an update up",
    update(InboxRow)
    .where(InboxRow.c.id == bindparam("inbox_id"))
    .values(state="dead", error=bindparam("why"), done_at=bindparam("at")),
)

LEASE = timedelta(seconds=10)
KEEP_NUMBERS = timedelta(hours=72)
KEEP_FAILED = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Received:
    """One stored update that waits to be handled; ``body`` is its JSON."""

    id: InboxId
    update_id: int
    chat_id: ChatId
    body: str
    received_at: datetime


def store(change: Change, bot_id: int, received: Iterable[Received]) -> None:
    """Add updates to the inbox."""
    for item in received:
        change.add(
            InboxRow,
            id=item.id,
            bot_id=bot_id,
            update_id=item.update_id,
            chat_id=item.chat_id,
            state="waiting",
            body=item.body,
            received_at=item.received_at,
        )


async def known_updates(database: Database, bot_id: int, update_ids: Sequence[int]) -> set[int]:
    """Return which of ``update_ids`` are stored already."""
    query = select(InboxRow.c.update_id).where(InboxRow.c.bot_id == bot_id, InboxRow.c.update_id.in_(update_ids))
    async with database.read() as connection:
        return set((await connection.execute(query)).scalars())


class Lanes:
    """Every chat is a lane: one worker at a time holds it, and what came in there is handled oldest first.

    A lane is claimed in the table and kept while it is renewed, so that an update of a lane that we hold goes from its
    commit straight to work; what other workers stored, and what a crash left behind, is found by ``look``.
    ``is_alone``: no other worker can be there (the data folder is locked), so every lane is ours without a claim.
    """

    def __init__(self, database: Database, bot_id: int, holder: str, clock: Clock, *, is_alone: bool = False) -> None:
        self._database, self._bot_id, self._holder, self._clock = database, bot_id, holder, clock
        self._is_alone = is_alone
        self._held: dict[ChatId, datetime] = {}  # chat -> last used
        self._queues: dict[ChatId, list[Received]] = {}
        self._known: set[InboxId] = set()
        self._busy: set[ChatId] = set()
        self._ready: asyncio.Queue[ChatId] = asyncio.Queue()
        self.unclaimed = asyncio.Event()

    def feed(self, rows: list[dict[str, Any]]) -> None:
        """Take over rows that were just committed (a listener of the inbox table)."""
        for row in rows:
            if self._is_alone or row["chat_id"] in self._held:
                self._put(_received(row))
            else:
                self.unclaimed.set()

    async def next_chat(self) -> ChatId:
        """Wait for a chat with work to do; it is busy until ``release``."""
        while True:
            chat_id = await self._ready.get()
            if self._queues.get(chat_id) and chat_id not in self._busy:
                self._busy.add(chat_id)
                return chat_id

    def first(self, chat_id: ChatId) -> Received | None:
        """Return the oldest update of ``chat_id`` that waits."""
        queue = self._queues.get(chat_id)
        return queue[0] if queue else None

    def drop(self, item: Received) -> None:
        """``item`` is finished."""
        self._queues[item.chat_id].remove(item)
        self._known.discard(item.id)

    def release(self, chat_id: ChatId) -> None:
        """Nobody works on ``chat_id`` now."""
        self._busy.discard(chat_id)
        if not self._is_alone:
            self._held[chat_id] = self._clock()
        if self._queues.get(chat_id):
            self._ready.put_nowait(chat_id)
        else:
            self._queues.pop(chat_id, None)

    async def look(self) -> None:
        """Claim free lanes in which something waits, and load what waits in ours."""
        self.unclaimed.clear()
        waiting = (
            select(InboxRow.c.chat_id)
            .where(InboxRow.c.bot_id == self._bot_id, InboxRow.c.state == "waiting")
            .distinct()
        )
        chats = [ChatId(row.chat_id) for row in await self._database.peek(waiting)]
        strange = [chat for chat in chats if chat not in self._held]
        if strange and not self._is_alone:
            await self._claim(strange)
        mine = chats if self._is_alone else [chat for chat in chats if chat in self._held]
        if mine:
            await self._load(mine)

    async def renew(self) -> None:
        """Keep the lanes that were used of late, let the others go."""
        now = self._clock()
        idle = [chat for chat, used in self._held.items() if chat not in self._queues and now - used > LEASE]
        for chat in idle:
            del self._held[chat]
        if not self._held and not idle:
            return
        async with self._database.transaction() as transaction:
            mine = update(LaneRow).where(LaneRow.c.bot_id == self._bot_id, LaneRow.c.holder == self._holder)
            await transaction.execute(mine.values(lease_until=now + LEASE))
            if idle:
                await transaction.execute(mine.where(LaneRow.c.chat_id.in_(idle)).values(lease_until=now))
            query = select(LaneRow.c.chat_id).where(LaneRow.c.bot_id == self._bot_id, LaneRow.c.holder == self._holder)
            kept = set((await transaction.execute(query)).scalars())
        # A worker that stalled longer than its lease may have lost lanes to another one.
        self._held = {chat: used for chat, used in self._held.items() if chat in kept}

    async def clear_leases(self) -> None:
        """Forget all leases: for the one process of an embedded database, at start."""
        async with self._database.transaction() as transaction:
            await transaction.execute(delete(LaneRow))

    async def purge(self) -> None:
        """Forget the numbers of updates handled 72 hours ago, and what failed 14 days ago."""
        now = self._clock()
        done = delete(InboxRow).where(InboxRow.c.state == "done", InboxRow.c.done_at < now - KEEP_NUMBERS)
        dead = delete(InboxRow).where(InboxRow.c.state == "dead", InboxRow.c.done_at < now - KEEP_FAILED)
        async with self._database.transaction() as transaction:
            await transaction.execute(done)
            await transaction.execute(dead)

    async def _claim(self, chats: list[ChatId]) -> None:
        now = self._clock()
        async with self._database.transaction() as transaction:
            query = select(LaneRow.c.chat_id).where(LaneRow.c.bot_id == self._bot_id, LaneRow.c.chat_id.in_(chats))
            existing = set((await transaction.execute(query)).scalars())
            fresh = [self._new_lane(chat) for chat in chats if chat not in existing]
            if fresh:
                await transaction.execute(LaneRow.insert(), fresh)
            free = query.where(or_(LaneRow.c.lease_until <= now, LaneRow.c.holder == self._holder))
            won = list((await transaction.execute(free.with_for_update(skip_locked=True))).scalars())
            if won:
                mine = update(LaneRow).where(LaneRow.c.bot_id == self._bot_id, LaneRow.c.chat_id.in_(won))
                await transaction.execute(
                    mine.values(holder=self._holder, lease_until=now + LEASE, version=LaneRow.c.version + 1)
                )
        self._held.update(dict.fromkeys(won, now))

    def _new_lane(self, chat: ChatId) -> dict[str, Any]:
        now = self._clock()
        return {"bot_id": self._bot_id, "chat_id": chat, "holder": self._holder, "lease_until": now, "version": 0}

    async def _load(self, chats: list[ChatId]) -> None:
        query = (
            select(InboxRow)
            .where(InboxRow.c.bot_id == self._bot_id, InboxRow.c.state == "waiting", InboxRow.c.chat_id.in_(chats))
            .order_by(InboxRow.c.id)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        for row in rows:
            self._put(_received(row))

    def _put(self, item: Received) -> None:
        if item.id in self._known:
            return
        self._known.add(item.id)
        insort(self._queues.setdefault(item.chat_id, []), item, key=_age)
        if item.chat_id not in self._busy:
            self._ready.put_nowait(item.chat_id)


def _age(item: Received) -> int:
    return item.id


def _received(row: Any) -> Received:
    return Received(
        id=InboxId(row["id"]),
        update_id=row["update_id"],
        chat_id=ChatId(row["chat_id"]),
        body=row["body"],
        received_at=row["received_at"],
    )


async def still_waits(database: Database, inbox_id: InboxId) -> bool:
    """Whether an update has not been finished by another worker."""
    query = select(InboxRow.c.state).where(InboxRow.c.id == inbox_id)
    async with database.read() as connection:
        return (await connection.execute(query)).scalar_one_or_none() == "waiting"
