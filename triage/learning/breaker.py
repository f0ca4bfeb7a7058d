"""A circuit breaker: whoever fails again and again is left alone for a while."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.clock import Clock

FAILURES = 5
REST = timedelta(minutes=5)


class Breaker:
    """Opens after ``failures`` in a row; after ``rest`` one call may try, and decides for all."""

    def __init__(self, clock: Clock, *, failures: int = FAILURES, rest: timedelta = REST) -> None:
        self._clock, self._most, self._rest = clock, failures, rest
        self._failed = 0
        self._open_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody should call now."""
        return self._open_until is not None and self._clock() < self._open_until

    def try_now(self) -> bool:
        """Tell whether a call may be made now; after a rest only one may, until its outcome is known."""
        if self.is_open:
            return False
        if self._open_until is not None:
            self._open_until = self._clock() + self._rest  # for everybody but this one
        return True

    def succeeded(self) -> None:
        """A call went well: everybody may call."""
        self._failed, self._open_until = 0, None

    def failed(self) -> None:
        """A call failed."""
        self._failed += 1
        if self._failed >= self._most:
            self._open_until = self._clock() + self._rest
