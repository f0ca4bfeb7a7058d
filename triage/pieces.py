"""The pieces of an answer: a concern on its way into a Change, its ticket, what is said and to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.change import Change
from core.ids import EvidenceId, OutgoingId, ProductId, UserId
from core.texts import Words
from detection.finding import Kind
from tickets.models import Ticket, TicketKind, WaitingOn
from tickets.threats import read_demand
from triage.decision import Decision, covering
from triage.desk.cases import Cases, same_case
from triage.library.nearby import today_in
from triage.mail import About, Place, heads
from triage.reading import Reading
from triage.repository import STATEMENT, Answer, Concern, add_answer
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from triage.words import notices, replies
from triage.words import threats as threat_words
from triage.words.teaching import with_wrong
from triage.words.voice import Reply, Voice

OPEN_QUESTION = "open-question"
"""The purpose of what happens if the doubter does not say which product is meant; taken back when it is said."""

UNANSWERED_AFTER = timedelta(minutes=10)
_NO_PRODUCT = ProductId(0)
_CASE_KINDS = (Kind.COMPLAINT, Kind.REQUEST)


@dataclass(frozen=True, slots=True)
class Handled:
    """One concern on its way into a Change."""

    change: Change
    reading: Reading
    decision: Decision
    concern: Concern
    voice: Voice  # of the group
    desk_voice: Voice  # of the workspace's staff

    @property
    def community(self) -> CommunityWatch:
        """Where it was said."""
        return self.reading.community

    @property
    def workspace(self) -> WorkspaceWatch:
        """Whose community it is."""
        return self.reading.community.workspace

    @property
    def place(self) -> Place:
        """Where the answer goes."""
        return Place(self.concern.chat_id, self.concern.message_id, self.concern.thread_id)

    @property
    def link(self) -> str | None:
        """The address of the message, for staff."""
        return notices.link_to(self.community.community, self.concern.chat_id, self.concern.message_id)

    def about(self, purpose: str, ticket: Ticket | None = None) -> About:
        """Return what a message of this concern is about."""
        ticket_id = None if ticket is None else ticket.id
        return About(purpose, self.workspace.workspace.id, self.concern.id, ticket_id)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What acts are put together from: the ticket of a concern, words in its thread, and what staff are told."""

    tools: Tools
    cases: Cases

    def _doubt_ticket(self, handled: Handled, *, promised_at: datetime | None) -> Ticket:
        """Open the doubt's ticket, or a numbered one where a complaint or request stands in the same message.

        Whoever waits for that proof already keeps the one ticket, with the time that is named now.
        """
        concern = handled.concern
        if any(kind in _CASE_KINDS for kind in handled.reading.finding.kinds):
            return self._open_case(handled)
        waiting = _waiting_for_proof(handled.reading.tickets, concern.product_id)
        if waiting is not None and promised_at is not None:
            words, at = concern.words, concern.at
            return self.cases.promise_again(handled.change, handled.workspace, waiting, words, at, promised_at)
        return self.cases.open_doubt(handled.change, handled.community, concern, promised_at=promised_at)

    def _open_case(self, handled: Handled) -> Ticket:
        """Open a numbered ticket: the member's open doubt about the product becomes it, an open case takes it in."""
        wants, concern = handled.reading.finding.wants, handled.concern
        doubted = same_case(handled.reading.tickets, concern.product_id)
        if doubted is not None and doubted.kind is TicketKind.AFTER_SALES:
            return self.cases.join(handled.change, handled.workspace, doubted, concern.words, concern.at)
        if doubted is not None and doubted.kind is TicketKind.DOUBT:
            cause = concern.causes[0] if concern.causes else ""
            return self.cases.escalate(
                handled.change,
                handled.workspace,
                doubted,
                words=concern.words,
                cause=cause,
                wants=wants,
                is_told_anew=True,
            )
        return self.cases.open_case(handled.change, handled.community, concern, wants=wants)

    def _urgent_case(self, handled: Handled) -> Ticket:
        concern, workspace, finding = handled.concern, handled.workspace, handled.reading.finding
        known = same_case(handled.reading.tickets, concern.product_id)
        if known is not None and known.kind is TicketKind.AFTER_SALES:
            return self.cases.raise_again(handled.change, workspace, known, concern.words, concern.at)
        if "threat.extortion" in finding.reasons and Kind.COMPLAINT not in finding.kinds:
            concern = replace(concern, causes=())  # a demand alone says nothing of what is wrong with the goods
        return self.cases.open_case(handled.change, handled.community, concern, wants=finding.wants, is_urgent=True)

    def _own_case(self, handled: Handled) -> Ticket:
        ticket = same_case(handled.reading.tickets, handled.concern.product_id)
        if ticket is None:
            raise ValueError("a further message belongs to an open ticket")
        return ticket

    def _full_answer(self, handled: Handled) -> Answer | None:
        product_id = handled.concern.product_id
        if product_id is None:
            return None
        cooldown = timedelta(minutes=handled.workspace.settings.cooldown_minutes)
        since, community = self.tools.clock() - cooldown, handled.community
        statement = community.statement_about(product_id)
        return statement or covering(community.answers, product_id, handled.concern.reasons, since)

    def _owed_until(self, handled: Handled, full: Answer | None) -> datetime | None:
        """Return by when proof is promised, where the full answer could show none; None: it showed some."""
        choice, request = (
            handled.reading.choice,
            handled.workspace.requests.get(handled.concern.product_id or _NO_PRODUCT),
        )
        has_none = full is not None and full.kind == STATEMENT and (choice is None or not choice.items)
        waits = full is not None and (full.kind == "promise" or has_none)
        return request.due_at if waits and request is not None else None

    def _kinds_shown(self, workspace: WorkspaceWatch, full: Answer) -> list[str]:
        product = None if full.product_id is None else workspace.products.get(full.product_id)
        near = () if product is None else workspace.near.get((product, today_in(self.tools, workspace)), ())
        kinds = {item.id: item.kind.value for item in near}
        return [kinds[item] for item in map(EvidenceId, full.evidence_ids) if item in kinds]

    def _say(
        self,
        handled: Handled,
        reply: Reply,
        purpose: str,
        ticket: Ticket | None,
        *,
        to: OutgoingId | None = None,
        not_before: datetime | None = None,
    ) -> OutgoingId:
        is_album = len(reply.pictures) > 1
        under = replies.under_album(handled.voice, handled.concern.id).words if is_album else Words("")
        return self.tools.mail.in_thread(
            handled.change,
            handled.community,
            handled.place,
            reply,
            handled.about(purpose, ticket),
            under_album=under,
            instead_of=to,
            not_before=not_before,
        )

    def _keep(
        self,
        handled: Handled,
        kind: str,
        first: OutgoingId | None,
        *,
        evidence_ids: Sequence[EvidenceId] = (),
        reasons: Sequence[str] = (),
    ) -> None:
        community, concern = handled.community, handled.concern
        answer = Answer(
            id=self.tools.new_id(),
            workspace_id=concern.workspace_id,
            community_id=concern.community_id,
            concern_id=concern.id,
            product_id=concern.product_id,
            kind=kind,
            reasons=tuple(reasons) or concern.reasons,
            evidence_ids=tuple(evidence_ids),
            outgoing_id=first,
            at=self.tools.clock(),
        )
        add_answer(handled.change, answer)
        handled.change.after.append(lambda: community.answers.append(answer))

    def _tell_new(self, handled: Handled, ticket: Ticket, *, is_hidden: bool = False) -> None:
        notice = notices.new_ticket(
            handled.desk_voice,
            handled.community.community,
            ticket,
            product=handled.reading.product,
            url=handled.link,
            is_hidden=is_hidden,
        )
        self._tell_staff(handled, with_wrong(handled.desk_voice, notice, handled.concern.id), "new", ticket)

    def _tell_threat(self, handled: Handled, ticket: Ticket) -> None:
        said = replace(ticket, words=handled.concern.words)  # what was said now, not what opened the case
        notice = notices.threat(
            handled.desk_voice, handled.community.community, said, reasons=handled.concern.reasons, url=handled.link
        )
        if "threat.extortion" in handled.concern.reasons:
            demand = read_demand([handled.concern.words], ticket.facts.order_number)
            notice = threat_words.with_choice(handled.desk_voice, notice, ticket, demand)
        self._tell_staff(handled, with_wrong(handled.desk_voice, notice, handled.concern.id), "threat", ticket)

    def _tell_staff(self, handled: Handled, notice: Reply, purpose: str, ticket: Ticket | None) -> None:
        workspace = handled.workspace
        people: list[UserId] = [workspace.responsible, *heads(workspace)]
        about = handled.about(f"staff-{purpose}", ticket)
        self.tools.mail.to_staff(handled.change, workspace, notice, replace(about, concern_id=None), people)


def price_of(community: CommunityWatch, product_id: ProductId | None) -> int | None:
    """Return what the newest promotion of a product asks."""
    return next((item.price_fen for item in community.promotions if item.product_id == product_id), None)


def _waiting_for_proof(tickets: Sequence[Ticket], product_id: ProductId | None) -> Ticket | None:
    """Return a member's doubt about a product that waits for promised proof."""
    is_waiting = (item for item in tickets if item.kind is TicketKind.DOUBT and item.waiting_on is WaitingOn.EVIDENCE)
    return next((item for item in is_waiting if item.product_id == product_id), None)
