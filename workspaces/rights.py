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
    TEACH = "teach"
    KEEP_QUIET = "keep_quiet"
    CHANGE_SETTINGS = "change_settings"  # of a community; admins where the owner allows
    CHANGE_WORKSPACE = "change_workspace"  # what counts for the whole workspace, the staff room
    MANAGE_STAFF = "manage_staff"
    SEE_DOSSIER = "see_dossier"
    RECALL = "recall"
    RELEASE = "release"
    HAND_OVER = "hand_over"


_LEAST: dict[Action, Role] = {
    Action.ASK: Role.MEMBER,
    Action.SEE_OWN_TICKETS: Role.MEMBER,
    Action.WORK_ON_ASSIGNED: Role.LIAISON,
    Action.WORK_ON_ALL: Role.ADMIN,
    Action.KEEP_EVIDENCE: Role.ADMIN,
    Action.KEEP_PRODUCTS: Role.ADMIN,
    Action.PROMOTE: Role.ADMIN,
    Action.TEACH: Role.ADMIN,
    Action.KEEP_QUIET: Role.ADMIN,
    Action.CHANGE_SETTINGS: Role.OWNER,
    Action.CHANGE_WORKSPACE: Role.OWNER,
    Action.MANAGE_STAFF: Role.OWNER,
    Action.SEE_DOSSIER: Role.OWNER,
    Action.RECALL: Role.OWNER,
    Action.RELEASE: Role.OWNER,
    Action.HAND_OVER: Role.OWNER,
}
_OPENED_TO_ADMINS = frozenset({Action.CHANGE_SETTINGS})
_RANK = {Role.MEMBER: 0, Role.LIAISON: 1, Role.ADMIN: 2, Role.OWNER: 3}


def least(action: Action) -> Role:
    """Return the lowest role that may do ``action``."""
    return _LEAST[action]


def may(role: Role, action: Action, *, admins_may_set: bool = False) -> bool:
    """Whether ``role`` may do ``action``; ``admins_may_set``: the owner lets admins change settings of communities."""
    if admins_may_set and action in _OPENED_TO_ADMINS and role is Role.ADMIN:
        return True
    return _RANK[role] >= _RANK[_LEAST[action]]
