"""The bot's menu of commands, its name and its descriptions, each per language."""

from __future__ import annotations

import re

from playground.emulator.api.errors import ViolationError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.api.rights import find_chat
from playground.emulator.api.shapes import Command, Scope
from playground.emulator.world.entities import units
from playground.emulator.world.feed import Json
from playground.emulator.world.profile import CommandKey

DEFAULT_SCOPE = Scope("default")


class OfLanguage(Parameters, frozen=True, kw_only=True):
    """For methods that only look something up."""

    language_code: str = ""


class OfScope(OfLanguage, frozen=True, kw_only=True):
    """Parameters of getMyCommands and deleteMyCommands."""

    scope: Scope = DEFAULT_SCOPE


class SetMyCommands(OfScope, frozen=True, kw_only=True):
    """Parameters of setMyCommands."""

    commands: list[Command]


class SetMyName(OfLanguage, frozen=True, kw_only=True):
    """Parameters of setMyName."""

    name: str = ""


class SetMyDescription(OfLanguage, frozen=True, kw_only=True):
    """Parameters of setMyDescription."""

    description: str = ""


class SetMyShortDescription(OfLanguage, frozen=True, kw_only=True):
    """Parameters of setMyShortDescription."""

    short_description: str = ""


@method("setMyCommands", SetMyCommands)
def set_my_commands(office: Office, given: SetMyCommands) -> bool:
    """Set the commands that a scope and language is offered."""
    if len(given.commands) > 100:
        raise ViolationError("BOT_COMMANDS_TOO_MUCH")
    for command in given.commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.command):
            raise ViolationError("BOT_COMMAND_INVALID")
        if not 1 <= units(command.description.strip()) <= 256:
            raise ViolationError("BOT_COMMAND_DESCRIPTION_INVALID")
    commands = tuple((command.command, command.description) for command in given.commands)
    office.world.profile.commands[_key(office, given)] = commands
    note = {"scope": given.scope.type, "language_code": given.language_code, "commands": dict(commands)}
    office.world.happened("commands", None, note)
    return True


@method("getMyCommands", OfScope)
def get_my_commands(office: Office, given: OfScope) -> list[Json]:
    """Return the commands of exactly this scope and language."""
    commands = office.world.profile.commands.get(_key(office, given), ())
    return [{"command": name, "description": description} for name, description in commands]


@method("deleteMyCommands", OfScope)
def delete_my_commands(office: Office, given: OfScope) -> bool:
    """Forget the commands of this scope and language; the next wider scope counts then."""
    office.world.profile.commands.pop(_key(office, given), None)
    return True


@method("setMyName", SetMyName)
def set_my_name(office: Office, given: SetMyName) -> bool:
    """Set the name (0-64 characters)."""
    return _set(office, "name", given.name, given.language_code, 64)


@method("setMyDescription", SetMyDescription)
def set_my_description(office: Office, given: SetMyDescription) -> bool:
    """Set what an empty chat shows (0-512 characters)."""
    return _set(office, "description", given.description, given.language_code, 512)


@method("setMyShortDescription", SetMyShortDescription)
def set_my_short_description(office: Office, given: SetMyShortDescription) -> bool:
    """Set what the profile shows (0-120 characters)."""
    return _set(office, "short_description", given.short_description, given.language_code, 120)


@method("getMyName", OfLanguage)
def get_my_name(office: Office, given: OfLanguage) -> Json:
    """Return the name."""
    return {"name": office.world.profile.text("name", given.language_code) or office.world.bot.first_name}


@method("getMyDescription", OfLanguage)
def get_my_description(office: Office, given: OfLanguage) -> Json:
    """Return what an empty chat shows."""
    return {"description": office.world.profile.text("description", given.language_code)}


@method("getMyShortDescription", OfLanguage)
def get_my_short_description(office: Office, given: OfLanguage) -> Json:
    """Return what the profile shows."""
    return {"short_description": office.world.profile.text("short_description", given.language_code)}


def _key(office: Office, given: OfScope) -> CommandKey:
    _demand_language(given.language_code)
    scope = given.scope
    if scope.type.startswith("chat") != (scope.chat_id is not None):
        raise ViolationError("this scope takes a chat_id or takes none (strict emulator)")
    if (scope.type == "chat_member") != (scope.user_id is not None):
        raise ViolationError("only the scope chat_member takes a user_id (strict emulator)")
    chat_id = None if scope.chat_id is None else find_chat(office.world, scope.chat_id).id
    return CommandKey(scope.type, chat_id, scope.user_id, given.language_code)


def _set(office: Office, what: str, words: str, language: str, limit: int) -> bool:
    _demand_language(language)
    if units(words) > limit:
        raise ViolationError(f"{what} is longer than {limit} characters (strict emulator)")
    office.world.profile.texts[what, language] = words
    office.world.happened("commands", None, {what: words, "language_code": language})
    return True


def _demand_language(code: str) -> None:
    if not re.fullmatch(r"(?:[a-z]{2})?", code):
        raise ViolationError("language_code must have two letters or be empty (strict emulator)")
