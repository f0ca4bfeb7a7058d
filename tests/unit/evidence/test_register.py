"""What follows /evidence."""

from __future__ import annotations

from datetime import date

import pytest

from core.ids import ProductId, WorkspaceId
from evidence.models import EvidenceKind, Scope
from evidence.register import KIND_NAMES, QuickAdd, QuickAddProblem, kind_of, parse_quick_add
from workspaces.models import Product

TODAY = date(2026, 11, 22)
LAST = date(2026, 12, 31)
SPRAY = Product(ProductId(1), WorkspaceId(1), "防晒喷雾", ("小蓝瓶",), brand="沐澜")
MOIST = Product(ProductId(2), WorkspaceId(1), "保湿喷雾", brand="沐澜")
BUDS = Product(ProductId(3), WorkspaceId(1), "Nova Buds X3", brand="Nova")
SHELF = (SPRAY, MOIST, BUDS)

AUTHORIZATION, LOGISTICS = EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS
CHANNEL, STATEMENT = EvidenceKind.CHANNEL, EvidenceKind.STATEMENT


def _of(kind: EvidenceKind, product: Product = SPRAY, until: date | None = None, note: str = "") -> QuickAdd:
    return QuickAdd(kind, Scope.PRODUCT, product, valid_until=until, note=note)


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        ("授权 防晒喷雾 2026-12-31 品牌方出具的授权书", _of(AUTHORIZATION, until=LAST, note="品牌方出具的授权书")),
        ("授權 防曬噴霧 2026年12月31日", _of(AUTHORIZATION, until=LAST)),
        ("authorization 防晒喷雾 12-31", _of(AUTHORIZATION, until=LAST)),
        ("授权 2026-12-31 防晒喷雾 备注", _of(AUTHORIZATION, until=LAST, note="备注")),
        ("授权书 小蓝瓶 有效期至2026.12.31", _of(AUTHORIZATION, until=LAST)),
        ("物流 防晒喷雾", _of(LOGISTICS)),
        ("Logistics 防嗮喷雾 11-18 首尔发出", _of(LOGISTICS, note="11-18 首尔发出")),
        ("物流 防晒喷雾 12-31 首尔发出", _of(LOGISTICS, until=LAST, note="首尔发出")),
        ("授权 防晒喷雾 11-18", _of(AUTHORIZATION, until=date(2027, 11, 18))),
        ("物流 防晒喷雾 首尔 11-18 发出,11-20 到上海", _of(LOGISTICS, note="首尔 11-18 发出,11-20 到上海")),
        ("渠道 防晒喷雾 外盒与\n商场柜台版不同", _of(CHANNEL, note="外盒与\n商场柜台版不同")),
        ("渠道说明 防晒喷雾 说明", _of(CHANNEL, note="说明")),
        ("声明 防晒喷雾 体验活动", _of(STATEMENT, note="体验活动")),
        ("质检 Nova Buds X3 2027-01-01 报告", _of(EvidenceKind.INSPECTION, BUDS, date(2027, 1, 1), "报告")),
        ("进货 「Nova Buds X3」", _of(EvidenceKind.PURCHASE, BUDS)),
        ("报关 buds", _of(EvidenceKind.CUSTOMS, BUDS)),
        ("好评 防晒 挺好用的", _of(EvidenceKind.FEEDBACK, note="挺好用的")),
        ("授权 沐澜 2026-12-31", QuickAdd(AUTHORIZATION, Scope.BRAND, brand="沐澜", valid_until=LAST)),
        ("授权 Nova 长期", QuickAdd(AUTHORIZATION, Scope.BRAND, brand="Nova", is_long_term=True)),
        ("声明 * 全店七天无理由", QuickAdd(STATEMENT, Scope.WORKSPACE, note="全店七天无理由")),
        ("声明 ＊ 2026-12-31 春节前有效", QuickAdd(STATEMENT, Scope.WORKSPACE, valid_until=LAST, note="春节前有效")),
    ],
)
def test_quick_add_is_read(arguments: str, meant: QuickAdd) -> None:
    assert parse_quick_add(arguments, SHELF, TODAY) == meant


@pytest.mark.parametrize(
    ("arguments", "key", "variables", "choices"),
    [
        ("", "problem-evidence-empty", {}, tuple(KIND_NAMES.values())),
        ("   ", "problem-evidence-empty", {}, tuple(KIND_NAMES.values())),
        ("授权函 防晒喷雾", "problem-unknown-kind", {"typed": "授权函"}, ("授权",)),
        ("合影 防晒喷雾", "problem-unknown-kind", {"typed": "合影"}, ()),
        ("授权", "problem-name-missing", {"kind": "授权"}, ()),
        ("授权 2026-12-31", "problem-name-missing", {"kind": "授权"}, ()),
        ("物流 儿童防晒喷雾 备注", "problem-unknown-product", {"name": "儿童防晒喷雾"}, ("防晒喷雾", "保湿喷雾")),
        ("物流 喷雾 备注", "problem-ambiguous-product", {"name": "喷雾"}, ("防晒喷雾", "保湿喷雾")),
        ("授权 防晒喷雾 2026-02-30", "problem-no-such-date", {"typed": "2026-02-30"}, ()),
        ("授权 防晒喷雾 2026-11-21", "problem-date-past", {"typed": "2026-11-21", "today": "2026-11-22"}, ()),
        ("授权 防晒喷雾 品牌方出具", "problem-date-needed", {"kind": "授权"}, ()),
        ("声明 防晒喷雾 " + "长" * 1001, "problem-note-too-long", {"count": "1001", "limit": "1000"}, ()),
    ],
)
def test_quick_add_is_refused_with_what_was_wrong(
    arguments: str, key: str, variables: dict[str, str], choices: tuple[str, ...]
) -> None:
    problem = parse_quick_add(arguments, SHELF, TODAY)
    assert isinstance(problem, QuickAddProblem)
    assert (problem.key, problem.variables) == (key, variables)
    assert problem.choices[: len(choices)] == choices


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ("物流 防晒喷雾 首尔发出", "problem-file-needed"),
        ("授权 防晒喷雾 2026-12-31", "problem-file-needed"),
        ("声明 防晒喷雾", "problem-note-needed"),
        ("好评 防晒喷雾", "problem-note-needed"),
        ("渠道 * 2026-12-31", "problem-note-needed"),
    ],
)
def test_text_alone_is_enough_for_some_kinds_only(arguments: str, key: str) -> None:
    problem = parse_quick_add(arguments, SHELF, TODAY, has_file=False)
    assert isinstance(problem, QuickAddProblem)
    assert problem.key == key


def test_text_alone_is_taken_where_allowed() -> None:
    assert parse_quick_add("声明 防晒喷雾 体验活动", SHELF, TODAY, has_file=False) == _of(STATEMENT, note="体验活动")


def test_problem_keeps_what_was_understood() -> None:
    problem = parse_quick_add("授权 儿童防晒喷雾 2026-12-31 备注", SHELF, TODAY)
    assert isinstance(problem, QuickAddProblem)
    assert problem.kind is AUTHORIZATION
    assert problem.name == "儿童防晒喷雾"
    assert problem.products[0] == SPRAY
    assert problem.draft == QuickAdd(AUTHORIZATION, Scope.PRODUCT, valid_until=LAST, note="备注")
    undated = parse_quick_add("授权 防晒喷雾 备注", SHELF, TODAY)
    assert isinstance(undated, QuickAddProblem)
    assert undated.draft == _of(AUTHORIZATION, note="备注")


def test_every_kind_has_a_name_and_a_code() -> None:
    assert all(kind_of(name) is kind for kind, name in KIND_NAMES.items())
    assert all(kind_of(kind.value.upper()) is kind for kind in EvidenceKind)
    assert set(KIND_NAMES) == set(EvidenceKind)
    assert kind_of("") is None
