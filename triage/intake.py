"""Intake: what one message in a community leads to, as one Change."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from core.change import Change
from core.ids import ChatId, ConcernId
from detection.finding import Kind
from triage.answering import Answering
from triage.cases import same_case
from triage.decision import Act, Decision, Situation, decide, earlier_of
from triage.posts import StaffPosts
from triage.reading import PLAIN_QUESTION, Reader, Reading, answers_us, asked_for
from triage.repository import REWORD_CONCERN, Concern, clue_lines
from triage.tools import Tools
from triage.updates import MessageLook, UpdateLook
from triage.watch import RECENT, CommunityWatch
from workspaces.matching import How

SURE_FROM = {"careful": 0.9, "standard": 0.8, "keen": 0.65}
"""From which confidence on the bot speaks by itself, by sensitivity."""

_RETURNED = re.compile(r"(?:已经?|早就?|刚)(?:申请)?退(?!不|了?吗)|退(?:掉|货|款)?了(?!吗|没)|退完了")
_WORDS_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Intake:
    """Read a message of a community, decide, and return everything that follows from it as one Change."""

    tools: Tools
    reader: Reader
    posts: StaffPosts
    answering: Answering

    async def __call__(self, update: UpdateLook) -> Change:
        """Return the Change; an empty one where the message leads to nothing."""
        message = update.message or update.edited_message
        if message is None:
            return Change()
        community = self.tools.watch.communities.get(ChatId(message.chat.id))
        if community is None:
            return Change()
        if asked_for(message.words) is not None and message.message_id not in community.concerns:
            return self._decided(message, await self.reader.read(community, message, PLAIN_QUESTION))
        if community.is_staff(message):
            return await self.posts(community, message)
        if update.edited_message is not None and message.message_id in community.concerns:
            return self._edited(community, message)
        if message.message_id in community.concerns:
            return Change()
        finding = self.reader.find(community, message)
        if finding is None or finding.kind is Kind.PRAISE:
            return await self._without_finding(community, message)
        return self._decided(message, await self.reader.read(community, message, finding))

    def _decided(self, message: MessageLook, reading: Reading) -> Change:
        decision = self._decide(message, reading)
        concern = self._concern(message, reading, decision)
        change = Change()
        if decision.act is Act.SILENCE:
            return change
        written = self.answering(change, reading, decision, concern)
        change.after.append(lambda: reading.community.remember(written))
        return change

    def _decide(self, message: MessageLook, reading: Reading) -> Decision:
        community, settings = reading.community, reading.community.workspace.settings
        now = self.tools.clock()
        situation = Situation(
            mode=community.community.mode,
            now=now,
            said_at=message.at,
            is_sure=reading.finding.confidence >= SURE_FROM[settings.sensitivity],
            product_id=reading.binding.product_id,
            has_proof=reading.choice is not None and bool(reading.choice.items),
            answers=community.answers,
            earlier=earlier_of(list(community.concerns.values()), reading.member_id, now - RECENT),
            cooldown=timedelta(minutes=settings.cooldown_minutes),
            answers_per_hour=settings.answers_per_hour,
            receipts_per_hour=settings.receipts_per_hour,
            human_answered=message.message_id in community.answered_by_human,
            has_returned=_RETURNED.search(message.words) is not None,
            same_case=same_case(reading.tickets, reading.binding.product_id),
            can_ask=reading.binding.how is How.ASK and bool(reading.binding.choices),
        )
        return decide(reading.finding, situation)

    def _concern(self, message: MessageLook, reading: Reading, decision: Decision) -> Concern:
        finding = reading.finding
        return Concern(
            id=ConcernId(self.tools.new_id()),
            workspace_id=reading.community.community.workspace_id,
            community_id=reading.community.community.id,
            chat_id=ChatId(message.chat.id),
            message_id=message.message_id,
            thread_id=message.thread_id,
            member_id=reading.member_id,
            member_name=message.from_.name if message.from_ else "",
            kind=finding.kind,
            reasons=finding.reasons,
            causes=finding.causes,
            confidence=finding.confidence,
            clues=clue_lines(finding),
            words=message.words[:_WORDS_KEPT],
            product_id=reading.binding.product_id,
            decision=decision.act.value,
            why=decision.why.value,
            ticket_id=None,
            at=message.at,
        )

    async def _without_finding(self, community: CommunityWatch, message: MessageLook) -> Change:
        """A reply to us or a picture of a member in a case belongs to that case; all else leaves no trace."""
        change = Change()
        if message.edit_date is not None or not (message.has_attachment or answers_us(community, message)):
            return change
        ticket = await self.reader.ticket_meant(community, message)
        if ticket is not None:
            self.answering.add_to_case(change, community, message, ticket)
        return change

    def _edited(self, community: CommunityWatch, message: MessageLook) -> Change:
        """An edited concern is looked at again and never answered twice: what changed is kept for staff."""
        change, known = Change(), community.concerns[message.message_id]
        if message.words[:_WORDS_KEPT] == known.words:
            return change
        finding = self.reader.find(community, message)
        edited = replace(
            known,
            words=message.words[:_WORDS_KEPT],
            reasons=known.reasons if finding is None else finding.reasons,
            causes=known.causes if finding is None else finding.causes,
        )
        change.amend(
            REWORD_CONCERN,
            the_concern=known.id,
            new_words=edited.words,
            new_kind=known.kind.value,
            new_reasons=list(edited.reasons),
            new_causes=list(edited.causes),
        )
        if known.ticket_id is not None:
            self.answering.note_edit(change, known.ticket_id, edited)
        change.after.append(lambda: community.concerns.update({message.message_id: edited}))
        return change
