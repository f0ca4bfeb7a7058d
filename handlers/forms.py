"""Open forms of the library, and how a command leaves them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, TelegramObject

EDITING = "evidence:edit"
"""A field of an item is being typed: the data names item, field and the version that was read."""

SWAPPING = "evidence:swap"
"""New files for an item are awaited: the data names the item."""

_OURS = "evidence:"
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class LeaveForms(BaseMiddleware):
    """A command leaves the open form; what was answered in it is kept, so that it can be taken up again.

    It is left after the command was handled: the first thing that an update writes marks the update as done.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle, then leave the form if it is still the one that was open before."""
        result = await handler(event, data)
        state, before = data.get("state"), data.get("raw_state") or ""
        is_command = isinstance(event, Message) and (event.text or "").startswith("/")
        if not (is_command and isinstance(state, FSMContext) and before.startswith(_OURS)):
            return result
        if await state.get_state() == before:
            await state.set_state(None)
        return result


def in_form(state: str) -> Callable[..., Awaitable[bool]]:
    """Return a filter for what is typed or sent in a form; commands are none of it."""

    async def is_in_form(message: Message, raw_state: str | None = None) -> bool:
        return raw_state == state and not (message.text or message.caption or "").startswith("/")

    return is_in_form
