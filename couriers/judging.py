"""What a trace means for a case: the cause it speaks for, and when to look again. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from couriers.traces import ParcelState, Trace

LOOK_AGAIN = timedelta(hours=6)
LOOK_SOON = timedelta(hours=2)
LOOK_AFTER_REFUSAL = timedelta(hours=3)
NOT_SHIPPED_AFTER = timedelta(hours=48)

_CAUSES = {
    ParcelState.TROUBLE: "courier.lost",
    ParcelState.CUSTOMS_HELD: "courier.slow",
}


def likely_cause(trace: Trace, now: datetime) -> str:
    """Return the cause of a complaint that the trace speaks for; empty: it does not say."""
    if trace.state is ParcelState.ORDERED:
        seen = trace.last_seen_at
        return "courier.not_shipped" if seen is not None and now - seen >= NOT_SHIPPED_AFTER else ""
    if trace.state in _CAUSES:
        return _CAUSES[trace.state]
    return "courier.slow" if trace.is_stalled(now) else ""


def next_look(trace: Trace) -> timedelta | None:
    """Return after how long to look again; None: nothing more will come."""
    if trace.state.is_over:
        return None
    return LOOK_SOON if trace.state in (ParcelState.DELIVERING, ParcelState.TO_COLLECT) else LOOK_AGAIN
