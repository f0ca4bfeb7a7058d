"""Which tracking services are asked, by the keys that the operator has."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import read_settings
from bot.trackers import build_trackers
from core.clock import system_clock
from core.errors import SetupError
from couriers.tracing import Trackers


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.startswith("YOUJU_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_without_keys_nobody_is_asked() -> None:
    assert build_trackers(read_settings(), system_clock) == Trackers()


async def test_each_key_brings_its_service(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_KUAIDI100_CUSTOMER", "C")
    monkeypatch.setenv("YOUJU_KUAIDI100_KEY", "secret-key")
    monkeypatch.setenv("YOUJU_SEVENTEENTRACK_KEY", "T")
    settings = read_settings()
    assert "secret-key" not in repr(settings)
    trackers = build_trackers(settings, system_clock)
    domestic, _ = trackers.of("yto")
    abroad, _ = trackers.of("post")
    assert domestic is trackers.domestic is not None
    assert abroad is trackers.abroad is not None
    await trackers.close()


def test_half_an_account_is_said_at_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUJU_KUAIDI100_KEY", "K")
    with pytest.raises(SetupError, match="YOUJU_KUAIDI100_CUSTOMER and YOUJU_KUAIDI100_KEY go together"):
        read_settings()
