"""Arithmetic of desk time: service hours, contact windows, and the one rule for every promised time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

COMPLAINT_WITHIN = timedelta(hours=1)
EVIDENCE_WITHIN = timedelta(hours=2)
SECOND_COMPLAINT_WITHIN = timedelta(hours=1)
SHORTEST_SERVICE_DAY = timedelta(hours=2)
WINDOW_DISTANCE = timedelta(hours=1)
_HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When the desk is manned, in local time: every day from ``start`` to ``end``.

    Raises:
        ValueError: shorter than two hours, or over midnight.
    """

    start: time = time(9)
    end: time = time(22)

    def __post_init__(self) -> None:
        if datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start) < SHORTEST_SERVICE_DAY:
            raise ValueError(f"service hours {self.start:%H:%M}-{self.end:%H:%M} are shorter than two hours")

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return opening and closing of one local day, in UTC."""
        return _moment(day, self.start, zone), _moment(day, self.end, zone)


@dataclass(frozen=True, slots=True)
class ContactWindows:
    """When members may be contacted unasked, in local time: ``(start, end)`` pairs in ascending order.

    Raises:
        ValueError: there is none, or they overlap, or one ends before it starts.
    """

    spans: tuple[tuple[time, time], ...] = ((time(12), time(13)), (time(18), time(20)))

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(first >= second for first, second in pairwise(edges)):
            raise ValueError("contact windows must ascend without touching")

    def of(self, day: date, zone: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
        """Return the windows of one local day, in UTC."""
        return tuple((_moment(day, start, zone), _moment(day, end, zone)) for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one workspace works and when its members may be contacted."""

    hours: ServiceHours
    windows: ContactWindows
    zone: tzinfo


def promise(
    now: datetime,
    within: timedelta,
    hours: ServiceHours,
    zone: tzinfo,
    median: timedelta | None = None,
) -> datetime:
    """Return the time to name for an answer that should take ``within``: the one rule of PRODUCT 7.

    In service hours ``now`` plus ``within``, rounded up to the half hour; where that would be after closing, or ``now``
    is outside, the next opening plus one hour. Never sooner than ``median``, what the desk took of late. Whoever comes
    later is never promised an earlier time.
    """
    opening, _ = next_service(now, hours, zone)
    wanted = now + within if opening <= now else opening + _HOUR
    due = _half_hour_up(max(wanted, now + (median or _NONE)), zone)
    while True:
        opening = _service_for(due, hours, zone)
        settled = _half_hour_up(max(due, opening + _HOUR), zone) if opening > now else due
        if settled == due:
            return due
        due = settled


def next_service(after: datetime, hours: ServiceHours, zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the service day that is going on at ``after``, or the next one (opening, closing)."""
    return next((opening, closing) for opening, closing in _service_days(after, hours, zone) if after < closing)


def add_service_time(start: datetime, span: timedelta, hours: ServiceHours, zone: tzinfo) -> datetime:
    """Return when ``span`` of service time has gone by since ``start``; the night does not count."""
    left = span
    for opening, closing in _service_days(start, hours, zone):
        begin = max(start, opening)
        if begin < closing and left <= closing - begin:
            return begin + left
        left -= max(closing - begin, _NONE)
    raise AssertionError("service days never end")


def next_window(
    after: datetime,
    windows: ContactWindows,
    zone: tzinfo,
    last_message_at: datetime | None = None,
) -> datetime:
    """Return the first moment from ``after`` on at which a member may be written to unasked.

    A window counts if it begins at least one hour after ``last_message_at``, our last message to that member.
    """
    for begin, end in _windows(after, windows, zone):
        if max(after, begin) < end and (last_message_at is None or begin >= last_message_at + WINDOW_DISTANCE):
            return max(after, begin)
    raise AssertionError("windows never end")


def window_end(moment: datetime, windows: ContactWindows, zone: tzinfo) -> datetime | None:
    """Return the end of the window that is open at ``moment``; None: none is."""
    day = moment.astimezone(zone).date()
    return next((end for begin, end in windows.of(day, zone) if begin <= moment < end), None)


def window_on_later_day(moment: datetime, days: int, windows: ContactWindows, zone: tzinfo) -> datetime:
    """Return the beginning of the first window ``days`` local days after that of ``moment``."""
    return windows.of(moment.astimezone(zone).date() + days * _DAY, zone)[0][0]


def _service_for(due: datetime, hours: ServiceHours, zone: tzinfo) -> datetime:
    """Return the opening of the service day in which ``due`` falls, closing time included, or of the next one."""
    return next(opening for opening, closing in _service_days(due, hours, zone) if due <= closing)


def _service_days(start: datetime, hours: ServiceHours, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(zone).date()
    while True:
        yield hours.on(day, zone)
        day += _DAY


def _windows(start: datetime, windows: ContactWindows, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(zone).date()
    while True:
        yield from windows.of(day, zone)
        day += _DAY


def _half_hour_up(moment: datetime, zone: tzinfo) -> datetime:
    local = moment.astimezone(zone)
    over = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
    return moment + (_HALF_HOUR - over if over else _NONE)


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
