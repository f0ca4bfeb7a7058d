"""Filters and small helpers that all handlers share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aiogram.exceptions import TelegramAPIError
from aiogram.filters import BaseFilter
from aiogram.types import CallbackQuery, Message, User

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, UserId
from core.texts import stack
from triage.buttons import Area, decode
from triage.doors.menu_table import key_words
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words.voice import Reply
from workspaces.names import simplified


class Asks(BaseFilter):
    """Lets ``/command arguments`` through, the same with a Chinese word before it, and the keys of all languages.

    ``async def``, because aiogram sends every other filter through a thread.
    """

    def __init__(self, command: str, *words: str) -> None:
        self._command, self._words = f"/{command}", words

    async def __call__(self, message: Message, tools: Tools) -> bool | dict[str, Any]:
        """Return the arguments if the message asks for this command."""
        text = (message.text or message.caption or "").strip()
        first, _, rest = text.partition(" ") if "\n" not in text.split(" ", 1)[0] else text.partition("\n")
        name, _, bot = first.partition("@")
        if name == self._command and (not bot or bot.lower() == tools.watch.bot_username.lower()):
            return {"arguments": rest.strip()}
        if text in key_words(self._command[1:]):
            return {"arguments": ""}
        is_word = first in self._words or (bool(self._words) and simplified(first) in self._words)
        return {"arguments": rest.strip()} if is_word else False


class Pressed(BaseFilter):
    """Lets buttons of one area through (all, or the named actions); hands on ``press``."""

    def __init__(self, area: Area, *actions: str) -> None:
        self._area, self._actions = area, actions

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Return what was pressed if it is of this area."""
        press = decode(query.data or "")
        if press is None or press.area is not self._area:
            return False
        return {"press": press} if not self._actions or press.action in self._actions else False


class InPrivate(BaseFilter):
    """Lets private chats through."""

    async def __call__(self, message: Message) -> bool:
        """Whether the message is in a private chat."""
        return message.chat.type == "private"


class InGroup(BaseFilter):
    """Lets groups and supergroups through."""

    async def __call__(self, message: Message) -> bool:
        """Whether the message is in a group."""
        return message.chat.type in ("group", "supergroup")


def place_of(message: Message, *, replying: bool = False) -> Place:
    """Return where an answer to ``message`` goes."""
    thread_id = message.message_thread_id if message.is_topic_message else None
    return Place(ChatId(message.chat.id), message.message_id if replying else None, thread_id)


def person(message: Message) -> User:
    """Return who wrote it.

    Raises:
        SayableError: nobody in particular did (an anonymous administrator).
    """
    if message.from_user is None or message.sender_chat is not None:
        raise SayableError("refuse-anonymous")
    return message.from_user


async def say(tools: Tools, place: Place, reply: Reply, purpose: str, workspace: WorkspaceWatch | None = None) -> None:
    """Owe a chat a message; joins the transaction that is open."""
    change = Change()
    workspace_id = None if workspace is None else workspace.workspace.id
    tools.mail.to_chat(change, place, _named(tools, place, reply, workspace), About(purpose, workspace_id))
    async with tools.database.transaction() as transaction:
        await transaction.write(change)


def _named(tools: Tools, place: Place, reply: Reply, workspace: WorkspaceWatch | None) -> Reply:
    """Put the workspace's name before what somebody of several workspaces is told in private."""
    if workspace is None or place.chat_id < 0 or len(tools.watch.staff_workspaces(UserId(place.chat_id))) < 2:
        return reply
    voice = tools.voice(workspace)
    title = voice("workspace-named", workspace=voice.title(workspace.workspace.title))
    return replace(reply, words=stack(title, reply.words))


async def answer(query: CallbackQuery, text: str = "", *, alert: bool = False, url: str | None = None) -> None:
    """Acknowledge a pressed button, best effort: what it did is stored already."""
    try:
        await query.answer(text or None, show_alert=alert, url=url)
    except TelegramAPIError:
        return


def pressed_place(query: CallbackQuery) -> Place:
    """Return the message under which a button was pressed."""
    if query.message is None:
        raise SayableError("alert-old")
    is_topic = isinstance(query.message, Message) and bool(query.message.is_topic_message)
    thread_id = query.message.message_thread_id if isinstance(query.message, Message) and is_topic else None
    return Place(ChatId(query.message.chat.id), query.message.message_id, thread_id)


async def rewrite(tools: Tools, place: Place, reply: Reply, purpose: str, workspace: WorkspaceWatch) -> None:
    """Owe a chat a new wording of one of our messages; joins the transaction that is open."""
    change = Change()
    tools.mail.edit(change, place, reply, About(purpose, workspace.workspace.id))
    async with tools.database.transaction() as transaction:
        await transaction.write(change)


def is_private(query: CallbackQuery) -> bool:
    """Whether a button was pressed in a private chat."""
    return query.message is not None and query.message.chat.type == "private"
