"""From a doubt to its answer through the real process, alone and at 300 updates/s: ``python -m benchmarks.latency``."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import reading, world
from benchmarks.bots import BARE, NAMES, OURS, Running, running
from benchmarks.crowd import Crowd, Load
from benchmarks.feeder import until

WARM_UP, WARM_UP_SHARE, WARM_UP_SECONDS = 600, 0.1, 6.0
MEDIAN_MOST, WORST_MOST = 1.0, 2.0
_SLICE_SECONDS = 0.001


async def main(doubts: int, rate: int, seconds: int) -> int:
    """Measure, print, and return the exit code: 1 if a doubt waits longer than issue 2 allows."""
    with tempfile.TemporaryDirectory(prefix="youju-world-") as folder:
        await world.build(Path(folder))
        for program in (BARE, OURS):
            crowd = Crowd()
            warm_up = crowd.load(WARM_UP, WARM_UP_SHARE)
            single = [crowd.load(1, 1.0) for _ in range(doubts)]
            async with running(program, Path(folder)) as bot:
                await bot.handle(warm_up)
                await asyncio.sleep(WARM_UP_SECONDS)
                alone = [await _answered_after(bot, doubt) for doubt in single]
                _print_line(f"{NAMES[program]}: doubts one after another", alone)
                await _measure_stream(bot, crowd.load(rate * seconds, 0.02), rate, NAMES[program])
    return 0 if statistics.median(alone) <= MEDIAN_MOST and max(alone) <= WORST_MOST else 1


async def _measure_stream(bot: Running, load: Load, rate: int, name: str) -> None:
    before, began = bot.cpu_seconds, time.perf_counter()
    waited = await _stream(bot, load, rate)
    share = (bot.cpu_seconds - before) / (time.perf_counter() - began)
    _print_line(f"{name}: concerns among {rate} updates/s", waited)
    print(f"{name}: {share:.1%} of one core at {rate} updates/s", flush=True)


async def _answered_after(bot: Running, doubt: Load) -> float:
    """Offer one doubt and return the seconds until its answer arrives."""
    [message_id] = doubt.concerns
    offered_at = time.perf_counter()
    bot.feeder.offer(doubt.updates)
    await until(lambda: message_id in bot.feeder.arrivals, seconds=10, what="a doubt was not answered")
    await asyncio.sleep(0.1)
    return bot.feeder.arrivals[message_id] - offered_at


async def _stream(bot: Running, load: Load, rate: int) -> list[float]:
    """Offer updates at an even pace and return the seconds from offer to answer of every concern."""
    begin, offered, offered_at = time.perf_counter(), 0, list[float]()
    while offered < len(load.updates):
        now = time.perf_counter()
        due = min(len(load.updates), int((now - begin) * rate))
        if due > offered:
            bot.feeder.offer(load.updates[offered:due])
            offered_at += [now] * (due - offered)
            offered = due
        await asyncio.sleep(_SLICE_SECONDS)
    concerns, arrivals = load.concerns, bot.feeder.arrivals
    await until(lambda: concerns <= arrivals.keys(), seconds=30, what="not all concerns were answered")
    moments = dict(zip(load.message_ids, offered_at, strict=True))
    return [arrivals[message_id] - moments[message_id] for message_id in concerns]


def _print_line(what: str, seconds: list[float]) -> None:
    ranked = sorted(1000 * each for each in seconds)
    p95, p99 = (ranked[min(len(ranked) - 1, int(share * len(ranked)))] for share in (0.95, 0.99))
    print(
        f"{what:<44} n={len(ranked):<5} median {statistics.median(ranked):6.1f} ms   p95 {p95:6.1f}   p99 {p99:6.1f}"
        f"   worst {ranked[-1]:6.1f}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doubts", type=int, default=50, help="doubts one after another")
    parser.add_argument("--reading", action="store_true", help="while pictures are read instead (benchmarks.reading)")
    parser.add_argument("--rate", type=int, default=300, help="updates offered a second")
    parser.add_argument("--seconds", type=int, default=20, help="how long they are offered")
    options = parser.parse_args()
    if options.reading:
        sys.exit(asyncio.run(reading.main(photos=6, doubts=options.doubts)))
    sys.exit(asyncio.run(main(options.doubts, options.rate, options.seconds)))
