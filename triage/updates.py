"""What we look at in an update: a few fields, read straight from Telegram's JSON."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

ANONYMOUS_ADMIN = 1087968824
CHANNEL_FORWARD = 777000


class ChatLook(msgspec.Struct, gc=False):
    """A chat, as the Bot API means it."""

    id: int
    type: str = "private"
    title: str = ""
    username: str = ""
    is_forum: bool = False


class UserLook(msgspec.Struct, gc=False):
    """A user."""

    id: int
    is_bot: bool = False
    first_name: str = ""
    last_name: str = ""
    username: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


_ABSENT = msgspec.Raw()


class ReplyLook(msgspec.Struct, gc=False):
    """The message that another one replies to."""

    message_id: int
    from_: UserLook | None = msgspec.field(default=None, name="from")
    sender_chat: ChatLook | None = None
    text: str = ""
    caption: str = ""
    is_automatic_forward: bool = False
    forum_topic_created: msgspec.Raw = msgspec.Raw()


class MessageLook(msgspec.Struct, gc=False):
    """A message."""

    message_id: int
    date: int
    chat: ChatLook
    from_: UserLook | None = msgspec.field(default=None, name="from")
    sender_chat: ChatLook | None = None
    text: str = ""
    caption: str = ""
    reply_to_message: ReplyLook | None = None
    message_thread_id: int | None = None
    is_topic_message: bool = False
    is_automatic_forward: bool = False
    media_group_id: str = ""
    edit_date: int | None = None
    photo: msgspec.Raw = _ABSENT
    document: msgspec.Raw = _ABSENT
    video: msgspec.Raw = _ABSENT
    voice: msgspec.Raw = _ABSENT
    migrate_to_chat_id: int | None = None
    migrate_from_chat_id: int | None = None

    @property
    def words(self) -> str:
        """The text or the caption."""
        return self.text or self.caption

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def thread_id(self) -> int | None:
        """The forum topic, if it is in one."""
        return self.message_thread_id if self.is_topic_message else None

    @property
    def has_attachment(self) -> bool:
        """Whether it carries a picture, a file, a video or a voice note."""
        return not (self.photo is self.document is self.video is self.voice is _ABSENT)


class MemberStatus(msgspec.Struct, gc=False):
    """One side of a membership change."""

    status: str


class MembershipLook(msgspec.Struct, gc=False):
    """A change of somebody's membership."""

    chat: ChatLook
    from_: UserLook = msgspec.field(name="from")
    old_chat_member: MemberStatus
    new_chat_member: MemberStatus


class QueryMessageLook(msgspec.Struct, gc=False):
    """The message under which a button was pressed."""

    chat: ChatLook


class QueryLook(msgspec.Struct, gc=False):
    """A pressed button."""

    from_: UserLook = msgspec.field(name="from")
    message: QueryMessageLook | None = None


class UpdateLook(msgspec.Struct, gc=False):
    """An update; what is not named here is of no interest."""

    update_id: int
    message: MessageLook | None = None
    edited_message: MessageLook | None = None
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


_decoder = msgspec.json.Decoder(UpdateLook)


def look_at(body: bytes | str | msgspec.Raw) -> UpdateLook:
    """Read an update.

    Raises:
        msgspec.MsgspecError: not an update that we know.
    """
    return _decoder.decode(body)
