"""What counts beside a finding when it is decided, and the concern that it becomes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from core.ids import ChatId, ConcernId
from triage.decision import WOULD, Decision, Situation, earlier_of
from triage.desk.cases import same_case
from triage.learning.sensitivity import may_speak
from triage.reading import Reading
from triage.repository import Concern, clue_lines
from triage.tools import Tools
from triage.updates import MessageLook
from triage.watch import RECENT
from workspaces.matching import How
from workspaces.quotas import CONCERNS_PER_MEMBER, CONCERNS_WITHIN, OPEN_TICKETS_PER_MEMBER

WORDS_KEPT = 1000

_RETURNED = re.compile(r"(?:已经?|早就?|刚)(?:申请)?退(?!不|了?吗)|退(?:掉|货|款)?了(?!吗|没)|退完了")


def situation_of(tools: Tools, reading: Reading, *, message_id: int, said_at: datetime, words: str) -> Situation:
    """Return the situation in which a message, not yet answered, is decided now."""
    community, settings = reading.community, reading.community.workspace.settings
    now, concerns = tools.clock(), list(community.concerns.values())
    earlier = earlier_concerns(reading, now - RECENT, message_id)
    return Situation(
        mode=community.community.mode,
        now=now,
        said_at=said_at,
        is_sure=may_speak(reading.finding, community.sensitivity),
        product_id=reading.binding.product_id,
        recalled_at=_recalled_at(reading),
        has_proof=reading.choice is not None and bool(reading.choice.items),
        answers=community.answers,
        earlier=earlier,
        cooldown=timedelta(minutes=settings.cooldown_minutes),
        answers_per_hour=settings.answers_per_hour,
        receipts_per_hour=settings.receipts_per_hour,
        human_answered=message_id in community.answered_by_human,
        has_returned=_RETURNED.search(words) is not None,
        statement=community.statement_about(reading.binding.product_id),
        same_case=same_case(reading.tickets, reading.binding.product_id),
        can_ask=reading.binding.how is How.ASK and bool(reading.binding.choices),
        is_between_members=reading.is_between_members,
        is_quiet=community.community.is_quiet(now),
        is_hushed=community.hushed_until(reading.member_id, now) is not None,
        is_over_quota=_is_over_quota(reading, len(earlier_of(concerns, reading.member_id, now - CONCERNS_WITHIN))),
    )


def earlier_concerns(reading: Reading, since: datetime, message_id: int) -> list[Concern]:
    """Return what the member of ``reading`` said here since ``since``, this message left out."""
    mine = earlier_of(list(reading.community.concerns.values()), reading.member_id, since)
    return [item for item in mine if item.message_id != message_id]


def _recalled_at(reading: Reading) -> datetime | None:
    product_id = reading.binding.product_id
    recall = None if product_id is None else reading.community.workspace.recalls.get(product_id)
    return None if recall is None else recall.at


def _is_over_quota(reading: Reading, concerns: int) -> bool:
    return concerns >= CONCERNS_PER_MEMBER or len(reading.tickets) >= OPEN_TICKETS_PER_MEMBER


def concern_of(tools: Tools, reading: Reading, message: MessageLook, decision: Decision) -> Concern:
    """Return the concern that a message becomes."""
    finding = reading.finding
    return Concern(
        id=ConcernId(tools.new_id()),
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
        words=message.words[:WORDS_KEPT],
        product_id=reading.binding.product_id,
        decision=decision.act.value,
        why=decision.why.value if decision.would is None else f"{WOULD}{decision.would.value}",
        ticket_id=None,
        at=message.at,
    )
