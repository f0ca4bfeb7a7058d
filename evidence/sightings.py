"""Where each picture was seen: in evidence, on a ticket. The same picture twice is worth a hint to staff."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Integer, String, Table, bindparam, or_, select, update
from sqlalchemy.schema import ForeignKey, Index

from core.change import Amendment, Change
from core.columns import BigId, UtcDateTime, metadata
from core.ids import EvidenceId, TicketId, WorkspaceId
from evidence.models import Evidence
from evidence.picture_hash import SAME_PICTURE_BITS, looks_same

if TYPE_CHECKING:  # a migration imports this file, and the asyncio part brings the whole ORM
    from sqlalchemy.ext.asyncio import AsyncConnection

BANDS = SAME_PICTURE_BITS + 1
"""Two hashes that differ in fewer bits than there are bands agree in one whole band: that is what the index finds."""
_BITS = 64

SightingRow = Table(
    "sighting",
    metadata,
    Column("id", BigId, primary_key=True, autoincrement=False),
    Column("workspace_id", BigId, ForeignKey("workspace.id"), nullable=False),
    Column("evidence_id", BigId, ForeignKey("evidence.id")),
    Column("ticket_id", BigId),
    Column("file_id", String(200), nullable=False),  # of a picture that is still to be fetched
    Column("sha256", String(64), nullable=False),
    Column("picture_hash", String(16), nullable=False),
    *(Column(f"band{place}", Integer) for place in range(BANDS)),
    Column("state", String(10), nullable=False),  # waiting, seen, gone
    Column("attempts", Integer, nullable=False),
    Column("ready_at", UtcDateTime, nullable=False),
    Index("ix_sighting_state_ready_at", "state", "ready_at"),
    Index("ix_sighting_evidence_id", "evidence_id"),
    Index("ix_sighting_ticket_id", "ticket_id"),
    Index("ix_sighting_workspace_id_sha256", "workspace_id", "sha256"),
    *(Index(f"ix_sighting_workspace_id_band{place}", "workspace_id", f"band{place}") for place in range(BANDS)),
)

FORGET_SIGHTINGS = Amendment(
    "forget the pictures that an item had",
    update(SightingRow).where(SightingRow.c.evidence_id == bindparam("the_evidence")).values(state="gone"),
)


@dataclass(frozen=True, slots=True)
class Sighting:
    """One picture where it was seen."""

    evidence_id: EvidenceId | None
    ticket_id: TicketId | None
    sha256: str
    picture_hash: str


def bands_of(picture_hash: str) -> dict[str, int | None]:
    """Return the pieces of a hash under which it is found."""
    if not picture_hash:
        return {f"band{place}": None for place in range(BANDS)}
    number, edges = int(picture_hash, 16), [place * _BITS // BANDS for place in range(BANDS + 1)]
    pieces = itertools.pairwise(edges)
    return {f"band{place}": (number >> low) & ((1 << (high - low)) - 1) for place, (low, high) in enumerate(pieces)}


def note_evidence(change: Change, new_ids: Sequence[int], item: Evidence, at: datetime) -> None:
    """Take note of an item's pictures; ``new_ids``: one for each file."""
    for row_id, file in zip(new_ids, item.files, strict=True):
        change.add(
            SightingRow,
            id=row_id,
            workspace_id=item.workspace_id,
            evidence_id=item.id,
            file_id="",
            sha256=file.source,
            picture_hash=file.picture_hash,
            state="seen",
            attempts=0,
            ready_at=at,
            **bands_of(file.picture_hash),
        )


async def same_pictures(
    connection: AsyncConnection, workspace_id: WorkspaceId, sha256: str, picture_hash: str
) -> list[Sighting]:
    """Return where these bytes, or a picture that looks the same, were seen in a workspace, oldest first."""
    same: list[Any] = [SightingRow.c.sha256 == sha256]
    same += [SightingRow.c[name] == band for name, band in bands_of(picture_hash).items() if band is not None]
    mine = (SightingRow.c.workspace_id == workspace_id, SightingRow.c.state == "seen")
    query = select(SightingRow).where(*mine, or_(*same)).order_by(SightingRow.c.id)
    found = [_sighting(row) for row in (await connection.execute(query)).mappings()]
    return [one for one in found if one.sha256 == sha256 or looks_same(one.picture_hash, picture_hash)]


def _sighting(row: Any) -> Sighting:
    evidence_id = None if row["evidence_id"] is None else EvidenceId(row["evidence_id"])
    ticket_id = None if row["ticket_id"] is None else TicketId(row["ticket_id"])
    return Sighting(evidence_id, ticket_id, row["sha256"], row["picture_hash"])


def note_on_ticket(
    change: Change,
    row_id: int,
    workspace_id: WorkspaceId,
    ticket_id: TicketId,
    sha256: str,
    looks: str,
    at: datetime,
) -> None:
    """Take note of a picture that was sent for a case."""
    change.add(
        SightingRow,
        id=row_id,
        workspace_id=workspace_id,
        ticket_id=ticket_id,
        file_id="",
        sha256=sha256,
        picture_hash=looks,
        state="seen",
        attempts=0,
        ready_at=at,
        **bands_of(looks),
    )
