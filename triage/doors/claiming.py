"""A group is claimed by who can prove to administer it, and released by its owner."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import delete, update

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, CommunityId, UserId, WorkspaceId
from mailbox.outbox import OutgoingRow
from triage.doors.joining import Admins, JoinCommunity
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import groups as group_words
from workspaces.audit import note
from workspaces.changes import RELEASE
from workspaces.doors import CLAIM_FOR, USE_CLAIM, ClaimRow, Group, claim_of_code
from workspaces.models import Community
from workspaces.repository import TOUCH, community_of_chat, keep_admins, workspace_of_owner
from workspaces.rights import Action, may

_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that are easily mistaken
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class GiveClaimCode:
    """Give somebody a one-time code, in private, that proves in a group who claims it."""

    tools: Tools

    async def __call__(self, user_id: UserId, name: str) -> str:
        """Return a fresh code; older ones of this person are void."""
        code, change = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)), Change()
        change.add(ClaimRow, code=code, user_id=user_id, name=name[:255], expires_at=self.tools.clock() + CLAIM_FOR)
        async with self.tools.database.transaction() as transaction:
            await transaction.execute(delete(ClaimRow).where(ClaimRow.c.user_id == user_id))
            await transaction.write(change)
        return code


@dataclass(frozen=True, slots=True)
class Claim:
    """A code that is good now, and whose it is."""

    code: str
    user_id: UserId
    name: str


@dataclass(frozen=True, slots=True)
class ClaimGroup:
    """``/claim CODE`` in a group: its community goes to the person whose code it is."""

    tools: Tools
    join: JoinCommunity

    async def find(self, code: str) -> Claim:
        """Return the claim of a code.

        Raises:
            SayableError: wrong, too old, or used.
        """
        async with self.tools.database.read() as connection:
            row = await claim_of_code(connection, code.strip().upper())
        if row is None or row["used_at"] is not None or row["expires_at"] < self.tools.clock():
            raise SayableError("claim-wrong")
        return Claim(row["code"], UserId(row["user_id"]), row["name"])

    async def __call__(self, claim: Claim, group: Group, admins: Admins) -> WorkspaceId | None:
        """Give the group to the claimer; return the workspace (None: the operator has to let that person in).

        A group without an owner goes to any of its administrators, one that has an owner only to its creator: as a new
        community, because what the other owner kept stays with that one.

        Raises:
            SayableError: not an administrator, not the creator, or theirs already.
            ConflictError: the code was used meanwhile.
        """
        ranks = {each.user_id: each.is_creator for each in admins}
        if claim.user_id not in ranks:
            raise SayableError("claim-not-admin")
        change = Change()
        async with self.tools.database.transaction() as transaction:
            connection = transaction.connection
            change.amend(USE_CLAIM, the_code=claim.code, at=self.tools.clock())
            old = await community_of_chat(connection, group.chat_id)
            owned = await workspace_of_owner(connection, claim.user_id)
            if old is not None and owned is not None and owned.id == old.workspace_id:
                raise SayableError("claim-yours")
            if old is not None and not ranks[claim.user_id]:
                raise SayableError("claim-not-creator")
            place = (
                owned.id if owned else await self.join.open_for(change, connection, group, claim.user_id, claim.name)
            )
            if place is None:
                await transaction.write(change)
                return None
            if old is not None:
                await let_go(self.tools, transaction, old, by=claim.user_id)
                self._tell_former(change, old)
            community = await self.join.settle(transaction, change, group, place, claim.user_id)
            if community is not None:
                reply = group_words.plain(self.tools.voice(), "claim-done", name=self.tools.voice().called(claim.name))
                self.tools.mail.to_chat(change, Place(group.chat_id), reply, About("claimed", place))
            await transaction.write(change)
            if community is not None:
                await keep_admins(transaction, community.id, admins)
        if old is not None:
            await self.tools.loader.load_workspace(old.workspace_id)
        await self.tools.loader.load_workspace(place)
        return place

    def _tell_former(self, change: Change, old: Community) -> None:
        known = self.tools.watch.workspaces.get(old.workspace_id)
        if known is None:
            return
        voice = self.tools.voice(known)
        reply = group_words.plain(voice, "claim-lost", group=voice.title(old.title))
        self.tools.mail.to_person(change, known, known.workspace.owner_id, reply, About("claim-lost", old.workspace_id))


@dataclass(frozen=True, slots=True)
class ReleaseCommunity:
    """The owner gives a group up: it is no longer watched, its data stays with the owner."""

    tools: Tools

    def of_owner(self, chat_id: ChatId, by: UserId) -> CommunityWatch:
        """Return the community that ``by`` may release.

        Raises:
            SayableError: not the owner's.
        """
        known = self.tools.watch.communities.get(chat_id)
        if known is None:
            raise SayableError("refuse-no-workspace")
        if not may(known.workspace.role_of(by), Action.RELEASE):
            raise SayableError("refuse-role", role=self.tools.voice(known.workspace)("role-owner"))
        return known

    async def __call__(self, community_id: CommunityId, *, by: UserId) -> str:
        """Release the community; return its title.

        Raises:
            SayableError: gone, or not the owner's.
        """
        known = self.tools.watch.community(community_id)
        if known is None:
            raise SayableError("alert-old")
        community = self.of_owner(known.community.chat_id, by).community
        reply = group_words.released(self.tools.voice(), community.title, self.tools.watch.bot_username)
        async with self.tools.database.transaction() as transaction:
            await let_go(self.tools, transaction, community, by=by)
            change = Change()
            self.tools.mail.to_chat(change, Place(community.chat_id), reply, About("released"))
            await transaction.write(change)
        await self.tools.loader.load_workspace(community.workspace_id)
        return community.title


async def let_go(tools: Tools, transaction: Transaction, community: Community, *, by: UserId) -> None:
    """Release a community at once, so that its chat is free; what still waited to be said there is not said."""
    now, change = tools.clock(), Change()
    change.amend(RELEASE, the_community=community.id, at=now)
    change.amend(TOUCH, the_workspace=community.workspace_id, at=now)
    subject = f"community:{community.id}"
    note(change, tools.new_id(), community.workspace_id, by, "community.release", subject, now)
    await transaction.write(change)
    waiting = update(OutgoingRow).where(OutgoingRow.c.chat_id == community.chat_id, OutgoingRow.c.state == "waiting")
    mine = waiting.where(OutgoingRow.c.workspace_id == community.workspace_id)
    await transaction.execute(mine.values(state="cancelled", settled_at=now))
