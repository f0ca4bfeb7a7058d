"""``python -m playground``: try youju without Telegram, on a page or as a story in the terminal."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from bot.lightly import import_aiogram

DEFAULT_PORT = 8610


def main(arguments: list[str] | None = None) -> int:
    """Serve the page, or play the story; return the exit code."""
    options = _parser().parse_args(arguments)
    return _play() if options.story else _serve(options.port, options.data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m playground", description="try youju 有据 without Telegram: a page with simulated groups"
    )
    parser.add_argument("--story", action="store_true", help="play the story in the terminal and check it, no page")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"of the page (default {DEFAULT_PORT}; 0: any)")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="keep databases and files there (default: nowhere)")
    return parser


def _serve(port: int, data: Path | None) -> int:
    try:
        asyncio.run(_until_stopped(port, data))
    except OSError as error:
        print(f"端口 {port} 用不了:{error.strerror}。换一个:python -m playground --port 0", file=sys.stderr)
        return 2
    return 0


async def _until_stopped(port: int, data: Path | None) -> None:
    # Imported here: it brings aiogram, which takes a second, and --help should not wait for it.
    import_aiogram()
    from playground.page.serving import serve

    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await serve(stop, port=port, data=data, say=lambda line: print(line, flush=True))


def _play() -> int:
    import_aiogram()
    from playground.story import NotAsToldError, tell_story

    try:
        asyncio.run(tell_story())
    except NotAsToldError as error:
        print(f"\n故事没有照讲:\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
