"""RedactUploads: what was uploaded is read, shown redacted to its uploader, read once more, and only then published."""

from __future__ import annotations

from dataclasses import dataclass, replace

import structlog

from core.change import Change
from core.errors import ConflictError, SayableError
from evidence.models import Evidence, EvidenceKind, EvidenceState
from evidence.pictures import BadFileError
from evidence.reading.offers import Offers, merged
from evidence.redactions import (
    Redaction,
    Step,
    drawings_of,
    forget_parcels,
    index_parcels,
    save_redaction,
    settled,
    waiting_redactions,
)
from evidence.shelf import RETIRE, find_evidence, revise_evidence
from triage.library.drafting import preview_of_draft
from triage.library.looking import LookAtPages
from triage.library.nearby import today_in
from triage.library.publish import PublishEvidence
from triage.mail import About, Place
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from triage.words import alerts
from triage.words import evidence as evidence_words
from triage.words.voice import Reply

log = structlog.get_logger(__name__)

ROUNDS = 3
"""How often more is hidden while something private can still be read; after that a person decides."""


@dataclass(frozen=True, slots=True)
class RedactUploads:
    """Looks at what waits for the machine, one item after another. Only the process that leads runs it."""

    tools: Tools
    look: LookAtPages
    publish: PublishEvidence

    async def __call__(self) -> None:
        """Read what was uploaded, and read again what a person has accepted."""
        async with self.tools.database.read() as connection:
            waiting = await waiting_redactions(connection)
        for redaction in waiting:
            try:
                await self._go_on(redaction)
            except ConflictError:
                log.info("redaction changed meanwhile", evidence_id=redaction.evidence_id)

    async def show(self, change: Change, workspace: WorkspaceWatch, item: Evidence, redaction: Redaction) -> None:
        """Store a redaction and show its uploader both versions of each page, with the buttons that decide."""
        save_redaction(change, redaction)
        async with self.tools.database.transaction() as transaction:
            reply = await preview_of_draft(self.tools, transaction.connection, workspace, item, redaction)
            self.tools.mail.preview(change, place_of(redaction), reply, About("preview", workspace.workspace.id))
            await transaction.write(change)

    async def _go_on(self, redaction: Redaction) -> None:
        workspace = self.tools.watch.workspaces.get(redaction.workspace_id)
        async with self.tools.database.read() as connection:
            item = await find_evidence(connection, redaction.workspace_id, redaction.evidence_id)
        if workspace is None or item is None or item.state is not EvidenceState.DRAFT:
            await self._save(settled(redaction))
            return
        try:
            if redaction.step is Step.READING:
                await self._first_look(workspace, item, redaction)
            else:
                await self._second_look(workspace, item, redaction)
        except (FileNotFoundError, ValueError) as error:
            log.error("original cannot be opened", evidence_id=item.id, reason=str(error))
            await self._give_up(workspace, item, redaction)

    async def _first_look(self, workspace: WorkspaceWatch, item: Evidence, redaction: Redaction) -> None:
        """Find what is private and what can be offered, then show it to the uploader."""
        brands = sorted({product.brand for product in workspace.products.values() if product.brand})
        seen = await self.look.first(item, brands)
        offers = merged(each.offers for each in seen)
        known = self._completed(workspace, item, offers)
        pages = tuple(each.page for each in seen)
        wants_until = redaction.wants_until and known.valid_until is None
        read = replace(redaction, step=Step.CHECKING, pages=pages, offers=offers, wants_until=wants_until)
        change = Change()
        revise_evidence(change, known, as_read=item.version)
        if item.batch_id is None:
            await self.show(change, workspace, known, read)
        else:  # one card shows all files that came together, once the last one was looked at
            await self._save(read, change)

    def _completed(self, workspace: WorkspaceWatch, item: Evidence, offers: Offers) -> Evidence:
        """Return a letter with what was read where its uploader typed nothing; a day that is over is no default."""
        if item.kind is not EvidenceKind.AUTHORIZATION:
            return item
        today = today_in(self.tools, workspace)
        last_day = offers.last_day if offers.last_day is not None and offers.last_day >= today else None
        return replace(
            item,
            valid_until=item.valid_until or last_day,
            issuer=item.issuer or offers.issuer,
            shop=item.shop or offers.shop,
            region=item.region or offers.region,
        )

    async def _second_look(self, workspace: WorkspaceWatch, item: Evidence, redaction: Redaction) -> None:
        """Publish what the machine cannot read either; else hide more, at last ask a person."""
        checked = redaction
        for _ in range(ROUNDS):
            before, checked = checked, await self.look.again(item, checked)
            if checked.is_read != redaction.is_read:
                break
            if checked.pages == before.pages:
                await self._publish(workspace, item, checked)
                return
        again = replace(checked, step=Step.CHECKING, accepted_by=None)
        await self._tell(workspace, redaction, evidence_words.still_readable(self.tools.voice(workspace)))
        await self.show(Change(), workspace, item, await self.look.drawn(item, again))

    async def _publish(self, workspace: WorkspaceWatch, item: Evidence, redaction: Redaction) -> None:
        files = await self.look.shown(item, redaction)
        by, first, change = redaction.accepted_by or item.uploaded_by, Change(), Change()
        forget_parcels(first, item)
        revise_evidence(change, replace(item, files=files), as_read=item.version)
        index_parcels(change, item, redaction.offers.tracking)
        save_redaction(change, settled(redaction))
        try:
            async with self.tools.database.transaction() as transaction:
                await transaction.write(first)
                await transaction.write(change)
                _, published, count = await self.publish(item.id, by=by)
                await self._tell(workspace, redaction, self._published(workspace, published, count))
        except SayableError as error:
            await self._save(replace(redaction, step=Step.CHECKING, accepted_by=None))
            await self._tell(workspace, redaction, Reply(alerts.sorry(self.tools.voice(workspace), error)))
            return
        await self.look.forget(drawings_of(redaction))

    def _published(self, workspace: WorkspaceWatch, item: Evidence, count: int) -> Reply:
        product = None if item.product_id is None else workspace.products.get(item.product_id)
        name, voice = "" if product is None else product.name, self.tools.voice(workspace)
        return evidence_words.evidence_published(voice, item, product=name, waiting_count=count)

    async def _give_up(self, workspace: WorkspaceWatch, item: Evidence, redaction: Redaction) -> None:
        change = Change()
        change.amend(RETIRE, the_evidence=item.id)
        save_redaction(change, settled(redaction))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            sorry = alerts.sorry(self.tools.voice(workspace), BadFileError("bad-file-damaged"))
            await self._tell(workspace, redaction, Reply(sorry))

    async def _tell(self, workspace: WorkspaceWatch, redaction: Redaction, reply: Reply) -> None:
        change = Change()
        self.tools.mail.to_chat(change, place_of(redaction), reply, About("upload", workspace.workspace.id))
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)

    async def _save(self, redaction: Redaction, change: Change | None = None) -> None:
        change = Change() if change is None else change
        save_redaction(change, redaction)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)


def place_of(redaction: Redaction) -> Place:
    """Return where its uploader is told what becomes of it."""
    return Place(redaction.chat_id, redaction.message_id, redaction.thread_id)
