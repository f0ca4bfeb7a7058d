"""The staff room, and silence in a community."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import UserId, WorkspaceId
from mailbox.outbox import OutgoingRow
from triage.doors.claiming import let_go
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from workspaces.audit import note
from workspaces.changes import QUIET, SET_ROOM, workspace_of_room
from workspaces.doors import Group
from workspaces.repository import TOUCH, community_of_chat

ANONYMOUS = "匿名管理员"
"""What the audit log calls an administrator who acts in the group's name."""
QUIET_USUALLY = timedelta(hours=2)
QUIET_LEAST, QUIET_MOST = timedelta(minutes=5), timedelta(hours=72)
_SPAN = re.compile(r"(\d{1,4})\s*(小时|分钟|天|hours?|h|minutes?|mins?|m|days?|d)", re.IGNORECASE)
_MINUTES = {"小": 60, "h": 60, "分": 1, "m": 1, "天": 1440, "d": 1440}


@dataclass(frozen=True, slots=True)
class SetStaffRoom:
    """``/staffroom`` in a group: it is where the workspace's staff get alerts and cards, and is not watched."""

    tools: Tools

    async def __call__(self, workspace: WorkspaceWatch, group: Group, *, by: UserId) -> bool:
        """Make a group the staff room; said there again, it is none any more. Return whether it is one now.

        Raises:
            SayableError: it is a community, or another workspace's staff room.
        """
        place, now, change = workspace.workspace, self.tools.clock(), Change()
        async with self.tools.database.transaction() as transaction:
            await self._empty(transaction, place.id, group, by)
            taken_by = await workspace_of_room(transaction.connection, group.chat_id)
            if taken_by not in (None, place.id):
                raise SayableError("room-taken")
            is_room = taken_by is None
            room, title = (group.chat_id, group.title) if is_room else (None, None)
            is_forum = is_room and group.is_forum
            change.amend(SET_ROOM, the_workspace=place.id, room=room, room_title=title, is_forum=is_forum)
            change.amend(TOUCH, the_workspace=place.id, at=now)
            action = "room.set" if is_room else "room.unset"
            note(change, self.tools.new_id(), place.id, by, action, f"chat:{group.chat_id}", now)
            await transaction.write(change)
        await self.tools.loader.load_workspace(place.id)
        return is_room

    async def _empty(self, transaction: Transaction, place: WorkspaceId, group: Group, by: UserId) -> None:
        """A group that was just added, and where nothing was said yet, is let go to become the staff room."""
        community = await community_of_chat(transaction.connection, group.chat_id)
        if community is None:
            return
        used = select(ConcernRow.c.id).where(ConcernRow.c.community_id == community.id).limit(1)
        is_used = (await transaction.execute(used)).first() is not None
        if is_used or community.workspace_id != place:
            raise SayableError("room-is-community")
        await let_go(self.tools, transaction, community, by=by)


@dataclass(frozen=True, slots=True)
class KeepQuiet:
    """``/quiet 2h`` and ``/resume``: no public word meanwhile, cases are logged all the same."""

    tools: Tools

    async def __call__(
        self, community: CommunityWatch, span: timedelta | None, *, by: UserId | None
    ) -> datetime | None:
        """Be silent for ``span``, or speak again (None); return until when.

        ``by`` None: an anonymous administrator.
        """
        now, change, known = self.tools.clock(), Change(), community.community
        until = None if span is None else now + span
        change.amend(QUIET, the_community=known.id, until=until)
        change.amend(TOUCH, the_workspace=known.workspace_id, at=now)
        action = "community.quiet" if span else "community.resume"
        who = {"by": ANONYMOUS} if by is None else {}
        note(change, self.tools.new_id(), known.workspace_id, by, action, f"community:{known.id}", now, **who)
        async with self.tools.database.transaction() as transaction:
            if known.quiet_until is not None:
                held = (OutgoingRow.c.chat_id == known.chat_id, OutgoingRow.c.not_before == known.quiet_until)
                waiting = update(OutgoingRow).where(OutgoingRow.c.state == "waiting", *held)
                await transaction.execute(waiting.values(not_before=until or now))
            await transaction.write(change)
        await self.tools.loader.load_workspace(known.workspace_id)
        return until


def quiet_span(typed: str) -> timedelta:
    """Return for how long ``2h``, ``30m``, ``1天`` means; nothing typed: two hours.

    Raises:
        SayableError: not a span, or too short or too long.
    """
    found = _SPAN.fullmatch(typed.strip())
    span = timedelta(minutes=int(found[1]) * _MINUTES[found[2][0].lower()]) if found else QUIET_USUALLY
    if (typed.strip() and found is None) or not QUIET_LEAST <= span <= QUIET_MOST:
        raise SayableError("quiet-wrong", typed=typed.strip()[:20], low="5m", high="72h")
    return span
