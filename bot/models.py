"""Stored JSON → aiogram's models, also from a Bot API server that is older than aiogram."""

from __future__ import annotations

import json
from typing import Any

from aiogram import Bot
from aiogram.types import Update
from pydantic import ValidationError


def read_update(body: bytes | str, bot: Bot) -> Update:
    """Return the Update of ``body``.

    An own Bot API server (``YOUJU_TELEGRAM_API_URL``) may not know the newest rights yet, which aiogram's models
    demand: what it does not speak of is not granted.

    Raises:
        ValidationError: it is no update of the Bot API.
    """
    raw = json.loads(body)
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        for fault in error.errors():
            if fault["type"] != "missing" or not str(fault["loc"][-1]).startswith(("can_", "is_")):
                raise
            _deny(raw, fault["loc"])
        return Update.model_validate(raw, context={"bot": bot})


def _deny(raw: Any, place: tuple[int | str, ...]) -> None:
    """Set the right at ``place`` to False. The place also names the members of unions, which the JSON does not have."""
    *way, right = place
    for step in way:
        if isinstance(raw, dict) and step in raw:
            raw = raw[step]
    raw[right] = False
