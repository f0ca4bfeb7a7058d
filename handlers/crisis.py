"""``/crisis``, the buttons of its card, and what members press under a statement."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import UserId
from handlers.asking import Asks, Pressed, answer, place_of, pressed_place, rewrite, say
from handlers.offices import InOffice, in_office, own_workspace
from triage.buttons import Area, Press
from triage.crises.hands import CrisisDesk, FindDoubt
from triage.desk.form_opening import OpenForm
from triage.presses import PressUnderAnswer
from triage.tools import Tools
from triage.words import alerts
from workspaces.rights import Action


async def on_crises(message: Message, tools: Tools, crisis_desk: CrisisDesk) -> None:
    """List the open crises."""
    workspace = own_workspace(tools, message, Action.WORK_ON_ALL)
    await say(tools, place_of(message), await crisis_desk.overview(workspace), "crises", workspace)


async def on_show(query: CallbackQuery, press: Press, tools: Tools, crisis_desk: CrisisDesk) -> None:
    """Show a crisis to the one who asks."""
    _require_office(query, tools)
    workspace, card = await crisis_desk.show(press.id, by=UserId(query.from_user.id))
    await say(tools, pressed_place(query).plain, card, "crisis", workspace)
    await answer(query)


async def on_act(query: CallbackQuery, press: Press, tools: Tools, crisis_desk: CrisisDesk) -> None:
    """Post the statement, renew it, or end the crisis."""
    _require_office(query, tools)
    acts = {"post": crisis_desk.post, "update": crisis_desk.update, "close": crisis_desk.close}
    async with tools.database.transaction():
        workspace, card = await acts[press.action](press.id, by=UserId(query.from_user.id))
        await rewrite(tools, pressed_place(query), card, "crisis", workspace)
    key = "crisis-closed" if press.action == "close" else "done"
    await answer(query, alerts.alert(tools.voice(workspace), key))


async def on_member(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    find_doubt: FindDoubt,
    press_under_answer: PressUnderAnswer,
    open_form: OpenForm,
) -> None:
    """「申请售后」 or 「仍有疑问」 under a statement."""
    by, name = UserId(query.from_user.id), query.from_user.full_name
    concern_id = await find_doubt(press.id, by=by)
    if press.action == "still":
        await answer(query, await press_under_answer.still(concern_id, by=by, name=name), alert=True)
        return
    async with tools.database.transaction():
        ticket_id = await press_under_answer.aftersales(concern_id, by=by, name=name, place=pressed_place(query))
        url = await open_form.link(ticket_id, by=by)
    await answer(query, url=url)


def _require_office(query: CallbackQuery, tools: Tools) -> None:
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_crises, InOffice(), Asks("crisis"))
    router.callback_query.register(on_show, Pressed(Area.CRISIS, "show"))
    router.callback_query.register(on_act, Pressed(Area.CRISIS, "post", "update", "close"))
    router.callback_query.register(on_member, Pressed(Area.CRISIS, "aftersales", "still"))
    return router
