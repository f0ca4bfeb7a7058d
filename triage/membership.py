"""The bot's comings and goings: joining a group, leaving it, its becoming a supergroup, who started the bot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import bindparam, update

from core.change import Amendment, Change
from core.database import Transaction
from core.ids import ChatId, CommunityId, UserId, WorkspaceId
from mailbox import outbox
from triage.mail import About, Place
from triage.replies import adder_not_admin, adder_unknown, greeting, not_open
from triage.tools import Tools
from workspaces.audit import note
from workspaces.models import Community, Mode, Role, Staff, Workspace
from workspaces.repository import (
    MOVE_COMMUNITY,
    PRESENCE,
    TOUCH,
    PersonRow,
    add_community,
    add_staff,
    add_workspace,
    community_of_chat,
    keep_admins,
    workspace_of_owner,
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

    async def admins(self, chat_id: ChatId) -> list[tuple[UserId, bool]]:
        """Return who administers a chat, bots left out: (person, is creator).

        Raises:
            DeliveryError: Telegram does not say.
        """
        ...

    async def is_admin(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Whether somebody administers a chat.

        Raises:
            DeliveryError: Telegram does not say.
        """
        ...


@dataclass(frozen=True, slots=True)
class Adder:
    """Who added the bot to a group, and whether that person may."""

    user_id: UserId
    name: str
    is_admin: bool
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group as Telegram describes it."""

    chat_id: ChatId
    title: str
    kind: str
    is_forum: bool = False
    username: str = ""


@dataclass(frozen=True, slots=True)
class JoinCommunity:
    """The bot was added to a group: it becomes a community of the adder's workspace, and is greeted once."""

    tools: Tools
    may_open: Callable[[int], bool]

    async def __call__(self, group: Group, adder: Adder, admins: Sequence[tuple[UserId, bool]]) -> None:
        """Take the group in; ``admins`` are (person, is creator).

        A group that was here before comes back with everything it had, whoever adds it, without a second greeting.
        """
        now, change = self.tools.clock(), Change()
        async with self.tools.database.transaction() as transaction:
            known = await community_of_chat(transaction.connection, group.chat_id)
            workspace_id = known.workspace_id if known else await self._found(transaction, change, group, adder, now)
            if workspace_id is None:
                await transaction.write(change)
                return
            community_id = known.id if known else self._add(change, group, workspace_id, now)
            if known is not None:
                change.amend(PRESENCE, the_community=known.id, present=True)
            change.amend(TOUCH, the_workspace=workspace_id, at=now)
            note(
                change,
                self.tools.new_id(),
                workspace_id,
                adder.user_id,
                "community.join",
                f"community:{community_id}",
                now,
            )
            await transaction.write(change)
            await keep_admins(transaction, community_id, admins)
        await self.tools.loader.load_workspace(workspace_id)

    async def _found(
        self, transaction: Transaction, change: Change, group: Group, adder: Adder, now: datetime
    ) -> WorkspaceId | None:
        """Return the adder's workspace, making one if need be; ``None`` and a sentence if that cannot be."""
        voice = self.tools.voice()
        refusal = adder_unknown(voice) if adder.is_anonymous else adder_not_admin(voice) if not adder.is_admin else None
        owned = None if refusal else await workspace_of_owner(transaction.connection, adder.user_id)
        if refusal is None and owned is None and not self.may_open(adder.user_id):
            refusal = not_open(voice)
        if refusal is not None:
            said = f"refused:{group.chat_id}:{adder.user_id}:{now:%Y%m%d}"
            if not await outbox.is_owed(transaction.connection, said):
                self.tools.mail.to_chat(change, Place(group.chat_id), refusal, About("refusal", dedupe_key=said))
            return None
        self.tools.mail.to_chat(
            change,
            Place(group.chat_id),
            greeting(voice, self.tools.watch.bot_username),
            About("greeting", dedupe_key=f"greeting:{group.chat_id}"),
        )
        if owned is not None:
            return owned.id
        workspace = Workspace(WorkspaceId(self.tools.new_id()), group.title, adder.user_id, now)
        add_workspace(change, workspace)
        add_staff(change, Staff(workspace.id, adder.user_id, Role.OWNER, adder.name), now)
        return workspace.id

    def _add(self, change: Change, group: Group, workspace_id: WorkspaceId, now: datetime) -> CommunityId:
        community = Community(
            id=CommunityId(self.tools.new_id()),
            workspace_id=workspace_id,
            chat_id=group.chat_id,
            title=group.title,
            kind=group.kind,
            is_forum=group.is_forum,
            is_present=True,
            mode=Mode.AUTO,
            username=group.username,
        )
        add_community(change, community, now)
        return community.id


@dataclass(frozen=True, slots=True)
class LeaveCommunity:
    """The bot was removed: watching stops, the data stays."""

    tools: Tools

    async def __call__(self, chat_id: ChatId) -> None:
        """Note that the bot is no longer in ``chat_id``."""
        known = self.tools.watch.communities.get(chat_id)
        if known is None:
            return
        change = Change()
        change.amend(PRESENCE, the_community=known.community.id, present=False)
        change.amend(TOUCH, the_workspace=known.community.workspace_id, at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        await self.tools.loader.load_workspace(known.community.workspace_id)


@dataclass(frozen=True, slots=True)
class MoveCommunity:
    """A group became a supergroup: the community goes on under the new chat id."""

    tools: Tools

    async def __call__(self, old: ChatId, new: ChatId) -> None:
        """Readdress the community and what waits for it; saying it twice changes nothing."""
        known = self.tools.watch.communities.get(old)
        async with self.tools.database.transaction() as transaction:
            community = await community_of_chat(transaction.connection, old)
            change = Change()
            if community is not None and await community_of_chat(transaction.connection, new) is None:
                change.amend(MOVE_COMMUNITY, the_community=community.id, new_chat=new)
                change.amend(TOUCH, the_workspace=community.workspace_id, at=self.tools.clock())
            await transaction.write(change)
            await outbox.move_chat(transaction, old, new)
        if known is not None:
            # Old message ids mean nothing under the new id.
            known.concerns, known.ours, known.answered_by_human = {}, {}, set()
            await self.tools.loader.load_workspace(known.community.workspace_id)


@dataclass(frozen=True, slots=True)
class RefreshAdmins:
    """Who administers a group has changed, or an hour has passed."""

    tools: Tools

    async def __call__(self, chat_id: ChatId, admins: Sequence[tuple[UserId, bool]]) -> None:
        """Keep the list anew."""
        known = self.tools.watch.communities.get(chat_id)
        if known is None or known.admins == {user_id for user_id, _ in admins}:
            return
        change = Change()
        change.amend(TOUCH, the_workspace=known.community.workspace_id, at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            await keep_admins(transaction, known.community.id, admins)
        known.admins = {user_id for user_id, _ in admins}


@dataclass(frozen=True, slots=True)
class MeetPerson:
    """Somebody started the bot, blocked it or came back: whether we may write to that person."""

    tools: Tools

    async def __call__(self, user_id: UserId, name: str, *, is_blocked: bool = False) -> None:
        """Keep whether ``user_id`` may be written to in private."""
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
            workspaces = self.tools.watch.staff_workspaces(user_id)
            for workspace in workspaces:
                change.amend(TOUCH, the_workspace=workspace.workspace.id, at=now)
            await transaction.write(change)
        for workspace in workspaces:
            (workspace.reachable.discard if is_blocked else workspace.reachable.add)(user_id)
