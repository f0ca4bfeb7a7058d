"""How sure is sure: calibrated confidence at which a kind is found, and at which a community lets the bot speak."""

from __future__ import annotations

from bisect import bisect
from enum import StrEnum

from detection.finding import Finding, Kind

BANDS = (9, 18, 40)
"""From how many characters on a text is short talk, a sentence, a story, a review."""
FOUND_AT = {
    Kind.THREAT: (0.55, 0.5, 0.35, 0.3),
    Kind.DOUBT: (0.6, 0.6, 0.68, 0.5),
    Kind.COMPLAINT: (0.58, 0.6, 0.58, 0.5),
    Kind.REQUEST: (0.55, 0.5, 0.48, 0.5),
    Kind.PRAISE: (0.45, 0.55, 0.45, 0.5),
}
FOUND_WITH_FRAME_AT = {
    Kind.THREAT: (0.6, 0.5, 0.25, 0.2),
    Kind.DOUBT: (0.75, 0.65, 0.6, 0.5),
    Kind.COMPLAINT: (0.6, 0.5, 0.45, 0.25),
    Kind.REQUEST: (0.65, 0.55, 0.42, 0.2),
    Kind.PRAISE: (0.6, 0.6, 0.6, 0.6),
}
TOGETHER = (0.6, 0.55, 0.46, 0.32)
"""By length: a few words are mostly chat; who writes at length has a reason."""


def found_at(kind: Kind, length: int, *, has_frame: bool) -> float:
    """Return how likely a kind must be in a text of so many characters, with or without a frame that speaks for it."""
    return (FOUND_WITH_FRAME_AT if has_frame else FOUND_AT)[kind][bisect(BANDS, length)]


def together_at(length: int) -> float:
    """Return how likely it must be that a text is a complaint, a request or a threat, whichever it is."""
    return TOGETHER[bisect(BANDS, length)]


class Sensitivity(StrEnum):
    """How readily a community lets the bot answer in public (PRODUCT 4)."""

    CAUTIOUS = "保守"
    STANDARD = "标准"
    KEEN = "灵敏"


SURE_AT = {
    Sensitivity.CAUTIOUS: {
        Kind.THREAT: 0.95,
        Kind.DOUBT: 0.95,
        Kind.COMPLAINT: 0.93,
        Kind.REQUEST: 0.93,
        Kind.PRAISE: 0.9,
    },
    Sensitivity.STANDARD: {
        Kind.THREAT: 0.85,
        Kind.DOUBT: 0.85,
        Kind.COMPLAINT: 0.85,
        Kind.REQUEST: 0.85,
        Kind.PRAISE: 0.75,
    },
    Sensitivity.KEEN: {Kind.THREAT: 0.5, Kind.DOUBT: 0.55, Kind.COMPLAINT: 0.45, Kind.REQUEST: 0.45, Kind.PRAISE: 0.5},
}
"""Chosen on our chat; plain sentences are sure by it. A false public answer is worse than one that staff give."""
SURE_WITHOUT_FRAME = 0.93
"""Where no turn of phrase shows it, only the words as a whole: half of the false public doubts were of that sort."""


def is_sure(finding: Finding, sensitivity: Sensitivity = Sensitivity.STANDARD) -> bool:
    """Tell whether the bot may act on a finding by itself; below, it goes to a second opinion or to staff."""
    needed = SURE_AT[sensitivity][finding.kind]
    if sensitivity is not Sensitivity.KEEN and [clue.check for clue in finding.clues] == ["words"]:
        needed = max(needed, SURE_WITHOUT_FRAME)
    return finding.confidence >= needed
