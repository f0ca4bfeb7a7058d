"""What a press under an answer leads to: after-sales, a doubt that stays, a decision of staff about a finding."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Change
from core.errors import SayableError
from core.ids import ConcernId, ProductId, TicketId, UserId
from detection.finding import Finding, Kind
from mailbox.outbox import CANCEL_FOR_CONCERN, HURRY_FOR_CONCERN, question_of
from tickets.models import Ticket, TicketKind
from tickets.repository import open_tickets_of, ticket_by_id, ticket_of_message
from triage.answering import Answering
from triage.crises.joining import standing_of_all
from triage.decision import Act, Decision, Why, answer_to_doubt
from triage.desk.cases import Cases, same_case
from triage.mail import About, Place, heads
from triage.pieces import OPEN_QUESTION
from triage.reading import Reader, Reading
from triage.repository import BIND_CONCERN, Concern, find_concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import alerts, notices, receipts
from triage.words import policy as policy_words
from triage.words.voice import Reply
from workspaces.audit import note
from workspaces.matching import Binding, How
from workspaces.models import Product
from workspaces.rights import Action as Right
from workspaces.rights import may


@dataclass(frozen=True, slots=True)
class PressUnderAnswer:
    """「申请售后」 and 「仍有疑问」: for the doubter the own case goes on, for anybody else one of their own begins."""

    tools: Tools
    cases: Cases

    async def register(self, concern_id: ConcernId, *, by: UserId, name: str, place: Place) -> str:
        """The one who grumbled wants it logged after all: the offer gives way to the receipt; return the alert.

        Raises:
            SayableError: gone, or somebody else's grumble.
        """
        async with self.tools.database.transaction() as transaction:
            concern, community = await self._concern(transaction.connection, concern_id)
            if by != concern.member_id:
                raise SayableError("alert-not-yours")
            await self.aftersales(concern_id, by=by, name=name, place=place)
            change, about = Change(), About("grumble-over", concern.workspace_id, concern.id)
            self.tools.mail.erase(change, place, about)
            await transaction.write(change)
        return alerts.alert(self.tools.voice_in(community), "done")

    async def aftersales(self, concern_id: ConcernId, *, by: UserId, name: str, place: Place) -> TicketId:
        """Log an after-sales case for the one who pressed, or find the open one; its form opens then."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern, community = await self._concern(transaction.connection, concern_id)
            known = await self._known_case(transaction.connection, community, concern, by)
            voice, desk = self.tools.voice_in(community), self.tools.voice(community.workspace)
            if known is not None and known.kind is TicketKind.AFTER_SALES and known.is_open:
                return known.id
            own = self._own(concern, voice("button-c-aftersales"), by=by, name=name, place=place)
            ticket = self._case(change, community, own, known)
            target = Place(concern.chat_id, concern.message_id, concern.thread_id) if by == concern.member_id else place
            product = community.workspace.product(ticket.product_id)
            reply = policy_words.receipt(
                voice,
                ticket,
                product,
                community.workspace.settings.policy,
                news=standing_of_all(community.workspace, ticket),
            )
            about = About("receipt", ticket.workspace_id, concern.id, ticket.id)
            held = community.community.held_until(self.tools.clock())
            self.tools.mail.to_chat(change, target, reply, about, not_before=held)
            url = notices.link_to(community.community, concern.chat_id, concern.message_id)
            notice = notices.new_ticket(desk, community.community, ticket, product=product, url=url)
            self._tell_staff(change, community, notice, "staff-new", ticket)
            await transaction.write(change)
        return ticket.id

    async def still(self, concern_id: ConcernId, *, by: UserId, name: str) -> str:
        """The answer did not settle it: the doubter's ticket goes to the liaison with a number; return the alert."""
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern, community = await self._concern(transaction.connection, concern_id)
            voice, workspace = self.tools.voice_in(community), community.workspace
            known = await self._known_case(transaction.connection, community, concern, by)
            if known is not None and known.kind is TicketKind.AFTER_SALES and known.is_open:
                return alerts.alert_progress(voice, known)
            if by != concern.member_id:
                if known is None:
                    own = self._own(concern, voice("button-c-still"), by=by, name=name)
                    self.cases.open_doubt(change, community, own, promised_at=None)
                await transaction.write(change)
                return alerts.alert(voice, "logged")
            ticket = self._case(change, community, replace(concern, at=self.tools.clock()), known)
            product = None if ticket.product_id is None else workspace.products.get(ticket.product_id)
            url = notices.link_to(community.community, concern.chat_id, concern.message_id)
            notice = notices.still_doubted(
                self.tools.voice(workspace), community.community, ticket, product=product, url=url
            )
            self._tell_staff(change, community, notice, "staff-still", ticket)
            await transaction.write(change)
        due = voice.due_or_none(ticket.promised_at)
        return alerts.alert(voice, "still", number=receipts.number_of(ticket), due=due)

    def _own(self, concern: Concern, button: str, *, by: UserId, name: str, place: Place | None = None) -> Concern:
        """Return the concern as the presser's: of somebody else's nothing but the product is taken over."""
        now = self.tools.clock()
        if by == concern.member_id:
            return replace(concern, at=now)
        message_id = None if place is None else place.message_id
        own = replace(concern, member_id=by, member_name=name, words=button, causes=(), at=now)
        return replace(own, message_id=message_id or concern.message_id)

    def _case(self, change: Change, community: CommunityWatch, concern: Concern, known: Ticket | None) -> Ticket:
        if known is not None and known.kind is TicketKind.DOUBT:
            return self.cases.escalate(change, community.workspace, known)
        return self.cases.open_case(change, community, concern, wants=())

    async def _known_case(
        self, connection: AsyncConnection, community: CommunityWatch, concern: Concern, by: UserId
    ) -> Ticket | None:
        """Return the presser's ticket about this: the concern's own for the doubter, else an open one."""
        if by == concern.member_id and concern.ticket_id is not None:
            return await ticket_by_id(connection, concern.ticket_id)
        workspace_id = community.community.workspace_id
        known = same_case(await open_tickets_of(connection, workspace_id, by), concern.product_id)
        # A doubt that was logged under this very answer is explained at once, so it is not among the open ones.
        return known or await ticket_of_message(connection, workspace_id, by, concern.chat_id, concern.message_id)

    async def _concern(self, connection: AsyncConnection, concern_id: ConcernId) -> tuple[Concern, CommunityWatch]:
        concern = await find_concern(connection, concern_id)
        community = None if concern is None else self.tools.watch.community(concern.community_id)
        if concern is None or community is None:
            raise SayableError("alert-old")
        return concern, community

    def _tell_staff(
        self, change: Change, community: CommunityWatch, notice: Reply, purpose: str, ticket: Ticket
    ) -> None:
        workspace = community.workspace
        people = [workspace.responsible, *heads(workspace)]
        about = About(purpose, workspace.workspace.id, None, ticket.id)
        self.tools.mail.to_staff(change, workspace, notice, about, people)


@dataclass(frozen=True, slots=True)
class ReviewConcern:
    """Staff decide about a finding that was not answered: answer it after all, or let it be."""

    tools: Tools
    reader: Reader
    answering: Answering

    async def answer(
        self, concern_id: ConcernId, *, by: UserId, product_id: ProductId | None = None
    ) -> Decision | None:
        """Answer as the bot would if it were sure; ``None``: it has to be said first which product is meant.

        Raises:
            SayableError: gone, decided already, or not theirs to decide.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern, community = await self._waiting(transaction.connection, concern_id, by)
            wanted = product_id or concern.product_id
            if wanted is None and concern.kind is Kind.DOUBT:
                return None
            decision = await self._act(transaction.connection, change, community, concern, wanted)
            self._note(change, concern, by, "concern.answer")
            await transaction.write(change)
        return decision

    async def chosen(self, concern_id: ConcernId, product_id: ProductId | None, *, by: UserId) -> str:
        """The doubter says which product is meant (``None``: none of them, so staff decide); return the alert.

        Raises:
            SayableError: gone, decided already, or somebody else's question.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern, community = await self._found(transaction.connection, concern_id)
            if by != concern.member_id:
                raise SayableError("alert-not-yours")
            if concern.decision != Act.ASK.value:
                raise SayableError("alert-old")
            question = await question_of(transaction.connection, concern_id)
            now, about = self.tools.clock(), About("question-over", concern.workspace_id, concern.id)
            if question is not None:
                self.tools.mail.delete(change, concern.chat_id, question, about)
            if product_id is not None:
                change.amend(CANCEL_FOR_CONCERN, the_concern=concern_id, the_purpose=OPEN_QUESTION, at=now)
                await self._act(transaction.connection, change, community, concern, product_id)
            else:
                change.amend(HURRY_FOR_CONCERN, the_concern=concern_id, the_purpose=OPEN_QUESTION, at=now)
            await transaction.write(change)
        return alerts.alert(self.tools.voice_in(community), "done")

    async def _act(
        self,
        connection: AsyncConnection,
        change: Change,
        community: CommunityWatch,
        concern: Concern,
        product_id: ProductId | None,
    ) -> Decision:
        bound = replace(concern, product_id=product_id)
        tickets = await open_tickets_of(connection, concern.workspace_id, concern.member_id)
        reading = await self._reading(community, bound, tickets)
        decision = self._decision(reading)
        written = self.answering.act(change, reading, decision, bound)
        change.amend(
            BIND_CONCERN,
            the_concern=concern.id,
            new_product=product_id,
            new_decision=decision.act.value,
            new_ticket=written.ticket_id,
        )
        change.after.append(lambda: community.remember(replace(written, decision=decision.act.value)))
        return decision

    async def skip(self, concern_id: ConcernId, *, by: UserId) -> None:
        """Let it be; nothing is said.

        Raises:
            SayableError: gone, decided already, or not theirs to decide.
        """
        change = Change()
        async with self.tools.database.transaction() as transaction:
            concern, _ = await self._waiting(transaction.connection, concern_id, by)
            change.amend(
                BIND_CONCERN,
                the_concern=concern.id,
                new_product=concern.product_id,
                new_decision=Act.SILENCE.value,
                new_ticket=concern.ticket_id,
            )
            self._note(change, concern, by, "concern.skip")
            await transaction.write(change)

    def choices(self, concern_id: ConcernId, by: UserId) -> tuple[WorkspaceWatch, list[Product]]:
        """Return the products that a concern could be about, the newest promoted first, at most eight."""
        for community in self.tools.watch.communities.values():
            is_here = any(concern.id == concern_id for concern in community.concerns.values())
            if is_here and by in community.workspace.staff:
                return community.workspace, community.likely_products[:8]
        raise SayableError("alert-old")

    async def _waiting(
        self, connection: AsyncConnection, concern_id: ConcernId, by: UserId
    ) -> tuple[Concern, CommunityWatch]:
        concern, community = await self._found(connection, concern_id)
        if not may(community.workspace.role_of(by), Right.WORK_ON_ALL):
            raise SayableError("alert-staff-only")
        if concern.decision not in (Act.REVIEW.value, Act.ASK.value):
            raise SayableError("alert-old")
        return concern, community

    async def _found(self, connection: AsyncConnection, concern_id: ConcernId) -> tuple[Concern, CommunityWatch]:
        concern = await find_concern(connection, concern_id)
        community = None if concern is None else self.tools.watch.community(concern.community_id)
        if concern is None or community is None:
            raise SayableError("alert-old")
        return concern, community

    async def _reading(self, community: CommunityWatch, concern: Concern, tickets: list[Ticket]) -> Reading:
        finding = Finding(concern.kind, (concern.kind,), concern.reasons, concern.causes, concern.confidence, ())
        binding = Binding(concern.product_id, How.NAME)
        choice = await self.reader.choose(community, finding, binding)
        return Reading(community, concern.member_id, finding, binding, tickets, choice)

    @staticmethod
    def _decision(reading: Reading) -> Decision:
        if reading.finding.kind is not Kind.DOUBT:
            return Decision(Act.RECEIPT, Why.SURE)
        has_proof = reading.choice is not None and bool(reading.choice.items)
        if reading.product is not None and reading.product.id in reading.community.workspace.recalls:
            return Decision(Act.RECALL, Why.RECALLED)
        return answer_to_doubt(reading.finding, has_proof=has_proof)

    def _note(self, change: Change, concern: Concern, by: UserId, action: str) -> None:
        now = self.tools.clock()
        note(change, self.tools.new_id(), concern.workspace_id, by, action, f"concern:{concern.id}", now)
