"""All commands in one table: who may use them, where, and by which Chinese word. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache

from core.texts import Texts, build_texts, languages
from workspaces.models import Role

RANK = {Role.MEMBER: 0, Role.LIAISON: 1, Role.ADMIN: 2, Role.OWNER: 3}


class Where(Flag):
    """In which chats a command works."""

    PRIVATE = auto()
    ROOM = auto()  # the staff room
    GROUP = auto()  # communities
    OFFICE = PRIVATE | ROOM
    ANYWHERE = PRIVATE | GROUP


@dataclass(frozen=True, slots=True)
class Command:
    """One command; ``word`` is what does the same as plain text, ``is_key``: on the keyboard of the role."""

    name: str
    least: Role
    where: Where
    word: str = ""
    is_key: bool = False


COMMANDS = (
    Command("start", Role.MEMBER, Where.PRIVATE),
    Command("help", Role.MEMBER, Where.PRIVATE),
    Command("aftersales", Role.MEMBER, Where.ANYWHERE, "申请售后", is_key=True),
    Command("mytickets", Role.MEMBER, Where.PRIVATE, "我的售后", is_key=True),
    Command("proof", Role.MEMBER, Where.GROUP, "求证"),
    Command("evidence", Role.ADMIN, Where.OFFICE, "凭证", is_key=True),
    Command("library", Role.ADMIN, Where.OFFICE, "凭证库", is_key=True),
    Command("gaps", Role.ADMIN, Where.OFFICE, "缺口", is_key=True),
    Command("praise", Role.ADMIN, Where.OFFICE, "好评"),
    Command("tickets", Role.LIAISON, Where.OFFICE, "售后单", is_key=True),
    Command("ticket", Role.LIAISON, Where.OFFICE),
    Command("away", Role.LIAISON, Where.OFFICE, "交接"),
    Command("merchant", Role.LIAISON, Where.OFFICE, "商家答复"),
    Command("keep", Role.LIAISON, Where.OFFICE, "留证"),
    Command("dossier", Role.OWNER, Where.PRIVATE, "维权材料"),
    Command("crisis", Role.ADMIN, Where.OFFICE),
    Command("incident", Role.ADMIN, Where.OFFICE),
    Command("products", Role.ADMIN, Where.OFFICE, "商品", is_key=True),
    Command("product", Role.ADMIN, Where.OFFICE),
    Command("promote", Role.ADMIN, Where.GROUP),
    Command("missed", Role.ADMIN, Where.GROUP),
    Command("wrong", Role.ADMIN, Where.GROUP),
    Command("lessons", Role.ADMIN, Where.PRIVATE, "教过的"),
    Command("quiet", Role.ADMIN, Where.GROUP),
    Command("resume", Role.ADMIN, Where.GROUP),
    Command("settings", Role.OWNER, Where.PRIVATE, "设置", is_key=True),
    Command("staff", Role.OWNER, Where.PRIVATE, "人员", is_key=True),
    Command("staffroom", Role.OWNER, Where.ROOM),
    Command("release", Role.OWNER, Where.GROUP),
    Command("recall", Role.OWNER, Where.PRIVATE, "召回"),
    Command("language", Role.MEMBER, Where.PRIVATE, "语言"),
    Command("cancel", Role.MEMBER, Where.PRIVATE),
)


def commands_for(role: Role, where: Where) -> tuple[Command, ...]:
    """Return what somebody with ``role`` is offered in a chat of that sort; staff are not offered members' forms."""
    return tuple(
        command
        for command in COMMANDS
        if command.where & where
        and RANK[role] >= RANK[command.least]
        and not (_is_form(command) and role is not Role.MEMBER)
    )


def keys_for(role: Role, texts: Texts) -> tuple[tuple[str, ...], ...]:
    """Return the words of a role's keyboard, three in a row."""
    shown = [command for command in commands_for(role, Where.PRIVATE) if command.is_key]
    words = [texts(f"key-{command.name}") for command in shown]
    return tuple(tuple(words[start : start + 3]) for start in range(0, len(words), 3))


@cache
def key_words(command: str) -> frozenset[str]:
    """Return what the keyboard calls a command, in every language."""
    spoken = [build_texts(language) for language in languages()]
    return frozenset(texts(f"key-{command}") for texts in spoken if f"key-{command}" in texts)


def menu(texts: Texts, commands: Iterable[Command]) -> list[dict[str, str]]:
    """Return commands as setMyCommands takes them."""
    return [{"command": each.name, "description": texts(f"menu-{each.name}")} for each in commands]


def _is_form(command: Command) -> bool:
    return command.is_key and command.least is Role.MEMBER
