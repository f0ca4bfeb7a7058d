"""A community on trial: what the bot would have said is shown to the owner, who marks it and switches on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import ConflictError, SayableError
from core.ids import CommunityId, ConcernId, UserId
from triage.decision import RIGHT, WOULD, WRONG
from triage.learning.teach import Teach
from triage.mail import About
from triage.repository import MARK_RIGHT, Concern, ConcernRow, concern_from, find_concern
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words.trial import Tried, page
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.changes import END_TRIAL
from workspaces.models import Mode
from workspaces.repository import CommunityRow
from workspaces.rights import Action, may

log = structlog.get_logger(__name__)
REPORTED_FOR = timedelta(days=30)
MOST_REPORTED = 200


@dataclass(frozen=True, slots=True)
class ReportTrials:
    """Send the report of each trial whose three days are over, once. The leader runs it."""

    tools: Tools

    async def __call__(self) -> None:
        """Look for trials that are over."""
        query = select(CommunityRow.c.id).where(
            CommunityRow.c.mode == Mode.TRIAL.value, CommunityRow.c.trial_ends_at <= self.tools.clock()
        )
        async with self.tools.database.read() as connection:
            over = [CommunityId(number) for number in (await connection.execute(query)).scalars()]
        for community_id in over:
            await self._report(community_id)

    async def _report(self, community_id: CommunityId) -> None:
        community, change = self.tools.watch.community(community_id), Change()
        if community is None:
            return
        workspace = community.workspace
        change.amend(END_TRIAL, the_community=community_id)
        try:
            async with self.tools.database.transaction() as transaction:
                tried = await tried_in(transaction.connection, self.tools, community)
                reply = page(self.tools.voice(workspace), community.community, tried, 0, products=workspace.products)
                about = About("trial", workspace.workspace.id)
                self.tools.mail.to_person(change, workspace, workspace.workspace.owner_id, reply, about)
                await transaction.write(change)
        except ConflictError:
            log.info("trial was reported by another worker", community_id=community_id)


@dataclass(frozen=True, slots=True)
class ReviewTrial:
    """The owner turns the pages of a trial's report and marks what was right and wrong."""

    tools: Tools
    teach: Teach

    async def __call__(self, community_id: CommunityId, number: int, *, by: UserId) -> tuple[CommunityWatch, Reply]:
        """Return one page of the report.

        Raises:
            SayableError: gone, or not theirs to see.
        """
        community = self._community(community_id, by)
        async with self.tools.database.read() as connection:
            tried = await tried_in(connection, self.tools, community)
        voice, workspace = self.tools.voice(community.workspace), community.workspace
        return community, page(voice, community.community, tried, number, products=workspace.products)

    async def mark(self, concern_id: ConcernId, *, is_right: bool, by: UserId) -> CommunityId:
        """Mark what would have been done as right or wrong; wrong is learnt at once.

        Raises:
            SayableError: gone, marked already, or not theirs.
        """
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, concern_id)
            if concern is None:
                raise SayableError("alert-old")
            self._community(concern.community_id, by)
            if not is_right:
                await self.teach.wrong(concern_id, by=by)
                return concern.community_id
            if not concern.why.startswith(WOULD):
                raise SayableError("alert-old")
            change, now = Change(), self.tools.clock()
            change.amend(MARK_RIGHT, the_concern=concern.id, new_why=RIGHT + concern.why)
            subject = f"concern:{concern.id}"
            note(change, self.tools.new_id(), concern.workspace_id, by, "trial.right", subject, now)
            await transaction.write(change)
        return concern.community_id

    def _community(self, community_id: CommunityId, by: UserId) -> CommunityWatch:
        community = self.tools.watch.community(community_id)
        if community is None:
            raise SayableError("alert-old")
        workspace = community.workspace
        allowed = workspace.settings.admins_may_set
        if not may(workspace.role_of(by), Action.CHANGE_SETTINGS, admins_may_set=allowed):
            raise SayableError("alert-staff-only")
        return community


async def tried_in(connection: AsyncConnection, tools: Tools, community: CommunityWatch) -> list[Tried]:
    """Return what the bot would have done in a community, oldest first, with the owner's marks."""
    since = tools.clock() - REPORTED_FOR
    mine = select(ConcernRow).where(ConcernRow.c.community_id == community.community.id, ConcernRow.c.at >= since)
    tried = mine.where(ConcernRow.c.why.like(f"%{WOULD}%")).order_by(ConcernRow.c.id).limit(MOST_REPORTED)
    found = [concern_from(row) for row in (await connection.execute(tried)).mappings()]
    return [_tried(item) for item in found]


def _tried(concern: Concern) -> Tried:
    mark, _, would = concern.why.rpartition(WOULD)
    return Tried(concern, would, {RIGHT: True, WRONG: False}.get(mark))
