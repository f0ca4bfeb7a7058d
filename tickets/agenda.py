"""The rows of what is due on tickets: planned, claimed, settled, found again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import FollowUpId, TicketId, UserId, WorkspaceId
from tickets.models import (
    DEADLINES,
    FollowUp,
    FollowUpKind,
    Ticket,
)
from tickets.repository import TicketRow, ticket_from

FollowUpRow = Table(
    "follow_up",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("workspace_id", BigId, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("step", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting, done, cancelled
    Column("details", JSON, nullable=False),
    Column("settled_at", UtcDateTime),
    # What waits is a sliver of what was: the tick reads the first rows of this index, however long the history.
    Index(
        "ix_follow_up_due",
        "due_at",
        "id",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
    Index("ix_follow_up_ticket_id_state", "ticket_id", "state"),
)
_waiting = update(FollowUpRow).where(FollowUpRow.c.state == "waiting")
# No IN: the direct writer prepares a statement once, and cannot fill in a list later.
_is_day = or_(*(FollowUpRow.c.kind == kind.value for kind in sorted(DEADLINES)))
_before = _waiting.where(FollowUpRow.c.ticket_id == bindparam("the_ticket"), FollowUpRow.c.id < bindparam("before"))
CANCEL_FOLLOW_UPS = Amendment(
    "cancel what is due on a ticket, but what is planned with the same Change",
    _before.values(state="cancelled", settled_at=bindparam("at")),
)
CANCEL_LADDERS = Amendment(
    "cancel what is due on a ticket that stays open, but the days that come whatever happens",
    _before.where(not_(_is_day)).values(state="cancelled", settled_at=bindparam("at")),
)
CANCEL_DEADLINES = Amendment(
    "cancel the days of a ticket that have moved",
    _before.where(_is_day).values(state="cancelled", settled_at=bindparam("at")),
)
REVIVE_FOLLOW_UP = Amendment(
    "make a follow-up due again whose message came too late",
    update(FollowUpRow)
    .where(FollowUpRow.c.id == bindparam("the_follow_up"), FollowUpRow.c.state == "done")
    .values(state="waiting", due_at=bindparam("new_due_at"), settled_at=None, details=bindparam("new_details")),
)
SETTLE_DUE = Amendment(
    "settle a follow-up that this transaction has claimed",
    update(FollowUpRow)
    .where(FollowUpRow.c.id == bindparam("the_follow_up"))
    .values(state="done", settled_at=bindparam("at")),
)
REPLAN_FOLLOW_UP = Amendment(
    "move a follow-up",
    _waiting.where(FollowUpRow.c.id == bindparam("the_follow_up")).values(due_at=bindparam("new_due_at")),
    must_match=True,
)


def add_follow_up(change: Change, follow_up: FollowUp) -> None:
    """Insert a follow-up that waits for its time."""
    change.add(
        FollowUpRow,
        id=follow_up.id,
        ticket_id=follow_up.ticket_id,
        workspace_id=follow_up.workspace_id,
        kind=follow_up.kind.value,
        step=follow_up.step,
        due_at=follow_up.due_at,
        state="waiting",
        details=follow_up.details,
    )


def follow_up_from(row: Any) -> FollowUp:
    """Return the FollowUp of a row."""
    return FollowUp(
        id=FollowUpId(row["id"]),
        ticket_id=TicketId(row["ticket_id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        kind=FollowUpKind(row["kind"]),
        step=row["step"],
        due_at=row["due_at"],
        details=row["details"],
    )


async def told_with(connection: AsyncConnection, follow_up_id: FollowUpId, ticket: Ticket) -> list[FollowUp]:
    """Return a follow-up of ``ticket`` that fired, and the reports on its member's other cases that went out with it.

    They share a message, so they were settled in the same moment.
    """
    first = select(FollowUpRow).where(FollowUpRow.c.id == follow_up_id)
    row = (await connection.execute(first)).mappings().one_or_none()
    if row is None:
        return []
    theirs = select(TicketRow.c.id).where(
        TicketRow.c.member_id == ticket.member_id,
        TicketRow.c.workspace_id == ticket.workspace_id,
        TicketRow.c.state != "closed",
        TicketRow.c.may_contact,
    )
    query = select(FollowUpRow).where(FollowUpRow.c.ticket_id.in_(theirs), FollowUpRow.c.state == "done")
    query = query.where(FollowUpRow.c.settled_at == row["settled_at"], FollowUpRow.c.kind == row["kind"])
    found = [follow_up_from(each) for each in (await connection.execute(query)).mappings()]
    return [each for each in found if each.id == follow_up_id or not each.details.get("promise")]


async def waiting_follow_ups(connection: AsyncConnection, ticket_id: TicketId) -> list[FollowUp]:
    """Return what is due on a ticket, soonest first."""
    query = (
        select(FollowUpRow)
        .where(FollowUpRow.c.ticket_id == ticket_id, FollowUpRow.c.state == "waiting")
        .order_by(FollowUpRow.c.due_at)
    )
    return [follow_up_from(row) for row in (await connection.execute(query)).mappings()]


_is_waiting = text("follow_up.state = 'waiting'")  # word for word as the index has it: a parameter would miss it
DUE_NOW = select(FollowUpRow).where(_is_waiting).order_by(FollowUpRow.c.due_at, FollowUpRow.c.id)
"""What waits, oldest first; a benchmark shows how each engine finds it."""


async def is_anything_due(connection: AsyncConnection, now: datetime) -> bool:
    """Whether anything is due at ``now``: the first row of an index, whatever the size of the table."""
    query = select(FollowUpRow.c.id).where(_is_waiting, FollowUpRow.c.due_at <= now)
    return (await connection.execute(query.limit(1))).first() is not None


async def due_follow_ups(connection: AsyncConnection, now: datetime, limit: int) -> list[tuple[FollowUp, Ticket]]:
    """Return what is due at ``now`` with its ticket, oldest first; rows that another worker holds are left out."""
    due = DUE_NOW.where(FollowUpRow.c.due_at <= now).limit(limit).with_for_update(skip_locked=True)
    return await _with_tickets(connection, due)


async def due_progress_of(
    connection: AsyncConnection, members: Iterable[UserId], now: datetime, known: Collection[FollowUpId]
) -> list[tuple[FollowUp, Ticket]]:
    """Return the reports to ``members`` that are due at ``now`` beside the ``known`` ones."""
    theirs = select(TicketRow.c.id).where(
        TicketRow.c.member_id.in_(members), TicketRow.c.state.in_(("open", "waiting", "resolved"))
    )
    query = DUE_NOW.where(FollowUpRow.c.ticket_id.in_(theirs), FollowUpRow.c.kind == FollowUpKind.PROGRESS.value)
    query = query.where(FollowUpRow.c.due_at <= now).with_for_update(skip_locked=True)
    return [pair for pair in await _with_tickets(connection, query) if pair[0].id not in known]


async def _with_tickets(connection: AsyncConnection, query: Select[Any]) -> list[tuple[FollowUp, Ticket]]:
    follow_ups = [follow_up_from(row) for row in (await connection.execute(query)).mappings()]
    if not follow_ups:
        return []
    belonging = select(TicketRow).where(TicketRow.c.id.in_({item.ticket_id for item in follow_ups}))
    tickets = {row["id"]: ticket_from(row) for row in (await connection.execute(belonging)).mappings()}
    return [(item, tickets[item.ticket_id]) for item in follow_ups]
