"""The rows of tickets and their timelines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    String,
    Table,
    Text,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, CommunityId, ProductId, TicketId, UserId, WorkspaceId
from tickets.models import (
    Facts,
    Outcome,
    Priority,
    Ticket,
    TicketKind,
    TicketState,
    WaitingOn,
)

FIRST_NUMBER = 1001
TicketRow = Table(
    "ticket",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("number", Integer),
    Column("kind", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("member_id", BigId, nullable=False),
    Column("member_name", String(255), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("product_id", BigId, ForeignKey("product.id")),
    Column("cause", String(40), nullable=False),
    Column("wants", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("priority", String(8), nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("waiting_on", String(10)),
    Column("outcome", String(14)),
    Column("responsible_id", BigId),
    Column("promised_at", UtcDateTime),
    Column("last_word_at", UtcDateTime),
    Column("first_human_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("resolved_at", UtcDateTime),
    Column("may_contact", Boolean, nullable=False),
    Column("facts", JSON),
    Column("merged_into", BigId),
    UniqueConstraint("workspace_id", "number"),
    Index("ix_ticket_workspace_id_state_id", "workspace_id", "state", "id"),
    Index("ix_ticket_workspace_id_member_id_state", "workspace_id", "member_id", "state"),
    Index("ix_ticket_changed_at", "changed_at"),
    Index("ix_ticket_member_id_id", "member_id", "id"),
)
TimelineRow = Table(
    "timeline",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", BigId),  # empty: the bot
    Column("event", String(30), nullable=False),
    Column("text", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Index("ix_timeline_ticket_id_id", "ticket_id", "id"),
)
_SAVED = (
    "number",
    "kind",
    "state",
    "product_id",
    "cause",
    "wants",
    "priority",
    "changed_at",
    "words",
    "waiting_on",
    "outcome",
    "responsible_id",
    "promised_at",
    "last_word_at",
    "first_human_at",
    "answered_at",
    "resolved_at",
    "may_contact",
    "facts",
    "merged_into",
)
SAVE_TICKET = Amendment(
    "save a ticket",
    update(TicketRow)
    .where(TicketRow.c.id == bindparam("the_ticket"), TicketRow.c.version == bindparam("old_version"))
    .values(version=bindparam("new_version"), **{name: bindparam(f"new_{name}") for name in _SAVED}),
    must_match=True,
)
MARK_ANSWERED = Amendment(
    "a human's words have reached the member; the version grows, so that nobody writes over it unseen",
    update(TicketRow)
    .where(TicketRow.c.id == bindparam("the_ticket"))
    .values(
        answered_at=bindparam("at"),
        first_human_at=func.coalesce(TicketRow.c.first_human_at, bindparam("first_at", type_=UtcDateTime)),
        version=TicketRow.c.version + 1,
    ),
)


def ticket_from(row: Any) -> Ticket:
    """Return the Ticket of a row."""
    return Ticket(
        id=TicketId(row["id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        community_id=CommunityId(row["community_id"]),
        number=row["number"],
        kind=TicketKind(row["kind"]),
        state=TicketState(row["state"]),
        member_id=UserId(row["member_id"]),
        member_name=row["member_name"],
        chat_id=ChatId(row["chat_id"]),
        message_id=row["message_id"],
        thread_id=row["thread_id"],
        product_id=None if row["product_id"] is None else ProductId(row["product_id"]),
        cause=row["cause"],
        wants=tuple(row["wants"]),
        words=row["words"],
        priority=Priority(row["priority"]),
        opened_at=row["opened_at"],
        changed_at=row["changed_at"],
        version=row["version"],
        waiting_on=None if row["waiting_on"] is None else WaitingOn(row["waiting_on"]),
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        responsible_id=None if row["responsible_id"] is None else UserId(row["responsible_id"]),
        promised_at=row["promised_at"],
        last_word_at=row["last_word_at"],
        first_human_at=row["first_human_at"],
        answered_at=row["answered_at"],
        resolved_at=row["resolved_at"],
        may_contact=row["may_contact"],
        facts=Facts.read(row["facts"] or {}),
        merged_into=None if row["merged_into"] is None else TicketId(row["merged_into"]),
    )


def _columns(ticket: Ticket) -> dict[str, Any]:
    values = {name: getattr(ticket, name) for name in Ticket.__dataclass_fields__}
    return {**values, "wants": list(ticket.wants), "facts": ticket.facts.stored}


def add_ticket(change: Change, ticket: Ticket) -> None:
    """Insert a ticket."""
    change.add(TicketRow, **_columns(ticket))


def save_ticket(change: Change, before: Ticket, after: Ticket) -> Ticket:
    """Update a ticket that is still as ``before``; the version grows by one, whatever moves led here."""
    saved = replace(after, version=before.version + 1)
    values = _columns(saved)
    change.amend(
        SAVE_TICKET,
        the_ticket=saved.id,
        old_version=before.version,
        new_version=saved.version,
        **{f"new_{name}": values[name] for name in _SAVED},
    )
    return saved


def add_line(
    change: Change,
    new_id: int,
    ticket_id: TicketId,
    at: datetime,
    event: str,
    *,
    actor_id: UserId | None = None,
    text: str = "",
    **details: Any,
) -> None:
    """Append a line to a ticket's timeline; lines are never changed."""
    change.add(
        TimelineRow, id=new_id, ticket_id=ticket_id, at=at, actor_id=actor_id, event=event, text=text, details=details
    )


async def find_ticket(connection: AsyncConnection, workspace_id: WorkspaceId, ticket_id: TicketId) -> Ticket | None:
    """Return one ticket of this workspace."""
    query = select(TicketRow).where(TicketRow.c.id == ticket_id, TicketRow.c.workspace_id == workspace_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else ticket_from(row)


async def ticket_by_id(connection: AsyncConnection, ticket_id: TicketId) -> Ticket | None:
    """Return a ticket by its id alone: for callers that check whose it is themselves."""
    row = (await connection.execute(select(TicketRow).where(TicketRow.c.id == ticket_id))).mappings().one_or_none()
    return None if row is None else ticket_from(row)


async def ticket_by_number(connection: AsyncConnection, workspace_id: WorkspaceId, number: int) -> Ticket | None:
    """Return the ticket shown as ``#number`` in this workspace."""
    query = select(TicketRow).where(TicketRow.c.workspace_id == workspace_id, TicketRow.c.number == number)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else ticket_from(row)


async def last_number(connection: AsyncConnection, workspace_id: WorkspaceId) -> int:
    """Return the highest number given so far (1000 if none)."""
    query = select(func.max(TicketRow.c.number)).where(TicketRow.c.workspace_id == workspace_id)
    highest = (await connection.execute(query)).scalar()
    return FIRST_NUMBER - 1 if highest is None else int(highest)


async def open_tickets_of(connection: AsyncConnection, workspace_id: WorkspaceId, member_id: UserId) -> list[Ticket]:
    """Return a member's tickets that are not resolved or closed, newest first."""
    query = (
        select(TicketRow)
        .where(TicketRow.c.workspace_id == workspace_id, TicketRow.c.member_id == member_id)
        .where(TicketRow.c.state.in_(("open", "waiting")))
        .order_by(TicketRow.c.id.desc())
    )
    return [ticket_from(row) for row in (await connection.execute(query)).mappings()]


async def ticket_of_message(
    connection: AsyncConnection, workspace_id: WorkspaceId, member_id: UserId, chat_id: ChatId, message_id: int
) -> Ticket | None:
    """Return a member's newest ticket that began under a message, whatever its state."""
    query = (
        select(TicketRow)
        .where(TicketRow.c.workspace_id == workspace_id, TicketRow.c.member_id == member_id)
        .where(TicketRow.c.chat_id == chat_id, TicketRow.c.message_id == message_id)
        .order_by(TicketRow.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else ticket_from(row)


async def tickets_of_member(connection: AsyncConnection, member_id: UserId, limit: int = 20) -> list[Ticket]:
    """Return a member's numbered tickets in all workspaces, newest first."""
    query = (
        select(TicketRow)
        .where(TicketRow.c.member_id == member_id, TicketRow.c.number.is_not(None))
        .order_by(TicketRow.c.id.desc())
        .limit(limit)
    )
    return [ticket_from(row) for row in (await connection.execute(query)).mappings()]


async def list_tickets(
    connection: AsyncConnection,
    workspace_id: WorkspaceId,
    *,
    states: Iterable[TicketState] = (TicketState.OPEN, TicketState.WAITING),
    responsible_id: UserId | None = None,
    late_at: datetime | None = None,
    words: str = "",
    offset: int = 0,
    limit: int = 10,
) -> tuple[list[Ticket], int]:
    """Return one page of tickets, oldest first, and how many there are in all."""
    query = select(TicketRow).where(TicketRow.c.workspace_id == workspace_id)
    query = query.where(TicketRow.c.state.in_([state.value for state in states]))
    if responsible_id is not None:
        query = query.where(TicketRow.c.responsible_id == responsible_id)
    if late_at is not None:
        query = query.where(TicketRow.c.promised_at < late_at)
    if words:
        query = query.where(
            or_(
                TicketRow.c.words.icontains(words, autoescape=True),
                TicketRow.c.member_name.icontains(words, autoescape=True),
            )
        )
    total = (await connection.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    page = query.order_by(TicketRow.c.opened_at, TicketRow.c.id).offset(offset).limit(limit)
    return [ticket_from(row) for row in (await connection.execute(page)).mappings()], total


async def waiting_for_proof(connection: AsyncConnection, products: Iterable[ProductId | None]) -> list[Ticket]:
    """Return the tickets that wait for promised proof of ``products``, who asked first in front."""
    query = (
        select(TicketRow)
        .where(TicketRow.c.state == "waiting", TicketRow.c.waiting_on == "evidence")
        .where(TicketRow.c.product_id.in_([product for product in products if product is not None]))
        .order_by(TicketRow.c.id)
    )
    return [ticket_from(row) for row in (await connection.execute(query)).mappings()]


async def timeline(connection: AsyncConnection, ticket_id: TicketId, limit: int = 20) -> list[Any]:
    """Return the newest lines of a ticket's timeline, oldest of them first."""
    query = (
        select(TimelineRow).where(TimelineRow.c.ticket_id == ticket_id).order_by(TimelineRow.c.id.desc()).limit(limit)
    )
    return list(reversed((await connection.execute(query)).mappings().all()))
