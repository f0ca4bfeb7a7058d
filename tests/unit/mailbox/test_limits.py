"""Telegram's limits as arithmetic on a clock of our own."""

from __future__ import annotations

import pytest

from core.ids import ChatId
from mailbox.limits import Limits, Rates
from mailbox.models import Urgency

GROUP, PERSON = ChatId(-1001), ChatId(7)
LIVE, BULK = Urgency.LIVE, Urgency.BULK


def test_nothing_waits_before_anything_was_sent() -> None:
    limits = Limits(Rates())
    assert limits.overall_wait(LIVE, 100) == limits.chat_wait(GROUP, 4, 100) == 0


def sent_in_a_second(urgency: Urgency) -> int:
    """Send as fast as the limits let us, each message to another chat."""
    limits, now, sent = Limits(Rates(30, 0, 0)), 0.0, 0
    while now < 0.999:
        wait = limits.overall_wait(urgency, now)
        if wait == 0:
            limits.count(ChatId(sent), 1, urgency, now)
            sent += 1
        now += max(wait, 0.0001)
    return sent


def test_a_second_of_all_chats_holds_thirty_messages() -> None:
    assert sent_in_a_second(LIVE) == 30


def test_bulk_takes_three_fifths_and_never_holds_live_back() -> None:
    assert sent_in_a_second(BULK) == 18
    limits = Limits(Rates(30, 0, 0))
    limits.count(GROUP, 1, BULK, 5.0)
    assert limits.overall_wait(LIVE, 5.0) < limits.overall_wait(BULK, 5.0)


def test_one_chat_gets_one_message_a_second_and_others_do_not_wait_for_it() -> None:
    limits = Limits(Rates())
    limits.count(PERSON, 1, LIVE, 10.0)
    assert limits.chat_wait(PERSON, 1, 10.4) == pytest.approx(0.6)
    assert limits.chat_wait(PERSON, 1, 11.0) == 0
    assert limits.chat_wait(GROUP, 1, 10.4) == 0


@pytest.mark.parametrize(
    ("items", "before", "wait"),
    [(1, 19, 0), (1, 20, 60), (4, 16, 0), (4, 17, 60), (4, 20, 60), (25, 0, 0), (25, 1, 60)],
)
def test_a_group_gets_twenty_messages_a_minute_and_an_album_counts_whole(items: int, before: int, wait: float) -> None:
    limits = Limits(Rates(0, 0, 20))
    for _ in range(before):
        limits.count(GROUP, 1, LIVE, 100.0)
    assert limits.chat_wait(GROUP, items, 100.0) == wait


def test_a_private_chat_has_no_minute() -> None:
    limits = Limits(Rates(0, 0, 20))
    for _ in range(50):
        limits.count(PERSON, 1, LIVE, 100.0)
    assert limits.chat_wait(PERSON, 1, 100.0) == 0


def test_the_minute_rolls() -> None:
    limits = Limits(Rates(0, 0, 20))
    for second in range(20):
        limits.count(GROUP, 1, LIVE, float(second))
    assert limits.chat_wait(GROUP, 1, 30.0) == 30.0
    assert limits.chat_wait(GROUP, 3, 30.0) == 32.0
    assert limits.chat_wait(GROUP, 1, 60.0) == 0


def test_what_telegram_says_goes_before_our_own_count() -> None:
    limits = Limits(Rates())
    limits.count(GROUP, 1, LIVE, 10.0)
    limits.delay(GROUP, 17.0)
    assert limits.chat_wait(GROUP, 1, 10.5) == 6.5
    limits.delay(GROUP, 12.0)
    assert limits.chat_wait(GROUP, 1, 10.5) == 6.5


def test_zero_means_no_limit() -> None:
    limits = Limits(Rates(0, 0, 0))
    for _ in range(100):
        limits.count(GROUP, 10, BULK, 1.0)
    assert limits.overall_wait(BULK, 1.0) == limits.chat_wait(GROUP, 10, 1.0) == 0


def test_the_count_of_chats_does_not_grow_for_ever() -> None:
    limits = Limits(Rates(0, 1, 0))
    for number in range(10_002):
        limits.count(ChatId(number + 1), 1, LIVE, number * 1.0)
    assert len(limits._next_in_chat) < 100
