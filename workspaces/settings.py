"""What a workspace may set: values with their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any


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
    contact_windows: tuple[tuple[time, time], ...] = ((time(12, 0), time(13, 0)), (time(18, 0), time(20, 0)))
    cooldown_minutes: int = 30
    answers_per_hour: int = 6
    receipts_per_hour: int = 20
    second_opinion: bool = False
    human_first_minutes: int = 0  # how long a promise waits for a human's answer
    hours_confirmed: bool = False  # the owner has said yes to hours and windows
    admins_may_set: bool = False


def read_settings(stored: dict[str, Any], *, zone: str, language: str) -> WorkspaceSettings:
    """Return the settings stored for a workspace over the operator's zone and language."""
    known = {name: value for name, value in stored.items() if name in WorkspaceSettings.__dataclass_fields__}
    for name in ("service_from", "service_until"):
        if isinstance(known.get(name), str):
            known[name] = time.fromisoformat(known[name])
    if "contact_windows" in known:
        windows = known["contact_windows"]
        known["contact_windows"] = tuple((_time(begin), _time(end)) for begin, end in windows)
    return WorkspaceSettings(**{"zone": zone, "language": language, **known})


def _time(value: str | time) -> time:
    return value if isinstance(value, time) else time.fromisoformat(value)
