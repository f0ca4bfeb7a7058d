"""Telegram's limits on sending, for those who want to be shown that they are kept."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

from playground.emulator.api.errors import FloodError

COUNTED = frozenset(
    [
        "sendMessage",
        "sendPhoto",
        "sendDocument",
        "sendMediaGroup",
        "forwardMessage",
        "copyMessage",
        "editMessageText",
        "editMessageCaption",
        "editMessageReplyMarkup",
        "editMessageMedia",
    ]
)
GRACE = 0.05
"""Seconds that a call may come early: the way to us is not equally long each time."""


class FloodControl:
    """At most 1 call a second and chat, 20 messages a minute and group, 30 calls a second in all.

    An album counts as its number of items towards the minute and as one call towards the seconds. Real time counts.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._overall: deque[float] = deque()
        self._last: dict[int, float] = {}
        self._minutes: defaultdict[int, deque[float]] = defaultdict(deque)

    def admit(self, method: str, chat_id: int | None, weight: int = 1) -> None:
        """Count a call.

        Raises:
            FloodError: it comes too early; it is not counted.
        """
        if method not in COUNTED or chat_id is None:
            return
        now = self._now()
        waits = [self._wait_overall(now), self._last.get(chat_id, -math.inf) + 1 - now]
        if chat_id < 0:
            waits.append(self._wait_minute(self._minutes[chat_id], now, weight))
        if max(waits) > GRACE:
            raise FloodError(max(1, math.ceil(max(waits))))
        self._overall.append(now)
        self._last[chat_id] = now
        self._minutes[chat_id].extend([now] * weight)

    def _wait_overall(self, now: float) -> float:
        while self._overall and self._overall[0] <= now - 1:
            self._overall.popleft()
        return self._overall[0] + 1 - now if len(self._overall) >= 30 else 0.0

    def _wait_minute(self, sent: deque[float], now: float, weight: int) -> float:
        while sent and sent[0] <= now - 60:
            sent.popleft()
        too_many = len(sent) + weight - 20
        return sent[too_many - 1] + 60 - now if 0 < too_many <= len(sent) else 0.0
