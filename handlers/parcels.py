"""Parcels of a case in the hands of staff: its route, who carries it, the cause that it speaks for."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery

from core.ids import TicketId, UserId
from handlers.asking import Pressed, answer, pressed_place, rewrite, say
from triage.buttons import Area, Press
from triage.desk.parcels import JudgeParcel, ShowRoute
from triage.desk.showing import ShowTickets
from triage.tools import Tools
from triage.words import alerts


async def on_route(
    query: CallbackQuery, press: Press, tools: Tools, show_tickets: ShowTickets, show_route: ShowRoute
) -> None:
    """「看路线」: the way of the case's parcel, for the one who asks."""
    view = await show_tickets.find(TicketId(press.id), staff=UserId(query.from_user.id))
    await answer(query)  # the tracking service may take its time
    await say(tools, pressed_place(query).plain, await show_route(view), "route", view.workspace)


async def on_courier(query: CallbackQuery, press: Press, tools: Tools, judge_parcel: JudgeParcel) -> None:
    """Staff say who carries a parcel."""
    view = await judge_parcel.choose_courier(press.id, press.extra, by=UserId(query.from_user.id))
    await answer(query, alerts.alert(tools.voice(view.workspace), "done"))


async def on_cause(
    query: CallbackQuery, press: Press, tools: Tools, judge_parcel: JudgeParcel, show_tickets: ShowTickets
) -> None:
    """Staff take over the cause that a parcel's route speaks for."""
    user_id = UserId(query.from_user.id)
    async with tools.database.transaction():
        view = await judge_parcel.take_cause(TicketId(press.id), press.extra, by=user_id)
        card = await show_tickets.card(view, user_id)
        await rewrite(tools, pressed_place(query), card, "card", view.workspace)
    await answer(query, alerts.alert(tools.voice(view.workspace), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.callback_query.register(on_route, Pressed(Area.TICKET, "route"))
    router.callback_query.register(on_courier, Pressed(Area.TICKET, "courier"))
    router.callback_query.register(on_cause, Pressed(Area.TICKET, "cause"))
    return router
