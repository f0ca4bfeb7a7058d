"""The rows of parcels: when each was asked about last, and what came back. A number is the same for every workspace."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, String, Table, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.columns import UtcDateTime, metadata
from couriers.traces import Event, ParcelState, Trace

ParcelRow = Table(
    "parcel",
    metadata,
    Column("number", String(32), primary_key=True),
    Column("courier", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("events", JSON, nullable=False),  # newest first: [moment, place, text]
    Column("source", String(16), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),  # the last question, answered or not
    Column("traced_at", UtcDateTime),  # the last answer
    Column("why", String(16), nullable=False),  # why there was no answer to the last question
)
MOST_EVENTS = 60


async def read_parcel(connection: AsyncConnection, number: str) -> Any | None:
    """Return the row of a parcel."""
    return (await connection.execute(select(ParcelRow).where(ParcelRow.c.number == number))).mappings().one_or_none()


async def note_question(connection: AsyncConnection, number: str, courier: str, at: datetime, *, is_new: bool) -> None:
    """Write down that a question goes out now, before it does: a crash must not lead to a second one."""
    if is_new:
        values = {"state": "unknown", "events": [], "source": "", "why": ""}
        await connection.execute(insert(ParcelRow).values(number=number, courier=courier, asked_at=at, **values))
    else:
        await connection.execute(_the(number).values(courier=courier, asked_at=at))


async def note_refusal(connection: AsyncConnection, number: str, why: str) -> None:
    """Write down why there was no answer; what was known stays."""
    await connection.execute(_the(number).values(why=why))


async def save_trace(connection: AsyncConnection, trace: Trace) -> bool:
    """Keep ``trace`` unless a newer one is known (pushes come out of order); return whether it was kept."""
    row = await read_parcel(connection, trace.number)
    known = None if row is None else trace_from(row)
    if known is not None and (known.last_seen_at or known.asked_at) > (trace.last_seen_at or trace.asked_at):
        return False
    values = {
        "courier": trace.courier or ("" if row is None else row["courier"]),
        "asked_at": trace.asked_at,
        "state": trace.state.value,
        "events": [[event.at.isoformat(), event.place, event.text] for event in trace.events[:MOST_EVENTS]],
        "source": trace.source,
        "traced_at": trace.asked_at,
        "why": "",
    }
    if row is None:
        await connection.execute(insert(ParcelRow).values(number=trace.number, **values))
    else:
        await connection.execute(_the(trace.number).values(**values))
    return True


def trace_from(row: Any) -> Trace | None:
    """Return the Trace of a row; None: there was no answer yet."""
    if row["traced_at"] is None:
        return None
    events = tuple(Event(datetime.fromisoformat(at), text, place) for at, place, text in row["events"])
    return Trace(row["number"], row["courier"], ParcelState(row["state"]), events, row["traced_at"], row["source"])


def _the(number: str) -> Any:
    return update(ParcelRow).where(ParcelRow.c.number == number)
