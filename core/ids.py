"""Ids: one NewType a thing, and the maker of new ones."""

from __future__ import annotations

import secrets
from typing import NewType

from core.clock import Clock

WorkspaceId = NewType("WorkspaceId", int)
CommunityId = NewType("CommunityId", int)
ProductId = NewType("ProductId", int)
PromotionId = NewType("PromotionId", int)
EvidenceId = NewType("EvidenceId", int)
ConcernId = NewType("ConcernId", int)
TicketId = NewType("TicketId", int)
FollowUpId = NewType("FollowUpId", int)
RequestId = NewType("RequestId", int)
MarkId = NewType("MarkId", int)
OutgoingId = NewType("OutgoingId", int)
InboxId = NewType("InboxId", int)
UserId = NewType("UserId", int)
"""A Telegram user, as Telegram numbers it."""
ChatId = NewType("ChatId", int)
"""A Telegram chat, as Telegram numbers it; it changes when a group becomes a supergroup."""

_EPOCH_MS = 1_735_689_600_000  # 2025-01-01, so that 41 bits of milliseconds last until 2094


class IdMaker:
    """Make 63-bit ids in the application, ascending within one process: rows can name each other before a commit.

    41 bits of milliseconds, 12 random bits a process, 10 bits of a counter. A clock that steps back is not followed.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._process = secrets.randbits(12) << 10
        self._last_ms = 0
        self._counter = 0

    def follow(self, known: int) -> None:
        """Make no id below ``known`` from now on: one that was stored before a clock stepped back over a restart."""
        if known >> 22 >= self._last_ms:
            self._last_ms, self._counter = known >> 22, 1023

    def __call__(self) -> int:
        """Return the next id."""
        now_ms = int(self._clock().timestamp() * 1000) - _EPOCH_MS
        if now_ms > self._last_ms:
            self._last_ms, self._counter = now_ms, 0
        elif self._counter == 1023:
            self._last_ms, self._counter = self._last_ms + 1, 0
        else:
            self._counter += 1
        return self._last_ms << 22 | self._process | self._counter
