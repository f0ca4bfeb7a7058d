"""The table of legal moves, row by row, and a machine that walks through it at random."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.errors import IllegalMoveError
from core.ids import TicketId, UserId
from core.texts import build_texts
from tests.unit.tickets.cases import ADMIN, LIAISON, MEMBER, NOW, OTHER_LIAISON, OWNER, TIMETABLE, ticket
from tickets.followups import follow_ups_for
from tickets.lifecycle import RULES, Action, By, legal_actions, legal_outcomes, move
from tickets.models import Outcome, Priority, TicketKind, TicketState, WaitingOn
from workspaces.models import Role

N, W, R, C = TicketState
STAFF = {By.OWNER, By.ADMIN, By.LIAISON}
ALL = set(By)
DOUBT, SALES = TicketKind

# action: (from which states, of which kinds, by whom) -> state afterwards (None: unchanged)
TABLE = {
    Action.TAKE: ({N, W}, {DOUBT, SALES}, STAFF, None),
    Action.ASSIGN: ({N, W}, {DOUBT, SALES}, {By.OWNER, By.ADMIN, By.BOT}, None),
    Action.WAIT: ({N, W}, {DOUBT, SALES}, STAFF | {By.BOT}, W),
    Action.ANSWERED: ({W}, {DOUBT, SALES}, ALL, N),
    Action.RAISE: ({N, W}, {DOUBT, SALES}, ALL - {By.LIAISON}, None),
    Action.ESCALATE: ({N, W, R, C}, {DOUBT}, ALL, N),
    Action.EXPLAIN: ({N, W}, {DOUBT}, STAFF | {By.BOT}, R),
    Action.RESOLVE: ({N, W}, {DOUBT, SALES}, STAFF, R),
    Action.CLOSE: ({R}, {DOUBT, SALES}, ALL, C),
    Action.WITHDRAW: ({N, W}, {DOUBT, SALES}, {By.MEMBER, By.BOT}, C),
    Action.REOPEN: ({R, C}, {DOUBT, SALES}, STAFF | {By.MEMBER}, N),
    Action.MERGE: ({N, W}, {DOUBT, SALES}, STAFF, C),
    Action.TAKE_IN: ({N, W}, {DOUBT, SALES}, STAFF, None),
}
NEEDED = {"on": WaitingOn.MERCHANT, "outcome": Outcome.REFUND, "number": 1030, "to": ADMIN, "into": TicketId(78)}


def test_table_names_every_action() -> None:
    assert set(TABLE) == set(Action) == set(RULES)


@pytest.mark.parametrize(("action", "state", "kind", "by"), list(product(Action, TicketState, TicketKind, By)))
def test_exactly_the_moves_of_the_table_are_legal(action: Action, state: TicketState, kind: TicketKind, by: By) -> None:
    states, kinds, actors, target = TABLE[action]
    before = ticket(state=state, kind=kind, waiting_on=WaitingOn.MERCHANT if state is W else None)
    if state in states and kind in kinds and by in actors:
        after = move(before, action, by_role=by, now=NOW, **NEEDED)  # type: ignore[arg-type]  # the table is mixed
        assert after.state is (target or state)
        assert after.version == before.version + 1
        assert (after.waiting_on is not None) == (after.state is W)
    else:
        with pytest.raises(IllegalMoveError) as caught:
            move(before, action, by_role=by, now=NOW, **NEEDED)  # type: ignore[arg-type]  # the table is mixed
        assert build_texts("zh-Hans")(caught.value.key, **caught.value.variables)


def test_bot_closes_a_ticket_only_while_it_waits_for_the_member() -> None:
    waiting = ticket(state=W, waiting_on=WaitingOn.MEMBER)
    assert move(waiting, Action.CLOSE, by_role=None, now=NOW).state is C
    with pytest.raises(IllegalMoveError, match="unresolved"):
        move(waiting, Action.CLOSE, by_role=Role.OWNER, now=NOW)
    with pytest.raises(IllegalMoveError, match="unresolved"):
        move(ticket(state=W, waiting_on=WaitingOn.COURIER), Action.CLOSE, by_role=None, now=NOW)


@pytest.mark.parametrize(
    ("action", "key"),
    [
        (Action.WAIT, "refuse-move-on-whom"),
        (Action.ASSIGN, "refuse-move-to-whom"),
        (Action.RESOLVE, "refuse-move-outcome"),
        (Action.ESCALATE, "refuse-move-number"),
    ],
)
def test_what_an_action_needs_is_asked_for(action: Action, key: str) -> None:
    kind = DOUBT if action is Action.ESCALATE else SALES
    with pytest.raises(IllegalMoveError) as caught:
        move(ticket(kind=kind), action, by_role=Role.OWNER, now=NOW)
    assert caught.value.key == key


def test_liaison_moves_his_own_tickets_only_and_a_member_hers() -> None:
    theirs = ticket(responsible_id=OTHER_LIAISON)
    for action, role, by_id in ((Action.TAKE, Role.LIAISON, LIAISON), (Action.WITHDRAW, Role.MEMBER, ADMIN)):
        with pytest.raises(IllegalMoveError, match="others"):
            move(theirs, action, by_role=role, by_id=by_id, now=NOW)
    assert move(theirs, Action.WITHDRAW, by_role=Role.MEMBER, by_id=MEMBER, now=NOW).outcome is Outcome.WITHDRAWN
    assert move(theirs, Action.TAKE, by_role=Role.ADMIN, by_id=ADMIN, now=NOW).responsible_id == ADMIN


def test_open_ticket_is_never_nobodys() -> None:
    nobodys = ticket(responsible_id=None)
    with pytest.raises(IllegalMoveError, match="nobody"):
        move(nobodys, Action.WAIT, by_role=None, on=WaitingOn.EVIDENCE, now=NOW)
    assert move(nobodys, Action.WAIT, by_role=None, on=WaitingOn.EVIDENCE, to=OWNER, now=NOW).responsible_id == OWNER
    assert move(nobodys, Action.RAISE, by_role=Role.ADMIN, by_id=ADMIN, now=NOW).responsible_id == ADMIN


def test_resolving_reopening_and_resolving_again_keep_the_moments_true() -> None:
    later, latest = NOW + timedelta(hours=2), NOW + timedelta(hours=9)
    resolved = move(ticket(), Action.RESOLVE, by_role=Role.LIAISON, by_id=LIAISON, outcome=Outcome.REFUND, now=NOW)
    assert (resolved.resolved_at, resolved.first_human_at, resolved.outcome) == (NOW, NOW, Outcome.REFUND)
    closed = move(resolved, Action.CLOSE, by_role=None, now=later)
    assert (closed.resolved_at, closed.outcome) == (NOW, Outcome.REFUND)
    reopened = move(closed, Action.REOPEN, by_role=Role.MEMBER, by_id=MEMBER, now=later)
    assert (reopened.resolved_at, reopened.outcome, reopened.first_human_at) == (None, None, NOW)
    again = move(reopened, Action.RESOLVE, by_role=Role.OWNER, outcome=Outcome.DECLINED, now=latest)
    assert again.resolved_at == latest


def test_doubt_that_becomes_a_complaint_gets_a_number() -> None:
    doubt = ticket(kind=DOUBT, state=R, outcome=Outcome.EXPLAINED, resolved_at=NOW)
    sales = move(doubt, Action.ESCALATE, by_role=Role.MEMBER, by_id=MEMBER, number=1030, now=NOW)
    assert (sales.kind, sales.number, sales.state, sales.outcome) == (SALES, 1030, N, None)


def test_what_was_merged_is_never_opened_again() -> None:
    merged = move(ticket(), Action.MERGE, by_role=Role.ADMIN, by_id=ADMIN, now=NOW, into=TicketId(78))
    assert (merged.state, merged.merged_into, merged.outcome) == (C, TicketId(78), None)
    for by in (Role.MEMBER, Role.OWNER):
        with pytest.raises(IllegalMoveError, match="merged"):
            move(merged, Action.REOPEN, by_role=by, now=NOW)


def test_second_and_third_complaint_raise_the_priority() -> None:
    once = move(ticket(), Action.RAISE, by_role=None, now=NOW)
    twice = move(once, Action.RAISE, by_role=None, now=NOW)
    assert (once.priority, twice.priority) == (Priority.HIGH, Priority.URGENT)
    assert move(twice, Action.RAISE, by_role=None, now=NOW).priority is Priority.URGENT


def test_buttons_are_what_the_role_may_do_now() -> None:
    assert legal_actions(ticket(), Role.ADMIN, ADMIN) == (Action.TAKE, Action.WAIT, Action.RESOLVE)
    assert legal_actions(ticket(), Role.LIAISON, LIAISON) == (Action.WAIT, Action.RESOLVE)
    assert legal_actions(ticket(), Role.LIAISON, OTHER_LIAISON) == ()
    assert legal_actions(ticket(), Role.MEMBER, MEMBER) == (Action.WITHDRAW,)
    assert legal_actions(ticket(state=R), Role.OWNER, OWNER) == (Action.CLOSE, Action.REOPEN)
    assert legal_actions(ticket(state=C), Role.MEMBER, MEMBER) == (Action.REOPEN,)


def test_outcomes_of_a_liaison_lack_the_verdicts() -> None:
    assert Outcome.MALICIOUS not in legal_outcomes(Role.LIAISON)
    assert Outcome.MALICIOUS in legal_outcomes(Role.OWNER)
    assert Outcome.WITHDRAWN not in legal_outcomes(Role.OWNER)


class Walk(RuleBasedStateMachine):
    """Anybody does anything at any time; what is legal leads to a sound ticket, the rest changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.ticket = ticket(kind=DOUBT)

    @rule(
        action=st.sampled_from(Action),
        by=st.sampled_from(By),
        by_id=st.sampled_from([None, MEMBER, LIAISON, ADMIN]),
        on=st.none() | st.sampled_from(WaitingOn),
        outcome=st.none() | st.sampled_from(Outcome),
        minutes=st.integers(1, 3000),
    )
    def act(
        self, action: Action, by: By, by_id: UserId | None, on: WaitingOn | None, outcome: Outcome | None, minutes: int
    ) -> None:
        self.now += timedelta(minutes=minutes)
        before = self.ticket
        with suppress(IllegalMoveError):
            self.ticket = move(
                before, action, by_role=by, by_id=by_id, on=on, outcome=outcome, number=1030, now=self.now
            )
        if self.ticket is not before:
            assert self.ticket.version == before.version + 1
            assert self.ticket.changed_at == self.now

    @invariant()
    def open_ticket_has_somebody_and_a_next_step(self) -> None:
        plan = follow_ups_for(self.ticket, self.now, TIMETABLE)
        if self.ticket.is_open:
            assert self.ticket.responsible_id is not None
            assert plan
            assert self.ticket.outcome is None
            assert self.ticket.resolved_at is None
        if self.ticket.state is C:
            assert not plan
        assert all(planned.due_at >= self.now for planned in plan)

    @invariant()
    def fields_agree_with_the_state(self) -> None:
        assert (self.ticket.waiting_on is not None) == (self.ticket.state is W)
        assert (self.ticket.number is not None) == (self.ticket.kind is SALES)
        if self.ticket.state is R:
            assert self.ticket.outcome is not None
            assert self.ticket.resolved_at is not None


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
