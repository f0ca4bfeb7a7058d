"""Whose second opinion is asked, as the operator set it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.settings import Settings
from core.clock import Clock

if TYPE_CHECKING:
    from triage.learning.opinion import Adviser


def build_adviser(settings: Settings, clock: Clock) -> Adviser | None:
    """Return who is asked; None where no model is set, and then its client is not even imported."""
    if not settings.llm_url:
        return None
    from triage.learning.opinion import Adviser, Model

    key = settings.llm_key.get_secret_value()
    return Adviser(Model(settings.llm_url, key, settings.llm_model, settings.llm_extra), clock)
