"""Stored redactions: what is hidden of an item that is being made ready to be shown, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text, bindparam, cast, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, metadata
from core.ids import ChatId, EvidenceId, UserId, WorkspaceId
from evidence.models import Evidence
from evidence.reading.offers import Offers
from evidence.redaction import WHOLE, Box
from evidence.shelf import EvidenceRow

RedactionRow = Table(
    "redaction",
    metadata,
    Column("evidence_id", BigId, ForeignKey("evidence.id"), primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("chat_id", BigId, nullable=False),  # where its uploader is shown what becomes of it
    Column("message_id", BigId),
    Column("thread_id", BigId),
    Column("step", String(10), nullable=False),  # reading, checking, rereading, done
    Column("pages", JSON, nullable=False),
    Column("offers", JSON, nullable=False),
    Column("editing", JSON, nullable=False),
    Column("wants_until", Boolean, nullable=False),  # a letter whose last day nobody has said yet
    Column("accepted_by", BigId),
    Column("version", Integer, nullable=False),
    Index("ix_redaction_step", "step"),
)
ParcelRow = Table(
    "evidence_parcel",
    metadata,
    Column("evidence_id", BigId, ForeignKey("evidence.id"), primary_key=True, autoincrement=False),
    Column("number", String(40), primary_key=True),
    Column("workspace_id", BigId, nullable=False),
    Index("ix_evidence_parcel_workspace_id_number", "workspace_id", "number"),
)

FORGET_PARCELS = Amendment(
    "forget the parcels of an item", delete(ParcelRow).where(ParcelRow.c.evidence_id == bindparam("the_evidence"))
)
ADVANCE = Amendment(
    "go on with a redaction as it was read",
    update(RedactionRow)
    .where(RedactionRow.c.evidence_id == bindparam("the_evidence"), RedactionRow.c.version == bindparam("as_read"))
    .values(
        step=bindparam("new_step"),
        pages=bindparam("new_pages", type_=JSON),
        offers=bindparam("new_offers", type_=JSON),
        editing=bindparam("new_editing", type_=JSON),
        wants_until=bindparam("new_wants_until"),
        accepted_by=bindparam("new_accepted_by"),
        version=RedactionRow.c.version + 1,
    ),
    must_match=True,
)


class Step(StrEnum):
    """How far a redaction is."""

    READING = "reading"  # waits for the machine's first look
    CHECKING = "checking"  # waits for a person
    REREADING = "rereading"  # accepted; waits for the machine's second look
    DONE = "done"  # published or given up


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a file of the item: what is hidden of it, and whether a machine could read it.

    ``preview``: the picture that its uploader is shown, among the private originals.
    """

    file: int
    number: int
    boxes: tuple[Box, ...] = ()
    is_read: bool = False
    preview: str = ""


@dataclass(frozen=True, slots=True)
class Editing:
    """Where a person is with the boxes of a page.

    ``mode``: boxes, adding or zooming; ``window``: the part of the page that is shown, in ten-thousandths; ``corner``:
    the first cell of a new box, which waits for its second; ``undo``: earlier boxes, each with the number of its page;
    ``drawn``: the pictures that were drawn for it.
    """

    page: int = 0
    mode: str = "boxes"
    window: tuple[int, int, int, int] = (0, 0, WHOLE, WHOLE)
    corner: str = ""
    undo: tuple[tuple[int, tuple[Box, ...]], ...] = ()
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is hidden of one item, and how far it is."""

    evidence_id: EvidenceId
    workspace_id: WorkspaceId
    chat_id: ChatId
    message_id: int | None
    thread_id: int | None
    step: Step = Step.READING
    pages: tuple[Page, ...] = ()
    offers: Offers = field(default_factory=Offers)
    editing: Editing | None = None
    wants_until: bool = False
    accepted_by: UserId | None = None
    version: int = 1

    @property
    def is_read(self) -> bool:
        """Whether a machine could read all of it; else a person's word is needed."""
        return bool(self.pages) and all(page.is_read for page in self.pages)

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What is hidden, on all pages."""
        return tuple(box for page in self.pages for box in page.boxes if box.on)


def add_redaction(change: Change, redaction: Redaction) -> None:
    """Insert a redaction."""
    change.add(
        RedactionRow,
        evidence_id=redaction.evidence_id,
        workspace_id=redaction.workspace_id,
        chat_id=redaction.chat_id,
        message_id=redaction.message_id,
        thread_id=redaction.thread_id,
        version=redaction.version,
        **_changing(redaction),
    )


def save_redaction(change: Change, redaction: Redaction) -> None:
    """Write a redaction; a change by somebody else since it was read is a conflict."""
    values = {f"new_{name}": value for name, value in _changing(redaction).items()}
    change.amend(ADVANCE, the_evidence=redaction.evidence_id, as_read=redaction.version, **values)


def index_parcels(change: Change, item: Evidence, numbers: Iterable[str]) -> None:
    """Keep the numbers of parcels that an item (or the one whose files it replaces) is found by."""
    for number in numbers:
        name = item.replaces_id or item.id
        change.add(ParcelRow, evidence_id=name, number=number[:40], workspace_id=item.workspace_id)


def forget_parcels(change: Change, item: Evidence) -> None:
    """Forget the numbers that an item was found by; the Change with new ones is written after this."""
    change.amend(FORGET_PARCELS, the_evidence=item.replaces_id or item.id)


async def items_of_parcel(connection: AsyncConnection, workspace_id: WorkspaceId, number: str) -> list[EvidenceId]:
    """Return the items in whose pictures a parcel's number was read."""
    query = select(ParcelRow.c.evidence_id).where(ParcelRow.c.workspace_id == workspace_id)
    return [
        EvidenceId(found) for found in (await connection.execute(query.where(ParcelRow.c.number == number))).scalars()
    ]


def drawings_of(redaction: Redaction) -> list[str]:
    """Return the pictures that were drawn for whoever checks: not needed once it is settled."""
    drawn = () if redaction.editing is None else redaction.editing.drawn
    return [page.preview for page in redaction.pages if page.preview] + list(drawn)


def settled(redaction: Redaction) -> Redaction:
    """Return a redaction that is over: boxes stay, the words under them and the previews do not."""
    pages = tuple(
        replace(page, preview="", boxes=tuple(replace(box, text="") for box in page.boxes)) for page in redaction.pages
    )
    return replace(redaction, step=Step.DONE, pages=pages, editing=None)


async def waiting_redactions(connection: AsyncConnection) -> list[Redaction]:
    """Return those that wait for the machine, the oldest first."""
    steps = (Step.READING.value, Step.REREADING.value)
    query = select(RedactionRow).where(RedactionRow.c.step.in_(steps)).order_by(RedactionRow.c.evidence_id)
    return [redaction_from(row) for row in (await connection.execute(query)).mappings()]


async def find_redaction(connection: AsyncConnection, item_id: EvidenceId) -> Redaction | None:
    """Return the redaction of an item."""
    query = select(RedactionRow).where(RedactionRow.c.evidence_id == item_id)
    row = (await connection.execute(query)).mappings().one_or_none()
    return None if row is None else redaction_from(row)


async def open_redactions(connection: AsyncConnection, chat_id: ChatId) -> list[Redaction]:
    """Return those that a person in a chat is to check, the newest first."""
    query = (
        select(RedactionRow)
        .where(RedactionRow.c.step == Step.CHECKING.value, RedactionRow.c.chat_id == chat_id)
        .order_by(RedactionRow.c.evidence_id.desc())
    )
    return [redaction_from(row) for row in (await connection.execute(query)).mappings()]


async def is_original_used(connection: AsyncConnection, name: str, *, but_by: EvidenceId) -> bool:
    """Whether another item has the same original; drafts that were given up need it no more."""
    query = select(EvidenceRow.c.id).where(EvidenceRow.c.id != but_by, cast(EvidenceRow.c.files, Text).contains(name))
    query = query.where(or_(EvidenceRow.c.state != "retired", EvidenceRow.c.published_at.is_not(None)))
    return (await connection.execute(query.limit(1))).scalar_one_or_none() is not None


def redaction_from(row: Any) -> Redaction:
    """Return the Redaction of a row."""
    return Redaction(
        evidence_id=EvidenceId(row["evidence_id"]),
        workspace_id=WorkspaceId(row["workspace_id"]),
        chat_id=ChatId(row["chat_id"]),
        message_id=row["message_id"],
        thread_id=row["thread_id"],
        step=Step(row["step"]),
        pages=tuple(Page(**{**page, "boxes": _boxes(page["boxes"])}) for page in row["pages"]),
        offers=Offers(**{**row["offers"], "tracking": tuple(row["offers"].get("tracking", ()))}),
        editing=_editing(row["editing"]),
        wants_until=row["wants_until"],
        accepted_by=None if row["accepted_by"] is None else UserId(row["accepted_by"]),
        version=row["version"],
    )


def _editing(value: dict[str, Any]) -> Editing | None:
    if not value:
        return None
    undo = tuple((number, _boxes(boxes)) for number, boxes in value["undo"])
    left, top, right, bottom = value["window"]
    window = (left, top, right, bottom)
    return Editing(value["page"], value["mode"], window, value["corner"], undo, tuple(value["drawn"]))


def _boxes(values: Iterable[dict[str, Any]]) -> tuple[Box, ...]:
    return tuple(Box(**{**value, "corners": tuple(value["corners"])}) for value in values)


def _changing(redaction: Redaction) -> dict[str, Any]:
    return {
        "step": redaction.step.value,
        "pages": [asdict(page) for page in redaction.pages],
        "offers": asdict(redaction.offers),
        "editing": {} if redaction.editing is None else asdict(redaction.editing),
        "wants_until": redaction.wants_until,
        "accepted_by": redaction.accepted_by,
    }
