"""Take the pictures of docs/pictures from the playground itself: ``python -m tests.browser.take_pictures``."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from playground import pictures
from tests.browser.conftest import ARGUMENTS, CHROMIUM, ROOT, playground
from tests.browser.visitor import GROUP, Visitor

PICTURES = ROOT / "docs" / "pictures"
STEPS_TO_ANSWER, STEPS_TO_CASE = 1, 9
DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
COLOURS = 128
OWNER = "掌柜"


def main() -> None:
    """Play a part of the story and take a picture of each view."""
    with playground() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _take(browser, address, "playground.png", DESK, "light", steps=STEPS_TO_ANSWER)
        _take(browser, address, "playground-dark.png", DESK, "dark", steps=STEPS_TO_CASE - STEPS_TO_ANSWER)
        _phones(browser, address)
        _library(browser, address)
    with playground() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _first_answer(browser, address)
        browser.close()


def _take(browser: Browser, address: str, name: str, viewport: ViewportSize, scheme: str, *, steps: int) -> None:
    with browser.new_context(viewport=viewport, color_scheme="dark" if scheme == "dark" else "light") as context:
        visitor = Visitor(context.new_page(), address)
        visitor.come()
        for _ in range(steps):
            visitor.next_step()
        visitor.open(GROUP)
        visitor.page.wait_for_timeout(6000)  # until no note floats over the page
        _keep(name, visitor.page.screenshot())


def _library(browser: Browser, address: str) -> None:
    """Show the library in the owner's private chat: the form of a file without a line, and the card of an item."""
    letter = pictures.letter("QINGYU", ["Shop: QINGYU flagship", "Goods: all of the brand", "Valid until 2027-12-31"])
    with browser.new_context(viewport=DESK) as context:
        visitor = Visitor(context.new_page(), address)
        visitor.come()
        visitor.next_step()
        visitor.open("掌柜")
        visitor.page.set_input_files("#files", {"name": "letter.png", "mimeType": "image/png", "buffer": letter})
        visitor.page.locator("#write").press("Enter")
        visitor.row("是哪种凭证")
        visitor.page.wait_for_timeout(6000)
        _keep("evidence-form.png", visitor.page.screenshot())
        visitor.say("/library")
        visitor.row("凭证库 ").locator("button", has_text="4").click()
        visitor.row("存档:")
        visitor.page.locator("#write").fill("")
        visitor.page.wait_for_timeout(6000)
        _keep("evidence-card.png", visitor.page.screenshot())


def _phones(browser: Browser, address: str) -> None:
    """Put the three views of a phone side by side."""
    shots: list[Image.Image] = []
    with browser.new_context(viewport=PHONE) as context:
        visitor = Visitor(context.new_page(), address)
        visitor.come()
        for name in ("side", "talk", "mind"):
            visitor.page.locator(f'#tabs [data-to="{name}"]').click()
            visitor.page.wait_for_timeout(800)
            shots.append(Image.open(io.BytesIO(visitor.page.screenshot())))
    _beside("playground-phone.png", shots)


def _first_answer(browser: Browser, address: str) -> None:
    """What a new owner sees on a phone: the list, the preview of the letter, the first answer in the group."""
    shots: list[Image.Image] = []
    with browser.new_context(viewport=PHONE) as context:
        visitor = Visitor(context.new_page(), address)
        visitor.come()
        visitor.next_step()  # somebody doubts the price, and is answered
        for chat, words in ((OWNER, "还差什么("), (OWNER, "待发布:授权书"), (GROUP, "看完还有不放心的")):
            visitor.page.locator('#tabs [data-to="side"]').click()
            visitor.open(chat)
            visitor.page.locator('#tabs [data-to="talk"]').click()
            visitor.page.locator(".row", has_text=words).first.evaluate("row => row.scrollIntoView({block: 'end'})")
            visitor.page.wait_for_timeout(6000)
            shots.append(Image.open(io.BytesIO(visitor.page.screenshot())))
    _beside("first-answer.png", shots)


def _beside(name: str, shots: list[Image.Image]) -> None:
    """Keep phones side by side as one picture."""
    gap, width, height = 30, PHONE["width"], PHONE["height"]
    sheet = Image.new("RGB", (3 * width + 4 * gap, height + 2 * gap), "#d9d0c2")
    for place, shot in enumerate(shots):
        sheet.paste(shot, (gap + place * (width + gap), gap))
    buffer = io.BytesIO()
    sheet.save(buffer, "PNG")
    _keep(name, buffer.getvalue())


def _keep(name: str, png: bytes) -> None:
    few = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    target = Path(PICTURES) / name
    few.save(target, "PNG", optimize=True)
    print(f"{target.name}: {target.stat().st_size // 1024} kB")  # noqa: T201  a command


if __name__ == "__main__":
    main()
