"""What went wrong is said to the one who did it; everything but a person's slip goes on to the lane."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from core.errors import SayableError
from handlers.asking import answer, place_of, say
from triage import alerts
from triage.tools import Tools
from triage.voice import Reply


async def on_slip(event: ErrorEvent, tools: Tools) -> None:
    """Say what a person got wrong: as an alert on a button, else as an answer. Nothing was stored."""
    error = event.exception
    if not isinstance(error, SayableError):
        raise error
    words = alerts.sorry(tools.voice(), error)
    query, message = event.update.callback_query, event.update.message
    if query is not None:
        await answer(query, words.text[: alerts.ALERT_LIMIT], alert=True)
    elif message is not None:
        await say(tools, place_of(message, replying=True), Reply(words), "refusal")


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.errors.register(on_slip, ExceptionTypeFilter(SayableError))
    return router
