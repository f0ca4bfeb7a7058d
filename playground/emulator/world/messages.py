"""Messages and what hangs on them: buttons, forwards, reactions. A Message is live: it shows edits and answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from playground.emulator.world.chats import Chat
from playground.emulator.world.entities import Entity
from playground.emulator.world.feed import Json
from playground.emulator.world.media import Document, Photo
from playground.emulator.world.people import User


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it calls the bot back with ``data`` or opens ``url``."""

    text: str
    data: str | None = None
    url: str | None = None
    wire: Json = field(default_factory=dict, repr=False, compare=False)
    """The button as the bot sent it."""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """Buttons in place of a person's keyboard: pressing one says its text."""

    rows: tuple[tuple[str, ...], ...]
    is_persistent: bool = False
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message was said first. ``hidden_name``: its author does not want to be linked."""

    date: datetime
    user: User | None = None
    chat: Chat | None = None
    message_id: int | None = None
    hidden_name: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class Message:
    """One message of one chat; ``text`` for plain messages, ``caption`` for pictures and documents.

    ``service`` holds what a service message tells (``new_chat_members`` ...), ``attachment`` what the emulator only
    passes on (``sticker`` ...); ``reactions`` tell who reacted how.
    """

    chat: Chat
    message_id: int
    date: datetime
    sender: User | None
    sender_chat: Chat | None = None
    text: str = ""
    caption: str = ""
    entities: tuple[Entity, ...] = ()
    photo: Photo | None = None
    document: Document | None = None
    media_group_id: str | None = None
    reply_to: Message | None = None
    quote: str | None = None
    thread_id: int | None = None
    is_topic_message: bool = False
    origin: Origin | None = None
    is_automatic_forward: bool = False
    author_signature: str | None = None
    keyboard: Keyboard = ()
    reply_keyboard: ReplyKeyboard | None = None
    is_protected: bool = False
    edit_date: datetime | None = None
    service: Json = field(default_factory=dict)
    attachment: Json = field(default_factory=dict)
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)
    replies: list[Message] = field(default_factory=list)
    is_deleted: bool = False
    number: int = 0
    """The feed's Event that brought it: tells what came before what."""

    def __repr__(self) -> str:
        return f"<Message {self.message_id} in {self.chat.name!r} by {self.author!r}: {self.words[:60]!r}>"

    @property
    def words(self) -> str:
        """The text or the caption."""
        return self.text or self.caption

    @property
    def media(self) -> Photo | Document | None:
        """The picture or document, if any."""
        return self.photo or self.document

    @property
    def author(self) -> str:
        """The name that a chat shows over the message."""
        if self.sender_chat is not None:
            return self.sender_chat.name
        return self.sender.name if self.sender else self.chat.name

    @property
    def buttons(self) -> list[Button]:
        """All inline buttons, row after row."""
        return [button for row in self.keyboard for button in row]

    @property
    def link(self) -> str | None:
        """The t.me link of the message; basic groups and private chats have none."""
        if self.chat.kind not in ("supergroup", "channel"):
            return None
        return f"https://t.me/{self.chat.username or f'c/{str(self.chat.id)[4:]}'}/{self.message_id}"
