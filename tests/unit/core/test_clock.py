"""The clock that tests and the playground move."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.clock import MovableClock

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SOON = timedelta(seconds=5)


def test_runs_on_from_its_start_and_can_be_moved() -> None:
    clock = MovableClock(NOON)
    assert NOON <= clock() < NOON + SOON
    clock.forward(timedelta(days=1))
    assert NOON <= clock() - timedelta(days=1) < NOON + SOON


def test_a_stopped_clock_stands_still_and_can_be_moved() -> None:
    clock = MovableClock(NOON)
    clock.stop()
    moment = clock()
    assert clock() == moment
    clock.forward(timedelta(hours=1))
    assert clock.is_stopped
    assert clock() == moment + timedelta(hours=1)
    clock.go_on()
    assert not clock.is_stopped
    assert moment + timedelta(hours=1) <= clock() < moment + timedelta(hours=1) + SOON
