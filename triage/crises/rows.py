"""The rows of crises, and of who joined a group lately."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Integer, String, Table, Text, bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index, UniqueConstraint

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import ChatId, CommunityId, EvidenceId, OutgoingId, ProductId, UserId, WorkspaceId
from triage.crises.rules import NEW_FOR, Doubt, is_doubt, is_newcomer
from triage.repository import Answer, AnswerRow, ConcernRow, concern_from

MINDED_FOR = timedelta(days=7)
"""How long a posted statement is kept true after the crisis is over."""

CrisisRow = Table(
    "crisis",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("product_id", BigId, ForeignKey("product.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),
    Column("thread_id", BigId),
    Column("state", String(8), nullable=False),  # open, closed
    Column("open_key", String(60)),  # community:product while it is open: two workers open one crisis once
    Column("waits", String(12), nullable=False),  # why no statement was posted by itself
    Column("since", UtcDateTime, nullable=False),  # the first doubt that counts
    Column("opened_at", UtcDateTime, nullable=False),
    Column("last_doubt_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Column("posted_at", UtcDateTime),
    Column("statement_id", BigId),  # the outgoing row of the statement
    Column("pin_id", BigId),
    Column("answer_id", BigId),
    Column("said", Text, nullable=False),  # the statement as it stands, without the time of its writing
    Column("evidence_ids", JSON, nullable=False),
    Column("pictures", JSON, nullable=False),  # [evidence, file, outgoing row, place in its album]
    Column("note", Text, nullable=False),  # what staff said to everybody
    Column("promised_at", UtcDateTime),  # by when what is missing is to be there, or that it is not is said
    Column("misses", Integer, nullable=False),
    Column("updates", Integer, nullable=False),
    Column("cards", JSON, nullable=False),  # chat and outgoing row of each alert
    Column("told", Text, nullable=False),  # the alert as it stands
    Column("version", Integer, nullable=False),
    UniqueConstraint("open_key"),
    Index("ix_crisis_workspace_id_state", "workspace_id", "state"),
    Index("ix_crisis_community_id_product_id", "community_id", "product_id"),
    Index("ix_crisis_posted_at", "posted_at"),
)
NewcomerRow = Table(
    "newcomer",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("community_id", BigId, ForeignKey("community.id"), nullable=False),
    Column("user_id", BigId, nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Index("ix_newcomer_community_id_user_id", "community_id", "user_id"),
    Index("ix_newcomer_joined_at", "joined_at"),
)

_SAVED = (
    "state", "open_key", "waits", "last_doubt_at", "closed_at", "posted_at", "statement_id", "pin_id", "answer_id",
    "said", "evidence_ids", "pictures", "note", "promised_at", "misses", "updates", "cards", "told",
)  # fmt: skip
SAVE_CRISIS = Amendment(
    "save a crisis",
    update(CrisisRow)
    .where(CrisisRow.c.id == bindparam("the_crisis"), CrisisRow.c.version == bindparam("old_version"))
    .values(version=bindparam("new_version"), **{name: bindparam(f"new_{name}") for name in _SAVED}),
    must_match=True,
)
FORGET_NEWCOMERS = Amendment(
    "who joined longer ago is no newcomer", delete(NewcomerRow).where(NewcomerRow.c.joined_at < bindparam("before"))
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was posted with a statement: of which item, and where it stands."""

    evidence_id: EvidenceId
    sha256: str
    outgoing_id: OutgoingId
    place: int  # in its album


@dataclass(frozen=True, slots=True)
class Crisis:
    """Several members doubt one product in one community. ``version`` guards against two hands at once."""

    id: int
    workspace_id: WorkspaceId
    community_id: CommunityId
    product_id: ProductId
    chat_id: ChatId
    thread_id: int | None
    since: datetime
    opened_at: datetime
    last_doubt_at: datetime
    waits: str = ""
    state: str = "open"
    closed_at: datetime | None = None
    posted_at: datetime | None = None
    statement_id: OutgoingId | None = None
    pin_id: OutgoingId | None = None
    answer_id: int | None = None
    said: str = ""
    evidence_ids: tuple[EvidenceId, ...] = ()
    pictures: tuple[Picture, ...] = ()
    note: str = ""
    promised_at: datetime | None = None
    misses: int = 0
    updates: int = 0
    cards: tuple[tuple[ChatId, OutgoingId], ...] = ()
    told: str = ""
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state == "open"

    @property
    def is_posted(self) -> bool:
        """Whether the statement was posted."""
        return self.statement_id is not None


def add_crisis(change: Change, crisis: Crisis) -> None:
    """Insert a crisis; a second open one of the same product and community is a conflict."""
    change.add(CrisisRow, **_values(crisis))


def save_crisis(change: Change, before: Crisis, after: Crisis) -> Crisis:
    """Update a crisis that is still as ``before``."""
    saved = replace(after, version=before.version + 1)
    values = _values(saved)
    change.amend(
        SAVE_CRISIS,
        the_crisis=saved.id,
        old_version=before.version,
        new_version=saved.version,
        **{f"new_{name}": values[name] for name in _SAVED},
    )
    return saved


def _values(crisis: Crisis) -> dict[str, Any]:
    values = {name: getattr(crisis, name) for name in Crisis.__dataclass_fields__}
    values["evidence_ids"] = list(crisis.evidence_ids)
    values["cards"] = [list(card) for card in crisis.cards]
    values["pictures"] = [[item.evidence_id, item.sha256, item.outgoing_id, item.place] for item in crisis.pictures]
    values["open_key"] = f"{crisis.community_id}:{crisis.product_id}" if crisis.is_open else None
    return values


def crisis_from(row: Any) -> Crisis:
    """Return the Crisis of a row."""
    values = {name: row[name] for name in Crisis.__dataclass_fields__}
    values["evidence_ids"] = tuple(values["evidence_ids"])
    values["cards"] = tuple((ChatId(chat), OutgoingId(card)) for chat, card in values["cards"])
    values["pictures"] = tuple(Picture(*each) for each in values["pictures"])
    return Crisis(**values)


def add_statement(change: Change, answer: Answer) -> None:
    """Insert a statement as an answer. It is kept true by its crisis, so no correction of single answers finds it."""
    change.add(
        AnswerRow,
        **{
            **{name: getattr(answer, name) for name in Answer.__dataclass_fields__},
            "reasons": list(answer.reasons),
            "evidence_ids": list(answer.evidence_ids),
        },
    )


async def find_crisis(connection: AsyncConnection, crisis_id: int) -> Crisis | None:
    """Return one crisis, open or over."""
    row = (await connection.execute(select(CrisisRow).where(CrisisRow.c.id == crisis_id))).mappings().one_or_none()
    return None if row is None else crisis_from(row)


async def open_crises(connection: AsyncConnection, workspace_id: WorkspaceId | None = None) -> list[Crisis]:
    """Return the open ones, of one workspace or of all, oldest first."""
    query = select(CrisisRow).where(CrisisRow.c.open_key.is_not(None)).order_by(CrisisRow.c.id)
    if workspace_id is not None:
        query = query.where(CrisisRow.c.workspace_id == workspace_id)
    return [crisis_from(row) for row in (await connection.execute(query)).mappings()]


async def minded_crises(connection: AsyncConnection, now: datetime) -> list[Crisis]:
    """Return what must be looked after: what is open, and statements that stand since a few days."""
    query = select(CrisisRow).where(or_(CrisisRow.c.open_key.is_not(None), CrisisRow.c.posted_at > now - MINDED_FOR))
    return [crisis_from(row) for row in (await connection.execute(query.order_by(CrisisRow.c.id))).mappings()]


async def last_closed_at(
    connection: AsyncConnection, community_id: CommunityId, product_id: ProductId
) -> datetime | None:
    """Return when the last crisis about a product in a community was over: what was said before counts no more."""
    query = select(func.max(CrisisRow.c.closed_at)).where(
        CrisisRow.c.community_id == community_id, CrisisRow.c.product_id == product_id
    )
    moment: datetime | None = (await connection.execute(query)).scalar()
    return moment


async def doubts_since(
    connection: AsyncConnection,
    community_id: CommunityId,
    since: datetime,
    sensitivity: str,
    *,
    staff: Iterable[int] = (),
    product_id: ProductId | None = None,
) -> dict[ProductId, list[Doubt]]:
    """Return the members' doubts in a community by product, oldest first; words of ``staff`` are none."""
    query = select(ConcernRow).where(ConcernRow.c.community_id == community_id, ConcernRow.c.at >= since)
    query = query.where(ConcernRow.c.product_id.is_not(None)).order_by(ConcernRow.c.at, ConcernRow.c.id)
    if product_id is not None:
        query = query.where(ConcernRow.c.product_id == product_id)
    left_out = set(staff)
    concerns = [concern_from(row) for row in (await connection.execute(query)).mappings()]
    concerns = [each for each in concerns if is_doubt(each, sensitivity) and each.member_id not in left_out]
    joined = await _joined(connection, community_id, {each.member_id for each in concerns})
    found: dict[ProductId, list[Doubt]] = {}
    for each in concerns:
        is_new = is_newcomer(joined.get(each.member_id), each.at)
        doubt = Doubt(
            each.id, each.member_id, each.member_name, each.words, each.reasons, each.chat_id, each.message_id,
            each.thread_id, each.at, is_new,
        )  # fmt: skip
        if each.product_id is not None:
            found.setdefault(each.product_id, []).append(doubt)
    return found


async def _joined(
    connection: AsyncConnection, community_id: CommunityId, members: Iterable[UserId]
) -> dict[UserId, datetime]:
    query = select(NewcomerRow.c.user_id, func.max(NewcomerRow.c.joined_at)).where(
        NewcomerRow.c.community_id == community_id, NewcomerRow.c.user_id.in_(list(members))
    )
    rows = (await connection.execute(query.group_by(NewcomerRow.c.user_id))).all()
    return {UserId(row[0]): row[1] for row in rows}


def add_newcomer(change: Change, new_id: int, community_id: CommunityId, user_id: UserId, joined_at: datetime) -> None:
    """Keep that somebody joined; for a week, nothing else of that person."""
    change.add(NewcomerRow, id=new_id, community_id=community_id, user_id=user_id, joined_at=joined_at)


def forget_newcomers(change: Change, now: datetime) -> None:
    """Let go who joined a week ago."""
    change.amend(FORGET_NEWCOMERS, before=now - NEW_FOR)
