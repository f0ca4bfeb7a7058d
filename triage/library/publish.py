"""PublishEvidence: an item goes on the shelf, and who was promised proof gets it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.database import Transaction
from core.errors import SayableError
from core.ids import ChatId, CommunityId, EvidenceId, ProductId, UserId
from evidence.candidates import candidates_for
from evidence.choice import PLAIN, PROOF, Choice, choose
from evidence.models import Evidence, EvidenceState
from evidence.shelf import PUBLISH, RETIRE, find_evidence
from evidence.sightings import FORGET_SIGHTINGS
from tickets.lifecycle import Action, move
from tickets.models import Ticket, TicketKind, WaitingOn
from tickets.repository import TicketRow, TimelineRow, ticket_from
from triage.desk.cases import Cases
from triage.library.editing import EditEvidence
from triage.library.nearby import today_in
from triage.mail import About, Place
from triage.repository import FULFIL, Answer, Concern, add_answer, concerns_of_ticket
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import replies
from workspaces.audit import note
from workspaces.models import Product, ProductState
from workspaces.repository import TOUCH, save_product
from workspaces.rights import Action as Right
from workspaces.rights import may


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who was promised proof that is on file now."""

    ticket: Ticket
    concern: Concern
    choice: Choice


@dataclass(frozen=True, slots=True)
class PublishEvidence:
    """Publish a checked draft, or give it up. Only those who keep evidence may."""

    tools: Tools
    cases: Cases
    edit: EditEvidence

    async def __call__(self, item_id: EvidenceId, *, by: UserId) -> tuple[WorkspaceWatch, Evidence, int]:
        """Publish; return the item and how many who waited were answered.

        Raises:
            SayableError: not a draft of one's own workspace (any more).
            ConflictError: somebody else pressed at the same moment.
            ValueError: an original would be shown; ``RedactUploads`` makes the versions that may be.
        """
        change, now = Change(), self.tools.clock()
        async with self.tools.database.transaction() as transaction:
            workspace, item = await self.draft(transaction.connection, item_id, by)
            if not all(file.is_shown for file in item.files):
                raise ValueError("an original is never shown")
            if item.replaces_id is not None:
                return workspace, await self._swap(transaction, workspace, item, item.replaces_id, by), 0
            change.amend(PUBLISH, the_evidence=item.id, at=now)
            change.amend(TOUCH, the_workspace=workspace.workspace.id, at=now)
            self._confirm_product(change, workspace, item)
            note(
                change, self.tools.new_id(), workspace.workspace.id, by, "evidence.publish", f"evidence:{item.id}", now
            )
            published = replace(item, state=EvidenceState.PUBLISHED, published_at=now)
            answered = await self._keep_promises(transaction, change, workspace, published)
            # Only once it is committed, maybe later than here: whoever looks before must not keep what it sees.
            transaction.then.append(lambda: self.tools.loader.load_workspace(workspace.workspace.id))
            await transaction.write(change)
        return workspace, published, answered

    async def _swap(
        self, transaction: Transaction, workspace: WorkspaceWatch, draft: Evidence, old: EvidenceId, by: UserId
    ) -> Evidence:
        """The draft's files go over to the item that they are meant for; the draft itself is done."""
        change = Change()
        change.amend(RETIRE, the_evidence=draft.id)
        change.amend(FORGET_SIGHTINGS, the_evidence=draft.id)
        item, _ = await self.edit.replace_files(transaction, change, workspace, old, draft.files, by=by)
        return item

    async def discard(self, item_id: EvidenceId, *, by: UserId) -> WorkspaceWatch:
        """Give a draft up; it is never shown.

        Raises:
            SayableError: not a draft of one's own workspace (any more).
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            workspace, item = await self.draft(transaction.connection, item_id, by)
            change.amend(RETIRE, the_evidence=item.id)
            now, workspace_id = self.tools.clock(), workspace.workspace.id
            note(change, self.tools.new_id(), workspace_id, by, "evidence.discard", f"evidence:{item.id}", now)
            await transaction.write(change)
        return workspace

    async def draft(
        self, connection: AsyncConnection, item_id: EvidenceId, by: UserId
    ) -> tuple[WorkspaceWatch, Evidence]:
        """Return a draft of a workspace in which somebody keeps evidence.

        Raises:
            SayableError: there is none (any more).
        """
        for workspace in self.tools.watch.staff_workspaces(by):
            item = await find_evidence(connection, workspace.workspace.id, item_id)
            if item is not None and may(workspace.role_of(by), Right.KEEP_EVIDENCE):
                if item.state is not EvidenceState.DRAFT:
                    raise SayableError("alert-old")
                return workspace, item
        raise SayableError("alert-staff-only")

    def _confirm_product(self, change: Change, workspace: WorkspaceWatch, item: Evidence) -> None:
        """Evidence for a draft product confirms it, as the preview said."""
        product = None if item.product_id is None else workspace.products.get(item.product_id)
        if product is not None and product.state is ProductState.DRAFT:
            save_product(change, replace(product, state=ProductState.CONFIRMED))

    async def _keep_promises(
        self, transaction: Transaction, change: Change, workspace: WorkspaceWatch, item: Evidence
    ) -> int:
        """Post the proof once a community, to its first asker; the others who wait get a line that points there."""
        waiting = await self._waiting(transaction.connection, workspace, item)
        by_community: dict[CommunityId, list[Waiting]] = defaultdict(list)
        for entry in waiting:
            by_community[entry.ticket.community_id].append(entry)
        for community_id, entries in by_community.items():
            community = self.tools.watch.community(community_id)
            if community is not None:
                self._post(change, community, entries)
        for product_id in await self._provided(transaction.connection, workspace, item):
            change.amend(FULFIL, the_product=product_id)
        return len({entry.ticket.id for entry in waiting})

    async def _provided(
        self, connection: AsyncConnection, workspace: WorkspaceWatch, item: Evidence
    ) -> list[ProductId]:
        """Return the products whose request has its proof now, even if the one who asked no longer waits."""
        found = []
        for product_id, request in workspace.requests.items():
            product = workspace.products.get(product_id)
            if (
                product is not None
                and (await self._choice(connection, workspace, product, item, request.reasons)).items
            ):
                found.append(product_id)
        return found

    async def _choice(
        self,
        connection: AsyncConnection,
        workspace: WorkspaceWatch,
        product: Product,
        item: Evidence,
        reasons: Sequence[str],
    ) -> Choice:
        """Return what answers ``reasons`` with the new item; whoever doubted the proof is shown what is new alone."""
        today = today_in(self.tools, workspace)
        if PROOF in reasons:
            return choose((item,), product=product, reasons=(PLAIN,), today=today)
        shelf = (item, *await candidates_for(connection, product, today))
        return choose(shelf, product=product, reasons=reasons, today=today)

    async def _waiting(self, connection: AsyncConnection, workspace: WorkspaceWatch, item: Evidence) -> list[Waiting]:
        asked = [request.ticket_id for request in workspace.requests.values()]
        query = (
            select(TicketRow)
            .where(TicketRow.c.workspace_id == workspace.workspace.id, TicketRow.c.state.in_(("open", "waiting")))
            .where(
                or_(
                    TicketRow.c.waiting_on == "evidence",
                    TicketRow.c.id.in_(asked),
                    TicketRow.c.product_id.in_(list(workspace.requests)),
                )
            )
            .order_by(TicketRow.c.id)
        )
        found = []
        tickets = [ticket_from(row) for row in (await connection.execute(query)).mappings()]
        for ticket in await _were_promised(connection, tickets):
            product = None if ticket.product_id is None else workspace.products.get(ticket.product_id)
            concerns = await concerns_of_ticket(connection, ticket.id)
            if product is None or not concerns:
                continue
            choice = await self._choice(connection, workspace, product, item, concerns[0].reasons)
            if choice.items:
                found.append(Waiting(ticket, concerns[0], choice))
        return found

    def _post(self, change: Change, community: CommunityWatch, entries: list[Waiting]) -> None:
        by_product: dict[int, list[Waiting]] = defaultdict(list)
        for entry in entries:
            by_product[entry.ticket.product_id or 0].append(entry)
        for group in by_product.values():
            first, *others = group
            row = self._post_full(change, community, first)
            is_linked = community.community.kind == "supergroup"
            askers = [(entry.ticket.member_name, entry.ticket.member_id) for entry in others]
            lines = replies.promise_kept_elsewhere(
                self.tools.voice_in(community),
                concern_id=first.concern.id,
                askers=askers,
                url=f"outgoing:{row}" if is_linked else None,
            )
            place = Place(community.community.chat_id, None, first.ticket.thread_id)
            for line in lines:
                about = About("promise-kept", community.community.workspace_id, first.concern.id, first.ticket.id)
                self.tools.mail.point(change, community, place, line, about, at=None if is_linked else row)
            for entry in group:
                self._settle(change, community.workspace, entry)

    def _post_full(self, change: Change, community: CommunityWatch, first: Waiting) -> int:
        voice, concern, ticket = self.tools.voice_in(community), first.concern, first.ticket
        reply = replies.promise_kept(
            voice,
            concern_id=concern.id,
            name=ticket.member_name,
            promised_at=ticket.promised_at or voice.now,
            evidence=first.choice.items,
        )
        is_same_chat = concern.chat_id == community.community.chat_id
        message_id = concern.message_id if is_same_chat else None
        place = Place(ChatId(community.community.chat_id), message_id, concern.thread_id if is_same_chat else None)
        about = About("answer", concern.workspace_id, concern.id, ticket.id)
        under = replies.under_album(voice, concern.id).words
        row = self.tools.mail.in_thread(change, community, place, reply, about, under_album=under, is_owed=True)
        answer = Answer(
            id=self.tools.new_id(),
            workspace_id=concern.workspace_id,
            community_id=concern.community_id,
            concern_id=concern.id,
            product_id=concern.product_id,
            kind="full",
            reasons=concern.reasons,
            evidence_ids=tuple(item.id for item in first.choice.items),
            outgoing_id=row,
            at=self.tools.clock(),
        )
        add_answer(change, answer)
        change.after.append(lambda: community.answers.append(answer))
        return row

    def _settle(self, change: Change, workspace: WorkspaceWatch, entry: Waiting) -> None:
        """The doubt is explained; an after-sales case goes on, with the proof on its timeline."""
        ticket = entry.ticket
        self.cases.line(change, ticket.id, "explain")
        if ticket.kind is TicketKind.DOUBT:
            moved = move(ticket, Action.EXPLAIN, by_role=None, now=self.tools.clock())
            self.cases.save(change, workspace, ticket, moved, replan=True)
        elif ticket.waiting_on is WaitingOn.EVIDENCE:
            moved = move(ticket, Action.ANSWERED, by_role=None, now=self.tools.clock())
            self.cases.save(change, workspace, ticket, moved, replan=True)


async def _were_promised(connection: AsyncConnection, tickets: Sequence[Ticket]) -> list[Ticket]:
    """Return those who wait for proof: as a doubt, or promised before the doubt became an after-sales case."""
    ids = [ticket.id for ticket in tickets]
    query = select(TimelineRow.c.ticket_id).where(TimelineRow.c.ticket_id.in_(ids), TimelineRow.c.event == "promised")
    promised = set((await connection.execute(query)).scalars())
    return [ticket for ticket in tickets if ticket.waiting_on is WaitingOn.EVIDENCE or ticket.id in promised]
