"""``/incident``, the buttons of its card, and the words that staff write to all."""

from __future__ import annotations

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import UserId
from handlers.asking import Asks, Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.forms import in_form
from handlers.offices import InOffice, in_office, own_workspace
from triage.buttons import Area, Press
from triage.crises.incident_desk import IncidentDesk
from triage.tools import Tools
from triage.words import alerts
from triage.words import incidents as words
from workspaces.rights import Action

TELLING = "incident:tell"
"""The words to everybody are being typed: the data names the incident."""


async def on_incidents(message: Message, arguments: str, tools: Tools, incident_desk: IncidentDesk) -> None:
    """List what goes on, or open one by hand."""
    workspace = own_workspace(tools, message, Action.WORK_ON_ALL)
    async with tools.database.transaction():
        if arguments:
            reply = await incident_desk.open_by_hand(workspace, arguments, by=UserId(person(message).id))
        else:
            reply = await incident_desk.overview(workspace)
        await say(tools, place_of(message), reply, "incidents", workspace)


async def on_show(query: CallbackQuery, press: Press, tools: Tools, incident_desk: IncidentDesk) -> None:
    """Show an incident."""
    _require_office(query, tools)
    workspace, card = await incident_desk.show(press.id, by=UserId(query.from_user.id))
    await say(tools, pressed_place(query).plain, card, "incident", workspace)
    await answer(query)


async def on_decide(query: CallbackQuery, press: Press, tools: Tools, incident_desk: IncidentDesk) -> None:
    """「是一件事」, 「不是」, or 「结束」."""
    _require_office(query, tools)
    by = UserId(query.from_user.id)
    async with tools.database.transaction():
        if press.action == "close":
            workspace, card = await incident_desk.close(press.id, by=by)
        else:
            workspace, card = await incident_desk.decide(press.id, by=by, is_one=press.action == "accept")
        await rewrite(tools, pressed_place(query), card, "incident", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_tell(
    query: CallbackQuery, press: Press, tools: Tools, incident_desk: IncidentDesk, state: FSMContext
) -> None:
    """「统一答复」: the next message of this person is what all are told; under a crisis it opens its incident."""
    _require_office(query, tools)
    by, incident_id = UserId(query.from_user.id), press.id
    async with tools.database.transaction():
        if press.area is Area.CRISIS:
            workspace, incident = await incident_desk.of_crisis(press.id, by=by)
            incident_id, reply = incident.id, words.ask(tools.voice(workspace), incident)
        else:
            workspace, reply = await incident_desk.asked(press.id, by=by)
        await state.set_state(TELLING)
        await state.set_data({"incident": incident_id})
        await say(tools, pressed_place(query).plain, reply, "incident-ask", workspace)
    await answer(query)


async def on_words(message: Message, tools: Tools, incident_desk: IncidentDesk, state: FSMContext) -> None:
    """What is to be said to all: shown as they will read it."""
    incident_id, by = (await state.get_data()).get("incident", 0), UserId(person(message).id)
    async with tools.database.transaction():
        workspace, reply = await incident_desk.draft(incident_id, message.text or "", by=by)
        await state.clear()
        await say(tools, place_of(message), reply, "incident-preview", workspace)


async def on_settle(query: CallbackQuery, press: Press, tools: Tools, incident_desk: IncidentDesk) -> None:
    """「发给大家」 or 「不发」."""
    _require_office(query, tools)
    by, is_sent = UserId(query.from_user.id), press.action == "send"
    async with tools.database.transaction():
        workspace, reply = await incident_desk.settle(press.id, by=by, is_sent=is_sent)
        await rewrite(tools, pressed_place(query), reply, "incident-sent", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


def _require_office(query: CallbackQuery, tools: Tools) -> None:
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_incidents, InOffice(), Asks("incident"))
    router.message.register(on_words, InOffice(), in_form(TELLING))
    router.callback_query.register(on_show, Pressed(Area.INCIDENT, "show"))
    router.callback_query.register(on_decide, Pressed(Area.INCIDENT, "accept", "decline", "close"))
    router.callback_query.register(on_tell, Pressed(Area.INCIDENT, "tell"))
    router.callback_query.register(on_tell, Pressed(Area.CRISIS, "tell"))
    router.callback_query.register(on_settle, Pressed(Area.INCIDENT, "send", "unsend"))
    return router
