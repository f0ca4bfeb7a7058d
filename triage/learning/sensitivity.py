"""How sure the bot must be before it speaks: the codes that settings keep, and detection's thresholds for them."""

from __future__ import annotations

from detection.finding import Finding
from detection.thresholds import Sensitivity, is_sure

LEVELS: dict[str, Sensitivity] = {
    "careful": Sensitivity.CAUTIOUS,
    "standard": Sensitivity.STANDARD,
    "keen": Sensitivity.KEEN,
}
"""What ``sensitivity`` of a workspace or community may be: 保守, 标准, 灵敏."""


def may_speak(finding: Finding, level: str) -> bool:
    """Whether the bot may answer a finding by itself at this level; below, a second opinion or staff decide."""
    return is_sure(finding, LEVELS[level])
