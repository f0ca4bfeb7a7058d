"""A decision becomes rows: the answer, the ticket, what is due on it, and what staff are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from core.change import Change
from core.ids import ProductId, RequestId, TicketId
from detection.finding import Kind
from evidence.choice import PLAIN, PROOF, wanted_kinds
from tickets.models import Ticket, TicketKind
from tickets.threats import Kept, keep_message
from triage.crises.joining import standing_of_all
from triage.decision import Act, Decision, Why
from triage.desk.cases import same_case
from triage.desk.files import KeepFiles, sent_with
from triage.extending import Extending, Extension
from triage.learning.opinions import add_opinion
from triage.mail import About, Place, heads
from triage.pieces import OPEN_QUESTION, UNANSWERED_AFTER, Handled, price_of
from triage.reading import Reading
from triage.repository import STATEMENT, Concern, EvidenceRequest, add_concern, add_request
from triage.updates import MessageLook
from triage.watch import CommunityWatch
from triage.words import notices, receipts, replies
from triage.words import policy as policy_words
from triage.words import recalls as recall_words
from triage.words.teaching import with_wrong
from triage.words.voice import Reply
from workspaces.quotas import CONCERNS_WITHIN


@dataclass(frozen=True, slots=True)
class Answering(Extending):
    """Writes what a decision leads to into the Change of its message."""

    def __call__(
        self,
        change: Change,
        reading: Reading,
        decision: Decision,
        concern: Concern,
        extension: Extension | None = None,
    ) -> Concern:
        """Write the concern and what follows from it; return the concern with its ticket."""
        if extension is not None:
            self.extend(self._handled(change, reading, decision, concern), extension)
            add_concern(change, concern)
            return concern
        written = self.act(change, reading, decision, concern)
        add_concern(change, written)
        return written

    def act(self, change: Change, reading: Reading, decision: Decision, concern: Concern) -> Concern:
        """Write what follows from a concern that is stored elsewhere; return it with its ticket."""
        ticket = self._acts()[decision.act](self._handled(change, reading, decision, concern))
        return replace(concern, ticket_id=None if ticket is None else ticket.id)

    def _handled(self, change: Change, reading: Reading, decision: Decision, concern: Concern) -> Handled:
        community, tools = reading.community, self.tools
        return Handled(change, reading, decision, concern, tools.voice_in(community), tools.voice(community.workspace))

    def _acts(self) -> dict[Act, Callable[[Handled], Ticket | None]]:
        return {
            Act.ANSWER: self._answer,
            Act.CHECK: self._check,
            Act.RECALL: self._recalled,
            Act.PROMISE: self._promise,
            Act.EXTEND: self._join,  # where what it extends is gone
            Act.POINT: self._point,
            Act.REACT: self._react,
            Act.RESPECT: self._respect,
            Act.RECEIPT: self._receipt,
            Act.SECOND: self._second,
            Act.JOIN: self._join,
            Act.CALM: self._calm,
            Act.RIGHT: self._right,
            Act.ASK: self._ask,
            Act.OPINION: self._await_opinion,
            Act.REVIEW: self._review,
            Act.GRUMBLE: self._grumble,
            Act.LOG: self._log,
            Act.TRIAL: self._nothing,
            Act.NOTE: self._note,
        }

    # Doubts

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

    def _react(self, handled: Handled) -> Ticket:
        """Said often enough: a reaction and the ticket, no further word."""
        full = self._full_answer(handled)
        if handled.concern.kind is Kind.DOUBT and handled.decision.why is Why.LIMIT:
            # Nobody has answered it: a collecting line follows, and the desk is reminded of it.
            ticket = self.cases.open_doubt(
                handled.change, handled.community, handled.concern, promised_at=None, is_answered=False
            )
        elif handled.concern.kind is Kind.DOUBT:
            ticket = self._doubt_ticket(handled, promised_at=self._owed_until(handled, full))
        else:
            ticket = self._open_case(handled)
            self._tell_new(handled, ticket)
        self.tools.mail.react(handled.change, handled.place, handled.about("reaction", ticket))
        self._keep(handled, "reaction", None)
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

    # Complaints, requests, threats

    def _receipt(self, handled: Handled) -> Ticket:
        ticket = self._open_case(handled)
        self._confirm(handled, ticket)
        self._proof_inside(handled, ticket)
        return ticket

    def _grumble(self, handled: Handled) -> Ticket:
        """Neither demand nor fact: a ticket that only staff see, without a number until the member wants one."""
        concern, change = handled.concern, handled.change
        ticket = self.cases.open_doubt(
            change, handled.community, concern, promised_at=None, is_answered=False, event="grumbled"
        )
        cause = concern.causes[0] if concern.causes else ""
        reply = receipts.grumble(handled.voice, concern_id=concern.id, name=concern.member_name, cause=cause)
        self._keep(handled, "grumble", self._say(handled, reply, "grumble", ticket))
        self._tell_new(handled, ticket, is_hidden=True)
        return ticket

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

    def _second(self, handled: Handled) -> Ticket:
        before = self._own_case(handled)
        workspace = handled.workspace
        ticket = self.cases.raise_again(handled.change, workspace, before, handled.concern.words, handled.concern.at)
        state = receipts.standing(handled.voice, before)
        self._say(handled, receipts.second_complaint(handled.voice, ticket, state=state), "second", ticket)
        notice = notices.second_complaint(
            handled.desk_voice,
            handled.community.community,
            ticket,
            before=before.words,
            now=handled.concern.words,
            url=handled.link,
        )
        self._tell_staff(handled, notice, "second", ticket)
        return ticket

    def _join(self, handled: Handled) -> Ticket | None:
        """The same case: the message is added to it, and a reaction shows that it was noted."""
        concern, change = handled.concern, handled.change
        self.tools.mail.react(change, handled.place, handled.about("reaction"))
        if concern.kind is Kind.DOUBT:
            earlier = [item for item in handled.community.concerns.values() if item.member_id == concern.member_id]
            ticket_id = next((item.ticket_id for item in reversed(earlier) if item.ticket_id is not None), None)
            if ticket_id is not None:
                self.cases.line(change, ticket_id, "said", text=concern.words, actor_id=concern.member_id)
            return None
        before = self._own_case(handled)
        ticket = self.cases.join(change, handled.workspace, before, concern.words, concern.at)
        self._tell_staff(
            handled,
            notices.added(handled.desk_voice, ticket, concern.words),
            "added",
            ticket,
        )
        self._proof_inside(handled, ticket)
        return ticket

    def _calm(self, handled: Handled) -> Ticket:
        """A threat: one neutral line; staff decide what it is."""
        ticket = self._urgent_case(handled)
        due_at = ticket.promised_at or self.cases.promised(handled.workspace)
        self._say(handled, receipts.threat_calm(handled.voice, ticket_id=ticket.id, due_at=due_at), "threat", ticket)
        self._tell_threat(handled, ticket)
        self._proof_inside(handled, ticket)
        return ticket

    def _right(self, handled: Handled) -> Ticket:
        """A complaint to the platform is a right: an urgent case, and no word against it."""
        known = same_case(handled.reading.tickets, handled.concern.product_id)
        state = None if known is None or known.number is None else receipts.standing(handled.voice, known)
        ticket = self._urgent_case(handled)
        self._say(handled, receipts.threat_right(handled.voice, ticket, state=state), "threat", ticket)
        self._tell_threat(handled, ticket)
        self._proof_inside(handled, ticket)
        return ticket

    def _ask(self, handled: Handled) -> None:
        """Ask the doubter which product is meant; unanswered for ten minutes it is withdrawn and staff decide."""
        concern, workspace = handled.concern, handled.workspace
        meant = [item.product_id for item in handled.reading.binding.choices]
        choices = [workspace.products[each] for each in dict.fromkeys(meant) if each in workspace.products]
        reply = replies.which_product(handled.voice, concern_id=concern.id, name=concern.member_name, choices=choices)
        question = self._say(handled, reply, "question", None)
        over_at = self.tools.clock() + UNANSWERED_AFTER
        self.tools.mail.delete(
            handled.change, handled.place.chat_id, question, handled.about(OPEN_QUESTION), at=over_at
        )
        self._review(handled, not_before=over_at, purpose=OPEN_QUESTION)

    def _await_opinion(self, handled: Handled) -> None:
        """Somebody is asked for a second opinion later, so that nobody waits; nothing is said yet."""
        concern = handled.concern
        add_opinion(handled.change, concern.id, concern.workspace_id, self.tools.clock())

    def _review(self, handled: Handled, *, not_before: datetime | None = None, purpose: str = "staff-review") -> None:
        """Staff decide: they see what it is and why it was not answered."""
        notice = notices.review(
            handled.desk_voice,
            handled.community.community,
            handled.concern,
            product=handled.reading.product,
            url=handled.link,
        )
        people = [handled.workspace.responsible, *heads(handled.workspace)]
        about = handled.about(purpose)
        self.tools.mail.to_staff(handled.change, handled.workspace, notice, about, people, not_before=not_before)

    def _nothing(self, handled: Handled) -> None:
        """Nothing is said and nobody is told: the report of the trial shows it."""

    def _log(self, handled: Handled) -> Ticket:
        """Staff asked for silence: the case is logged and shown to them, nothing is said in the group."""
        is_threat = handled.concern.kind is Kind.THREAT
        ticket = self._urgent_case(handled) if is_threat else self._open_case(handled)
        (self._tell_threat if is_threat else self._tell_new)(handled, ticket)
        return ticket

    def _note(self, handled: Handled) -> Ticket | None:
        """More than one member may ask: it is kept on the open ticket, and said once an hour."""
        ticket = next(iter(handled.reading.tickets), None)
        if ticket is not None:
            self.cases.line(handled.change, ticket.id, "said", text=handled.concern.words, actor_id=ticket.member_id)
        member, since = handled.concern.member_id, self.tools.clock() - CONCERNS_WITHIN
        concerns = handled.community.concerns.values()
        if not any(one.member_id == member and one.why == Why.QUOTA and one.at >= since for one in concerns):
            words = handled.voice.words("quota-member", hail=handled.voice.hail(handled.concern.member_name))
            self._say(handled, Reply(words), "quota", ticket)
        return ticket

    def add_to_case(
        self,
        change: Change,
        community: CommunityWatch,
        message: MessageLook,
        ticket: Ticket,
        *,
        is_silent: bool = False,
    ) -> None:
        """A reply or picture of a member belongs to a ticket; a picture under an explained doubt opens a case.

        ``is_silent``: a further picture of an album, whose first one was noted already.
        """
        workspace, voice = community.workspace, self.tools.voice_in(community)
        place = Place(community.community.chat_id, message.message_id, message.thread_id)
        about = About("added", workspace.workspace.id, None, ticket.id)
        words = message.words or voice("picture-only")
        if ticket.id in workspace.marked:
            url = notices.link_to(community.community, place.chat_id, message.message_id) or ""
            kept = Kept("member", ticket.member_id, message.at, words, place.chat_id, message.message_id, url)
            keep_message(change, self.tools.new_id(), ticket.id, ticket.workspace_id, kept)
        if ticket.is_open:
            ticket = self.cases.join(change, workspace, ticket, words, message.at)
            if not is_silent:
                self.tools.mail.react(change, place, about)
        elif ticket.kind is TicketKind.DOUBT and message.has_attachment:
            ticket = self.cases.escalate(change, workspace, ticket, words=words)
            held = community.community.held_until(self.tools.clock())
            self.tools.mail.to_chat(change, place, receipts.joined(voice, ticket), about, not_before=held)
        else:
            self.cases.line(change, ticket.id, "said", text=words, actor_id=ticket.member_id)
        file = sent_with(message)
        if file is not None:
            KeepFiles(self.tools)(change, workspace, ticket, [file], ticket.member_id)
        if not is_silent:
            people = [ticket.responsible_id or workspace.responsible]
            notice = notices.added(self.tools.voice(workspace), ticket, words)
            self.tools.mail.to_staff(change, workspace, notice, about, people)

    def note_edit(self, change: Change, ticket_id: TicketId, concern: Concern) -> None:
        """Keep the new wording of a concern on its ticket."""
        self.cases.line(change, ticket_id, "said", text=concern.words, actor_id=concern.member_id)

    def _proof_inside(self, handled: Handled, ticket: Ticket) -> None:
        """A doubt inside a stronger kind still gets its proof, once."""
        concern = handled.concern
        if Kind.DOUBT in handled.reading.finding.kinds and concern.product_id and self._full_answer(handled) is None:
            self._post_proof(handled, ticket)
