"""What looks for crises and after them, joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from triage.crises.hands import CrisisDesk, FindDoubt
from triage.crises.minding import MindCrises
from triage.crises.newcomers import ForgetNewcomers
from triage.crises.statements import Statements
from triage.crises.telling import TellStaff
from triage.crises.watching import WatchForCrises
from triage.tools import Tools


@dataclass(frozen=True, slots=True)
class CrisisRoom:
    """The ticks of crises, and what handlers ask for (``hands``)."""

    watch: WatchForCrises
    mind: MindCrises
    forget_newcomers: ForgetNewcomers
    hands: dict[str, Any]


def build_crises(tools: Tools) -> CrisisRoom:
    """Join them."""
    statements, tell = Statements(tools), TellStaff(tools)
    mind = MindCrises(tools, statements, tell)
    hands = {
        "crisis_desk": CrisisDesk(tools, mind),
        "find_doubt": FindDoubt(tools),
    }
    return CrisisRoom(WatchForCrises(tools, statements, tell), mind, ForgetNewcomers(tools), hands)
