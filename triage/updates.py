"""What we read of an update, straight from Telegram's JSON: a glance for all of them, a look at those that are kept."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

ANONYMOUS_ADMIN = 1087968824
CHANNEL_FORWARD = 777000


_OUTSIDE, _INSIDE = ("left", "kicked"), ("member", "restricted")

_ABSENT = msgspec.Raw()


class ChatGlance(msgspec.Struct, gc=False):
    """A chat, as the Bot API means it. Private ones have positive ids, all others negative ones."""

    id: int


class UserGlance(msgspec.Struct, gc=False):
    """A user."""

    id: int
    is_bot: bool = False


class ReplyGlance(msgspec.Struct, gc=False):
    """The message that another one replies to."""

    message_id: int
    text: str = ""
    caption: str = ""


class MessageGlance(msgspec.Struct, gc=False):
    """A message, as far as its way depends on it: all that is read of most messages."""

    message_id: int
    date: int
    chat: ChatGlance
    from_: UserGlance | None = msgspec.field(default=None, name="from")
    sender_chat: ChatGlance | None = None
    text: str = ""
    caption: str = ""
    reply_to_message: ReplyGlance | None = None
    is_automatic_forward: bool = False
    media_group_id: str = ""
    photo: msgspec.Raw = _ABSENT
    document: msgspec.Raw = _ABSENT
    video: msgspec.Raw = _ABSENT
    voice: msgspec.Raw = _ABSENT
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None
    new_chat_members: msgspec.Raw = _ABSENT

    @property
    def words(self) -> str:
        """The text or the caption."""
        return self.text or self.caption

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def has_attachment(self) -> bool:
        """Whether it carries a picture, a file, a video or a voice note."""
        return not (self.photo is self.document is self.video is self.voice is _ABSENT)

    @property
    def newcomers(self) -> list[UserGlance]:
        """Who joined with this message, bots left out."""
        if self.new_chat_members is _ABSENT:
            return []
        return [user for user in _users.decode(self.new_chat_members) if not user.is_bot]


_users = msgspec.json.Decoder(list[UserGlance])


class ChatLook(ChatGlance, gc=False):
    """A chat with what it is called."""

    type: str = "private"
    title: str = ""
    username: str = ""
    is_forum: bool = False


class UserLook(UserGlance, gc=False):
    """A user with the names."""

    first_name: str = ""
    last_name: str = ""
    username: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class ReplyLook(ReplyGlance, gc=False):
    """The message that another one replies to, and whose it is."""

    from_: UserLook | None = msgspec.field(default=None, name="from")
    sender_chat: ChatLook | None = None
    is_automatic_forward: bool = False
    forum_topic_created: msgspec.Raw = _ABSENT


class MessageLook(MessageGlance, gc=False):
    """A message as it is handled."""

    chat: ChatLook
    from_: UserLook | None = msgspec.field(default=None, name="from")
    sender_chat: ChatLook | None = None
    reply_to_message: ReplyLook | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    edit_date: int | None = None

    @property
    def thread_id(self) -> int | None:
        """The forum topic, if it is in one."""
        return self.message_thread_id if self.is_topic_message else None

    @property
    def photo_id(self) -> str:
        """What Telegram calls the largest size of the photo that it carries; empty where there is none."""
        return "" if self.photo is _ABSENT else _sizes.decode(self.photo)[-1].file_id


class _Size(msgspec.Struct):
    file_id: str


_sizes = msgspec.json.Decoder(list[_Size])


class MemberStatus(msgspec.Struct, gc=False):
    """One side of a membership change."""

    status: str
    user: UserGlance | None = None


class MembershipLook(msgspec.Struct, gc=False):
    """A change of somebody's membership."""

    chat: ChatGlance
    from_: UserGlance = msgspec.field(name="from")
    old_chat_member: MemberStatus
    new_chat_member: MemberStatus
    date: int = 0

    @property
    def newcomer(self) -> UserGlance | None:
        """Who joined by it, if somebody did; no bot."""
        is_joining = self.old_chat_member.status in _OUTSIDE and self.new_chat_member.status in _INSIDE
        user = self.new_chat_member.user if is_joining else None
        return None if user is None or user.is_bot else user


class QueryMessageLook(msgspec.Struct, gc=False):
    """The message under which a button was pressed."""

    chat: ChatGlance


class QueryLook(msgspec.Struct, gc=False):
    """A pressed button."""

    from_: UserGlance = msgspec.field(name="from")
    message: QueryMessageLook | None = None


class UpdateGlance(msgspec.Struct, gc=False):
    """An update, as far as its way depends on it; what is not named here is of no interest."""

    update_id: int
    message: MessageGlance | None = None
    edited_message: MessageGlance | None = None
    callback_query: QueryLook | None = None
    my_chat_member: MembershipLook | None = None
    chat_member: MembershipLook | None = None

    @property
    def chat_id(self) -> int:
        """The chat whose lane it belongs to (a pressed button without a message: the person's)."""
        message = self.message or self.edited_message
        if message is not None:
            return message.chat.id
        if self.callback_query is not None:
            pressed = self.callback_query.message
            return self.callback_query.from_.id if pressed is None else pressed.chat.id
        membership = self.my_chat_member or self.chat_member
        return 0 if membership is None else membership.chat.id


class UpdateLook(UpdateGlance, gc=False):
    """An update as it is handled."""

    message: MessageLook | None = None
    edited_message: MessageLook | None = None


_decoder = msgspec.json.Decoder(UpdateLook)


def look_at(body: bytes | str | msgspec.Raw) -> UpdateLook:
    """Read an update.

    Raises:
        msgspec.MsgspecError: not an update that we know.
    """
    return _decoder.decode(body)
