"""``/missed``: staff name a message that was overlooked; it is handled as a concern and learnt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ConcernId, UserId
from detection.detector import detect, read
from detection.finding import Finding, Kind
from detection.labels import CAUSES, REASONS
from triage.decision import Act, Decision, Why
from triage.later import ActLater
from triage.learning.teach import Teach, require_teacher
from triage.reading import Reader
from triage.repository import FALSE_ALARM, Concern, add_concern, concern_of_message, find_concern
from triage.situations import concern_of
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import CommunityWatch
from triage.words import replies
from triage.words import teaching as teaching_words

GUESS_FROM = 0.2
"""Somebody says that it is a concern: far less than the usual confidence names the kind."""
_CHOICES = 8
_REVIEW = Decision(Act.REVIEW, Why.MISSED)
_MAY_BE_REDONE = frozenset({FALSE_ALARM, Act.SILENCE.value})


@dataclass(frozen=True, slots=True)
class HandleMissed:
    """Handles an overlooked message and learns it; where its kind is unclear, asks the one who named it."""

    tools: Tools
    reader: Reader
    later: ActLater
    teach: Teach

    async def __call__(self, community: CommunityWatch, message: MessageLook, *, by: UserId) -> None:
        """Handle and learn ``message``, or ask in private what it is.

        Raises:
            SayableError: no member's words, handled already, or the asker cannot be written to or may not teach.
        """
        require_teacher(community.workspace, by)
        self._check(community, message, by)
        change, finding = Change(), guess(message.words)
        async with self.tools.database.transaction() as transaction:
            known = await concern_of_message(transaction.connection, community.community.chat_id, message.message_id)
            if known is not None and known.decision not in _MAY_BE_REDONE:
                raise SayableError("refuse-missed-known")
            concern = await self._stored(change, community, message, finding, known)
            if finding is not None:
                await self._handle(transaction.connection, change, community, concern, by)
            else:
                reply = teaching_words.which_kind(self.tools.voice(community.workspace), concern)
                self.teach.confirm(change, community.workspace, reply, by)
            await transaction.write(change)

    async def as_kind(self, concern_id: ConcernId, kind: Kind, *, by: UserId) -> None:
        """Staff said what the message is.

        Raises:
            SayableError: gone, decided already, or not theirs to teach.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, concern_id)
            community = self.teach.community_of(concern, by)
            is_waiting = concern is not None and (concern.decision, concern.why) == (Act.REVIEW, Why.MISSED)
            if concern is None or not is_waiting:
                raise SayableError("alert-old")
            named = replace(concern, kind=kind, reasons=("plain",) if kind is Kind.DOUBT else (), confidence=1.0)
            await self._handle(transaction.connection, change, community, concern, by, named)
            await transaction.write(change)

    def _check(self, community: CommunityWatch, message: MessageLook, by: UserId) -> None:
        sender = message.from_
        if sender is None or sender.is_bot or community.is_staff(message):
            raise SayableError("refuse-missed-member")
        if not message.words.strip():
            raise SayableError("refuse-missed-words")
        if by not in community.workspace.reachable:
            raise SayableError("refuse-start-first")

    async def _stored(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        finding: Finding | None,
        known: Concern | None,
    ) -> Concern:
        """Return the concern that waits for staff: a new row, or the one that was put aside before."""
        unclear = Finding(Kind.DOUBT, (Kind.DOUBT,), (), (), 0.0, ())
        reading = await self.reader.read(community, message, finding or unclear)
        concern = concern_of(self.tools, reading, message, _REVIEW)
        if known is not None:
            again = replace(concern, id=known.id, at=known.at, product_id=known.product_id or concern.product_id)
            return self.later.settle(change, community, known, again)
        add_concern(change, concern)
        change.after.append(lambda: community.remember(concern))
        return concern

    async def _handle(
        self,
        connection: AsyncConnection,
        change: Change,
        community: CommunityWatch,
        concern: Concern,
        by: UserId,
        named: Concern | None = None,
    ) -> None:
        """Learn it, and answer it by the rules; a doubt about an unknown product waits for the product."""
        now, workspace = named or concern, community.workspace
        await self.teach.forget_lessons_of(connection, change, workspace, concern.id, by)
        mark = self.teach.learn(change, workspace, now, now.kind, by=by)
        reading = await self.later.read(connection, community, now)
        decision = self.later.decide(reading, now, is_asked_by_staff=True)
        if decision.act is Act.REVIEW:
            self.later.settle(change, community, concern, replace(now, why=decision.why.value))
            self._ask_product(change, community, now, by)
        else:
            self.later.write(change, reading, concern, decision, now)
        voice = self.tools.voice(workspace)
        self.teach.confirm(change, workspace, teaching_words.taught_missed(voice, now, mark, decision), by)

    def _ask_product(self, change: Change, community: CommunityWatch, concern: Concern, by: UserId) -> None:
        choices = community.likely_products[:_CHOICES]
        if choices:
            voice = self.tools.voice(community.workspace)
            reply = replies.review_products(voice, concern_id=concern.id, choices=choices)
            self.teach.confirm(change, community.workspace, reply, by)


def guess(text: str) -> Finding | None:
    """Return what an overlooked message is most likely about; None: staff have to say it."""
    found = detect(text)
    if found is not None and found.kind is not Kind.PRAISE:
        return found
    reading = read(text)
    likely = [(chance, kind) for kind, chance in reading.chances.items() if kind in teaching_words.KINDS]
    chance, kind = max(likely, default=(0.0, Kind.DOUBT))
    if chance < GUESS_FROM:
        return None
    codes = tuple(dict.fromkeys(clue.code for clue in reading.clues if clue.code is not None))
    reasons = tuple(code for code in codes if code in REASONS) or ("plain",)
    causes = tuple(code for code in codes if code in CAUSES)
    return Finding(
        kind, (kind,), reasons if kind is Kind.DOUBT else (), causes if kind is not Kind.DOUBT else (), chance, ()
    )
