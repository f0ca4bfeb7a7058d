"""The commands that need no Telegram start without aiogram, whose import costs seconds."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.__main__ import main

ROOT = Path(__file__).parents[3]
_WATCHED = """
import sys
from bot.__main__ import main
try:
    code = main(sys.argv[1:])
except SystemExit as leaving:
    code = leaving.code or 0
heavy = sorted(name for name in ("aiogram", "aiohttp", "PIL", "httpx") if name in sys.modules)
sys.stderr.write(f"heavy: {heavy}")
sys.exit(code)
"""


def run(tmp_path: Path, *arguments: str, said: str = "", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a process of its own and note which heavy modules it imported."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "YOUJU_DATA_DIR": str(tmp_path), **settings}
    command = [sys.executable, "-c", _WATCHED, *arguments]
    return subprocess.run(command, input=said.encode(), capture_output=True, env=environment, cwd=tmp_path, timeout=60)


def test_detect_prints_a_json_object_a_line_and_imports_nothing_heavy(tmp_path: Path) -> None:
    done = run(tmp_path, "detect", said="这肯定是假货吧\n\n今天天气不错\n", LC_ALL="C")
    found = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [(item["text"], item["kind"]) for item in found] == [
        ("这肯定是假货吧", "doubt"),
        ("", "none"),
        ("今天天气不错", "none"),
    ]
    assert set(found[0]) >= {"text", "kind", "reasons", "causes", "confidence", "clues"}
    assert (done.returncode, done.stderr) == (0, b"heavy: []")


def test_detect_ends_quietly_when_its_reader_has_seen_enough(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "detect"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
    ) as bot:
        assert bot.stdin
        assert bot.stdout
        assert bot.stderr
        bot.stdout.close()
        with suppress(BrokenPipeError):
            bot.stdin.write("是正品吗\n".encode() * 5000)
            bot.stdin.close()
        assert (bot.wait(timeout=60), bot.stderr.read()) == (0, b"")


def test_help_names_the_commands_and_imports_nothing_heavy(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert all(name in done.stdout.decode() for name in ("run", "detect", "migrate", "backup"))
    assert (done.returncode, done.stderr) == (0, b"heavy: []")


def test_migrate_makes_the_database_without_aiogram(tmp_path: Path) -> None:
    done = run(tmp_path, "migrate")
    assert (done.returncode, b"aiogram" in done.stderr) == (0, False)
    assert done.stdout.decode().strip()
    assert (tmp_path / "youju.db").is_file()
    assert run(tmp_path, "backup").returncode == 0
    assert list((tmp_path / "backups").glob("youju-*.db"))


def test_a_setting_is_set_at_the_command_line_and_a_wrong_one_is_explained(tmp_path: Path) -> None:
    assert run(tmp_path, "migrate").returncode == 0
    with closing(sqlite3.connect(tmp_path / "youju.db")) as books, books:
        now = "2026-11-22 07:00:00.000000"
        books.execute(
            "INSERT INTO workspace (id, owner_id, title, settings, created_at, changed_at)"
            " VALUES (7, 42, '防晒福利群', '{}', ?, ?)",
            (now, now),
        )
    done = run(tmp_path, "settings", "set", "防晒福利群", "cooldown", "45")
    assert (done.returncode, done.stdout.decode().strip()) == (0, "cooldown: 30 -> 45")
    assert "cooldown 45" in run(tmp_path, "settings", "show", "42").stdout.decode()
    wrong = run(tmp_path, "settings", "set", "防晒福利群", "cooldown", "9999")
    assert (wrong.returncode, "Traceback" in wrong.stderr.decode()) == (2, False)
    assert "240" in wrong.stderr.decode()
    with closing(sqlite3.connect(tmp_path / "youju.db")) as books:
        assert books.execute("SELECT action, subject FROM audit").fetchall() == [("settings.set", "settings:cooldown")]


@pytest.mark.parametrize(
    ("arguments", "settings", "says"),
    [
        (["backup"], {}, "no database"),
        (["backup"], {"YOUJU_DATABASE_URL": "postgresql+asyncpg://u:p@h/n"}, "own tools"),
        (["migrate"], {"YOUJU_DATABASE_URL": "nonsense"}, "YOUJU_DATABASE_URL"),
        (["migrate"], {"YOUJU_HTTP_PORT": "x"}, "YOUJU_HTTP_PORT"),
        (["migrate", "no-such-revision"], {}, "no-such-revision"),
        (["settings", "show", "1"], {}, "run `python -m bot migrate` first"),
        (["export-marks", "1"], {}, "run `python -m bot migrate` first"),
        (["migrate"], {"YOUJU_DATA_DIR": "/dev/null/data"}, "the database /dev/null/data/youju.db cannot be used"),
        (["doctor"], {"YOUJU_DATABASE_URL": "sqlite+aiosqlite:////dev/zero"}, "the database /dev/zero cannot be used"),
        (["migrate"], {"YOUJU_DATABASE_URL": "postgresql+asyncpg://u:p@127.0.0.1:1/n"}, "u:***@127.0.0.1:1/n cannot"),
    ],
)
def test_what_is_wrong_is_one_line_and_no_traceback(
    tmp_path: Path, arguments: list[str], settings: dict[str, str], says: str
) -> None:
    done = run(tmp_path, *arguments, **settings)
    said = done.stderr.decode().partition("heavy:")[0]
    assert says in said
    assert "Traceback" not in said
    assert done.returncode == 2


@pytest.mark.parametrize("arguments", [[], ["no-such-command"]])
def test_an_unknown_command_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2
    assert "usage" in capsys.readouterr().err
