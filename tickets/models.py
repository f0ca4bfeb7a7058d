"""What we promised to mend: Ticket, its states and outcomes, FollowUp."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.ids import ChatId, CommunityId, FollowUpId, ProductId, TicketId, UserId, WorkspaceId


class TicketKind(StrEnum):
    """A doubt's ticket shows no public number; a complaint turns it into an after-sales one."""

    DOUBT = "doubt"
    AFTER_SALES = "after_sales"


class TicketState(StrEnum):
    """Where a ticket stands; ``tickets/lifecycle.py`` says what may follow what."""

    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"


class WaitingOn(StrEnum):
    """Whom a waiting ticket waits for."""

    LIAISON = "liaison"
    MEMBER = "member"
    MERCHANT = "merchant"
    COURIER = "courier"
    PLATFORM = "platform"
    EVIDENCE = "evidence"


class Outcome(StrEnum):
    """How a resolved ticket ended."""

    EXPLAINED = "explained"
    REFUND = "refund"
    RETURN = "return"
    EXCHANGE = "exchange"
    RESHIPMENT = "reshipment"
    COMPENSATION = "compensation"
    PLATFORM = "platform"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MALICIOUS = "malicious"


class Priority(StrEnum):
    """Raised by a second complaint or a threat."""

    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class GoodTime(StrEnum):
    """When a member wants to hear from us; it overrides the contact windows. SELF: never unasked, the member looks."""

    NOON = "noon"
    EVENING = "evening"
    ANY = "any"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a member told of a case in the form or in words; everything may be unknown.

    ``merchant_said`` is what the merchant answered, as the member quotes it; ``keeps_thread``: the member does not want
    the first line in the thread to say that the case is settled.
    """

    order_number: str = ""
    received_on: date | None = None
    has_asked_merchant: bool | None = None
    merchant_said: str = ""
    good_time: GoodTime | None = None
    product_name: str = ""  # typed by hand, where it is none of ours
    keeps_thread: bool = False
    declined_because: str = ""  # the fact that a decline rests on, quoted to the member

    @classmethod
    def read(cls, stored: dict[str, Any]) -> Facts:
        """Return the Facts that were stored; what is not there is unknown."""
        known = {name: value for name, value in stored.items() if name in cls.__dataclass_fields__}
        if known.get("received_on"):
            known["received_on"] = date.fromisoformat(known["received_on"])
        if known.get("good_time"):
            known["good_time"] = GoodTime(known["good_time"])
        return cls(**known)

    @property
    def stored(self) -> dict[str, Any]:
        """What is known as JSON, without what is unknown."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        if self.received_on is not None:
            values["received_on"] = self.received_on.isoformat()
        return {name: value for name, value in values.items() if value is not None and value != ""}


NOTHING_TOLD = Facts()


@dataclass(frozen=True, slots=True)
class Ticket:
    """One member's case about one product. ``version`` grows with every change and guards against two hands at once."""

    id: TicketId
    workspace_id: WorkspaceId
    community_id: CommunityId
    number: int | None  # shown as #1024; a doubt's ticket has none
    kind: TicketKind
    state: TicketState
    member_id: UserId
    member_name: str
    chat_id: ChatId  # where it began, as the chat was numbered then
    message_id: int
    thread_id: int | None
    product_id: ProductId | None
    cause: str  # courier.slow ...; empty: unknown
    wants: tuple[str, ...]
    words: str  # the member's own words that opened it
    priority: Priority
    opened_at: datetime
    changed_at: datetime
    version: int = 1
    waiting_on: WaitingOn | None = None
    outcome: Outcome | None = None
    responsible_id: UserId | None = None
    promised_at: datetime | None = None
    last_word_at: datetime | None = None  # the member's last message to us
    first_human_at: datetime | None = None  # a human's first hand on it
    answered_at: datetime | None = None  # a human's words to the member since the last promise: they alone keep one
    resolved_at: datetime | None = None
    may_contact: bool = True
    facts: Facts = NOTHING_TOLD
    merged_into: TicketId | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes this member something."""
        return self.state in (TicketState.OPEN, TicketState.WAITING)

    @property
    def owes_answer(self) -> bool:
        """Whether a time was named to the member by which no human has said a word yet."""
        return self.is_open and self.promised_at is not None and self.answered_at is None


class FollowUpKind(StrEnum):
    """What is due (PRODUCT 11)."""

    FIRST_RESPONSE = "first_response"
    PROGRESS = "progress"
    EVIDENCE_PROMISE = "evidence_promise"
    DOUBT_CHECK = "doubt_check"
    RESOLUTION_CHECK = "resolution_check"
    WAITING_CHECK = "waiting_check"
    MEMBER_REMINDER = "member_reminder"
    RETURN_WINDOW = "return_window"
    DISPATCH_DEADLINE = "dispatch_deadline"


DEADLINES = frozenset({FollowUpKind.RETURN_WINDOW, FollowUpKind.DISPATCH_DEADLINE})
"""What falls due because a day comes, whatever moves meanwhile; planned when the day becomes known."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing due at one time on one ticket; ``step`` counts up a ladder from 0."""

    id: FollowUpId
    ticket_id: TicketId
    workspace_id: WorkspaceId
    kind: FollowUpKind
    step: int
    due_at: datetime
    details: dict[str, Any] = field(default_factory=dict)
