"""Staff are told 14 and 3 days before an item ends, and on its last day: once each, whatever restarts there are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, exists, select

from core.change import Change
from core.ids import WorkspaceId
from evidence.models import Evidence
from evidence.shelf import EvidenceRow, evidence_from
from triage.library.browsing import product_name
from triage.library.nearby import today_in
from triage.library.records import NoticeRow
from triage.mail import About, heads
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import item_ends

STEPS = (14, 3, 0)
_MOST = 200
_ONE_BY_ONE = 3


@dataclass(frozen=True, slots=True)
class TellEnding:
    """Looks for items that end soon, in service hours; the rows say what was told."""

    tools: Tools

    async def __call__(self) -> int:
        """Tell what is due; return how many items were told of."""
        count = 0
        for workspace_id, items in (await self._ending()).items():
            workspace = self.tools.watch.workspaces.get(workspace_id)
            if workspace is not None and self._is_open(workspace):
                count += await self._tell(workspace, items)
        return count

    def _is_open(self, workspace: WorkspaceWatch) -> bool:
        there = self.tools.clock().astimezone(workspace.zone).time()
        return workspace.settings.service_from <= there < workspace.settings.service_until

    async def _ending(self) -> dict[WorkspaceId, list[Evidence]]:
        """Return by workspace the items whose last notice was not given yet."""
        row, latest = EvidenceRow.c, self.tools.clock().date() + timedelta(days=STEPS[0] + 1)
        same = and_(NoticeRow.c.evidence_id == row.id, NoticeRow.c.valid_until == row.valid_until)
        is_over = exists().where(same, NoticeRow.c.days == STEPS[-1])
        query = select(EvidenceRow).where(row.state == "published", row.valid_until <= latest, ~is_over)
        found: dict[WorkspaceId, list[Evidence]] = defaultdict(list)
        async with self.tools.database.read() as connection:
            rows = (await connection.execute(query.order_by(row.valid_until, row.id).limit(_MOST))).mappings()
            for item in map(evidence_from, rows):
                found[item.workspace_id].append(item)
        return found

    async def _tell(self, workspace: WorkspaceWatch, items: list[Evidence]) -> int:
        change, today, told = Change(), today_in(self.tools, workspace), []
        async with self.tools.database.transaction() as transaction:
            query = select(NoticeRow).where(NoticeRow.c.evidence_id.in_([item.id for item in items]))
            rows = (await transaction.execute(query)).mappings().all()
            known = {(row["evidence_id"], row["valid_until"], row["days"]) for row in rows}
            for item in items:
                due = [step for step in due_steps(item, today) if (item.id, item.valid_until, step) not in known]
                for step in due:
                    at = self.tools.clock()
                    change.add(NoticeRow, evidence_id=item.id, valid_until=item.valid_until, days=step, at=at)
                if due:
                    told.append(item)
            self._say(change, workspace, told, today)
            await transaction.write(change)
        return len(told)

    def _say(self, change: Change, workspace: WorkspaceWatch, items: list[Evidence], today: date) -> None:
        voice, about = self.tools.voice(workspace), About("staff-ending", workspace.workspace.id)
        rows = [(item, product_name(workspace, item)) for item in items]
        if len(rows) > _ONE_BY_ONE:
            replies = [item_ends.many_ending(voice, rows, today=today)]
        else:
            replies = [item_ends.ending(voice, item, name, days_left(item, today)) for item, name in rows]
        for reply in replies:
            self.tools.mail.to_staff(change, workspace, reply, about, heads(workspace))


def days_left(item: Evidence, today: date) -> int:
    """Return how many days an item still counts after ``today``; negative: it has ended."""
    return ((item.valid_until or date.max) - today).days


def due_steps(item: Evidence, today: date) -> tuple[int, ...]:
    """Return the notices that are due: after downtime several at once, which one message gives."""
    return tuple(step for step in STEPS if days_left(item, today) <= step)
