"""Settings are changed: checked, kept, written down, and in force at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.change import Change
from core.errors import SayableError
from core.ids import CommunityId, UserId
from triage.learning.sensitivity import LEVELS
from triage.tools import Tools
from triage.watch import CommunityWatch, WorkspaceWatch
from workspaces.audit import note
from workspaces.changes import SET_MODE, SET_SENSITIVITY, SET_SETTINGS, stored_settings
from workspaces.models import TRIAL_FOR, Mode
from workspaces.problems import Problem
from workspaces.repository import TOUCH
from workspaces.rights import Action, may
from workspaces.setting_kinds import Setting
from workspaces.setting_values import parse_setting


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Change what a workspace or one of its communities is set to."""

    tools: Tools

    async def __call__(
        self, workspace: WorkspaceWatch, name: str, typed: str, *, by: UserId | None
    ) -> tuple[Setting, str, str]:
        """Set what is called ``name`` to what was typed; return the setting, what it was and what it is.

        ``by`` None: the operator, at the command line.

        Raises:
            SayableError: no such setting or value; the nearest valid ones are named, nothing is changed.
        """
        parsed = parse_setting(name, typed)
        if isinstance(parsed, Problem):
            raise parsed.error()
        setting, values = parsed
        before = setting.show(workspace.settings)
        await self._keep(workspace, values, setting.key, before=before, typed=typed[:60], by=by)
        return setting, before, setting.show(workspace.settings)

    async def confirm(self, workspace: WorkspaceWatch, *, by: UserId) -> None:
        """The owner says that service hours, contact windows and after-sales rules are right as they are."""
        values = {"hours_confirmed": True, "policy_confirmed": True}
        await self._keep(workspace, values, "hours", before="", typed="confirmed", by=by)

    async def set_mode(self, community_id: CommunityId, mode: Mode, *, by: UserId) -> CommunityWatch:
        """Set how a community runs.

        Raises:
            SayableError: gone, or not theirs to set.
        """
        known, change = self._community(community_id, by), Change()
        trial_ends = self.tools.clock() + TRIAL_FOR if mode is Mode.TRIAL else None
        change.amend(SET_MODE, the_community=community_id, new_mode=mode.value, trial_ends=trial_ends)
        return await self._keep_of(known, change, "community.mode", known.community.mode.value, mode.value, by)

    async def set_sensitivity(self, community_id: CommunityId, level: str, *, by: UserId) -> CommunityWatch:
        """Set how readily the bot answers in a community.

        Raises:
            SayableError: no such level, gone, or not theirs to set.
        """
        if level not in LEVELS:
            raise SayableError("alert-old")
        known, change = self._community(community_id, by), Change()
        change.amend(SET_SENSITIVITY, the_community=community_id, level=level)
        return await self._keep_of(known, change, "community.sensitivity", known.sensitivity, level, by)

    def _community(self, community_id: CommunityId, by: UserId) -> CommunityWatch:
        known = self.tools.watch.community(community_id)
        if known is None:
            raise SayableError("alert-old")
        workspace = known.workspace
        allowed = workspace.settings.admins_may_set
        if not may(workspace.role_of(by), Action.CHANGE_SETTINGS, admins_may_set=allowed):
            raise SayableError("alert-staff-only")
        return known

    async def _keep_of(
        self, known: CommunityWatch, change: Change, action: str, before: str, after: str, by: UserId
    ) -> CommunityWatch:
        place, now, subject = known.workspace.workspace.id, self.tools.clock(), f"community:{known.community.id}"
        change.amend(TOUCH, the_workspace=place, at=now)
        note(change, self.tools.new_id(), place, by, action, subject, now, before=before, after=after)
        async with self.tools.database.transaction() as transaction:
            await transaction.write(change)
            await self.tools.loader.load_workspace(place)
        return self.tools.watch.communities[known.community.chat_id]

    async def _keep(
        self,
        workspace: WorkspaceWatch,
        values: dict[str, Any],
        key: str,
        *,
        before: str,
        typed: str,
        by: UserId | None,
    ) -> None:
        place, now, change = workspace.workspace.id, self.tools.clock(), Change()
        async with self.tools.database.transaction() as transaction:
            stored = await stored_settings(transaction.connection, place)
            change.amend(SET_SETTINGS, the_workspace=place, new_settings={**stored, **values})
            change.amend(TOUCH, the_workspace=place, at=now)
            details = {"before": before, "typed": typed}
            note(change, self.tools.new_id(), place, by, "settings.set", f"settings:{key}", now, **details)
            await transaction.write(change)
            await self.tools.loader.load_workspace(place)
