"""The parts of a thought about what follows: the proof shown, the ticket, what is due, who among staff was told."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.ids import TicketId
from evidence.models import Evidence
from evidence.shelf import EvidenceRow, evidence_from
from mailbox.outbox import OutgoingRow
from playground.thought_parts import Json, Mind, stamp
from tickets.agenda import FollowUpRow
from tickets.models import Ticket
from tickets.repository import TicketRow, timeline
from triage.repository import AnswerRow, Concern

_FOLLOWED_BY_MEMBER = frozenset({"progress", "doubt_check", "resolution_check", "member_reminder"})


async def proof_part(mind: Mind, connection: AsyncConnection, concern: Concern) -> Json:
    """Say which items were shown, in their order, and how many more are on file."""
    query = select(AnswerRow).where(AnswerRow.c.concern_id == concern.id).order_by(AnswerRow.c.id)
    answers = (await connection.execute(query)).mappings().all()
    wanted = list(dict.fromkeys(item for row in answers for item in row["evidence_ids"]))
    shelf = select(EvidenceRow).where(
        EvidenceRow.c.workspace_id == concern.workspace_id, EvidenceRow.c.state == "published"
    )
    known = {row["id"]: evidence_from(row) for row in (await connection.execute(shelf)).mappings()}
    shown = [_item(mind, known[each]) for each in wanted if each in known]
    others = [mind.word("kind", item.kind) for key, item in known.items() if key not in wanted]
    return {"proof": {"shown": shown, "others": others, "kinds": [row["kind"] for row in answers]}}


def _item(mind: Mind, item: Evidence) -> Json:
    until = None if item.valid_until is None else item.valid_until.isoformat()
    files = [
        {"sha256": file.sha256, "width": file.width, "height": file.height} for file in item.files if file.is_picture
    ]
    return {"kind": mind.word("kind", item.kind), "note": item.note, "until": until, "files": files}


async def ticket_part(mind: Mind, connection: AsyncConnection, ticket: Ticket) -> Json:
    """Say how a ticket stands and what has happened on it."""
    lines = await timeline(connection, ticket.id, limit=40)
    events = [
        {
            "at": stamp(row["at"]),
            "what": mind.word("event", row["event"]),
            "text": row["text"],
            "who": "有据" if row["actor_id"] is None else mind.name_of(row["actor_id"]),
        }
        for row in lines
    ]
    about = {
        "kind": ticket.kind.value,
        "priority": "" if ticket.priority.value == "normal" else mind.word("priority", ticket.priority),
        "outcome": mind.word("outcome", ticket.outcome),
        "wants": [mind.word("want", want) for want in ticket.wants],
        "responsible": "" if ticket.responsible_id is None else mind.name_of(ticket.responsible_id),
        "promised_at": stamp(ticket.promised_at),
        "may_contact": ticket.may_contact,
        "timeline": events,
    }
    return {"ticket": mind.ticket_line(ticket) | about}


async def due_part(mind: Mind, connection: AsyncConnection, ticket_ids: Sequence[TicketId]) -> Json:
    """Say what is due on tickets, soonest first."""
    query = (
        select(
            FollowUpRow.c.kind, FollowUpRow.c.due_at, FollowUpRow.c.step, TicketRow.c.number, TicketRow.c.member_name
        )
        .join(TicketRow, TicketRow.c.id == FollowUpRow.c.ticket_id)
        .where(FollowUpRow.c.ticket_id.in_(ticket_ids), FollowUpRow.c.state == "waiting")
        .order_by(FollowUpRow.c.due_at)
    )
    return {
        "due": [
            {
                "what": mind.word("follow", row.kind),
                "at": stamp(row.due_at),
                "to": row.member_name if row.kind in _FOLLOWED_BY_MEMBER else "值班",
                "number": row.number,
            }
            for row in (await connection.execute(query)).all()
        ]
    }


async def notices_part(mind: Mind, connection: AsyncConnection, concern: Concern | None, ticket: Ticket | None) -> Json:
    """Say who among staff was told what about it."""
    about = [OutgoingRow.c.ticket_id == ticket.id] if ticket is not None else []
    about += [OutgoingRow.c.concern_id == concern.id] if concern is not None else []
    query = (
        select(OutgoingRow)
        .where(or_(*about), OutgoingRow.c.purpose.like("staff-%"))
        .order_by(OutgoingRow.c.id)
        .limit(20)
    )
    rows = (await connection.execute(query)).mappings().all()
    return {
        "notices": [
            {
                "to": mind.name_of(row["chat_id"]),
                "text": row["payload"].get("text") or row["payload"].get("caption") or "",
                "state": row["state"],
                "at": stamp(row["settled_at"] or row["created_at"]),
                "chat": row["chat_id"],
                "message": (row["message_ids"] or [None])[0],
            }
            for row in rows
        ]
    }
