"""A promotion is ended: what was answered about it while it ran says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from core.change import Change
from core.database import Transaction
from core.ids import OutgoingId
from mailbox.models import Outgoing, Urgency
from mailbox.outbox import OutgoingRow, owe
from triage.library.corrections import KEEP_CORRECTIONS, edits_of
from triage.repository import AnswerRow
from triage.tools import Tools
from triage.watch import CommunityWatch
from workspaces.models import Promotion

ENDED = "ended"
"""The field of a note that a promotion is over, and the purpose of the edit."""
_SPOKEN = ("full", "promise", "extended")


@dataclass(frozen=True, slots=True)
class NoteEnding:
    """Writes a note under the answers about a promotion that is over."""

    tools: Tools

    async def __call__(
        self, transaction: Transaction, change: Change, community: CommunityWatch, promotion: Promotion
    ) -> int:
        """Write the edits; return how many answers get the note."""
        voice = self.tools.voice_in(community)
        text = voice("promotion-over", time=voice.clock(promotion.ended_at or voice.now))
        answers = await self._answers(transaction, community, promotion)
        for row in answers:
            kept = [each for each in row["corrections"] or [] if each["field"] != ENDED]
            notes = [*kept, {"evidence": 0, "field": ENDED, "text": text}]
            change.amend(KEEP_CORRECTIONS, the_answer=row["answer_id"], notes=notes)
            for method, payload in edits_of(row, [str(each["text"]) for each in notes], {}):
                owe(change, self._edit(community, method, payload))
        return len(answers)

    async def _answers(
        self, transaction: Transaction, community: CommunityWatch, promotion: Promotion
    ) -> Sequence[Any]:
        """Return what stands in the group about the promotion; one that was extended counts once, as it is now."""
        sent = (OutgoingRow.c.method, OutgoingRow.c.payload, OutgoingRow.c.message_ids)
        answer = (AnswerRow.c.id.label("answer_id"), AnswerRow.c.outgoing_id, AnswerRow.c.corrections)
        query = (
            select(*answer, *sent)
            .join(OutgoingRow, OutgoingRow.c.id == AnswerRow.c.outgoing_id)
            .where(AnswerRow.c.community_id == promotion.community_id, AnswerRow.c.product_id == promotion.product_id)
            .where(AnswerRow.c.at >= promotion.posted_at, AnswerRow.c.kind.in_(_SPOKEN))
            .where(OutgoingRow.c.state == "sent", OutgoingRow.c.chat_id == community.community.chat_id)
            .order_by(AnswerRow.c.id)
        )
        rows = (await transaction.execute(query)).mappings().all()
        return list({row["outgoing_id"]: row for row in rows}.values())

    def _edit(self, community: CommunityWatch, method: str, payload: dict[str, Any]) -> Outgoing:
        return Outgoing(
            id=OutgoingId(self.tools.new_id()),
            chat_id=community.community.chat_id,
            method=method,
            payload=payload,
            purpose=ENDED,
            created_at=self.tools.clock(),
            workspace_id=community.community.workspace_id,
            urgency=Urgency.BULK,
        )
