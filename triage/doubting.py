"""What a doubt leads to: proof, an honest promise, a pointer to what was said, and the number of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.ids import ProductId, RequestId
from detection.finding import Kind
from evidence.choice import PLAIN, PROOF, wanted_kinds
from tickets.models import Ticket, TicketKind
from triage.crises.joining import standing_of_all
from triage.extending import Extending
from triage.pieces import Handled, price_of
from triage.repository import STATEMENT, EvidenceRequest, add_request
from triage.words import notices, receipts, replies
from triage.words import policy as policy_words
from triage.words import recalls as recall_words
from triage.words.teaching import with_wrong


@dataclass(frozen=True, slots=True)
class Doubting(Extending):
    """Answers doubts, and confirms the case that goes with one."""

    def _answer(self, handled: Handled) -> Ticket:
        ticket = self._doubt_ticket(handled, promised_at=None)
        self._post_proof(handled, ticket)
        if ticket.kind is TicketKind.AFTER_SALES:
            self._confirm(handled, ticket)
        return ticket

    def _post_proof(self, handled: Handled, ticket: Ticket | None) -> None:
        """Post the proof that was chosen, as a reply to the doubt."""
        reading, concern, workspace = handled.reading, handled.concern, handled.workspace
        choice, product = reading.choice, reading.product
        if choice is None or not choice.items:
            return
        reply = replies.doubt_answer(
            handled.voice,
            concern_id=concern.id,
            name=concern.member_name,
            reasons=reading.finding.reasons,
            evidence=choice.items,
            product=product,
            price_fen=price_of(handled.community, concern.product_id),
            missing=[kind.value for kind in choice.missing],
            due_at=self.cases.promised(workspace, evidence=True),
        )
        first = self._say(handled, reply, "answer", ticket)
        shown = tuple(item.id for item in choice.items)
        self._keep(handled, "full", first, evidence_ids=shown)
        if ticket is not None:
            self.cases.line(handled.change, ticket.id, "answered", evidence=[int(item) for item in shown])

    def _recalled(self, handled: Handled) -> Ticket:
        """We were wrong about this product: no proof is shown, but what happened and how it is made good."""
        product = handled.reading.product
        recall = None if product is None else handled.workspace.recalls.get(product.id)
        if product is None or recall is None:
            return self._promise(handled)
        ticket = self._doubt_ticket(handled, promised_at=None)
        reply = recall_words.answer(handled.voice, product, recall, handled.concern.member_name)
        self._keep(handled, "recall", self._say(handled, reply, "recall", ticket))
        if ticket.kind is TicketKind.AFTER_SALES:
            self._confirm(handled, ticket)
        return ticket

    def _check(self, handled: Handled) -> Ticket:
        """Proof itself is doubted: not the same pictures again, but how to check oneself; the original is asked for."""
        reading, concern = handled.reading, handled.concern
        product_id, due_at, is_pending = self._promise_of(handled)
        ticket = self._doubt_ticket(handled, promised_at=due_at)
        checks = () if reading.choice is None else reading.choice.self_checks
        reply = replies.doubt_answer(
            handled.voice,
            concern_id=concern.id,
            name=concern.member_name,
            reasons=(PROOF,),
            evidence=checks,
            due_at=due_at,
        )
        first = self._say(handled, reply, "answer", ticket)
        self._keep(handled, "full", first, evidence_ids=tuple(item.id for item in checks))
        self.cases.line(handled.change, ticket.id, "promised", due=due_at.isoformat())
        if not is_pending:
            kinds = [kind.value for kind in wanted_kinds((PLAIN,))]
            self._ask_for_proof(handled, ticket, product_id, kinds, due_at)
        if ticket.kind is TicketKind.AFTER_SALES:
            self._confirm(handled, ticket)
        return ticket

    def _promise_of(self, handled: Handled) -> tuple[ProductId, datetime, bool]:
        """Return of which product proof is asked for, by when it is promised, and whether it was asked for before."""
        product, workspace = handled.reading.product, handled.workspace
        if product is None:
            raise ValueError("a promise is about a known product")
        pending = workspace.requests.get(product.id)
        if pending is not None and pending.due_at > self.tools.clock():
            return product.id, pending.due_at, True
        return product.id, self.cases.promised(workspace, evidence=True), False

    def _promise(self, handled: Handled) -> Ticket:
        """No proof on file: an honest word, a time, and the liaison is asked."""
        concern, workspace, now = handled.concern, handled.workspace, self.tools.clock()
        product_id, due_at, is_pending = self._promise_of(handled)
        kinds = [kind.value for kind in wanted_kinds(handled.reading.finding.reasons)]
        ticket = self._doubt_ticket(handled, promised_at=due_at)
        say = replies.promise_pending if is_pending else replies.promise
        reply = say(handled.voice, concern_id=concern.id, name=concern.member_name, kinds=kinds, due_at=due_at)
        wait = timedelta(minutes=workspace.settings.human_first_minutes)
        first = self._say(handled, reply, "promise", ticket, not_before=now + wait if wait else None)
        self._keep(handled, "promise", first)
        self.cases.line(handled.change, ticket.id, "promised", due=due_at.isoformat())
        if not is_pending:
            self._ask_for_proof(handled, ticket, product_id, kinds, due_at)
        if ticket.kind is TicketKind.AFTER_SALES:
            self._confirm(handled, ticket)
        return ticket

    def _ask_for_proof(
        self, handled: Handled, ticket: Ticket, product_id: ProductId, kinds: list[str], due_at: datetime
    ) -> None:
        workspace, concern = handled.workspace, handled.concern
        request = EvidenceRequest(
            id=RequestId(self.tools.new_id()),
            workspace_id=workspace.workspace.id,
            product_id=product_id,
            ticket_id=ticket.id,
            reasons=tuple(handled.reading.finding.reasons),
            kinds=tuple(kinds),
            asked_at=self.tools.clock(),
            due_at=due_at,
        )
        add_request(handled.change, request)
        handled.change.after.append(lambda: workspace.requests.update({product_id: request}))
        product = workspace.products[product_id]
        notice = notices.evidence_request(
            handled.desk_voice, handled.community.community, concern, product=product, request=request, url=handled.link
        )
        self._tell_staff(handled, with_wrong(handled.desk_voice, notice, concern.id), "request", ticket)

    def _point(self, handled: Handled) -> Ticket:
        """The full answer is still fresh: one short line that points to it."""
        concern, full = handled.concern, self._full_answer(handled)
        if full is None:
            return self._answer(handled)
        if full.kind == "promise":
            return self._promise_again(handled)
        ticket = self._doubt_ticket(handled, promised_at=self._owed_until(handled, full))
        is_linked = handled.community.community.kind == "supergroup" and full.outgoing_id is not None
        point = replies.pointer_to_statement if full.kind == STATEMENT else replies.pointer
        reply = point(
            handled.voice,
            concern_id=concern.id,
            name=concern.member_name,
            kinds=self._kinds_shown(handled.workspace, full),
            answered_at=full.at,
            url=f"outgoing:{full.outgoing_id}" if is_linked else None,
        )
        first = self._say(handled, reply, "pointer", ticket, to=None if is_linked else full.outgoing_id)
        self._keep(handled, "pointer", first)
        self.cases.line(handled.change, ticket.id, "pointed")
        return ticket

    def _promise_again(self, handled: Handled) -> Ticket:
        """Proof that was promised a moment ago: the same time is named again, once."""
        ticket = self._promise(handled)
        self._keep(handled, "pointer", None)
        return ticket

    def _respect(self, handled: Handled) -> None:
        """Doubted and already returned: one answer with what is on file, no ticket."""
        choice = handled.reading.choice
        reply = replies.returned(
            handled.voice,
            concern_id=handled.concern.id,
            name=handled.concern.member_name,
            evidence=() if choice is None else choice.items,
        )
        first = self._say(handled, reply, "respect", None)
        self._keep(handled, "respect", first)

    def _confirm(self, handled: Handled, ticket: Ticket) -> None:
        """Say the number, what was understood, and who answers by when; tell staff."""
        if any(known.id == ticket.id and known.kind is TicketKind.AFTER_SALES for known in handled.reading.tickets):
            self._confirm_joined(handled, ticket)
            return
        reply = policy_words.receipt(
            handled.voice,
            ticket,
            handled.reading.product,
            handled.workspace.settings.policy,
            news=standing_of_all(handled.workspace, ticket),
        )
        first = self._say(handled, reply, "receipt", ticket)
        self._keep(handled, "receipt", first)
        self._tell_new(handled, ticket)

    def _confirm_joined(self, handled: Handled, ticket: Ticket) -> None:
        """The member has that case already: no second number, the message was added to it."""
        self._say(handled, receipts.joined(handled.voice, ticket), "joined", ticket)
        self._tell_staff(handled, notices.added(handled.desk_voice, ticket, handled.concern.words), "added", ticket)

    def _proof_inside(self, handled: Handled, ticket: Ticket) -> None:
        """A doubt inside a stronger kind still gets its proof, once."""
        concern = handled.concern
        if Kind.DOUBT in handled.reading.finding.kinds and concern.product_id and self._full_answer(handled) is None:
            self._post_proof(handled, ticket)
