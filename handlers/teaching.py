"""Staff teach: 「误报」 on a notice or as a reply, /missed as a reply, and the lessons with 「撤回这条」."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, ConcernId, MarkId, UserId
from detection.finding import Kind
from handlers.asking import (
    Asks,
    InGroup,
    InPrivate,
    Pressed,
    answer,
    person,
    place_of,
    pressed_place,
    say,
)
from handlers.offices import in_office, own_workspace
from triage.buttons import Area, Press
from triage.learning.missed import HandleMissed
from triage.learning.teach import Teach
from triage.mail import About
from triage.tools import Tools
from triage.updates import ChatLook, MessageLook, UserLook
from triage.watch import CommunityWatch
from triage.words import alerts
from triage.words import teaching as teaching_words
from workspaces.rights import Action


async def on_false(query: CallbackQuery, press: Press, tools: Tools, teach: Teach) -> None:
    """「误报」 on a notice: learnt at once; a public answer is taken back."""
    _require_office(query, tools)
    was_public = await teach.wrong(ConcernId(press.id), by=UserId(query.from_user.id))
    await answer(query, alerts.alert(tools.voice(), "false" if was_public else "learnt"))


async def on_kind(query: CallbackQuery, press: Press, tools: Tools, handle_missed: HandleMissed) -> None:
    """Staff said what an overlooked message is."""
    _require_office(query, tools)
    await handle_missed.as_kind(ConcernId(press.id), Kind(press.action), by=UserId(query.from_user.id))
    await answer(query, alerts.alert(tools.voice(), "learnt"))


async def on_take_back(query: CallbackQuery, press: Press, tools: Tools, teach: Teach) -> None:
    """「撤回这条」: the lesson counts no longer."""
    _require_office(query, tools)
    async with tools.database.transaction():
        workspace, mark = await teach.take_back(MarkId(press.id), by=UserId(query.from_user.id))
        reply = teaching_words.taken_back(tools.voice(workspace), mark)
        await say(tools, pressed_place(query).plain, reply, "taught", workspace)
    await answer(query, alerts.alert(tools.voice(workspace), "done"))


async def on_missed(message: Message, tools: Tools, handle_missed: HandleMissed) -> None:
    """/missed as a reply to a member's message."""
    community, replied = _named(message, tools)
    async with tools.database.transaction():
        await handle_missed(community, _look_at(replied), by=UserId(person(message).id))
        await _note(message, tools)


async def on_wrong(message: Message, tools: Tools, teach: Teach) -> None:
    """/wrong as a reply to our answer, or to the message that it answers."""
    community, replied = _named(message, tools)
    async with tools.database.transaction():
        await teach.wrong_message(community, replied.message_id, by=UserId(person(message).id))
        await _note(message, tools)


async def on_lessons(message: Message, tools: Tools, teach: Teach) -> None:
    """List what was taught, each with 「撤回这条」."""
    workspace = own_workspace(tools, message, Action.TEACH)
    await say(tools, place_of(message), await teach.lessons(workspace), "lessons", workspace)


async def _by_staff(message: Message, tools: Tools) -> bool:
    """Whether a known person of the staff wrote it; everybody else is refused elsewhere."""
    community, sender = tools.watch.communities.get(ChatId(message.chat.id)), message.from_user
    if community is None or sender is None or message.sender_chat is not None:
        return False
    return UserId(sender.id) in community.workspace.staff


def _named(message: Message, tools: Tools) -> tuple[CommunityWatch, Message]:
    """Return the community and the message that a command names by replying to it."""
    community, replied = tools.watch.communities[ChatId(message.chat.id)], message.reply_to_message
    if replied is None:
        raise SayableError("refuse-reply-wanted")
    return community, replied


async def _note(message: Message, tools: Tools) -> None:
    """Show without a word that the command was taken; what was learnt is said in private."""
    change = Change()
    tools.mail.react(change, place_of(message, replying=True), About("noted"))
    async with tools.database.transaction() as transaction:
        await transaction.write(change)


def _require_office(query: CallbackQuery, tools: Tools) -> None:
    if not in_office(query, tools):
        raise SayableError("alert-staff-only")


def _look_at(message: Message) -> MessageLook:
    """Return a message as Intake looks at it."""
    sender, behind = message.from_user, message.sender_chat
    return MessageLook(
        message_id=message.message_id,
        date=int(message.date.timestamp()),
        chat=ChatLook(message.chat.id, message.chat.type, message.chat.title or ""),
        from_=UserLook(sender.id, sender.is_bot, sender.first_name, sender.last_name or "") if sender else None,
        sender_chat=ChatLook(behind.id, behind.type) if behind else None,
        text=message.text or "",
        caption=message.caption or "",
        message_thread_id=message.message_thread_id,
        is_topic_message=bool(message.is_topic_message),
        is_automatic_forward=bool(message.is_automatic_forward),
    )


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    group = InGroup()
    router.message.register(on_missed, group, _by_staff, Asks("missed"))
    router.message.register(on_wrong, group, _by_staff, Asks("wrong"))
    router.message.register(on_lessons, InPrivate(), Asks("lessons", "教过的"))
    router.callback_query.register(on_false, Pressed(Area.REVIEW, "false"))
    router.callback_query.register(on_kind, Pressed(Area.REVIEW, *(kind.value for kind in teaching_words.KINDS)))
    router.callback_query.register(on_take_back, Pressed(Area.LESSON, "back"))
    return router
