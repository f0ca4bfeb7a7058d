"""The after-sales form at Telegram's edge: commands, buttons, words and files become answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiogram import BaseMiddleware, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject

from core.errors import DeliveryError, SayableError
from core.ids import ChatId, TicketId, UserId
from handlers.asking import Asks, InPrivate, Pressed, answer, is_private, person, place_of, pressed_place, say
from tickets.attachments import Attachment, FileKind
from tickets.form import Form, form_from, stored_form
from triage.buttons import Area, Press
from triage.desk.form_filling import FillForm
from triage.desk.form_opening import OpenForm
from triage.doors.membership import ChatPeople, MeetPerson
from triage.doors.menu_table import COMMANDS
from triage.mail import Place
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import alerts
from triage.words.voice import Reply

FORM = "form"
"""The state of a member whose form is open; its data holds the form under ``form``, an older one under ``kept``."""

ADDING = "adding"
"""The state of a member who adds to a ticket freely: its data names the ticket."""

FORM_WORDS = ("申请售后", "我要售后")
_COMMAND_WORDS = frozenset(command.word for command in COMMANDS if command.word)
_GROUPS_ASKED = 20
_MEMBERS = ("creator", "administrator", "member", "restricted")


class LeaveForm(BaseMiddleware):
    """A command leaves the form that is open; what was answered is kept, and may be gone on with."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        """Handle the message first, so that a crash between leaves a form open rather than a command lost."""
        result = await handler(event, data)
        if isinstance(event, Message) and data.get("raw_state") == FORM and _leaves(event):
            state, tools = data["state"], data["tools"]
            form = await _form(state)
            async with tools.database.transaction():
                await state.set_state(None)
                if form is not None and form.has_answers:
                    await say(tools, place_of(event), Reply(tools.voice().words("form-saved")), "form-saved")
        return result


def _leaves(message: Message) -> bool:
    """Whether a message is a command that has nothing to do with the form."""
    words = message.text or ""
    is_command = words[:1] == "/" or words in _COMMAND_WORDS
    return is_command and not words.startswith(("/aftersales", "/start t-", "/cancel", *FORM_WORDS))


async def on_aftersales(
    message: Message, tools: Tools, open_form: OpenForm, fill_form: FillForm, people: ChatPeople, state: FSMContext
) -> None:
    """申请售后 in private: open the form, or ask whether the one that was left half-way goes on."""
    user_id, kept = UserId(person(message).id), await _form(state)
    groups = [] if kept is not None and kept.has_answers else await open_form.groups_of(user_id)
    if not groups and not (kept is not None and kept.has_answers):
        groups = await _groups_by_asking(tools, people, user_id)
    place = place_of(message)
    async with tools.database.transaction():
        if kept is not None and kept.has_answers:
            await _keep(state, await fill_form.ask.to_resume(kept, place))
        elif groups:
            await _keep(state, await fill_form.ask.show(open_form.fresh(groups), place))
        else:
            await say(tools, place, Reply(tools.voice().words("aftersales-where")), "aftersales")


async def _groups_by_asking(tools: Tools, people: ChatPeople, user_id: UserId) -> list[CommunityWatch]:
    """Ask Telegram in which of a few communities somebody is who has never had a concern."""
    found = []
    for chat_id, known in list(tools.watch.communities.items())[:_GROUPS_ASKED]:
        with suppress(DeliveryError):
            if await people.rank(ChatId(chat_id), user_id) in _MEMBERS:
                found.append(known)
    return found


async def on_form_link(
    message: Message,
    arguments: str,
    tools: Tools,
    meet_person: MeetPerson,
    open_form: OpenForm,
    fill_form: FillForm,
    state: FSMContext,
) -> None:
    """The link of 「补充信息」 or 「申请售后」: open the form of the ticket it was made for."""
    user = person(message)
    async with tools.database.transaction():
        await meet_person(UserId(user.id), user.full_name)
        ticket_id = await open_form.follow(arguments, by=UserId(user.id))
        await open_for(ticket_id, place_of(message), UserId(user.id), open_form, fill_form, state)


async def open_for(
    ticket_id: TicketId, place: Place, user_id: UserId, open_form: OpenForm, fill_form: FillForm, state: FSMContext
) -> None:
    """Open the form of a ticket; one that is half-way filled for it goes on, one for another case is put by."""
    before = await _form(state)
    if before is not None and before.ticket_id == ticket_id and before.has_answers:
        await _keep(state, await fill_form.ask.show(before, place))
        return
    form = await fill_form.ask.show(await open_form.for_ticket(ticket_id, by=user_id), place)
    is_worth_keeping = before is not None and before.ticket_id is None and before.has_answers
    await _keep(state, form, kept=before if is_worth_keeping else None)


async def on_words(message: Message, tools: Tools, fill_form: FillForm, state: FSMContext) -> None:
    """What was typed is the answer to the question at hand."""
    form = await _open(state)
    async with tools.database.transaction():
        await _keep(state, await fill_form.typed(form, place_of(message), message.text or ""))


async def on_file(message: Message, tools: Tools, fill_form: FillForm, state: FSMContext) -> None:
    """A photo, paper or voice note is kept with the form."""
    form, attachment = await _open(state), attachment_of(message)
    if is_too_large(message):
        raise SayableError("form-file-large")
    async with tools.database.transaction():
        after = await fill_form.sent(form, place_of(message), attachment, message.caption or "")
        await _keep(state, after)


async def on_button(query: CallbackQuery, press: Press, tools: Tools, fill_form: FillForm, state: FSMContext) -> None:
    """A button of the form."""
    form = await _form(state)
    if form is None or not is_private(query):
        raise SayableError("alert-old")
    place = pressed_place(query)
    async with tools.database.transaction():
        if press.action in ("quit", "anew"):
            await _begin_anew(tools, place, press, fill_form, form, state)
        else:
            after = await fill_form.pressed(form, place, press, name=query.from_user.full_name)
            await (_finish(tools, place, state) if after is None else _keep(state, after))
    await answer(query, alerts.alert(tools.voice(), "done") if press.action == "submit" else "")


async def _begin_anew(
    tools: Tools, place: Place, press: Press, fill_form: FillForm, form: Form, state: FSMContext
) -> None:
    """Give a form up; 「重新填」 asks its first question again."""
    if press.action == "quit":
        await state.clear()
        await say(tools, place.plain, Reply(tools.voice().words("cancelled")), "cancel")
        return
    await _keep(state, await fill_form.anew(form, place))


async def _finish(tools: Tools, place: Place, state: FSMContext) -> None:
    """The form is handed in; one that was put by may be gone on with, and what comes now is added to the case."""
    kept = (await state.get_data()).get("kept")
    await state.set_state(None)
    await state.set_data({} if kept is None else {"form": kept})
    if kept is not None:
        await say(tools, place.plain, Reply(tools.voice().words("form-saved")), "form-saved")


def attachment_of(message: Message) -> Attachment | None:
    """Return the file of a message; None: it has none that we take."""
    chat_id, number = ChatId(message.chat.id), message.message_id
    if message.photo:
        return Attachment(FileKind.PHOTO, message.photo[-1].file_id, chat_id, number)
    if message.document is not None:
        name = message.document.file_name or ""
        return Attachment(FileKind.DOCUMENT, message.document.file_id, chat_id, number, name)
    if message.video is not None:
        return Attachment(FileKind.VIDEO, message.video.file_id, chat_id, number)
    if message.voice is not None:
        return Attachment(FileKind.VOICE, message.voice.file_id, chat_id, number)
    return None


def is_too_large(message: Message) -> bool:
    """Whether a file is larger than a bot can fetch."""
    file = message.document or message.video or message.voice
    return file is not None and (file.file_size or 0) > 20 * 1024 * 1024


async def _form(state: FSMContext) -> Form | None:
    """Return the form of this chat, open or left half-way."""
    return form_from((await state.get_data()).get("form") or {})


async def _open(state: FSMContext) -> Form:
    form = await _form(state)
    if form is None:
        raise SayableError("alert-old")
    return form


async def _keep(state: FSMContext, form: Form, *, kept: Form | None = None) -> None:
    before = (await state.get_data()).get("kept")
    by = before if kept is None else stored_form(kept)
    await state.set_state(FORM)
    await state.set_data({"form": stored_form(form), **({} if by is None else {"kept": by})})


async def _is_form_link(_message: Message, arguments: str) -> bool:
    return arguments.startswith("t-")


async def _is_words(message: Message) -> bool:
    return bool(message.text) and not (message.text or "").startswith("/")


async def _is_file(message: Message) -> bool:
    return message.text is None


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    private = InPrivate()
    router.message.register(on_form_link, private, Asks("start"), _is_form_link)
    router.message.register(on_aftersales, private, Asks("aftersales", *FORM_WORDS))
    router.callback_query.register(on_button, Pressed(Area.FORM))
    return router


def build_answers_router() -> Router:
    """Return the Router that takes answers: after the commands, before whatever takes anything."""
    router = Router(name=f"{__name__}.answers")
    private = InPrivate()
    router.message.register(on_words, private, StateFilter(FORM), _is_words)
    router.message.register(on_file, private, StateFilter(FORM), _is_file)
    return router
