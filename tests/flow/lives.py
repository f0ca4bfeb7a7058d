"""``python -m tests.flow.lives``: one life of ``python -m bot run`` for each line on standard input.

Importing aiogram costs seconds; a process that has done it forks, and the child is the bot: a process of its own that
can be killed like any other.
"""

from __future__ import annotations

import json
import os
import sys

from bot.__main__ import main
from bot.lightly import import_aiogram

import_aiogram()
import bot.app  # noqa: E402, F401  this is what takes so long


def _say(event: str, **values: int) -> None:
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


def serve() -> None:
    """Give birth to one bot after the other."""
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            os._exit(main(["run"]))
        _say("life begins", pid=pid)
        _, status = os.waitpid(pid, 0)
        _say("life ended", code=os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    serve()
