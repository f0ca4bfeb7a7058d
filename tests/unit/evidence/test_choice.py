"""Which proof answers a doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from core.ids import EvidenceId, ProductId, UserId, WorkspaceId
from evidence.choice import PROOF, SUPPORTING, WANTED, Choice, Unfit, choose, wanted_kinds
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from workspaces.models import Product

TODAY = date(2026, 11, 22)
SPRAY = Product(ProductId(1), WorkspaceId(1), "防晒喷雾", brand="沐澜", shop="沐澜企业店")
AUTHORIZATION, LOGISTICS = EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS
CHANNEL, INSPECTION, STATEMENT = EvidenceKind.CHANNEL, EvidenceKind.INSPECTION, EvidenceKind.STATEMENT


def _files(count: int) -> tuple[EvidenceFile, ...]:
    return tuple(EvidenceFile(f"{number:064d}", "image/jpeg", 1000) for number in range(count))


def _item(number: int, kind: EvidenceKind, day: int = 15, *, files: int = 1) -> Evidence:
    """Return a published item for the spray, from November ``day``."""
    return Evidence(
        EvidenceId(number),
        WorkspaceId(1),
        kind,
        Scope.PRODUCT,
        SPRAY.id,
        brand="",
        note="",
        state=EvidenceState.PUBLISHED,
        files=_files(files),
        valid_until=None,
        uploaded_by=UserId(5),
        created_at=datetime(2026, 11, day, tzinfo=UTC),
    )


LETTER = replace(
    _item(1, AUTHORIZATION), valid_until=date(2026, 12, 31), scope=Scope.BRAND, brand="沐澜", product_id=None
)
ROUTE = _item(2, LOGISTICS, 21)
PRICE_NOTE = _item(3, STATEMENT)
BOX_NOTE = _item(4, CHANNEL, files=0)
STORY = (LETTER, ROUTE, PRICE_NOTE, BOX_NOTE)


def _choose(
    shelf: tuple[Evidence, ...], *reasons: str, shown: tuple[int, ...] = (), product: Product = SPRAY
) -> Choice:
    already_shown = frozenset(map(EvidenceId, shown))
    return choose(shelf, product=product, reasons=reasons, today=TODAY, already_shown=already_shown)


@pytest.mark.parametrize(
    ("reasons", "items"),
    [
        (["price"], [LETTER, PRICE_NOTE, ROUTE]),  # VOICE, dialogue 1
        (["packaging"], [BOX_NOTE, LETTER]),  # dialogue 2
        (["origin"], [ROUTE]),  # dialogue 3
        (["authorization"], [LETTER]),
        (["plain"], [ROUTE, LETTER, BOX_NOTE]),
        (["hearsay"], [ROUTE, LETTER, BOX_NOTE]),
        (["quality"], [LETTER]),
        (["verification"], [LETTER]),
        (["something new"], [ROUTE, LETTER, BOX_NOTE]),
        ([], [ROUTE, LETTER, BOX_NOTE]),
        (["origin", "packaging"], [ROUTE, BOX_NOTE, LETTER]),
        (["packaging", "price"], [BOX_NOTE, LETTER, PRICE_NOTE]),  # no room for the route beside them
        (["price", "price"], [LETTER, PRICE_NOTE, ROUTE]),
        ([PROOF], []),
    ],
)
def test_story_shelf_answers_by_reason(reasons: list[str], items: list[Evidence]) -> None:
    assert list(_choose(STORY, *reasons).items) == items


@pytest.mark.parametrize(
    ("shelf", "reasons", "missing"),
    [
        ((), ["price"], (AUTHORIZATION, STATEMENT)),
        ((ROUTE,), ["price"], (AUTHORIZATION, STATEMENT)),
        ((LETTER, PRICE_NOTE), ["origin"], (LOGISTICS,)),
        ((ROUTE,), ["packaging"], (CHANNEL, AUTHORIZATION)),
        ((), ["plain"], (LOGISTICS, AUTHORIZATION, CHANNEL)),
        ((PRICE_NOTE,), ["hearsay"], (LOGISTICS, AUTHORIZATION, CHANNEL)),
    ],
)
def test_nothing_is_chosen_where_nothing_wanted_is_on_file(
    shelf: tuple[Evidence, ...], reasons: list[str], missing: tuple[EvidenceKind, ...]
) -> None:
    choice = _choose(shelf, *reasons)
    assert choice.chosen == ()
    assert choice.missing == missing


def test_part_of_the_wanted_is_shown_and_the_rest_is_missing() -> None:
    choice = _choose((LETTER, ROUTE), "price")
    assert choice.items == (LETTER, ROUTE)
    assert choice.missing == (STATEMENT,)
    assert _choose(STORY, "quality").missing == (INSPECTION,)


@pytest.mark.parametrize(
    ("reason", "support"),
    [
        ("price", EvidenceKind.PURCHASE),
        ("origin", EvidenceKind.CUSTOMS),
        ("packaging", EvidenceKind.PURCHASE),
        ("authorization", EvidenceKind.PURCHASE),
        ("quality", EvidenceKind.FEEDBACK),
        ("plain", EvidenceKind.CUSTOMS),
    ],
)
def test_what_supports_an_answer_is_shown_beside_it_and_never_alone(reason: str, support: EvidenceKind) -> None:
    paper = _item(9, support)
    wanted = _item(8, WANTED[reason][0])
    assert _choose((paper, wanted), reason).items == (wanted, paper)
    alone = _choose((paper,), reason)
    assert (alone.items, alone.missing) == ((), WANTED[reason])


def test_support_fills_an_answer_up_to_three_items() -> None:
    papers = (_item(8, EvidenceKind.CUSTOMS), _item(9, EvidenceKind.PURCHASE))
    assert _choose((*STORY, *papers), "plain").items == (ROUTE, LETTER, BOX_NOTE)
    assert _choose((ROUTE, LETTER, *papers), "plain").items == (ROUTE, LETTER, papers[0])


def test_every_kind_answers_or_supports_some_doubt() -> None:
    assert {kind for table in (WANTED, SUPPORTING) for kinds in table.values() for kind in kinds} == set(EvidenceKind)


def test_for_a_plain_doubt_any_kind_suffices() -> None:
    choice = _choose((BOX_NOTE,), "plain")
    assert choice.items == (BOX_NOTE,)
    assert choice.missing == ()
    assert _choose((BOX_NOTE,), "plain", "origin").missing == (LOGISTICS, AUTHORIZATION)


@pytest.mark.parametrize(
    ("item", "why"),
    [
        (replace(LETTER, state=EvidenceState.DRAFT), Unfit.DRAFT),
        (replace(LETTER, state=EvidenceState.RETIRED), Unfit.RETIRED),
        (replace(LETTER, valid_until=date(2026, 11, 21)), Unfit.EXPIRED),
        (replace(LETTER, shop="别家专营店"), Unfit.OTHER_SHOP),
    ],
)
def test_unfit_item_is_never_shown(item: Evidence, why: Unfit) -> None:
    choice = _choose((item,), "authorization")
    assert choice.chosen == ()
    assert choice.missing == (AUTHORIZATION,)
    assert [(passed.evidence_id, passed.why) for passed in choice.passed] == [(item.id, why)]


@pytest.mark.parametrize(
    "item",
    [
        replace(LETTER, valid_until=TODAY),
        replace(LETTER, shop="沐澜 企业店"),
        replace(LETTER, scope=Scope.WORKSPACE, brand=""),
        replace(LETTER, scope=Scope.PRODUCT, product_id=SPRAY.id),
    ],
)
def test_fit_item_is_shown(item: Evidence) -> None:
    assert _choose((item,), "authorization").items == (item,)


def test_a_letter_for_a_shop_wants_to_know_the_shop_unless_staff_gave_it_to_the_product() -> None:
    letter, nobody_s = replace(LETTER, shop="别家专营店"), replace(SPRAY, shop="")
    choice = _choose((letter,), "authorization", product=nobody_s)
    assert (choice.items, [passed.why for passed in choice.passed]) == ((), [Unfit.UNKNOWN_SHOP])
    own = replace(letter, scope=Scope.PRODUCT, product_id=SPRAY.id)
    assert _choose((own,), "authorization", product=nobody_s).items == (own,)


@pytest.mark.parametrize(
    "item",
    [
        replace(LETTER, workspace_id=WorkspaceId(2)),
        replace(LETTER, brand="颜初"),
        replace(LETTER, brand=""),
        replace(LETTER, scope=Scope.PRODUCT, product_id=ProductId(2)),
        replace(LETTER, scope=Scope.WORKSPACE, workspace_id=WorkspaceId(2)),
    ],
)
def test_item_for_something_else_does_not_count(item: Evidence) -> None:
    choice = _choose((item,), "authorization")
    assert choice.chosen == ()
    assert choice.passed == ()


def test_brand_of_nothing_is_no_brand() -> None:
    assert _choose((replace(LETTER, brand=""),), "authorization", product=replace(SPRAY, brand="")).chosen == ()


def test_narrow_scope_goes_before_newer_and_newer_before_older() -> None:
    for_all = replace(_item(11, LOGISTICS, 22), scope=Scope.WORKSPACE, product_id=None)
    for_brand = replace(_item(12, LOGISTICS, 21), scope=Scope.BRAND, product_id=None, brand="沐澜")
    old, new = _item(13, LOGISTICS, 10), _item(14, LOGISTICS, 11)
    assert _choose((for_all, for_brand, old, new), "origin").items == (new,)
    assert _choose((for_all, for_brand), "origin").items == (for_brand,)
    republished = replace(old, published_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert _choose((new, republished), "origin").items == (republished,)


def test_what_was_shown_is_not_shown_again() -> None:
    older = _item(9, LOGISTICS, 3)
    assert _choose((ROUTE, older), "origin", shown=(2,)).items == (older,)
    choice = _choose((ROUTE,), "origin", shown=(2,))
    assert choice.chosen == ()
    assert choice.missing == ()
    assert choice.shown_before == (LOGISTICS,)


def test_doubted_proof_is_answered_by_how_to_check_oneself() -> None:
    letter = replace(LETTER, self_check="品牌官网 → 授权查询")
    choice = _choose((letter, ROUTE), PROOF, shown=(1, 2))
    assert choice.chosen == ()
    assert choice.self_checks == (letter,)
    assert choice.wants_original
    assert choice.missing == ()
    expired = replace(letter, valid_until=date(2026, 1, 1))
    assert _choose((expired,), PROOF).self_checks == ()
    assert _choose((letter, ROUTE), PROOF, "origin", shown=(1,)).items == (ROUTE,)
    assert _choose((letter,), "authorization").self_checks == ()


def test_at_most_four_pictures_one_for_each_item_first() -> None:
    thick = replace(LETTER, files=_files(6))
    choice = _choose((thick, ROUTE, PRICE_NOTE, BOX_NOTE), "price")
    assert [len(chosen.files) for chosen in choice.chosen] == [2, 1, 1]
    many = (thick, ROUTE, PRICE_NOTE, _item(4, CHANNEL), _item(5, INSPECTION, files=3))
    choice = _choose(many, "price", "packaging", "quality", "origin")
    assert len(choice.files) == 4
    assert [item.kind for item in choice.items] == [AUTHORIZATION, STATEMENT, CHANNEL, INSPECTION]
    assert len(_choose((thick,), "authorization").files) == 4


def test_wanted_kinds_of_every_reason() -> None:
    assert wanted_kinds(["price", "packaging"]) == (AUTHORIZATION, STATEMENT, CHANNEL)
    assert wanted_kinds([PROOF]) == ()
    assert all(set(wanted_kinds([reason])) == set(WANTED[reason]) for reason in WANTED)
