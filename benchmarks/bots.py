"""The bots under test: processes of their own, fed by our feeder, watched through /proc."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.crowd import Load
from benchmarks.feeder import Feeder, until
from benchmarks.world import TOKEN

ROOT = Path(__file__).resolve().parent.parent
QUIET_SECONDS = 0.3
IDLE_CPU_SECONDS = 0.02
OURS, BARE = ("-m", "bot", "run"), ("-m", "benchmarks.bare")
NAMES = {OURS: "youju", BARE: "bare aiogram"}


@dataclass(slots=True)
class Running:
    """One bot process with its feeder."""

    feeder: Feeder
    process: psutil.Process
    data: Path

    async def handle(self, load: Load, *, seconds: float = 120) -> float:
        """Feed ``load`` and wait until all is confirmed, answered and quiet; return the CPU seconds that it took."""
        before = self.cpu_seconds
        self.feeder.offer(load.updates)
        concerns, arrivals = load.concerns, self.feeder.arrivals
        await until(lambda: self.feeder.is_drained, seconds=seconds, what="not all updates were confirmed")
        await until(lambda: concerns <= arrivals.keys(), seconds=seconds, what="not all concerns were answered")
        await self._fall_idle(seconds)
        return self.cpu_seconds - before

    @property
    def cpu_seconds(self) -> float:
        """User and system time of the bot so far."""
        times = self.process.cpu_times()
        return times.user + times.system

    @property
    def peak_mib(self) -> float:
        """The most memory that was resident at once."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    async def _fall_idle(self, seconds: float) -> None:
        """Wait until the bot neither calls nor computes: what was confirmed has been handled then."""
        deadline = time.monotonic() + seconds
        before, spent = -1.0, self.cpu_seconds
        while spent - before > IDLE_CPU_SECONDS or time.perf_counter() - self.feeder.last_call_at < QUIET_SECONDS:
            if time.monotonic() > deadline:
                raise TimeoutError("the bot never fell silent")
            await asyncio.sleep(QUIET_SECONDS)
            before, spent = spent, self.cpu_seconds


@asynccontextmanager
async def running(program: tuple[str, ...], template: Path, **settings: str) -> AsyncIterator[Running]:
    """Start a bot on a copy of the data folder ``template``, and end it with SIGTERM."""
    feeder = Feeder()
    await feeder.start()
    with tempfile.TemporaryDirectory(prefix="youju-bench-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(template, data)
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, cwd=ROOT, env=_environment(feeder, data, settings), stdout=sys.stderr
        )
        try:
            await until(lambda: feeder.polls > 0 or process.returncode is not None, seconds=60, what="no bot polls")
            if process.returncode is not None:
                raise RuntimeError(f"the bot ended at once: {process.returncode}")
            yield Running(feeder, psutil.Process(process.pid), data)
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


def _environment(feeder: Feeder, data: Path, settings: dict[str, str]) -> dict[str, str]:
    ours = {
        "YOUJU_BOT_TOKEN": TOKEN,
        "YOUJU_TELEGRAM_API_URL": f"http://127.0.0.1:{feeder.port}",
        "YOUJU_DATA_DIR": str(data),
        "YOUJU_DATABASE_URL": "",
        "YOUJU_RECEIVE": "polling",
        "YOUJU_PROXY": "",
        "YOUJU_SEND_PER_SECOND": "0",
        "YOUJU_SEND_PER_CHAT_SECOND": "0",
        "YOUJU_SEND_PER_GROUP_MINUTE": "0",
        "YOUJU_LOG_LEVEL": "warning",
    }
    return {**os.environ, **ours, **settings}


def verify(data: Path, doubts: frozenset[int], complaints: frozenset[int]) -> list[str]:
    """Return what is not as it must be in the database of a bot that was stopped."""
    with closing(sqlite3.connect(data / "youju.db")) as base:
        concerns = {row[0] for row in base.execute("SELECT message_id FROM concern WHERE ticket_id IS NOT NULL")}
        shown = {
            row[0]
            for row in base.execute(
                "SELECT c.message_id FROM concern c JOIN answer a ON a.concern_id = c.id JOIN outgoing o"
                " ON o.id = a.outgoing_id WHERE a.kind = 'full' AND o.state = 'sent' AND o.method LIKE 'send%'"
                " AND o.method <> 'sendMessage'"
            )
        }
        received = {
            row[0]
            for row in base.execute(
                "SELECT c.message_id FROM concern c JOIN answer a ON a.concern_id = c.id JOIN outgoing o"
                " ON o.id = a.outgoing_id WHERE a.kind = 'receipt' AND o.state = 'sent'"
            )
        }
        follow_ups = base.execute(
            "SELECT count(*) FROM ticket t WHERE NOT EXISTS (SELECT 1 FROM follow_up f WHERE f.ticket_id = t.id)"
        ).fetchone()[0]
        left = base.execute("SELECT count(*) FROM inbox WHERE state <> 'done'").fetchone()[0]
        owed = base.execute("SELECT count(*) FROM outgoing WHERE state <> 'sent' OR ambiguous > 0").fetchone()[0]
        strays = base.execute("SELECT count(*) FROM concern").fetchone()[0] - len(doubts | complaints)
    problems = {
        "concerns without a ticket": len((doubts | complaints) - concerns),
        "doubts without pictures sent": len(doubts - shown),
        "complaints without a receipt sent": len(complaints - received),
        "tickets without a follow-up": follow_ups,
        "concerns too many": strays,
        "updates not done": left,
        "messages not sent once": owed,
    }
    return [f"{count} {what}" for what, count in problems.items() if count]
