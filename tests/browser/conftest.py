"""The real playground as a process, and Debian's Chromium in front of it."""

from __future__ import annotations

import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor

ROOT = Path(__file__).parents[2]
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
]
START_WITHIN_SECONDS, END_WITHIN_SECONDS = 150.0, 15.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, and skip it where no browser is installed."""
    for item in items:
        if Path(str(item.fspath)).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium fonts-noto-cjk"))


@contextmanager
def playground() -> Iterator[str]:
    """Run the playground; yields its address, and sees that it ends cleanly."""
    command = [sys.executable, "-m", "playground", "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        yield _address(process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            rest, _ = process.communicate(timeout=END_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
    assert process.returncode == 0, rest


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    end, said = time.monotonic() + START_WITHIN_SECONDS, ""
    while time.monotonic() < end and process.poll() is None:
        if not select.select([process.stdout], [], [], 0.5)[0]:
            continue
        line = process.stdout.readline()
        said += line
        if "好了" in line and (found := re.search(r"http://127\.0\.0\.1:\d+", line)):
            return found.group()
    process.kill()
    raise AssertionError(f"the playground did not start:\n{said}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for each file of tests: playwright keeps an event loop running, which other tests must not meet."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A fresh playground for each file of tests."""
    with playground() as running:
        yield running


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    """Somebody at a desk who has opened the page; no mistake may show in the console."""
    with browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN") as context:
        arrived = Visitor(context.new_page(), address)
        arrived.come()
        yield arrived
        assert arrived.mistakes == []
