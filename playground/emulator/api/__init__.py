"""The Bot API: methods, their checks and rights, and the server that offers them."""

from playground.emulator.api import chats, editing, files, forwarding, gestures, pressing, profile, sending, updating
from playground.emulator.api.office import METHODS

__all__ = [
    "METHODS",
    "chats",
    "editing",
    "files",
    "forwarding",
    "gestures",
    "pressing",
    "profile",
    "sending",
    "updating",
]
