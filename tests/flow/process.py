"""The real bot process, as an operator starts it, with its log."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playground.books import Books
from playground.emulator import Emulator

ROOT = Path(__file__).parents[2]
READY_WITHIN_SECONDS = 40.0


@dataclass(slots=True)
class BotProcess:
    """``python -m bot run`` against an emulator; it can be started again on the same data as often as it was ended."""

    telegram: Emulator
    data_dir: Path
    settings: dict[str, str] = field(default_factory=dict)
    log: list[dict[str, Any]] = field(default_factory=list)
    ready_at: float = 0.0
    """When the log said so, by ``time.monotonic``."""
    _process: asyncio.subprocess.Process | None = None
    _reading: asyncio.Task[None] | None = None
    _ready: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def books(self) -> Books:
        """The bot's database."""
        return Books(self.data_dir / "youju.db")

    async def spawn(self) -> None:
        """Start the process and do not wait for anything."""
        self._ready = asyncio.Event()
        self._process = await self._run("-m", "bot", "run")
        self._reading = asyncio.create_task(self._read(self._process))

    async def _run(self, *command: str) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, *command),
            cwd=self.data_dir.parent,  # where no .env is
            env=self._environment(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )

    async def start(self) -> None:
        """Start the process and wait until it is ready.

        Raises:
            TimeoutError: it was not within 40 s.
            RuntimeError: it ended instead; tells its last words.
        """
        await self.spawn()
        assert self._reading is not None
        ready = asyncio.create_task(self._ready.wait())
        await asyncio.wait({ready, self._reading}, timeout=READY_WITHIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        if self._ready.is_set():
            return
        said = "\n".join(str(line) for line in self.log[-10:])
        if self._reading.done():
            raise RuntimeError(f"the bot ended:\n{said}")
        raise TimeoutError(f"the bot is not ready:\n{said}")

    async def kill(self) -> None:
        """Kill -9."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> float:
        """SIGTERM; return the seconds until it had ended."""
        began = time.monotonic()
        await self._end(signal.SIGTERM)
        return time.monotonic() - began

    async def wait(self) -> int:
        """Wait for the end of the process and return its exit code."""
        assert self._process is not None
        assert self._reading is not None
        code = await self._process.wait()
        await self._reading
        return code

    @property
    def events(self) -> list[str]:
        """What the log has said so far."""
        return [str(line.get("event", "")) for line in self.log]

    async def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(how)
            await self.wait()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            text = line.decode(errors="replace").rstrip()
            self._note(json.loads(text) if text.startswith("{") else {"event": text})

    def _note(self, line: dict[str, Any]) -> None:
        self.log.append(line)
        if line["event"] == "ready":
            self.ready_at = time.monotonic()
            self._ready.set()

    def _environment(self) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("YOUJU_")}
        return {
            **inherited,
            "PYTHONPATH": str(ROOT),
            "YOUJU_BOT_TOKEN": self.telegram.token,
            "YOUJU_TELEGRAM_API_URL": self.telegram.url,
            "YOUJU_DATA_DIR": str(self.data_dir),
            "YOUJU_LOG_FORMAT": "json",
            "YOUJU_SEND_PER_SECOND": "0",
            "YOUJU_SEND_PER_CHAT_SECOND": "0",
            "YOUJU_SEND_PER_GROUP_MINUTE": "0",
            **self.settings,
        }


class QuickBotProcess(BotProcess):
    """The same process, started as a child of one that has imported everything: a life begins within half a second."""

    _pid: int = 0
    _forked: asyncio.Event
    _ended: asyncio.Event

    async def spawn(self) -> None:
        """Start the process and do not wait until it is ready."""
        if self._process is None:
            self._process = await self._run("-m", "tests.flow.lives")
            self._reading = asyncio.create_task(self._read(self._process))
        self._ready, self._forked, self._ended = asyncio.Event(), asyncio.Event(), asyncio.Event()
        assert self._process.stdin is not None
        self._process.stdin.write(b"live\n")
        async with asyncio.timeout(READY_WITHIN_SECONDS):
            await self._forked.wait()

    async def close(self) -> None:
        """End the process that the lives came from."""
        await self.kill()
        if self._process is not None:
            self._process.kill()
            await self.wait()

    async def _end(self, how: signal.Signals) -> None:
        if self._pid and not self._ended.is_set():
            os.kill(self._pid, how)
            await self._ended.wait()

    def _note(self, line: dict[str, Any]) -> None:
        super()._note(line)
        if line["event"] == "life begins":
            self._pid = line["pid"]
            self._forked.set()
        elif line["event"] == "life ended":
            self._ended.set()
