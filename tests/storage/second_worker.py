"""A second process that does what is due, until it is killed: ``python -m tests.storage.second_worker URL NOW``."""

from __future__ import annotations

import asyncio
import sys
from datetime import datetime

from core.database import Database
from tests.storage.world import Hands, build_tools
from triage.desk.cases import Cases
from triage.desk.followups import RunDue


async def work(url: str, now: str) -> None:
    """Say that it is there, wait for a line, and do what is due."""
    tools = build_tools(Database(url), Hands(datetime.fromisoformat(now)))
    await tools.loader.load_all()
    print("ready", flush=True)  # noqa: T201  # its parent waits for it
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await RunDue(tools, Cases(tools))()


if __name__ == "__main__":
    asyncio.run(work(*sys.argv[1:]))
