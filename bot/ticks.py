"""The clock that looks at the tables: APScheduler only says when to look, the rows say what is due."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from core.clock import system_clock
from core.errors import DeliveryError, StorageError

log = structlog.get_logger(__name__)


class _StoppedIsNoError(logging.Filter):
    """Keep silent about looks that were cut off because the bot stops; the rows are still there."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.exc_info is None or not isinstance(record.exc_info[1], asyncio.CancelledError)


_stopped_is_no_error = _StoppedIsNoError()


@dataclass(frozen=True, slots=True)
class Tick:
    """One look into a table every ``seconds``; ``leader_only``: by the process that leads."""

    name: str
    look: Callable[[], Awaitable[object]]
    seconds: float
    leader_only: bool = False


def build_scheduler(ticks: list[Tick], *, is_leading: Callable[[], bool]) -> AsyncIOScheduler:
    """Return a scheduler that runs each tick at its interval, never twice at once, never made up for."""
    logging.getLogger("apscheduler.executors.default").addFilter(_stopped_is_no_error)
    # A look that still runs when the next is due (pictures take seconds) is as meant, and no warning.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)
    scheduler = AsyncIOScheduler(timezone="UTC")
    for tick in ticks:
        scheduler.add_job(
            _guarded,
            "interval",
            args=(tick, is_leading),
            id=tick.name,
            seconds=tick.seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


def look_now(scheduler: AsyncIOScheduler, name: str) -> None:
    """Let a tick look at once, because something came that it waits for; its interval goes on from here."""
    if scheduler.running and scheduler.get_job(name) is not None:
        scheduler.modify_job(name, next_run_time=system_clock())


async def _guarded(tick: Tick, is_leading: Callable[[], bool]) -> None:
    if tick.leader_only and not is_leading():
        return
    try:
        await tick.look()
    except (StorageError, DeliveryError) as error:
        # The next look finds the same rows again.
        log.warning("tick put off", tick=tick.name, reason=str(error))
