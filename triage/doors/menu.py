"""The menus that Telegram shows: each person is offered what the own role may use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from core.errors import DeliveryError
from core.ids import UserId
from triage.doors.menu_table import RANK, Command, Where, commands_for, menu
from triage.tools import Tools
from workspaces.models import Role

log = structlog.get_logger(__name__)
MENU_LANGUAGE = "zh"


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
        """Register what one person is offered in private: by the highest of the roles."""
        mine = self.tools.watch.staff_workspaces(user_id)
        roles = [known.role_of(user_id) for known in mine]
        scope = {"type": "chat", "chat_id": user_id}
        if roles:
            await self._set(scope, commands_for(max(roles, key=RANK.__getitem__), Where.PRIVATE))
        else:
            await self._call("deleteMyCommands", {"scope": scope, "language_code": MENU_LANGUAGE})

    async def _set(self, scope: dict[str, Any], commands: tuple[Command, ...]) -> None:
        shown = menu(self.tools.texts, commands)
        await self._call("setMyCommands", {"commands": shown, "scope": scope, "language_code": MENU_LANGUAGE})

    async def _call(self, method: str, parameters: dict[str, Any]) -> None:
        try:
            await self.api.call(method, parameters)
        except DeliveryError as error:
            log.warning("menu not set", method=method, scope=parameters["scope"]["type"], reason=str(error))
