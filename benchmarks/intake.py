"""Updates per CPU second, beside a bare aiogram bot that is fed the same in the same run: ``-m benchmarks.intake``."""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks import world
from benchmarks.bots import BARE, NAMES, OURS, Running, running, verify
from benchmarks.crowd import Crowd, Load
from detection.gate import may_flag

WARM_UP = 600
WARM_UP_SHARE = 0.1
WARM_UP_SECONDS = 6.0  # every tick of the bot has run once by then
LOADS = {"small talk only": 0.0, "2 % concerns": 0.02}


@dataclass(frozen=True, slots=True)
class Measured:
    """One bot, one load, one run."""

    updates_per_cpu_second: float
    peak_mib: float


async def main(updates: int, runs: int) -> int:
    """Measure, print the table, and return the exit code: 1 if something was not stored or not sent."""
    results: dict[tuple[str, tuple[str, ...]], list[Measured]] = {}
    problems: list[str] = []
    with tempfile.TemporaryDirectory(prefix="youju-world-") as folder:
        await world.build(Path(folder))
        for name, share in LOADS.items():
            crowd = Crowd()
            warm_up, load = crowd.load(WARM_UP, WARM_UP_SHARE), crowd.load(updates, share)
            _describe(name, load)
            for run in range(1, runs + 1):
                for program in (BARE, OURS):
                    measured, wrong = await _measure(program, Path(folder), warm_up, load)
                    results.setdefault((name, program), []).append(measured)
                    problems += wrong
                    print(f"  run {run} {NAMES[program]:<13}{measured.updates_per_cpu_second:>10,.0f}/s", flush=True)
    _print_table(results)
    print(*(f"WRONG: {problem}" for problem in problems), sep="\n")
    return 1 if problems else 0


async def _measure(program: tuple[str, ...], template: Path, warm_up: Load, load: Load) -> tuple[Measured, list[str]]:
    async with running(program, template) as bot:
        await bot.handle(warm_up)
        await asyncio.sleep(WARM_UP_SECONDS)
        seconds = await bot.handle(load)
        measured = Measured(len(load.updates) / seconds, bot.peak_mib)
        wrong = _check(bot, warm_up, load) if program == OURS else []
    return measured, wrong


def _check(bot: Running, warm_up: Load, load: Load) -> list[str]:
    return verify(bot.data, warm_up.doubts | load.doubts, warm_up.complaints | load.complaints)


def _describe(name: str, load: Load) -> None:
    near = sum(may_flag(text) for text in load.texts) / len(load.texts)
    print(
        f"{name}: {len(load.updates):,} updates, mean {load.mean_bytes:.0f} bytes,"
        f" text median {load.median_characters:.0f} characters, {near:.1%} with a word that the gate looks at closely,"
        f" {len(load.doubts)} doubts, {len(load.complaints)} complaints",
        flush=True,
    )


def _print_table(results: dict[tuple[str, tuple[str, ...]], list[Measured]]) -> None:
    print(f"\n{'load':<18}{'bot':<14}{'updates/CPU s':>14}{'CPU µs each':>13}{'peak MiB':>10}{'ratio':>8}")
    for name in LOADS:
        bare = statistics.median(each.updates_per_cpu_second for each in results[name, BARE])
        for program in (BARE, OURS):
            speed = statistics.median(each.updates_per_cpu_second for each in results[name, program])
            peak = max(each.peak_mib for each in results[name, program])
            print(
                f"{name:<18}{NAMES[program]:<14}{speed:>14,.0f}{1e6 / speed:>13.1f}{peak:>10.0f}{speed / bare:>7.1f}×"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=20_000, help="updates a run")
    parser.add_argument("--runs", type=int, default=3, help="runs of each bot and load")
    options = parser.parse_args()
    sys.exit(asyncio.run(main(options.updates, options.runs)))
