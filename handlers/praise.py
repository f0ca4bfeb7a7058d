"""Praise: staff approve candidates, authors agree, refuse, and take back."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import UserId
from handlers.asking import Asks, Pressed, answer, place_of, pressed_place, say
from handlers.offices import InOffice, own_workspace
from handlers.start import rewrite_plain
from triage.buttons import Area, Press
from triage.library.praise import HandlePraise
from triage.tools import Tools
from triage.words import alerts
from triage.words.voice import Reply
from workspaces.rights import Action


async def on_praise(message: Message, tools: Tools, handle_praise: HandlePraise) -> None:
    """Show the candidates that wait."""
    workspace = own_workspace(tools, message, Action.KEEP_EVIDENCE)
    waiting = await handle_praise.waiting(workspace)
    async with tools.database.transaction():
        for reply in waiting or [Reply(tools.voice(workspace).words("praise-none"))]:
            await say(tools, place_of(message), reply, "praise", workspace)


async def on_pressed(query: CallbackQuery, press: Press, tools: Tools, handle_praise: HandlePraise) -> None:
    """「可以用」「不用」 of staff; 「愿意」「不愿意」「撤回」 of the author."""
    by = UserId(query.from_user.id)
    async with tools.database.transaction():
        if press.action in ("approve", "skip"):
            reply = await handle_praise.decide(press.id, is_wanted=press.action == "approve", by=by)
        elif press.action == "withdraw":
            reply = await handle_praise.withdraw(press.id, by=by)
        else:
            reply = await handle_praise.answer(press.id, is_agreed=press.action == "agree", by=by)
        pressed_place(query)
        await rewrite_plain(tools, query, reply)
    await answer(query, alerts.alert(tools.voice(), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_praise, InOffice(), Asks("praise", "好评"))
    router.callback_query.register(on_pressed, Pressed(Area.PRAISE))
    return router
