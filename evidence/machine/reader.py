"""PictureReader: hands pictures to the reading process, one after another, each within a deadline."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

import structlog
from PIL import Image

from evidence.machine.child import LENGTH, SIZE
from evidence.reading.lines import Line, Quad, line_of

log = structlog.get_logger(__name__)

LONGEST_SIDE = 1280
"""Shrinking to this loses nothing and bounds the memory (PLATFORM 2)."""
SMALLEST_SIDE = 32
PICTURES_PER_LIFE = 60
"""The process is replaced now and then, so that what it leaks is given back."""
IDLE_SECONDS = 300.0
"""After so long without a picture the process ends: it holds half a gigabyte."""
_ROOT = Path(__file__).resolve().parents[2]


class ReadsPictures(Protocol):
    """Whoever can say what is written in a picture."""

    @property
    def is_there(self) -> bool:
        """Whether there is a machine at all."""
        ...

    def wake(self) -> None:
        """Get ready, for a picture is on its way; returns at once."""
        ...

    async def read(self, picture: Image.Image) -> list[Line] | None:
        """Return the lines of a picture, with places in its own pixels; none where it could not be read in time."""
        ...


class PictureReader:
    """One process that reads one picture at a time; whoever comes meanwhile waits in line.

    A process that dies or misses the deadline is replaced, and its picture counts as unread. ``is_wanted`` may be
    switched at any time.
    """

    def __init__(
        self,
        deadline_seconds: float = 60.0,
        command: Sequence[str] | None = None,
        *,
        is_wanted: bool = True,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._idle_seconds = idle_seconds
        self._resting: asyncio.TimerHandle | None = None
        self._waking: asyncio.Task[None] | None = None
        self.is_wanted = is_wanted
        self._deadline_seconds = deadline_seconds
        self._command = command or (sys.executable, "-m", "evidence.machine.child")
        self._process: Process | None = None
        self._read_count = 0
        self._turn = asyncio.Lock()

    @property
    def is_there(self) -> bool:
        """Whether the extra ``ocr`` is installed and wanted."""
        return self.is_wanted and all(
            importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime")
        )

    @property
    def process_id(self) -> int | None:
        """The living process, if there is one."""
        return None if self._process is None else self._process.pid

    async def read(self, picture: Image.Image) -> list[Line] | None:
        """Return the lines of a picture, with places in its own pixels; none where it could not be read in time."""
        if not self.is_there:
            return None
        pixels, width, height = await asyncio.to_thread(_as_pixels, picture)
        async with self._turn:
            answer = await self._ask(SIZE.pack(width, height) + pixels)
            self._rest_later()
        if self._is_old:
            self.wake()  # the next one is not kept waiting by the start of another process
        return None if answer is None else _lines(answer, picture.width / width, picture.height / height)

    def wake(self) -> None:
        """Get ready, for a picture is on its way; returns at once."""
        is_awake = self._process is not None and self._process.returncode is None and not self._is_old
        is_waking = self._waking is not None and not self._waking.done()
        if not is_awake and not is_waking:
            self._waking = asyncio.create_task(self.warm_up())

    async def warm_up(self) -> None:
        """Start the process before the first picture comes."""
        if self.is_there and not self._turn.locked():
            async with self._turn:
                try:
                    async with asyncio.timeout(self._deadline_seconds):
                        await self._alive()
                except (OSError, EOFError, TimeoutError):
                    await self._end()  # half started it would answer out of turn
                self._rest_later()

    async def close(self) -> None:
        """End the process."""
        if self._waking is not None:
            self._waking.cancel()
            await asyncio.gather(self._waking, return_exceptions=True)
        if self._resting is not None:
            self._resting.cancel()
        await self._end()

    def _rest_later(self) -> None:
        """End the process once nothing has come for a while."""
        if self._resting is not None:
            self._resting.cancel()
        self._resting = asyncio.get_running_loop().call_later(self._idle_seconds, self._rest)

    def _rest(self) -> None:
        # Killed here, it is found dead and cleared away by whoever needs it next.
        if self._process is not None and not self._turn.locked():
            with suppress(ProcessLookupError):
                self._process.kill()

    async def _ask(self, question: bytes) -> bytes | None:
        try:
            async with asyncio.timeout(self._deadline_seconds):
                process = await self._alive()
                return await _exchange(process, question)
        except (OSError, EOFError, TimeoutError) as error:
            log.warning("picture not read", reason=type(error).__name__)
            await self._end()
            return None
        except asyncio.CancelledError:
            await self._end()
            raise

    async def _alive(self) -> Process:
        """Return the process, a new one where it has died or has worked long enough."""
        if self._process is not None and (self._process.returncode is not None or self._is_old):
            await self._end()
        if self._process is None:
            # Nothing of ours (tokens, addresses) is handed on in its environment.
            kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT", "HOME") if name in os.environ}
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_ROOT, env=kept
            )
            self._read_count = 0
            await _answer(self._process)
        self._read_count += 1
        return self._process

    @property
    def _is_old(self) -> bool:
        return self._read_count >= PICTURES_PER_LIFE

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _exchange(process: Process, question: bytes) -> bytes:
    if process.stdin is None:
        raise EOFError
    process.stdin.write(question)
    await process.stdin.drain()
    return await _answer(process)


async def _answer(process: Process) -> bytes:
    if process.stdout is None:
        raise EOFError
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    return await process.stdout.readexactly(length)


def _as_pixels(picture: Image.Image) -> tuple[bytes, int, int]:
    """Return a picture small enough to be read, as bytes."""
    small = picture.convert("RGB")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    if min(small.size) < SMALLEST_SIDE:
        small = small.resize((max(SMALLEST_SIDE, small.width), max(SMALLEST_SIDE, small.height)))
    return small.tobytes(), small.width, small.height


def _lines(answer: bytes, across: float, down: float) -> list[Line]:
    lines = json.loads(answer)
    return [
        line_of(text, [(char, _quad(place, across, down)) for char, place in characters], _quad(whole, across, down))
        for text, whole, characters in lines
    ]


def _quad(points: Sequence[Sequence[float]], across: float, down: float) -> Quad:
    a, b, c, d = ((point[0] * across, point[1] * down) for point in points)
    return a, b, c, d
