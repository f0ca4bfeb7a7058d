"""Whose second opinion is asked: checked at start, the key never shown."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adviser import build_adviser
from bot.settings import read_settings
from core.errors import SetupError

GIVEN = {"LLM_URL": "https://api.example.com/v1", "LLM_KEY": "sk-secret", "LLM_MODEL": "small"}


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith("YOUJU_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def give(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    for name, value in {**GIVEN, **values}.items():
        monkeypatch.setenv(f"YOUJU_{name}", value)


def clock() -> datetime:
    return datetime(2026, 11, 22, tzinfo=UTC)


def test_without_a_model_nobody_is_asked() -> None:
    assert build_adviser(read_settings(), clock) is None


async def test_all_three_make_an_adviser_and_extras_are_json(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch, LLM_EXTRA='{"thinking": {"type": "disabled"}}')
    settings = read_settings()
    assert settings.llm_extra == {"thinking": {"type": "disabled"}}
    adviser = build_adviser(settings, clock)
    assert adviser is not None
    await adviser.close()


def test_the_key_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    give(monkeypatch)
    assert "sk-secret" not in repr(read_settings())


@pytest.mark.parametrize("near", ["http://127.0.0.1:11434/v1", "http://localhost:11434/v1", "http://[::1]:11434/v1"])
def test_plain_http_is_for_this_machine(monkeypatch: pytest.MonkeyPatch, near: str) -> None:
    give(monkeypatch, LLM_URL=near)
    assert read_settings().llm_url == near


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"LLM_URL": "http://api.example.com/v1"}, "YOUJU_LLM_URL: starts with https://"),
        ({"LLM_URL": "http://127.0.0.1.evil.com"}, "YOUJU_LLM_URL: starts with https://"),
        ({"LLM_URL": "ftp://api.example.com"}, "YOUJU_LLM_URL: starts with https://"),
        ({"LLM_URL": "https://me:pw@api.example.com"}, "YOUJU_LLM_URL: is an address without user"),
        ({"LLM_KEY": ""}, "YOUJU_LLM_URL, YOUJU_LLM_KEY and YOUJU_LLM_MODEL go together"),
        ({"LLM_MODEL": ""}, "YOUJU_LLM_URL, YOUJU_LLM_KEY and YOUJU_LLM_MODEL go together"),
        ({"LLM_DAILY_BUDGET": "-1"}, "YOUJU_LLM_DAILY_BUDGET: "),
        ({"LLM_EXTRA": "{thinking}"}, "YOUJU_LLM_EXTRA: is a JSON object"),
        ({"LLM_EXTRA": "[1]"}, "YOUJU_LLM_EXTRA: "),
    ],
)
def test_what_is_wrong_is_said_without_the_key(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], says: str
) -> None:
    give(monkeypatch, **values)
    with pytest.raises(SetupError) as raised:
        read_settings()
    assert str(raised.value).startswith(says)
    assert "sk-secret" not in str(raised.value)
