"""When doubts are a crisis, how it is spoken to, when it is over; which tickets are alike. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.ids import ChatId, ConcernId, TicketId, UserId
from detection.finding import Finding, Kind
from detection.labels import REASONS
from triage.decision import Act
from triage.learning.sensitivity import may_speak
from triage.repository import Concern
from workspaces.models import Mode

NEW_FOR = timedelta(days=7)
"""Who joined less than this before a doubt counts half."""
OVER_AFTER = timedelta(hours=2)
"""Without a new doubt for so long a crisis ends by itself."""
ALIKE_WITHIN = timedelta(hours=24)
_UNDECIDED = frozenset({Act.REVIEW.value, Act.TRIAL.value, Act.NOTE.value})
_NOTHING = frozenset({Act.OPINION.value, Act.SILENCE.value, Act.ASK.value})
_OWN_CHOICE = frozenset({"member.regret", "member.mistake"})
"""A change of mind is nobody's batch."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One member's doubt about a product; ``is_new``: known to have joined less than 7 days before it."""

    concern_id: ConcernId
    member_id: UserId
    name: str
    words: str
    reasons: tuple[str, ...]
    chat_id: ChatId
    message_id: int
    thread_id: int | None
    at: datetime
    is_new: bool = False


def is_doubt(concern: Concern, sensitivity: str) -> bool:
    """Whether a concern counts as a member's doubt about a known product.

    What is still asked about, was skipped by staff or is a false alarm does not; what was not answered (审核, 试运行,
    silence, staff review) does where the bot was sure. A doubt inside a complaint counts too.
    """
    doubts = concern.kind is Kind.DOUBT or any(reason in REASONS for reason in concern.reasons)
    if concern.product_id is None or concern.is_void or not doubts or concern.decision in _NOTHING:
        return False
    if concern.decision not in _UNDECIDED:
        return True
    finding = Finding(concern.kind, (concern.kind,), concern.reasons, concern.causes, concern.confidence, ())
    return may_speak(finding, sensitivity)


def is_newcomer(joined_at: datetime | None, doubted_at: datetime) -> bool:
    """Whether somebody is known to have joined less than 7 days before a doubt; of whom nothing is known is old."""
    return joined_at is not None and doubted_at - joined_at < NEW_FOR


def is_heavy(doubts: Iterable[Doubt], least: int) -> bool:
    """Whether the members behind ``doubts`` weigh ``least``: each counts once, a newcomer half."""
    halves = sum(1 if is_new else 2 for is_new in _members(doubts).values())
    return halves >= 2 * least


def are_newcomers_most(doubts: Iterable[Doubt]) -> bool:
    """Whether more than half of the members are newcomers."""
    members = _members(doubts)
    return 2 * sum(members.values()) > len(members)


def members_of(doubts: Iterable[Doubt]) -> list[UserId]:
    """Return who doubts, in the order of their first words."""
    return list(_members(doubts))


def outbreak(doubts: Sequence[Doubt], least: int, within: timedelta) -> Sequence[Doubt]:
    """Return the doubts of a crisis from its first one on; empty: there is none.

    ``doubts`` are about one product, oldest first. The span is looked at back from each of them, so that it does not
    matter how late we look.
    """
    for last, latest in enumerate(doubts):
        first = next(place for place, each in enumerate(doubts) if latest.at - each.at <= within)
        if is_heavy(doubts[first : last + 1], least):
            return doubts[first:]
    return ()


def is_over(last_doubt_at: datetime, now: datetime) -> bool:
    """Whether no new doubt has come for two hours."""
    return now - last_doubt_at >= OVER_AFTER


class Waits(StrEnum):
    """Why a statement is not posted by itself; ``crisis-waits-<value>`` is the text that staff read."""

    NOTHING = ""
    NEWCOMERS = "newcomers"
    REVIEW = "review"
    TRIAL = "trial"
    QUIET = "quiet"


def what_holds(mode: Mode, *, is_quiet: bool, doubts: Iterable[Doubt]) -> Waits:
    """Return what keeps the statement back: silence that was asked for, the mode, a majority of newcomers."""
    if is_quiet:
        return Waits.QUIET
    if mode is Mode.TRIAL:
        return Waits.TRIAL
    if mode is Mode.REVIEW:
        return Waits.REVIEW
    return Waits.NEWCOMERS if are_newcomers_most(doubts) else Waits.NOTHING


def _members(doubts: Iterable[Doubt]) -> dict[UserId, bool]:
    return {each.member_id: each.is_new for each in doubts}


@dataclass(frozen=True, slots=True)
class Case:
    """A ticket as far as others may be like it; empty: not known."""

    ticket_id: TicketId
    number: int | None
    member_id: UserId
    cause: str
    shop: str = ""
    courier: str = ""


Likeness = tuple[str, str]
"""What cases share: ``("courier", "yuantong")``, ``("shop", …)``, ``("cause", "seller.defect")``."""


def likenesses(case: Case) -> tuple[Likeness, ...]:
    """Return in what a case may be like others: courier (where the way is the trouble) before shop before cause."""
    if case.cause in _OWN_CHOICE:
        return ()
    on_the_way = case.courier if case.cause.startswith("courier.") or not case.cause else ""
    found = (("courier", on_the_way), ("shop", case.shop), ("cause", case.cause))
    return tuple(each for each in found if each[1])


@dataclass(frozen=True, slots=True)
class Batch:
    """Tickets that are alike: by ``likeness``, and in everything of ``shared``."""

    likeness: Likeness
    cases: tuple[Case, ...]

    @property
    def shared(self) -> tuple[Likeness, ...]:
        """Everything in which all of them are alike."""
        return tuple(each for each in likenesses(self.cases[0]) if all(each in likenesses(case) for case in self.cases))


def batches(cases: Iterable[Case], least: int) -> list[Batch]:
    """Return the groups of cases that are alike, the largest first; each case is in one, each member counts once."""
    left, found = list(cases), list[Batch]()
    while True:
        groups: dict[Likeness, list[Case]] = defaultdict(list)
        for case in left:
            for likeness in likenesses(case):
                groups[likeness].append(case)
        if not groups:
            return found
        likeness = max(groups, key=lambda each: _size(groups[each]))
        if _size(groups[likeness]) < least:
            return found
        found.append(Batch(likeness, tuple(groups[likeness])))
        taken = {case.ticket_id for case in groups[likeness]}
        left = [case for case in left if case.ticket_id not in taken]


def _size(cases: Iterable[Case]) -> int:
    return len({case.member_id for case in cases})
