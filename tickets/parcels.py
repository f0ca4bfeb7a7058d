"""Parcels of a case: the tracking numbers that its member named, and when each is looked at next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, String, Table, and_, bindparam, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import TicketId
from couriers.numbers import Parcel
from couriers.traces import ParcelState
from tickets.models import Ticket
from tickets.repository import TicketRow, ticket_from

TicketParcelRow = Table(
    "ticket_parcel",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),
    Column("number", String(32), nullable=False),
    Column("couriers", String(80), nullable=False),  # codes of who may carry it; one: known
    Column("phone_tail", String(4), nullable=False),
    Column("next_look_at", UtcDateTime),  # empty: not looked at any more
    Column("seen_state", String(16), nullable=False),
    Column("seen_at", UtcDateTime),  # the newest event that the timeline has
    Column("stalled_said_at", UtcDateTime),
    Index("ix_ticket_parcel_ticket_id", "ticket_id"),
    Index("ix_ticket_parcel_number", "number"),
    Index("ix_ticket_parcel_next_look_at", "next_look_at"),
)
_the = update(TicketParcelRow).where(TicketParcelRow.c.id == bindparam("the_parcel"))
SEEN = Amendment(
    "a parcel was looked at",
    _the.values(
        next_look_at=bindparam("again_at"),
        seen_state=bindparam("new_state"),
        seen_at=bindparam("new_seen_at"),
        stalled_said_at=bindparam("new_stalled_said_at"),
    ),
)
CHOOSE_COURIER = Amendment(
    "staff said who carries it",
    _the.values(couriers=bindparam("new_couriers"), next_look_at=bindparam("again_at")),
    must_match=True,
)
LEARN_PHONE = Amendment(
    "the member told the last four digits",
    update(TicketParcelRow)
    .where(TicketParcelRow.c.ticket_id == bindparam("the_ticket"))
    .values(phone_tail=bindparam("tail"), next_look_at=bindparam("again_at")),
)
LOOK_NOW = Amendment(
    "news of a parcel came by itself",
    update(TicketParcelRow)
    .where(TicketParcelRow.c.number == bindparam("the_number"), TicketParcelRow.c.next_look_at.is_not(None))
    .values(next_look_at=bindparam("at")),
)
FORGET_PARCEL = Amendment(
    "a parcel that was named twice", delete(TicketParcelRow).where(TicketParcelRow.c.id == bindparam("the_parcel"))
)


@dataclass(frozen=True, slots=True)
class CaseParcel:
    """One parcel of a case. ``couriers``: who may carry it, one code where it is known."""

    id: int
    ticket_id: TicketId
    number: str
    couriers: tuple[str, ...]
    phone_tail: str
    seen_state: ParcelState
    seen_at: datetime | None
    stalled_said_at: datetime | None

    @property
    def courier(self) -> str:
        """Who carries it; empty while nobody knows."""
        return self.couriers[0] if len(self.couriers) == 1 else ""


def add_parcel(change: Change, new_id: int, ticket_id: TicketId, parcel: Parcel, tail: str, look_at: datetime) -> None:
    """Insert a parcel of a case, looked at from ``look_at`` on."""
    change.add(
        TicketParcelRow,
        id=new_id,
        ticket_id=ticket_id,
        number=parcel.number,
        couriers=",".join(parcel.couriers),
        phone_tail=tail,
        next_look_at=look_at,
        seen_state=ParcelState.UNKNOWN.value,
    )


def parcel_from(row: Any) -> CaseParcel:
    """Return the CaseParcel of a row."""
    return CaseParcel(
        id=row["id"],
        ticket_id=TicketId(row["ticket_id"]),
        number=row["number"],
        couriers=tuple(code for code in row["couriers"].split(",") if code),
        phone_tail=row["phone_tail"],
        seen_state=ParcelState(row["seen_state"]),
        seen_at=row["seen_at"],
        stalled_said_at=row["stalled_said_at"],
    )


async def parcels_of(connection: AsyncConnection, ticket_id: TicketId) -> list[CaseParcel]:
    """Return the parcels of a case in the order in which they were named, each number once."""
    query = select(TicketParcelRow).where(TicketParcelRow.c.ticket_id == ticket_id).order_by(TicketParcelRow.c.id)
    found: dict[str, CaseParcel] = {}
    for row in (await connection.execute(query)).mappings():
        found.setdefault(row["number"], parcel_from(row))
    return list(found.values())


async def due_parcels(connection: AsyncConnection, now: datetime, limit: int) -> list[tuple[CaseParcel, Ticket]]:
    """Return the parcels to look at now with their tickets, longest due first."""
    query = (
        select(TicketParcelRow)
        .where(and_(TicketParcelRow.c.next_look_at.is_not(None), TicketParcelRow.c.next_look_at <= now))
        .order_by(TicketParcelRow.c.next_look_at, TicketParcelRow.c.id)
        .limit(limit)
    )
    parcels = [parcel_from(row) for row in (await connection.execute(query)).mappings()]
    wanted = select(TicketRow).where(TicketRow.c.id.in_({parcel.ticket_id for parcel in parcels}))
    tickets = {row["id"]: ticket_from(row) for row in (await connection.execute(wanted)).mappings()} if parcels else {}
    return [(parcel, tickets[parcel.ticket_id]) for parcel in parcels]


async def parcel_by_id(connection: AsyncConnection, parcel_id: int) -> CaseParcel | None:
    """Return one parcel of a case."""
    query = select(TicketParcelRow).where(TicketParcelRow.c.id == parcel_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else parcel_from(row)
