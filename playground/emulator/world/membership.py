"""Who is where: making users, groups and channels, joining, leaving, rights, upgrading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from playground.emulator.world.chats import Chat, Topic
from playground.emulator.world.people import ALL_RIGHTS, PERMISSIONS, USUAL_RIGHTS, Member, Status, User
from playground.emulator.world.state import ActingError, State
from playground.emulator.world.wire import chat_json, permissions_json, user_json


class Membership(State):
    """Acts of people upon chats."""

    def add_user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "zh-hans",
        is_bot: bool = False,
    ) -> User:
        """Add a person (or another bot) to the world."""
        user = User(next(self._user_ids), first_name, last_name, username, language_code, is_bot)
        self.users[user.id] = user
        return user

    def add_group(
        self,
        title: str,
        *,
        creator: User,
        members: Iterable[User] = (),
        kind: Literal["group", "supergroup"] = "supergroup",
        forum: bool = False,
        username: str | None = None,
    ) -> Chat:
        """Let ``creator`` make a group with ``members``; a forum has topics."""
        chat_id = -next(self._group_ids) if kind == "group" else -next(self._channel_ids)
        chat = Chat(chat_id, kind, title=title, username=username, is_forum=forum)
        chat.last_message_id = 1 if forum else 0  # message 1 is the general topic, which has no thread id
        return self._open(chat, creator, members)

    def add_channel(
        self, title: str, *, creator: User, discussion: Chat | None = None, username: str | None = None
    ) -> Chat:
        """Let ``creator`` make a channel; its posts are copied into ``discussion``, if given."""
        channel = Chat(-next(self._channel_ids), "channel", title=title, username=username)
        if discussion is not None:
            channel.linked, discussion.linked = discussion, channel
        return self._open(channel, creator, ())

    def _open(self, chat: Chat, creator: User, members: Iterable[User]) -> Chat:
        self.chats[chat.id] = chat
        chat.members[creator.id] = Member(creator, "creator", ALL_RIGHTS)
        chat.members |= {user.id: Member(user, "member") for user in members}
        self.happened("chat", chat, chat_json(chat))
        return chat

    def add_bot(self, chat: Chat, *, by: User, admin: bool = False, rights: Iterable[str] = USUAL_RIGHTS) -> None:
        """Let ``by`` add the bot to a chat, at once as administrator with ``rights`` if ``admin``."""
        as_admin = admin or chat.kind == "channel"
        member = Member(self.bot, "administrator", frozenset(rights)) if as_admin else Member(self.bot, "member")
        self.set_member(chat, member, by=by)
        if chat.is_group:
            self.service(chat, self._speaker(chat, by), {"new_chat_members": [user_json(self.bot)]})

    def remove_bot(self, chat: Chat, *, by: User, ban: bool = True) -> None:
        """Let ``by`` throw the bot out of a chat."""
        self.remove(chat, self.bot, by=by, ban=ban)

    def join(self, chat: Chat, user: User, *, by: User | None = None) -> None:
        """Let ``user`` join a chat, or be added ``by`` somebody."""
        self.set_member(chat, Member(user, "member"), by=by or user)
        if chat.is_group:
            self.service(chat, by or user, {"new_chat_members": [user_json(user)]})

    def leave(self, chat: Chat, user: User) -> None:
        """Let ``user`` leave a chat."""
        self.remove(chat, user, by=user, ban=False)

    def remove(self, chat: Chat, user: User, *, by: User, ban: bool = True) -> None:
        """Let ``by`` remove ``user`` from a chat, for good if ``ban``."""
        if not chat.has(user):
            raise ActingError(f"{user.name} is not in {chat.name}")
        if by != user:
            self._demand_admin(chat, by)
        self.set_member(chat, Member(user, "kicked" if ban else "left"), by=by)
        if chat.is_group:
            self.service(chat, self._speaker(chat, by), {"left_chat_member": user_json(user)})

    def promote(
        self,
        chat: Chat,
        user: User,
        *,
        by: User,
        rights: Iterable[str] = USUAL_RIGHTS,
        anonymous: bool = False,
        custom_title: str | None = None,
    ) -> None:
        """Make a member an administrator with ``rights``, or change an administrator's."""
        self._demand_admin(chat, by)
        held = chat.member(user)
        status: Status = "creator" if held.status == "creator" else "administrator"
        member = replace(
            held, status=status, rights=frozenset(rights), is_anonymous=anonymous, custom_title=custom_title
        )
        self.set_member(chat, member, by=by)

    def demote(self, chat: Chat, user: User, *, by: User) -> None:
        """Make an administrator an ordinary member."""
        self._demand_admin(chat, by)
        self.set_member(chat, Member(user, "member"), by=by)

    def restrict(self, chat: Chat, user: User, *, by: User, without: Iterable[str] = PERMISSIONS) -> None:
        """Take permissions (``can_send_messages`` …; all unless named) from one member."""
        self._demand_admin(chat, by)
        left = frozenset(PERMISSIONS) - frozenset(without)
        self.set_member(chat, Member(user, "restricted", permissions=left), by=by)

    def set_permissions(self, chat: Chat, *, without: Iterable[str] = ()) -> None:
        """Set what ordinary members may do in a chat: the usual things, ``without`` some."""
        chat.permissions = Chat(0, "group").permissions - frozenset(without)
        self.happened("chat", chat, chat_json(chat) | {"permissions": permissions_json(chat.permissions)})

    def set_title(self, chat: Chat, title: str, *, by: User) -> None:
        """Rename a chat."""
        chat.title = title
        self.service(chat, self._speaker(chat, by), {"new_chat_title": title})
        self.happened("chat", chat, chat_json(chat))

    def open_topic(self, chat: Chat, user: User, name: str) -> Topic:
        """Open a topic in a forum."""
        if not chat.is_forum:
            raise ActingError(f"{chat.name} has no topics")
        message = self.draft(chat, user)
        topic = Topic(message.message_id, name)
        chat.topics[topic.thread_id] = topic
        message.thread_id, message.is_topic_message = topic.thread_id, True
        message.service = {"forum_topic_created": {"name": name, "icon_color": topic.icon_color}}
        self.publish(message)
        return topic

    def shut_topic(self, chat: Chat, user: User, topic: Topic, *, is_closed: bool) -> None:
        """Close a topic, or open it again."""
        topic.is_closed = is_closed
        message = self.draft(chat, user)
        message.thread_id, message.is_topic_message = topic.thread_id, True
        message.service = {"forum_topic_closed" if is_closed else "forum_topic_reopened": {}}
        self.publish(message)

    def upgrade(self, group: Chat, *, announce: bool = True) -> Chat:
        """Turn a basic group into a supergroup with a new id.

        Without ``announce`` the bot learns of it only by the errors it gets.
        """
        if group.kind != "group" or group.upgraded_to is not None:
            raise ActingError(f"{group.name} cannot be upgraded")
        new = Chat(-next(self._channel_ids), "supergroup", title=group.title, permissions=group.permissions)
        new.members, new.hides_from_bot = dict(group.members), group.hides_from_bot
        self.chats[new.id] = new
        creator = next(member.user for member in group.members.values() if member.status == "creator")
        self.happened("chat", new, chat_json(new))
        if announce:
            self.service(group, creator, {"migrate_to_chat_id": new.id})
            self.service(new, creator, {"migrate_from_chat_id": group.id})
        group.upgraded_to = new
        return new

    def _demand_admin(self, chat: Chat, user: User) -> None:
        if not chat.member(user).is_admin:
            raise ActingError(f"{user.name} is no administrator of {chat.name}")

    def _speaker(self, chat: Chat, user: User) -> User | None:
        return None if chat.kind == "channel" else user
