"""Quick add: what follows ``/evidence`` (PRODUCT 9), read into facts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from evidence.models import TEXT_ONLY_KINDS, EvidenceKind, Scope
from workspaces.dates import LONG_TERM, looks_like_date, parse_date
from workspaces.lookup import Named, split_name
from workspaces.models import Product
from workspaces.names import plain
from workspaces.problems import Problem

LONGEST_NOTE = 1000

KIND_NAMES: dict[EvidenceKind, str] = {
    EvidenceKind.LOGISTICS: "物流",
    EvidenceKind.AUTHORIZATION: "授权",
    EvidenceKind.CHANNEL: "渠道说明",
    EvidenceKind.INSPECTION: "质检",
    EvidenceKind.PURCHASE: "进货凭证",
    EvidenceKind.CUSTOMS: "报关",
    EvidenceKind.STATEMENT: "商家声明",
    EvidenceKind.FEEDBACK: "好评",
}
"""The full name of each kind, as people type it."""

_OTHER_NAMES = {
    "渠道": EvidenceKind.CHANNEL,
    "声明": EvidenceKind.STATEMENT,
    "商家说明": EvidenceKind.STATEMENT,
    "进货": EvidenceKind.PURCHASE,
    "授权书": EvidenceKind.AUTHORIZATION,
    "物流记录": EvidenceKind.LOGISTICS,
    "物流截图": EvidenceKind.LOGISTICS,
    "质检报告": EvidenceKind.INSPECTION,
    "报关单": EvidenceKind.CUSTOMS,
}
_KINDS = {name: kind for kind, name in KIND_NAMES.items()} | {kind.value: kind for kind in EvidenceKind} | _OTHER_NAMES
EVERYTHING = frozenset(("*", "＊", "全部", "通用"))
_WORD = re.compile(r"\s*(?P<word>\S+)\s*(?P<rest>.*)", re.DOTALL)
_MOST_CHOICES = 3
_YEAR = re.compile(r"\d{4}")
_RECENTLY_OVER = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What somebody wants to put on file. ``valid_until``: none without a date, and for 长期 (``is_long_term``)."""

    kind: EvidenceKind
    scope: Scope
    product: Product | None = None
    brand: str = ""
    valid_until: date | None = None
    is_long_term: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class QuickAddProblem(Problem):
    """What was wrong, and all that was understood, so that nothing need be typed again.

    ``kind``, ``draft``: what is known so far (``draft`` without product or date where that is what is wrong);
    ``name``: the name as typed; ``products``: the nearest ones, to be offered as buttons.
    """

    kind: EvidenceKind | None = None
    name: str = ""
    products: tuple[Product, ...] = field(default=())
    draft: QuickAdd | None = None


def parse_quick_add(
    arguments: str, products: Sequence[Product], today: date, *, has_file: bool = True
) -> QuickAdd | QuickAddProblem:
    """Read kind, product or brand or ``*``, optional last valid date, optional note.

    Problems: ``problem-evidence-empty``; ``problem-unknown-kind`` (typed); ``problem-name-missing`` (kind);
    ``problem-unknown-product`` and ``problem-ambiguous-product`` (name); the four of ``parse_date``;
    ``problem-date-needed`` (kind); ``problem-file-needed`` (kind); ``problem-note-needed`` (kind);
    ``problem-note-too-long`` (count, limit). ``choices`` holds the nearest valid names.
    """
    first = _WORD.fullmatch(arguments)
    if first is None:
        return QuickAddProblem("problem-evidence-empty", choices=tuple(KIND_NAMES.values()))
    kind = kind_of(first["word"])
    if kind is None:
        return QuickAddProblem("problem-unknown-kind", {"typed": first["word"][:40]}, nearest_kinds(first["word"]))
    return _Reading(kind, products, today, has_file).read(first["rest"])


def kind_of(word: str) -> EvidenceKind | None:
    """Return the kind that a word names, in Chinese (short forms too) or as its English code."""
    return _KINDS.get(plain(word))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One reading of what follows the kind."""

    kind: EvidenceKind
    products: Sequence[Product]
    today: date
    has_file: bool

    def read(self, words: str) -> QuickAdd | QuickAddProblem:
        """Read name, date and note; the date may stand before the name."""
        early, words = self._cut_date(words)
        if not words.strip():
            return self._problem("problem-name-missing", {"kind": KIND_NAMES[self.kind]})
        named = _named(words, self.products)
        late, note = self._cut_date(named.rest)
        add = _with_scope(QuickAdd(self.kind, Scope.WORKSPACE, note=note.strip()), named)
        until = self._until(early or late)
        if isinstance(until, Problem):
            return self._problem(until.key, until.variables, named=named, draft=add)
        if until is not None:
            is_long_term = until == LONG_TERM
            add = replace(add, valid_until=None if is_long_term else until, is_long_term=is_long_term)
        return self._name_problem(named, add) or self._content_problem(add, named) or add

    def _cut_date(self, words: str) -> tuple[str, str]:
        """Split a leading date off, valid or not."""
        first = _WORD.fullmatch(words)
        if first is not None and looks_like_date(first["word"]) and not self._tells_the_past(first["word"]):
            return first["word"], first["rest"]
        return "", words

    def _tells_the_past(self, word: str) -> bool:
        """Whether a day without a year begins a note (「11-18 首尔发出」) rather than ending a validity."""
        found = parse_date(word, self.today)
        if self.kind is EvidenceKind.AUTHORIZATION or isinstance(found, Problem) or _YEAR.search(word):
            return False
        return LONG_TERM > found > self.today + _RECENTLY_OVER

    def _until(self, word: str) -> date | Problem | None:
        return parse_date(word, self.today) if word else None

    def _name_problem(self, named: Named, add: QuickAdd) -> QuickAddProblem | None:
        """An unknown or ambiguous name brings the nearest products."""
        if named.product or named.brand or named.name in EVERYTHING:
            return None
        key = "problem-ambiguous-product" if named.is_ambiguous else "problem-unknown-product"
        return self._problem(key, {"name": named.name[:60]}, named=named, draft=add)

    def _content_problem(self, add: QuickAdd, named: Named) -> QuickAddProblem | None:
        """What this kind needs: a file or words, and for a letter its last day."""
        variables = {"kind": KIND_NAMES[self.kind]}
        if not self.has_file and self.kind not in TEXT_ONLY_KINDS:
            return self._problem("problem-file-needed", variables, named=named, draft=add)
        if not self.has_file and not add.note:
            return self._problem("problem-note-needed", variables, named=named, draft=add)
        if len(add.note) > LONGEST_NOTE:
            variables = {"count": str(len(add.note)), "limit": str(LONGEST_NOTE)}
            return self._problem("problem-note-too-long", variables, named=named, draft=add)
        if self.kind is EvidenceKind.AUTHORIZATION and add.valid_until is None and not add.is_long_term:
            return self._problem("problem-date-needed", variables, named=named, draft=add)
        return None

    def _problem(
        self, key: str, variables: dict[str, str], *, named: Named | None = None, draft: QuickAdd | None = None
    ) -> QuickAddProblem:
        nearest = named.choices if named else ()
        choices = tuple(product.name for product in nearest)
        return QuickAddProblem(key, variables, choices, self.kind, named.name if named else "", nearest, draft)


def _named(words: str, products: Sequence[Product]) -> Named:
    """Return the name the words begin with; ``*`` stands for the whole workspace."""
    first = _WORD.fullmatch(words)
    if first is not None and first["word"] in EVERYTHING:
        return Named(first["word"], first["rest"])
    return split_name(words, products)


def _with_scope(add: QuickAdd, named: Named) -> QuickAdd:
    """Return ``add`` for what was named; for a name nobody knows it is meant for one product."""
    if named.brand:
        return replace(add, scope=Scope.BRAND, brand=named.brand)
    return add if named.name in EVERYTHING else replace(add, scope=Scope.PRODUCT, product=named.product)


def nearest_kinds(word: str) -> tuple[str, ...]:
    """Return the full names of the kinds most like ``word``."""
    near = process.extract(plain(word), list(_KINDS), scorer=fuzz.WRatio, score_cutoff=50, limit=_MOST_CHOICES)
    return tuple(dict.fromkeys(KIND_NAMES[_KINDS[name]] for name, *_ in near))
