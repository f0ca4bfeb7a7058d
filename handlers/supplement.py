"""A member in private: files a case, adds words and pictures to the own ticket."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from core.errors import SayableError
from core.ids import CommunityId, TicketId, UserId
from handlers.asking import Asks, InPrivate, person, place_of, say
from triage.desk.filing import FileCase
from triage.desk.moves import Desk
from triage.tools import Tools
from triage.words import private as private_words
from triage.words.voice import Reply

DESCRIBING = "describing"
"""The form of a member who asked for after-sales in private: its data names the community."""

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


async def on_aftersales(message: Message, tools: Tools, file_case: FileCase, state: FSMContext) -> None:
    """申请售后 in private: the next message describes the case of the community in which this member spoke last."""
    community = await file_case.last_community(UserId(person(message).id))
    workspace = None if community is None else community.workspace
    key = "aftersales-where" if community is None else "aftersales-ask"
    async with tools.database.transaction():
        if community is not None:
            await state.set_state(DESCRIBING)
            await state.set_data({"community": int(community.community.id)})
        title = None if community is None else community.community.title
        await say(
            tools, place_of(message), Reply(tools.voice(workspace).words(key, group=title)), "aftersales", workspace
        )


async def on_description(message: Message, tools: Tools, file_case: FileCase, state: FSMContext) -> None:
    """Log the case that was described."""
    user, community_id = person(message), (await state.get_data()).get("community", 0)
    community = tools.watch.community(CommunityId(community_id))
    if community is None:
        raise SayableError("aftersales-where")
    words = message.text or message.caption or tools.voice()("picture-only")
    place = place_of(message, replying=True)
    async with tools.database.transaction():
        await state.clear()
        await file_case(community, place, member_id=UserId(user.id), name=user.full_name, words=words, at=message.date)


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
    private = InPrivate()
    router.message.register(on_aftersales, private, Asks("aftersales", "申请售后", "我要售后"))
    router.message.register(on_description, private, StateFilter(DESCRIBING))
    router.message.register(on_addition, private, StateFilter(ADDING))
    return router
