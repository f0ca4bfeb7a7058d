"""A decision becomes rows: the answer, the ticket, what is due on it, and what staff are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from core.change import Change
from detection.finding import Kind
from tickets.models import Ticket
from triage.decision import Act, Decision, Why
from triage.desk.cases import same_case
from triage.doubting import Doubting
from triage.extending import Extension
from triage.learning.opinions import add_opinion
from triage.mail import heads
from triage.pieces import OPEN_QUESTION, UNANSWERED_AFTER, Handled
from triage.reading import Reading, asked_for
from triage.repository import Concern, add_concern
from triage.words import notices, receipts, replies
from triage.words.voice import Reply
from workspaces.quotas import CONCERNS_WITHIN


@dataclass(frozen=True, slots=True)
class Answering(Doubting):
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
        is_unknown = bool(asked_for(concern.words)) and not handled.reading.binding.clue
        reply = replies.which_product(
            handled.voice, concern_id=concern.id, name=concern.member_name, choices=choices, is_unknown=is_unknown
        )
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
