"""Time comes in from outside: a Clock is handed to whatever needs the present moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the present moment as an aware UTC datetime."""


def system_clock() -> datetime:
    """Return the present moment of this machine."""
    return datetime.now(UTC)


class MovableClock:
    """A clock that runs on from any moment and can be moved and stopped: for the playground and tests."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta() if start is None else start - system_clock()
        self._stopped_at: datetime | None = None

    def __call__(self) -> datetime:
        return self._stopped_at or system_clock() + self._shift

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still."""
        return self._stopped_at is not None

    def forward(self, by: timedelta) -> None:
        """Move the present ``by`` so much forward (a negative span: back)."""
        self.move_to(self() + by)

    def move_to(self, moment: datetime) -> None:
        """Make ``moment`` (aware) the present; a stopped clock stands still there."""
        self._shift = moment - system_clock()
        if self._stopped_at is not None:
            self._stopped_at = moment

    def stop(self) -> None:
        """Stand still at the present."""
        self._stopped_at = self()

    def go_on(self) -> None:
        """Run on from where it stands."""
        if self._stopped_at is not None:
            self._shift, self._stopped_at = self._stopped_at - system_clock(), None
