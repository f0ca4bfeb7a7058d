"""What the browser gets: people, chats, messages, clock and story as JSON."""

from __future__ import annotations

from typing import Any

from playground.emulator import Chat, Message, User
from playground.emulator.world.feed import Event
from playground.emulator.world.wire import message_json
from playground.page.stage import Stage
from playground.page.travelling import next_contact

Json = dict[str, Any]
PAGE = 60
"""How many messages of a chat come at once."""


def whole(stage: Stage) -> Json:
    """Return the state of everything, as of the Event ``number``."""
    world = stage.world
    return {
        "boot": stage.boot,
        "number": len(world.feed),
        "zone": str(stage.thoughts.mind.zone),
        "bot": {"id": world.bot.id, "name": world.bot.name, "username": world.bot.username},
        "group": stage.group.id,
        "chats": [chat_shape(chat) for chat in world.chats.values()],
        **live(stage),
    }


def live(stage: Stage) -> Json:
    """Return what is not in the feed and changes: clock, story, people, reading marks."""
    return {
        "clock": clock_shape(stage),
        "story": stage.story.shown(),
        "people": [person_shape(stage, user) for user in stage.people],
        "read": {str(chat_id): number for chat_id, number in stage.read.items()},
        "topics": {str(chat.id): _topics(chat) for chat in stage.world.chats.values() if chat.is_forum},
        "keyboards": {str(chat.id): _keyboard(chat) for chat in stage.world.chats.values() if chat.keyboard},
        "started": [chat.id for chat in stage.world.chats.values() if chat.is_started and not chat.is_blocked],
    }


def clock_shape(stage: Stage) -> Json:
    """Return the world's time."""
    clock = stage.running.clock
    return {
        "now": int(clock().timestamp() * 1000),
        "is_stopped": clock.is_stopped,
        "is_travelling": stage.is_travelling,
        "next_contact": int(next_contact(stage).timestamp() * 1000),
    }


def person_shape(stage: Stage, user: User) -> Json:
    """Return somebody to speak as, with the standing in the first group."""
    member = stage.group.member(user)
    role = {"creator": "群主", "administrator": member.custom_title or "管理员"}.get(member.status, "成员")
    return {"id": user.id, "name": user.name, "role": role, "is_staff": member.is_admin}


def chat_shape(chat: Chat) -> Json:
    """Return a chat with its last messages."""
    messages = page_of(chat, None)
    return {
        "id": chat.id,
        "kind": chat.kind,
        "name": chat.name,
        "user": chat.user.id if chat.user else None,
        "is_forum": chat.is_forum,
        "titles": _titles(chat),
        "members": [member.user.id for member in chat.members.values() if member.is_present],
        "pinned": [message.message_id for message in chat.pinned],
        "messages": messages,
        "has_more": len(messages) < len(chat.messages),
    }


def page_of(chat: Chat, before: int | None) -> list[Json]:
    """Return the last messages of a chat before a message, oldest first; an album is not torn apart."""
    older = [message for key, message in chat.messages.items() if before is None or key < before]
    start = max(0, len(older) - PAGE)
    while start > 0 and older[start].media_group_id and older[start].media_group_id == older[start - 1].media_group_id:
        start -= 1
    return [message_shape(message) for message in older[start:]]


def message_shape(message: Message) -> Json:
    """Return a message as the Bot API writes it, and what a reader sees besides."""
    shape = message_json(message) | {"number": message.number}
    if message.reactions:
        shape["reactions"] = {str(user): list(emoji) for user, emoji in message.reactions.items()}
    if message.is_deleted:
        shape["is_deleted"] = True
    return shape


def event_shape(event: Event) -> Json:
    """Return an Event of the feed."""
    return {
        "number": event.number,
        "at": int(event.at.timestamp() * 1000),
        "kind": event.kind,
        "chat": event.chat_id,
        "data": event.data,
    }


def _titles(chat: Chat) -> dict[str, str]:
    names = {"creator": "群主", "administrator": "管理员"}
    return {
        str(member.user.id): member.custom_title or names[member.status]
        for member in chat.members.values()
        if member.is_admin and not member.user.is_bot
    }


def _topics(chat: Chat) -> list[Json]:
    return [{"id": topic.thread_id, "name": topic.name} for topic in chat.topics.values()]


def _keyboard(chat: Chat) -> list[list[str]]:
    return [] if chat.keyboard is None else [list(row) for row in chat.keyboard.rows]
