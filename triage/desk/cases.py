"""Tickets as they are written: opened, joined, moved, with their timeline and what is due on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.change import Change
from core.ids import FollowUpId, ProductId, TicketId, UserId
from tickets.agenda import CANCEL_DEADLINES, CANCEL_FOLLOW_UPS, CANCEL_LADDERS, SETTLE_DUE, add_follow_up
from tickets.followups import Planned, deadlines_for, follow_ups_for
from tickets.lifecycle import Action, move
from tickets.models import (
    NOTHING_TOLD,
    Facts,
    FollowUp,
    GoodTime,
    Outcome,
    Priority,
    Ticket,
    TicketKind,
    TicketState,
    WaitingOn,
)
from tickets.policy import ClauseCode, clause_for, dispatch_deadline, return_deadline
from tickets.repository import add_line, add_ticket, save_ticket
from triage.crises.joining import join_at_once
from triage.desk.noticing import note_parcels
from triage.desk.topics import follow_in_topic
from triage.desk.views import timetable_of
from triage.repository import Concern
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch

WORDS_KEPT = 500
_SAID = frozenset({"opened", "doubted", "said", "reworded", "added", "second", "human", "escalate"})
"""Lines that hold a member's own words."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Writes tickets into a Change; the caller commits it and sends what belongs to it."""

    tools: Tools

    def promised(self, workspace: WorkspaceWatch, *, evidence: bool = False, second: bool = False) -> datetime:
        """Return the time to name for an answer, by the one rule of PRODUCT 7."""
        return workspace.timetable.promised(self.tools.clock(), evidence=evidence, second=second)

    def open_case(
        self,
        change: Change,
        community: CommunityWatch,
        concern: Concern,
        *,
        wants: tuple[str, ...],
        is_urgent: bool = False,
        facts: Facts = NOTHING_TOLD,
    ) -> Ticket:
        """Open an after-sales ticket with the next number; ``facts``: what the member has told beside."""
        workspace = community.workspace
        ticket = replace(
            self._blank(community, concern),
            number=workspace.next_number(),
            wants=wants,
            priority=Priority.URGENT if is_urgent else Priority.NORMAL,
            promised_at=self.promised(workspace),
            facts=facts,
            may_contact=facts.good_time is not GoodTime.SELF,
        )
        return self._opened(change, workspace, ticket, "opened", concern.words)

    def open_doubt(
        self,
        change: Change,
        community: CommunityWatch,
        concern: Concern,
        *,
        promised_at: datetime | None,
        is_answered: bool = True,
        event: str = "doubted",
    ) -> Ticket:
        """Open the ticket of a doubt: explained at once, waiting for evidence until ``promised_at``, or unanswered.

        A grumble is kept like an unanswered doubt, until its member wants a number; ``event`` says what it was.
        """
        blank = replace(self._blank(community, concern), kind=TicketKind.DOUBT, promised_at=promised_at)
        if promised_at is None and not is_answered:
            ticket = blank
        elif promised_at is None:
            now = self.tools.clock()
            ticket = replace(blank, state=TicketState.RESOLVED, outcome=Outcome.EXPLAINED, resolved_at=now)
        else:
            ticket = replace(blank, state=TicketState.WAITING, waiting_on=WaitingOn.EVIDENCE)
        return self._opened(change, community.workspace, ticket, event, concern.words)

    def _blank(self, community: CommunityWatch, concern: Concern) -> Ticket:
        now = self.tools.clock()
        return Ticket(
            id=TicketId(self.tools.new_id()),
            workspace_id=community.community.workspace_id,
            community_id=community.community.id,
            number=None,
            kind=TicketKind.AFTER_SALES,
            state=TicketState.OPEN,
            member_id=concern.member_id,
            member_name=concern.member_name,
            chat_id=concern.chat_id,
            message_id=concern.message_id,
            thread_id=concern.thread_id,
            product_id=concern.product_id,
            cause=concern.causes[0] if concern.causes else "",
            wants=(),
            words=concern.words[:WORDS_KEPT],
            priority=Priority.NORMAL,
            opened_at=now,
            changed_at=now,
            responsible_id=community.workspace.responsible,
            last_word_at=concern.at,
        )

    def _opened(self, change: Change, workspace: WorkspaceWatch, ticket: Ticket, event: str, words: str) -> Ticket:
        add_ticket(change, ticket)
        follow_in_topic(self.tools, change, workspace, None, ticket)
        self.line(change, ticket.id, event, text=words, actor_id=ticket.member_id)
        incident = join_at_once(change, workspace, ticket)
        if incident is not None:
            self.line(change, ticket.id, "incident", text=incident.title)
        self.plan(change, workspace, ticket, follow_ups_for(ticket, ticket.opened_at, timetable_of(workspace, ticket)))
        self._plan_days(change, workspace, ticket)
        if ticket.is_open:
            change.after.append(lambda: workspace.cases.add(ticket.member_id))
        return ticket

    def line(
        self,
        change: Change,
        ticket_id: TicketId,
        event: str,
        *,
        text: str = "",
        actor_id: UserId | None = None,
        **details: Any,
    ) -> None:
        """Append a line to the timeline; ``event`` is one of the texts ``event-…``."""
        at = self.tools.clock()
        words = text[:WORDS_KEPT]
        add_line(change, self.tools.new_id(), ticket_id, at, event, actor_id=actor_id, text=words, **details)
        if event in _SAID:
            note_parcels(change, self.tools.new_id, ticket_id, words, at)

    def save(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        before: Ticket,
        after: Ticket,
        *,
        replan: bool = False,
        desk_anew: bool = False,
        last_message_at: datetime | None = None,
    ) -> Ticket:
        """Write a ticket that moved; ``replan``: what was due gives way to what its new state asks for."""
        saved = save_ticket(change, before, after)
        follow_in_topic(self.tools, change, workspace, before, saved)
        now = self.tools.clock()
        if replan:
            cancel = CANCEL_LADDERS if saved.is_open else CANCEL_FOLLOW_UPS
            change.amend(cancel, the_ticket=saved.id, before=self.tools.new_id(), at=now)
            planned = follow_ups_for(
                saved, now, timetable_of(workspace, saved), last_message_at=last_message_at, desk_anew=desk_anew
            )
            self.plan(change, workspace, saved, planned)
        if _days_moved(before, saved):
            change.amend(CANCEL_DEADLINES, the_ticket=saved.id, before=self.tools.new_id(), at=now)
            self._plan_days(change, workspace, saved)
        if saved.is_open:
            change.after.append(lambda: workspace.cases.add(saved.member_id))
        return saved

    def plan(self, change: Change, workspace: WorkspaceWatch, ticket: Ticket, planned: Iterable[Planned]) -> None:
        """Write follow-ups."""
        for item in planned:
            add_follow_up(
                change,
                FollowUp(
                    id=FollowUpId(self.tools.new_id()),
                    ticket_id=ticket.id,
                    workspace_id=workspace.workspace.id,
                    kind=item.kind,
                    step=item.step,
                    due_at=item.due_at,
                    details=item.details,
                ),
            )

    def settle_due(self, change: Change, follow_up: FollowUp, at: datetime) -> None:
        """A follow-up that was claimed is done."""
        change.amend(SETTLE_DUE, the_follow_up=follow_up.id, at=at)

    def _plan_days(self, change: Change, workspace: WorkspaceWatch, ticket: Ticket) -> None:
        """Write what falls due because a day comes: the end of the return period, and of the dispatch deadline."""
        product = None if ticket.product_id is None else workspace.products.get(ticket.product_id)
        values, zone, hours = (
            workspace.settings.policy,
            workspace.zone,
            None if product is None else product.dispatch_hours,
        )
        received_on, is_dispatch = ticket.facts.received_on, clause_for(ticket.cause).code is ClauseCode.DISPATCH
        planned = deadlines_for(
            ticket,
            self.tools.clock(),
            timetable_of(workspace, ticket),
            return_by=None if received_on is None else return_deadline(received_on, values, zone),
            dispatch_by=dispatch_deadline(ticket.opened_at, hours) if hours is not None and is_dispatch else None,
        )
        self.plan(change, workspace, ticket, planned)

    def join(self, change: Change, workspace: WorkspaceWatch, ticket: Ticket, words: str, at: datetime) -> Ticket:
        """Add a member's further message to an open ticket; one that waited for the member is open again."""
        self.line(change, ticket.id, "said", text=words, actor_id=ticket.member_id)
        heard = replace(ticket, last_word_at=at, changed_at=self.tools.clock())
        if ticket.state is TicketState.WAITING and ticket.waiting_on is WaitingOn.MEMBER:
            heard = move(heard, Action.ANSWERED, by_role=None, now=self.tools.clock())
            return self.save(change, workspace, ticket, heard, replan=True)
        return self.save(change, workspace, ticket, heard)

    def promise_again(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        ticket: Ticket,
        words: str,
        at: datetime,
        promised_at: datetime,
    ) -> Ticket:
        """The doubter asks again while the proof is still out: the same ticket, with the time that is named now."""
        self.line(change, ticket.id, "said", text=words, actor_id=ticket.member_id)
        heard = replace(ticket, last_word_at=at, changed_at=self.tools.clock(), promised_at=promised_at)
        return self.save(change, workspace, ticket, heard, replan=promised_at != ticket.promised_at)

    def raise_again(
        self, change: Change, workspace: WorkspaceWatch, ticket: Ticket, words: str, at: datetime
    ) -> Ticket:
        """A second complaint: more urgent, a new promise, the desk's ladder from the start."""
        self.line(change, ticket.id, "second", text=words, actor_id=ticket.member_id)
        raised = move(ticket, Action.RAISE, by_role=None, now=self.tools.clock())
        raised = replace(raised, last_word_at=at, promised_at=self.promised(workspace, second=True))
        return self.save(change, workspace, ticket, raised, replan=True, desk_anew=True)

    def call_human(self, change: Change, workspace: WorkspaceWatch, ticket: Ticket, words: str, at: datetime) -> Ticket:
        """The member asks for a human: a new promise, the desk's ladder from the start."""
        self.line(change, ticket.id, "human", text=words, actor_id=ticket.member_id)
        called = replace(ticket, last_word_at=at, changed_at=self.tools.clock(), answered_at=None)
        called = replace(called, promised_at=self.promised(workspace, second=True))
        return self.save(change, workspace, ticket, called, replan=True, desk_anew=True)

    def escalate(
        self,
        change: Change,
        workspace: WorkspaceWatch,
        ticket: Ticket,
        *,
        words: str = "",
        cause: str = "",
        wants: tuple[str, ...] = (),
        is_told_anew: bool = False,
    ) -> Ticket:
        """Turn a doubt's ticket into an after-sales one with a number.

        ``is_told_anew``: from now on the case is about ``words``; the doubt stays in its timeline.
        """
        now = self.tools.clock()
        number = workspace.next_number()
        grown = move(ticket, Action.ESCALATE, by_role=None, now=now, number=number, to=workspace.responsible)
        grown = replace(
            grown,
            promised_at=self.promised(workspace),
            cause=cause or ticket.cause,
            wants=wants or ticket.wants,
            words=words if is_told_anew and words else ticket.words,
        )
        self.line(change, ticket.id, "escalate", text=words, actor_id=ticket.member_id)
        return self.save(change, workspace, ticket, grown, replan=True, desk_anew=True)


def _days_moved(before: Ticket, after: Ticket) -> bool:
    """Whether what the days of a ticket depend on has changed."""
    is_new = not before.is_open or before.kind is not after.kind
    facts = ((each.facts.received_on, each.product_id, each.cause) for each in (before, after))
    return after.is_open and (is_new or len(set(facts)) > 1)


def same_case(tickets: Iterable[Ticket], product_id: ProductId | None) -> Ticket | None:
    """Return the open ticket that a further message about ``product_id`` belongs to; an unknown product fits any.

    A case with a number goes before a doubt, so that nobody gets a second number for the same thing.
    """
    fitting = [
        ticket
        for ticket in tickets
        if product_id is None or ticket.product_id is None or ticket.product_id == product_id
    ]
    return min(fitting, key=lambda ticket: ticket.kind is TicketKind.DOUBT, default=None)
