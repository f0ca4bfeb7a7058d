"""What every use case works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.clock import Clock
from core.database import Database
from core.ids import IdMaker
from core.texts import Texts
from core.writer import Writer
from triage.mail import Mail
from triage.memory import Loader
from triage.watch import Watch, WorkspaceWatch
from triage.words.voice import Voice


@dataclass(frozen=True, slots=True)
class Tools:
    """Storage, memory, time and words. ``texts`` and ``zone`` are the operator's, for whoever has no workspace."""

    database: Database
    writer: Writer
    watch: Watch
    loader: Loader
    mail: Mail
    new_id: IdMaker
    clock: Clock
    texts: Texts
    zone: ZoneInfo
    new_token: Callable[[], str]  # unguessable, for links that open a private chat

    def voice(self, workspace: WorkspaceWatch | None = None) -> Voice:
        """Return how to speak in a workspace now."""
        return Voice(self.texts, self.zone if workspace is None else workspace.zone, self.clock())
