"""Service hours, contact windows and promised times: tables of cases, and properties over many zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.tickets.cases import SHANGHAI, local
from tickets.schedule import (
    COMPLAINT_WITHIN,
    EVIDENCE_WITHIN,
    ContactWindows,
    ServiceHours,
    Timetable,
    add_service_time,
    hours_with,
    last_window,
    morning,
    next_service,
    next_window,
    promise,
    window_end,
    window_on_later_day,
    windows_with,
)
from workspaces.settings import FollowTimes, SpecialDay

HOURS, WINDOWS = ServiceHours(), ContactWindows()
BERLIN, NEW_YORK, LORD_HOWE = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe")
zones = st.sampled_from([SHANGHAI, BERLIN, NEW_YORK, LORD_HOWE, ZoneInfo("Asia/Kathmandu")])
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001  # made aware right here
spans = st.sampled_from([COMPLAINT_WITHIN, EVIDENCE_WITHIN])
medians = st.none() | st.timedeltas(timedelta(), timedelta(hours=30))


@pytest.mark.parametrize(
    ("now", "within", "due"),
    [
        ("2026-11-22 13:20", COMPLAINT_WITHIN, "2026-11-22 14:30"),
        ("2026-11-22 13:30", COMPLAINT_WITHIN, "2026-11-22 14:30"),
        ("2026-11-22 13:30:01", COMPLAINT_WITHIN, "2026-11-22 15:00"),
        ("2026-11-22 14:10", EVIDENCE_WITHIN, "2026-11-22 16:30"),
        ("2026-11-22 21:00", COMPLAINT_WITHIN, "2026-11-22 22:00"),
        ("2026-11-22 21:01", COMPLAINT_WITHIN, "2026-11-23 10:00"),
        ("2026-11-22 23:40", EVIDENCE_WITHIN, "2026-11-23 10:00"),
        ("2026-11-22 03:00", COMPLAINT_WITHIN, "2026-11-22 10:00"),
        ("2026-11-22 22:00", COMPLAINT_WITHIN, "2026-11-23 10:00"),
        ("2026-11-22 09:00", COMPLAINT_WITHIN, "2026-11-22 10:00"),
        ("2026-12-31 23:00", COMPLAINT_WITHIN, "2027-01-01 10:00"),
    ],
)
def test_promise_follows_the_one_rule(now: str, within: timedelta, due: str) -> None:
    assert promise(local(now), within, HOURS, SHANGHAI) == local(due)


@pytest.mark.parametrize(
    ("now", "median", "due"),
    [
        ("2026-11-22 13:20", timedelta(minutes=20), "2026-11-22 14:30"),
        ("2026-11-22 13:20", timedelta(hours=3), "2026-11-22 16:30"),
        ("2026-11-22 20:00", timedelta(hours=3), "2026-11-23 10:00"),
        ("2026-11-22 20:00", timedelta(hours=16), "2026-11-23 12:00"),
        ("2026-11-22 15:00", timedelta(hours=17), "2026-11-23 10:00"),
        ("2026-11-22 15:10", timedelta(hours=18), "2026-11-23 10:00"),
        ("2026-11-22 02:00", timedelta(hours=9), "2026-11-22 11:00"),
    ],
)
def test_promise_is_never_sooner_than_what_the_desk_takes(now: str, median: timedelta, due: str) -> None:
    assert promise(local(now), COMPLAINT_WITHIN, HOURS, SHANGHAI, median) == local(due)


@settings(max_examples=300, deadline=None)
@given(moments, spans, zones, medians)
def test_promise_falls_in_service_hours_on_a_half_hour_and_never_early(
    now: datetime, within: timedelta, zone: ZoneInfo, median: timedelta | None
) -> None:
    due = promise(now, within, HOURS, zone, median)
    there = due.astimezone(zone)
    assert time(9) <= there.time() <= time(22)
    assert there.minute in (0, 30)
    assert (there.second, there.microsecond) == (0, 0)
    assert due >= now + (median or timedelta())
    assert due - now >= timedelta(hours=1)
    assert due - now <= timedelta(hours=50)


@settings(max_examples=300, deadline=None)
@given(moments, st.timedeltas(timedelta(), timedelta(days=2)), spans, zones, medians)
def test_who_comes_later_is_never_promised_sooner(
    now: datetime, later: timedelta, within: timedelta, zone: ZoneInfo, median: timedelta | None
) -> None:
    assert promise(now, within, HOURS, zone, median) <= promise(now + later, within, HOURS, zone, median)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-22 15:00", 15, "2026-11-22 15:15"),
        ("2026-11-22 21:50", 15, "2026-11-23 09:05"),
        ("2026-11-22 21:45", 15, "2026-11-22 22:00"),
        ("2026-11-22 23:30", 60, "2026-11-23 10:00"),
        ("2026-11-22 04:00", 120, "2026-11-22 11:00"),
        ("2026-11-22 21:00", 13 * 60 + 90, "2026-11-24 09:30"),
        ("2026-11-22 23:00", 0, "2026-11-23 09:00"),
    ],
)
def test_service_time_stands_still_at_night(start: str, minutes: int, due: str) -> None:
    assert add_service_time(local(start), timedelta(minutes=minutes), HOURS, SHANGHAI) == local(due)


@settings(max_examples=150, deadline=None)
@given(moments, st.timedeltas(timedelta(), timedelta(hours=60)), st.timedeltas(timedelta(), timedelta(hours=9)), zones)
def test_service_time_adds_up(start: datetime, span: timedelta, more: timedelta, zone: ZoneInfo) -> None:
    due = add_service_time(start, span, HOURS, zone)
    assert due >= start + span
    assert time(9) <= due.astimezone(zone).time() <= time(22)
    assert not more or add_service_time(start, span + more, HOURS, zone) == add_service_time(due, more, HOURS, zone)


def test_service_day_goes_on_until_closing() -> None:
    assert next_service(local("2026-11-22 21:59"), HOURS, SHANGHAI)[0] == local("2026-11-22 09:00")
    assert next_service(local("2026-11-22 22:00"), HOURS, SHANGHAI)[0] == local("2026-11-23 09:00")


@pytest.mark.parametrize(
    ("after", "last", "due"),
    [
        ("2026-11-22 10:00", None, "2026-11-22 12:00"),
        ("2026-11-22 12:20", None, "2026-11-22 12:20"),
        ("2026-11-22 13:00", None, "2026-11-22 18:00"),
        ("2026-11-22 20:00", None, "2026-11-23 12:00"),
        ("2026-11-22 11:30", "2026-11-22 11:00", "2026-11-22 12:00"),
        ("2026-11-22 11:30", "2026-11-22 11:01", "2026-11-22 18:00"),
        ("2026-11-22 18:30", "2026-11-22 17:30", "2026-11-23 12:00"),
        ("2026-12-31 21:00", "2026-12-31 19:00", "2027-01-01 12:00"),
    ],
)
def test_member_is_written_to_in_a_window_that_counts(after: str, last: str | None, due: str) -> None:
    assert next_window(local(after), WINDOWS, SHANGHAI, local(last) if last else None) == local(due)


@settings(max_examples=300, deadline=None)
@given(moments, zones, st.none() | st.timedeltas(timedelta(hours=-5), timedelta(hours=5)))
def test_window_is_never_early_never_at_night_and_soon(
    after: datetime, zone: ZoneInfo, since: timedelta | None
) -> None:
    last = None if since is None else after + since
    due = next_window(after, WINDOWS, zone, last)
    there = due.astimezone(zone).time()
    assert time(12) <= there < time(13) or time(18) <= there < time(20)
    assert after <= due <= after + timedelta(hours=42)
    assert next_window(due, WINDOWS, zone, last) == due
    end = window_end(due, WINDOWS, zone)
    assert end is not None
    assert due < end


@settings(max_examples=100, deadline=None)
@given(moments, st.timedeltas(timedelta(), timedelta(days=2)), zones)
def test_later_wish_never_gets_an_earlier_window(after: datetime, later: timedelta, zone: ZoneInfo) -> None:
    assert next_window(after, WINDOWS, zone) <= next_window(after + later, WINDOWS, zone)


def test_clocks_that_change_do_not_shift_windows_or_service_hours() -> None:
    before_spring = datetime(2026, 3, 28, 20, tzinfo=BERLIN).astimezone(UTC)
    assert next_window(before_spring, WINDOWS, BERLIN) == datetime(2026, 3, 29, 10, tzinfo=UTC)
    before_autumn = datetime(2026, 10, 24, 20, tzinfo=BERLIN).astimezone(UTC)
    assert next_window(before_autumn, WINDOWS, BERLIN) == datetime(2026, 10, 25, 11, tzinfo=UTC)
    night = ServiceHours(time(0), time(6))
    spring_morning = datetime(2026, 3, 29, 0, tzinfo=BERLIN)
    five_hours = add_service_time(spring_morning.astimezone(UTC), timedelta(hours=5), night, BERLIN)
    assert five_hours.astimezone(BERLIN).time() == time(6)


def test_window_that_the_clock_change_swallows_is_skipped() -> None:
    swallowed = ContactWindows(((time(2, 0), time(3, 0)),))
    midnight = datetime(2026, 3, 29, 0, tzinfo=BERLIN).astimezone(UTC)
    assert next_window(midnight, swallowed, BERLIN).astimezone(BERLIN).day == 30


def test_window_some_days_later_is_the_first_of_that_day() -> None:
    assert window_on_later_day(local("2026-11-22 19:00"), 1, WINDOWS, SHANGHAI) == local("2026-11-23 12:00")
    assert window_on_later_day(local("2026-11-22 23:59"), 3, WINDOWS, SHANGHAI) == local("2026-11-25 12:00")
    assert window_end(local("2026-11-22 13:00"), WINDOWS, SHANGHAI) is None


@pytest.mark.parametrize(("start", "end"), [(time(9), time(10)), (time(22), time(9)), (time(9), time(9))])
def test_service_hours_over_midnight_or_too_short_are_refused(start: time, end: time) -> None:
    with pytest.raises(ValueError, match="shorter than two hours"):
        ServiceHours(start, end)


@pytest.mark.parametrize(
    "spans",
    [(), ((time(13), time(12)),), ((time(12), time(14)), (time(13), time(15)))],
)
def test_windows_that_overlap_or_run_backwards_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="ascend"):
        ContactWindows(spans)


DAYS = (
    SpecialDay(date(2026, 11, 23), None),
    SpecialDay(date(2026, 11, 24), (time(8), time(23, 59)), ((time(10), time(22)),)),
)
SALE_HOURS, SALE_WINDOWS = hours_with(time(9), time(22), DAYS), windows_with(ContactWindows().spans, DAYS)


def test_a_day_off_has_neither_service_nor_windows() -> None:
    evening = local("2026-11-22 21:40")
    assert promise(evening, COMPLAINT_WITHIN, SALE_HOURS, SHANGHAI) == local("2026-11-24 09:00")
    assert add_service_time(evening, timedelta(hours=1), SALE_HOURS, SHANGHAI) == local("2026-11-24 08:40")
    assert next_window(local("2026-11-22 20:30"), SALE_WINDOWS, SHANGHAI) == local("2026-11-24 10:00")
    assert window_end(local("2026-11-23 12:30"), SALE_WINDOWS, SHANGHAI) is None
    assert window_on_later_day(evening, 1, SALE_WINDOWS, SHANGHAI) == local("2026-11-24 10:00")
    assert morning(evening, 1, SALE_HOURS, SHANGHAI) == local("2026-11-24 09:00")


def test_a_sale_day_has_hours_and_windows_of_its_own() -> None:
    late = local("2026-11-24 22:30")
    assert promise(late, COMPLAINT_WITHIN, SALE_HOURS, SHANGHAI) == local("2026-11-24 23:30")
    assert window_end(local("2026-11-24 15:00"), SALE_WINDOWS, SHANGHAI) == local("2026-11-24 22:00")
    assert promise(local("2026-11-25 22:30"), COMPLAINT_WITHIN, SALE_HOURS, SHANGHAI) == local("2026-11-26 10:00")


@pytest.mark.parametrize(
    ("after", "until", "begins"),
    [
        ("2026-11-22 15:00", "2026-11-25 00:00", "2026-11-24 10:00"),
        ("2026-11-22 15:00", "2026-11-24 00:00", "2026-11-22 18:00"),
        ("2026-11-22 15:00", "2026-11-22 17:00", None),
    ],
)
def test_the_last_window_before_a_moment(after: str, until: str, begins: str | None) -> None:
    found = last_window(local(after), local(until), SALE_WINDOWS, SHANGHAI)
    assert found == (None if begins is None else local(begins))


def test_an_owner_sets_how_soon_answers_are_promised() -> None:
    timetable = Timetable(HOURS, WINDOWS, SHANGHAI, FollowTimes(promised_minutes=(30, 240, 90)))
    now = local("2026-11-22 10:00")
    dues = (timetable.promised(now), timetable.promised(now, evidence=True), timetable.promised(now, second=True))
    assert dues == (local("2026-11-22 10:30"), local("2026-11-22 14:00"), local("2026-11-22 11:30"))
