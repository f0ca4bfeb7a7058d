"""The one table of rights (PRODUCT 16), as a table."""

from __future__ import annotations

import pytest

from workspaces.models import Role
from workspaces.rights import Action, least, may

TABLE = {
    Action.ASK: "MLAO",
    Action.SEE_OWN_TICKETS: "MLAO",
    Action.WORK_ON_ASSIGNED: "LAO",
    Action.WORK_ON_ALL: "AO",
    Action.KEEP_EVIDENCE: "AO",
    Action.KEEP_PRODUCTS: "AO",
    Action.PROMOTE: "AO",
    Action.TEACH: "AO",
    Action.KEEP_QUIET: "AO",
    Action.CHANGE_SETTINGS: "O",
    Action.CHANGE_WORKSPACE: "O",
    Action.MANAGE_STAFF: "O",
    Action.SEE_DOSSIER: "O",
    Action.RELEASE: "O",
    Action.HAND_OVER: "O",
}
ROLES = {"M": Role.MEMBER, "L": Role.LIAISON, "A": Role.ADMIN, "O": Role.OWNER}


@pytest.mark.parametrize("action", TABLE)
def test_rights_are_as_in_the_table(action: Action) -> None:
    allowed = {sign for sign, role in ROLES.items() if may(role, action)}
    assert allowed == set(TABLE[action])
    assert least(action) is ROLES[TABLE[action][0]]


def test_table_is_whole() -> None:
    assert set(TABLE) <= set(Action)


@pytest.mark.parametrize("role", Role)
def test_owner_may_let_admins_change_settings_but_nobody_else(role: Role) -> None:
    assert may(role, Action.CHANGE_SETTINGS, admins_may_set=True) == (role in (Role.ADMIN, Role.OWNER))
    assert may(role, Action.MANAGE_STAFF, admins_may_set=True) == (role is Role.OWNER)
