"""Chats: private ones, groups, supergroups with topics, channels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from playground.emulator.world.people import USUAL_PERMISSIONS, Member, User

if TYPE_CHECKING:
    from playground.emulator.world.messages import Message, ReplyKeyboard

ChatKind = Literal["private", "group", "supergroup", "channel"]


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is the message that made it."""

    thread_id: int
    name: str
    icon_color: int = 7322096
    is_closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    """One chat and all that is in it."""

    id: int
    kind: ChatKind
    title: str | None = None
    username: str | None = None
    user: User | None = None
    """The other side of a private chat."""
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    pinned: list[Message] = field(default_factory=list, repr=False)
    permissions: frozenset[str] = USUAL_PERMISSIONS
    available_reactions: tuple[str, ...] | None = None
    """Emoji that may be used here; ``None``: all, empty: reactions are off."""
    linked: Chat | None = field(default=None, repr=False)
    """The discussion group of a channel, or the channel of a discussion group."""
    upgraded_to: Chat | None = field(default=None, repr=False)
    """The supergroup that this basic group has become."""
    is_protected: bool = False
    hides_from_bot: bool = False
    """Privacy mode as it was when the bot came in: changing it needs removing and adding the bot."""
    last_message_id: int = 0
    is_started: bool = False
    """Private chats: the user has started the bot."""
    is_blocked: bool = False
    """Private chats: the user has blocked the bot."""
    keyboard: ReplyKeyboard | None = field(default=None, repr=False)
    """The reply keyboard that the bot shows below the chat."""

    @property
    def name(self) -> str:
        """What stands above the chat."""
        return self.title or (self.user.name if self.user else str(self.id))

    @property
    def is_group(self) -> bool:
        """Whether people talk with each other here."""
        return self.kind in ("group", "supergroup")

    def member(self, user: User) -> Member:
        """Return what ``user`` is here; a stranger has left."""
        return self.members.get(user.id) or Member(user, "left")

    def has(self, user: User) -> bool:
        """Whether ``user`` is in the chat."""
        return self.member(user).is_present

    def may(self, user: User, permission: str) -> bool:
        """Whether ``user`` may do what a permission (``can_send_photos`` ...) names."""
        member = self.member(user)
        if self.kind == "private" or member.is_admin:
            return True
        return permission in self.permissions and (member.status != "restricted" or permission in member.permissions)

    def find(self, message_id: int) -> Message | None:
        """Return a message that is still there."""
        message = self.messages.get(message_id)
        return None if message is None or message.is_deleted else message
