"""The circuit breaker: five failures in a row, five minutes of rest, one try that decides."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from triage.learning.breaker import Breaker


class Hands:
    now = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def open_breaker() -> tuple[Breaker, Hands]:
    clock = Hands()
    breaker = Breaker(clock)
    for _ in range(5):
        assert breaker.try_now()
        breaker.failed()
    return breaker, clock


def test_it_opens_after_five_failures_in_a_row() -> None:
    breaker, clock = open_breaker()
    assert breaker.is_open
    clock.now += timedelta(minutes=4, seconds=59)
    assert not breaker.try_now()


def test_a_success_between_starts_the_count_anew() -> None:
    breaker = Breaker(Hands())
    for _ in range(4):
        breaker.failed()
    breaker.succeeded()
    breaker.failed()
    assert breaker.try_now()


def test_after_the_rest_one_may_try_and_closes_it_for_all() -> None:
    breaker, clock = open_breaker()
    clock.now += timedelta(minutes=5)
    assert breaker.try_now()
    assert not breaker.try_now()
    breaker.succeeded()
    assert breaker.try_now()
    assert breaker.try_now()


def test_a_try_that_fails_opens_it_again() -> None:
    breaker, clock = open_breaker()
    clock.now += timedelta(minutes=5)
    assert breaker.try_now()
    breaker.failed()
    clock.now += timedelta(minutes=4)
    assert not breaker.try_now()
    clock.now += timedelta(minutes=1)
    assert breaker.try_now()
