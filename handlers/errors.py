"""What went wrong is said to the one who did it; everything but a person's slip goes on to the lane."""

from __future__ import annotations

from aiogram import Router
from aiogram.filters import ExceptionTypeFilter
from aiogram.types import ErrorEvent

from core.change import Change
from core.errors import SayableError
from core.ids import UserId
from handlers.asking import answer, place_of, say
from handlers.offices import RefusedRoleError, WhichWorkspaceError
from triage.tools import Tools
from triage.words import alerts
from triage.words import people as people_words
from triage.words.voice import Reply
from workspaces.audit import note


async def on_slip(event: ErrorEvent, tools: Tools) -> None:
    """Say what a person got wrong: as an alert on a button, else as an answer. Nothing was stored."""
    error = event.exception
    if not isinstance(error, SayableError):
        raise error
    words = alerts.sorry(tools.voice(), error)
    query, message = event.update.callback_query, event.update.message
    if isinstance(error, WhichWorkspaceError) and message is not None:
        names = [(known.workspace.id, known.workspace.title) for known in error.workspaces]
        await say(tools, place_of(message), people_words.which_workspace(tools.voice(), names), "which-workspace")
        return
    if query is not None:
        await answer(query, words.text[: alerts.ALERT_LIMIT], alert=True)
    elif message is not None:
        if isinstance(error, RefusedRoleError) and message.from_user is not None:
            await _note(tools, error, message.from_user.id, (message.text or "").split(" ")[0])
        await say(tools, place_of(message, replying=True), Reply(words), "refusal")


async def _note(tools: Tools, error: RefusedRoleError, user_id: int, command: str) -> None:
    """Write down who tried what."""
    change, place = Change(), error.workspace.workspace.id
    note(change, tools.new_id(), place, UserId(user_id), "command.refused", command[:40], tools.clock())
    async with tools.database.transaction() as transaction:
        await transaction.write(change)


def build_router() -> Router:
    """Return a fresh Router; a Router can have one parent only."""
    router = Router(name=__name__)
    router.errors.register(on_slip, ExceptionTypeFilter(SayableError))
    return router
