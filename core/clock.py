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
    """A clock that runs on from any moment and can be moved: for the playground and tests."""

    def __init__(self, start: datetime | None = None) -> None:
        self._shift = timedelta() if start is None else start - system_clock()

    def __call__(self) -> datetime:
        return system_clock() + self._shift

    def forward(self, by: timedelta) -> None:
        """Move the present ``by`` so much forward (a negative span: back)."""
        self._shift += by

    def move_to(self, moment: datetime) -> None:
        """Make ``moment`` (aware) the present."""
        self._shift = moment - system_clock()
