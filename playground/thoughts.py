"""What the bot thinks: why a message was answered, or was not, read from the bot's own database. Only reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import ChatId, TicketId, UserId
from detection.detector import examine
from detection.gate import may_flag
from mailbox.outbox import OutgoingRow
from playground.emulator import Chat, Message, World
from playground.thought_cases import due_part, notices_part, proof_part, ticket_part
from playground.thought_parts import Json, Mind, decision_part, finding_part, product_part, seen_part
from tickets.attachments import AttachmentRow
from tickets.models import Ticket
from tickets.repository import TicketRow, ticket_by_id, ticket_from, tickets_of_member
from triage.repository import AnswerRow, Concern, ConcernRow, concern_of_message, find_concern
from workspaces.repository import ProductRow, PromotionRow

_LOOKED_THROUGH = 600
_SHOWN_TICKETS = 30


@dataclass(frozen=True, slots=True)
class Thoughts:
    """Answers the page's question: what do you make of this message?"""

    world: World
    mind: Mind

    async def about(self, message: Message) -> Json:
        """Return all that follows from a message: finding, decision, product, proof, ticket, what is due, who knows."""
        async with self.mind.database.read() as connection:
            concern, ticket = await self._subject(connection, message)
            shown: Json = {"message": _said(message), "at": int(message.date.timestamp() * 1000)}
            if concern is not None:
                shown |= finding_part(self.mind, concern) | decision_part(self.mind, concern)
                shown |= await product_part(self.mind, connection, concern, self._replied(concern))
                shown |= await proof_part(self.mind, connection, concern)
                shown["words"] = concern.words
                shown["is_answer"] = message.sender == self.world.bot
            elif ticket is None:
                shown |= await self._quiet(connection, message)
            if ticket is not None:
                shown |= await ticket_part(self.mind, connection, ticket)
                shown |= await due_part(self.mind, connection, [ticket.id])
            elif message.chat.kind == "private":
                shown |= {"tickets": await self._own_tickets(connection, message)}
            if concern is not None or ticket is not None:
                shown |= await notices_part(self.mind, connection, concern, ticket)
            return shown

    async def overall(self) -> Json:
        """Return what there is to know when no message is chosen: open cases, and everything that is due."""
        async with self.mind.database.read() as connection:
            query = select(TicketRow).order_by(TicketRow.c.id.desc()).limit(_SHOWN_TICKETS)
            tickets = [ticket_from(row) for row in (await connection.execute(query)).mappings()]
            decisions = (await connection.execute(select(ConcernRow.c.kind, ConcernRow.c.decision))).all()
            answers = (await connection.execute(select(AnswerRow.c.kind))).scalars().all()
            due = await due_part(self.mind, connection, [ticket.id for ticket in tickets])
        return {
            "counts": {
                "seen": len(decisions),
                "answered": sum(kind == "full" for kind in answers),
                "promised": sum(kind == "promise" for kind in answers),
                "open": sum(ticket.is_open and ticket.number is not None for ticket in tickets),
            },
            "tickets": [self.mind.ticket_line(ticket) for ticket in tickets if ticket.number is not None],
            **due,
        }

    async def _subject(self, connection: AsyncConnection, message: Message) -> tuple[Concern | None, Ticket | None]:
        """Return the concern and ticket that a message is about, be it a member's or the bot's."""
        chat_id = ChatId(message.chat.id)
        concern = await concern_of_message(connection, chat_id, message.message_id)
        ticket_id = None if concern is None else concern.ticket_id
        if concern is None:
            row = await _outgoing_of(connection, message)
            ticket_id = None if row is None else row["ticket_id"]
            if row is not None and row["concern_id"] is not None:
                concern = await find_concern(connection, row["concern_id"])
                ticket_id = ticket_id or (None if concern is None else concern.ticket_id)
        ticket_id = ticket_id or await _case_of_file(connection, message)
        ticket = None if ticket_id is None else await ticket_by_id(connection, TicketId(ticket_id))
        if concern is not None and ticket is not None and ticket.member_id != concern.member_id:
            return None, ticket  # somebody else pressed under the answer: it is about that one's own case
        return concern, ticket

    def _replied(self, concern: Concern) -> int | None:
        chat = self.world.chats.get(concern.chat_id)
        message = None if chat is None else chat.messages.get(concern.message_id)
        return None if message is None or message.reply_to is None else message.reply_to.message_id

    async def _own_tickets(self, connection: AsyncConnection, message: Message) -> list[Json]:
        owner = message.chat.user
        if owner is None:
            return []
        return [self.mind.ticket_line(ticket) for ticket in await tickets_of_member(connection, UserId(owner.id))]

    async def _quiet(self, connection: AsyncConnection, message: Message) -> Json:
        """Say why a message led to nothing."""
        promotion = await _promotion(connection, message)
        if promotion is not None:
            return {"promotion": promotion}
        why = self._standing(message.chat, message)
        if why:
            return {"quiet": why}
        finding, confidence = examine(message.words)
        if finding is None:
            gated = not may_flag(message.words)
            return {"quiet": "gate" if gated else "nothing", "confidence": confidence, **seen_part(message.words)}
        return {"quiet": finding.kind.value, "confidence": confidence, **seen_part(message.words)}

    def _standing(self, chat: Chat, message: Message) -> str:
        if message.service:
            return "service"
        if message.sender == self.world.bot:
            return "own"
        if chat.kind == "private":
            return "private"
        if message.words.startswith("/"):
            return "command"
        if message.sender is not None and chat.member(message.sender).is_admin:
            return "staff"
        return "" if message.words else "wordless"


async def _outgoing_of(connection: AsyncConnection, message: Message) -> Any | None:
    """Return the outbox row that became a message, if the bot sent it."""
    query = (
        select(OutgoingRow.c.message_ids, OutgoingRow.c.concern_id, OutgoingRow.c.ticket_id)
        .where(OutgoingRow.c.chat_id == message.chat.id, OutgoingRow.c.message_ids.is_not(None))
        .order_by(OutgoingRow.c.id.desc())
        .limit(_LOOKED_THROUGH)
    )
    rows: Sequence[Any] = (await connection.execute(query)).mappings().all()
    return next((row for row in rows if message.message_id in (row["message_ids"] or ())), None)


async def _case_of_file(connection: AsyncConnection, message: Message) -> TicketId | None:
    """Return the ticket that a picture or file belongs to."""
    mine = (AttachmentRow.c.chat_id == message.chat.id, AttachmentRow.c.message_id == message.message_id)
    found = (await connection.execute(select(AttachmentRow.c.ticket_id).where(*mine).limit(1))).scalar_one_or_none()
    return None if found is None else TicketId(found)


async def _promotion(connection: AsyncConnection, message: Message) -> Json | None:
    query = (
        select(ProductRow.c.name, ProductRow.c.state, PromotionRow.c.price_fen)
        .join(ProductRow, ProductRow.c.id == PromotionRow.c.product_id)
        .where(PromotionRow.c.chat_id == message.chat.id, PromotionRow.c.message_id == message.message_id)
    )
    row = (await connection.execute(query)).one_or_none()
    return None if row is None else {"product": row.name, "is_draft": row.state == "draft", "price_fen": row.price_fen}


def _said(message: Message) -> Json:
    return {
        "chat": message.chat.id,
        "id": message.message_id,
        "author": message.author,
        "words": message.words or ("〔图〕" if message.photo else ""),
    }
