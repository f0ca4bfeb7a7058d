"""After-sales rules: clauses as data, and what they say of one case at one moment. Pure; promises nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from workspaces.settings import PolicyValues


class ClauseCode(StrEnum):
    """The clauses; ``NONE``: what it is about is not known yet."""

    NO_REASON = "no_reason"
    QUALITY = "quality"
    DAMAGE = "damage"
    WRONG = "wrong"
    DISPATCH = "dispatch"
    TRANSIT = "transit"
    PLATFORM = "platform"
    NONE = "none"


class Verdict(StrEnum):
    """What a clause says of a case."""

    APPLIES = "applies"
    DOES_NOT = "does_not"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why it says so."""

    WITHIN = "within"
    CLAIMED_IN_TIME = "claimed_in_time"  # the period is over by now, but the member spoke up in it
    OVER = "over"
    EXCLUDED = "excluded"  # the category is not covered
    NOT_OFFERED = "not_offered"  # this workspace has no such period
    MISSING = "missing"
    PROMISED = "promised"  # the merchant's dispatch deadline, still ahead at the latest
    ALWAYS = "always"  # no period: the way on is the same on every day


class Fact(StrEnum):
    """What may be missing; the first four are the member's to give, the last one the desk's."""

    CAUSE = "cause"
    RECEIVED = "received"
    PHOTOS = "photos"
    PRODUCT = "product"
    DISPATCH = "dispatch"


class Insurance(StrEnum):
    """Whether freight insurance pays the way back."""

    NONE = "none"
    COVERED = "covered"
    LAPSED = "lapsed"
    UNKNOWN = "unknown"


BUYER, MERCHANT = "buyer", "merchant"
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause as data. ``span``: the policy's value that is its period, in ``unit``; ``postage``: value or payer."""

    code: ClauseCode
    causes: frozenset[str]
    span: str = ""
    unit: timedelta = _DAY
    needs_photos: bool = False
    excludes: bool = False
    postage: str = ""


CLAUSES = (
    Clause(
        ClauseCode.NO_REASON,
        frozenset({"member.regret", "member.wrong_size", "member.expectation", "member.mistake"}),
        span="no_reason_days",
        excludes=True,
        postage="no_reason_postage",
    ),
    Clause(
        ClauseCode.QUALITY,
        frozenset({"seller.defect", "seller.not_as_described"}),
        span="quality_days",
        needs_photos=True,
        postage="quality_postage",
    ),
    Clause(
        ClauseCode.DAMAGE,
        frozenset({"courier.damaged", "courier.missing_item"}),
        span="damage_hours",
        unit=_HOUR,
        needs_photos=True,
        postage=MERCHANT,
    ),
    Clause(
        ClauseCode.WRONG, frozenset({"courier.wrong_item"}), span="quality_days", needs_photos=True, postage=MERCHANT
    ),
    Clause(ClauseCode.DISPATCH, frozenset({"courier.not_shipped", "seller.late_dispatch"})),
    Clause(ClauseCode.TRANSIT, frozenset({"courier.slow", "courier.lost", "courier.manner"})),
    Clause(
        ClauseCode.PLATFORM,
        frozenset(
            {"seller.manner", "seller.invoice", "seller.refund_refused", "seller.out_of_stock", "seller.price_drop"}
        ),
    ),
)
_NONE = Clause(ClauseCode.NONE, frozenset())
_BY_CAUSE = {cause: clause for clause in CLAUSES for cause in clause.causes}
_NO_REASON = CLAUSES[0]
_PLAIN_RETURN_WANTS = frozenset({"return", "exchange", "refund", "postage"})

USUAL_REMEDIES: dict[str, tuple[str, ...]] = {
    "courier.slow": ("trace",),
    "courier.lost": ("trace", "reship", "refund"),
    "courier.not_shipped": ("urge", "refund"),
    "courier.damaged": ("reship", "exchange", "cheap_refund"),
    "courier.wrong_item": ("exchange", "pickup", "free_return"),
    "courier.missing_item": ("reship",),
    "seller.defect": ("exchange", "pickup", "free_return", "cheap_refund"),
    "seller.not_as_described": ("pickup", "free_return"),
    "seller.late_dispatch": ("urge", "refund"),
    "seller.invoice": ("invoice",),
    "seller.out_of_stock": ("refund",),
    "seller.price_drop": ("difference",),
    "member.regret": ("return",),
    "member.wrong_size": ("exchange", "return"),
    "member.expectation": ("return",),
    "member.mistake": ("return",),
}
"""What may be proposed for a cause; an owner's ``remedies`` go before it."""


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of a case. ``received_on`` is a local day; ``claimed_at``: when the member first spoke up."""

    claimed_at: datetime
    cause: str = ""
    wants: tuple[str, ...] = ()
    is_product_known: bool = True
    category: str = ""
    price_fen: int | None = None
    received_on: date | None = None
    photo_count: int = 0
    dispatch_hours: int | None = None
    complained_twice: bool = False
    merchant_asks: int = 0  # how often the merchant was asked for this case


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of a case. ``deadline``: the end of the period; days are local ones.

    ``remedies`` may be proposed where the clause applies; ``courtesy_left``: how often the merchant may still be asked
    outside the rules, where it does not.
    """

    clause: ClauseCode
    verdict: Verdict
    why: Why
    missing: tuple[Fact, ...] = ()
    received_on: date | None = None
    last_day: date | None = None
    deadline: datetime | None = None
    days_over: int = 0
    postage: str = ""
    insurance: Insurance = Insurance.NONE
    insured_until: date | None = None
    remedies: tuple[str, ...] = ()
    courtesy_left: int = 0


def clause_for(cause: str, wants: tuple[str, ...] = ()) -> Clause:
    """Return the clause that a case falls under; a return wanted without a cause is one without a reason."""
    if cause:
        return _BY_CAUSE.get(cause, _NONE)
    return _NO_REASON if _PLAIN_RETURN_WANTS & set(wants) else _NONE


def rule(facts: CaseFacts, values: PolicyValues, at: datetime, zone: tzinfo) -> Ruling:
    """Return what the rules say of a case at ``at``: they apply, do not, or a fact is missing.

    Who spoke up within a period keeps that right when the desk answers late. The day of receipt does not count.
    """
    clause = clause_for(facts.cause, facts.wants)
    case = _Case(facts, values, at.astimezone(zone).date(), zone, clause)
    verdict, why, missing = case.judged(at)
    applies = verdict is Verdict.APPLIES
    return Ruling(
        clause=clause.code,
        verdict=verdict,
        why=why,
        missing=missing,
        received_on=case.received_on,
        last_day=case.last_day,
        deadline=case.deadline,
        days_over=max(0, (case.today - case.last_day).days) if case.last_day and why is Why.OVER else 0,
        postage=postage_of(clause, values),
        insurance=case.insurance,
        insured_until=case.insured_until,
        remedies=() if verdict is Verdict.DOES_NOT else remedies_for(facts, values),
        courtesy_left=0 if applies else _courtesy(facts, verdict),
    )


def remedies_for(facts: CaseFacts, values: PolicyValues) -> tuple[str, ...]:
    """Return what may be proposed; a refund without return only for a known price that is low enough."""
    codes = dict(values.remedies).get(facts.cause, USUAL_REMEDIES.get(facts.cause, ()))
    is_cheap = facts.price_fen is not None and facts.price_fen <= values.cheap_refund_fen
    return tuple(code for code in codes if code != "cheap_refund" or is_cheap)


def postage_of(clause: Clause, values: PolicyValues) -> str:
    """Return who pays the way back: ``buyer``, ``merchant``, or nothing where nothing goes back."""
    return str(getattr(values, clause.postage)) if clause.postage.endswith("_postage") else clause.postage


def return_deadline(received_on: date, values: PolicyValues, zone: tzinfo) -> datetime:
    """Return when the period without reason ends: the end of its last local day, in UTC."""
    return end_of_day(received_on + values.no_reason_days * _DAY, zone)


def dispatch_deadline(claimed_at: datetime, dispatch_hours: int) -> datetime:
    """Return by when the merchant has promised to dispatch at the latest: the order is no younger than the question."""
    return claimed_at + timedelta(hours=dispatch_hours)


def end_of_day(day: date, zone: tzinfo) -> datetime:
    """Return the end of a local day, in UTC."""
    return datetime.combine(day + _DAY, time(), tzinfo=zone).astimezone(UTC)


def may_compensate(role: str, sum_fen: int, values: PolicyValues) -> bool:
    """Whether ``role`` may grant a compensation of ``sum_fen`` alone; beyond, the owner decides."""
    limits = {"owner": sum_fen, "admin": values.admin_limit_fen, "liaison": values.liaison_limit_fen}
    return 0 <= sum_fen <= limits.get(role, -1)


def _courtesy(facts: CaseFacts, verdict: Verdict) -> int:
    allowed = 2 if facts.complained_twice else 1
    return max(0, allowed - facts.merchant_asks) if verdict is Verdict.DOES_NOT else 0


@dataclass(frozen=True, slots=True)
class _Case:
    """The facts of one case under one clause, on one local day."""

    facts: CaseFacts
    values: PolicyValues
    today: date
    zone: tzinfo
    clause: Clause

    @property
    def received_on(self) -> date | None:
        """The day of receipt; one that lies ahead is none."""
        day = self.facts.received_on
        return None if day is None or day > self.today else day

    @property
    def span(self) -> timedelta:
        return int(getattr(self.values, self.clause.span)) * self.clause.unit if self.clause.span else timedelta()

    @property
    def deadline(self) -> datetime | None:
        if self.clause.code is ClauseCode.DISPATCH and self.facts.dispatch_hours is not None:
            return dispatch_deadline(self.facts.claimed_at, self.facts.dispatch_hours)
        if self.received_on is None or not self.span:
            return None
        if self.clause.unit is _DAY:
            return end_of_day(self.received_on + self.span, self.zone)
        return end_of_day(self.received_on, self.zone) + self.span

    @property
    def last_day(self) -> date | None:
        if self.deadline is None or self.received_on is None:
            return None
        return (self.deadline - timedelta(microseconds=1)).astimezone(self.zone).date()

    @property
    def insured_until(self) -> date | None:
        if self.received_on is None or not self.values.insurance_days or not self.clause.postage:
            return None
        return self.received_on + self.values.insurance_days * _DAY

    @property
    def insurance(self) -> Insurance:
        if not self.values.insurance_days or not self.clause.postage:
            return Insurance.NONE
        if self.insured_until is None:
            return Insurance.UNKNOWN
        return Insurance.COVERED if self.today <= self.insured_until else Insurance.LAPSED

    def judged(self, at: datetime) -> tuple[Verdict, Why, tuple[Fact, ...]]:
        """Return verdict, reason and missing facts."""
        code = self.clause.code
        if code is ClauseCode.NONE:
            return Verdict.UNKNOWN, Why.MISSING, (Fact.CAUSE,)
        if code is ClauseCode.DISPATCH:
            return self._dispatch(at)
        if code in (ClauseCode.TRANSIT, ClauseCode.PLATFORM):
            return Verdict.APPLIES, Why.ALWAYS, ()
        return self._period(at)

    def _dispatch(self, at: datetime) -> tuple[Verdict, Why, tuple[Fact, ...]]:
        if self.deadline is None:
            return Verdict.UNKNOWN, Why.MISSING, (Fact.DISPATCH,)
        return (Verdict.APPLIES, Why.OVER, ()) if at >= self.deadline else (Verdict.UNKNOWN, Why.PROMISED, ())

    def _period(self, at: datetime) -> tuple[Verdict, Why, tuple[Fact, ...]]:
        if self.clause.excludes and self._is_excluded:
            return Verdict.DOES_NOT, Why.EXCLUDED, ()
        if not self.span:
            return Verdict.DOES_NOT, Why.NOT_OFFERED, ()
        if self.deadline is not None and self.facts.claimed_at >= self.deadline:
            return Verdict.DOES_NOT, Why.OVER, ()
        missing = tuple(self._missing())
        if missing:
            return Verdict.UNKNOWN, Why.MISSING, missing
        is_over = self.deadline is not None and at >= self.deadline
        return Verdict.APPLIES, Why.CLAIMED_IN_TIME if is_over else Why.WITHIN, ()

    @property
    def _is_excluded(self) -> bool:
        category = self.facts.category
        return bool(category) and any(word in category for word in self.values.no_reason_excluded)

    def _missing(self) -> list[Fact]:
        wanted = {
            Fact.RECEIVED: self.received_on is None,
            Fact.PHOTOS: self.clause.needs_photos and not self.facts.photo_count,
            Fact.PRODUCT: self.clause.excludes
            and bool(self.values.no_reason_excluded)
            and not self.facts.is_product_known,
        }
        return [fact for fact, is_missing in wanted.items() if is_missing]
