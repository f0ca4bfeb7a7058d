"""What the bot may do where, and Telegram's words when it may not."""

from __future__ import annotations

from playground.emulator.api.errors import ApiError, ForbiddenError, ViolationError
from playground.emulator.world import Chat, Message, World

VOICES = {
    "can_send_messages": "send text messages to the chat",
    "can_send_photos": "send photos to the chat",
    "can_send_documents": "send documents to the chat",
}


def find_chat(world: World, chat_id: int | str) -> Chat:
    """Return the chat that a ``chat_id`` or ``@username`` names."""
    chat = _named(world, chat_id) if isinstance(chat_id, str) else world.chats.get(chat_id)
    if chat is None and isinstance(chat_id, int) and chat_id in world.users:
        return world.private(world.users[chat_id])
    if chat is None:
        raise ApiError("chat not found")
    return chat


def _named(world: World, name: str) -> Chat | None:
    if name.lstrip("-").isdigit():
        return find_chat(world, int(name))
    if not name.startswith("@"):
        raise ViolationError("chat_id is empty" if not name else "chat not found")
    return next((chat for chat in world.chats.values() if chat.username and chat.username == name[1:]), None)


def reachable_chat(world: World, chat_id: int | str) -> Chat:
    """Return a chat that the bot is in, or a person that it may write to.

    Raises:
        ApiError: unknown, upgraded (with ``migrate_to_chat_id``), or a 403 that says why.
    """
    chat = find_chat(world, chat_id)
    if chat.upgraded_to is not None:
        upgraded = {"migrate_to_chat_id": chat.upgraded_to.id}
        raise ApiError("group chat was upgraded to a supergroup chat", parameters=upgraded)
    if chat.user is not None:
        if chat.user.is_bot:
            raise ForbiddenError("bot can't send messages to bots")
        if chat.is_blocked:
            raise ForbiddenError("bot was blocked by the user")
        if not chat.is_started:
            raise ForbiddenError("bot can't initiate conversation with a user")
        return chat
    status = chat.member(world.bot).status
    if status == "kicked":
        raise ForbiddenError(f"bot was kicked from the {chat.kind} chat")
    if status == "left":
        raise ForbiddenError(f"bot is not a member of the {chat.kind} chat")
    return chat


def demand_voice(world: World, chat: Chat, permission: str) -> None:
    """Demand that the bot may send texts, photos or documents to a chat."""
    if chat.kind == "channel":
        if not chat.member(world.bot).has_right("can_post_messages"):
            raise ApiError("need administrator rights in the channel chat")
    elif not (chat.may(world.bot, "can_send_messages") and chat.may(world.bot, permission)):
        raise ApiError(f"not enough rights to {VOICES[permission]}")


def demand_right(world: World, chat: Chat, right: str, what: str) -> None:
    """Demand an administrator's right of the bot; in private chats nothing is needed."""
    if chat.kind == "private" or chat.member(world.bot).has_right(right):
        return
    raise ApiError(f"not enough rights to {what}")


def thread_of(chat: Chat, thread_id: int | None, reply_to: Message | None) -> int | None:
    """Return the topic that a message goes to, by name or by the message that it answers."""
    if thread_id is None:
        return reply_to.thread_id if reply_to is not None and chat.is_forum else None
    topic = chat.topics.get(thread_id)
    if topic is None:
        raise ApiError("message thread not found")
    if topic.is_closed:
        raise ApiError("TOPIC_CLOSED")
    if reply_to is not None and reply_to.thread_id != thread_id:
        raise ViolationError("the message to be replied is in another topic (strict emulator)")
    return thread_id
