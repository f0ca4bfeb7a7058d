"""How much one owner or member may have: beyond it a clear sentence, and nothing is lost."""

from __future__ import annotations

from datetime import timedelta

from core.errors import SayableError

COMMUNITIES_PER_OWNER = 200
EVIDENCE_PER_WORKSPACE = 100_000
STAFF_PER_WORKSPACE = 50
OPEN_TICKETS_PER_MEMBER = 50
CONCERNS_PER_MEMBER = 20
"""Of one member in one community within ``CONCERNS_WITHIN``."""
CONCERNS_WITHIN = timedelta(hours=1)


def demand_room_for_evidence(count: int) -> None:
    """Let a workspace with ``count`` items add one more.

    Raises:
        SayableError: it has as many as it may.
    """
    if count >= EVIDENCE_PER_WORKSPACE:
        raise SayableError("quota-evidence", limit=str(EVIDENCE_PER_WORKSPACE))
