"""Tickets and time tables for the tests of this folder."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.ids import ChatId, CommunityId, TicketId, UserId, WorkspaceId
from tickets.models import Priority, Ticket, TicketKind, TicketState
from tickets.schedule import ContactWindows, ServiceHours, Timetable

SHANGHAI = ZoneInfo("Asia/Shanghai")
MEMBER, LIAISON, OTHER_LIAISON, ADMIN, OWNER = (UserId(number) for number in (1, 2, 3, 4, 5))
TIMETABLE = Timetable(ServiceHours(), ContactWindows(), SHANGHAI)


def local(text: str) -> datetime:
    """Return ``2026-11-22 15:30`` of Shanghai as UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


NOW = local("2026-11-22 15:00")

_TICKET = Ticket(
    id=TicketId(77),
    workspace_id=WorkspaceId(1),
    community_id=CommunityId(1),
    number=1024,
    kind=TicketKind.AFTER_SALES,
    state=TicketState.OPEN,
    member_id=MEMBER,
    member_name="豆豆",
    chat_id=ChatId(-100),
    message_id=5,
    thread_id=None,
    product_id=None,
    cause="courier.slow",
    wants=(),
    words="快递都五天了还停在上海",
    priority=Priority.NORMAL,
    opened_at=NOW,
    changed_at=NOW,
    responsible_id=LIAISON,
)


def ticket(**changes: Any) -> Ticket:
    """Return a ticket that differs from the usual one by ``changes``; a doubt has no number."""
    if changes.get("kind") is TicketKind.DOUBT:
        changes = {"number": None, **changes}
    return replace(_TICKET, **changes)
