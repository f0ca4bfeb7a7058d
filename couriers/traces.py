"""What is known of a parcel's way: its state and where it was seen, whoever was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable


class ParcelState(StrEnum):
    """Where a parcel is; the values stand in the database."""

    UNKNOWN = "unknown"
    ORDERED = "ordered"  # announced, not yet handed over
    COLLECTED = "collected"
    MOVING = "moving"
    CUSTOMS = "customs"
    CUSTOMS_HELD = "customs_held"
    DELIVERING = "delivering"
    TO_COLLECT = "to_collect"  # in a locker or a shop
    TROUBLE = "trouble"
    DELIVERED = "delivered"
    RETURNING = "returning"
    RETURNED = "returned"
    REFUSED = "refused"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is expected."""
        return self in _OVER


_OVER = frozenset({ParcelState.DELIVERED, ParcelState.RETURNED})


@dataclass(frozen=True, slots=True)
class Event:
    """A parcel was seen: ``place`` and ``text`` as the courier says them."""

    at: datetime
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """What a tracking service said at ``asked_at``; ``events`` newest first."""

    number: str
    courier: str
    state: ParcelState
    events: tuple[Event, ...]
    asked_at: datetime
    source: str

    @property
    def last_seen_at(self) -> datetime | None:
        """When it was seen last."""
        return self.events[0].at if self.events else None

    def is_stalled(self, now: datetime, after: timedelta = timedelta(hours=48)) -> bool:
        """Whether it should move and has not been seen for ``after``."""
        seen = self.last_seen_at
        return not self.state.is_over and seen is not None and now - seen >= after


class Tracker(Protocol):
    """A tracking service."""

    async def trace(self, number: str, courier: str, phone: str = "") -> Trace:
        """Ask where a parcel is. ``courier``: our code; ``phone``: its last four digits, where the courier wants them.

        Raises:
            TraceError: there is no answer; it says why.
        """
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...


@runtime_checkable
class Subscriber(Protocol):
    """A tracking service that tells of each change by itself."""

    async def subscribe(self, number: str, courier: str, *, callback_url: str, phone: str = "") -> None:
        """Ask to be told at ``callback_url``.

        Raises:
            TraceError: it was refused.
        """
        ...
