"""A wrong public answer is taken back: deleted, struck out where it may no longer be deleted, its ticket closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import ConcernId, OutgoingId
from mailbox.models import Outgoing, Posted
from mailbox.outbox import CANCEL, CANCEL_FOR_CONCERN, CANCEL_FOR_TICKET, owe, posted_about
from tickets.lifecycle import Action, move
from tickets.models import Ticket, TicketState, WaitingOn
from tickets.repository import TimelineRow, ticket_by_id, waiting_for_proof
from triage.desk.cases import Cases
from triage.desk.moves import FOLLOWING
from triage.pieces import OPEN_QUESTION
from triage.repository import DROP_REQUEST, TAKE_ANSWERS_BACK, Concern, concerns_of_ticket, find_concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch

WITHDRAW = "withdraw"
DELETABLE_FOR = timedelta(hours=47)  # Telegram says 48; a message must not grow too old while it waits its turn
_MEMBER_WANTS_IT = ("escalate", "said", "added", "second", "human")


@dataclass(frozen=True, slots=True)
class WithdrawAnswers:
    """Takes back what was said to a concern that was none."""

    tools: Tools
    cases: Cases

    async def __call__(
        self, connection: AsyncConnection, change: Change, community: CommunityWatch, concern: Concern
    ) -> bool:
        """Delete our messages, cancel what still waits, close the ticket; tell whether anything had been said."""
        posted = await self._ours(connection, community, concern)
        now, first = self.tools.clock(), _first(posted)
        for row in posted:
            self._take_back(change, community, concern, row, is_first=row is first)
        change.amend(CANCEL_FOR_CONCERN, the_concern=concern.id, the_purpose=OPEN_QUESTION, at=now)
        change.amend(TAKE_ANSWERS_BACK, the_concern=concern.id)
        change.after.append(lambda: _forget_answers(community, concern.id))
        await self._end_ticket(connection, change, community.workspace, concern)
        return any(row.is_word for row in posted)

    async def strike_instead(self, refused: Outgoing) -> None:
        """Telegram did not let us delete a message: it is struck out instead."""
        community = self.tools.watch.communities.get(refused.chat_id)
        if community is None or refused.concern_id is None:
            return
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern = await find_concern(transaction.connection, refused.concern_id)
            if concern is None:
                return
            posted = await self._ours(transaction.connection, community, concern)
            for row in posted:
                if row.message_ids[:1] == (refused.payload.get("message_id"),):
                    self._strike(change, community, concern, row, is_first=row is _first(posted))
            await transaction.write(change)

    async def _ours(self, connection: AsyncConnection, community: CommunityWatch, concern: Concern) -> list[Posted]:
        """Return what we said to this concern in its chat, oldest first; others' receipts under it stay."""
        rows = await posted_about(connection, concern.id, community.community.chat_id)
        return [row for row in rows if row.outgoing.ticket_id in (None, concern.ticket_id)]

    def _take_back(
        self, change: Change, community: CommunityWatch, concern: Concern, row: Posted, *, is_first: bool
    ) -> None:
        if row.state == "waiting":
            change.amend(CANCEL, row_id=row.outgoing.id, at=self.tools.clock())
        elif not row.is_word:
            self._call(change, community, concern, row.outgoing.method, message_id=concern.message_id, reaction=[])
        elif row.state == "sending":
            self._call(change, community, concern, "deleteMessage", message_id=f"outgoing:{row.outgoing.id}")
        elif row.settled_at is not None and self.tools.clock() - row.settled_at > DELETABLE_FOR:
            self._strike(change, community, concern, row, is_first=is_first)
        else:
            for message_id in row.message_ids:
                self._call(change, community, concern, "deleteMessage", message_id=message_id)

    def _strike(
        self, change: Change, community: CommunityWatch, concern: Concern, row: Posted, *, is_first: bool
    ) -> None:
        """Say in the first message that it does not count; the others lose their buttons."""
        if not is_first:
            self._call(change, community, concern, "editMessageReplyMarkup", message_id=row.message_ids[0])
            return
        words = self.tools.voice_in(community)("withdrawn")
        is_text = row.outgoing.method == "sendMessage"
        method, field = ("editMessageText", "text") if is_text else ("editMessageCaption", "caption")
        self._call(change, community, concern, method, message_id=row.message_ids[0], **{field: words})

    def _call(
        self, change: Change, community: CommunityWatch, concern: Concern, method: str, **payload: object
    ) -> None:
        call = Outgoing(
            id=OutgoingId(self.tools.new_id()),
            chat_id=community.community.chat_id,
            method=method,
            payload=payload,
            purpose=WITHDRAW,
            created_at=self.tools.clock(),
            workspace_id=concern.workspace_id,
            concern_id=concern.id,
        )
        owe(change, call)

    async def _end_ticket(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, concern: Concern
    ) -> None:
        ticket = None if concern.ticket_id is None else await ticket_by_id(connection, concern.ticket_id)
        if ticket is None or ticket.state is TicketState.CLOSED or not await _is_only_this(connection, ticket, concern):
            return
        action = Action.CLOSE if ticket.state is TicketState.RESOLVED else Action.WITHDRAW
        ended = move(ticket, action, by_role=None, now=self.tools.clock())
        self.cases.save(change, workspace, ticket, ended, replan=True)
        self.cases.line(change, ticket.id, "false-alarm")
        change.amend(CANCEL_FOR_TICKET, the_ticket=ticket.id, the_purpose=FOLLOWING, at=self.tools.clock())
        if ticket.waiting_on is WaitingOn.EVIDENCE and ticket.product_id is not None:
            await self._drop_request(connection, change, workspace, ticket)

    async def _drop_request(
        self, connection: AsyncConnection, change: Change, workspace: WorkspaceWatch, ticket: Ticket
    ) -> None:
        """Nobody else waits for that proof: nobody has to fetch it."""
        product_id = ticket.product_id
        request = None if product_id is None else workspace.requests.get(product_id)
        others = [other for other in await waiting_for_proof(connection, [product_id]) if other.id != ticket.id]
        if request is None or others:
            return
        change.amend(DROP_REQUEST, the_request=request.id)
        change.after.append(lambda: _forget_request(workspace, request.id))


async def _is_only_this(connection: AsyncConnection, ticket: Ticket, concern: Concern) -> bool:
    """Whether a ticket is about nothing but this concern: its member did not press for it, nor say more."""
    others = [other for other in await concerns_of_ticket(connection, ticket.id) if other.id != concern.id]
    lines = select(func.count()).where(TimelineRow.c.ticket_id == ticket.id, TimelineRow.c.event.in_(_MEMBER_WANTS_IT))
    return not others and (await connection.execute(lines)).scalar_one() == 0


def _first(posted: Sequence[Posted]) -> Posted | None:
    return next((row for row in posted if row.is_word and row.message_ids), None)


def _forget_answers(community: CommunityWatch, concern_id: ConcernId) -> None:
    community.answers = [answer for answer in community.answers if answer.concern_id != concern_id]


def _forget_request(workspace: WorkspaceWatch, request_id: int) -> None:
    workspace.requests = {key: item for key, item in workspace.requests.items() if item.id != request_id}
