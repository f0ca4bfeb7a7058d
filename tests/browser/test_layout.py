"""How the page looks: nothing sticks out, nothing jumps, and it can be used without a mouse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.browser.visitor import Visitor

WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SHIFTS = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
    }).observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 300);
})"""
LEAST_SHIFT = 0.1
"""Below this a page counts as steady (Core Web Vitals: good)."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["desk", "phone"])
def test_fits_the_screen(browser: Browser, address: str, tmp_path: Path, viewport: ViewportSize, scheme: str) -> None:
    with browser.new_context(viewport=viewport, color_scheme="dark" if scheme == "dark" else "light") as context:
        visitor = Visitor(context.new_page(), address)
        visitor.come()
        visitor.say("19块9还包邮,能是真的吗")
        visitor.answer_to("19块9还包邮,能是真的吗")
        page = visitor.page
        page.wait_for_timeout(400)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=tmp_path / f"talk-{viewport['width']}-{scheme}.png")
        if viewport is PHONE:
            for name in ("side", "mind"):
                page.locator(f'#tabs [data-to="{name}"]').click()
                expect(page.locator(f".{name}")).to_be_visible()
                page.screenshot(path=tmp_path / f"{name}-{viewport['width']}-{scheme}.png")
            page.locator('#tabs [data-to="talk"]').click()
            expect(page.locator("#write")).to_be_visible()
        assert page.evaluate(SHIFTS) < LEAST_SHIFT
        assert all(path.stat().st_size > 10_000 for path in tmp_path.glob("*.png"))


def test_everything_is_reached_by_keyboard(visitor: Visitor) -> None:
    page = visitor.page
    row = visitor.say("键盘也行")
    page.locator("#messages").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(row).to_have_class(re.compile(r"\bchosen\b"))
    page.keyboard.press("r")
    expect(page.locator(".banner")).to_contain_text("回复")
    expect(page.locator("#write")).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.locator(".banner")).to_have_count(0)
    page.locator(".speaker").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#people button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#write")).to_be_focused()


def test_commands_are_offered(visitor: Visitor) -> None:
    visitor.open("掌柜")
    visitor.page.locator("#write").fill("/")
    offers = visitor.page.locator("#offers")
    menu = visitor.page.request.post(
        f"{visitor.address}/api/menu",
        data={"chat": visitor.state()["people"][0]["id"], "who": visitor.state()["people"][0]["id"]},
        headers={"X-Playground": "1"},
    ).json()["commands"]
    expect(offers.locator(".idea")).to_have_count(len(menu))
