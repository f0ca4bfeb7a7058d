"""Those who run this installation are told when something needs their hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select

from core.change import Change
from core.ids import ChatId, UserId
from mailbox.models import Urgency
from triage.mail import About, Place
from triage.tools import Tools
from triage.words import notices
from triage.words.voice import Reply
from workspaces.repository import PersonRow


@dataclass(frozen=True, slots=True)
class OperatorAlert:
    """Tell the operators, as far as they have started the bot; the log says the same in any case."""

    tools: Tools
    operators: tuple[int, ...]
    reachable: set[UserId] = field(default_factory=set)

    async def refresh(self) -> None:
        """Look who of the operators may be written to."""
        query = select(PersonRow.c.user_id).where(
            PersonRow.c.user_id.in_(self.operators),
            PersonRow.c.started_at.is_not(None),
            PersonRow.c.is_blocked.is_(False),
        )
        async with self.tools.database.read() as connection:
            found = {UserId(user) for user in (await connection.execute(query)).scalars()}
        self.reachable.clear()
        self.reachable.update(found)

    def __call__(self, change: Change, key: str, **variables: str) -> None:
        """Write one message to each operator into ``change``; ``key`` is one of the texts ``operator-…``."""
        for operator in self.reachable:
            place = Place(ChatId(operator))
            self.tools.mail.to_chat(
                change, place, self.words(key, **variables), About("operator"), urgency=Urgency.STAFF
            )

    def words(self, key: str, **variables: str) -> Reply:
        """Return what an operator is told."""
        return notices.operator_alert(self.tools.voice(), key, **variables)
