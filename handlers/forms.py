"""Open forms of the library, and how a command leaves them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.fsm.context import FSMContext
from aiogram.types import Message, TelegramObject

from core.ids import UserId
from triage.library.stack_form import FillStack
from triage.tools import Tools

EDITING = "evidence:edit"
"""A field of an item is being typed: the data names item, field and the version that was read."""

SWAPPING = "evidence:swap"
"""New files for an item are awaited: the data names the item."""

_OURS = "evidence:"
_OF_STACKS = ("/evidence", "/cancel")
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class LeaveForms(BaseMiddleware):
    """A command leaves the open form; what was answered in it is kept, so that it can be taken up again.

    It is left after the command was handled: the first thing that an update writes marks the update as done.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Handle, then leave the form if it is still the one that was open before."""
        result = await handler(event, data)
        state, before = data.get("state"), data.get("raw_state") or ""
        if not isinstance(event, Message) or not (event.text or "").startswith("/"):
            return result
        if isinstance(state, FSMContext) and before.startswith(_OURS) and await state.get_state() == before:
            await state.set_state(None)
        is_other = not (event.text or "").startswith(_OF_STACKS)
        if is_other and event.chat.type == "private" and event.from_user is not None:
            await self._leave_stack(data, event.from_user.id, event.chat.id)
        return result

    async def _leave_stack(self, data: dict[str, Any], user_id: int, chat_id: int) -> None:
        tools, fill_stack = data.get("tools"), data.get("fill_stack")
        if (
            isinstance(tools, Tools)
            and isinstance(fill_stack, FillStack)
            and tools.watch.staff_workspaces(UserId(user_id))
        ):
            await fill_stack.leave(chat_id, user_id)


def in_form(state: str) -> Callable[..., Awaitable[bool]]:
    """Return a filter for what is typed or sent in a form; commands are none of it."""

    async def is_in_form(message: Message, raw_state: str | None = None) -> bool:
        return raw_state == state and not (message.text or message.caption or "").startswith("/")

    return is_in_form
