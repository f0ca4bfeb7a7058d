"""A member in private adds words and files to an own ticket, without a form."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.errors import SayableError
from core.ids import TicketId, UserId
from handlers.asking import InPrivate, person, place_of, say
from handlers.form import ADDING, attachment_of, is_too_large
from triage.asides import asks_for_human
from triage.desk.calling import CallInPrivate
from triage.desk.moves import Desk
from triage.desk.showing import ShowTickets
from triage.tools import Tools
from triage.words import private as private_words


async def on_addition(
    message: Message, tools: Tools, desk: Desk, call_in_private: CallInPrivate, state: FSMContext
) -> None:
    """Add what was sent to the ticket that was chosen."""
    await _add(message, tools, desk, call_in_private, TicketId((await state.get_data()).get("ticket", 0)))


async def on_loose_words(
    message: Message, tools: Tools, desk: Desk, call_in_private: CallInPrivate, show_tickets: ShowTickets
) -> None:
    """Words or files out of the blue belong to the own open case; of several the member says which."""
    views = await show_tickets.open_own(UserId(person(message).id))
    if len(views) == 1:
        await _add(message, tools, desk, call_in_private, views[0].ticket.id)
        return
    reply = private_words.which_case(tools.voice(views[0].workspace), [view.case for view in views])
    await say(tools, place_of(message, replying=True), reply, "which-case")


async def _add(message: Message, tools: Tools, desk: Desk, call_in_private: CallInPrivate, ticket_id: TicketId) -> None:
    if is_too_large(message):
        raise SayableError("form-file-large")
    file = attachment_of(message)
    words = message.text or message.caption or ""
    if file is None and not words:
        raise SayableError("form-file-refused")
    by = UserId(person(message).id)
    async with tools.database.transaction():
        if file is None and asks_for_human(words):
            called = await call_in_private(ticket_id, by=by, words=words)
            if called is not None:
                reply = private_words.human_called(tools.voice(called.workspace, to=by), called.case)
                await say(tools, place_of(message), reply, "human", called.workspace)
                return
        view = await desk.add_words(ticket_id, by=by, words=words, file=file)
        reply = private_words.added(tools.voice(view.workspace), view.case)
        if message.media_group_id is None or words:
            await say(tools, place_of(message), reply, "added", view.workspace)


async def _has_open_case(message: Message, show_tickets: ShowTickets) -> bool:
    if message.from_user is None or (message.text or "").startswith("/"):
        return False
    return bool(await show_tickets.open_own(UserId(message.from_user.id)))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    private = InPrivate()
    router.message.register(on_addition, private, StateFilter(ADDING))
    router.message.register(on_loose_words, private, _has_open_case)
    return router
