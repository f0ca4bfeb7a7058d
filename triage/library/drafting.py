"""Drafts of evidence: made of what was typed and uploaded, kept, and shown to their uploader."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.ids import EvidenceId, UserId
from evidence.models import Evidence, EvidenceFile, EvidenceState
from evidence.redactions import Redaction, add_redaction
from evidence.register import QuickAdd
from evidence.shelf import add_evidence, find_evidence
from evidence.sightings import note_evidence, same_pictures
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import evidence as evidence_words
from triage.words.voice import Reply
from workspaces.audit import note


async def keep_draft(
    tools: Tools,
    change: Change,
    workspace: WorkspaceWatch,
    item: Evidence,
    place: Place,
    *,
    wants_until: bool = False,
) -> None:
    """Store a draft. Words alone are shown to the uploader at once; files are looked at first (``RedactUploads``)."""
    now = tools.clock()
    add_evidence(change, item)
    note_evidence(change, [tools.new_id() for _ in item.files], item, now)
    subject, workspace_id = f"evidence:{item.id}", workspace.workspace.id
    note(change, tools.new_id(), workspace_id, item.uploaded_by, "evidence.upload", subject, now)
    async with tools.database.transaction() as transaction:
        if item.files:
            add_redaction(change, redaction_for(item, place, wants_until=wants_until))
        else:
            preview = await preview_of_draft(tools, transaction.connection, workspace, item)
            tools.mail.preview(change, place, preview, About("preview", workspace_id))
        await transaction.write(change)


def redaction_for(item: Evidence, place: Place, *, wants_until: bool = False) -> Redaction:
    """Return the redaction that begins with an upload; its uploader hears of it at ``place``."""
    at = (place.chat_id, place.message_id, place.thread_id)
    return Redaction(item.id, item.workspace_id, *at, wants_until=wants_until)


async def preview_of_draft(
    tools: Tools,
    connection: AsyncConnection,
    workspace: WorkspaceWatch,
    item: Evidence,
    redaction: Redaction | None = None,
) -> Reply:
    """Return how a draft is shown to its uploader, with the buttons that decide about it."""
    product = None if item.product_id is None else workspace.products.get(item.product_id)
    voice, duplicate = tools.voice(workspace), await duplicate_of(connection, item)
    return evidence_words.evidence_preview(voice, item, product=product, duplicate=duplicate, redaction=redaction)


def draft_of(
    tools: Tools, workspace: WorkspaceWatch, add: QuickAdd, uploader: UserId, files: tuple[EvidenceFile, ...]
) -> Evidence:
    """Return the draft of what was typed and uploaded."""
    return Evidence(
        id=EvidenceId(tools.new_id()),
        workspace_id=workspace.workspace.id,
        kind=add.kind,
        scope=add.scope,
        product_id=None if add.product is None else add.product.id,
        brand=add.brand,
        note=add.note,
        state=EvidenceState.DRAFT,
        files=files,
        valid_until=add.valid_until,
        uploaded_by=uploader,
        created_at=tools.clock(),
    )


def swap_of(tools: Tools, old: Evidence, uploader: UserId, files: tuple[EvidenceFile, ...]) -> Evidence:
    """Return the draft whose files are to take the place of an item's."""
    return replace(
        old,
        id=EvidenceId(tools.new_id()),
        state=EvidenceState.DRAFT,
        files=files,
        uploaded_by=uploader,
        created_at=tools.clock(),
        published_at=None,
        version=1,
        batch_id=None,
        replaces_id=old.id,
    )


async def duplicate_of(connection: AsyncConnection, item: Evidence) -> Evidence | None:
    """Return an item on file with the same bytes or the same picture."""
    for file in item.files:
        for seen in await same_pictures(connection, item.workspace_id, file.source, file.picture_hash):
            other = None
            if seen.evidence_id is not None and seen.evidence_id != item.id:
                other = await find_evidence(connection, item.workspace_id, seen.evidence_id)
            if other is not None and other.state is not EvidenceState.RETIRED:
                return other
    return None
