"""The state of the world and the two ways it changes: a message is published, a member's status changes."""

from __future__ import annotations

import itertools
from dataclasses import replace

from core.clock import Clock
from playground.emulator.world.chats import Chat
from playground.emulator.world.feed import EventKind, Feed, Json
from playground.emulator.world.media import MediaShelf
from playground.emulator.world.messages import Message, Origin
from playground.emulator.world.people import ANONYMOUS_ADMIN, TELEGRAM, Member, User
from playground.emulator.world.profile import Profile
from playground.emulator.world.sight import bot_sees
from playground.emulator.world.updates import UpdateQueue
from playground.emulator.world.wire import chat_json, member_json, message_json, stamp, user_json

FIRST_USER_ID = 5_100_000_001
FIRST_GROUP_ID = 4_200_000_001
FIRST_CHANNEL_ID = 1_002_300_000_001
BOT_ID = 7_000_000_001


class ActingError(ValueError):
    """A person tried what Telegram's app would not let them do."""


class State:
    """Everybody and everything, and what has happened so far."""

    def __init__(
        self,
        clock: Clock,
        *,
        bot_name: str = "有据",
        bot_username: str = "youju_bot",
        privacy_mode: bool = False,
    ) -> None:
        self.clock = clock
        self.bot = User(BOT_ID, bot_name, username=bot_username, language_code=None, is_bot=True)
        self.privacy_mode = privacy_mode
        self.bot_to_bot = False
        """Whether BotFather's Bot-to-Bot Communication Mode is on."""
        self.users: dict[int, User] = {self.bot.id: self.bot, TELEGRAM.id: TELEGRAM}
        self.chats: dict[int, Chat] = {}
        self.feed = Feed()
        self.updates = UpdateQueue(clock)
        self.media = MediaShelf()
        self.profile = Profile()
        self.said_by_bot: list[Message] = []
        self._group_ids = itertools.count(FIRST_GROUP_ID)
        self._channel_ids = itertools.count(FIRST_CHANNEL_ID)
        self._user_ids = itertools.count(FIRST_USER_ID)
        self._common_message_ids = itertools.count(1)
        self._albums = itertools.count(13_900_000_000_000_001)
        self._copies: dict[Message, Message] = {}

    def happened(self, kind: EventKind, chat: Chat | None, data: Json) -> None:
        """Write an Event into the feed."""
        self.feed.append(self.clock(), kind, None if chat is None else chat.id, data)

    def private(self, user: User) -> Chat:
        """Return the private chat of ``user`` and the bot, started or not."""
        if user.id not in self.chats:
            self.chats[user.id] = Chat(user.id, "private", user=user)
        return self.chats[user.id]

    def draft(
        self, chat: Chat, sender: User | None, *, reply_to: Message | None = None, thread: int | None = None
    ) -> Message:
        """Return a message with its id, date and thread set; fill it, then ``publish`` it."""
        if chat.kind in ("supergroup", "channel"):
            chat.last_message_id += 1
        else:
            chat.last_message_id = next(self._common_message_ids)
        message = Message(
            chat, chat.last_message_id, self.clock(), sender, reply_to=reply_to, is_protected=chat.is_protected
        )
        if chat.is_forum:
            in_topic = thread or (reply_to.thread_id if reply_to else None)
            message.thread_id, message.is_topic_message = in_topic, in_topic is not None
        elif chat.kind == "supergroup" and reply_to is not None:
            message.thread_id = reply_to.thread_id or reply_to.message_id
        return message

    def publish(self, message: Message) -> Message:
        """Put a message into its chat, tell the feed and, if it may see it, the bot."""
        chat = message.chat
        chat.messages[message.message_id] = message
        if message.reply_to is not None:
            message.reply_to.replies.append(message)
        if message.sender == self.bot:
            self.said_by_bot.append(message)
        content = message_json(message)
        shown: Json = {}
        if message.reply_keyboard is not None:
            shown = {"reply_keyboard": message.reply_keyboard.rows}
        self.happened("message", chat, content | shown)
        message.number = len(self.feed)
        if bot_sees(message, self.bot, bot_to_bot=self.bot_to_bot):
            self.updates.add("channel_post" if chat.kind == "channel" else "message", content)
        if chat.kind == "channel" and chat.linked is not None and not message.service:
            self._copies[message] = self.publish(self._copy_into(chat.linked, message))
        return message

    def _copy_into(self, discussion: Chat, post: Message) -> Message:
        copy = self.draft(discussion, TELEGRAM)
        copy.sender_chat, copy.is_automatic_forward = post.chat, True
        copy.origin = post.origin or Origin(post.date, chat=post.chat, message_id=post.message_id)
        copy.text, copy.caption, copy.entities = post.text, post.caption, post.entities
        copy.photo, copy.document, copy.media_group_id = post.photo, post.document, post.media_group_id
        return copy

    def edited(self, message: Message) -> None:
        """Tell the feed and the bot that a message has changed."""
        message.edit_date = self.clock()
        content = message_json(message)
        self.happened("edit", message.chat, content)
        if bot_sees(message, self.bot, bot_to_bot=self.bot_to_bot):
            kind = "edited_channel_post" if message.chat.kind == "channel" else "edited_message"
            self.updates.add(kind, content)
        copy = self._copies.get(message)
        if copy is not None:
            copy.text, copy.caption, copy.entities = message.text, message.caption, message.entities
            self.edited(copy)

    def delete(self, *messages: Message) -> None:
        """Take messages away; the bot is never told."""
        for message in messages:
            message.is_deleted = True
            if message in message.chat.pinned:
                message.chat.pinned.remove(message)
            self.happened("delete", message.chat, {"message_id": message.message_id})

    def service(self, chat: Chat, sender: User | None, content: Json) -> Message:
        """Publish a service message (``{"new_chat_members": …}`` and the like)."""
        message = self.draft(chat, sender)
        if sender is not None and chat.member(sender).is_anonymous:
            message.sender, message.sender_chat = ANONYMOUS_ADMIN, chat
        message.service = content
        return self.publish(message)

    def set_member(self, chat: Chat, member: Member, *, by: User) -> None:
        """Change what somebody is in a chat and tell the feed and the bot, as far as it is told."""
        before, user = chat.member(member.user), member.user
        chat.members[user.id] = member
        change = {
            "chat": chat_json(chat),
            "from": user_json(ANONYMOUS_ADMIN if chat.member(by).is_anonymous else by),
            "date": stamp(self.clock()),
            "old_chat_member": member_json(before, chat),
            "new_chat_member": member_json(member, chat),
        }
        if user == self.bot and not before.is_present:
            chat.hides_from_bot = self.privacy_mode
        self.happened("member", chat, change)
        if user == self.bot:
            self.updates.add("my_chat_member", change)
        elif chat.member(self.bot).is_admin:
            self.updates.add("chat_member", change)

    def rename(self, user: User, **names: str | None) -> User:
        """Change names of a user (``first_name``, ``last_name``, ``username``); what was said before keeps the old."""
        renamed = replace(user, **names)  # type: ignore[arg-type]  # dataclasses.replace cannot check field names
        self.users[user.id] = renamed
        for chat in self.chats.values():
            if chat.user is not None and chat.user.id == user.id:
                chat.user = renamed
            if user.id in chat.members:
                chat.members[user.id] = replace(chat.members[user.id], user=renamed)
        return renamed
