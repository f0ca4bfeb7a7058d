"""answerCallbackQuery."""

from __future__ import annotations

import re

from playground.emulator.api.errors import ApiError, ViolationError
from playground.emulator.api.office import Office, method
from playground.emulator.api.parameters import Parameters
from playground.emulator.world.entities import units
from playground.emulator.world.pressing import Answer


class AnswerCallbackQuery(Parameters, frozen=True, kw_only=True):
    """Parameters of answerCallbackQuery."""

    callback_query_id: str
    text: str | None = None
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


@method("answerCallbackQuery", AnswerCallbackQuery)
def answer_callback_query(office: Office, given: AnswerCallbackQuery) -> bool:
    """Answer the press of a button: with nothing, a note, an alert, or a link to the bot itself."""
    if units(given.text or "") > 200:
        raise ViolationError("MESSAGE_TOO_LONG")
    if given.url and not _leads_to_bot(given.url, office.world.bot.username or ""):
        raise ViolationError("URL_INVALID")
    answer = Answer(given.text or "", given.show_alert, given.url or None)
    if not office.world.answer(given.callback_query_id, answer):
        raise ApiError("query is too old and response timeout expired or query ID is invalid")
    return True


def _leads_to_bot(url: str, username: str) -> bool:
    pattern = rf"(?:https?://)?(?:t\.me|telegram\.me)/{re.escape(username)}\?start=[A-Za-z0-9_-]{{0,64}}"
    return re.fullmatch(pattern, url, re.IGNORECASE) is not None
