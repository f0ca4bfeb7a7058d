"""The rows of incidents: one problem behind many tickets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Integer, String, Table, Text, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, OutgoingId, TicketId, WorkspaceId
from tickets.models import Ticket, TicketKind
from tickets.parcels import TicketParcelRow
from tickets.repository import TicketRow, ticket_from
from triage.crises.rules import Case, Likeness
from workspaces.repository import ProductRow

GOING_ON = ("proposed", "open")
CRISIS, HAND = "crisis", "hand"
"""What else incidents are about: a crisis (community and product), and what staff opened by hand."""

IncidentRow = Table(
    "incident",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("aspect", String(8), nullable=False),  # courier, shop, cause, crisis, hand
    Column("value", String(160), nullable=False),
    Column("title", String(120), nullable=False),
    Column("state", String(10), nullable=False),  # proposed, open, declined, closed
    Column("open_key", String(200)),  # workspace and likeness while it is proposed or open
    Column("since", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("words", Text, nullable=False),  # where it stands, as everybody was told
    Column("told_at", UtcDateTime),
    Column("draft", Text, nullable=False),  # what waits for the second tap
    Column("cards", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("open_key"),
    Index("ix_incident_workspace_id_state", "workspace_id", "state"),
)
IncidentTicketRow = Table(
    "incident_ticket",
    metadata,
    Column("incident_id", BigId, ForeignKey("incident.id"), primary_key=True),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), primary_key=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_incident_ticket_ticket_id", "ticket_id"),
)
_SAVED = ("state", "open_key", "closed_at", "words", "told_at", "draft", "cards")
SAVE_INCIDENT = Amendment(
    "save an incident",
    update(IncidentRow)
    .where(IncidentRow.c.id == bindparam("the_incident"), IncidentRow.c.version == bindparam("old_version"))
    .values(version=bindparam("new_version"), **{name: bindparam(f"new_{name}") for name in _SAVED}),
    must_match=True,
)


@dataclass(frozen=True, slots=True)
class Incident:
    """One problem behind many tickets. ``words``: where it stands, as everybody concerned was told."""

    id: int
    workspace_id: WorkspaceId
    aspect: str
    value: str
    title: str
    since: datetime
    opened_at: datetime
    state: str = "proposed"
    closed_at: datetime | None = None
    words: str = ""
    told_at: datetime | None = None
    draft: str = ""
    cards: tuple[tuple[ChatId, OutgoingId], ...] = ()
    version: int = 1

    @property
    def is_going_on(self) -> bool:
        """Whether staff were asked, or it is open."""
        return self.state in GOING_ON

    @property
    def likeness(self) -> Likeness:
        """In what its tickets are alike."""
        return self.aspect, self.value


def add_incident(change: Change, incident: Incident) -> None:
    """Insert an incident; a second one of the same likeness that goes on is a conflict."""
    change.add(IncidentRow, **_values(incident))


def save_incident(change: Change, before: Incident, after: Incident) -> Incident:
    """Update an incident that is still as ``before``."""
    saved = replace(after, version=before.version + 1)
    values = _values(saved)
    new = {f"new_{name}": values[name] for name in _SAVED}
    change.amend(SAVE_INCIDENT, the_incident=saved.id, old_version=before.version, new_version=saved.version, **new)
    return saved


def add_to_incident(change: Change, incident_id: int, ticket_id: TicketId, at: datetime) -> None:
    """Let a ticket join."""
    change.add(IncidentTicketRow, incident_id=incident_id, ticket_id=ticket_id, joined_at=at)


def _values(incident: Incident) -> dict[str, Any]:
    values = {name: getattr(incident, name) for name in Incident.__dataclass_fields__}
    values["cards"] = [list(card) for card in incident.cards]
    key = f"{incident.workspace_id}:{incident.aspect}:{incident.value}"[:200]
    values["open_key"] = key if incident.is_going_on else None
    return values


def incident_from(row: Any) -> Incident:
    """Return the Incident of a row."""
    values = {name: row[name] for name in Incident.__dataclass_fields__}
    values["cards"] = tuple((ChatId(chat), OutgoingId(card)) for chat, card in values["cards"])
    return Incident(**values)


async def find_incident(connection: AsyncConnection, incident_id: int) -> Incident | None:
    """Return one incident."""
    query = select(IncidentRow).where(IncidentRow.c.id == incident_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else incident_from(row)


async def incidents_of(
    connection: AsyncConnection, workspace_id: WorkspaceId, states: Iterable[str] = ("open",)
) -> list[Incident]:
    """Return a workspace's incidents, oldest first."""
    query = select(IncidentRow).where(IncidentRow.c.workspace_id == workspace_id)
    query = query.where(IncidentRow.c.state.in_(list(states))).order_by(IncidentRow.c.id)
    return [incident_from(row) for row in (await connection.execute(query)).mappings()]


async def tickets_in(connection: AsyncConnection, incident_id: int) -> list[Ticket]:
    """Return the tickets of an incident, oldest first."""
    mine = select(IncidentTicketRow.c.ticket_id).where(IncidentTicketRow.c.incident_id == incident_id)
    query = select(TicketRow).where(TicketRow.c.id.in_(mine)).order_by(TicketRow.c.id)
    return [ticket_from(row) for row in (await connection.execute(query)).mappings()]


async def loose_cases(
    connection: AsyncConnection, workspaces: Sequence[WorkspaceId], since: datetime
) -> dict[WorkspaceId, int]:
    """Return how many after-sales cases opened since are in no incident, by workspace."""
    query = select(TicketRow.c.workspace_id, func.count()).where(TicketRow.c.workspace_id.in_(workspaces))
    query = query.where(TicketRow.c.kind == TicketKind.AFTER_SALES.value, *_is_loose(since))
    rows = await connection.execute(query.group_by(TicketRow.c.workspace_id))
    return {WorkspaceId(workspace_id): int(count) for workspace_id, count in rows.all()}


async def with_incidents(connection: AsyncConnection, workspaces: Sequence[WorkspaceId]) -> set[WorkspaceId]:
    """Return the workspaces in which an incident goes on."""
    query = select(IncidentRow.c.workspace_id).where(IncidentRow.c.workspace_id.in_(workspaces))
    rows = await connection.execute(query.where(IncidentRow.c.state.in_(GOING_ON)).distinct())
    return set(map(WorkspaceId, rows.scalars()))


def _is_loose(since: datetime) -> tuple[ColumnElement[bool], ...]:
    taken = select(IncidentTicketRow.c.ticket_id)
    is_open = (TicketRow.c.state != "closed", TicketRow.c.merged_into.is_(None))
    return TicketRow.c.opened_at >= since, TicketRow.c.id.not_in(taken), *is_open


async def loose_tickets(
    connection: AsyncConnection, workspace_id: WorkspaceId, since: datetime
) -> list[tuple[Ticket, Case]]:
    """Return the tickets opened since that are in no incident, with in what others may be like them."""
    mine = select(TicketRow).where(TicketRow.c.workspace_id == workspace_id, *_is_loose(since))
    query = mine.order_by(TicketRow.c.id)
    tickets = [ticket_from(row) for row in (await connection.execute(query)).mappings()]
    shops = await _shops(connection, workspace_id)
    couriers = await _couriers(connection, [ticket.id for ticket in tickets])
    return [
        (
            each,
            Case(
                each.id,
                each.number,
                each.member_id,
                each.cause if each.kind is TicketKind.AFTER_SALES else "",
                shops.get(each.product_id or 0, "") if each.kind is TicketKind.AFTER_SALES else "",
                couriers.get(each.id, "") if each.kind is TicketKind.AFTER_SALES else "",
            ),
        )
        for each in tickets
    ]


async def _shops(connection: AsyncConnection, workspace_id: WorkspaceId) -> dict[int, str]:
    query = select(ProductRow.c.id, ProductRow.c.shop).where(ProductRow.c.workspace_id == workspace_id)
    return {row.id: row.shop for row in (await connection.execute(query.where(ProductRow.c.shop != ""))).all()}


async def _couriers(connection: AsyncConnection, tickets: list[TicketId]) -> dict[int, str]:
    """Return who carries the parcel of each ticket, where that is known."""
    found: dict[int, str] = {}
    for start in range(0, len(tickets), 500):
        wanted = tickets[start : start + 500]
        query = select(TicketParcelRow.c.ticket_id, TicketParcelRow.c.couriers)
        rows = (await connection.execute(query.where(TicketParcelRow.c.ticket_id.in_(wanted)))).all()
        found |= {row.ticket_id: row.couriers for row in rows if row.couriers and "," not in row.couriers}
    return found
