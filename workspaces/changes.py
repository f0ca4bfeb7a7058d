"""Prepared changes of communities, people, staff and settings, and what is asked about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from core.change import Amendment
from core.ids import ChatId, UserId, WorkspaceId
from workspaces.repository import CommunityRow, PersonRow, StaffRow, WorkspaceRow

_community = update(CommunityRow).where(CommunityRow.c.id == bindparam("the_community"))
_workspace = update(WorkspaceRow).where(WorkspaceRow.c.id == bindparam("the_workspace"))
_staff = (StaffRow.c.workspace_id == bindparam("the_workspace"), StaffRow.c.user_id == bindparam("the_user"))

RELEASE = Amendment(
    "release a community",
    _community.where(CommunityRow.c.released_at.is_(None)).values(is_present=False, released_at=bindparam("at")),
    must_match=True,
)
QUIET = Amendment("keep quiet in a community, or speak again", _community.values(quiet_until=bindparam("until")))
SET_MODE = Amendment(
    "set how a community runs", _community.values(mode=bindparam("new_mode"), trial_ends_at=bindparam("trial_ends"))
)
END_TRIAL = Amendment(
    "the trial of a community was reported",
    _community.where(CommunityRow.c.trial_ends_at.is_not(None)).values(trial_ends_at=None),
    must_match=True,
)
SET_LANGUAGE = Amendment("set what is spoken in a community", _community.values(language=bindparam("new_language")))
CHOOSE_LANGUAGE = Amendment(
    "remember which language somebody wants in private",
    update(PersonRow).where(PersonRow.c.user_id == bindparam("the_user")).values(language=bindparam("chosen_language")),
)
SET_SENSITIVITY = Amendment(
    "set how readily a community is answered", _community.values(sensitivity=bindparam("level"))
)
SET_ROOM = Amendment(
    "set the staff room",
    _workspace.values(
        staff_room_id=bindparam("room"),
        staff_room_title=bindparam("room_title"),
        staff_room_is_forum=bindparam("is_forum"),
    ),
)
SET_SETTINGS = Amendment("keep settings", _workspace.values(settings=bindparam("new_settings")))
SET_OWNER = Amendment("hand a workspace over", _workspace.values(owner_id=bindparam("new_owner")))
SET_ROLE = Amendment("give somebody another role", update(StaffRow).where(*_staff).values(role=bindparam("new_role")))
REMOVE_STAFF = Amendment("take somebody's role", delete(StaffRow).where(*_staff))
CHOOSE_WORKSPACE = Amendment(
    "remember which workspace somebody means",
    update(PersonRow).where(PersonRow.c.user_id == bindparam("the_user")).values(workspace_id=bindparam("chosen")),
)


async def count_communities(connection: AsyncConnection, workspace_id: WorkspaceId) -> int:
    """Return how many groups a workspace has, those without the bot left out."""
    mine = (CommunityRow.c.workspace_id == workspace_id, CommunityRow.c.is_present.is_(True))
    return int((await connection.execute(select(func.count()).select_from(CommunityRow).where(*mine))).scalar_one())


async def stored_settings(connection: AsyncConnection, workspace_id: WorkspaceId) -> dict[str, object]:
    """Return what a workspace has set itself."""
    query = select(WorkspaceRow.c.settings).where(WorkspaceRow.c.id == workspace_id)
    return dict((await connection.execute(query)).scalar_one())


async def workspace_of_room(connection: AsyncConnection, chat_id: ChatId) -> WorkspaceId | None:
    """Return the workspace whose staff room a group is."""
    query = select(WorkspaceRow.c.id).where(WorkspaceRow.c.staff_room_id == chat_id)
    found = (await connection.execute(query)).scalar_one_or_none()
    return None if found is None else WorkspaceId(found)


async def started_at(connection: AsyncConnection, user_id: UserId) -> datetime | None:
    """Return since when somebody may be written to; None: not at all."""
    query = select(PersonRow.c.started_at).where(PersonRow.c.user_id == user_id, PersonRow.c.is_blocked.is_(False))
    return (await connection.execute(query)).scalar_one_or_none()
