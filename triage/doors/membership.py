"""The bot's comings and goings: joining a group, leaving it, its becoming a supergroup, who started the bot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import bindparam, update

from core.change import Amendment, Change
from core.ids import ChatId, UserId
from mailbox import outbox
from triage.mail import About
from triage.tools import Tools
from triage.words import groups as group_words
from workspaces.changes import SET_ROOM
from workspaces.models import ChatAdmin
from workspaces.repository import (
    MOVE_COMMUNITY,
    PRESENCE,
    TOUCH,
    PersonRow,
    community_of_chat,
    keep_admins,
)

_STARTED = Amendment(
    "somebody started the bot",
    update(PersonRow)
    .where(PersonRow.c.user_id == bindparam("the_user"))
    .values(started_at=bindparam("at"), is_blocked=False, name=bindparam("new_name")),
)
_BLOCKED = Amendment(
    "somebody blocked or unblocked the bot",
    update(PersonRow).where(PersonRow.c.user_id == bindparam("the_user")).values(is_blocked=bindparam("blocked")),
)


class ChatPeople(Protocol):
    """Whoever can ask Telegram about the people of a chat."""

    async def admins(self, chat_id: ChatId) -> list[ChatAdmin]:
        """Return who administers a chat, bots left out.

        Raises:
            DeliveryError: Telegram does not say.
        """
        ...

    async def rank(self, chat_id: ChatId, user_id: UserId) -> str:
        """Return what somebody is in a chat: creator, administrator, member …

        Raises:
            DeliveryError: Telegram does not say.
        """
        ...

    async def standing(self, chat_id: ChatId) -> Standing | None:
        """Return what the bot may do in a group; None: it is not there.

        Raises:
            DeliveryError: Telegram does not say.
        """
        ...


@dataclass(frozen=True, slots=True)
class LeaveCommunity:
    """The bot was removed: watching stops, the data stays; a staff room is none any more. The owner is told."""

    tools: Tools

    async def __call__(self, chat_id: ChatId) -> None:
        """Note that the bot is no longer in ``chat_id``."""
        room, known = self.tools.watch.of_room(chat_id), self.tools.watch.communities.get(chat_id)
        workspace = room or (None if known is None else known.workspace)
        if workspace is None:
            return
        change, voice = Change(), self.tools.voice(workspace)
        place = workspace.workspace
        if known is not None:
            change.amend(PRESENCE, the_community=known.community.id, present=False)
            reply = group_words.plain(voice, "left-group", group=voice.title(known.community.title))
        else:
            change.amend(SET_ROOM, the_workspace=place.id, room=None, room_title=None, is_forum=False)
            reply = group_words.plain(voice, "room-lost", room=voice.title(place.staff_room_title))
        change.amend(TOUCH, the_workspace=place.id, at=self.tools.clock())
        self.tools.mail.to_person(change, workspace, place.owner_id, reply, About("left", place.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        await self.tools.loader.load_workspace(place.id)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bot may do in a group now."""

    can_read: bool
    can_send: bool
    can_send_media: bool


@dataclass(frozen=True, slots=True)
class NoteRights:
    """The bot's own rights in a group changed: what it lost is told to the owner at once."""

    tools: Tools

    async def __call__(self, chat_id: ChatId, standing: Standing) -> None:
        """Tell the owner what is missing, if anything is."""
        known = self.tools.watch.communities.get(chat_id)
        key = (
            "lost-voice"
            if not standing.can_send
            else "lost-reading"
            if not standing.can_read
            else "lost-media"
            if not standing.can_send_media
            else ""
        )
        if known is None or not key:
            return
        workspace, change = known.workspace, Change()
        voice = self.tools.voice(workspace)
        reply = group_words.plain(voice, key, group=voice.title(known.community.title))
        about = About("staff-lost-rights", workspace.workspace.id)
        self.tools.mail.to_person(change, workspace, workspace.workspace.owner_id, reply, about)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)


@dataclass(frozen=True, slots=True)
class MoveCommunity:
    """A group became a supergroup: the community goes on under the new chat id."""

    tools: Tools

    async def __call__(self, old: ChatId, new: ChatId) -> None:
        """Readdress the community and what waits for it; saying it twice changes nothing."""
        known = self.tools.watch.communities.get(old)
        async with self.tools.database.transaction() as transaction:
            community = await community_of_chat(transaction.connection, old)
            change, room = Change(), self.tools.watch.of_room(old)
            if room is not None:
                title = room.workspace.staff_room_title
                change.amend(SET_ROOM, the_workspace=room.workspace.id, room=new, room_title=title, is_forum=False)
                change.amend(TOUCH, the_workspace=room.workspace.id, at=self.tools.clock())
            if community is not None and await community_of_chat(transaction.connection, new) is None:
                change.amend(MOVE_COMMUNITY, the_community=community.id, new_chat=new)
                change.amend(TOUCH, the_workspace=community.workspace_id, at=self.tools.clock())
            await transaction.write(change)
            await outbox.move_chat(transaction, old, new)
        if room is not None:
            await self.tools.loader.load_workspace(room.workspace.id)
        if known is not None:
            # Old message ids mean nothing under the new id, and nothing links to them.
            known.concerns, known.ours, known.answered_by_human, known.answers = {}, {}, set(), []
        if community is not None:
            await self.tools.loader.load_workspace(community.workspace_id)


@dataclass(frozen=True, slots=True)
class RefreshAdmins:
    """Who administers a group has changed, or an hour has passed."""

    tools: Tools

    async def __call__(self, chat_id: ChatId, admins: Sequence[ChatAdmin]) -> None:
        """Keep the list anew."""
        known, found = self.tools.watch.communities.get(chat_id), {each.user_id: each.name for each in admins}
        if known is None or known.admins == found:
            return
        change = Change()
        change.amend(TOUCH, the_workspace=known.community.workspace_id, at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            await keep_admins(transaction, known.community.id, admins)
        known.admins = found


@dataclass(frozen=True, slots=True)
class MeetPerson:
    """Somebody started the bot, blocked it or came back: whether we may write to that person."""

    tools: Tools

    async def __call__(self, user_id: UserId, name: str, *, is_blocked: bool = False) -> bool:
        """Keep whether ``user_id`` may be written to in private; return whether that is new."""
        now, change = self.tools.clock(), Change()
        async with self.tools.database.transaction() as transaction:
            known = (await transaction.execute(PersonRow.select().where(PersonRow.c.user_id == user_id))).one_or_none()
            if known is None:
                started_at = None if is_blocked else now
                change.add(PersonRow, user_id=user_id, name=name, started_at=started_at, is_blocked=is_blocked)
            elif is_blocked:
                change.amend(_BLOCKED, the_user=user_id, blocked=True)
            else:
                change.amend(_STARTED, the_user=user_id, at=known.started_at or now, new_name=name)
            for workspace in self.tools.watch.staff_workspaces(user_id):
                change.amend(TOUCH, the_workspace=workspace.workspace.id, at=now)
            change.after.append(lambda: self._remember(user_id, is_blocked=is_blocked))
            await transaction.write(change)
        return not is_blocked and (known is None or known.started_at is None or bool(known.is_blocked))

    def _remember(self, user_id: UserId, *, is_blocked: bool) -> None:
        """Asked only now: a workspace may have been made while this waited for its turn to be written."""
        for workspace in self.tools.watch.staff_workspaces(user_id):
            (workspace.reachable.discard if is_blocked else workspace.reachable.add)(user_id)
