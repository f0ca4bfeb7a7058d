"""What detection says of one message: kinds, reasons, causes, and the clues that show them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a message is about; the order is from weakest to strongest (PRODUCT 4)."""

    PRAISE = "praise"
    REQUEST = "request"
    COMPLAINT = "complaint"
    DOUBT = "doubt"
    THREAT = "threat"

    @property
    def strength(self) -> int:
        """Rank among kinds: the strongest decides."""
        return list(Kind).index(self)


@dataclass(frozen=True, slots=True)
class Clue:
    """What one check remarks about a message.

    ``check`` names the check, ``kind`` what it speaks for, ``score`` how strongly (0 to 1; negative speaks against),
    ``details`` are words that staff can read, ``start`` and ``end`` the span in the original
    text (0, 0: the whole message),
    ``code`` the reason or cause it stands for, if any.
    """

    check: str
    kind: Kind
    score: float
    details: str
    start: int = 0
    end: int = 0
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """The sum of the clues of one message.

    ``kind`` is the strongest kind; ``kinds`` all that were found, strongest first. ``reasons`` are doubt reasons
    (``price``, ``packaging`` ...) and threat codes (``threat.escalation``, ``threat.extortion``); ``causes`` are
    complaint causes (``courier.slow`` ...); most important first. ``confidence`` is between 0 and 1.
    ``is_grumble``: a complaint without demand or fact. ``wants``: what a request asks for (``refund``, ``return``,
    ``exchange``, ``reshipment``, ``invoice``, ``price_protection``, ``postage``).
    """

    kind: Kind
    kinds: tuple[Kind, ...]
    reasons: tuple[str, ...]
    causes: tuple[str, ...]
    confidence: float
    clues: tuple[Clue, ...]
    is_grumble: bool = False
    wants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a message, without any lookup.

    ``replied_text`` is the text it replies to and ``replied_role`` who wrote
    that (``member``, ``staff``, ``bot`` or empty);
    ``echo_of`` is the doubt that a short echo (同问, +1) would join, when one is less than 30 minutes old here;
    ``in_case``: its author has an open case or a concern of the last 30 minutes in this community.
    """

    replied_text: str = ""
    replied_role: str = ""
    echo_of: Finding | None = None
    in_case: bool = False


@dataclass(frozen=True, slots=True)
class Lesson:
    """One marked example of a workspace: this text is that kind (``None``: no concern at all)."""

    text: str
    kind: Kind | None
    reasons: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """What one workspace has taught: lessons, newest first. Never shared between workspaces."""

    lessons: tuple[Lesson, ...] = ()


NO_CONTEXT = Context()
NO_MEMORY = Memory()
