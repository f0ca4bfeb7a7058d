"""The rows of concerns, the answers that were given, and the proof that was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Float, String, Table, Text, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import (
    ChatId,
    CommunityId,
    ConcernId,
    EvidenceId,
    OutgoingId,
    ProductId,
    RequestId,
    TicketId,
    UserId,
    WorkspaceId,
)
from detection.finding import Finding, Kind

FALSE_ALARM = "false"
"""The decision of a concern that staff marked as none."""
GONE = "gone"
"""The decision of a doubt that its author edited away."""
VOID = (FALSE_ALARM, GONE)
HUMAN_CALLED = "human"
"""The decision of a message in which a member asked for a human."""
STATEMENT = "statement"
"""The kind of the answer that is the one statement of a crisis, and the purpose of its messages."""
PIN = "pin"
"""The purpose of pinning a statement and of taking it off the pin."""
WITHDRAWN = "withdrawn"
"""The kind of an answer that was taken back: it covers nothing any more."""

ConcernRow = Table(
    "concern",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("message_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("member_id", BigId, nullable=False),
    Column("member_name", String(255), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("causes", JSON, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("clues", JSON, nullable=False),
    Column("words", Text, nullable=False),
    Column("product_id", BigId, ForeignKey("product.id")),
    Column("decision", String(12), nullable=False),
    Column("why", String(80), nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id")),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("community_id", "chat_id", "message_id"),
    Index("ix_concern_at", "at"),
    Index("ix_concern_ticket_id", "ticket_id"),
    Index("ix_concern_member_id_id", "member_id", "id"),
)
AnswerRow = Table(
    "answer",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("concern_id", BigId, ForeignKey("concern.id")),
    Column("product_id", BigId, ForeignKey("product.id")),
    Column("kind", String(10), nullable=False),  # full, statement, pointer, reaction, promise, receipt, withdrawn
    Column("reasons", JSON, nullable=False),
    Column("evidence_ids", JSON, nullable=False),
    Column("outgoing_id", BigId),
    Column("corrections", JSON),  # what was added to the posted message later
    Column("at", UtcDateTime, nullable=False),
    Index("ix_answer_at", "at"),
)
ShownRow = Table(
    "evidence_shown",
    metadata,
    Column("evidence_id", BigId, ForeignKey("evidence.id"), primary_key=True),
    Column("answer_id", BigId, ForeignKey("answer.id"), primary_key=True),
    Index("ix_evidence_shown_answer_id", "answer_id"),
)
RequestRow = Table(
    "evidence_request",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id"), nullable=False),
    Column("ticket_id", BigId, ForeignKey("ticket.id"), nullable=False),  # the first asker's
    Column("reasons", JSON, nullable=False),
    Column("kinds", JSON, nullable=False),
    Column("state", String(10), nullable=False),  # open, fulfilled, dropped
    Column("asked_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Index("ix_evidence_request_workspace_id_state", "workspace_id", "state"),
)

HumanAnswerRow = Table(
    "human_answer",
    metadata,
    Column("chat_id", BigId, primary_key=True, autoincrement=False),
    Column("answer_id", BigId, primary_key=True, autoincrement=False),  # what staff wrote
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("message_id", BigId, nullable=False),  # what it answers
    Column("words", Text),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_human_answer_at", "at"),
)

FULFIL = Amendment(
    "fulfil what was asked for a product",
    update(RequestRow)
    .where(RequestRow.c.product_id == bindparam("the_product"), RequestRow.c.state == "open")
    .values(state="fulfilled"),
)
DROP_REQUEST = Amendment(
    "drop a request for proof that nobody waits for any more",
    update(RequestRow)
    .where(RequestRow.c.id == bindparam("the_request"), RequestRow.c.state == "open")
    .values(state="dropped"),
)
TAKE_ANSWERS_BACK = Amendment(
    "take back what was answered to a concern",
    update(AnswerRow).where(AnswerRow.c.concern_id == bindparam("the_concern")).values(kind=WITHDRAWN),
)
SETTLE_CONCERN = Amendment(
    "decide about a concern again",
    update(ConcernRow)
    .where(ConcernRow.c.id == bindparam("the_concern"), ConcernRow.c.decision == bindparam("old_decision"))
    .values(
        kind=bindparam("new_kind"),
        reasons=bindparam("new_reasons"),
        causes=bindparam("new_causes"),
        product_id=bindparam("new_product"),
        decision=bindparam("new_decision"),
        why=bindparam("new_why"),
        ticket_id=bindparam("new_ticket"),
    ),
    must_match=True,
)
COLLECT = Amendment(
    "a concern beyond the limit was spoken to with others",
    update(ConcernRow)
    .where(ConcernRow.c.id == bindparam("the_concern"), ConcernRow.c.why == "limit")
    .values(why="collected"),
    must_match=True,
)
MARK_RIGHT = Amendment(
    "a concern of a trial was found rightly",
    update(ConcernRow)
    .where(ConcernRow.c.id == bindparam("the_concern"), ConcernRow.c.why.like("would-%"))
    .values(why=bindparam("new_why")),
    must_match=True,
)
VOID_ANSWER = Amendment(
    "an answer was never sent",
    update(AnswerRow).where(AnswerRow.c.outgoing_id == bindparam("the_outgoing")).values(kind="unsent"),
)
BIND_CONCERN = Amendment(
    "decide about a concern that waits for staff",
    update(ConcernRow)
    .where(ConcernRow.c.id == bindparam("the_concern"))
    .where(or_(ConcernRow.c.decision == "review", ConcernRow.c.decision == "ask"))
    .values(product_id=bindparam("new_product"), decision=bindparam("new_decision"), ticket_id=bindparam("new_ticket")),
    must_match=True,
)
REWORD_CONCERN = Amendment(
    "look at an edited concern again",
    update(ConcernRow)
    .where(ConcernRow.c.id == bindparam("the_concern"))
    .values(
        words=bindparam("new_words"),
        kind=bindparam("new_kind"),
        reasons=bindparam("new_reasons"),
        causes=bindparam("new_causes"),
    ),
)


@dataclass(frozen=True, slots=True)
class Concern:
    """A message with a finding that the bot acts on."""

    id: ConcernId
    workspace_id: WorkspaceId
    community_id: CommunityId
    chat_id: ChatId
    message_id: int
    thread_id: int | None
    member_id: UserId
    member_name: str
    kind: Kind
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    confidence: float
    clues: tuple[str, ...]
    words: str
    product_id: ProductId | None
    decision: str
    why: str
    ticket_id: TicketId | None
    at: datetime

    @property
    def is_void(self) -> bool:
        """Whether it counts no longer: staff said that it is no concern, or its author edited it away."""
        return self.decision in VOID


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to a concern: a full answer, a pointer to it, a reaction, a promise of proof, or a receipt."""

    id: int
    workspace_id: WorkspaceId
    community_id: CommunityId
    concern_id: ConcernId | None
    product_id: ProductId | None
    kind: str
    reasons: tuple[str, ...]
    evidence_ids: tuple[EvidenceId, ...]
    outgoing_id: OutgoingId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """Proof that the liaison was asked for, until when, for which product and reasons."""

    id: RequestId
    workspace_id: WorkspaceId
    product_id: ProductId
    ticket_id: TicketId
    reasons: tuple[str, ...]
    kinds: tuple[str, ...]
    asked_at: datetime
    due_at: datetime


def _plain(thing: Any, lists: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in type(thing).__dataclass_fields__}
    return {name: list(value) if name in lists else value for name, value in values.items()}


def _tuples(row: Any, lists: tuple[str, ...], names: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(row[name]) if name in lists else row[name] for name in names}


def add_concern(change: Change, concern: Concern) -> None:
    """Insert a concern."""
    change.add(ConcernRow, **{**_plain(concern, ("reasons", "causes", "clues")), "kind": concern.kind.value})


def settle_concern(change: Change, before: Concern, after: Concern) -> None:
    """Write what a stored concern is and what was decided about it anew; another's decision meanwhile is a conflict."""
    change.amend(
        SETTLE_CONCERN,
        the_concern=before.id,
        old_decision=before.decision,
        new_kind=after.kind.value,
        new_reasons=list(after.reasons),
        new_causes=list(after.causes),
        new_product=after.product_id,
        new_decision=after.decision,
        new_why=after.why,
        new_ticket=after.ticket_id,
    )


def concern_from(row: Any) -> Concern:
    """Return the Concern of a row."""
    values = _tuples(row, ("reasons", "causes", "clues"), Concern.__dataclass_fields__)
    return Concern(**{**values, "kind": Kind(row["kind"])})


def add_answer(change: Change, answer: Answer) -> None:
    """Insert an answer, and where its evidence was used."""
    change.add(AnswerRow, **_plain(answer, ("reasons", "evidence_ids")))
    for evidence_id in dict.fromkeys(answer.evidence_ids):
        change.add(ShownRow, evidence_id=evidence_id, answer_id=answer.id)


def answer_from(row: Any) -> Answer:
    """Return the Answer of a row."""
    return Answer(**_tuples(row, ("reasons", "evidence_ids"), Answer.__dataclass_fields__))


def add_request(change: Change, request: EvidenceRequest) -> None:
    """Insert a request for proof."""
    change.add(RequestRow, **_plain(request, ("reasons", "kinds")), state="open")


def request_from(row: Any) -> EvidenceRequest:
    """Return the EvidenceRequest of a row."""
    return EvidenceRequest(**_tuples(row, ("reasons", "kinds"), EvidenceRequest.__dataclass_fields__))


def clue_lines(finding: Finding) -> tuple[str, ...]:
    """Return the clues as staff read them."""
    return tuple(clue.details for clue in finding.clues if clue.score > 0)


async def concern_of_message(connection: AsyncConnection, chat_id: ChatId, message_id: int) -> Concern | None:
    """Return the concern that a message is."""
    query = select(ConcernRow).where(ConcernRow.c.chat_id == chat_id, ConcernRow.c.message_id == message_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else concern_from(row)


async def find_concern(connection: AsyncConnection, concern_id: ConcernId) -> Concern | None:
    """Return one concern."""
    row = (await connection.execute(select(ConcernRow).where(ConcernRow.c.id == concern_id))).mappings().one_or_none()
    return None if row is None else concern_from(row)


async def concerns_of_ticket(connection: AsyncConnection, ticket_id: TicketId) -> list[Concern]:
    """Return the concerns that a ticket holds, oldest first."""
    query = select(ConcernRow).where(ConcernRow.c.ticket_id == ticket_id).order_by(ConcernRow.c.id)
    return [concern_from(row) for row in (await connection.execute(query)).mappings()]


async def open_requests(connection: AsyncConnection, workspace_id: WorkspaceId) -> list[EvidenceRequest]:
    """Return the proof that is still asked for, oldest first."""
    query = (
        select(RequestRow)
        .where(RequestRow.c.workspace_id == workspace_id, RequestRow.c.state == "open")
        .order_by(RequestRow.c.id)
    )
    return [request_from(row) for row in (await connection.execute(query)).mappings()]
