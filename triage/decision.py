"""What we do about a Finding: pure, each decision with a reason that staff can read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.ids import ProductId, UserId
from detection.finding import Finding, Kind
from tickets.models import Ticket, TicketKind
from triage.repository import Answer, Concern
from workspaces.models import Mode

BURST = timedelta(minutes=3)
SECOND_COMPLAINT_AFTER = timedelta(minutes=30)
TOO_LATE_AFTER = timedelta(hours=2)
_HOUR = timedelta(hours=1)
_FULL = ("full", "promise", "extended", "statement")
PLAIN, PROOF = "plain", "proof"
"""A doubt without a reason: 「是正品吗」."""

WOULD = "would-"
"""Before what the bot would have done, as the reason of a concern in a community that is tried."""
RIGHT, WRONG = "right-", "wrong-"
"""Before that, once the owner has marked it."""


class Act(StrEnum):
    """What the bot does in the thread."""

    ANSWER = "answer"  # the proof on file
    RECALL = "recall"  # we were wrong about the product: what happened, and how it is made good
    CHECK = "check"  # proof itself is doubted: how to check oneself, and the original is asked for
    PROMISE = "promise"  # no proof: an honest word and a time
    EXTEND = "extend"  # the member goes on at once: the answer just given is rewritten to cover both
    POINT = "point"  # a short line with a link to the full answer
    REACT = "react"  # a reaction only
    RESPECT = "respect"  # doubted and already returned: one answer, no ticket
    RECEIPT = "receipt"  # the case is logged
    SECOND = "second"  # a second complaint on the same case
    JOIN = "join"  # added to what is open, no new word
    CALM = "calm"  # a threat: one neutral line
    RIGHT = "right"  # announces a complaint to the platform: it is a right
    ASK = "ask"  # which of a few products is meant: buttons for the doubter alone
    OPINION = "opinion"  # a second opinion is asked for first
    REVIEW = "review"  # staff decide
    GRUMBLE = "grumble"  # neither demand nor fact: only staff see it, the member is offered to log it
    LOG = "log"  # the case is logged and staff see it, without a public word
    TRIAL = "trial"  # the community is tried: kept for the owner to see what the bot would have done
    NOTE = "note"  # beyond what one member may ask: kept, and said once
    SILENCE = "silence"


class Why(StrEnum):
    """The reason for a decision; ``why-<value>`` is the text that staff read."""

    SURE = "sure"
    UNSURE = "unsure"
    NO_PRODUCT = "no-product"
    NO_PROOF = "no-proof"
    ANSWERED_BEFORE = "answered-before"
    ANSWERED_TWICE = "answered-twice"
    BURST = "burst"
    HUMAN_FIRST = "human-first"
    TOO_OLD = "too-old"
    MODE = "mode"
    LIMIT = "limit"
    ALREADY_RETURNED = "already-returned"
    SAME_CASE = "same-case"
    SECOND_COMPLAINT = "second-complaint"
    NOT_A_CONCERN = "not-a-concern"
    OPINION_AGREED = "opinion-agreed"
    OPINION_DIFFERED = "opinion-differed"
    MISSED = "missed"
    FALSE_ALARM = "false-alarm"
    RECALLED = "recalled"
    QUIET = "quiet"
    QUOTA = "quota"
    GRUMBLE = "grumble"
    HUMAN_CALLED = "human-called"
    COLLECTED = "collected"
    TRIAL = "trial"
    EDITED_AWAY = "edited-away"
    ARGUING = "arguing"
    PROOF_ENDED = "proof-ended"


@dataclass(frozen=True, slots=True)
class Decision:
    """What we do, and why. ``would``: what we would do if the community were not only tried."""

    act: Act
    why: Why
    would: Act | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What counts beside the finding. ``same_case``: the member's open ticket about the same product, if any."""

    mode: Mode
    now: datetime
    said_at: datetime
    is_sure: bool
    product_id: ProductId | None
    has_proof: bool
    answers: Sequence[Answer]  # of this community, oldest first
    earlier: Sequence[Concern]  # of this member in this community, oldest first
    cooldown: timedelta
    answers_per_hour: int
    receipts_per_hour: int
    human_answered: bool = False
    has_returned: bool = False
    statement: Answer | None = None  # the statement of a crisis that goes on about the product
    same_case: Ticket | None = None
    can_ask: bool = False  # there are promotions to choose from
    may_ask_model: bool = False  # a second opinion can be had, and the owner agreed to it
    is_between_members: bool = False  # said to another member
    is_quiet: bool = False  # staff asked for silence in this community
    is_hushed: bool = False  # this member asked for a human, who has the word now
    recalled_at: datetime | None = None  # we were wrong about this product
    is_over_quota: bool = False  # this member has said or opened more than one may


def decide(finding: Finding, situation: Situation) -> Decision:
    """Return what to do about ``finding``."""
    if finding.kind is Kind.PRAISE:
        return Decision(Act.SILENCE, Why.NOT_A_CONCERN)
    if situation.human_answered:
        return Decision(Act.SILENCE, Why.HUMAN_FIRST)
    if situation.is_over_quota:
        return Decision(Act.NOTE, Why.QUOTA)
    if situation.is_quiet or situation.is_hushed:
        why = Why.QUIET if situation.is_quiet else Why.HUMAN_CALLED
        return Decision(Act.REVIEW if finding.kind is Kind.DOUBT else Act.LOG, why)
    if situation.now - situation.said_at > TOO_LATE_AFTER and finding.kind is Kind.DOUBT:
        return Decision(Act.REVIEW, Why.TOO_OLD)
    if situation.mode is Mode.TRIAL:
        return _tried(finding, situation)
    if situation.mode is not Mode.AUTO:
        return Decision(Act.REVIEW, Why.MODE)
    if not situation.is_sure:
        by_model = situation.may_ask_model and finding.kind is not Kind.THREAT
        return Decision(Act.OPINION if by_model else Act.REVIEW, Why.UNSURE)
    return _doubt(finding, situation) if finding.kind is Kind.DOUBT else _case(finding, situation)


def _tried(finding: Finding, situation: Situation) -> Decision:
    """Nothing is said: a doubt is kept for the report, a case is logged and shown to staff as in any mode."""
    as_auto = decide(finding, replace(situation, mode=Mode.AUTO, may_ask_model=False))
    act = Act.TRIAL if finding.kind is Kind.DOUBT else Act.LOG
    return Decision(act, Why.TRIAL, would=as_auto.act)


def covering(
    answers: Sequence[Answer], product_id: ProductId, reasons: Sequence[str], since: datetime
) -> Answer | None:
    """Return the newest full answer since ``since`` for this product that spoke to all ``reasons``.

    A doubt without a reason of its own is covered by any of them: the one that showed most is returned.
    """
    wanted = set(reasons) - {PLAIN}
    fitting = [
        answer
        for answer in answers
        if answer.at >= since
        and answer.kind in _FULL
        and answer.product_id == product_id
        and wanted <= set(answer.reasons)
    ]
    most = 0 if wanted else max((len(answer.evidence_ids) for answer in fitting), default=0)
    return next((answer for answer in reversed(fitting) if len(answer.evidence_ids) >= most), None)


def _doubt(finding: Finding, situation: Situation) -> Decision:
    if situation.has_returned:
        return Decision(Act.RESPECT, Why.ALREADY_RETURNED)
    if situation.product_id is None:
        return Decision(Act.ASK if situation.can_ask else Act.REVIEW, Why.NO_PRODUCT)
    if _is_burst(finding, situation):
        return Decision(Act.JOIN, Why.BURST)
    if situation.recalled_at is not None:
        return _about_recalled(situation, situation.recalled_at)
    if PROOF not in finding.reasons and extendable(
        situation.answers, situation.earlier, situation.product_id, situation.said_at
    ):
        return Decision(Act.EXTEND, Why.BURST)
    if situation.is_between_members and _has_spoken(situation):
        return Decision(Act.REACT, Why.ARGUING)
    since = situation.now - situation.cooldown
    full = situation.statement or covering(situation.answers, situation.product_id, finding.reasons, since)
    if full is not None:
        pointed = any(
            answer.kind == "pointer" and answer.at >= max(full.at, since) and answer.product_id == situation.product_id
            for answer in situation.answers
        )
        return Decision(Act.REACT, Why.ANSWERED_TWICE) if pointed else Decision(Act.POINT, Why.ANSWERED_BEFORE)
    decision = answer_to_doubt(finding, has_proof=situation.has_proof)
    if decision.act is not Act.PROMISE and _given(situation, "full") >= situation.answers_per_hour:
        return Decision(Act.REACT, Why.LIMIT)
    return decision


def _about_recalled(situation: Situation, recalled_at: datetime) -> Decision:
    """Say once within the cooldown what happened; further doubts get a reaction."""
    since = max(recalled_at, situation.now - situation.cooldown)
    mine = (answer for answer in situation.answers if answer.product_id == situation.product_id)
    is_said = any(answer.kind == "recall" and answer.at >= since for answer in mine)
    return Decision(Act.REACT if is_said else Act.RECALL, Why.RECALLED)


def answer_to_doubt(finding: Finding, *, has_proof: bool) -> Decision:
    """Return how a doubt is answered in full: with proof, with how to check oneself, or with a promise."""
    if PROOF in finding.reasons and (finding.reasons[0] == PROOF or not has_proof):
        return Decision(Act.CHECK, Why.SURE)
    return Decision(Act.ANSWER, Why.SURE) if has_proof else Decision(Act.PROMISE, Why.NO_PROOF)


def extendable(
    answers: Sequence[Answer], earlier: Sequence[Concern], product_id: ProductId | None, said_at: datetime
) -> Answer | None:
    """Return the full answer that this member got here within three minutes about the product, the newest state."""
    asked = {
        concern.id
        for concern in earlier
        if concern.kind is Kind.DOUBT and concern.product_id == product_id and said_at - concern.at <= BURST
    }
    mine = (
        answer for answer in reversed(answers) if answer.concern_id in asked and answer.kind in ("full", "extended")
    )
    found = next(mine, None)
    return None if found is None or PROOF in found.reasons else found


def _has_spoken(situation: Situation) -> bool:
    """Whether the product was spoken to in full here a moment ago, whatever was asked."""
    since = situation.now - situation.cooldown
    return any(
        answer.kind in _FULL and answer.product_id == situation.product_id and answer.at >= since
        for answer in situation.answers
    )


def _is_burst(finding: Finding, situation: Situation) -> bool:
    """Whether the member said the same within three minutes; new reasons are answered."""
    return any(
        concern.kind is Kind.DOUBT
        and concern.product_id == situation.product_id
        and situation.said_at - concern.at <= BURST
        and set(finding.reasons) <= set(concern.reasons) | {PLAIN}
        for concern in situation.earlier
    )


def _case(finding: Finding, situation: Situation) -> Decision:
    if finding.kind is Kind.THREAT and "threat.extortion" in finding.reasons:
        return Decision(Act.CALM, Why.SURE)
    if finding.kind is Kind.THREAT:
        return Decision(Act.RIGHT, Why.SURE)
    ticket = situation.same_case
    if ticket is not None and ticket.kind is TicketKind.AFTER_SALES:
        if _is_second_complaint(ticket, situation):
            return Decision(Act.SECOND, Why.SECOND_COMPLAINT)
        return Decision(Act.JOIN, Why.SAME_CASE)
    if finding.is_grumble:
        return Decision(Act.GRUMBLE, Why.GRUMBLE) if ticket is None else Decision(Act.JOIN, Why.SAME_CASE)
    if _given(situation, "receipt") >= situation.receipts_per_hour:
        return Decision(Act.REACT, Why.LIMIT)
    return Decision(Act.RECEIPT, Why.SURE)


def _is_second_complaint(ticket: Ticket, situation: Situation) -> bool:
    last = ticket.last_word_at or ticket.opened_at
    missed = ticket.promised_at is not None and situation.now > ticket.promised_at and ticket.answered_at is None
    return missed or situation.said_at - last > SECOND_COMPLAINT_AFTER


def _given(situation: Situation, kind: str) -> int:
    """Count the answers of a kind within the last hour."""
    since = situation.now - _HOUR
    return sum(answer.kind == kind and answer.at >= since for answer in situation.answers)


def earlier_of(concerns: Sequence[Concern], member_id: UserId, since: datetime) -> list[Concern]:
    """Return what a member said since ``since``, oldest first; what staff called a false alarm was nothing."""
    mine = (concern for concern in concerns if concern.member_id == member_id and not concern.is_void)
    return [concern for concern in mine if concern.at >= since]
