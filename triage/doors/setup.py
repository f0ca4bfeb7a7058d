"""The set-up of a workspace, checked by asking Telegram; what waited for its owner."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import DeliveryError
from core.ids import ChatId, UserId
from tickets.repository import TicketRow
from triage.doors.membership import ChatPeople
from triage.mail import About, Place
from triage.repository import ConcernRow, RequestRow
from triage.tools import Tools
from triage.watch import KNOWN_FOR, CommunityWatch, WorkspaceWatch
from triage.words import alerts
from triage.words.setup import GroupCheck, Setup, checklist, digest
from triage.words.voice import Reply

MOST_CHECKED = 20
"""Groups that are asked about at once; each takes two calls."""


@dataclass(frozen=True, slots=True)
class CheckSetup:
    """Ask Telegram what the bot may do in each group, look at what is on file, and put it into a list."""

    tools: Tools
    people: ChatPeople

    async def __call__(self, workspace: WorkspaceWatch) -> Reply:
        """Return the checklist of a workspace as it stands now."""
        mine = [known for known in self.tools.watch.communities.values() if known.workspace is workspace]
        groups = [await self._check(known) for known in mine[:MOST_CHECKED]]
        setup = Setup(
            workspace.workspace, workspace.settings, groups, workspace.shelf_count, max(0, len(mine) - MOST_CHECKED)
        )
        return checklist(self.tools.voice(workspace), setup)

    async def send(self, workspace: WorkspaceWatch, user_id: UserId) -> None:
        """Send the checklist to somebody who has started the bot."""
        if user_id not in workspace.reachable:
            return
        reply, change, place = await self(workspace), Change(), workspace.workspace
        mine = [known for known in self.tools.watch.communities.values() if known.workspace is workspace]
        if len(mine) == 1:
            hello = alerts.start(self.tools.voice(workspace), workspace.role_of(user_id), workspace=place.title)
            self.tools.mail.to_chat(change, Place(ChatId(user_id)), hello, About("start", place.id))
        self.tools.mail.to_chat(change, Place(ChatId(user_id)), reply, About("checklist", place.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def waiting(self, workspace: WorkspaceWatch) -> Reply | None:
        """Return what waits in a workspace, counted; None: nothing."""
        async with self.tools.database.read() as connection:
            place = workspace.workspace.id
            tickets = await _count(
                connection, TicketRow.c.workspace_id == place, TicketRow.c.state.in_(("open", "waiting"))
            )
            requests = await _count(connection, RequestRow.c.workspace_id == place, RequestRow.c.state == "open")
            since = self.tools.clock() - KNOWN_FOR
            mine = (ConcernRow.c.workspace_id == place, ConcernRow.c.decision == "review")
            reviews = await _count(connection, *mine, ConcernRow.c.at >= since)
        return digest(self.tools.voice(workspace), tickets=tickets, requests=requests, reviews=reviews)

    async def _check(self, known: CommunityWatch) -> GroupCheck:
        title = known.community.title
        try:
            standing = await self.people.standing(known.community.chat_id)
        except DeliveryError:  # Telegram does not say now: nothing is claimed to be wrong
            return GroupCheck(title)
        if standing is None:
            return GroupCheck(title, is_there=False)
        return GroupCheck(
            title, True, can_read=standing.can_read, can_send=standing.can_send, can_send_media=standing.can_send_media
        )


async def _count(connection: AsyncConnection, *which: object) -> int:
    query = select(func.count()).where(*which)  # type: ignore[arg-type]  # conditions of one table
    return int((await connection.execute(query)).scalar_one())
