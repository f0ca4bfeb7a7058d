"""Role × action: the one table of who may do what (PRODUCT 16)."""

from __future__ import annotations

from enum import StrEnum

from workspaces.models import Role


class Action(StrEnum):
    """What somebody may want to do."""

    ASK = "ask"
    SEE_OWN_TICKETS = "see_own_tickets"
    WORK_ON_ASSIGNED = "work_on_assigned"
    WORK_ON_ALL = "work_on_all"
    KEEP_EVIDENCE = "keep_evidence"
    KEEP_PRODUCTS = "keep_products"
    PROMOTE = "promote"
    MANAGE_STAFF = "manage_staff"


_LEAST: dict[Action, Role] = {
    Action.ASK: Role.MEMBER,
    Action.SEE_OWN_TICKETS: Role.MEMBER,
    Action.WORK_ON_ASSIGNED: Role.LIAISON,
    Action.WORK_ON_ALL: Role.ADMIN,
    Action.KEEP_EVIDENCE: Role.ADMIN,
    Action.KEEP_PRODUCTS: Role.ADMIN,
    Action.PROMOTE: Role.ADMIN,
    Action.MANAGE_STAFF: Role.OWNER,
}
_RANK = {Role.MEMBER: 0, Role.LIAISON: 1, Role.ADMIN: 2, Role.OWNER: 3}


def may(role: Role, action: Action) -> bool:
    """Whether ``role`` may do ``action``."""
    return _RANK[role] >= _RANK[_LEAST[action]]
