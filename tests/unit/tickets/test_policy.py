"""After-sales rules: every clause in, over, missing and excluded, to the day, in every zone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detection.labels import CAUSES
from tests.unit.tickets.cases import SHANGHAI, local
from tickets.policy import (
    CLAUSES,
    USUAL_REMEDIES,
    CaseFacts,
    ClauseCode,
    Fact,
    Insurance,
    Verdict,
    Why,
    clause_for,
    end_of_day,
    may_compensate,
    return_deadline,
    rule,
)
from workspaces.rule_values import REMEDIES, RULED_CAUSES
from workspaces.settings import PolicyValues

USUAL = PolicyValues()
RECEIVED = date(2026, 11, 2)


def facts(cause: str, claimed: str = "2026-11-22 15:00", **changes: Any) -> CaseFacts:
    usual = CaseFacts(claimed_at=local(claimed), cause=cause, received_on=RECEIVED, photo_count=1, category="家纺")
    return replace(usual, **changes)


def test_received_twenty_days_ago_and_no_longer_wanted() -> None:
    ruling = rule(facts("member.regret"), USUAL, local("2026-11-22 15:00"), SHANGHAI)
    assert (ruling.clause, ruling.verdict, ruling.why) == (ClauseCode.NO_REASON, Verdict.DOES_NOT, Why.OVER)
    assert (ruling.last_day, ruling.days_over) == (date(2026, 11, 9), 13)
    assert (ruling.postage, ruling.insurance, ruling.insured_until) == ("buyer", Insurance.LAPSED, date(2026, 11, 9))
    assert ruling.remedies == ()
    assert ruling.courtesy_left == 1


@pytest.mark.parametrize(
    ("cause", "claimed", "at", "verdict", "why"),
    [
        # the last day of seven counts to its end, the day of receipt does not count
        ("member.regret", "2026-11-09 23:59", "2026-11-09 23:59", Verdict.APPLIES, Why.WITHIN),
        ("member.regret", "2026-11-10 00:00", "2026-11-10 00:00", Verdict.DOES_NOT, Why.OVER),
        ("member.wrong_size", "2026-11-02 10:00", "2026-11-02 10:00", Verdict.APPLIES, Why.WITHIN),
        # who spoke up in time keeps that right when the desk answers late
        ("member.mistake", "2026-11-08 10:00", "2026-11-20 10:00", Verdict.APPLIES, Why.CLAIMED_IN_TIME),
        ("seller.defect", "2026-11-17 23:00", "2026-11-17 23:00", Verdict.APPLIES, Why.WITHIN),
        ("seller.defect", "2026-11-18 00:00", "2026-11-18 00:00", Verdict.DOES_NOT, Why.OVER),
        ("seller.not_as_described", "2026-11-16 10:00", "2026-11-19 10:00", Verdict.APPLIES, Why.CLAIMED_IN_TIME),
        ("courier.wrong_item", "2026-11-17 10:00", "2026-11-17 10:00", Verdict.APPLIES, Why.WITHIN),
        # 48 hours after the end of the day of receipt
        ("courier.damaged", "2026-11-04 23:59", "2026-11-04 23:59", Verdict.APPLIES, Why.WITHIN),
        ("courier.missing_item", "2026-11-05 00:00", "2026-11-05 00:00", Verdict.DOES_NOT, Why.OVER),
        ("courier.slow", "2026-11-05 00:00", "2026-12-05 00:00", Verdict.APPLIES, Why.ALWAYS),
        ("seller.invoice", "2026-11-05 00:00", "2026-12-05 00:00", Verdict.APPLIES, Why.ALWAYS),
    ],
)
def test_periods_end_when_they_say(cause: str, claimed: str, at: str, verdict: Verdict, why: Why) -> None:
    ruling = rule(facts(cause, claimed), USUAL, local(at), SHANGHAI)
    assert (ruling.verdict, ruling.why) == (verdict, why)


@pytest.mark.parametrize(
    ("cause", "changes", "missing"),
    [
        ("member.regret", {"received_on": None}, (Fact.RECEIVED,)),
        ("member.regret", {"received_on": date(2026, 11, 23)}, (Fact.RECEIVED,)),  # a receipt that lies ahead is none
        ("member.regret", {"received_on": date(2026, 11, 20), "is_product_known": False}, (Fact.PRODUCT,)),
        ("member.regret", {"received_on": None, "is_product_known": False}, (Fact.RECEIVED, Fact.PRODUCT)),
        ("seller.defect", {"received_on": date(2026, 11, 20), "photo_count": 0}, (Fact.PHOTOS,)),
        ("seller.defect", {"received_on": None, "photo_count": 0}, (Fact.RECEIVED, Fact.PHOTOS)),
        ("courier.damaged", {"received_on": date(2026, 11, 21), "photo_count": 0}, (Fact.PHOTOS,)),
        ("courier.not_shipped", {"dispatch_hours": None}, (Fact.DISPATCH,)),
        ("", {}, (Fact.CAUSE,)),
        ("nonsense", {}, (Fact.CAUSE,)),
    ],
)
def test_what_is_missing_is_named(cause: str, changes: dict[str, Any], missing: tuple[Fact, ...]) -> None:
    ruling = rule(facts(cause, **changes), USUAL, local("2026-11-22 15:00"), SHANGHAI)
    assert (ruling.verdict, ruling.why, ruling.missing) == (Verdict.UNKNOWN, Why.MISSING, missing)


def test_a_period_that_is_over_needs_no_further_fact() -> None:
    late = facts("seller.defect", photo_count=0)
    assert rule(late, USUAL, local("2026-11-22 15:00"), SHANGHAI).why is Why.OVER


@pytest.mark.parametrize(
    ("category", "excluded", "why"),
    [
        ("生鲜水果", ("生鲜",), Why.EXCLUDED),
        ("家纺", ("生鲜",), Why.WITHIN),
        ("", ("生鲜",), Why.WITHIN),
        ("生鲜", (), Why.WITHIN),
    ],
)
def test_excluded_categories_have_no_return_without_reason(category: str, excluded: tuple[str, ...], why: Why) -> None:
    case = facts("member.regret", "2026-11-05 10:00", category=category)
    values = replace(USUAL, no_reason_excluded=excluded)
    assert rule(case, values, local("2026-11-05 10:00"), SHANGHAI).why is why


def test_exclusion_does_not_touch_defects() -> None:
    case = facts("seller.defect", "2026-11-05 10:00", category="生鲜")
    assert rule(case, USUAL, local("2026-11-05 10:00"), SHANGHAI).verdict is Verdict.APPLIES


def test_no_period_offered_is_said_as_such() -> None:
    values = replace(USUAL, no_reason_days=0)
    ruling = rule(facts("member.regret"), values, local("2026-11-03 10:00"), SHANGHAI)
    assert (ruling.verdict, ruling.why) == (Verdict.DOES_NOT, Why.NOT_OFFERED)


@pytest.mark.parametrize(
    ("days", "at", "insurance"),
    [
        (0, "2026-11-03 10:00", Insurance.NONE),
        (7, "2026-11-09 23:00", Insurance.COVERED),
        (7, "2026-11-10 00:00", Insurance.LAPSED),
        (15, "2026-11-17 10:00", Insurance.COVERED),
    ],
)
def test_freight_insurance_counts_from_receipt(days: int, at: str, insurance: Insurance) -> None:
    values = replace(USUAL, insurance_days=days)
    assert rule(facts("member.regret"), values, local(at), SHANGHAI).insurance is insurance
    unknown = rule(facts("member.regret", received_on=None), values, local(at), SHANGHAI).insurance
    assert unknown is (Insurance.NONE if not days else Insurance.UNKNOWN)
    assert rule(facts("courier.slow"), values, local(at), SHANGHAI).insurance is Insurance.NONE


@pytest.mark.parametrize(
    ("cause", "payer"),
    [
        ("member.regret", "buyer"),
        ("seller.defect", "merchant"),
        ("courier.damaged", "merchant"),
        ("courier.wrong_item", "merchant"),
        ("courier.slow", ""),
        ("seller.invoice", ""),
    ],
)
def test_who_pays_the_way_back(cause: str, payer: str) -> None:
    assert rule(facts(cause), USUAL, local("2026-11-22 15:00"), SHANGHAI).postage == payer
    turned = replace(USUAL, no_reason_postage="merchant", quality_postage="buyer")
    expected = {"member.regret": "merchant", "seller.defect": "buyer"}.get(cause, payer)
    assert rule(facts(cause), turned, local("2026-11-22 15:00"), SHANGHAI).postage == expected


@pytest.mark.parametrize(("price", "offered"), [(None, False), (1990, True), (2000, True), (2001, False)])
def test_a_refund_without_return_is_for_cheap_goods_of_known_price(price: int | None, *, offered: bool) -> None:
    case = facts("seller.defect", "2026-11-05 10:00", price_fen=price)
    remedies = rule(case, USUAL, local("2026-11-05 10:00"), SHANGHAI).remedies
    assert ("cheap_refund" in remedies) == offered


def test_an_owners_remedies_go_before_the_usual_ones() -> None:
    values = replace(USUAL, remedies=(("seller.defect", ("reship",)),))
    case = facts("seller.defect", "2026-11-05 10:00")
    assert rule(case, values, local("2026-11-05 10:00"), SHANGHAI).remedies == ("reship",)


@pytest.mark.parametrize(
    ("at", "verdict", "why"),
    [
        ("2026-11-22 15:00", Verdict.UNKNOWN, Why.PROMISED),
        ("2026-11-24 14:59", Verdict.UNKNOWN, Why.PROMISED),
        ("2026-11-24 15:00", Verdict.APPLIES, Why.OVER),
    ],
)
def test_the_dispatch_deadline_is_the_latest_that_can_be(at: str, verdict: Verdict, why: Why) -> None:
    ruling = rule(facts("courier.not_shipped", dispatch_hours=48), USUAL, local(at), SHANGHAI)
    assert (ruling.verdict, ruling.why, ruling.deadline) == (verdict, why, local("2026-11-24 15:00"))


@pytest.mark.parametrize(
    ("twice", "asks", "left"), [(False, 0, 1), (False, 1, 0), (True, 1, 1), (True, 2, 0), (True, 5, 0)]
)
def test_the_merchant_is_asked_once_as_a_courtesy_and_twice_after_a_second_complaint(
    asks: int, left: int, *, twice: bool
) -> None:
    case = facts("member.regret", complained_twice=twice, merchant_asks=asks)
    assert rule(case, USUAL, local("2026-11-22 15:00"), SHANGHAI).courtesy_left == left


@pytest.mark.parametrize(
    ("cause", "wants", "code"),
    [
        ("", ("return", "postage"), ClauseCode.NO_REASON),
        ("", ("invoice",), ClauseCode.NONE),
        ("", (), ClauseCode.NONE),
        ("seller.defect", ("refund",), ClauseCode.QUALITY),
    ],
)
def test_a_return_wanted_without_a_cause_is_one_without_reason(
    cause: str, wants: tuple[str, ...], code: ClauseCode
) -> None:
    assert clause_for(cause, wants).code is code


def test_every_cause_falls_under_exactly_one_clause() -> None:
    covered = [cause for clause in CLAUSES for cause in clause.causes]
    assert sorted(covered) == sorted(CAUSES)
    assert set(USUAL_REMEDIES) <= set(covered)
    assert set(RULED_CAUSES.values()) == set(USUAL_REMEDIES) | {"seller.refund_refused"}
    assert {code for codes in USUAL_REMEDIES.values() for code in codes} <= set(REMEDIES.values())


@pytest.mark.parametrize(
    ("role", "sum_fen", "may"),
    [
        ("liaison", 2000, True),
        ("liaison", 2001, False),
        ("admin", 10000, True),
        ("admin", 10001, False),
        ("owner", 10**9, True),
        ("member", 0, False),
        ("liaison", -1, False),
    ],
)
def test_compensation_stays_within_the_limit_of_the_role(role: str, sum_fen: int, *, may: bool) -> None:
    assert may_compensate(role, sum_fen, USUAL) == may


ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"])


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(CAUSES)),
    st.dates(date(2026, 1, 1), date(2026, 12, 1)),
    st.integers(0, 40 * 24 * 60),
    st.integers(0, 40 * 24 * 60),
    ZONES,
    st.integers(0, 1),
)
def test_rulings_hold_together(
    cause: str, received: date, claimed_after: int, later: int, zone_name: str, photos: int
) -> None:
    zone = ZoneInfo(zone_name)
    start = datetime.combine(received, datetime.min.time(), tzinfo=zone)
    claimed_at = start + timedelta(minutes=claimed_after)
    case = CaseFacts(claimed_at=claimed_at, cause=cause, received_on=received, photo_count=photos)
    early, late = (rule(case, USUAL, claimed_at + timedelta(minutes=span), zone) for span in (0, later))
    assert (early.verdict is Verdict.UNKNOWN) == bool(early.missing) or early.why is Why.PROMISED
    assert late.verdict is early.verdict or late.clause is ClauseCode.DISPATCH  # time alone takes no right away
    if early.why is Why.OVER and early.deadline is not None:
        assert claimed_at >= early.deadline
    if early.clause is ClauseCode.NO_REASON:
        assert early.deadline == return_deadline(received, USUAL, zone)
    for ruling in (early, late):
        assert ruling.verdict is not Verdict.DOES_NOT or not ruling.remedies


def test_a_local_day_ends_at_midnight_also_where_clocks_are_moved() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    spring, autumn = (
        end_of_day(day, berlin) - end_of_day(day - timedelta(days=1), berlin)
        for day in (date(2026, 3, 29), date(2026, 10, 25))
    )
    assert (spring, autumn) == (timedelta(hours=23), timedelta(hours=25))
