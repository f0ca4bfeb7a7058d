"""Acting on a concern that is stored already: staff named it, or a second opinion agreed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from detection.finding import Finding
from tickets.repository import open_tickets_of
from triage.answering import Answering
from triage.decision import Act, Decision, decide
from triage.reading import Reader, Reading
from triage.repository import Concern, settle_concern
from triage.situations import situation_of
from triage.tools import Tools
from triage.watch import CommunityWatch
from workspaces.matching import Binding, How
from workspaces.models import Mode


@dataclass(frozen=True, slots=True)
class ActLater:
    """Decides about a stored concern by the rules of its thread (cooldown, limits, human first), and does it."""

    tools: Tools
    reader: Reader
    answering: Answering

    async def read(self, connection: AsyncConnection, community: CommunityWatch, concern: Concern) -> Reading:
        """Gather what a decision needs, the concern's finding taken as sure."""
        tickets = await open_tickets_of(connection, concern.workspace_id, concern.member_id)
        finding = Finding(concern.kind, (concern.kind,), concern.reasons, concern.causes, 1.0, ())
        binding = Binding(concern.product_id, How.NAME)
        choice = await self.reader.choose(community, finding, binding)
        return Reading(community, concern.member_id, finding, binding, tickets, choice)

    def decide(self, reading: Reading, concern: Concern, *, is_asked_by_staff: bool = False) -> Decision:
        """Return what to do; whoever of the staff asks for it speaks now, whatever the mode and however late."""
        situation = situation_of(
            self.tools, reading, message_id=concern.message_id, said_at=concern.at, words=concern.words
        )
        situation = replace(situation, is_sure=True)
        if is_asked_by_staff:
            situation = replace(situation, mode=Mode.AUTO, said_at=situation.now)
        return decide(reading.finding, situation)

    def write(self, change: Change, reading: Reading, before: Concern, decision: Decision, now: Concern) -> Concern:
        """Do what was decided about ``now``, which is stored as ``before``; return it as it is stored then."""
        done = now if decision.act is Act.SILENCE else self.answering.act(change, reading, decision, now)
        return self.settle(change, reading.community, before, replace(done, decision=decision.act.value))

    def settle(self, change: Change, community: CommunityWatch, before: Concern, after: Concern) -> Concern:
        """Write down what a stored concern is now; the Watch knows it after the commit."""
        settle_concern(change, before, after)
        change.after.append(lambda: community.concerns.update({after.message_id: after}))
        return after
