"""What may follow what on a ticket: one table of legal moves, and ``move``, which makes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.errors import IllegalMoveError
from core.ids import TicketId, UserId
from tickets.models import Outcome, Priority, Ticket, TicketKind, TicketState, WaitingOn
from workspaces.models import Role


class Action(StrEnum):
    """What can be done to a ticket; the order is that of the buttons on a card."""

    TAKE = "take"  # it is mine now
    ASSIGN = "assign"  # it is ``to``'s now
    WAIT = "wait"  # it waits ``on`` somebody, who was asked
    ANSWERED = "answered"  # the one it waited for has answered
    RAISE = "raise"  # a second complaint: more urgent
    ESCALATE = "escalate"  # a doubt becomes an after-sales ticket with a ``number``
    EXPLAIN = "explain"  # the doubt's proof was posted
    RESOLVE = "resolve"  # ended with an ``outcome``
    CLOSE = "close"
    WITHDRAW = "withdraw"  # the member no longer needs it
    REOPEN = "reopen"
    MERGE = "merge"  # it ends ``into`` another one of the same member
    TAKE_IN = "take_in"  # another one ends in it


class By(StrEnum):
    """Who acts: a role of the workspace, or the bot itself when something fell due or arrived."""

    OWNER = "owner"
    ADMIN = "admin"
    LIAISON = "liaison"
    MEMBER = "member"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Rule:
    """When an action is legal and where it leads; ``to`` None: the state stays."""

    states: frozenset[TicketState]
    to: TicketState | None
    by: frozenset[By]
    kinds: frozenset[TicketKind] = frozenset(TicketKind)


_OPEN, _WAITING, _RESOLVED, _CLOSED = TicketState
_GOING = frozenset({_OPEN, _WAITING})
_ENDED = frozenset({_RESOLVED, _CLOSED})
_STAFF = frozenset({By.OWNER, By.ADMIN, By.LIAISON})
_HEADS = frozenset({By.OWNER, By.ADMIN})
_OUTSIDE = frozenset({By.MEMBER, By.BOT})
_DOUBT = frozenset({TicketKind.DOUBT})

RULES: dict[Action, Rule] = {
    Action.TAKE: Rule(_GOING, None, _STAFF),
    Action.ASSIGN: Rule(_GOING, None, _HEADS | {By.BOT}),
    Action.WAIT: Rule(_GOING, _WAITING, _STAFF | {By.BOT}),
    Action.ANSWERED: Rule(frozenset({_WAITING}), _OPEN, _STAFF | _OUTSIDE),
    Action.RAISE: Rule(_GOING, None, _HEADS | _OUTSIDE),
    Action.ESCALATE: Rule(frozenset(TicketState), _OPEN, frozenset(By), _DOUBT),
    Action.EXPLAIN: Rule(_GOING, _RESOLVED, _STAFF | {By.BOT}, _DOUBT),
    Action.RESOLVE: Rule(_GOING, _RESOLVED, _STAFF),
    Action.CLOSE: Rule(frozenset({_WAITING, _RESOLVED}), _CLOSED, frozenset(By)),
    Action.WITHDRAW: Rule(_GOING, _CLOSED, _OUTSIDE),
    Action.REOPEN: Rule(_ENDED, _OPEN, _STAFF | {By.MEMBER}),
    Action.MERGE: Rule(_GOING, _CLOSED, _STAFF),
    Action.TAKE_IN: Rule(_GOING, None, _STAFF),
}
"""The one table. CLOSE from waiting is the bot's, when a member did not come back (``_object``)."""

_NEXT_PRIORITY = {Priority.NORMAL: Priority.HIGH, Priority.HIGH: Priority.URGENT, Priority.URGENT: Priority.URGENT}
_PROMISES_ANEW = frozenset({Action.RAISE, Action.ESCALATE, Action.REOPEN})  # what was said before keeps no new promise
_HEADS_ONLY = frozenset({Outcome.MALICIOUS})
_NEVER_RESOLVED_AS = frozenset({Outcome.WITHDRAWN})  # that has an action of its own
_NO_BUTTON = frozenset(
    {Action.ASSIGN, Action.EXPLAIN, Action.ESCALATE, Action.ANSWERED, Action.RAISE, Action.MERGE, Action.TAKE_IN}
)


@dataclass(frozen=True, slots=True)
class Details:
    """What some actions need: ``on`` for WAIT, ``outcome`` for RESOLVE, ``number`` for ESCALATE,
    ``to`` for ASSIGN, ``into`` for MERGE.

    ``to`` also names who looks after the ticket where it would otherwise be nobody.
    """

    on: WaitingOn | None = None
    outcome: Outcome | None = None
    number: int | None = None
    to: UserId | None = None
    into: TicketId | None = None


def acting(role: Role | By | None) -> By:
    """Return who acts; None is the bot itself."""
    return By.BOT if role is None else By(role.value)


def move(
    ticket: Ticket,
    action: Action,
    *,
    by_role: Role | By | None,
    now: datetime,
    by_id: UserId | None = None,
    on: WaitingOn | None = None,
    outcome: Outcome | None = None,
    number: int | None = None,
    to: UserId | None = None,
    into: TicketId | None = None,
) -> Ticket:
    """Return ``ticket`` after ``action``, its version one higher; ``by_role`` None is the bot itself.

    ``on`` goes with WAIT, ``outcome`` with RESOLVE, ``number`` with ESCALATE, ``to`` with ASSIGN; ``to`` also names who
    looks after the ticket where it would otherwise be nobody. An open ticket always keeps a responsible person.

    Raises:
        IllegalMoveError: not allowed in this state, for this kind, this role or without what the action needs.
    """
    by, details = acting(by_role), Details(on, outcome, number, to, into)
    refusal = _object(ticket, action, by, by_id) or _lacks(action, by, details)
    changes = _changes(ticket, action, details, by, by_id)
    if refusal is None and _is_nobodys(replace(ticket, **changes)):
        refusal = "refuse-move-nobody"
    if refusal is not None:
        raise IllegalMoveError(refusal, **({} if ticket.number is None else {"number": str(ticket.number)}))
    return replace(
        ticket, **changes, changed_at=now, version=ticket.version + 1, **_marks(ticket, action, changes, by, now)
    )


def legal_actions(ticket: Ticket, role: Role | By, by_id: UserId | None = None) -> tuple[Action, ...]:
    """Return what somebody with ``role`` may do to ``ticket``, in the order of the buttons.

    Actions that follow from an event (proof arrived, a second complaint) are not buttons. With ``by_id``, a liaison is
    offered only what concerns his own tickets, and nobody is offered to take what is his already.
    """
    by = acting(role)
    legal = (action for action in Action if action not in _NO_BUTTON and _object(ticket, action, by, by_id) is None)
    return tuple(action for action in legal if not (action is Action.TAKE and by_id == ticket.responsible_id))


def legal_outcomes(role: Role | By) -> tuple[Outcome, ...]:
    """Return the outcomes with which ``role`` may resolve a ticket."""
    return tuple(
        outcome for outcome in Outcome if _lacks(Action.RESOLVE, acting(role), Details(outcome=outcome)) is None
    )


def _object(ticket: Ticket, action: Action, by: By, by_id: UserId | None) -> str | None:
    """Return the text key of what forbids ``action``, the most telling first; None: nothing does."""
    rule = RULES[action]
    if by not in rule.by:
        return "refuse-move-role"
    if ticket.kind not in rule.kinds:
        return "refuse-move-kind"
    if ticket.state not in rule.states:
        return f"refuse-move-{ticket.state.value}"
    if ticket.merged_into is not None:
        return "refuse-move-merged"
    if by is By.LIAISON and by_id is not None and ticket.responsible_id not in (None, by_id):
        return "refuse-move-others"
    if by is By.MEMBER and by_id is not None and by_id != ticket.member_id:
        return "refuse-move-others"
    if (
        action is Action.CLOSE
        and ticket.state is _WAITING
        and (by is not By.BOT or ticket.waiting_on is not WaitingOn.MEMBER)
    ):
        return "refuse-move-unresolved"
    return None


def _lacks(action: Action, by: By, details: Details) -> str | None:
    """Return the text key of what the action misses; None: it has all it needs."""
    if action is Action.WAIT and details.on is None:
        return "refuse-move-on-whom"
    if action is Action.ASSIGN and details.to is None:
        return "refuse-move-to-whom"
    if action is Action.MERGE and details.into is None:
        return "refuse-merge-none"
    if action is Action.ESCALATE and details.number is None:
        return "refuse-move-number"
    if action is Action.RESOLVE and (details.outcome is None or details.outcome in _NEVER_RESOLVED_AS):
        return "refuse-move-outcome"
    if action is Action.RESOLVE and details.outcome in _HEADS_ONLY and by not in _HEADS:
        return "refuse-move-role"
    return None


def _is_nobodys(ticket: Ticket) -> bool:
    return ticket.is_open and ticket.responsible_id is None


def _changes(ticket: Ticket, action: Action, details: Details, by: By, by_id: UserId | None) -> dict[str, Any]:
    """Return the fields that ``action`` sets."""
    state = RULES[action].to or ticket.state
    changes: dict[str, Any] = {
        "state": state,
        "waiting_on": _waiting_on(ticket, action, details, state),
        "responsible_id": _responsible(ticket, action, details, by, by_id),
        "outcome": _outcome(ticket, action, details, state),
    }
    if action is Action.MERGE:
        changes["merged_into"] = details.into
    if action is Action.RAISE:
        changes["priority"] = _NEXT_PRIORITY[ticket.priority]
    if action is Action.ESCALATE:
        changes |= {"kind": TicketKind.AFTER_SALES, "number": details.number}
    return changes


def _waiting_on(ticket: Ticket, action: Action, details: Details, state: TicketState) -> WaitingOn | None:
    if action is Action.WAIT:
        return details.on
    return ticket.waiting_on if state is _WAITING else None


def _responsible(ticket: Ticket, action: Action, details: Details, by: By, by_id: UserId | None) -> UserId | None:
    if action is Action.ASSIGN:
        return details.to or ticket.responsible_id
    if action is Action.TAKE:
        return by_id or ticket.responsible_id
    return ticket.responsible_id or (by_id if by in _STAFF else None) or details.to


def _outcome(ticket: Ticket, action: Action, details: Details, state: TicketState) -> Outcome | None:
    if state in _GOING:
        return None
    by_action = {Action.RESOLVE: details.outcome, Action.EXPLAIN: Outcome.EXPLAINED, Action.WITHDRAW: Outcome.WITHDRAWN}
    return by_action.get(action, ticket.outcome)


def _marks(ticket: Ticket, action: Action, changes: dict[str, Any], by: By, now: datetime) -> dict[str, Any]:
    """Return the moments that this move fixes: first human hand, last answer, and when it was resolved."""
    state = changes["state"]
    resolved_at = None if state in _GOING else ticket.resolved_at
    if state is _RESOLVED and ticket.state is not _RESOLVED:
        resolved_at = now
    first_human_at = now if ticket.first_human_at is None and by in _STAFF else ticket.first_human_at
    answered_at = None if action in _PROMISES_ANEW else ticket.answered_at
    return {"resolved_at": resolved_at, "first_human_at": first_human_at, "answered_at": answered_at}
