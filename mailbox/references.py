"""Rows that name another row's message: which one that became, and how it is filled in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import msgspec

from core.database import Database
from core.errors import DeliveryDelayedError, MessageGoneError
from core.ids import ChatId, OutgoingId
from mailbox import outbox, topics
from mailbox.models import Outgoing

_REMEMBERED = 2_000
_NAMED = "outgoing:"
_encode = msgspec.json.Encoder().encode


class References:
    """What sent rows became, and what the next ones say of it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sent: dict[OutgoingId, tuple[ChatId, int]] = {}

    def remember(self, message: Outgoing, message_id: int) -> None:
        """Take note of the message that a row became."""
        self._sent[message.id] = (message.chat_id, message_id)
        if len(self._sent) > _REMEMBERED:
            del self._sent[next(iter(self._sent))]

    async def is_orphan(self, message: Outgoing) -> bool:
        """Whether the row before this one will never become a message.

        Raises:
            DeliveryDelayedError: it still may.
        """
        if message.after is None or await self._place(message.after) is not None:
            return False
        async with self._database.read() as connection:
            found = await outbox.sent_messages(connection, [message.after])
        if message.after not in found or found[message.after][0] not in ("waiting", "sending"):
            return True
        # After a restart: the one before it was told to wait, so it is not in memory yet.
        raise DeliveryDelayedError("the message before it still waits", retry_after=1)

    async def filled_in(self, message: Outgoing) -> Outgoing:
        """Return the message with what it refers to.

        Raises:
            MessageGoneError: that is not there.
        """
        if topics.names_topic(message):
            async with self._database.read() as connection:
                payload = await topics.with_topic(connection, message)
            if payload is None:
                raise MessageGoneError("no topic")
            message = replace(message, payload=payload)
        if f'"{_NAMED}'.encode() not in _encode(message.payload):  # most name nothing; a walk costs ten times as much
            return message
        places = {f"{_NAMED}{name}": await self._place(OutgoingId(int(name))) for name in _references(message.payload)}
        return replace(message, payload=_fill(message.payload, places))

    async def _place(self, name: OutgoingId) -> tuple[ChatId, int] | None:
        if name not in self._sent:
            async with self._database.read() as connection:
                for row_id, (state, chat_id, ids) in (await outbox.sent_messages(connection, [name])).items():
                    if state == "sent" and ids:
                        self._sent[row_id] = (chat_id, ids[0])
        return self._sent.get(name)


def _references(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value.removeprefix(_NAMED)] if value.startswith(_NAMED) else []
    if isinstance(value, dict):
        value = list(value.values())
    return [name for item in value for name in _references(item)] if isinstance(value, list) else []


def _fill(value: Any, places: dict[str, tuple[ChatId, int] | None], key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _fill(item, places, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_fill(item, places, key) for item in value]
    if not isinstance(value, str) or value not in places:
        return value
    place = places[value]
    if place is None:
        raise MessageGoneError(value)
    return message_link(*place) if key == "url" else place[1]


def message_link(chat_id: ChatId, message_id: int) -> str:
    """Return the link to a message of a supergroup, for its members."""
    return f"https://t.me/c/{str(chat_id).removeprefix('-100')}/{message_id}"
