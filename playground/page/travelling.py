"""Moving the world's clock: never past anything that is due without stopping there."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from mailbox.outbox import OutgoingRow
from playground.page.stage import Stage
from tickets.agenda import FollowUpRow
from tickets.schedule import ContactWindows, next_window, window_end

MOST_STOPS = 80
QUIET_SECONDS = 0.25
_JUST_AFTER = timedelta(seconds=1)
_WINDOWS = ContactWindows()


def next_contact(stage: Stage) -> datetime:
    """Return the beginning of the next contact window that is not yet open."""
    now, zone = stage.running.clock(), stage.thoughts.mind.zone
    return next_window(window_end(now, _WINDOWS, zone) or now, _WINDOWS, zone)


async def travel(stage: Stage, target: datetime) -> int:
    """Move on to ``target``, stopping wherever something falls due so that it happens at its time; return the stops."""
    async with stage.travel:
        stage.is_travelling = True
        stops = 0
        try:
            while stage.running.clock() < target and stops < MOST_STOPS:
                due = await _next_due(stage, target)
                stage.running.clock.move_to(target if due is None else min(due + _JUST_AFTER, target))
                stops += 1
                stage.changed()
                await _settle(stage)
        finally:
            stage.is_travelling = False
            stage.changed()
        return stops


async def _next_due(stage: Stage, target: datetime) -> datetime | None:
    now = stage.running.clock()
    moments = []
    async with stage.thoughts.mind.database.read() as connection:
        for column, state in (
            (FollowUpRow.c.due_at, FollowUpRow.c.state),
            (OutgoingRow.c.not_before, OutgoingRow.c.state),
        ):
            query = select(func.min(column)).where(state == "waiting", column > now, column <= target)
            moments.append((await connection.execute(query)).scalar())
    return min((moment for moment in moments if moment is not None), default=None)


async def _settle(stage: Stage) -> None:
    try:
        await stage.running.telegram.settled(quiet=QUIET_SECONDS, timeout=5.0)
    except TimeoutError:
        return  # the bot is still at it; the page shows what comes as it comes
