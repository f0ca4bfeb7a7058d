"""Tickets in the hands of staff and members: lists, cards, and their buttons."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import TicketId, UserId
from handlers.asking import (
    Asks,
    InGroup,
    InPrivate,
    Pressed,
    answer,
    is_private,
    person,
    place_of,
    pressed_place,
    rewrite,
    say,
)
from handlers.form import open_for
from handlers.offices import InOffice, own_workspace
from tickets.lifecycle import Action
from tickets.models import Outcome, WaitingOn
from triage.buttons import Area, Press
from triage.desk.away import GoAway
from triage.desk.form_filling import FillForm
from triage.desk.form_opening import OpenForm
from triage.desk.moves import Desk
from triage.desk.notes import MemberNotes
from triage.desk.showing import ShowTickets
from triage.desk.views import TicketView
from triage.tools import Tools
from triage.words import alerts, cards
from triage.words import private as private_words
from triage.words.voice import Reply
from workspaces.rights import Action as Right

_MOVES = {each.value: each for each in (Action.TAKE, Action.CLOSE, Action.REOPEN, Action.WITHDRAW)}


async def on_tickets(message: Message, arguments: str, tools: Tools, show_tickets: ShowTickets) -> None:
    """List tickets, one page."""
    user = person(message)
    workspace = own_workspace(tools, message, Right.WORK_ON_ASSIGNED)
    reply = await show_tickets.page(workspace, UserId(user.id), arguments)
    await say(tools, place_of(message), reply, "tickets", workspace)


async def on_ticket(message: Message, arguments: str, tools: Tools, show_tickets: ShowTickets) -> None:
    """Show a ticket's card."""
    user = person(message)
    workspace = own_workspace(tools, message, Right.WORK_ON_ASSIGNED)
    view = await show_tickets.by_number(workspace, arguments, staff=UserId(user.id))
    await say(tools, place_of(message), await show_tickets.card(view, UserId(user.id)), "card", workspace)


async def on_away(message: Message, arguments: str, tools: Tools, go_away: GoAway) -> None:
    """Hand over to somebody until a day, or come back."""
    workspace = own_workspace(tools, message, Right.WORK_ON_ASSIGNED)
    reply = await go_away(workspace, arguments, by=UserId(person(message).id))
    await say(tools, place_of(message), reply, "away", workspace)


async def on_own_tickets(message: Message, tools: Tools, show_tickets: ShowTickets) -> None:
    """List a member's own tickets."""
    reply = await show_tickets.own_tickets(UserId(person(message).id))
    await say(tools, place_of(message), reply, "mytickets")


async def on_private_only(message: Message, tools: Tools) -> None:
    """Cards and lists open only in private chats."""
    known = tools.watch.communities.get(place_of(message).chat_id)
    voice = tools.voice(None if known is None else known.workspace)
    await say(tools, place_of(message, replying=True), Reply(voice.words("refuse-private-only")), "refusal")


async def on_page(query: CallbackQuery, press: Press, tools: Tools, show_tickets: ShowTickets) -> None:
    """Turn a page of the tickets."""
    workspace = own_workspace(tools, query, Right.WORK_ON_ASSIGNED)
    typed = _searched(query) if press.extra == "found" else press.extra
    reply = await show_tickets.page(workspace, UserId(query.from_user.id), typed, offset=press.id)
    await rewrite(tools, pressed_place(query), reply, "tickets", workspace)
    await answer(query)


def _searched(query: CallbackQuery) -> str:
    """Return the words of a search, which stand in the first line of its list: a button has no room for them."""
    text = query.message.text if isinstance(query.message, Message) else None
    found = re.search(r"「(.+?)」", (text or "").split("\n")[0])
    if found is None:
        raise SayableError("alert-old")
    return found[1].rstrip("…")


async def on_staff_button(
    query: CallbackQuery, press: Press, tools: Tools, desk: Desk, show_tickets: ShowTickets
) -> None:
    """A button on a ticket's card."""
    user_id = UserId(query.from_user.id)
    if press.action == "card" or (press.action in ("wait", "resolve") and not press.extra):
        view = await show_tickets.find(TicketId(press.id), staff=user_id)
        reply = (
            await show_tickets.card(view, user_id) if press.action == "card" else _choices(tools, view, press, user_id)
        )
        await say(tools, pressed_place(query).plain, reply, "card", view.workspace)
        await answer(query)
        return
    on = WaitingOn(press.extra) if press.action == "wait" else None
    outcome = Outcome(press.extra) if press.action == "resolve" else None
    action = Action.WAIT if on else Action.RESOLVE if outcome else _MOVES[press.action]
    async with tools.database.transaction():
        view = await desk.by_staff(TicketId(press.id), action, by=user_id, on=on, outcome=outcome)
        card = await show_tickets.card(view, user_id)
        await rewrite(tools, pressed_place(query), card, "card", view.workspace)
    await answer(query, alerts.alert(tools.voice(view.workspace), "done"))


def _choices(tools: Tools, view: TicketView, press: Press, user_id: UserId) -> Reply:
    voice, role = tools.voice(view.workspace), view.workspace.role_of(user_id)
    if press.action == "wait":
        return Reply(voice.words("alert-choose"), cards.waiting_choices(voice, view.ticket))
    return Reply(voice.words("alert-choose"), cards.outcome_choices(voice, view.ticket, role))


async def on_own_button(query: CallbackQuery, press: Press, tools: Tools, desk: Desk) -> None:
    """A member's button that changes the own ticket; the answer is an alert, and in private a message too."""
    ticket_id, user_id = TicketId(press.id), UserId(query.from_user.id)
    acts: dict[str, tuple[Callable[[], Awaitable[TicketView]], Callable[[TicketView], Reply]]] = {
        "drop": (lambda: desk.by_member(ticket_id, Action.WITHDRAW, by=user_id), _dropped(tools)),
        "reopen": (lambda: desk.by_member(ticket_id, Action.REOPEN, by=user_id), _said(tools, private_words.unsettled)),
        "mute": (
            lambda: desk.stop_contact(ticket_id, by=user_id, all_of_them=press.extra == "all"),
            _muted(tools),
        ),
        "settled": (lambda: desk.settle(ticket_id, by=user_id), _settled(tools)),
        "clear": (lambda: desk.settle(ticket_id, by=user_id), _settled(tools)),
        "unsettled": (lambda: desk.reopen_unsettled(ticket_id, by=user_id), _said(tools, private_words.unsettled)),
        "unclear": (lambda: desk.reopen_unsettled(ticket_id, by=user_id), _said(tools, private_words.unclear)),
    }
    act, words = acts[press.action]
    async with tools.database.transaction():
        view = await act()
        if is_private(query):
            await say(tools, pressed_place(query).plain, words(view), press.action, view.workspace)
    key = "dropped" if press.action == "drop" else "done"
    await answer(query, alerts.alert(tools.voice(view.workspace), key, number=str(view.ticket.number or "")))


def _said(tools: Tools, phrase: Callable[..., Reply]) -> Callable[[TicketView], Reply]:
    return lambda view: phrase(tools.voice(view.workspace), view.case)


def _dropped(tools: Tools) -> Callable[[TicketView], Reply]:
    return _said(tools, private_words.dropped)


def _muted(tools: Tools) -> Callable[[TicketView], Reply]:
    return lambda view: private_words.muted(tools.voice(view.workspace))


def _settled(tools: Tools) -> Callable[[TicketView], Reply]:
    return lambda view: private_words.settled(tools.voice(view.workspace))


async def on_want(query: CallbackQuery, press: Press, tools: Tools, member_notes: MemberNotes) -> None:
    """「退」「换」「补」「只是说说」 in the thread, and 「群里别标」."""
    user_id, ticket_id = UserId(query.from_user.id), TicketId(press.id)
    if press.action == "unmark":
        view = await member_notes.unmark(ticket_id, by=user_id)
        await answer(query, alerts.alert(tools.voice(view.workspace), "unmarked"))
        return
    view = await member_notes.want(ticket_id, press.extra, by=user_id, place=pressed_place(query))
    voice = tools.voice(view.workspace)
    await answer(query, alerts.alert(voice, "wanted", want=voice.label("want", press.extra)))


async def on_own_look(query: CallbackQuery, press: Press, tools: Tools, show_tickets: ShowTickets) -> None:
    """「查进度」 as an alert that only this member sees; a ticket of the own list as a message."""
    view = await show_tickets.own(TicketId(press.id), member=UserId(query.from_user.id))
    voice = tools.voice(view.workspace)
    if press.action == "progress":
        await answer(query, alerts.alert_progress(voice, view.ticket), alert=True)
        return
    reply = private_words.my_ticket(voice, view.case)
    await say(tools, pressed_place(query).plain, reply, "my-ticket", view.workspace)
    await answer(query)


async def on_add(
    query: CallbackQuery, press: Press, tools: Tools, open_form: OpenForm, fill_form: FillForm, state: FSMContext
) -> None:
    """「补充信息」: in private the form of that ticket; in a group a link into it, for the one who pressed."""
    user_id, ticket_id = UserId(query.from_user.id), TicketId(press.id)
    async with tools.database.transaction():
        if is_private(query):
            await open_for(ticket_id, pressed_place(query).plain, user_id, open_form, fill_form, state)
            url = None
        else:
            await open_form.for_ticket(ticket_id, by=user_id)
            url = await open_form.link(ticket_id, by=user_id)
    await answer(query, url=url)


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    office, private, group = InOffice(), InPrivate(), InGroup()
    router.message.register(on_tickets, office, Asks("tickets", "售后单"))
    router.message.register(on_ticket, office, Asks("ticket"))
    router.message.register(on_away, office, Asks("away", "交接"))
    router.message.register(on_own_tickets, private, Asks("mytickets", "我的售后"))
    router.message.register(on_private_only, group, Asks("mytickets", "我的售后"))
    for command in ("settings", "staff"):  # in the staff room; communities refuse them with an audit line
        router.message.register(on_private_only, office, group, Asks(command))
    router.callback_query.register(on_page, Pressed(Area.LIST, "back", "next"))
    router.callback_query.register(on_staff_button, Pressed(Area.TICKET))
    router.callback_query.register(on_add, Pressed(Area.MEMBER, "add"))
    router.callback_query.register(on_own_look, Pressed(Area.MEMBER, "progress", "show"))
    router.callback_query.register(on_want, Pressed(Area.MEMBER, "want", "unmark"))
    router.callback_query.register(on_own_button, Pressed(Area.MEMBER))
    return router
