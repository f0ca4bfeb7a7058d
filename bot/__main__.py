"""The command line: ``python -m bot run | detect | migrate | backup``."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

# Commands import what they need: detect, migrate and --help start without aiogram, whose import costs seconds.


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "detect":
        return _detect()
    from core.errors import YoujuError

    try:
        return {"run": _run, "migrate": _migrate, "backup": _backup}[options.command](options)
    except YoujuError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="youju 有据: answers doubts with proof on file")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="start the bot; settings come from YOUJU_* and .env")
    commands.add_parser("detect", help="read lines from standard input, print what each one is as a JSON object")
    migrate = commands.add_parser("migrate", help="bring the database up to date, or to a revision")
    migrate.add_argument("revision", nargs="?", default="head", help="default: the newest; 'base' empties it")
    commands.add_parser("backup", help="copy the embedded database into the data folder")
    return parser


def _detect() -> int:
    import io

    from detection.lines import report_lines

    # Whatever the terminal's locale is: lines are UTF-8, and only a line feed ends one.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n", write_through=False) as out:
        report_lines(lines, out.write)
    return 0


def _run(_options: argparse.Namespace) -> int:
    from bot.app import run
    from bot.settings import read_settings

    return run(read_settings())


def _migrate(options: argparse.Namespace) -> int:
    import asyncio

    from bot.schema import migrate
    from bot.settings import read_settings

    print(asyncio.run(migrate(read_settings().database, options.revision)) or "empty")
    return 0


def _backup(_options: argparse.Namespace) -> int:
    import asyncio
    from pathlib import Path

    from sqlalchemy.engine import make_url

    from bot.schema import backup
    from bot.settings import read_settings
    from core.errors import SetupError

    settings = read_settings()
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise SetupError("YOUJU_DATABASE_URL is no embedded database; back PostgreSQL up with its own tools")
    print(asyncio.run(backup(Path(url.database), settings.data_dir / "backups", datetime.now(UTC))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
