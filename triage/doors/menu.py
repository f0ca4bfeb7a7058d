"""The menus that Telegram shows: each person is offered what the own role may use."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

import structlog

from core.errors import DeliveryError
from core.ids import ChatId, UserId
from core.texts import build_texts
from triage.doors.menu_table import RANK, Command, Where, commands_for, menu
from triage.tools import Tools
from triage.watch import WorkspaceWatch
from workspaces.models import Role

log = structlog.get_logger(__name__)
TONGUES = {"zh": "zh-Hans", "en": "en"}
"""What Telegram calls the languages of its own surface, and which of ours is shown there."""
MOST_GROUPS = 20
"""Groups of a workspace in which staff have menus of their own: each is a call to Telegram."""


class Api(Protocol):
    """Whoever can call Telegram."""

    async def call(self, method: str, parameters: dict[str, Any]) -> Any:
        """Call a method.

        Raises:
            DeliveryError: one of its kinds.
        """
        ...


@dataclass(frozen=True, slots=True)
class KeepMenus:
    """Tell Telegram what each person is offered, best effort: nothing depends on it."""

    tools: Tools
    api: Api

    async def __call__(self) -> None:
        """Register all menus, as at start."""
        await self._set({"type": "all_private_chats"}, commands_for(Role.MEMBER, Where.PRIVATE))
        await self._set({"type": "all_group_chats"}, commands_for(Role.MEMBER, Where.GROUP))
        people = {user for known in self.tools.watch.workspaces.values() for user in known.reachable}
        for user_id in sorted(people):
            await self.of_person(user_id)

    async def of_person(self, user_id: UserId) -> None:
        """Register what one person is offered: in private by the highest role, and in the groups of the workspaces."""
        mine = self.tools.watch.staff_workspaces(user_id)
        roles = [known.role_of(user_id) for known in mine]
        scope = {"type": "chat", "chat_id": user_id}
        chosen = self.tools.watch.languages.get(user_id)
        if roles or chosen:
            role = max(roles, key=RANK.__getitem__, default=Role.MEMBER)
            await self._set(scope, commands_for(role, Where.PRIVATE), chosen)
        else:
            for tongue in ("", *TONGUES):
                await self._call("deleteMyCommands", {"scope": scope, **_named(tongue)})
        for known in mine:
            await self.in_groups(known, user_id)

    async def in_groups(self, workspace: WorkspaceWatch, user_id: UserId) -> None:
        """Register what one person is offered in each community and the staff room of a workspace."""
        mine = (known.community for known in self.tools.watch.communities.values() if known.workspace is workspace)
        for community in list(islice(mine, MOST_GROUPS)):
            await self._in_group(workspace, community.chat_id, user_id)
        if workspace.workspace.staff_room_id is not None:
            await self._in_group(workspace, workspace.workspace.staff_room_id, user_id)

    async def of_group(self, workspace: WorkspaceWatch, chat_id: ChatId) -> None:
        """Register what all staff are offered in a group that has just become a community or the staff room."""
        for user_id in list(workspace.staff):
            await self._in_group(workspace, chat_id, user_id)

    async def _in_group(self, workspace: WorkspaceWatch, chat_id: ChatId, user_id: UserId) -> None:
        """Staff have a menu of their own in a group; all others see what is registered for all groups."""
        where = Where.GROUP if chat_id in self.tools.watch.communities else Where.ROOM
        is_watched = where is Where.GROUP or chat_id == workspace.workspace.staff_room_id
        scope = {"type": "chat_member", "chat_id": chat_id, "user_id": user_id}
        role = workspace.role_of(user_id)
        if role is Role.MEMBER or not is_watched:
            await self._call("deleteMyCommands", {"scope": scope})
            return
        texts = build_texts(self.tools.watch.languages.get(user_id) or workspace.settings.language)
        await self._call("setMyCommands", {"commands": menu(texts, commands_for(role, where)), "scope": scope})

    async def _set(self, scope: dict[str, Any], commands: tuple[Command, ...], chosen: str | None = None) -> None:
        """Register a menu for each language of Telegram's surface; a person's own choice goes before that."""
        usual = self.tools.texts.language
        for tongue, language in {"": usual, **TONGUES, "zh": usual if usual != "en" else "zh-Hans"}.items():
            shown = menu(build_texts(chosen or language), commands)
            await self._call("setMyCommands", {"commands": shown, "scope": scope, **_named(tongue)})

    async def _call(self, method: str, parameters: dict[str, Any]) -> None:
        try:
            await self.api.call(method, parameters)
        except DeliveryError as error:
            log.warning("menu not set", method=method, scope=parameters["scope"]["type"], reason=str(error))


def _named(tongue: str) -> dict[str, str]:
    return {"language_code": tongue} if tongue else {}
