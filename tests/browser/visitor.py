"""A visitor of the page: what one does with mouse and keyboard, and what one then sees."""

from __future__ import annotations

import re
import time
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

GROUP = "防晒福利群"
ANSWER_WITHIN_MILLISECONDS = 15_000


class Visitor:
    """Drives one page. ``mistakes``: what the browser complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.mistakes: list[str] = []
        page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.mistakes.append(message.text)

    def come(self, fragment: str = "") -> None:
        """Open the page and wait until it can be used."""
        self.page.goto(self.address + fragment)
        self.ready()

    def ready(self) -> None:
        """Wait until the page can be used."""
        self.page.wait_for_selector("html[data-ready]", timeout=30_000)

    def open(self, chat: str) -> None:
        """Open a chat of the list."""
        self.page.locator(f'.chat[title="{chat}"]').click()

    def speak_as(self, name: str) -> None:
        """Choose who speaks."""
        self.page.locator(".speaker").click()
        self.page.locator(".person", has=self.page.get_by_text(name, exact=True)).click()

    def say(self, text: str) -> Locator:
        """Write a message as the chosen one; returns its row."""
        self.page.locator("#write").fill(text)
        self.page.locator("#write").press("Enter")
        return self.row(text)

    def row(self, text: str) -> Locator:
        """Return the last row that shows a text."""
        row = self.page.locator(".row", has=self.page.locator(".words", has_text=text)).last
        expect(row).to_be_visible(timeout=ANSWER_WITHIN_MILLISECONDS)
        return row

    def answer_to(self, text: str) -> Locator:
        """Wait for the bot's row that quotes a text."""
        row = self.page.locator(".row.by-bot", has=self.page.locator(".quote", has_text=text[:20])).first
        expect(row).to_be_visible(timeout=ANSWER_WITHIN_MILLISECONDS)
        return row

    def thought(self, text: str | re.Pattern[str]) -> None:
        """Wait until the panel says something."""
        expect(self.page.locator("#thoughts")).to_contain_text(text, timeout=ANSWER_WITHIN_MILLISECONDS)

    def next_step(self) -> str:
        """Let the story go on; returns its state when the step is over."""
        self.page.locator("#next:not([disabled])").click()
        return self.story_rests()

    def story_rests(self) -> str:
        """Wait until the story waits, or is over; returns its state."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            state = str(self.state()["story"]["state"])
            if state not in ("playing", "opening"):
                return state
            time.sleep(0.1)
        raise AssertionError(f"the story does not come to rest: {self.state()['story']}")

    def state(self) -> Any:
        """Ask the server for everything."""
        return self.page.request.get(f"{self.address}/api/state").json()
