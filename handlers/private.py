"""The private chat: /help, /cancel, and whatever nothing else took."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.ids import UserId
from handlers.asking import Asks, InPrivate, person, place_of, say
from handlers.form import ADDING
from handlers.start import usual_workspace
from triage.doors.menu_table import COMMANDS, Where
from triage.library.stack_form import FillStack
from triage.tools import Tools
from triage.words import alerts
from triage.words.voice import Reply
from workspaces.models import Role

_FOR_GROUPS = frozenset(f"/{each.name}" for each in COMMANDS if not each.where & Where.PRIVATE)


async def on_help(message: Message, tools: Tools) -> None:
    """List the commands of this person's role."""
    user_id = person(message).id
    workspace = usual_workspace(tools, user_id)
    role = Role.MEMBER if workspace is None else workspace.role_of(UserId(user_id))
    await say(tools, place_of(message), alerts.help_for(tools.voice(workspace), role), "help", workspace)


async def on_cancel(message: Message, tools: Tools, fill_stack: FillStack, state: FSMContext) -> None:
    """Leave the current form."""
    form = await state.get_state()
    if form is None and await fill_stack.cancel(message.chat.id, person(message).id):
        return
    key = "cancel-nothing" if form is None else "cancelled-adding" if form == ADDING else "cancelled"
    async with tools.database.transaction():
        await state.clear()
        await say(tools, place_of(message), Reply(tools.voice().words(key)), "cancel")


async def on_anything(message: Message, tools: Tools) -> None:
    """Nothing else took it: say what can be done here, or that a command is for groups."""
    name = (message.text or "").split(maxsplit=1)[0:1]
    key = "refuse-in-group" if name and name[0] in _FOR_GROUPS else "refuse-unknown"
    await say(tools, place_of(message), Reply(tools.voice().words(key)), "unknown")


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    private = InPrivate()
    router.message.register(on_help, private, Asks("help"))
    router.message.register(on_cancel, private, Asks("cancel"))
    return router


def build_last_router() -> Router:
    """Return the Router that comes after all others."""
    router = Router(name=f"{__name__}.last")
    router.message.register(on_anything, InPrivate())
    return router
