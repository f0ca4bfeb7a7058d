"""Who works in a workspace: invited by one-time links, given roles, removed; and whose it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import UserId, WorkspaceId
from tickets.repository import TicketRow, add_line
from triage.doors.menu_table import keys_for
from triage.mail import About
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import people as people_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.changes import REMOVE_STAFF, SET_OWNER, SET_ROLE
from workspaces.doors import INVITE_FOR, USE_INVITE, Invite, add_invite, invite_by_id, invite_of_token
from workspaces.models import Role, Staff
from workspaces.quotas import STAFF_PER_WORKSPACE
from workspaces.repository import TOUCH, add_staff, workspace_of_owner

PREFIX = "i-"
"""What the token of an invite begins with, so that /start knows it."""
_RANK = {Role.MEMBER: 0, Role.LIAISON: 1, Role.ADMIN: 2, Role.OWNER: 3}


@dataclass(frozen=True, slots=True)
class InviteStaff:
    """Make one-time links, and let in who opens one."""

    tools: Tools

    async def __call__(self, workspace: WorkspaceWatch, role: Role, *, by: UserId) -> Reply:
        """Return a fresh link for a role; it is good for 24 hours, once.

        Raises:
            SayableError: as many people as there may be.
        """
        if len(workspace.staff) >= STAFF_PER_WORKSPACE:
            raise SayableError("quota-staff", limit=str(STAFF_PER_WORKSPACE))
        place, change, token = workspace.workspace.id, Change(), PREFIX + self.tools.new_token()
        until = self.tools.clock() + INVITE_FOR
        add_invite(change, Invite(self.tools.new_id(), place, role, None, by, until, None), token)
        _note(self.tools, change, place, by, "staff.invite", f"role:{role.value}")
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
        url = f"https://t.me/{self.tools.watch.bot_username}?start={token}"
        return people_words.invite_link(self.tools.voice(workspace), role, url, until)

    async def accept(self, token: str, user_id: UserId, name: str) -> Reply:
        """Let in who opened a link; nobody loses rights by one.

        Raises:
            SayableError: forged, used, expired, or working here already.
            ConflictError: another tap was first.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            invite = await invite_of_token(transaction.connection, token)
            workspace = None if invite is None else self.tools.watch.workspaces.get(invite.workspace_id)
            if invite is None or workspace is None or invite.for_user is not None:
                raise SayableError("invite-wrong")
            if invite.used_at is not None or invite.expires_at < now:
                raise SayableError("invite-used" if invite.used_at else "invite-expired")
            voice, title, role = self.tools.voice(workspace), workspace.workspace.title, workspace.role_of(user_id)
            if _RANK[role] >= _RANK[invite.role]:
                raise SayableError("invite-already", workspace=voice.title(title), role=voice.label("role", role))
            self._let_in(change, workspace, invite, user_id, name)
            change.amend(USE_INVITE, the_invite=invite.id, user=user_id, at=now)
            told = people_words.say(voice, "invite-told", name=name, role=invite.role)
            about = About("staff-invited", invite.workspace_id)
            self.tools.mail.to_person(change, workspace, workspace.workspace.owner_id, told, about)
            await transaction.write(change)
            await self.tools.loader.load_workspace(invite.workspace_id)
        return people_words.say(voice, "invite-welcome", role=invite.role, workspace=title)

    def _let_in(self, change: Change, workspace: WorkspaceWatch, invite: Invite, user_id: UserId, name: str) -> None:
        now, place = self.tools.clock(), invite.workspace_id
        if user_id in workspace.staff:
            change.amend(SET_ROLE, the_workspace=place, the_user=user_id, new_role=invite.role.value)
        else:
            add_staff(change, Staff(place, user_id, invite.role, name[:255]), now)
        _note(self.tools, change, place, user_id, "staff.join", f"user:{user_id}", role=invite.role.value)


@dataclass(frozen=True, slots=True)
class ManageStaff:
    """The owner's hand movements: give a role, remove somebody, hand the workspace over."""

    tools: Tools

    def list(self, workspace: WorkspaceWatch) -> Reply:
        """List who works here, the owner first."""
        staff = sorted(workspace.staff.values(), key=lambda person: -_RANK[person.role])
        voice = self.tools.voice(workspace)
        return people_words.staff_list(voice, workspace.workspace.title, staff, workspace.reachable)

    def person(self, workspace: WorkspaceWatch, user_id: UserId) -> Staff:
        """Return one of the staff other than the owner.

        Raises:
            SayableError: not (any more) working here.
        """
        known = workspace.staff.get(user_id)
        if known is None or known.role is Role.OWNER:
            raise SayableError("alert-old")
        return known

    async def tickets_of(self, workspace: WorkspaceWatch, user_id: UserId) -> int:
        """Count the open tickets that somebody looks after."""
        async with self.tools.database.read() as connection:
            return len(await _tickets(connection, workspace.workspace.id, user_id))

    async def set_role(self, workspace: WorkspaceWatch, user_id: UserId, role: Role, *, by: UserId) -> Reply:
        """Give somebody another role; that person is told."""
        person, place, change = self.person(workspace, user_id), workspace.workspace, Change()
        change.amend(SET_ROLE, the_workspace=place.id, the_user=user_id, new_role=role.value)
        _note(self.tools, change, place.id, by, "staff.role", f"user:{user_id}", before=person.role.value, after=role)
        voice = self.tools.voice(workspace)
        told = people_words.say(voice, "role-told", role=role, workspace=place.title, keys_of=role)
        self.tools.mail.to_person(change, workspace, user_id, told, About("staff-role", place.id))
        await self._write(change, workspace)
        return people_words.say(voice, "role-set", name=person.name, role=role)

    async def remove(self, workspace: WorkspaceWatch, user_id: UserId, *, by: UserId) -> Reply:
        """Take somebody's role; what that person looked after comes to the owner, who is told."""
        person, place, change = self.person(workspace, user_id), workspace.workspace, Change()
        now, voice = self.tools.clock(), self.tools.voice(workspace)
        async with self.tools.database.transaction() as transaction:
            rows = await _tickets(transaction.connection, place.id, user_id)
            mine = update(TicketRow).where(TicketRow.c.id.in_([row.id for row in rows]))
            values = {"responsible_id": place.owner_id, "version": TicketRow.c.version + 1, "changed_at": now}
            await transaction.execute(mine.values(**values))
            for row in rows:
                add_line(change, self.tools.new_id(), row.id, now, "assign", actor_id=by)
            change.amend(REMOVE_STAFF, the_workspace=place.id, the_user=user_id)
            _note(self.tools, change, place.id, by, "staff.remove", f"user:{user_id}", tickets=len(rows))
            told = people_words.say(voice, "removed-told", workspace=place.title, keys_of=Role.MEMBER)
            self.tools.mail.to_person(change, workspace, user_id, told, About("staff-removed", place.id))
            await self._write(change, workspace)
        return people_words.removed_tickets(voice, person, [row.number for row in rows if row.number])

    async def offer(self, workspace: WorkspaceWatch, user_id: UserId, *, by: UserId) -> Reply:
        """Ask somebody to take the workspace over; nothing changes before the answer.

        Raises:
            SayableError: cannot be asked, or owns one already.
        """
        person, place, change = self.person(workspace, user_id), workspace.workspace, Change()
        voice = self.tools.voice(workspace)
        async with self.tools.database.transaction() as transaction:
            if user_id not in workspace.reachable:
                raise SayableError("hand-not-started", name=voice.called(person.name))
            if await workspace_of_owner(transaction.connection, user_id) is not None:
                raise SayableError("hand-owner-already", name=voice.called(person.name))
            until, owner = self.tools.clock() + INVITE_FOR, workspace.staff[by].name
            invite = Invite(self.tools.new_id(), place.id, Role.OWNER, user_id, by, until, None)
            add_invite(change, invite, self.tools.new_token() + str(invite.id))
            _note(self.tools, change, place.id, by, "workspace.offer", f"user:{user_id}")
            reply = people_words.hand_offer(voice, invite.id, owner, place.title)
            self.tools.mail.to_person(change, workspace, user_id, reply, About("hand-over", place.id))
            await transaction.write(change)
        return people_words.say(voice, "hand-asked", name=person.name)

    async def take_over(self, invite_id: int, *, by: UserId, accepts: bool) -> Reply:
        """Become the owner, or decline; who owned it until now stays as an admin.

        Raises:
            SayableError: somebody else's, used, expired, or the workspace has changed hands meanwhile.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            invite = await invite_by_id(transaction.connection, invite_id)
            workspace = None if invite is None else self.tools.watch.workspaces.get(invite.workspace_id)
            if invite is None or workspace is None or invite.for_user != by:
                raise SayableError("alert-not-yours")
            place, is_over = workspace.workspace, invite.used_at is not None or invite.expires_at < now
            if is_over or place.owner_id != invite.created_by or by not in workspace.staff:
                raise SayableError("alert-old")
            if accepts and await workspace_of_owner(transaction.connection, by) is not None:
                raise SayableError("hand-owner-already", name=workspace.staff[by].name)
            voice, name = self.tools.voice(workspace), workspace.staff[by].name
            reply = people_words.say(
                voice, "hand-done" if accepts else "hand-declined", name=name, workspace=place.title
            )
            change.amend(USE_INVITE, the_invite=invite.id, user=by, at=now)
            if accepts:
                change.amend(SET_OWNER, the_workspace=place.id, new_owner=by)
                change.amend(SET_ROLE, the_workspace=place.id, the_user=by, new_role=Role.OWNER.value)
                change.amend(SET_ROLE, the_workspace=place.id, the_user=place.owner_id, new_role=Role.ADMIN.value)
            _note(
                self.tools, change, place.id, by, "workspace.taken" if accepts else "workspace.declined", f"user:{by}"
            )
            former = replace(reply, keys=keys_for(Role.ADMIN if accepts else Role.OWNER, voice.texts))
            self.tools.mail.to_person(change, workspace, place.owner_id, former, About("hand-over", place.id))
            await self._write(change, workspace)
        return replace(reply, keys=keys_for(Role.OWNER, voice.texts)) if accepts else reply

    async def _write(self, change: Change, workspace: WorkspaceWatch) -> None:
        change.amend(TOUCH, the_workspace=workspace.workspace.id, at=self.tools.clock())
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            await self.tools.loader.load_workspace(workspace.workspace.id)


async def _tickets(connection: AsyncConnection, place: WorkspaceId, user_id: UserId) -> list[Any]:
    mine = (TicketRow.c.workspace_id == place, TicketRow.c.responsible_id == user_id)
    open_ones = TicketRow.c.state.in_(("open", "waiting"))
    query = select(TicketRow.c.id, TicketRow.c.number).where(*mine, open_ones).order_by(TicketRow.c.id)
    return list((await connection.execute(query)).all())


def _note(
    tools: Tools, change: Change, place: WorkspaceId, by: UserId, action: str, subject: str, **details: Any
) -> None:
    note(change, tools.new_id(), place, by, action, subject, tools.clock(), **details)
