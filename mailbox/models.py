"""What we owe a chat: Outgoing messages, their buttons and priorities."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from core.ids import ChatId, ConcernId, OutgoingId, TicketId, WorkspaceId


class Urgency(IntEnum):
    """Which waiting message goes first; bulk takes at most 60 % of the rate."""

    LIVE = 0
    STAFF = 1
    BULK = 2


class WhenGone(StrEnum):
    """What to do when the message to reply to is gone: no answer without its question; a private word still goes."""

    DROP = "drop"
    SEND = "send"


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: ``data`` comes back as a callback (at most 64 bytes), or ``url`` is opened."""

    label: str
    data: str = ""
    url: str = ""


Keyboard = tuple[tuple[Button, ...], ...]
"""Rows of buttons."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One Bot API call that we owe a chat.

    ``payload`` holds the method's parameters but ``chat_id``, as JSON. Some values are filled in when it is
    sent: ``file:<sha256>`` is a file that may be shown, ``private:<sha256>`` one for its uploader and staff alone,
    ``outgoing:<id>`` the message that another row became (a link in an
    entity's ``url``, a number in ``message_id``). ``after`` names the row that must be sent before; if that one died,
    so does this. ``items`` is the number of messages it becomes (an album's pictures).
    ``unless_answered``: dropped if a human has answered the message it replies to.
    """

    id: OutgoingId
    chat_id: ChatId
    method: str
    payload: dict[str, Any]
    purpose: str
    created_at: datetime
    workspace_id: WorkspaceId | None = None
    urgency: Urgency = Urgency.LIVE
    not_before: datetime | None = None
    not_after: datetime | None = None
    after: OutgoingId | None = None
    ticket_id: TicketId | None = None
    concern_id: ConcernId | None = None
    items: int = 1
    when_gone: WhenGone = WhenGone.DROP
    unless_answered: bool = False
    dedupe_key: str | None = None
    attempts: int = 0
    found_sending: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """An Outgoing and what became of it so far: ``waiting``, ``sending`` or ``sent`` as these messages."""

    outgoing: Outgoing
    state: str
    message_ids: tuple[int, ...] = ()
    settled_at: datetime | None = None

    @property
    def is_word(self) -> bool:
        """Whether it says something (a reaction does not)."""
        return self.outgoing.method != "setMessageReaction"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of an Outgoing: Telegram's ids of the messages, and what it calls the files it was given."""

    message_ids: tuple[int, ...] = ()
    file_handles: dict[str, str] = field(default_factory=dict)  # "photo:<sha256>" -> file_id
