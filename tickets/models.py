"""What we promised to mend: Ticket, its states and outcomes, FollowUp."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
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
    first_human_at: datetime | None = None
    resolved_at: datetime | None = None
    may_contact: bool = True

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes this member something."""
        return self.state in (TicketState.OPEN, TicketState.WAITING)


class FollowUpKind(StrEnum):
    """What is due (PRODUCT 11)."""

    FIRST_RESPONSE = "first_response"
    PROGRESS = "progress"
    EVIDENCE_PROMISE = "evidence_promise"
    DOUBT_CHECK = "doubt_check"
    RESOLUTION_CHECK = "resolution_check"
    WAITING_CHECK = "waiting_check"
    MEMBER_REMINDER = "member_reminder"


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
