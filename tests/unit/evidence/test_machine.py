"""The reading process: one picture at a time, replaced when it dies or hangs."""

from __future__ import annotations

import asyncio
import sys

import pytest
from PIL import Image

from evidence.machine.reader import LONGEST_SIDE, PICTURES_PER_LIFE, PictureReader

PAGE = Image.new("RGB", (3000, 1500), "white")
pytestmark = pytest.mark.skipif(not PictureReader().is_there, reason="the extra ocr is not installed")

# A stand-in for the child: it speaks the same protocol and does what its last line says with each picture.
CHILD = """
import json, os, struct, sys, time
out = sys.stdout.buffer
def answer(value):
    data = json.dumps(value).encode()
    out.write(struct.pack(">I", len(data)) + data); out.flush()
out.write(struct.pack(">I", 0)); out.flush()
while head := sys.stdin.buffer.read(8):
    width, height = struct.unpack(">II", head)
    sys.stdin.buffer.read(width * height * 3)
    quad = [[0, 0], [width, 0], [width, height], [0, height]]
"""
SAYS_SIZE = '    answer([["ab", quad, [["a", quad], ["b", quad]]]])'
DIES = "    sys.exit(1)"
HANGS = "    time.sleep(60)"
SAYS_WHAT_IT_KNOWS = "    answer([[name, quad, []] for name in os.environ])"


def reader_of(doing: str, deadline_seconds: float = 10.0) -> PictureReader:
    return PictureReader(deadline_seconds, (sys.executable, "-c", CHILD + doing))


async def test_places_are_those_of_the_picture_however_small_it_was_made() -> None:
    reader = reader_of(SAYS_SIZE)
    (line,) = await reader.read(PAGE) or []
    await reader.close()
    assert (line.text, line.right) == ("ab", 3000)
    assert max(PAGE.size) > LONGEST_SIDE


async def test_pictures_wait_in_line_for_one_process() -> None:
    reader = reader_of(SAYS_SIZE)
    answers = await asyncio.gather(*(reader.read(Image.new("RGB", (100 + n, 50))) for n in range(4)))
    first = reader.process_id
    assert [lines[0].right for lines in answers if lines] == [100, 101, 102, 103]
    await reader.read(PAGE)
    assert reader.process_id == first
    await reader.close()
    assert reader.process_id is None


async def test_a_process_that_dies_counts_as_unread_and_is_replaced() -> None:
    reader = reader_of(DIES)
    assert await reader.read(PAGE) is None
    assert reader.process_id is None
    reader._command = (sys.executable, "-c", CHILD + SAYS_SIZE)
    assert await reader.read(PAGE)
    await reader.close()


async def test_a_process_that_was_killed_meanwhile_is_replaced() -> None:
    reader = reader_of(SAYS_SIZE)
    await reader.read(PAGE)
    process = reader._process
    assert process is not None
    process.kill()
    await process.wait()
    assert await reader.read(PAGE)
    assert reader.process_id != process.pid
    await reader.close()


async def test_an_idle_process_ends_and_the_next_picture_starts_another() -> None:
    reader = reader_of(SAYS_SIZE)
    reader._idle_seconds = 0.05
    await reader.read(PAGE)
    process = reader._process
    assert process is not None
    await asyncio.wait_for(process.wait(), 5)
    assert await reader.read(PAGE)
    assert reader.process_id != process.pid
    await reader.close()


async def test_the_process_starts_when_a_picture_is_on_its_way_and_only_once() -> None:
    reader = reader_of(SAYS_SIZE)
    for _ in range(3):
        reader.wake()
    assert reader._waking is not None
    await reader._waking
    first = reader.process_id
    assert first is not None
    reader.wake()
    await reader.read(PAGE)
    assert reader.process_id == first
    await reader.close()


async def test_a_process_that_has_worked_long_enough_is_replaced_before_the_next_picture_comes() -> None:
    reader = reader_of(SAYS_SIZE)
    await reader.read(PAGE)
    first, reader._read_count = reader.process_id, PICTURES_PER_LIFE - 1
    await reader.read(PAGE)
    assert reader._waking is not None
    await reader._waking
    assert reader.process_id not in (None, first)
    await reader.close()


async def test_a_process_that_does_not_get_ready_is_ended() -> None:
    reader = PictureReader(0.3, (sys.executable, "-c", "import time; time.sleep(60)"))
    await reader.warm_up()
    assert reader.process_id is None
    reader.wake()
    await reader.close()
    assert reader.process_id is None


async def test_a_process_that_hangs_is_ended_at_the_deadline() -> None:
    reader = reader_of(HANGS, deadline_seconds=0.5)
    assert await reader.read(PAGE) is None
    assert reader.process_id is None


async def test_a_program_that_is_not_there_counts_as_unread() -> None:
    assert await PictureReader(5, ("/nowhere/python",)).read(PAGE) is None


async def test_the_process_is_told_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_BOT_TOKEN", "secret")
    reader = reader_of(SAYS_WHAT_IT_KNOWS)
    names = [line.text for line in await reader.read(PAGE) or []]
    await reader.close()
    assert "PATH" in names
    assert "YOUJU_BOT_TOKEN" not in names


async def test_where_it_is_not_wanted_nothing_is_started() -> None:
    reader = PictureReader(is_wanted=False)
    assert not reader.is_there
    await reader.warm_up()
    assert (await reader.read(PAGE), reader.process_id) == (None, None)
