"""The one message that does not go through the outbox: when the outbox itself cannot be written."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.telegram import TelegramApi
from core.errors import DeliveryError
from triage.doors.operators import OperatorAlert

_QUIET_SECONDS = 600.0
_FROM_ATTEMPT = 3


class StorageAlarm:
    """Tells the operators that the database is away, at most once in ten minutes; best effort."""

    def __init__(self, api: TelegramApi, operators: OperatorAlert) -> None:
        self._api, self._operators = api, operators
        self._quiet_until = 0.0

    async def __call__(self, attempt: int, reason: str) -> None:
        """Say so if storing has failed a few times already; what came in is safe with Telegram meanwhile."""
        now = asyncio.get_running_loop().time()
        if attempt < _FROM_ATTEMPT or now < self._quiet_until:
            return
        self._quiet_until = now + _QUIET_SECONDS
        words = self._operators.words("operator-storage-away", reason=reason[:120])
        for operator in self._operators.reachable:
            with suppress(DeliveryError):
                await self._api.call("sendMessage", {"chat_id": operator, "text": words.words.text}, timeout_seconds=5)
