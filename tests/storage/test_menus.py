"""Menus are registered for each scope, each language of Telegram's surface, and each person's role and choice."""

from __future__ import annotations

from typing import Any

from core.database import Database
from tests.storage.world import ADMIN, AN, CHAT, LIAISON, OWNER, build_world
from triage.doors.menu import KeepMenus


class Api:
    """Notes what it is called with."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []

    async def call(self, method: str, parameters: dict[str, Any]) -> None:
        self.calls.append((method, parameters))

    def said(self, scope: str, tongue: str) -> dict[str, str]:
        """Return the menu of a scope in a language."""
        found = [
            each
            for method, each in self.calls
            if method == "setMyCommands" and each["scope"]["type"] == scope and each.get("language_code", "") == tongue
        ]
        return {command["command"]: command["description"] for command in found[-1]["commands"]}


async def test_members_see_menus_in_their_own_language(database: Database) -> None:
    world, api = await build_world(database), Api()
    await KeepMenus(world.tools, api)()
    for scope in ("all_private_chats", "all_group_chats"):
        assert {api.said(scope, tongue)["aftersales"] for tongue in ("", "zh")} == {"申请售后"}
        assert api.said(scope, "en")["aftersales"] == "Log an after-sales case"
    assert "tickets" not in api.said("all_private_chats", "")


async def test_a_person_s_menu_follows_role_and_choice(database: Database) -> None:
    world, api = await build_world(database), Api()
    world.watch.languages[LIAISON] = "en"
    await KeepMenus(world.tools, api).of_person(LIAISON)
    assert api.said("chat", "zh")["tickets"] == "Cases"
    assert "staff" not in api.said("chat", "zh")


async def test_staff_have_menus_of_their_own_in_the_groups_until_they_are_removed(database: Database) -> None:
    world, api = await build_world(database), Api()
    menus = KeepMenus(world.tools, api)
    await menus.of_group(world.mine, CHAT)
    assert {each["scope"]["user_id"] for _, each in api.calls} == {OWNER, ADMIN, LIAISON}
    await menus.in_groups(world.mine, ADMIN)
    assert "quiet" in api.said("chat_member", "")
    world.mine.staff.pop(ADMIN)
    await menus.in_groups(world.mine, ADMIN)
    gone = {"scope": {"type": "chat_member", "chat_id": CHAT, "user_id": ADMIN}}
    assert ("deleteMyCommands", gone) in api.calls


async def test_whoever_is_nobody_in_particular_has_no_menu_of_the_own(database: Database) -> None:
    world, api = await build_world(database), Api()
    await KeepMenus(world.tools, api).of_person(AN)
    assert {method for method, _ in api.calls} == {"deleteMyCommands"}
