"""Methods that ask about chats and their members, and leave or arrange them."""

from __future__ import annotations

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.api.rights import demand_right, find_chat, reachable_chat
from playground.emulator.world import Chat
from playground.emulator.world.entities import units
from playground.emulator.world.feed import Json
from playground.emulator.world.people import Member
from playground.emulator.world.wire import chat_json, member_json, message_json, permissions_json

ICON_COLORS = frozenset({7322096, 16766590, 13338331, 9367192, 16749490, 16478047})
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


class InChat(Parameters, frozen=True, kw_only=True):
    """For methods about one chat."""

    chat_id: int | str


class GetChatMember(InChat, frozen=True, kw_only=True):
    """Parameters of getChatMember."""

    user_id: int


class CreateForumTopic(InChat, frozen=True, kw_only=True):
    """Parameters of createForumTopic."""

    name: str
    icon_color: int | None = None


@method("getChat", InChat)
def get_chat(office: Office, given: InChat) -> Json:
    """Return a ChatFullInfo."""
    chat = _visible(office, given.chat_id)
    result = chat_json(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    if chat.is_group:
        result["permissions"] = permissions_json(chat.permissions)
    if chat.available_reactions is not None:
        result["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in chat.available_reactions]
    if chat.linked is not None:
        result["linked_chat_id"] = chat.linked.id
    if chat.is_protected:
        result["has_protected_content"] = True
    if chat.pinned:
        result["pinned_message"] = message_json(chat.pinned[-1], with_reply=False)
    return result


@method("getChatMember", GetChatMember)
def get_chat_member(office: Office, given: GetChatMember) -> Json:
    """Return what somebody is in a chat; who is known but not there has left."""
    chat = _visible(office, given.chat_id)
    user = office.world.users.get(given.user_id)
    if user is None:
        raise ApiError("PARTICIPANT_ID_INVALID")
    if chat.kind == "private":
        if user not in (chat.user, office.world.bot):
            raise ApiError("member not found")
        return member_json(Member(user, "member"), chat)
    return member_json(chat.member(user), chat)


@method("getChatAdministrators", InChat)
def get_chat_administrators(office: Office, given: InChat) -> list[Json]:
    """Return creator and administrators, without other bots."""
    chat = _visible(office, given.chat_id)
    if chat.kind == "private":
        raise ApiError("there are no administrators in the private chat")
    admins = (member for member in chat.members.values() if member.is_admin)
    return [member_json(member, chat) for member in admins if not member.user.is_bot or member.user == office.world.bot]


@method("getChatMemberCount", InChat)
def get_chat_member_count(office: Office, given: InChat) -> int:
    """Return how many are in a chat, bots too."""
    chat = _visible(office, given.chat_id)
    return 2 if chat.kind == "private" else sum(member.is_present for member in chat.members.values())


@method("leaveChat", InChat)
def leave_chat(office: Office, given: InChat) -> bool:
    """Leave a group or channel."""
    chat = reachable_chat(office.world, given.chat_id)
    if chat.kind == "private":
        raise ApiError("chat member status can't be changed in private chats")
    office.world.leave(chat, office.world.bot)
    return True


@method("createForumTopic", CreateForumTopic)
def create_forum_topic(office: Office, given: CreateForumTopic) -> Json:
    """Open a topic in a forum."""
    if not 1 <= units(given.name.strip()) <= 128:
        raise ViolationError("topic name must have 1-128 characters (strict emulator)")
    if given.icon_color is not None and given.icon_color not in ICON_COLORS:
        raise ViolationError("unknown icon_color (strict emulator)")
    chat = reachable_chat(office.world, given.chat_id)
    if not chat.is_forum:
        raise ApiError("the chat is not a forum")
    demand_right(office.world, chat, "can_manage_topics", "create a topic")
    topic = office.world.open_topic(chat, office.world.bot, given.name.strip())
    return {"message_thread_id": topic.thread_id, "name": topic.name, "icon_color": topic.icon_color}


class InTopic(InChat, frozen=True, kw_only=True):
    """Parameters of closeForumTopic and reopenForumTopic."""

    message_thread_id: int


@method("closeForumTopic", InTopic)
def close_forum_topic(office: Office, given: InTopic) -> bool:
    """Close a topic of a forum."""
    return _shut(office, given, "close", is_closed=True)


@method("reopenForumTopic", InTopic)
def reopen_forum_topic(office: Office, given: InTopic) -> bool:
    """Open a closed topic again."""
    return _shut(office, given, "reopen", is_closed=False)


def _shut(office: Office, given: InTopic, what: str, *, is_closed: bool) -> bool:
    chat = reachable_chat(office.world, given.chat_id)
    if not chat.is_forum:
        raise ApiError("the chat is not a forum")
    demand_right(office.world, chat, "can_manage_topics", f"{what} the topic")
    topic = chat.topics.get(given.message_thread_id)
    if topic is None:
        raise ApiError("message thread not found")
    if topic.is_closed == is_closed:
        raise ApiError("TOPIC_NOT_MODIFIED")
    office.world.shut_topic(chat, office.world.bot, topic, is_closed=is_closed)
    return True


def _visible(office: Office, chat_id: int | str) -> Chat:
    """Return a chat that the bot may ask about: its own ones, and people who wrote to it or share a chat with it."""
    chat = find_chat(office.world, chat_id)
    return chat if chat.kind == "private" else reachable_chat(office.world, chat_id)
