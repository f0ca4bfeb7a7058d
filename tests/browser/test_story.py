"""The story, played step by step by one who only presses 「下一步」."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

MOST_STEPS = 80


def test_the_story_is_played_step_by_step(visitor: Visitor) -> None:
    page = visitor.page
    expect(page.locator("#story")).to_contain_text("故事准备好了")
    assert visitor.next_step() == "waiting"
    expect(visitor.answer_to("19块9还包邮").locator(".album img")).to_have_count(2)
    expect(page.locator(".speaker")).to_contain_text("阿安")
    for part in ("质疑", "价格", "防晒喷雾", "把手上的凭证贴出来", "授权书", "商家说明"):
        visitor.thought(part)
    steps = 1
    while visitor.next_step() == "waiting" and steps < MOST_STEPS:
        steps += 1
    story = visitor.state()["story"]
    assert (story["state"], story["strays"]) == ("over", 0)
    expect(page.locator("#story")).to_contain_text("故事讲完了")
    visitor.open("防晒福利群")
    visitor.row("#1001 已办结")


def test_beginning_anew_gives_a_fresh_world(visitor: Visitor) -> None:
    boot = visitor.state()["boot"]
    visitor.page.locator("#restart").click()
    with visitor.page.expect_navigation(timeout=30_000):
        visitor.page.locator("dialog .primary").click()
    visitor.ready()
    assert visitor.state()["boot"] != boot
    expect(visitor.page.locator("#story")).to_contain_text("故事准备好了")
    visitor.mistakes.clear()  # the stream of the old world ends with an error; that is how it is noticed
