"""What each role is offered."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from core.texts import build_texts
from tests.unit.triage.people import voice
from triage.doors.menu_table import COMMANDS, Where, commands_for, key_words, keys_for, menu
from triage.words.alerts import help_for
from workspaces.models import Role

TEXTS = build_texts("zh-Hans")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_its_line(command: object) -> None:
    (line,) = menu(TEXTS, [command])  # type: ignore[list-item]
    assert 1 <= len(line["description"]) <= 256


def test_members_are_offered_nothing_of_staff() -> None:
    names = {command.name for command in commands_for(Role.MEMBER, Where.ANYWHERE)}
    assert names == {"start", "help", "aftersales", "mytickets", "proof", "language", "cancel"}


@pytest.mark.parametrize(
    ("role", "words"),
    [
        (Role.MEMBER, ["申请售后", "我的售后"]),
        (Role.LIAISON, ["售后单"]),
        (Role.ADMIN, ["凭证", "凭证库", "缺口", "售后单", "商品"]),
        (Role.OWNER, ["凭证", "凭证库", "缺口", "售后单", "商品", "设置", "人员"]),
    ],
)
def test_keyboard_of_a_role(role: Role, words: list[str]) -> None:
    assert [word for row in keys_for(role, TEXTS) for word in row] == words


def test_the_keyboard_speaks_the_language_and_each_key_is_understood() -> None:
    assert keys_for(Role.LIAISON, build_texts("en")) == (("Cases",),)
    assert {"售后单", "售後單", "Cases"} <= key_words("tickets")
    assert key_words("cancel") == frozenset()


def test_owner_is_offered_what_admins_are() -> None:
    for where in (Where.PRIVATE, Where.ROOM, Where.GROUP):
        assert set(commands_for(Role.ADMIN, where)) <= set(commands_for(Role.OWNER, where))


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
@pytest.mark.parametrize("role", Role)
def test_help_names_every_command_of_the_role(role: Role, language: str) -> None:
    said = help_for(replace(voice(), texts=build_texts(language)), role).words.text
    wanted = {command.name for where in Where for command in commands_for(role, where)} - {"start", "help"}
    assert {name for name in wanted if not re.search(rf"/{name}\b", said)} == set()
