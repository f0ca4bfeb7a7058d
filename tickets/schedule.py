"""Arithmetic of desk time: service hours, contact windows, and the one rule for every promised time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from tickets.models import GoodTime
from workspaces.settings import FollowTimes, SpecialDay

COMPLAINT_WITHIN, EVIDENCE_WITHIN, SECOND_COMPLAINT_WITHIN = (
    timedelta(minutes=each) for each in FollowTimes().promised_minutes
)
"""The usual spans of promised answers; an owner may set others."""
SHORTEST_SERVICE_DAY = timedelta(hours=2)
WINDOW_DISTANCE = timedelta(hours=1)
_HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When the desk is manned, in local time: every day from ``start`` to ``end``, but ``special`` days (None: off).

    Raises:
        ValueError: shorter than two hours, or over midnight.
    """

    start: time = time(9)
    end: time = time(22)
    special: Mapping[date, tuple[time, time] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if datetime.combine(date.min, self.end) - datetime.combine(date.min, self.start) < SHORTEST_SERVICE_DAY:
            raise ValueError(f"service hours {self.start:%H:%M}-{self.end:%H:%M} are shorter than two hours")

    def on(self, day: date, zone: tzinfo) -> tuple[datetime, datetime] | None:
        """Return opening and closing of one local day, in UTC; None: a day off."""
        hours = self.special.get(day, (self.start, self.end))
        return None if hours is None else (_moment(day, hours[0], zone), _moment(day, hours[1], zone))


@dataclass(frozen=True, slots=True)
class ContactWindows:
    """When members may be contacted unasked, in local time: ``(start, end)`` pairs in ascending order.

    ``special`` days have windows of their own, or none.

    Raises:
        ValueError: there is none, or they overlap, or one ends before it starts.
    """

    spans: tuple[tuple[time, time], ...] = ((time(12), time(13)), (time(18), time(20)))
    special: Mapping[date, tuple[tuple[time, time], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(first >= second for first, second in pairwise(edges)):
            raise ValueError("contact windows must ascend without touching")

    def of(self, day: date, zone: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
        """Return the windows of one local day, in UTC."""
        spans = self.special.get(day, self.spans)
        return tuple((_moment(day, start, zone), _moment(day, end, zone)) for start, end in spans)


@dataclass(frozen=True, slots=True)
class Timetable:
    """When one workspace works, when its members may be contacted, and how long its ladders take."""

    hours: ServiceHours
    windows: ContactWindows
    zone: tzinfo
    times: FollowTimes = field(default_factory=FollowTimes)

    def promised(self, now: datetime, *, evidence: bool = False, second: bool = False) -> datetime:
        """Return the time to name for an answer, by the one rule of PRODUCT 7."""
        complaint_minutes, evidence_minutes, second_minutes = self.times.promised_minutes
        minutes = evidence_minutes if evidence else second_minutes if second else complaint_minutes
        return promise(now, timedelta(minutes=minutes), self.hours, self.zone)


def hours_with(start: time, end: time, special_days: tuple[SpecialDay, ...]) -> ServiceHours:
    """Return service hours with holidays and sale days."""
    return ServiceHours(start, end, {each.day: each.hours for each in special_days})


def windows_with(spans: tuple[tuple[time, time], ...], special_days: tuple[SpecialDay, ...]) -> ContactWindows:
    """Return contact windows with special days: a day off has none, a sale day its own where it names some."""
    named = {each.day: each.windows for each in special_days if each.windows or each.hours is None}
    return ContactWindows(spans, named)


_NOON_ENDS = time(15)  # a window that begins before is one of noon


def at_good_time(timetable: Timetable, good_time: GoodTime | None) -> Timetable:
    """Return when a member may be contacted who has said when is a good time; it overrides the workspace's windows."""
    if good_time is GoodTime.ANY:
        return _with_windows(timetable, ((timetable.hours.start, timetable.hours.end),))
    if good_time not in (GoodTime.NOON, GoodTime.EVENING):
        return timetable
    at_noon = good_time is GoodTime.NOON
    own = tuple(span for span in timetable.windows.spans if (span[0] < _NOON_ENDS) is at_noon)
    usual = tuple(span for span in ContactWindows().spans if (span[0] < _NOON_ENDS) is at_noon)
    return _with_windows(timetable, own or usual)


def _with_windows(timetable: Timetable, spans: tuple[tuple[time, time], ...]) -> Timetable:
    """Change the windows; days off stay without any."""
    days_off = {day: windows for day, windows in timetable.windows.special.items() if not windows}
    return replace(timetable, windows=ContactWindows(spans, days_off))


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
    """Return the beginning of the first window that is at least ``days`` local days after that of ``moment``."""
    day = moment.astimezone(zone).date() + days * _DAY
    while not windows.of(day, zone):
        day += _DAY
    return windows.of(day, zone)[0][0]


def last_window(after: datetime, until: datetime, windows: ContactWindows, zone: tzinfo) -> datetime | None:
    """Return when the last window opens that begins from ``after`` to ``until``; None: none does."""
    day = until.astimezone(zone).date()
    while day >= after.astimezone(zone).date():
        fitting = [begin for begin, _ in windows.of(day, zone) if after <= begin <= until]
        if fitting:
            return fitting[-1]
        day -= _DAY
    return None


def morning(moment: datetime, days: int, hours: ServiceHours, zone: tzinfo) -> datetime:
    """Return an hour after the desk opens, on the first service day at least ``days`` local days after ``moment``."""
    day = moment.astimezone(zone).date() + days * _DAY
    while (service := hours.on(day, zone)) is None:
        day += _DAY
    return service[0] + _HOUR


def _service_for(due: datetime, hours: ServiceHours, zone: tzinfo) -> datetime:
    """Return the opening of the service day in which ``due`` falls, closing time included, or of the next one."""
    return next(opening for opening, closing in _service_days(due, hours, zone) if due <= closing)


def _service_days(start: datetime, hours: ServiceHours, zone: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    day = start.astimezone(zone).date()
    while True:
        service = hours.on(day, zone)
        if service is not None:
            yield service
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
