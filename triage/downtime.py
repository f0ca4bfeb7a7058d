"""After the bot was away: what it missed and took up is counted, once for each owner and for the operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import WorkspaceId
from triage.decision import Act, Why
from triage.doors.operators import OperatorAlert
from triage.mail import About, Place
from triage.repository import Concern, ConcernRow, concern_from
from triage.tools import Tools
from triage.watch import CommunityWatch
from triage.words import limits as limit_words
from triage.words.voice import Voice
from workspaces.models import Mode

WORTH_TELLING = timedelta(minutes=5)
SETTLED_AFTER = timedelta(seconds=60)
"""How long after the start what Telegram had kept is taken as handled."""
STALE_AFTER = timedelta(minutes=30)
"""Another worker led then, and has told it."""
KEPT_BY_TELEGRAM = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Away:
    """From when until when nobody was there."""

    begin: datetime
    end: datetime

    @property
    def is_worth_telling(self) -> bool:
        """Whether it was longer than a restart."""
        return self.end - self.begin >= WORTH_TELLING


@dataclass(slots=True)
class ReportDowntime:
    """Tell owners, operators and communities once, a minute after the bot is back."""

    tools: Tools
    operators: OperatorAlert
    _waiting: list[Away] = field(default_factory=list)

    def was_away(self, since: datetime | None) -> None:
        """Take note that nobody was there since ``since`` (None: never before)."""
        away = None if since is None else Away(since, self.tools.clock())
        if away is not None and away.is_worth_telling:
            self._waiting.append(away)

    async def __call__(self) -> None:
        """Tell what was taken up, once it is handled."""
        self._waiting = [away for away in self._waiting if self.tools.clock() - away.end < STALE_AFTER]
        while self._waiting and self.tools.clock() - self._waiting[0].end >= SETTLED_AFTER:
            await self._tell(self._waiting[0])
            self._waiting.pop(0)

    async def _tell(self, away: Away) -> None:
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concerns = await _said_meanwhile(transaction.connection, away)
            by_workspace: dict[WorkspaceId, list[Concern]] = {}
            for item in concerns:
                by_workspace.setdefault(item.workspace_id, []).append(item)
            for workspace_id, mine in by_workspace.items():
                self._tell_owner(change, workspace_id, mine, away)
            for community in self.tools.watch.communities.values():
                late = [item for item in concerns if item.community_id == community.community.id and _is_late(item)]
                if late and community.community.mode is Mode.AUTO:
                    self._catch_up(change, community, late, away)
            span = Voice(self.tools.texts, self.tools.zone, self.tools.clock()).between(away.begin, away.end)
            self.operators(change, "operator-downtime", span=span, count=str(len(concerns)))
            if away.end - away.begin > KEPT_BY_TELEGRAM:
                self.operators(change, "operator-downtime-long")
            await transaction.write(change)

    def _tell_owner(self, change: Change, workspace_id: WorkspaceId, mine: Sequence[Concern], away: Away) -> None:
        workspace = self.tools.watch.workspaces.get(workspace_id)
        if workspace is None:
            return
        late = sum(map(_is_late, mine))
        notice = limit_words.was_away(self.tools.voice(workspace), away.begin, away.end, count=len(mine), late=late)
        about = About("staff-downtime", workspace_id)
        self.tools.mail.to_person(change, workspace, workspace.workspace.owner_id, notice, about)

    def _catch_up(self, change: Change, community: CommunityWatch, late: Sequence[Concern], away: Away) -> None:
        """One message a community for everything that was too old to be answered one by one."""
        reply = limit_words.catch_up(self.tools.voice_in(community), away.begin, away.end, len(late))
        place = Place(community.community.chat_id, None, late[-1].thread_id)
        about = About("catch-up", community.community.workspace_id)
        self.tools.mail.point(change, community, place, reply, about, at=None)


def _is_late(concern: Concern) -> bool:
    return concern.why == Why.TOO_OLD.value and concern.decision == Act.REVIEW.value


async def _said_meanwhile(connection: AsyncConnection, away: Away) -> list[Concern]:
    query = select(ConcernRow).where(ConcernRow.c.at >= away.begin, ConcernRow.c.at < away.end)
    return [concern_from(row) for row in (await connection.execute(query.order_by(ConcernRow.c.id))).mappings()]
