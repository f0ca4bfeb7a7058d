"""What the rules say of a case, in words: VOICE dialogues 7 and 8, and manners for every ruling there can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from core.manners import find_banned
from detection.labels import CAUSES
from tests.unit.triage.people import SHANGHAI, at, ticket, voice
from tickets.models import Ticket
from tickets.policy import CaseFacts, Verdict, rule
from triage.words import policy as policy_words
from workspaces.settings import PolicyValues

USUAL = PolicyValues()


def old_zhou(**changes: Any) -> tuple[Ticket, CaseFacts]:
    case = ticket(member_name="老周", number=1026, cause="member.regret", wants=("return", "postage"))
    case = replace(case, opened_at=at("11-22 15:00"))
    known = CaseFacts(claimed_at=case.opened_at, cause=case.cause, received_on=date(2026, 11, 2), category="家纺")
    return case, replace(known, **changes)


def drafted(case: Ticket, facts: CaseFacts, *, now: str = "11-22 15:30", said: str = "", **values: Any) -> list[str]:
    policy = replace(USUAL, **values)
    ruling = rule(facts, policy, at(now), SHANGHAI)
    return policy_words.draft(voice(now), case, ruling, facts, policy, merchant_said=said).splitlines()


def test_8_twenty_days_later_no_longer_wanted() -> None:
    case, facts = old_zhou(merchant_asks=1)
    assert drafted(case, facts, said="走淘宝流程") == [
        "老周,#1026 对照过了:11-02 签收,七天无理由到 11-09,已经过了 13 天,运费险也到期了。",
        "规则上现在走淘宝售后,和商家协商,寄回运费由买家出,对每个人都一样。",
        "规则之外我们还是替你问了商家,商家答复:「走淘宝流程」;这要商家自愿,我们不能替他答应。",
        "要是有质量问题,拍照发我,那是另一条规则,接着给你办。",
    ]


def test_before_the_merchant_was_asked_the_draft_says_that_he_will_be() -> None:
    case, facts = old_zhou()
    assert drafted(case, facts)[2] == ("规则之外对接人替你问一次商家,答复照实转给你;这要商家自愿,我们不能替他答应。")


def test_within_the_period_the_postage_is_said() -> None:
    case, facts = old_zhou(received_on=date(2026, 11, 20))
    assert drafted(case, facts) == [
        "老周,#1026 对照过了:11-20 签收,七天无理由到 11-27,还在期内。",
        "寄回运费先由买家垫,运费险到 11-27 还有效;对每个人都一样。",
        "不影响再卖的话,在淘宝订单里申请退货;申请卡住了,点「补充信息」,对接人去和商家说。",
    ]
    assert drafted(case, facts, insurance_days=0)[1] == "寄回运费由买家出,对每个人都一样。"


def test_what_the_merchant_answered_is_quoted_within_the_rules_too() -> None:
    case, facts = old_zhou(received_on=date(2026, 11, 20))
    assert "商家答复:「可以退」。" in drafted(case, facts, said="可以退")
    parcel = ticket(member_name="豆豆", number=1027, cause="courier.slow")
    on_its_way = CaseFacts(claimed_at=at("11-22 15:00"), cause="courier.slow")
    assert drafted(parcel, on_its_way, said="快递说在路上")[1] == "商家答复:「快递说在路上」。"


def test_other_periods_are_called_by_their_days() -> None:
    case, facts = old_zhou(received_on=date(2026, 11, 20))
    assert "11-20 签收,10 天无理由到 11-30" in drafted(case, facts, no_reason_days=10)[0]


def test_what_is_missing_is_asked_for() -> None:
    case, facts = old_zhou(received_on=None)
    assert drafted(case, facts) == [
        "老周,#1026 要对照规则,还差:哪天签收的。",
        "点「补充信息」发我就行,收到就对照,结果照实告诉你。",
    ]


def test_7_a_defect_within_the_period_names_what_may_be_chosen() -> None:
    case = ticket(member_name="小林", number=1025, cause="seller.defect", wants=("refund",))
    facts = CaseFacts(at("11-22 15:00"), case.cause, received_on=date(2026, 11, 20), photo_count=2, price_fen=1990)
    assert drafted(case, facts) == [
        "小林,#1025 对照过了:11-20 签收,质量问题退货期到 12-05,还在期内。",
        "寄回运费由商家出,对每个人都一样。",
        "可以选的办法:换货、上门取件、包邮退货和不退货直接退款。想走哪个,点「补充信息」告诉我,对接人去和商家说。",
    ]


def test_the_rule_in_public_is_for_goods_only() -> None:
    assert policy_words.public_rule(voice(), ticket(cause="seller.defect"), USUAL) == (
        "质量问题 15 天内可退,寄回运费由商家出。"
    )
    for cause in ("member.regret", "courier.slow", "seller.invoice", ""):
        assert policy_words.public_rule(voice(), ticket(cause=cause, wants=("return",)), USUAL) is None


def test_the_dispatch_deadline_is_named() -> None:
    asked = replace(ticket(cause="courier.not_shipped"), opened_at=at("11-22 15:00"))
    assert policy_words.dispatch_line(voice("11-22 15:00"), asked, 48) == (
        "商家承诺付款后 48 小时内发货,最晚 11-24 15:00 到点,到时我们去核实。"
    )
    assert policy_words.dispatch_line(voice(), asked, None) == ""
    assert policy_words.dispatch_line(voice(), ticket(cause="courier.slow"), 48) == ""


def test_the_card_says_clause_reason_and_what_may_be_done() -> None:
    _, facts = old_zhou()
    ruling = rule(facts, USUAL, at("11-22 15:30"), SHANGHAI)
    assert policy_words.card_lines(voice(), ruling, facts, USUAL).text.splitlines() == [
        "适用规则:七天无理由 · 不适用",
        "11-02 签收,七天无理由到 11-09,已经过了 13 天",
        "寄回运费由买家出、运费险也到期了",
        "规则外:还可以替成员问商家 1 次,商家的答复照原话转。",
    ]


CASES = list(
    product(
        sorted(CAUSES),
        (None, date(2026, 11, 2), date(2026, 11, 20), date(2026, 11, 22)),
        (0, 1),
        ((), ("生鲜",)),
        (None, 48),
        (0, 1),
    )
)


@pytest.mark.parametrize("said", ["", "走淘宝流程"])
def test_every_draft_keeps_manners_and_leaves_a_way_on(said: str) -> None:
    for cause, received, photos, excluded, hours, asks in CASES:
        case = ticket(member_name="老周", number=1026, cause=cause)
        facts = CaseFacts(
            at("11-22 10:00"), cause, received_on=received, photo_count=photos, category="生鲜水果",
            dispatch_hours=hours, merchant_asks=asks,
        )  # fmt: skip
        for now in ("11-22 15:00", "11-26 15:00"):
            values = replace(USUAL, no_reason_excluded=excluded)
            ruling = rule(facts, values, at(now), SHANGHAI)
            words = policy_words.draft(voice(now), case, ruling, facts, values, merchant_said=said)
            lines = words.splitlines()
            assert 1 < len(lines) <= 5 or ruling.missing, words
            assert words.startswith("老周,#1026")
            assert not find_banned(words), words
            assert not set("{}") & set(words), words
            assert "None" not in words
            if ruling.verdict is Verdict.DOES_NOT:
                assert "发我" in lines[-1]
            assert policy_words.card_lines(voice(now), ruling, facts, values).text


def test_claims_are_dated_when_the_desk_was_late() -> None:
    case, facts = old_zhou(received_on=date(2026, 11, 16))
    lines = drafted(case, facts, now="11-26 15:00")
    assert lines[0] == "老周,#1026 对照过了:11-16 签收,七天无理由到 11-23;11-22 提出时还在期内。"
    assert facts.claimed_at + timedelta(days=4) == at("11-26 15:00")
