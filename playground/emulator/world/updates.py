"""The queue of updates between the world and the bot, with Telegram's rules for confirming them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import timedelta

import msgspec

from core.clock import Clock
from playground.emulator.world.feed import Json
from playground.emulator.world.pulse import Pulse

UPDATE_TYPES = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "business_connection",
        "business_message",
        "edited_business_message",
        "deleted_business_messages",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "callback_query",
        "shipping_query",
        "pre_checkout_query",
        "purchased_paid_media",
        "poll",
        "poll_answer",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "chat_boost",
        "removed_chat_boost",
        "managed_bot",
    ]
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Types that come only when they are named in ``allowed_updates``."""
KEPT = timedelta(hours=24)
"""Telegram forgets what nobody fetched for so long."""
FIRST_ID = 870_000_001


@dataclass(slots=True, eq=False)
class Pending:
    """An update that the bot has not confirmed; ``body`` is its JSON, ``copies`` how often it is still to come."""

    update_id: int
    kind: str
    body: bytes = field(repr=False)
    born: float
    copies: int = 1


class UpdateQueue:
    """What waits for the bot, oldest first."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: deque[Pending] = deque()
        self._next_id = FIRST_ID
        self._wanted: frozenset[str] = UPDATE_TYPES - ONLY_ON_REQUEST
        self._is_default = True
        self._to_double = 0
        self.pulse = Pulse()

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def allowed_updates(self) -> list[str] | None:
        """What the bot asked for; ``None`` when it takes the usual types."""
        return None if self._is_default else sorted(self._wanted)

    def allow(self, kinds: list[str] | None) -> None:
        """Set which types are queued from now on: ``None`` keeps the setting, an empty list means the usual ones."""
        if kinds is None:
            return
        self._is_default = not kinds
        self._wanted = frozenset(kinds) & UPDATE_TYPES if kinds else UPDATE_TYPES - ONLY_ON_REQUEST

    def wants(self, kind: str) -> bool:
        """Whether the bot takes updates of this type."""
        return kind in self._wanted

    def add(self, kind: str, content: Json) -> None:
        """Queue an update, unless the bot does not take its type."""
        if kind not in self._wanted:
            return
        body = msgspec.json.encode({"update_id": self._next_id, kind: content})
        copies = 2 if self._to_double > 0 else 1
        self._to_double -= copies - 1
        self._pending.append(Pending(self._next_id, kind, body, self._clock().timestamp(), copies))
        self._next_id += 1
        self.pulse.beat()

    def double(self, count: int) -> None:
        """Deliver each of the next ``count`` updates twice: it comes again after it was confirmed."""
        self._to_double += count

    def skip_ids(self, count: int) -> None:
        """Leave a gap in the ids, as Telegram does after quiet days."""
        self._next_id += count

    def confirm(self, offset: int) -> None:
        """Forget what the bot has: all ids below ``offset``; a negative offset keeps that many of the last."""
        below = self._pending[offset].update_id if offset < 0 and len(self._pending) >= -offset else offset
        oldest = self._clock().timestamp() - KEPT.total_seconds()
        kept: deque[Pending] = deque()
        while self._pending and (self._pending[0].update_id < below or self._pending[0].born < oldest):
            update = self._pending.popleft()
            if update.born >= oldest and update.copies > 1:
                update.copies -= 1
                kept.append(update)
        self._pending.extendleft(reversed(kept))

    def first(self, limit: int) -> list[Pending]:
        """Return the oldest updates, at most ``limit``."""
        return [update for update, _ in zip(self._pending, range(limit), strict=False)]

    def clear(self) -> None:
        """Forget everything (``drop_pending_updates``)."""
        self._pending.clear()
