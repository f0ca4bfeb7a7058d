"""Topics of staff rooms: which one is a ticket's, and how a row names it before it is made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.columns import BigId, metadata
from core.ids import TicketId
from mailbox.models import Delivery, Outgoing, WhenGone

StaffTopicRow = Table(
    "staff_topic",
    metadata,
    Column("ticket_id", BigId, primary_key=True, autoincrement=False),
    Column("chat_id", BigId, nullable=False),
    Column("thread_id", BigId, nullable=False),
)
OPEN_TOPIC, CLOSE_TOPIC, REOPEN_TOPIC = "createForumTopic", "closeForumTopic", "reopenForumTopic"
_THREAD, _REPLY, _TOPIC_OF = "message_thread_id", "reply_parameters", "topic:"


def topic_of(ticket_id: TicketId) -> str:
    """Return how ``message_thread_id`` names the topic of a ticket; it is looked up when the row is sent."""
    return f"{_TOPIC_OF}{ticket_id}"


def keep_topic(change: Change, message: Outgoing, delivery: Delivery) -> None:
    """Remember the topic that a row has made for its ticket."""
    if message.method == OPEN_TOPIC and message.ticket_id is not None and delivery.message_ids:
        thread_id = delivery.message_ids[0]
        change.add(StaffTopicRow, ticket_id=message.ticket_id, chat_id=message.chat_id, thread_id=thread_id)


async def with_topic(connection: AsyncConnection, message: Outgoing) -> dict[str, Any] | None:
    """Return the parameters with the topic they name, or without one that is not there; None: it is nothing then."""
    query = select(StaffTopicRow.c.thread_id).where(
        StaffTopicRow.c.ticket_id == int(message.payload[_THREAD].removeprefix(_TOPIC_OF)),
        StaffTopicRow.c.chat_id == message.chat_id,
    )
    thread_id = (await connection.execute(query)).scalar_one_or_none()
    if thread_id is None:
        return None if _is_of_topic(message) else _without(message.payload, _THREAD)
    return {**message.payload, _THREAD: thread_id}


def names_topic(message: Outgoing) -> bool:
    """Whether a row goes to the topic of its ticket."""
    return str(message.payload.get(_THREAD, "")).startswith(_TOPIC_OF)


def plainer(message: Outgoing, *, is_shut: bool) -> dict[str, Any] | None:
    """Return the parameters with which a refused message may still arrive: without its topic, without its question.

    ``is_shut``: the chat or the topic takes nothing from us, rather than that something is gone.
    """
    if names_topic(message) and not _is_of_topic(message):
        return _without(message.payload, _THREAD, _REPLY)
    if is_shut or message.when_gone is WhenGone.DROP:
        return None
    named = next((name for name in (_REPLY, _THREAD) if name in message.payload), None)
    return None if named is None else _without(message.payload, named)


def _is_of_topic(message: Outgoing) -> bool:
    return message.method in (CLOSE_TOPIC, REOPEN_TOPIC)


def _without(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in payload.items() if key not in names}
