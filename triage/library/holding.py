"""An answer that still waits shows what has just ended: it is held back, and staff decide about its question again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import CommunityId
from mailbox.outbox import CANCEL, CANCEL_FOR_CONCERN
from tickets.lifecycle import Action, move
from tickets.models import TicketKind, TicketState
from tickets.repository import ticket_by_id
from triage.decision import Act, Why
from triage.desk.cases import Cases
from triage.mail import About, heads
from triage.repository import VOID_ANSWER, Concern, find_concern, settle_concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import notices

ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class HoldBackAnswer:
    """Cancels an answer that nobody has seen; its doubt is not lost, for staff get it as one to review."""

    tools: Tools

    async def __call__(self, connection: AsyncConnection, change: Change, row: Any) -> None:
        """Cancel the answer of ``row`` with the buttons that follow it, and hand its question to staff."""
        now = self.tools.clock()
        change.amend(CANCEL, row_id=row["outgoing_id"], at=now)
        change.amend(VOID_ANSWER, the_outgoing=row["outgoing_id"])
        concern = None if row["concern_id"] is None else await find_concern(connection, row["concern_id"])
        community = self.tools.watch.community(CommunityId(row["community_id"]))
        if concern is None or community is None:
            return
        change.amend(CANCEL_FOR_CONCERN, the_concern=concern.id, the_purpose=ANSWER, at=now)
        await self._end_check(connection, change, community.workspace, concern)
        waiting = replace(concern, decision=Act.REVIEW.value, why=Why.PROOF_ENDED.value)
        settle_concern(change, concern, waiting)
        self._tell(change, community, waiting)
        change.after.append(lambda: _forget(community, waiting, row["outgoing_id"]))

    async def _end_check(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, concern: Concern
    ) -> None:
        """Nothing was explained yet, so nobody is asked whether it helped."""
        ticket = None if concern.ticket_id is None else await ticket_by_id(connection, concern.ticket_id)
        if ticket is None or ticket.kind is not TicketKind.DOUBT or ticket.state is not TicketState.RESOLVED:
            return
        cases = Cases(self.tools)
        ended = move(ticket, Action.CLOSE, by_role=None, now=self.tools.clock())
        cases.save(change, workspace, ticket, ended, replan=True)
        cases.line(change, ticket.id, "held-back")

    def _tell(self, change: Change, community: CommunityWatch, concern: Concern) -> None:
        workspace = community.workspace
        product = workspace.product(concern.product_id)
        url = notices.link_to(community.community, concern.chat_id, concern.message_id)
        notice = notices.review(self.tools.voice(workspace), community.community, concern, product=product, url=url)
        about = About("staff-review", workspace.workspace.id, concern.id)
        self.tools.mail.to_staff(change, workspace, notice, about, [workspace.responsible, *heads(workspace)])


def _forget(community: CommunityWatch, concern: Concern, outgoing_id: int) -> None:
    """Nobody is pointed to an answer that was never given."""
    community.answers = [answer for answer in community.answers if answer.outgoing_id != outgoing_id]
    community.concerns[concern.message_id] = concern
