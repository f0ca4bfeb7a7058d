"""A member adds words and pictures to the own ticket, in private."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.ids import TicketId, UserId
from handlers.asking import InPrivate, person, place_of, say
from triage import private_words
from triage.desk import Desk
from triage.tools import Tools

ADDING = "adding"
"""The form of a member who adds to a ticket: its data names the ticket, and the token that opened it."""


async def on_addition(message: Message, tools: Tools, desk: Desk, state: FSMContext) -> None:
    """Add what was sent to the ticket; a picture counts with its caption, a voice note as an attachment."""
    ticket_id = (await state.get_data()).get("ticket", 0)
    words = message.text or message.caption or tools.voice()("picture-only")
    async with tools.database.transaction():
        view = await desk.add_words(
            TicketId(ticket_id), by=UserId(person(message).id), words=words, file_id=_file_id(message)
        )
        reply = private_words.added(tools.voice(view.workspace), view.case)
        await say(tools, place_of(message), reply, "added", view.workspace)


def _file_id(message: Message) -> str:
    if message.photo:
        return message.photo[-1].file_id
    for part in (message.document, message.video, message.voice):
        if part is not None:
            return part.file_id
    return ""


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_addition, InPrivate(), StateFilter(ADDING))
    return router
