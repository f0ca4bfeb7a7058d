"""The private chat: /start with its links, /help, /cancel, and whatever nothing else took."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.ids import TicketId, UserId
from handlers.asking import Asks, InPrivate, person, place_of, say
from triage import alerts, private_words
from triage.membership import MeetPerson
from triage.showing import ShowTickets
from triage.tools import Tools
from triage.voice import Reply
from triage.watch import WorkspaceWatch
from workspaces.models import Role


async def on_start(
    message: Message,
    arguments: str,
    tools: Tools,
    meet_person: MeetPerson,
    show_tickets: ShowTickets,
    state: FSMContext,
) -> None:
    """Say what the bot is and what this person can do; a link's token opens what it was made for."""
    user, data = person(message), await state.get_data()
    async with tools.database.transaction():
        await meet_person(UserId(user.id), user.full_name)
        if arguments and arguments == data.get("token"):
            await state.set_data({**data, "token": ""})
            view = await show_tickets.own(TicketId(data["ticket"]), member=UserId(user.id))
            reply = private_words.ask_to_add(tools.voice(view.workspace), view.case)
            await say(tools, place_of(message), reply, "adding", view.workspace)
            return
        workspace, role = _standing(tools, user.id)
        title = "" if workspace is None else workspace.workspace.title
        await say(tools, place_of(message), alerts.start(tools.voice(workspace), role, workspace=title), "start")


async def on_help(message: Message, tools: Tools) -> None:
    """List the commands of this person's role."""
    workspace, role = _standing(tools, person(message).id)
    await say(tools, place_of(message), alerts.help_for(tools.voice(workspace), role or Role.MEMBER), "help")


async def on_cancel(message: Message, tools: Tools, state: FSMContext) -> None:
    """Leave the current form."""
    is_open = await state.get_state() is not None
    key = "cancelled" if is_open else "cancel-nothing"
    async with tools.database.transaction():
        await state.clear()
        await say(tools, place_of(message), Reply(tools.voice().words(key)), "cancel")


async def on_anything(message: Message, tools: Tools) -> None:
    """Nothing else took it: say what can be done here."""
    await say(tools, place_of(message), Reply(tools.voice().words("refuse-unknown")), "unknown")


def _standing(tools: Tools, user_id: int) -> tuple[WorkspaceWatch | None, Role | None]:
    """Return a person's own workspace, or the first one in which that person is staff, with the role there."""
    mine = tools.watch.staff_workspaces(UserId(user_id))
    if not mine:
        return None, None
    workspace = min(mine, key=lambda known: known.workspace.owner_id != user_id)
    return workspace, workspace.role_of(UserId(user_id))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    private = InPrivate()
    router.message.register(on_start, private, Asks("start"))
    router.message.register(on_help, private, Asks("help"))
    router.message.register(on_cancel, private, Asks("cancel"))
    return router


def build_last_router() -> Router:
    """Return the Router that comes after all others."""
    router = Router(name=f"{__name__}.last")
    router.message.register(on_anything, InPrivate())
    return router
