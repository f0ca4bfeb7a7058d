"""What looks for crises and after them, joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from triage.crises.hands import CrisisDesk, FindDoubt
from triage.crises.incident_desk import IncidentDesk
from triage.crises.incidents import WatchForIncidents
from triage.crises.minding import MindCrises
from triage.crises.newcomers import ForgetNewcomers
from triage.crises.statements import Statements
from triage.crises.telling import TellStaff
from triage.crises.updating import TellAll
from triage.crises.watching import WatchForCrises
from triage.desk.cases import Cases
from triage.tools import Tools


@dataclass(frozen=True, slots=True)
class CrisisRoom:
    """The ticks of crises, and what handlers ask for (``hands``)."""

    watch: WatchForCrises
    mind: MindCrises
    watch_incidents: WatchForIncidents
    forget_newcomers: ForgetNewcomers
    hands: dict[str, Any]


def build_crises(tools: Tools, cases: Cases) -> CrisisRoom:
    """Join them."""
    statements, tell = Statements(tools), TellStaff(tools)
    mind = MindCrises(tools, statements, tell)
    tell_all = TellAll(tools, cases)
    hands = {
        "crisis_desk": CrisisDesk(tools, mind),
        "find_doubt": FindDoubt(tools),
        "incident_desk": IncidentDesk(tools, cases, tell_all),
    }
    watch_incidents = WatchForIncidents(tools, cases, tell_all)
    return CrisisRoom(WatchForCrises(tools, statements, tell), mind, watch_incidents, ForgetNewcomers(tools), hands)
