"""What is left readable of drawn screenshots and letters after redaction: ``python -m benchmarks.redaction``.

Each paper goes the way of an upload: read, hidden, read again (as on publishing), and what that last reading gives is
compared with what was drawn. ``--write`` puts the figures into docs/redaction.md.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from benchmarks.papers.layouts import Paper, all_papers
from benchmarks.papers.people import Field
from core.fonts import has_chinese_font
from evidence.machine.reader import PictureReader
from evidence.reading.lines import Line, fold
from evidence.reading.private import find_private
from evidence.redaction import box_of, redacted, still_legible, wider
from triage.library.redacting import ROUNDS

HIDDEN_LEAST, KEPT_LEAST = 0.99, 0.95
REPORT = Path(__file__).parents[1] / "docs" / "redaction.md"
_BLANKS = re.compile(r"[\s:,.·;'\"()\[\]【】-]")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one paper. ``left``: private fields that can still be read; ``lost``: numbers that cannot."""

    paper: Paper
    left: tuple[str, ...]
    lost: tuple[str, ...]
    seconds: tuple[float, ...]
    first_left: tuple[str, ...]
    is_refused: bool


async def main(limit: int, *, write: bool) -> int:
    """Measure, print, and return the exit code: 1 if too much is left or lost."""
    reader = PictureReader()
    if not (reader.is_there and has_chinese_font()):
        print("needs the extra ocr and a font with Chinese (fonts-wqy-microhei)")
        return 1
    began, results = time.perf_counter(), []
    await reader.warm_up()
    start_seconds = time.perf_counter() - began
    for paper in list(all_papers())[:limit]:
        results.append(await _measured(reader, paper))
        _print(results[-1])
    peak_mib = _peak_mib(reader.process_id)
    await reader.close()
    lines = _summary(results, start_seconds, peak_mib)
    print("\n".join(lines))
    if write:
        _write(lines, results)
    return 0 if _share_hidden(results) >= HIDDEN_LEAST and _share_kept(results) >= KEPT_LEAST else 1


async def _measured(reader: PictureReader, paper: Paper) -> Result:
    """Take a paper through both looks."""
    seconds: list[float] = []
    lines = await _read(reader, paper.image, seconds)
    boxes = [box for piece in find_private(lines) if (box := box_of(piece, paper.image.size)) is not None]
    first_left: tuple[str, ...] | None = None
    legible = []
    for _ in range(ROUNDS):
        lines = await _read(reader, redacted(paper.image, boxes), seconds)
        first_left = _left(paper, lines) if first_left is None else first_left
        legible = still_legible(lines, boxes, paper.image.size)
        if not legible:
            break
        boxes += [wider(box) for box in legible]
    text = _plain("".join(line.text for line in lines))
    lost = tuple(number for number in paper.kept if _plain(number) not in text)
    return Result(paper, _left(paper, lines), lost, tuple(seconds), first_left or (), bool(legible))


async def _read(reader: PictureReader, image: Image.Image, seconds: list[float]) -> list[Line]:
    began = time.perf_counter()
    lines = await reader.read(image)
    seconds.append(time.perf_counter() - began)
    return lines or []


def _left(paper: Paper, lines: Sequence[Line]) -> tuple[str, ...]:
    text = _plain("".join(line.text for line in lines))
    return tuple(field.text for field in paper.hidden if _is_left(field, text))


def _is_left(field: Field, text: str) -> bool:
    """Whether the whole field, or a piece of it that is long enough to matter, can be read."""
    wanted = _plain(field.text)
    length = min(len(wanted), field.shortest_rest)
    return any(wanted[at : at + length] in text for at in range(len(wanted) - length + 1))


def _plain(text: str) -> str:
    return _BLANKS.sub("", fold(text)).upper()


def _peak_mib(process_id: int | None) -> float:
    """Return the most memory that the reading process has held, where the system says."""
    try:
        status = Path(f"/proc/{process_id}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return 0.0 if found is None else int(found[1]) / 1024


def _share_hidden(results: Sequence[Result]) -> float:
    total = sum(len(result.paper.hidden) for result in results)
    return 1 - sum(len(result.left) for result in results) / max(1, total)


def _share_kept(results: Sequence[Result]) -> float:
    total = sum(len(result.paper.kept) for result in results)
    return 1 - sum(len(result.lost) for result in results) / max(1, total)


def _summary(results: Sequence[Result], start_seconds: float, peak_mib: float) -> list[str]:
    fields, numbers = sum(len(each.paper.hidden) for each in results), sum(len(each.paper.kept) for each in results)
    first = 1 - sum(len(each.first_left) for each in results) / max(1, fields)
    readings = sorted(second for each in results for second in each.seconds)
    p95 = readings[int(len(readings) * 0.95)]
    return [
        f"papers: {len(results)}, private fields: {fields}, parcel numbers: {numbers}",
        f"private fields unreadable: {_share_hidden(results):.2%} (after the first look alone: {first:.2%})",
        f"parcel numbers still readable: {_share_kept(results):.2%}",
        f"left to a person after {ROUNDS} rounds: {sum(each.is_refused for each in results)} papers",
        f"seconds a reading: median {statistics.median(readings):.2f}, p95 {p95:.2f}, worst {readings[-1]:.2f}",
        f"readings a paper: {len(readings) / len(results):.2f}; the process starts in {start_seconds:.1f} s",
        f"peak memory of the reading process: {peak_mib:.0f} MiB",
    ]


def _print(result: Result) -> None:
    trouble = "".join(f"  LEFT {text}" for text in result.left) + "".join(f"  LOST {text}" for text in result.lost)
    first = "".join(f"  (first look left {text})" for text in result.first_left if text not in result.left)
    refused = "  to a person" if result.is_refused else ""
    times = " ".join(f"{second:.1f}" for second in result.seconds)
    print(f"{result.paper.name:<36} {len(result.paper.hidden)} fields, {times} s{trouble}{first}{refused}", flush=True)


def _write(lines: Sequence[str], results: Sequence[Result]) -> None:
    """Put the figures into the report, between its marks."""
    left = [f"- {each.paper.name}: {text}" for each in results for text in each.left]
    lost = [f"- {each.paper.name}: {text}" for each in results for text in each.lost]
    body = [
        "```",
        *lines,
        "```",
        "",
        "Still readable:",
        *(left or ["- nothing"]),
        "",
        "Numbers lost:",
        *(lost or ["- none"]),
    ]
    begin, end = "<!-- figures -->", "<!-- end of figures -->"
    before, _, rest = REPORT.read_text().partition(begin)
    _, _, after = rest.partition(end)
    REPORT.write_text(f"{before}{begin}\n" + "\n".join(body) + f"\n{end}{after}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=int, default=1000, help="measure the first papers alone")
    parser.add_argument("--write", action="store_true", help="write docs/redaction.md")
    options = parser.parse_args()
    sys.exit(asyncio.run(main(options.limit, write=options.write)))
