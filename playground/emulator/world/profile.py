"""What the bot has told Telegram about itself: menus of commands, name, descriptions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from playground.emulator.world.chats import Chat
from playground.emulator.world.people import User


class CommandKey(NamedTuple):
    """Whom a menu of commands is for."""

    scope: str
    chat_id: int | None = None
    user_id: int | None = None
    language: str = ""


Commands = tuple[tuple[str, str], ...]
"""Names and descriptions."""


@dataclass(slots=True)
class Profile:
    """Menus by whom they are for, texts by kind (``name`` …) and language."""

    commands: dict[CommandKey, Commands] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, kind: str, language: str) -> str:
        """Return a text in a language, else in no particular one."""
        return self.texts.get((kind, language)) or self.texts.get((kind, ""), "")

    def menu(self, chat: Chat, user: User) -> Commands:
        """Return the commands that ``user`` is offered in ``chat``: the narrowest scope that has any.

        Source: Bot API, "Determining list of commands".
        """
        language = (user.language_code or "")[:2]
        for scope in _scopes(chat, user):
            for key in (scope._replace(language=language), scope):
                if key in self.commands:
                    return self.commands[key]
        return ()


def _scopes(chat: Chat, user: User) -> list[CommandKey]:
    if chat.kind == "private":
        return [CommandKey("chat", chat.id), CommandKey("all_private_chats"), CommandKey("default")]
    scopes = [CommandKey("chat_member", chat.id, user.id)]
    if chat.member(user).is_admin:
        scopes.append(CommandKey("chat_administrators", chat.id))
    scopes.append(CommandKey("chat", chat.id))
    if chat.member(user).is_admin:
        scopes.append(CommandKey("all_chat_administrators"))
    return [*scopes, CommandKey("all_group_chats"), CommandKey("default")]
