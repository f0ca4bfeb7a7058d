"""A member in a case asks for a human in the private chat: the same as in the group, but answered here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import TicketId, UserId
from tickets.models import Ticket
from tickets.repository import TimelineRow, ticket_by_id
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.mail import About, heads
from triage.tools import Tools
from triage.watch import HUSH
from triage.words import notices


@dataclass(frozen=True, slots=True)
class CallInPrivate:
    """Call staff for a member: a new time is named, and the desk's ladder begins anew."""

    tools: Tools
    cases: Cases

    async def __call__(self, ticket_id: TicketId, *, by: UserId, words: str) -> TicketView | None:
        """Call them; None: the case is over, or they were called a moment ago, so that the words are only added.

        Raises:
            SayableError: somebody else's case.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_owner(by)
            if not view.ticket.is_open or await self._was_called(transaction.connection, ticket_id):
                return None
            called = self.cases.call_human(change, view.workspace, view.ticket, words, self.tools.clock())
            self._tell(change, view, called)
            await transaction.write(change)
        return replace(view, ticket=called)

    async def _was_called(self, connection: AsyncConnection, ticket_id: TicketId) -> bool:
        since = self.tools.clock() - HUSH
        mine = (TimelineRow.c.ticket_id == ticket_id, TimelineRow.c.event == "human", TimelineRow.c.at > since)
        return (await connection.execute(select(TimelineRow.c.id).where(*mine).limit(1))).first() is not None

    def _tell(self, change: Change, view: TicketView, ticket: Ticket) -> None:
        workspace, voice = view.workspace, self.tools.voice(view.workspace)
        community = None if view.community is None else view.community.community
        notice = notices.human_wanted_in_private(voice, community, ticket, ticket.promised_at or self.tools.clock())
        people = [ticket.responsible_id or workspace.responsible, *heads(workspace)]
        about = About("staff-human", workspace.workspace.id, None, ticket.id)
        self.tools.mail.to_staff(change, workspace, notice, about, people)
