"""A threat in the hands of staff: nothing is marked before they say so, then the case's words are kept one by one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ChatId, TicketId, UserId
from tickets.attachments import Attachment, add_attachment
from tickets.models import Ticket
from tickets.repository import ticket_by_id
from tickets.threats import (
    DISMISSED,
    MARKED,
    Kept,
    Threat,
    add_threat,
    find_threat,
    keep_message,
)
from triage.desk.cases import Cases
from triage.desk.views import TicketView, view_of
from triage.repository import ConcernRow
from triage.tools import Tools
from triage.words.notices import link_to
from triage.words.receipts import number_of
from workspaces.audit import note
from workspaces.repository import TOUCH

LONGEST_NOTE = 4000


@dataclass(frozen=True, slots=True)
class Threats:
    """Decide about a threat, and add what was said outside."""

    tools: Tools
    cases: Cases

    async def decide(self, ticket_id: TicketId, *, is_threat: bool, by: UserId) -> tuple[TicketView, Threat]:
        """Mark a case as a threat, or say that it is none.

        Raises:
            SayableError: not theirs, or somebody has decided already.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket_id))
            view.require_staff(by)
            known = await find_threat(transaction.connection, ticket_id)
            if known is not None:
                decision = self.tools.voice(view.workspace).label("event", "marked" if known.is_marked else "nomark")
                raise SayableError("refuse-threat-decided", decision=decision)
            keep_until = now + timedelta(days=view.workspace.settings.policy.dossier_days)
            threat = Threat(ticket_id, MARKED if is_threat else DISMISSED, by, now, keep_until)
            add_threat(change, threat, view.ticket.workspace_id)
            if is_threat:
                await self._keep_said(transaction.connection, change, view)
                change.amend(TOUCH, the_workspace=view.ticket.workspace_id, at=now)
                change.after.append(lambda: view.workspace.marked.add(ticket_id))
            event = "marked" if is_threat else "nomark"
            self.cases.line(change, ticket_id, event, actor_id=by)
            self._note(change, view, by, f"threat.{event}")
            await transaction.write(change)
        return view, threat

    async def keep_outside(
        self, ticket: Ticket, text: str, *, by: UserId, file: Attachment | None = None
    ) -> TicketView:
        """Add an outside chat, a screenshot or a call note to a marked case.

        Raises:
            SayableError: not theirs, not marked, or nothing to keep.
        """
        change, now, number = Change(), self.tools.clock(), number_of(ticket) or str(ticket.id)
        async with self.tools.database.transaction() as transaction:
            view = view_of(self.tools.watch, await ticket_by_id(transaction.connection, ticket.id))
            view.require_staff(by)
            threat = await find_threat(transaction.connection, ticket.id)
            if threat is None or not threat.is_marked:
                raise SayableError("refuse-not-marked", number=number)
            if not text.strip() and file is None:
                raise SayableError("refuse-keep-empty", number=number)
            kept = Kept("outside", by, now, text.strip()[:LONGEST_NOTE])
            keep_message(change, self.tools.new_id(), ticket.id, ticket.workspace_id, kept)
            if file is not None:
                add_attachment(
                    change,
                    self.tools.new_id(),
                    file,
                    workspace_id=ticket.workspace_id,
                    ticket_id=ticket.id,
                    by=by,
                    at=now,
                )
            self.cases.line(change, ticket.id, "kept", actor_id=by)
            self._note(change, view, by, "threat.kept")
            await transaction.write(change)
        return view

    async def _keep_said(self, connection: AsyncConnection, change: Change, view: TicketView) -> None:
        """Copy what the member said on this case, with ids, times and links."""
        for kept in await said_of(connection, view):
            keep_message(change, self.tools.new_id(), view.ticket.id, view.ticket.workspace_id, kept)

    def _note(self, change: Change, view: TicketView, by: UserId, action: str) -> None:
        subject = f"ticket:{view.ticket.number or view.ticket.id}"
        workspace_id = view.ticket.workspace_id
        note(change, self.tools.new_id(), workspace_id, by, action, subject, self.tools.clock())


async def said_of(connection: AsyncConnection, view: TicketView) -> list[Kept]:
    """Return the member's messages of a case as they were written, oldest first."""
    query = (
        select(ConcernRow).where(ConcernRow.c.ticket_id == view.ticket.id).order_by(ConcernRow.c.at, ConcernRow.c.id)
    )
    rows: list[Any] = list((await connection.execute(query)).mappings())
    return [
        Kept(
            "member",
            UserId(row["member_id"]),
            row["at"],
            row["words"],
            ChatId(row["chat_id"]),
            row["message_id"],
            _link(view, ChatId(row["chat_id"]), row["message_id"]),
        )
        for row in rows
    ]


def _link(view: TicketView, chat_id: ChatId, message_id: int) -> str:
    return "" if view.community is None else link_to(view.community.community, chat_id, message_id) or ""
