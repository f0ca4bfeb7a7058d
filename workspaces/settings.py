"""What a workspace may set: values with their defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkspaceSettings:
    """Defaults of PRODUCT 2, 6, 7 and 11. Times are local to ``zone``; ``sensitivity``: careful, standard or keen."""

    zone: str = "Asia/Shanghai"
    language: str = "zh-Hans"
    sensitivity: str = "standard"
    service_from: time = time(9, 0)
    service_until: time = time(22, 0)
    contact_windows: tuple[tuple[time, time], ...] = ((time(12, 0), time(13, 0)), (time(18, 0), time(20, 0)))
    cooldown_minutes: int = 30
    answers_per_hour: int = 6
    receipts_per_hour: int = 20


def read_settings(stored: dict[str, Any], *, zone: str, language: str) -> WorkspaceSettings:
    """Return the settings stored for a workspace over the operator's zone and language."""
    known = {name: value for name, value in stored.items() if name in WorkspaceSettings.__dataclass_fields__}
    return WorkspaceSettings(**{"zone": zone, "language": language, **known})
