"""What people say and send: messages, pictures, albums, posts, forwards, edits."""

from __future__ import annotations

from collections.abc import Sequence

from playground.emulator.world.chats import Chat, Topic
from playground.emulator.world.entities import Entity, detect, with_detected
from playground.emulator.world.feed import Json
from playground.emulator.world.messages import Message, Origin
from playground.emulator.world.people import ANONYMOUS_ADMIN, CHANNEL_WRITER, User
from playground.emulator.world.state import ActingError, State

FileItem = bytes | tuple[str, bytes]
"""One item of an album: a picture, or the name and bytes of a document."""


class Speaking(State):
    """Acts of people within chats. ``as_chat``: write as the group (anonymously) or as a channel."""

    def say(
        self,
        chat: Chat,
        user: User,
        text: str,
        *,
        reply_to: Message | None = None,
        thread: Topic | None = None,
        as_chat: Chat | None = None,
        entities: Sequence[Entity] = (),
    ) -> Message:
        """Let ``user`` write a message."""
        message = self._begin(chat, user, "can_send_messages", reply_to, thread, as_chat)
        message.text, message.entities = text, with_detected(text, tuple(entities))
        return self.publish(message)

    def tell(self, user: User, text: str, *, reply_to: Message | None = None) -> Message:
        """Let ``user`` write to the bot in private."""
        return self.say(self.private(user), user, text, reply_to=reply_to)

    def send_photo(
        self,
        chat: Chat,
        user: User,
        data: bytes,
        *,
        caption: str = "",
        reply_to: Message | None = None,
        thread: Topic | None = None,
        as_chat: Chat | None = None,
    ) -> Message:
        """Let ``user`` send a picture."""
        return self._send_file(chat, user, data, caption, reply_to, thread, as_chat)

    def send_document(
        self,
        chat: Chat,
        user: User,
        data: bytes,
        *,
        file_name: str,
        caption: str = "",
        reply_to: Message | None = None,
        thread: Topic | None = None,
        as_chat: Chat | None = None,
    ) -> Message:
        """Let ``user`` send a file; its type follows from the name."""
        return self._send_file(chat, user, (file_name, data), caption, reply_to, thread, as_chat)

    def send_album(
        self,
        chat: Chat,
        user: User,
        items: Sequence[FileItem],
        *,
        caption: str = "",
        reply_to: Message | None = None,
        thread: Topic | None = None,
        as_chat: Chat | None = None,
    ) -> list[Message]:
        """Let ``user`` send 2-10 pictures or documents as one album; the caption stands under the first."""
        if not 2 <= len(items) <= 10:
            raise ActingError("an album has 2 to 10 items")
        if len({type(item) for item in items}) > 1:
            raise ActingError("pictures and documents do not mix in an album")
        album = self.next_album()
        return [
            self._send_file(chat, user, item, caption if index == 0 else "", reply_to, thread, as_chat, album=album)
            for index, item in enumerate(items)
        ]

    def send_other(self, chat: Chat, user: User, content: Json, *, reply_to: Message | None = None) -> Message:
        """Let ``user`` send anything else, as the Bot API writes it (``{"sticker": …}``, ``{"voice": …}``)."""
        message = self._begin(chat, user, "can_send_other_messages", reply_to, None, None)
        message.attachment = content
        return self.publish(message)

    def next_album(self) -> str:
        """Return a fresh media_group_id."""
        return str(next(self._albums))

    def post(self, channel: Chat, text: str, *, photo: bytes | None = None) -> Message:
        """Publish a post in a channel; it appears in the linked group, too."""
        message = self.draft(channel, None)
        message.sender_chat, message.entities = channel, detect(text)
        if photo is None:
            message.text = text
        else:
            message.photo, message.caption = self.media.photo(photo), text
        return self.publish(message)

    def discussed(self, post: Message) -> Message:
        """Return the copy of a channel post in the linked group."""
        return self._copies[post]

    def forward(
        self, message: Message, to: Chat, user: User, *, thread: Topic | None = None, hide_author: bool = False
    ) -> Message:
        """Let ``user`` forward a message to another chat."""
        if message.is_protected:
            raise ActingError("protected content cannot be forwarded")
        copy = self._begin(to, user, "can_send_messages", None, thread, None)
        self.fill_forward(copy, message, hide_author=hide_author)
        return self.publish(copy)

    def forward_album(self, album: Sequence[Message], to: Chat, user: User) -> list[Message]:
        """Let ``user`` forward several messages as one album."""
        album_id = self.next_album()
        copies = [self._begin(to, user, "can_send_messages", None, None, None) for _ in album]
        for copy, message in zip(copies, album, strict=True):
            self.fill_forward(copy, message)
            copy.media_group_id = album_id
            self.publish(copy)
        return copies

    def fill_forward(self, copy: Message, message: Message, *, hide_author: bool = False) -> None:
        """Fill ``copy`` with the content of ``message`` and say where it comes from."""
        copy.text, copy.caption, copy.entities = message.text, message.caption, message.entities
        copy.photo, copy.document = message.photo, message.document
        if message.origin is not None:
            copy.origin = message.origin
        elif message.sender_chat is not None:
            post_id = message.message_id if message.sender_chat.kind == "channel" else None
            copy.origin = Origin(message.date, chat=message.sender_chat, message_id=post_id)
        elif hide_author:
            copy.origin = Origin(message.date, hidden_name=message.author)
        else:
            copy.origin = Origin(message.date, user=message.sender)

    def edit(self, message: Message, text: str) -> Message:
        """Let the author change the text or caption; the same words again are an invisible edit, which bots see too."""
        if message.is_deleted:
            raise ActingError("the message is gone")
        if message.media is None:
            message.text = text
        else:
            message.caption = text
        message.entities = detect(text)
        self.edited(message)
        return message

    def _send_file(
        self,
        chat: Chat,
        user: User,
        item: FileItem,
        caption: str,
        reply_to: Message | None,
        thread: Topic | None,
        as_chat: Chat | None,
        *,
        album: str | None = None,
    ) -> Message:
        permission = "can_send_photos" if isinstance(item, bytes) else "can_send_documents"
        message = self._begin(chat, user, permission, reply_to, thread, as_chat)
        if isinstance(item, bytes):
            message.photo = self.media.photo(item)
        else:
            message.document = self.media.document(item[1], item[0])
        message.caption, message.entities, message.media_group_id = caption, detect(caption), album
        return self.publish(message)

    def _begin(
        self,
        chat: Chat,
        user: User,
        permission: str,
        reply_to: Message | None,
        thread: Topic | None,
        as_chat: Chat | None,
    ) -> Message:
        self._demand_voice(chat, user, permission, as_chat)
        if reply_to is not None and (reply_to.chat is not chat or reply_to.is_deleted):
            raise ActingError("the message to answer is not there")
        message = self.draft(chat, user, reply_to=reply_to, thread=thread.thread_id if thread else None)
        speaks_as = as_chat or (chat if chat.is_group and chat.member(user).is_anonymous else None)
        if speaks_as is chat:
            message.sender, message.sender_chat = ANONYMOUS_ADMIN, chat
            message.author_signature = chat.member(user).custom_title
        elif speaks_as is not None:
            message.sender, message.sender_chat = CHANNEL_WRITER, speaks_as
        return message

    def _demand_voice(self, chat: Chat, user: User, permission: str, as_chat: Chat | None) -> None:
        if chat.kind == "private":
            if not chat.is_started or chat.is_blocked:
                raise ActingError(f"{user.name} has not started the bot")
        elif chat.kind == "channel":
            raise ActingError("a channel speaks by post()")
        elif chat.upgraded_to is not None:
            raise ActingError(f"{chat.name} is a supergroup now")
        elif as_chat is None and not (chat.has(user) and chat.may(user, permission)):
            raise ActingError(f"{user.name} may not do that in {chat.name}")
        elif as_chat is chat and not chat.member(user).is_admin:
            raise ActingError(f"{user.name} is no administrator of {chat.name}")
