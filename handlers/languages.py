"""Whoever is answered in private reads it in the language of the own choice."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from core.ids import UserId
from triage.tools import reading_now


class SpeakToReader(BaseMiddleware):
    """Says who reads the answer while an update of a private chat is handled."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle the update with its reader known."""
        token = reading_now.set(_reader(event))
        try:
            return await handler(event, data)
        finally:
            reading_now.reset(token)


def _reader(event: TelegramObject) -> UserId | None:
    if not isinstance(event, Update):
        return None
    message = event.message or (event.callback_query.message if event.callback_query is not None else None)
    return UserId(message.chat.id) if message is not None and message.chat.type == "private" else None
