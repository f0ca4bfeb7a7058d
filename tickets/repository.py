"""The rows of tickets, their timelines and follow-ups."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    func,
    not_,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, CommunityId, FollowUpId, ProductId, TicketId, UserId, WorkspaceId
from tickets.models import (
    DEADLINES,
    Facts,
    FollowUp,
    FollowUpKind,
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

_SAVED = (
    "number",
    "kind",
    "state",
    "product_id",
    "cause",
    "wants",
    "priority",
    "changed_at",
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
_waiting = update(FollowUpRow).where(FollowUpRow.c.state == "waiting")
SETTLE_FOLLOW_UP = Amendment(
    "settle a follow-up",
    _waiting.where(FollowUpRow.c.id == bindparam("the_follow_up")).values(state="done", settled_at=bindparam("at")),
    must_match=True,
)
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


async def find_follow_up(connection: AsyncConnection, follow_up_id: FollowUpId) -> FollowUp | None:
    """Return one follow-up, whatever its state."""
    query = select(FollowUpRow).where(FollowUpRow.c.id == follow_up_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else follow_up_from(row)


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
