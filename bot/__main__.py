"""The command line: ``python -m bot run | detect | doctor | migrate | backup | import-evidence | …``."""

from __future__ import annotations

import argparse
import os
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
        commands = {
            "run": _run,
            "migrate": _migrate,
            "backup": _backup,
            "export-marks": _export_marks,
            "settings": _settings,
            "doctor": _doctor,
            "import-evidence": _import_evidence,
        }
        return commands[options.command](options)
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
    marks = commands.add_parser("export-marks", help="print what a workspace's staff taught, as tab-separated lines")
    marks.add_argument("workspace_id", type=int, help="the workspace's id")
    doctor = commands.add_parser("doctor", help="find what does not fit together in database and data folder")
    doctor.add_argument("--mend", action="store_true", help="set right what can be set right; the bot must not run")
    evidence = commands.add_parser("import-evidence", help="make drafts of a folder or ZIP with a CSV")
    evidence.add_argument("path", help="a folder or ZIP with files and a .csv: file, kind, scope, valid_until, note …")
    evidence.add_argument("--workspace", required=True, help="its id, its owner's Telegram id, or its title")
    evidence.add_argument("--dry-run", action="store_true", help="say what would become of each line, store nothing")
    settings = commands.add_parser("settings", help="show a workspace's settings, or set one")
    settings.add_argument("what", choices=["show", "set"])
    settings.add_argument("workspace", help="its id, its owner's Telegram id, or its title")
    settings.add_argument("key", nargs="?", default="", help="which setting: see 'show'")
    settings.add_argument("value", nargs="?", default="")
    return parser


def _settings(options: argparse.Namespace) -> int:
    from bot.settings import read_settings
    from bot.workspace_settings import set_setting, show_settings

    settings, wanted = read_settings(), options.workspace
    is_set = options.what == "set"
    print(set_setting(settings, wanted, options.key, options.value) if is_set else show_settings(settings, wanted))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    from bot.doctor import examine
    from bot.settings import read_settings

    return examine(read_settings(), print, is_mending=options.mend)


def _import_evidence(options: argparse.Namespace) -> int:
    from pathlib import Path

    from bot.imports import import_evidence
    from bot.settings import read_settings

    report = import_evidence(read_settings(), Path(options.path), options.workspace, is_dry=options.dry_run)
    print("\n".join(report.lines))
    return report.exit_code


def _detect() -> int:
    import io

    from detection.lines import report_lines

    # Whatever the terminal's locale is: lines are UTF-8, and only a line feed ends one.
    lines = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n", write_through=False) as out:
        report_lines(lines, out.write)
    return 0


def _run(_options: argparse.Namespace) -> int:
    import gc

    # Importing makes a million objects that all stay; collecting among them would cost a second, then and later.
    gc.disable()
    from bot.lightly import import_aiogram

    import_aiogram()
    from bot.app import run
    from bot.settings import read_settings

    gc.freeze()
    gc.enable()
    return run(read_settings())


def _migrate(options: argparse.Namespace) -> int:
    import asyncio
    import gc

    gc.disable()  # it would walk through what is imported, again and again, a fifth of the command's time
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


def _export_marks(options: argparse.Namespace) -> int:
    import asyncio
    import io

    from bot.exports import marks_as_lines
    from bot.settings import read_settings
    from core.ids import WorkspaceId

    lines = asyncio.run(marks_as_lines(read_settings().database, WorkspaceId(options.workspace_id)))
    with io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="\n", write_through=False) as out:
        out.writelines(f"{line}\n" for line in lines)
    return 0


def _main() -> int:
    """Run a command whose reader may have seen enough before all is said (``… | head``)."""
    try:
        code = main()
        if not sys.stdout.closed:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    return code


if __name__ == "__main__":
    sys.exit(_main())
