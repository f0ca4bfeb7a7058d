"""TraceParcel: where is this parcel? From what is known while that is fresh, else from a tracking service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock
from core.database import Database
from core.errors import ConflictError, TraceError
from couriers import repository
from couriers.companies import BY_CODE
from couriers.traces import Trace, Tracker

FRESH_FOR = timedelta(minutes=35)
"""快递100 locks a number that is asked about more than once in 30 minutes."""
FRESH_ABROAD_FOR = timedelta(hours=6)
"""17TRACK looks every 6 to 12 hours."""


@dataclass(frozen=True, slots=True)
class Trackers:
    """Who is asked: one for parcels inside the country, one for those that cross borders; None: no key is set."""

    domestic: Tracker | None = None
    abroad: Tracker | None = None

    def of(self, courier: str) -> tuple[Tracker | None, timedelta]:
        """Return who knows the parcels of ``courier``, and for how long an answer is fresh."""
        known = BY_CODE.get(courier)
        if known is not None and known.kuaidi100 and self.domestic is not None:
            return self.domestic, FRESH_FOR
        return self.abroad, FRESH_ABROAD_FOR

    async def close(self) -> None:
        """Close all connections."""
        for tracker in (self.domestic, self.abroad):
            if tracker is not None:
                await tracker.close()


@dataclass(frozen=True, slots=True)
class TraceParcel:
    """Ask within the providers' rules: the question is written down before it goes out, by whichever worker."""

    database: Database
    clock: Clock
    trackers: Trackers

    def can_ask(self, courier: str) -> bool:
        """Whether a service is set up for this courier."""
        return self.trackers.of(courier)[0] is not None

    @property
    def can_ask_anybody(self) -> bool:
        """Whether any service is set up."""
        return self.trackers.domestic is not None or self.trackers.abroad is not None

    async def __call__(self, number: str, courier: str, phone: str = "") -> Trace:
        """Return where a parcel is; ``asked_at`` of the Trace says as of when.

        Raises:
            TraceError: nothing is known, and there is no answer; ``unset`` where no service is set up.
        """
        tracker, fresh_for = self.trackers.of(courier)
        if tracker is None:
            raise TraceError("unset", courier)
        known = await self._begin(number, courier, fresh_for)
        if known is not None:
            return known
        try:
            trace = await tracker.trace(number, courier, phone)
        except TraceError as error:
            async with self.database.transaction() as transaction:
                await repository.note_refusal(transaction.connection, number, error.why)
            raise
        async with self.database.transaction() as transaction:
            await repository.save_trace(transaction.connection, trace)
        return trace

    async def _begin(self, number: str, courier: str, fresh_for: timedelta) -> Trace | None:
        """Return what is known while it is fresh; else note that we ask now.

        Raises:
            TraceError: the last question is too young to ask again, and it brought nothing.
        """
        now = self.clock()
        try:
            async with self.database.transaction() as transaction:
                row = await repository.read_parcel(transaction.connection, number)
                if row is not None and now - row["asked_at"] < fresh_for:
                    known = repository.trace_from(row)
                    if known is None:
                        raise TraceError(row["why"] or "busy", "asked a moment ago")
                    return known
                await repository.note_question(transaction.connection, number, courier, now, is_new=row is None)
        except ConflictError as error:
            raise TraceError("busy", "another worker asks") from error
        return None
