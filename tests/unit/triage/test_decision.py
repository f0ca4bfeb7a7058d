"""decide(): what we do about a finding, as a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.ids import ProductId, TicketId, UserId
from detection.finding import Finding, Kind
from tests.unit.triage.people import SPRAY, answer, at, concern, finding, ticket
from tickets.models import TicketKind
from triage.decision import Act, Decision, Situation, Why, covering, decide, earlier_of
from workspaces.models import Mode

NOW = at("11-22 14:10")
DOUBT, COMPLAINT = finding(Kind.DOUBT, "price"), finding(Kind.COMPLAINT, causes=("courier.slow",))
GRUMBLE = replace(COMPLAINT, is_grumble=True)
ORIGIN = answer("full", "11-22 14:00", "origin")
OPEN = ticket(opened_at=at("11-22 14:00"), last_word_at=at("11-22 14:00"), promised_at=at("11-22 15:00"))
USUAL = Situation(
    mode=Mode.AUTO, now=NOW, said_at=NOW, is_sure=True, product_id=SPRAY.id, has_proof=True, answers=(), earlier=(),
    cooldown=timedelta(minutes=30), answers_per_hour=6, receipts_per_hour=20,
)  # fmt: skip


def situation(**changes: Any) -> Situation:
    return replace(USUAL, **changes)


def many(kind: str, count: int, said_at: str = "11-22 13:30") -> list[Any]:
    return [answer(kind, said_at, product_id=ProductId(1000 + number)) for number in range(count)]


@pytest.mark.parametrize(
    ("changes", "act", "why"),
    [
        ({}, Act.ANSWER, Why.SURE),
        ({"has_proof": False}, Act.PROMISE, Why.NO_PROOF),
        ({"product_id": None}, Act.REVIEW, Why.NO_PRODUCT),
        ({"product_id": None, "can_ask": True}, Act.ASK, Why.NO_PRODUCT),
        ({"is_sure": False}, Act.REVIEW, Why.UNSURE),
        ({"is_sure": False, "may_ask_model": True}, Act.OPINION, Why.UNSURE),
        ({"mode": Mode.REVIEW}, Act.REVIEW, Why.MODE),
        ({"is_hushed": True}, Act.REVIEW, Why.HUMAN_CALLED),
        ({"human_answered": True}, Act.SILENCE, Why.HUMAN_FIRST),
        ({"human_answered": True, "mode": Mode.REVIEW}, Act.SILENCE, Why.HUMAN_FIRST),
        ({"said_at": NOW - timedelta(hours=2)}, Act.ANSWER, Why.SURE),
        ({"said_at": NOW - timedelta(hours=2, seconds=1)}, Act.REVIEW, Why.TOO_OLD),
        ({"has_returned": True}, Act.RESPECT, Why.ALREADY_RETURNED),
        ({"has_returned": True, "product_id": None}, Act.RESPECT, Why.ALREADY_RETURNED),
        ({"is_quiet": True}, Act.REVIEW, Why.QUIET),
        ({"is_over_quota": True}, Act.NOTE, Why.QUOTA),
        # the cooldown
        ({"answers": [answer("full", "11-22 13:40")]}, Act.POINT, Why.ANSWERED_BEFORE),
        ({"answers": [answer("full", "11-22 13:39")]}, Act.ANSWER, Why.SURE),
        ({"answers": [answer("promise", "11-22 14:00")], "has_proof": False}, Act.POINT, Why.ANSWERED_BEFORE),
        ({"answers": [answer("full", "11-22 14:00", "origin")]}, Act.ANSWER, Why.SURE),
        ({"answers": [answer("full", "11-22 14:00", "origin", "price")]}, Act.POINT, Why.ANSWERED_BEFORE),
        ({"answers": [answer("full", "11-22 14:00", product_id=ProductId(6))]}, Act.ANSWER, Why.SURE),
        ({"answers": [answer(), answer("pointer", "11-22 14:05")]}, Act.REACT, Why.ANSWERED_TWICE),
        ({"answers": [answer("pointer", "11-22 13:20"), answer()]}, Act.POINT, Why.ANSWERED_BEFORE),
        ({"answers": [answer("unsent")]}, Act.ANSWER, Why.SURE),
        # the limit
        ({"answers": many("full", 5)}, Act.ANSWER, Why.SURE),
        ({"answers": many("full", 6)}, Act.REACT, Why.LIMIT),
        ({"answers": many("full", 9, "11-22 13:09")}, Act.ANSWER, Why.SURE),
        ({"answers": many("full", 6), "has_proof": False}, Act.PROMISE, Why.NO_PROOF),
        ({"answers": [*many("full", 6), answer()]}, Act.POINT, Why.ANSWERED_BEFORE),
        # the same member again at once
        ({"earlier": [concern("11-22 14:08")], "answers": [answer()]}, Act.JOIN, Why.BURST),
        ({"earlier": [concern("11-22 14:06")], "answers": [answer()]}, Act.POINT, Why.ANSWERED_BEFORE),
        ({"earlier": [concern("11-22 14:09", reasons=("origin",))]}, Act.ANSWER, Why.SURE),
        ({"earlier": [concern("11-22 14:09", reasons=("origin",))], "answers": [ORIGIN]}, Act.EXTEND, Why.BURST),
        ({"earlier": [concern("11-22 14:06", reasons=("origin",))], "answers": [ORIGIN]}, Act.ANSWER, Why.SURE),
        # members who argue with each other
        ({"is_between_members": True}, Act.ANSWER, Why.SURE),
        ({"is_between_members": True, "answers": [ORIGIN]}, Act.REACT, Why.ARGUING),
        ({"is_between_members": True, "answers": [answer("full", "11-22 13:39")]}, Act.ANSWER, Why.SURE),
        ({"earlier": [concern("11-22 14:09", product_id=ProductId(6))]}, Act.ANSWER, Why.SURE),
        ({"earlier": [concern("11-22 14:09", kind=Kind.COMPLAINT)]}, Act.ANSWER, Why.SURE),
    ],
)
def test_a_doubt_is_decided(changes: dict[str, Any], act: Act, why: Why) -> None:
    assert decide(DOUBT, situation(**changes)) == Decision(act, why)


@pytest.mark.parametrize(
    ("found", "changes", "act", "why"),
    [
        (COMPLAINT, {}, Act.RECEIPT, Why.SURE),
        (finding(Kind.REQUEST), {"product_id": None, "has_proof": False}, Act.RECEIPT, Why.SURE),
        (COMPLAINT, {"said_at": NOW - timedelta(hours=9)}, Act.RECEIPT, Why.SURE),
        (COMPLAINT, {"same_case": OPEN}, Act.JOIN, Why.SAME_CASE),
        (COMPLAINT, {"same_case": replace(OPEN, kind=TicketKind.DOUBT)}, Act.RECEIPT, Why.SURE),
        (COMPLAINT, {"same_case": replace(OPEN, last_word_at=NOW - timedelta(minutes=31))}, Act.SECOND,
         Why.SECOND_COMPLAINT),
        (COMPLAINT, {"same_case": replace(OPEN, last_word_at=NOW - timedelta(minutes=30))}, Act.JOIN, Why.SAME_CASE),
        (COMPLAINT, {"same_case": replace(OPEN, promised_at=NOW - timedelta(minutes=1))}, Act.SECOND,
         Why.SECOND_COMPLAINT),
        (COMPLAINT, {"same_case": replace(OPEN, promised_at=NOW - timedelta(minutes=1), answered_at=NOW)},
         Act.JOIN, Why.SAME_CASE),
        (COMPLAINT, {"same_case": replace(OPEN, promised_at=NOW - timedelta(minutes=1), first_human_at=NOW)},
         Act.SECOND, Why.SECOND_COMPLAINT),
        (COMPLAINT, {"answers": many("receipt", 20)}, Act.REACT, Why.LIMIT),
        (COMPLAINT, {"answers": many("receipt", 20), "same_case": OPEN}, Act.JOIN, Why.SAME_CASE),
        (COMPLAINT, {"is_sure": False}, Act.REVIEW, Why.UNSURE),
        (COMPLAINT, {"is_quiet": True}, Act.LOG, Why.QUIET),
        (COMPLAINT, {"is_hushed": True}, Act.LOG, Why.HUMAN_CALLED),
        (GRUMBLE, {}, Act.GRUMBLE, Why.GRUMBLE),
        (GRUMBLE, {"same_case": replace(OPEN, kind=TicketKind.DOUBT)}, Act.JOIN, Why.SAME_CASE),
        (GRUMBLE, {"same_case": OPEN}, Act.JOIN, Why.SAME_CASE),
        (finding(Kind.THREAT, "threat.extortion"), {}, Act.CALM, Why.SURE),
        (finding(Kind.THREAT, "threat.extortion"), {"same_case": OPEN}, Act.CALM, Why.SURE),
        (finding(Kind.THREAT, "threat.escalation"), {}, Act.RIGHT, Why.SURE),
        (finding(Kind.THREAT, "threat.escalation"), {"answers": many("receipt", 20)}, Act.RIGHT, Why.SURE),
        (finding(Kind.THREAT, "threat.extortion"), {"is_sure": False, "may_ask_model": True}, Act.REVIEW, Why.UNSURE),
        (finding(Kind.PRAISE), {}, Act.SILENCE, Why.NOT_A_CONCERN),
    ],
)  # fmt: skip
def test_the_other_kinds_are_decided(found: Finding, changes: dict[str, Any], act: Act, why: Why) -> None:
    assert decide(found, situation(**changes)) == Decision(act, why)


@pytest.mark.parametrize(
    ("found", "changes", "act", "would"),
    [
        (DOUBT, {}, Act.TRIAL, Act.ANSWER),
        (DOUBT, {"has_proof": False}, Act.TRIAL, Act.PROMISE),
        (DOUBT, {"is_sure": False, "may_ask_model": True}, Act.TRIAL, Act.REVIEW),
        (COMPLAINT, {}, Act.LOG, Act.RECEIPT),
        (finding(Kind.THREAT, "threat.escalation"), {}, Act.LOG, Act.RIGHT),
    ],
)
def test_on_trial_nothing_is_said_and_what_would_be_is_kept(
    found: Finding, changes: dict[str, Any], act: Act, would: Act
) -> None:
    assert decide(found, situation(mode=Mode.TRIAL, **changes)) == Decision(act, Why.TRIAL, would)


def test_a_plain_doubt_is_covered_by_the_answer_that_showed_most() -> None:
    rich = answer("full", "11-22 14:00", "origin", evidence_ids=(1, 2, 3), id=1)
    poor = answer("full", "11-22 14:05", "price", evidence_ids=(1,), id=2)
    since = NOW - timedelta(minutes=30)
    assert covering([rich, poor], SPRAY.id, ("plain",), since) is rich
    assert covering([rich, poor], SPRAY.id, ("price",), since) is poor
    assert covering([rich, poor], SPRAY.id, ("price", "origin"), since) is None
    assert covering([rich, poor], ProductId(6), ("plain",), since) is None


def test_earlier_words_are_the_member_s_own_and_recent() -> None:
    mine, old = concern("11-22 14:00"), concern("11-22 13:00")
    other = concern("11-22 14:00", member_id=UserId(12))
    nothing = concern("11-22 14:01", decision="false-alarm")
    found = earlier_of([old, mine, other, nothing], UserId(11), at("11-22 13:40"))
    assert mine in found
    assert old not in found
    assert other not in found


def test_every_reason_has_a_text_for_staff() -> None:
    from core.texts import build_texts

    texts = build_texts("zh-Hans")
    missing = [why.value for why in Why if f"why-{why.value}" not in texts]
    assert missing == []
    assert OPEN.id == TicketId(77)
