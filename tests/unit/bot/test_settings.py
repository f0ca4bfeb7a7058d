"""Settings: .env.example lists every one with its default, and a wrong value is said in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, read_settings
from core.errors import SetupError

EXAMPLE = Path(__file__).parents[3] / ".env.example"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting from this machine: neither its environment nor its .env."""
    import os

    for name in os.environ:
        if name.startswith("YOUJU_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def example() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_lists_every_setting_and_nothing_else() -> None:
    assert list(example()) == [f"YOUJU_{name.upper()}" for name in Settings.model_fields] or set(example()) == {
        f"YOUJU_{name.upper()}" for name in Settings.model_fields
    }


def test_the_example_shows_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read_settings()
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    assert read_settings() == usual


def test_every_line_of_the_example_is_explained() -> None:
    blocks = EXAMPLE.read_text(encoding="utf-8").split("\n\n")
    assert all(block.lstrip().startswith("#") for block in blocks)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("HTTP_PORT", "eighty", "YOUJU_HTTP_PORT: "),
        ("HTTP_PORT", "70000", "YOUJU_HTTP_PORT: "),
        ("SEND_PER_SECOND", "-1", "YOUJU_SEND_PER_SECOND: "),
        ("RECEIVE", "carrier pigeon", "YOUJU_RECEIVE: "),
        ("LOG_LEVEL", "loud", "YOUJU_LOG_LEVEL: "),
        ("LOG_FORMAT", "xml", "YOUJU_LOG_FORMAT: "),
        ("OPERATORS", "me", "YOUJU_OPERATORS: "),
        ("OPEN_TO", "friends", "YOUJU_OPEN_TO: "),
        ("PROXY", "ftp://x", "YOUJU_PROXY: starts with"),
        ("TIMEZONE", "Mars/Olympus", "YOUJU_TIMEZONE: "),
        ("TIMEZONE", "../etc/passwd", "YOUJU_TIMEZONE: "),
        ("TIMEZONE", "", "YOUJU_TIMEZONE: "),
        ("DATABASE_URL", "youju.db", "YOUJU_DATABASE_URL: starts with"),
        ("DATABASE_URL", "postgresql://u:p@h/n", "YOUJU_DATABASE_URL: starts with"),
        ("DATABASE_URL", "mysql+aiomysql://u:p@h/n", "YOUJU_DATABASE_URL: starts with"),
        ("TELEGRAM_API_URL", "api.telegram.org", "YOUJU_TELEGRAM_API_URL: starts with"),
        ("TELEGRAM_API_URL", "http://bots.example.com", "YOUJU_TELEGRAM_API_URL: starts with https"),
        ("PUBLIC_URL", "http://bot.example.com", "YOUJU_PUBLIC_URL: starts with https"),
        ("LANGUAGE", "fr", "YOUJU_LANGUAGE: is one of en, zh-Hans, zh-Hant"),
        ("PUBLIC_URL", "bot.example.com", "YOUJU_PUBLIC_URL: starts with"),
        ("WEBHOOK_SECRET", "with a blank", "YOUJU_WEBHOOK_SECRET: is 1-256"),
        ("WEBHOOK_SECRET", "x" * 257, "YOUJU_WEBHOOK_SECRET: is 1-256"),
        ("RECEIVE", "webhook", "YOUJU_RECEIVE=webhook needs"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_it(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(f"YOUJU_{name}", value)
    with pytest.raises(SetupError) as caught:
        read_settings()
    assert str(caught.value).startswith(says)
    assert "\n" not in str(caught.value)


def test_each_wrong_value_has_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_HTTP_PORT", "x")
    monkeypatch.setenv("YOUJU_RECEIVE", "y")
    with pytest.raises(SetupError) as caught:
        read_settings()
    assert len(str(caught.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("value", "operators"), [("", ()), ("7", (7,)), ("7,8", (7, 8)), (" 7 , 8 ", (7, 8)), ("7 8", (7, 8))]
)
def test_operators_are_a_list_of_ids(monkeypatch: pytest.MonkeyPatch, value: str, operators: tuple[int, ...]) -> None:
    monkeypatch.setenv("YOUJU_OPERATORS", value)
    assert read_settings().operators == operators


def test_an_env_file_is_read_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("YOUJU_HTTP_PORT=9000\nYOUJU_LANGUAGE=en\nSOMETHING_ELSE=1\n", encoding="utf-8")
    monkeypatch.setenv("YOUJU_LANGUAGE", "zh-Hans")
    settings = read_settings()
    assert (settings.http_port, settings.language) == (9000, "zh-Hans")


def test_the_database_is_in_the_data_folder_unless_named() -> None:
    assert read_settings(data_dir="x").database == f"sqlite+aiosqlite:///{Path('x') / 'youju.db'}"
    named = "postgresql+asyncpg://u:p@h/n"
    assert read_settings(database_url=named).database == named
