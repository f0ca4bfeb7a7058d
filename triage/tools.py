"""What every use case works with."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from core.clock import Clock
from core.database import Database
from core.ids import IdMaker, UserId
from core.texts import Texts, build_texts
from core.writer import Writer
from triage.mail import Mail
from triage.memory import Loader
from triage.watch import CommunityWatch, Watch, WorkspaceWatch
from triage.words.voice import Voice

reading_now: ContextVar[UserId | None] = ContextVar("reading_now", default=None)
"""Who reads what is said in the private chat that is being answered; set where updates are dispatched."""


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

    def voice(self, workspace: WorkspaceWatch | None = None, *, to: UserId | None = None) -> Voice:
        """Return how to speak in a workspace now: in the language of who reads it, else the workspace's (PRODUCT 3).

        ``to`` names the reader; without, it is whoever is answered in private just now.
        """
        usual = self.texts.language if workspace is None else workspace.settings.language
        reader = to or reading_now.get()
        language = usual if reader is None else self.watch.languages.get(reader, usual)
        return self._speaking(language, workspace)

    def voice_in(self, community: CommunityWatch) -> Voice:
        """Return how to speak in a community: in its own language, else its workspace's."""
        workspace = community.workspace
        return self._speaking(community.community.language or workspace.settings.language, workspace)

    def _speaking(self, language: str, workspace: WorkspaceWatch | None) -> Voice:
        texts = self.texts if language == self.texts.language else build_texts(language)
        return Voice(texts, self.zone if workspace is None else workspace.zone, self.clock())
