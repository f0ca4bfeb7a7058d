"""Ids and Changes: rows name each other before they are written, and are written parents first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from core.change import Change
from core.clock import MovableClock
from core.ids import IdMaker
from mailbox.inbox import DISCARD, InboxRow
from migrations.tables import metadata
from tickets.agenda import FollowUpRow
from tickets.repository import TicketRow
from workspaces.repository import CommunityRow, WorkspaceRow

NOW = datetime(2026, 11, 22, 7, 20, tzinfo=UTC)


def test_ids_ascend_and_never_repeat_however_many_a_moment_needs() -> None:
    made = IdMaker(lambda: NOW)
    numbers = [made() for _ in range(5000)]
    assert numbers == sorted(set(numbers))
    assert all(0 < number < 2**63 for number in numbers)


def test_ids_ascend_though_the_clock_steps_back() -> None:
    clock = MovableClock(NOW)
    made = IdMaker(clock)
    first = made()
    clock.forward(timedelta(minutes=-5))
    assert made() > first


def test_ids_ascend_over_a_restart_though_the_clock_was_set_back() -> None:
    first = IdMaker(lambda: NOW)()
    later = IdMaker(lambda: NOW - timedelta(hours=1))
    later.follow(first)
    assert first < later() < later()


def test_two_processes_make_different_ids_at_one_moment() -> None:
    first, second = ({made() for _ in range(500)} for made in (IdMaker(lambda: NOW), IdMaker(lambda: NOW)))
    assert len(first & second) in (0, 500)  # 1 in 4096 that both drew the same number


def test_ids_last_for_decades() -> None:
    assert IdMaker(lambda: datetime(2094, 1, 1, tzinfo=UTC))() < 2**63


def test_rows_are_written_parents_first_whatever_the_order_they_came_in() -> None:
    child, parent = Change(), Change()
    child.add(FollowUpRow, id=1)
    child.add(TicketRow, id=1)
    parent.add(CommunityRow, id=1)
    parent.add(WorkspaceRow, id=1)
    order = [table.name for table, _ in Change.inserts_of([child, parent])]
    assert order.index("workspace") < order.index("community") < order.index("ticket") < order.index("follow_up")
    assert {WorkspaceRow, TicketRow} <= set(metadata.sorted_tables)


def test_an_unknown_column_is_a_mistake_at_once() -> None:
    with pytest.raises(TypeError, match="inbox has no colour"):
        Change().add(InboxRow, id=1, colour="red")


def test_merging_takes_everything_over_and_clearing_forgets_it() -> None:
    one, other = Change(), Change()
    one.add(InboxRow, id=1)
    other.add(InboxRow, id=2)
    other.amend(DISCARD, inbox_id=3)
    other.after.append(lambda: None)
    one.merge(other)
    assert [row["id"] for row in one.inserts[InboxRow]] == [1, 2]
    assert one.amendments == {DISCARD: [{"inbox_id": 3}]}
    assert len(one.after) == 1
    one.clear()
    assert one.is_empty
