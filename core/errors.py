"""The tree of our errors.

YoujuError
├── StorageError            the database is away, full or locked: intake waits, nothing is confirmed
│   └── ConflictError       somebody else wrote first: read again and decide anew
├── DeliveryError           Telegram did not take a message
│   ├── DeliveryDelayedError    later: flood control, network, 5xx
│   ├── ChatMovedError          the group became a supergroup
│   ├── ChatGoneError           blocked or removed: never retried
│   ├── MessageGoneError        the message to reply to or to edit is no longer there
│   └── DeliveryRefusedError    our own fault: the call is wrong
├── SayableError            something a person got wrong; carries the text key that says so
│   └── IllegalMoveError        what the ticket's state or the person's role does not allow
├── TraceError              a tracking service gave no answer; ``why`` says which kind of no
├── UnknownTextError        a text key that no catalogue has: our own fault
└── SetupError              a setting is missing or wrong; said in one line at start
    └── UnknownLanguageError    no catalogue for that language
"""

from __future__ import annotations


class YoujuError(Exception):
    """Root of all our errors."""


class StorageError(YoujuError):
    """The database could not take it."""


class ConflictError(StorageError):
    """A unique key or a version says that somebody else was first."""


class DeliveryError(YoujuError):
    """Telegram did not take a message."""


class DeliveryDelayedError(DeliveryError):
    """Not now. ``retry_after``: seconds to wait; ``everywhere``: for all chats; ``ambiguous``: it may have arrived."""

    def __init__(self, reason: str, *, retry_after: float, everywhere: bool = False, ambiguous: bool = False) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.everywhere = everywhere
        self.ambiguous = ambiguous


class ChatMovedError(DeliveryError):
    """The group became a supergroup with the id ``new_chat_id``."""

    def __init__(self, new_chat_id: int) -> None:
        super().__init__(f"chat moved to {new_chat_id}")
        self.new_chat_id = new_chat_id


class ChatGoneError(DeliveryError):
    """The bot was blocked, removed, or may not write there."""


class MessageGoneError(DeliveryError):
    """The message to reply to, or to edit, is no longer there."""


class DeliveryRefusedError(DeliveryError):
    """Telegram calls the request wrong; sending it again would not help."""


class SayableError(YoujuError):
    """What a person got wrong, to be said to that person: ``key`` names the text, ``variables`` fill it."""

    def __init__(self, key: str, **variables: str) -> None:
        super().__init__(key)
        self.key = key
        self.variables = variables


class IllegalMoveError(SayableError):
    """The ticket's state, its kind or the person's role does not allow that action; nothing was changed."""


class TraceError(YoujuError):
    """No trace of a parcel.

    ``why``: unknown (not found yet), phone (its last four digits are wanted or wrong), busy or away (again later), key
    (refused or used up), number (not to be tracked), answer (not understood), unset (no service is set up).
    """

    def __init__(self, why: str, details: str = "") -> None:
        super().__init__(f"{why}: {details}" if details else why)
        self.why = why


class UnknownTextError(YoujuError):
    """The catalogue of ``language`` has no text ``key``."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"locales/{language} has no text {key!r}")
        self.key = key


class SetupError(YoujuError):
    """A setting is missing or wrong."""


class UnknownLanguageError(SetupError):
    """There is no catalogue for ``language``."""

    def __init__(self, language: str, known: list[str]) -> None:
        super().__init__(f"no texts for language {language!r}; there are: {', '.join(known)}")
