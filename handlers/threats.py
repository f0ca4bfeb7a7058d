"""Threats in the hands of staff: 「标为威胁」, 「不是」, /keep and /dossier."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.ids import ChatId, TicketId, UserId
from handlers.asking import Asks, InGroup, InPrivate, Pressed, answer, person, place_of, pressed_place, say
from handlers.desk import on_private_only
from handlers.offices import InOffice, own_workspace
from tickets.attachments import Attachment, FileKind
from triage.buttons import Area, Press
from triage.desk.dossiers import TakeDossier
from triage.desk.showing import ShowTickets
from triage.desk.threats import Threats
from triage.tools import Tools
from triage.words import alerts
from triage.words import threats as words
from triage.words.voice import Reply
from workspaces.rights import Action


async def on_decision(query: CallbackQuery, press: Press, tools: Tools, threats: Threats) -> None:
    """Staff confirm a threat, or say that it is none."""
    is_threat, by = press.action == "mark", UserId(query.from_user.id)
    async with tools.database.transaction():
        view, threat = await threats.decide(TicketId(press.id), is_threat=is_threat, by=by)
        reply = words.decided(tools.voice(view.workspace), view.ticket, threat)
        await say(tools, pressed_place(query).plain, reply, "threat-decided", view.workspace)
    await answer(query, alerts.alert(tools.voice(view.workspace), "done"))


async def on_keep(message: Message, arguments: str, tools: Tools, threats: Threats, show_tickets: ShowTickets) -> None:
    """Add something from outside to a marked case: ``/keep 1024 说明``, with a file or as a reply to one."""
    user_id = UserId(person(message).id)
    workspace = own_workspace(tools, message, Action.WORK_ON_ASSIGNED)
    number, _, text = arguments.partition(" ")
    view = await show_tickets.by_number(workspace, number, staff=user_id)
    replied = message.reply_to_message
    file = _file(message) or (None if replied is None else _file(replied))
    quoted = "" if replied is None else (replied.text or replied.caption or "")
    async with tools.database.transaction():
        await threats.keep_outside(view.ticket, "\n".join(filter(None, (text, quoted))), by=user_id, file=file)
        reply = Reply(tools.voice(workspace).words("kept-outside", number=str(view.ticket.number)))
        await say(tools, place_of(message), reply, "kept", workspace)


async def on_dossier(
    message: Message, arguments: str, tools: Tools, take_dossier: TakeDossier, show_tickets: ShowTickets
) -> None:
    """Hand the owner everything of a marked case as one archive."""
    user_id = UserId(person(message).id)
    workspace = own_workspace(tools, message, Action.SEE_DOSSIER)
    await take_dossier(await show_tickets.by_number(workspace, arguments, staff=user_id), by=user_id)


async def on_dossier_button(
    query: CallbackQuery, press: Press, tools: Tools, take_dossier: TakeDossier, show_tickets: ShowTickets
) -> None:
    """The same from the card; the archive goes to the owner's private chat."""
    by = UserId(query.from_user.id)
    view = await show_tickets.find(TicketId(press.id), staff=by)
    await take_dossier(view, by=by)
    await answer(query, alerts.alert(tools.voice(view.workspace), "done"))


def _file(message: Message) -> Attachment | None:
    chat_id, message_id = ChatId(message.chat.id), message.message_id
    if message.photo:
        return Attachment(FileKind.PHOTO, message.photo[-1].file_id, chat_id, message_id)
    if message.document is not None:
        name = message.document.file_name or ""
        return Attachment(FileKind.DOCUMENT, message.document.file_id, chat_id, message_id, name)
    if message.voice is not None:
        return Attachment(FileKind.VOICE, message.voice.file_id, chat_id, message_id)
    return None


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.message.register(on_keep, InOffice(), Asks("keep", "留证"))
    router.message.register(on_dossier, InPrivate(), Asks("dossier", "维权材料"))
    router.message.register(on_private_only, InOffice(), InGroup(), Asks("dossier", "维权材料"))
    router.callback_query.register(on_decision, Pressed(Area.TICKET, "mark", "nomark"))
    router.callback_query.register(on_dossier_button, Pressed(Area.TICKET, "dossier"))
    return router
