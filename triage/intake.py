"""Intake: what one message in a community leads to, as one Change."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.change import Change
from core.ids import ChatId
from detection.finding import Finding, Kind
from triage.answering import Answering
from triage.asides import asks_for_human
from triage.calling import CallHuman
from triage.crises.newcomers import note_newcomers
from triage.decision import Act, Decision, Why, decide
from triage.extending import FindExtension
from triage.further import FurtherWords
from triage.guarding import GuardMembers
from triage.learning.withdrawing import WithdrawAnswers
from triage.library.praise import NotePraise
from triage.posts import StaffPosts
from triage.reading import PLAIN_QUESTION, Reader, Reading, answers_us, asked_for
from triage.repository import GONE, REWORD_CONCERN, Concern, settle_concern
from triage.situations import WORDS_KEPT, concern_of, situation_of
from triage.tools import Tools
from triage.updates import MessageLook, UpdateLook
from triage.watch import CommunityWatch


@dataclass(frozen=True, slots=True)
class Intake:
    """Read a message of a community, decide, and return everything that follows from it as one Change."""

    tools: Tools
    reader: Reader
    posts: StaffPosts
    answering: Answering
    call_human: CallHuman
    guard: GuardMembers
    withdraw: WithdrawAnswers
    find_extension: FindExtension
    has_second_opinion: bool = False  # the operator has set a model

    async def __call__(self, update: UpdateLook) -> Change:
        """Return the Change; an empty one where the message leads to nothing."""
        message = update.message or update.edited_message
        if message is None or message.newcomers:
            return note_newcomers(self.tools, update)
        community = self.tools.watch.communities.get(ChatId(message.chat.id))
        if community is None:
            return Change()
        if asked_for(message.words) is not None and message.message_id not in community.concerns:
            return await self._decided(message, await self.reader.read(community, message, PLAIN_QUESTION))
        if community.is_staff(message):
            return await self.posts(community, message)
        if update.edited_message is not None and message.message_id in community.concerns:
            return await self._edited(community, message)
        if message.message_id in community.concerns:
            return Change()
        if community.is_impostor(message):
            change = Change()
            if message.edit_date is None:
                self.guard.report(change, community, message)
            return change
        if message.from_ is None or message.from_.is_bot:
            return Change()
        change = await self._heard(community, message)
        self.guard.offer_deletion(change, community, message)
        return change

    @property
    def _further(self) -> FurtherWords:
        return FurtherWords(self.tools, self.answering.cases)

    async def _heard(self, community: CommunityWatch, message: MessageLook) -> Change:
        """What a member's own words lead to."""
        is_first = community.is_first_of_album(message)
        is_fresh = message.edit_date is None and message.from_ is not None
        is_call = is_fresh and asks_for_human(message.words)
        if is_call and community.is_in_case(message.from_.id if message.from_ else 0, message.at):
            return await self.call_human(community, message)
        finding = self.reader.find(community, message)
        if finding is None or finding.kind is Kind.PRAISE:
            change = await self._without_finding(community, message, is_first=is_first)
            is_wanted = finding is not None and is_fresh and community.workspace.settings.collect_praise
            if finding is None or not is_wanted or not change.is_empty:
                return change
            return await self._praised(community, message, finding)
        return await self._decided(message, await self.reader.read(community, message, finding))

    async def _praised(self, community: CommunityWatch, message: MessageLook, finding: Finding) -> Change:
        """Praise of a known product is kept as a candidate where the owner wants that; else it leaves no trace."""
        reading = await self.reader.read(community, message, finding)
        product_id = reading.binding.product_id
        return Change() if product_id is None else await NotePraise(self.tools)(community, message, product_id)

    async def _decided(self, message: MessageLook, reading: Reading) -> Change:
        decision, extension = self._decide(message, reading), None
        if decision.act is Act.EXTEND:
            extension = await self.find_extension(reading, message)
            decision = decision if extension is not None else Decision(Act.JOIN, Why.BURST)
        concern = concern_of(self.tools, reading, message, decision)
        change = Change()
        if decision.act is Act.SILENCE:
            return change
        written = self.answering(change, reading, decision, concern, extension)
        change.after.append(lambda: reading.community.remember(written))
        return change

    def _decide(self, message: MessageLook, reading: Reading) -> Decision:
        situation = situation_of(
            self.tools, reading, message_id=message.message_id, said_at=message.at, words=message.words
        )
        may_ask = self.has_second_opinion and reading.community.workspace.settings.second_opinion
        return decide(reading.finding, replace(situation, may_ask_model=may_ask))

    async def _without_finding(self, community: CommunityWatch, message: MessageLook, *, is_first: bool) -> Change:
        """A reply to us or a picture of a member in a case belongs to that case; all else leaves no trace.

        An album is noted once: ``is_first`` tells whether this is the first of it.
        """
        change = Change()
        if message.edit_date is not None or not (message.has_attachment or answers_us(community, message)):
            return change
        ticket = await self.reader.ticket_meant(community, message)
        if ticket is not None:
            await self._further(change, community, message, ticket, is_silent=not is_first)
        return change

    async def _edited(self, community: CommunityWatch, message: MessageLook) -> Change:
        """An edited concern is looked at again and never answered twice: what changed is kept for staff."""
        change, known = Change(), community.concerns[message.message_id]
        if message.words[:WORDS_KEPT] == known.words:
            return change
        finding = self.reader.find(community, message)
        is_gone = finding is None or finding.kind is Kind.PRAISE
        if is_gone and known.kind is Kind.DOUBT and not known.is_void:
            return await self._edited_away(change, community, known, message.words)
        edited = replace(
            known,
            words=message.words[:WORDS_KEPT],
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
            self._further.edited(change, known.ticket_id, edited)
        change.after.append(lambda: community.concerns.update({message.message_id: edited}))
        return change

    async def _edited_away(self, change: Change, community: CommunityWatch, known: Concern, words: str) -> Change:
        """The doubt is gone from its message: what we said to it is taken back, nobody has to settle it."""
        async with self.tools.database.read() as connection:
            await self.withdraw(connection, change, community, known)
        gone = replace(known, words=words[:WORDS_KEPT], decision=GONE, why=Why.EDITED_AWAY.value)
        settle_concern(change, known, gone)
        change.after.append(lambda: community.concerns.update({gone.message_id: gone}))
        return change
