"""The bot comes into a group: whose it is, and the first words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.ids import ChatId, CommunityId, UserId, WorkspaceId
from mailbox import outbox
from triage.doors.opening import Doorkeeper
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import groups as group_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.changes import count_communities, started_at, workspace_of_room
from workspaces.doors import Arrival, Group, Waiting, add_arrival
from workspaces.models import ChatAdmin, Community, Mode, Role, Staff, Workspace
from workspaces.quotas import COMMUNITIES_PER_OWNER
from workspaces.repository import (
    PRESENCE,
    TOUCH,
    add_community,
    add_staff,
    add_workspace,
    community_of_chat,
    keep_admins,
    workspace_of_owner,
)

Admins = Sequence[ChatAdmin]
"""Who administers a group."""


@dataclass(frozen=True, slots=True)
class Adder:
    """Who added the bot to a group, and whether that person may."""

    user_id: UserId
    name: str
    is_admin: bool
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Settle:
    """Makes a group a community of a workspace; joins the transaction that is open."""

    tools: Tools

    async def __call__(
        self, transaction: Transaction, change: Change, group: Group, place: WorkspaceId, by: UserId
    ) -> Community | None:
        """Add the community with its greeting; None, and a sentence in the group, beyond what one owner may have."""
        connection, now = transaction.connection, self.tools.clock()
        if await count_communities(connection, place) >= COMMUNITIES_PER_OWNER:
            await self.refuse(change, connection, group, "quota-communities", limit=str(COMMUNITIES_PER_OWNER))
            return None
        community = Community(
            id=CommunityId(self.tools.new_id()),
            workspace_id=place,
            chat_id=group.chat_id,
            title=group.title,
            kind=group.kind,
            is_forum=group.is_forum,
            is_present=True,
            mode=Mode.AUTO,
            username=group.username,
        )
        add_community(change, community, now)
        change.amend(TOUCH, the_workspace=place, at=now)
        note(change, self.tools.new_id(), place, by, "community.join", f"community:{community.id}", now)
        is_started = await started_at(connection, by) is not None
        reply = group_words.greeting(self.tools.voice(), self.tools.watch.bot_username, owner_started=is_started)
        about = About("greeting", place, dedupe_key=f"greeting:{community.id}")
        self.tools.mail.to_chat(change, Place(group.chat_id), reply, about)
        if is_started:
            ask = group_words.ask_mode(self.tools.voice(), community)
            self.tools.mail.to_chat(change, Place(ChatId(by)), ask, About("mode", place))
        return community

    def open_workspace(self, change: Change, group: Group, owner: UserId, name: str) -> WorkspaceId:
        """Make a workspace for its first group."""
        now = self.tools.clock()
        workspace = Workspace(WorkspaceId(self.tools.new_id()), group.title, owner, now)
        add_workspace(change, workspace)
        add_staff(change, Staff(workspace.id, owner, Role.OWNER, name), now)
        return workspace.id

    async def refuse(
        self, change: Change, connection: AsyncConnection, group: Group, key: str, **variables: str
    ) -> None:
        """Say in a group, once a day, why the bot does not work there."""
        reply = group_words.refused(self.tools.voice(), key, self.tools.watch.bot_username, **variables)
        await self.say_once(change, connection, group, key, reply)

    async def say_once(
        self, change: Change, connection: AsyncConnection, group: Group, what: str, reply: Reply
    ) -> None:
        """Say something in a group, at most once a day."""
        said = f"{what}:{group.chat_id}:{self.tools.clock():%Y%m%d}"
        if not await outbox.is_owed(connection, said):
            self.tools.mail.to_chat(change, Place(group.chat_id), reply, About("refusal", dedupe_key=said))


@dataclass(frozen=True, slots=True)
class JoinCommunity:
    """The bot was added to a group: it becomes a community of the adder's workspace, and is greeted once."""

    tools: Tools
    doorkeeper: Doorkeeper

    @property
    def settle(self) -> Settle:
        """What makes a community."""
        return Settle(self.tools)

    async def __call__(self, group: Group, adder: Adder, admins: Admins) -> WorkspaceId | None:
        """Take the group in; return whose it is now, None if it waits or was refused.

        A group that was here before and was not released comes back with everything it had, without a second greeting.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            connection = transaction.connection
            if await workspace_of_room(connection, group.chat_id) is not None:
                return None
            known = await community_of_chat(connection, group.chat_id)
            if known is not None:
                await self._come_back(change, connection, group, known, adder)
            else:
                known = await self._take_in(transaction, change, group, adder)
            await transaction.write(change)
            if known is not None:
                await keep_admins(transaction, known.id, admins)
                # Known to the gate before anybody hears of it: the next word may come at once.
                transaction.then.append(partial(self.tools.loader.load_workspace, known.workspace_id))
        if known is None:
            return None
        return known.workspace_id

    async def _come_back(
        self, change: Change, connection: AsyncConnection, group: Group, known: Community, adder: Adder
    ) -> None:
        now = self.tools.clock()
        change.amend(PRESENCE, the_community=known.id, present=True)
        change.amend(TOUCH, the_workspace=known.workspace_id, at=now)
        subject = f"community:{known.id}"
        note(change, self.tools.new_id(), known.workspace_id, adder.user_id, "community.return", subject, now)
        workspace = self.tools.watch.workspaces.get(known.workspace_id)
        if workspace is not None and adder.user_id not in workspace.staff:
            reply = group_words.plain(self.tools.voice(workspace), "adder-other-owner")
            await self.settle.say_once(change, connection, group, "other-owner", reply)

    async def _take_in(self, transaction: Transaction, change: Change, group: Group, adder: Adder) -> Community | None:
        connection = transaction.connection
        if adder.is_anonymous or not adder.is_admin:
            key = "adder-unknown" if adder.is_anonymous else "adder-not-admin"
            await self.settle.refuse(change, connection, group, key)
            return None
        owned = await workspace_of_owner(connection, adder.user_id)
        if owned is None and self.tools.watch.staff_workspaces(adder.user_id):
            await self._ask_which(change, connection, group, adder)
            return None
        place = owned.id if owned else await self.open_for(change, connection, group, adder.user_id, adder.name)
        return None if place is None else await self.settle(transaction, change, group, place, adder.user_id)

    async def open_for(
        self, change: Change, connection: AsyncConnection, group: Group, user_id: UserId, name: str
    ) -> WorkspaceId | None:
        """Open a workspace for somebody; None, and a sentence in the group, where the operator does not let them."""
        if await self.doorkeeper.may_open(connection, user_id):
            return self.settle.open_workspace(change, group, user_id, name)
        if self.doorkeeper.asks:
            await self.doorkeeper.ask(change, connection, group, user_id, name)
            reply = group_words.plain(self.tools.voice(), "adder-waits")
            await self.settle.say_once(change, connection, group, "waits", reply)
        else:
            await self.settle.refuse(change, connection, group, "adder-not-open")
        return None

    async def _ask_which(self, change: Change, connection: AsyncConnection, group: Group, adder: Adder) -> None:
        """Staff of other workspaces say where the group belongs: in private, else by a button in the group."""
        arrival = Arrival(self.tools.new_id(), group, adder.user_id, adder.name, Waiting.WHICH, is_settled=False)
        add_arrival(change, arrival)
        mine = self.tools.watch.staff_workspaces(adder.user_id)
        names = [(known.workspace.id, known.workspace.title) for known in mine]
        reply = group_words.which_workspace(self.tools.voice(), arrival.id, group.title, names)
        is_started = await started_at(connection, adder.user_id) is not None
        chat = ChatId(adder.user_id) if is_started else group.chat_id
        self.tools.mail.to_chat(change, Place(chat), reply, About("which-workspace"))
