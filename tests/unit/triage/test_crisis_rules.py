"""When doubts are a crisis, who counts how much, when the statement waits, and which tickets are alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.ids import ConcernId, TicketId, UserId
from detection.finding import Kind
from tests.unit.triage.people import COMMUNITY, at, concern
from triage.crises.rules import (
    Case,
    Doubt,
    Waits,
    are_newcomers_most,
    batches,
    is_doubt,
    is_heavy,
    is_newcomer,
    is_over,
    outbreak,
    what_holds,
)
from workspaces.models import Mode

HOUR = timedelta(minutes=60)


def doubt(member: int, minutes: float = 0, *, is_new: bool = False) -> Doubt:
    moment = at("11-22 14:00") + timedelta(minutes=minutes)
    number = ConcernId(int(member * 1000 + minutes))
    return Doubt(
        number, UserId(member), f"成员{member}", "真的吗", ("plain",), COMMUNITY.chat_id, 1, None, moment, is_new
    )


@pytest.mark.parametrize(
    ("minutes", "is_crisis"),
    [((0, 10, 59), True), ((0, 10, 60), True), ((0, 10, 61), False), ((0, 61, 62, 120), True), ((0, 61, 122), False)],
)
def test_three_members_within_the_hour(minutes: tuple[int, ...], is_crisis: bool) -> None:
    doubts = [doubt(member, after) for member, after in enumerate(minutes, start=11)]
    assert bool(outbreak(doubts, 3, HOUR)) is is_crisis


def test_a_crisis_begins_with_the_first_doubt_of_its_hour_and_goes_on_after_it() -> None:
    doubts = [doubt(11, 0), doubt(12, 80), doubt(13, 90), doubt(14, 100), doubt(15, 300)]
    assert [each.member_id for each in outbreak(doubts, 3, HOUR)] == [12, 13, 14, 15]


def test_it_does_not_matter_how_late_we_look() -> None:
    doubts = [doubt(11, 0), doubt(12, 1), doubt(13, 2), doubt(11, 90)]
    assert len(outbreak(doubts, 3, HOUR)) == 4


def test_the_same_member_counts_once() -> None:
    assert not outbreak([doubt(11), doubt(11, 5), doubt(11, 9), doubt(12, 10)], 3, HOUR)


@pytest.mark.parametrize(
    ("old", "new", "heavy", "most"),
    [
        (3, 0, True, False),
        (2, 1, False, False),
        (2, 2, True, False),
        (1, 4, True, True),
        (1, 3, False, True),
        (0, 5, False, True),
        (0, 6, True, True),
        (3, 3, True, False),
        (3, 4, True, True),
    ],
)
def test_newcomers_count_half(old: int, new: int, heavy: bool, most: bool) -> None:
    doubts = [doubt(11 + number) for number in range(old)] + [doubt(50 + number, is_new=True) for number in range(new)]
    assert (is_heavy(doubts, 3), are_newcomers_most(doubts)) == (heavy, most)


@pytest.mark.parametrize(
    ("days", "is_new"), [(0, True), (6.99, True), (7, False), (30, False), (None, False), (-0.1, True)]
)
def test_a_newcomer_is_known_to_have_joined_less_than_seven_days_before(days: float | None, is_new: bool) -> None:
    now = at("11-22 14:00")
    joined_at = None if days is None else now - timedelta(days=days)
    assert is_newcomer(joined_at, now) is is_new


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"decision": "promise"}, True),
        ({"decision": "react"}, True),
        ({"decision": "join"}, True),
        ({"product_id": None}, False),
        ({"decision": "false"}, False),
        ({"decision": "silence"}, False),
        ({"decision": "opinion"}, False),
        ({"decision": "review", "confidence": 0.6}, False),
        ({"decision": "review", "why": "mode"}, True),
        ({"decision": "trial", "why": "would-answer"}, True),
        ({"kind": Kind.COMPLAINT, "reasons": (), "decision": "receipt"}, False),
        ({"kind": Kind.COMPLAINT, "reasons": ("quality",), "decision": "receipt"}, True),
        ({"kind": Kind.THREAT, "reasons": ("threat.escalation",), "decision": "right"}, False),
    ],
)
def test_what_counts_as_a_doubt(changes: dict[str, object], counts: bool) -> None:
    assert is_doubt(replace(concern(), **changes), "standard") is counts  # type: ignore[arg-type]


@pytest.mark.parametrize(("minutes", "over"), [(0, False), (119, False), (120, True), (121, True)])
def test_two_hours_without_a_doubt_end_it(minutes: int, over: bool) -> None:
    now = at("11-22 14:00")
    assert is_over(now - timedelta(minutes=minutes), now) is over


@pytest.mark.parametrize(
    ("mode", "is_quiet", "new", "waits"),
    [
        (Mode.AUTO, False, 0, Waits.NOTHING),
        (Mode.AUTO, False, 4, Waits.NEWCOMERS),
        (Mode.AUTO, True, 0, Waits.QUIET),
        (Mode.REVIEW, False, 0, Waits.REVIEW),
        (Mode.TRIAL, False, 0, Waits.TRIAL),
        (Mode.TRIAL, True, 4, Waits.QUIET),
    ],
)
def test_what_keeps_the_statement_back(mode: Mode, is_quiet: bool, new: int, waits: Waits) -> None:
    doubts = [doubt(11), doubt(12), doubt(13), *(doubt(50 + number, is_new=True) for number in range(new))]
    assert what_holds(mode, is_quiet=is_quiet, doubts=doubts) is waits


def case(number: int, cause: str = "", shop: str = "", courier: str = "", member: int | None = None) -> Case:
    return Case(TicketId(number), 1000 + number, UserId(member or number), cause, shop, courier)


@pytest.mark.parametrize(
    ("cases", "likeness"),
    [
        ([case(n, "courier.slow") for n in (1, 2, 3)], ("cause", "courier.slow")),
        ([case(n, "courier.slow") for n in (1, 2)], None),
        ([case(n, "courier.slow", courier="yuantong") for n in (1, 2, 3)], ("courier", "yuantong")),
        ([case(1, "courier.lost", courier="sf"), case(2, "courier.slow", courier="sf"), case(3, courier="sf")],
         ("courier", "sf")),
        ([case(n, "seller.defect", shop="晴屿", courier="sf") for n in (1, 2, 3)], ("shop", "晴屿")),
        ([case(1, "seller.defect", "晴屿"), case(2, "seller.invoice", "晴屿"), case(3, "courier.damaged", "晴屿")],
         ("shop", "晴屿")),
        ([case(n, "member.regret", "晴屿") for n in (1, 2, 3)], None),
        ([case(n, "member.wrong_size") for n in (1, 2, 3)], ("cause", "member.wrong_size")),
        ([case(n) for n in (1, 2, 3)], None),
        ([case(n, "courier.slow", member=7) for n in (1, 2, 3)], None),
        ([case(1, "seller.defect", courier="sf"), case(2, "seller.invoice", courier="sf"), case(3, courier="sf")],
         None),
    ],
)  # fmt: skip
def test_three_tickets_of_one_cause_shop_or_courier(cases: list[Case], likeness: tuple[str, str] | None) -> None:
    found = batches(cases, 3)
    assert [each.likeness for each in found] == ([] if likeness is None else [likeness])


def test_a_ticket_is_in_one_batch_the_largest() -> None:
    cases = [case(n, "courier.slow", "晴屿", "sf") for n in (1, 2, 3)] + [
        case(n, "seller.defect", "晴屿") for n in (4, 5)
    ]
    (found,) = batches(cases, 3)
    assert found.likeness == ("shop", "晴屿")
    assert len(found.cases) == 5
    assert found.shared == (("shop", "晴屿"),)


def test_a_batch_says_everything_that_its_tickets_share() -> None:
    (found,) = batches([case(n, "courier.slow", courier="sf") for n in (1, 2, 3)], 3)
    assert found.shared == (("courier", "sf"), ("cause", "courier.slow"))
