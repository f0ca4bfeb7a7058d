"""Replies of staff to our messages, and the buttons of drafts, prompts and sums."""

from __future__ import annotations

from typing import Any

from aiogram import Router
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message

from core.errors import SayableError
from core.ids import TicketId, UserId
from handlers.asking import Pressed, answer, person, place_of, pressed_place, rewrite, say
from handlers.offices import InOffice, in_office
from triage.buttons import Area, Press, decode
from triage.desk.files import KeepFiles
from triage.desk.money import Compensate
from triage.desk.moves import Desk
from triage.desk.notes import MergeTickets, StaffNotes
from triage.desk.relaying import RelayWords, shop_of
from triage.desk.showing import ShowTickets
from triage.desk.views import TicketView
from triage.mail import Place
from triage.tools import Tools
from triage.words import alerts, cards
from triage.words import relays as relay_words
from triage.words.voice import Reply

_THEN = {"ask": "wait:member"}


class RepliesToCard(BaseFilter):
    """Lets replies of staff to a message with the buttons of one ticket through; hands on ``meant``."""

    async def __call__(self, message: Message, tools: Tools) -> bool | dict[str, Any]:
        """Return what the reply is meant for: a prompt's word and ticket, or the ticket of a card."""
        replied = message.reply_to_message
        if replied is None or message.text is None or message.text.startswith("/"):
            return False
        author = replied.from_user
        if author is None or (author.username or "").lower() != tools.watch.bot_username.lower():
            return False
        if message.from_user is None or not tools.watch.staff_workspaces(UserId(message.from_user.id)):
            return False
        meant = _meant(_keys_of(replied))
        return False if meant is None else {"meant": meant}


def _keys_of(message: object) -> list[Press]:
    """Return what the buttons under a message stand for."""
    markup = message.reply_markup if isinstance(message, Message) else None
    keys = [] if markup is None else [key for row in markup.inline_keyboard for key in row]
    return [press for press in (decode(key.callback_data or "") for key in keys) if press is not None]


def _tickets(presses: list[Press]) -> set[int]:
    return {press.id for press in presses if press.area is Area.TICKET}


def _meant(presses: list[Press]) -> Press | None:
    prompts = [press for press in presses if press.area is Area.RELAY and press.action in relay_words.PROMPTS]
    if prompts:
        return prompts[0]
    tickets = _tickets(presses)
    return Press(Area.TICKET, "card", next(iter(tickets))) if len(tickets) == 1 else None


async def on_reply(
    message: Message,
    meant: Press,
    show_tickets: ShowTickets,
    relay_words_of: RelayWords,
    staff_notes: StaffNotes,
    compensate: Compensate,
) -> None:
    """A reply to a card is for the member, after a tap; a reply to a prompt is what it asked for."""
    text, user_id, place = message.text or "", UserId(person(message).id), place_of(message)
    ticket_id = TicketId(meant.id)
    if meant.action == "verify":
        await staff_notes.verify(ticket_id, text, by=user_id, place=place)
    elif meant.action == "money":
        await compensate(ticket_id, text, by=user_id, place=place)
    elif meant.action == "shop":
        view = await show_tickets.find(ticket_id, staff=user_id)
        several = [each.id for each in await relay_words_of.waiting_with(view)]
        await relay_words_of.draft(several or [ticket_id], text, by=user_id, place=place)
    else:
        await relay_words_of.draft([ticket_id], text, by=user_id, place=place, then=_THEN.get(meant.action, ""))


async def on_draft_button(query: CallbackQuery, press: Press, tools: Tools, relay_words_of: RelayWords) -> None:
    """Send a draft, drop it, or say it in the thread after all."""
    by, place = UserId(query.from_user.id), pressed_place(query)
    if press.action in ("send", "force"):
        await relay_words_of.send(press.id, by=by, place=place)
    elif press.action == "drop":
        await relay_words_of.drop(press.id, by=by, place=place)
    else:
        await relay_words_of.in_thread(press.id, TicketId(int(press.extra)), by=by)
    await answer(query, alerts.alert(tools.voice(), "done"))


async def on_prompt_button(
    query: CallbackQuery, press: Press, tools: Tools, show_tickets: ShowTickets, relay_words_of: RelayWords
) -> None:
    """A quick answer under a prompt becomes a draft; 「算了」 takes the prompt back."""
    by, place = UserId(query.from_user.id), pressed_place(query)
    view = await show_tickets.find(TicketId(press.id), staff=by)
    voice = tools.voice(view.workspace)
    if press.extra == "over":
        await rewrite(tools, place, Reply(voice.words("prompt-over")), "prompt", view.workspace)
        await answer(query)
        return
    due_at = relay_words.next_noon(voice)
    text = relay_words.quick(voice, view.ticket, press.extra, due_at)
    then = "wait:member" if press.extra in ("photo", "order", "received") else ""
    await relay_words_of.draft([view.ticket.id], text, by=by, place=place.plain, then=then)
    await answer(query)


async def on_card_button(
    query: CallbackQuery,
    press: Press,
    tools: Tools,
    desk: Desk,
    show_tickets: ShowTickets,
    staff_notes: StaffNotes,
    merge_tickets: MergeTickets,
    relay_words_of: RelayWords,
) -> None:
    """What a card offers beside its moves: prompts, a draft by the rules, files, priority, reasons, merging."""
    by, place = UserId(query.from_user.id), pressed_place(query)
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")
    view = await show_tickets.find(TicketId(press.id), staff=by)
    voice = tools.voice(view.workspace)
    key = "done"
    if press.action in ("ask", "verify", "money"):
        reply = relay_words.prompt(voice, view.ticket, press.action)
        await say(tools, place.plain, reply, "prompt", view.workspace)
        key = ""
    elif press.action == "shop":
        reply = relay_words.shop_prompt(voice, view.ticket, shop_of(view), await relay_words_of.waiting_with(view))
        await say(tools, place.plain, reply, "prompt", view.workspace)
        key = ""
    elif press.action == "liaison":
        await _ask_liaison(tools, desk, show_tickets, view, by)
    elif press.action == "files":
        await show_tickets.files(view, place.plain, KeepFiles(tools))
    elif press.action == "merge":
        await _merge(tools, merge_tickets, view, press, by, place)
        key = "merged" if press.extra else ""
    else:
        is_list = len(_tickets(_keys_of(query.message))) > 1
        await _note(tools, show_tickets, staff_notes, view, press, by, place, is_list=is_list)
    await answer(query, alerts.alert(voice, key) if key else "")


async def _note(
    tools: Tools,
    show_tickets: ShowTickets,
    staff_notes: StaffNotes,
    view: TicketView,
    press: Press,
    by: UserId,
    place: Place,
    *,
    is_list: bool,
) -> None:
    async with tools.database.transaction():
        if press.action == "raise":
            after = await staff_notes.raise_priority(view.ticket.id, by=by)
        else:
            after = await staff_notes.missed_because(view.ticket.id, press.extra, by=by)
        if is_list:  # of several cases: it stays, with what is asked of the others
            return
        await rewrite(tools, place, await show_tickets.card(after, by), "card", view.workspace)


async def _ask_liaison(tools: Tools, desk: Desk, show_tickets: ShowTickets, view: TicketView, by: UserId) -> None:
    """The responsible person is asked in private, with quick answers; the ticket waits for that answer."""
    async with tools.database.transaction():
        after = await desk.ask_liaison(view.ticket.id, by=by)
        asked = after.ticket.responsible_id or by
        card = await show_tickets.card(after, asked)
        reply = relay_words.liaison_asked(tools.voice(after.workspace), after.ticket, card.words)
        await desk.tell_liaison(after, asked, reply)


async def _merge(
    tools: Tools, merge_tickets: MergeTickets, view: TicketView, press: Press, by: UserId, place: Place
) -> None:
    if press.extra:
        await merge_tickets(view.ticket.id, TicketId(int(press.extra)), by=by)
        return
    _, others = await merge_tickets.candidates(view.ticket.id, by=by)
    reply = cards.merge_choices(tools.voice(view.workspace), view.ticket, others)
    await say(tools, place.plain, reply, "merge", view.workspace)


async def on_money_button(query: CallbackQuery, press: Press, tools: Tools, compensate: Compensate) -> None:
    """The owner says yes or no to a sum."""
    by, approved = UserId(query.from_user.id), press.action == "approve"
    await compensate.decide(press.id, by=by, approved=approved, place=pressed_place(query))
    await answer(query, alerts.alert(tools.voice(), "done"))


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_reply, InOffice(), RepliesToCard())
    router.callback_query.register(on_draft_button, Pressed(Area.RELAY, "send", "force", "drop", "thread"))
    router.callback_query.register(on_prompt_button, Pressed(Area.RELAY, *relay_words.PROMPTS))
    names = ("ask", "liaison", "verify", "money", "raise", "why", "files", "merge", "shop")
    router.callback_query.register(on_card_button, Pressed(Area.TICKET, *names))
    router.callback_query.register(on_money_button, Pressed(Area.MONEY, "approve", "refuse"))
    return router
