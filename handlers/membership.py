"""The bot is added, removed, promoted; a group becomes a supergroup; somebody blocks the bot."""

from __future__ import annotations

from aiogram import Router
from aiogram.types import Chat, ChatMemberUpdated, Message

from core.ids import ChatId, UserId
from triage.doors.joining import Adder, JoinCommunity
from triage.doors.membership import ChatPeople, LeaveCommunity, MeetPerson, MoveCommunity, NoteRights, RefreshAdmins
from triage.doors.menu import KeepMenus
from triage.doors.setup import CheckSetup
from triage.tools import Tools
from triage.updates import ANONYMOUS_ADMIN
from workspaces.doors import Group
from workspaces.models import ChatAdmin

_INSIDE = ("member", "administrator", "restricted")
_HEADS = ("administrator", "creator")


async def on_own_membership(
    event: ChatMemberUpdated,
    tools: Tools,
    people: ChatPeople,
    join_community: JoinCommunity,
    leave_community: LeaveCommunity,
    meet_person: MeetPerson,
    note_rights: NoteRights,
    check_setup: CheckSetup,
    keep_menus: KeepMenus,
) -> None:
    """The bot's own membership changed."""
    chat, status = event.chat, event.new_chat_member.status
    chat_id, user_id = ChatId(chat.id), UserId(event.from_user.id)
    if chat.type == "private":
        await meet_person(UserId(chat.id), event.from_user.full_name, is_blocked=status == "kicked")
    elif chat.type in ("group", "supergroup") and status not in _INSIDE:
        await leave_community(chat_id)
    elif chat.type in ("group", "supergroup") and event.old_chat_member.status in _INSIDE:
        standing = await people.standing(chat_id)
        if standing is not None:
            await note_rights(chat_id, standing)
    elif chat.type in ("group", "supergroup"):
        admins = await people.admins(chat_id)
        place = await join_community(group_of(chat), await _adder(event, admins, people), admins)
        if place is not None:
            await check_setup.send(tools.watch.workspaces[place], user_id)
            await keep_menus.of_person(user_id)
            await keep_menus.of_group(tools.watch.workspaces[place], chat_id)


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


def group_of(chat: Chat) -> Group:
    """Return a group as we keep it."""
    return Group(ChatId(chat.id), (chat.title or "")[:255], chat.type, bool(chat.is_forum), chat.username or "")


async def _adder(event: ChatMemberUpdated, admins: list[ChatAdmin], people: ChatPeople) -> Adder:
    user = event.from_user
    is_listed = any(each.user_id == user.id for each in admins)
    is_anonymous = user.id == ANONYMOUS_ADMIN
    is_admin = is_listed or (not is_anonymous and await people.rank(ChatId(event.chat.id), UserId(user.id)) in _HEADS)
    return Adder(UserId(user.id), user.full_name, is_admin, is_anonymous)


async def _is_upgrade(message: Message) -> bool:
    return message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.my_chat_member.register(on_own_membership)
    router.chat_member.register(on_member)
    router.message.register(on_upgrade, _is_upgrade)
    return router
