"""The bot is added, removed, promoted; a group becomes a supergroup; somebody blocks the bot."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import Chat, ChatMemberUpdated, Message

from core.ids import ChatId, UserId
from triage.membership import (
    Adder,
    ChatPeople,
    Group,
    JoinCommunity,
    LeaveCommunity,
    MeetPerson,
    MoveCommunity,
    RefreshAdmins,
)
from triage.updates import ANONYMOUS_ADMIN

_INSIDE = ("member", "administrator", "restricted")


async def on_own_membership(
    event: ChatMemberUpdated,
    people: ChatPeople,
    join_community: JoinCommunity,
    leave_community: LeaveCommunity,
    meet_person: MeetPerson,
) -> None:
    """The bot's own membership changed."""
    chat, status = event.chat, event.new_chat_member.status
    if chat.type == "private":
        await meet_person(UserId(chat.id), event.from_user.full_name, is_blocked=status == "kicked")
    elif chat.type in ("group", "supergroup"):
        if status not in _INSIDE:
            await leave_community(ChatId(chat.id))
        elif event.old_chat_member.status not in _INSIDE:
            admins = await people.admins(ChatId(chat.id))
            await join_community(_group(chat), await _adder(event, admins, people), admins)


async def on_member(event: ChatMemberUpdated, people: ChatPeople, refresh_admins: RefreshAdmins) -> None:
    """Somebody became administrator or is one no longer."""
    chat_id = ChatId(event.chat.id)
    await refresh_admins(chat_id, await people.admins(chat_id))


async def on_upgrade(message: Message, move_community: MoveCommunity) -> None:
    """A group became a supergroup; Telegram says so in both chats."""
    if message.migrate_to_chat_id is not None:
        await move_community(ChatId(message.chat.id), ChatId(message.migrate_to_chat_id))
    elif message.migrate_from_chat_id is not None:
        await move_community(ChatId(message.migrate_from_chat_id), ChatId(message.chat.id))


def _group(chat: Chat) -> Group:
    return Group(ChatId(chat.id), chat.title or "", chat.type, bool(chat.is_forum), chat.username or "")


async def _adder(event: ChatMemberUpdated, admins: list[tuple[UserId, bool]], people: ChatPeople) -> Adder:
    user = event.from_user
    is_listed = any(admin == user.id for admin, _ in admins)
    is_admin = is_listed or await people.is_admin(ChatId(event.chat.id), UserId(user.id))
    return Adder(UserId(user.id), user.full_name, is_admin, is_anonymous=user.id == ANONYMOUS_ADMIN)


async def _is_upgrade(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.my_chat_member.register(on_own_membership)
    router.chat_member.register(on_member)
    router.message.register(on_upgrade, _is_upgrade)
    return router
