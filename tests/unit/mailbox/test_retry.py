"""When to try again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.errors import ConflictError, StorageError
from mailbox.retry import HANDLING, SENDING, RetryPolicy

QUICK = RetryPolicy(first=timedelta(milliseconds=1), longest=timedelta(milliseconds=2), attempts=4)


@pytest.mark.parametrize(("attempt", "seconds"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 300), (1000, 300)])
def test_waits_double_up_to_the_longest(attempt: int, seconds: float) -> None:
    assert SENDING.wait(attempt) == timedelta(seconds=seconds)


def test_an_update_is_tried_three_times_within_five_seconds() -> None:
    assert [HANDLING.gives_up(attempt) for attempt in (1, 2, 3)] == [False, False, True]
    assert sum((HANDLING.wait(attempt) for attempt in (1, 2)), timedelta()) < timedelta(seconds=5)


class Storing:
    def __init__(self, *errors: Exception) -> None:
        self.errors, self.calls = list(errors), 0

    async def __call__(self) -> str:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "stored"


async def test_storing_is_insisted_upon_until_it_is_done() -> None:
    storing = Storing(StorageError("away"), StorageError("away"))
    assert await QUICK.insist(storing) == "stored"
    assert storing.calls == 3


async def test_a_conflict_is_not_waited_for() -> None:
    storing = Storing(ConflictError("somebody else"))
    with pytest.raises(ConflictError):
        await QUICK.insist(storing)
    assert storing.calls == 1


async def test_after_the_last_try_the_error_is_raised() -> None:
    storing = Storing(*(StorageError("away") for _ in range(9)))
    with pytest.raises(StorageError):
        await QUICK.insist(storing)
    assert storing.calls == 4


async def test_a_bug_is_not_storage_that_is_away() -> None:
    storing = Storing(ValueError("a bug"))
    with pytest.raises(ValueError, match="a bug"):
        await QUICK.insist(storing)
