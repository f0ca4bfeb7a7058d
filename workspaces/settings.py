"""What a workspace may set: values with their defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

Span = tuple[time, time]


@dataclass(frozen=True, slots=True)
class PolicyValues:
    """The after-sales rules of a workspace (PRODUCT 10). Sums are in fen; the day of receipt itself does not count.

    ``no_reason_excluded``: categories without no-reason return. ``insurance_days``: 0 is no freight insurance.
    Postage is paid by ``buyer`` or ``merchant``. ``cheap_refund_fen``: up to this price a refund without return may be
    offered. ``remedies``: of a cause, where they differ from ``tickets/policy.py``.
    """

    no_reason_days: int = 7
    no_reason_excluded: tuple[str, ...] = ("生鲜", "定制", "贴身衣物")
    no_reason_postage: str = "buyer"
    quality_days: int = 15
    quality_postage: str = "merchant"
    damage_hours: int = 48
    insurance_days: int = 7
    cheap_refund_fen: int = 2000
    remedies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    liaison_limit_fen: int = 2000
    admin_limit_fen: int = 10000
    dossier_days: int = 730  # how long the messages of a marked threat are kept


@dataclass(frozen=True, slots=True)
class FollowTimes:
    """The times of PRODUCT 11 and of promised answers (7).

    The desk's ladder counts service time, ``waiting_hours`` wall time. ``progress``: how many daily words without news,
    then every how many days. ``promised_minutes``: complaint, evidence, second complaint.
    """

    first_response_minutes: tuple[int, ...] = (15, 60, 120)
    waiting_hours: tuple[int, ...] = (24, 48, 72)
    progress: tuple[int, ...] = (3, 3)
    quiet_hours: int = 4
    check_hours: int = 24
    close_hours: int = 72
    return_warning_hours: int = 24
    member_reminders: int = 2
    merge_hours: int = 2
    promised_minutes: tuple[int, ...] = (60, 120, 60)


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A holiday or sale day, local: ``hours`` None is a day off, ``windows`` empty: as on other days."""

    day: date
    hours: Span | None = None
    windows: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """Defaults of PRODUCT 2, 6, 7 and 11. Times are local to ``zone``; ``sensitivity``: careful, standard or keen.

    ``second_opinion`` is the owner's consent that unsure texts, without names and numbers, go to the operator's model.
    """

    zone: str = "Asia/Shanghai"
    language: str = "zh-Hans"
    sensitivity: str = "standard"
    service_from: time = time(9, 0)
    service_until: time = time(22, 0)
    contact_windows: tuple[Span, ...] = ((time(12, 0), time(13, 0)), (time(18, 0), time(20, 0)))
    cooldown_minutes: int = 30
    answers_per_hour: int = 6
    receipts_per_hour: int = 20
    crisis_members: int = 3  # so many doubt one product within
    crisis_minutes: int = 60
    incident_tickets: int = 3  # so many tickets of one cause, shop or courier within a day
    second_opinion: bool = False
    human_first_minutes: int = 0  # how long a promise waits for a human's answer
    hours_confirmed: bool = False  # the owner has said yes to hours and windows
    policy_confirmed: bool = False  # … and to the after-sales rules
    admins_may_set: bool = False
    watermark: bool = True  # on pictures that are posted in groups
    protect_letters: bool = True  # authorization letters cannot be forwarded or saved
    collect_praise: bool = False  # praise in the groups is kept as candidates
    policy: PolicyValues = field(default_factory=PolicyValues)
    times: FollowTimes = field(default_factory=FollowTimes)
    special_days: tuple[SpecialDay, ...] = ()


def read_settings(stored: dict[str, Any], *, zone: str, language: str) -> WorkspaceSettings:
    """Return the settings stored for a workspace over the operator's zone and language."""
    known = {name: value for name, value in stored.items() if name in WorkspaceSettings.__dataclass_fields__}
    for name in ("service_from", "service_until"):
        if isinstance(known.get(name), str):
            known[name] = time.fromisoformat(known[name])
    if "contact_windows" in known:
        known["contact_windows"] = tuple(map(_span, known["contact_windows"]))
    if "special_days" in known:
        known["special_days"] = tuple(_special_day(each) for each in known["special_days"])
    known |= {"policy": PolicyValues(**_of(PolicyValues, stored)), "times": FollowTimes(**_of(FollowTimes, stored))}
    return WorkspaceSettings(**{"zone": zone, "language": language, **known})


def _of(kind: type[PolicyValues | FollowTimes], stored: dict[str, Any]) -> dict[str, Any]:
    """Return what is stored of ``kind``; lists are tuples, and tables tuples of pairs."""
    return {name: _frozen(value) for name, value in stored.items() if name in kind.__dataclass_fields__}


def _frozen(value: Any) -> Any:
    if isinstance(value, dict):
        return tuple((key, tuple(each)) for key, each in value.items())
    return tuple(value) if isinstance(value, list) else value


def _special_day(stored: dict[str, Any]) -> SpecialDay:
    hours = None if stored["hours"] is None else _span(stored["hours"])
    return SpecialDay(date.fromisoformat(stored["day"]), hours, tuple(map(_span, stored["windows"])))


def _span(stored: Any) -> Span:
    begin, end = stored
    return _time(begin), _time(end)


def _time(value: str | time) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)
