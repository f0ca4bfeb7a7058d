"""Drafts for members: 「发草稿」, and what the merchant said."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import TicketId, UserId
from handlers.asking import Asks, Pressed, answer, person, place_of, pressed_place, say
from handlers.offices import InOffice, own_workspace
from triage.buttons import Area, Press
from triage.desk.drafts import RULE, Drafts
from triage.desk.showing import ShowTickets
from triage.tools import Tools
from triage.words.voice import Reply
from workspaces.rights import Action


async def on_draft(query: CallbackQuery, press: Press, drafts: Drafts) -> None:
    """Show the draft that the rules give, or the neutral question."""
    place = pressed_place(query).plain
    await drafts.show(TicketId(press.id), press.extra or RULE, by=UserId(query.from_user.id), place=place)
    await answer(query)


async def on_merchant(
    message: Message, arguments: str, tools: Tools, drafts: Drafts, show_tickets: ShowTickets
) -> None:
    """``/merchant 1024 走淘宝流程``: the merchant's answer, quoted in the draft that follows."""
    by, place = UserId(person(message).id), place_of(message)
    workspace = own_workspace(tools, message, Action.WORK_ON_ASSIGNED)
    number, _, text = arguments.partition(" ")
    view = await show_tickets.by_number(workspace, number, staff=by)
    async with tools.database.transaction():
        await drafts.merchant_said(view.ticket.id, text, by=by)
        words = tools.voice(workspace).words("merchant-kept", number=str(view.ticket.number))
        await say(tools, place, Reply(words), "merchant", workspace)
        await drafts.show(view.ticket.id, RULE, by=by, place=place)


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_merchant, InOffice(), Asks("merchant", "商家答复"))
    router.callback_query.register(on_draft, Pressed(Area.TICKET, "draft"))
    return router
