"""choose(): which proof answers a doubt (PRODUCT 6). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.ids import EvidenceId
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from workspaces.models import Product
from workspaces.names import plain

MOST_PICTURES = 4

_AUTHORIZATION, _LOGISTICS = EvidenceKind.AUTHORIZATION, EvidenceKind.LOGISTICS
_CUSTOMS, _PURCHASE, _FEEDBACK = EvidenceKind.CUSTOMS, EvidenceKind.PURCHASE, EvidenceKind.FEEDBACK
_CHANNEL, _INSPECTION, _STATEMENT = EvidenceKind.CHANNEL, EvidenceKind.INSPECTION, EvidenceKind.STATEMENT

PLAIN = "plain"
PROOF = "proof"
WANTED: dict[str, tuple[EvidenceKind, ...]] = {
    "price": (_AUTHORIZATION, _STATEMENT),
    "origin": (_LOGISTICS,),
    "packaging": (_CHANNEL, _AUTHORIZATION),
    "authorization": (_AUTHORIZATION,),
    "quality": (_INSPECTION, _AUTHORIZATION),
    "verification": (_INSPECTION, _AUTHORIZATION),
    "hearsay": (_LOGISTICS, _AUTHORIZATION, _CHANNEL),
    PLAIN: (_LOGISTICS, _AUTHORIZATION, _CHANNEL),
    PROOF: (),
}
"""What answers a doubt, by its reason. A reason that is not here counts as plain."""

SUPPORTING: dict[str, tuple[EvidenceKind, ...]] = {
    "price": (_LOGISTICS, _PURCHASE),
    "origin": (_CUSTOMS,),
    "packaging": (_PURCHASE,),
    "authorization": (_PURCHASE,),
    "quality": (_FEEDBACK,),
    "hearsay": (_FEEDBACK,),
    PLAIN: (_CUSTOMS, _PURCHASE),
}
"""What is shown beside it where there is room, never instead of it."""
MOST_WITH_SUPPORT = 3
"""More lines are read by nobody: support fills an answer up to so many items."""

ANY_SUFFICES = frozenset((PLAIN, "hearsay"))
"""Reasons for which what is missing need not be asked for: any of the kinds is an answer."""

_SCOPE_ORDER = (Scope.PRODUCT, Scope.BRAND, Scope.WORKSPACE)


class Unfit(StrEnum):
    """Why an item that speaks for the product is not shown."""

    DRAFT = "draft"
    RETIRED = "retired"
    UNCHECKED = "unchecked"  # a file of it has no version that may be shown
    EXPIRED = "expired"
    OTHER_SHOP = "other_shop"
    UNKNOWN_SHOP = "unknown_shop"  # it names a shop, and nobody has said which shop sells the product
    SHOWN_BEFORE = "shown_before"


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item and the files of it that are shown; none for an item that is text only."""

    item: Evidence
    files: tuple[EvidenceFile, ...]


@dataclass(frozen=True, slots=True)
class Passed:
    """An item that is not shown, and why."""

    evidence_id: EvidenceId
    kind: EvidenceKind
    why: Unfit


@dataclass(frozen=True, slots=True)
class Choice:
    """What to show: wanted kinds first, in order of importance.

    ``missing`` are wanted kinds with nothing valid on file. ``shown_before`` are wanted kinds whose valid items this
    person has seen already. ``self_checks`` are items that say how to check oneself, filled where the proof itself is
    doubted; then ``wants_original`` asks the liaison for it. ``passed`` says why other items stay away.
    """

    chosen: tuple[Chosen, ...] = ()
    missing: tuple[EvidenceKind, ...] = ()
    shown_before: tuple[EvidenceKind, ...] = ()
    self_checks: tuple[Evidence, ...] = ()
    wants_original: bool = False
    passed: tuple[Passed, ...] = ()

    @property
    def items(self) -> tuple[Evidence, ...]:
        """The items to show."""
        return tuple(chosen.item for chosen in self.chosen)

    @property
    def files(self) -> tuple[EvidenceFile, ...]:
        """The files to send, at most four."""
        return tuple(file for chosen in self.chosen for file in chosen.files)


def choose(
    shelf: Sequence[Evidence],
    *,
    product: Product,
    reasons: Sequence[str],
    today: date,
    already_shown: frozenset[EvidenceId] = frozenset(),
) -> Choice:
    """Return what answers a doubt about ``product`` for ``reasons`` (most important first).

    One item a kind: product before brand before workspace, the newest first. With no wanted kind on file nothing is
    chosen. ``today`` is the workspace's local date.
    """
    ranked = sorted((item for item in shelf if speaks_for(item, product)), key=_rank)
    unfit = {item.id: why for item in ranked if (why := _unfit(item, product, today, already_shown)) is not None}
    wanted = _kinds(reasons, WANTED)
    best = _best(ranked, unfit, wanted)
    room = max(0, MOST_WITH_SUPPORT - len(best))
    support = _best(ranked, unfit, (kind for kind in _kinds(reasons, SUPPORTING) if kind not in wanted))
    shown = [*best.values(), *list(support.values())[:room]] if best else []
    seen = {item.kind for item in ranked if unfit.get(item.id) is Unfit.SHOWN_BEFORE}
    is_proof_doubted = PROOF in reasons
    return Choice(
        chosen=tuple(_with_files(shown)),
        missing=_missing(wanted, reasons, {*best, *seen}),
        shown_before=tuple(kind for kind in wanted if kind in seen and kind not in best),
        self_checks=_self_checks(ranked, unfit) if is_proof_doubted else (),
        wants_original=is_proof_doubted,
        passed=tuple(Passed(item.id, item.kind, unfit[item.id]) for item in ranked if item.id in unfit),
    )


def speaks_for(item: Evidence, product: Product) -> bool:
    """Whether an item's scope covers ``product``."""
    if item.workspace_id != product.workspace_id:
        return False
    if item.scope is Scope.PRODUCT:
        return item.product_id == product.id
    if item.scope is Scope.BRAND:
        return bool(plain(item.brand)) and plain(item.brand) == plain(product.brand)
    return True


def wanted_kinds(reasons: Sequence[str]) -> tuple[EvidenceKind, ...]:
    """Return the kinds that answer ``reasons``, most important first: what an evidence request asks for."""
    return _kinds(reasons, WANTED)


def _kinds(reasons: Sequence[str], table: dict[str, tuple[EvidenceKind, ...]]) -> tuple[EvidenceKind, ...]:
    """Return the kinds of all reasons, each once."""
    return tuple(dict.fromkeys(kind for reason in _known(reasons) for kind in table.get(reason, ())))


def _known(reasons: Sequence[str]) -> list[str]:
    """Return the reasons; unknown ones, and none at all, count as plain."""
    return [reason if reason in WANTED else PLAIN for reason in reasons] or [PLAIN]


def _rank(item: Evidence) -> tuple[int, float, int]:
    """Order items: narrow scope first, then the newest."""
    return _SCOPE_ORDER.index(item.scope), -(item.published_at or item.created_at).timestamp(), -item.id


def _unfit(item: Evidence, product: Product, today: date, already_shown: frozenset[EvidenceId]) -> Unfit | None:
    """Return why an item may not be shown now, if it may not."""
    checks: tuple[tuple[Unfit, Callable[[], bool]], ...] = (
        (Unfit.DRAFT, lambda: item.state is EvidenceState.DRAFT),
        (Unfit.RETIRED, lambda: item.state is EvidenceState.RETIRED),
        (Unfit.UNCHECKED, lambda: not all(file.is_shown for file in item.files)),
        (Unfit.EXPIRED, lambda: not item.is_valid(today)),
        (Unfit.OTHER_SHOP, lambda: _is_for_another_shop(item, product)),
        (Unfit.UNKNOWN_SHOP, lambda: _is_for_some_shop(item, product)),
        (Unfit.SHOWN_BEFORE, lambda: item.id in already_shown),
    )
    return next((why for why, applies in checks if applies()), None)


def _is_for_another_shop(item: Evidence, product: Product) -> bool:
    """Whether an authorization letter names a shop that is not the product's."""
    if item.kind is not EvidenceKind.AUTHORIZATION or not item.shop or not product.shop:
        return False
    return plain(item.shop) != plain(product.shop)


def _is_for_some_shop(item: Evidence, product: Product) -> bool:
    """Whether a letter of a brand names a shop while the product's is unknown; staff chose a product's own letter."""
    if item.kind is not EvidenceKind.AUTHORIZATION or item.scope is Scope.PRODUCT:
        return False
    return bool(plain(item.shop)) and not plain(product.shop)


def _best(
    ranked: Sequence[Evidence], unfit: dict[EvidenceId, Unfit], kinds: Iterable[EvidenceKind]
) -> dict[EvidenceKind, Evidence]:
    """Return the best item of each kind that has one, in the order of ``kinds``."""
    fit = [item for item in ranked if item.id not in unfit]
    best = {kind: next((item for item in fit if item.kind is kind), None) for kind in kinds}
    return {kind: item for kind, item in best.items() if item is not None}


def _with_files(items: Iterable[Evidence]) -> Iterator[Chosen]:
    """Share the four pictures: one for each item first, then further pages in order; what gets none is dropped."""
    listed = list(items)
    left = MOST_PICTURES - sum(1 for item in listed if item.files)
    for number, item in enumerate(listed):
        is_over = sum(1 for earlier in listed[: number + 1] if earlier.files) > MOST_PICTURES
        if item.files and is_over:
            continue
        more = item.files[1 : 1 + max(left, 0)]
        left -= len(more)
        yield Chosen(item, (*item.files[:1], *more))


def _missing(
    wanted: Sequence[EvidenceKind], reasons: Sequence[str], there: set[EvidenceKind]
) -> tuple[EvidenceKind, ...]:
    """Return the wanted kinds that are not on file."""
    if there & set(wanted) and ANY_SUFFICES.issuperset(_known(reasons)):
        return ()
    return tuple(kind for kind in wanted if kind not in there)


def _self_checks(ranked: Sequence[Evidence], unfit: dict[EvidenceId, Unfit]) -> tuple[Evidence, ...]:
    """Return the valid items that say how to check oneself; having been shown does not matter here."""
    usable = (item for item in ranked if unfit.get(item.id) in (None, Unfit.SHOWN_BEFORE))
    return tuple(item for item in usable if item.self_check)
