"""A free conversation: several people, pictures, replies, edits, buttons, the clock, reloads, and harmful input."""

from __future__ import annotations

import io
import re

from PIL import Image
from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.visitor import GROUP, Visitor

SCRIPT = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>"
DROP = """async ([name, bytes]) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], name, {type: "image/png"}));
    const area = document.querySelector(".talk");
    for (const kind of ["dragenter", "dragover", "drop"])
        area.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def picture(colour: str) -> bytes:
    """Return a small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(buffer, "PNG")
    return buffer.getvalue()


def file(name: str, colour: str = "teal") -> FilePayload:
    """Return a picture to upload."""
    return {"name": name, "mimeType": "image/png", "buffer": picture(colour)}


def test_three_people_talk(visitor: Visitor) -> None:
    visitor.speak_as("小北")
    visitor.say("晚上吃火锅吗")
    visitor.thought("普通聊天")
    visitor.speak_as("阿玲")
    visitor.say("这个防晒喷雾是正品吗")
    expect(visitor.answer_to("这个防晒喷雾是正品吗")).to_contain_text("阿玲")
    visitor.thought("拿出的凭证")
    visitor.speak_as("豆豆")
    visitor.say("快递都五天了还停在上海,一动不动")
    expect(visitor.answer_to("快递都五天了").locator(".key")).to_have_text(["补充信息", "查进度", "不需要"])
    visitor.thought("售后单 #1001")
    visitor.thought("首次答复")


def test_a_new_member_comes_in_and_asks(visitor: Visitor) -> None:
    visitor.page.locator(".speaker").click()
    visitor.page.locator(".newcomer").click()
    visitor.page.locator("dialog input").fill("阿朱")
    visitor.page.locator("dialog .primary").click()
    expect(visitor.page.locator(".speaker")).to_contain_text("阿朱")
    expect(visitor.page.locator(".row.service", has_text="阿朱 进群了")).to_be_visible()
    visitor.say("说是韩国直邮,谁知道从哪个仓库发的")
    visitor.answer_to("说是韩国直邮")


def test_pictures_by_button_and_by_drag_and_drop(visitor: Visitor) -> None:
    page = visitor.page
    page.set_input_files("#files", [file("一.png", "teal"), file("二.png", "tan")])
    expect(page.locator(".waiting")).to_have_count(2)
    visitor.say("两张图")
    expect(visitor.row("两张图").locator(".album img")).to_have_count(2)
    page.evaluate(DROP, ["拖进来.png", list(picture("olive"))])
    expect(page.locator(".waiting")).to_have_count(1)
    row = visitor.say("拖进来的")
    expect(row.locator(".picture img")).to_have_js_property("naturalWidth", 320)
    row.locator(".picture").click()
    expect(page.locator("dialog.viewer img")).to_be_visible()
    page.keyboard.press("Escape")
    page.set_input_files("#files", {"name": "账单.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"})
    expect(visitor.say("一个文件").locator(".paper")).to_contain_text("账单.pdf")


def test_reply_edit_react_and_delete(visitor: Visitor) -> None:
    page = visitor.page
    visitor.speak_as("小北")
    first = visitor.say("谁去海边")
    visitor.speak_as("阿玲")
    first.dblclick()
    expect(page.locator(".banner")).to_contain_text("回复 小北")
    second = visitor.say("我去我去")
    expect(second.locator(".quote")).to_contain_text("谁去海边")
    page.locator("#write").press("ArrowUp")
    expect(page.locator(".banner")).to_contain_text("改这条")
    page.locator("#write").fill("我去不了了")
    page.locator("#write").press("Enter")
    edited = visitor.row("我去不了了")
    expect(edited.locator(".foot i")).to_have_text("已编辑")
    edited.hover()
    edited.get_by_role("button", name="回应 ❤").click()
    expect(edited.locator(".reaction")).to_contain_text("❤")
    edited.get_by_role("button", name="删除").click()
    expect(page.locator(".bubble.deleted").last).to_be_visible()


def test_buttons_alerts_and_the_way_into_the_private_chat(visitor: Visitor) -> None:
    page = visitor.page
    visitor.speak_as("小林")
    visitor.say("收到喷头就是漏的,根本喷不出来,我要退款")
    receipt = visitor.answer_to("收到喷头就是漏的")
    receipt.locator(".key", has_text="查进度").click()
    expect(page.locator("dialog.alert, .toast").first).to_contain_text("#100")
    page.keyboard.press("Escape")
    visitor.speak_as("小北")
    receipt.locator(".key", has_text="不需要").click()
    expect(page.locator("dialog.alert, .toast").filter(has_text="别人的").first).to_be_visible()
    page.keyboard.press("Escape")
    visitor.speak_as("小林")
    receipt.locator(".key", has_text="补充信息").click()
    expect(page.locator("#head")).to_contain_text("小林的私聊")
    visitor.row("不要验证码、不要转账")
    visitor.row("是哪件商品")
    visitor.say("防晒喷雾")
    visitor.row("经过写下来发我")
    visitor.say("喷头一按就漏,11-20 签收的")
    visitor.row("好了点「下一步」")
    page.locator(".key", has_text="下一步").last.click()
    visitor.row("订单号发我")


def test_a_picture_of_a_member_in_a_case_is_shown_with_the_case(visitor: Visitor) -> None:
    visitor.speak_as("小鱼")
    visitor.say("收到盒子压坏了,要换")
    visitor.answer_to("收到盒子压坏了,要换")
    visitor.page.set_input_files("#files", file("盒子.png", "olive"))
    visitor.page.locator("#write").press("Enter")
    expect(visitor.page.locator(".row").last.locator(".reaction")).to_contain_text("✍")
    visitor.thought(re.compile(r"售后单 #1\d{3}"))
    visitor.thought("小鱼")


def test_an_invite_is_passed_on_to_somebody_else(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open("掌柜")
    visitor.say("/staff")
    page.locator(".key", has_text="邀请管理员").last.click()
    invites = page.locator(".row.by-bot", has_text="邀请管理员的链接")
    expect(invites).to_have_count(2)  # the first made 阿珍 what she is
    invite = invites.last
    invite.locator(".link").click()
    page.locator("dialog .person", has_text="阿玲").click()
    expect(page.locator("#head")).to_contain_text("阿玲的私聊")
    visitor.row("你现在是")


def test_the_clock_moves_and_what_is_due_happens(visitor: Visitor) -> None:
    page = visitor.page
    visitor.speak_as("老周")
    visitor.say("快递都五天了还停在上海,一动不动")
    visitor.answer_to("快递都五天了")
    visitor.thought("首次答复")
    before = visitor.state()["clock"]["now"]
    page.locator(".jump", has_text="+1 小时").click()
    expect(page.locator(".jump", has_text="+1 小时")).to_be_enabled(timeout=20_000)
    assert visitor.state()["clock"]["now"] - before >= 3600_000
    visitor.open("小徐")  # the liaison is the one responsible
    visitor.row("15 分钟没人接")
    page.locator(".jump", has_text="下个联系时段").click()
    expect(page.locator(".big-time")).to_have_text(re.compile(r"^(12|18):0"), timeout=20_000)


def test_a_reload_and_a_second_tab_show_the_same(visitor: Visitor, browser: Browser) -> None:
    visitor.open(GROUP)
    visitor.speak_as("老李")
    visitor.say("这句刷新以后还在")
    visitor.page.reload()
    visitor.ready()
    visitor.row("这句刷新以后还在")
    expect(visitor.page.locator(".speaker")).to_contain_text("老李")
    with browser.new_context(viewport={"width": 1200, "height": 800}) as context:
        other = Visitor(context.new_page(), visitor.address)
        other.come()
        other.row("这句刷新以后还在")
        visitor.say("两个窗口都看得到")
        other.row("两个窗口都看得到")


def test_a_lost_connection_is_taken_up_where_it_was(visitor: Visitor) -> None:
    visitor.open(GROUP)
    visitor.page.context.set_offline(True)
    visitor.page.request.post(
        f"{visitor.address}/api/say",
        data={"chat": visitor.state()["group"], "who": visitor.state()["people"][0]["id"], "text": "断线时说的"},
        headers={"X-Playground": "1"},
    )
    visitor.page.context.set_offline(False)
    visitor.row("断线时说的")
    visitor.mistakes.clear()  # being offline is an error to the browser


def test_script_in_names_words_captions_and_file_names_is_harmless(visitor: Visitor) -> None:
    page = visitor.page
    visitor.open(GROUP)
    page.locator(".speaker").click()
    page.locator(".newcomer").click()
    page.locator("dialog input").fill("<b onclick=alert(1)>坏</b>")
    page.locator("dialog .primary").click()
    expect(page.locator(".speaker")).to_contain_text("<b onclick")
    visitor.say(f"{SCRIPT} 是正品吗")
    page.set_input_files("#files", file("<img src=x onerror=alert(1)>.png"))
    visitor.say(f"说明 {SCRIPT}")
    page.set_input_files("#files", {"name": "x<script>.html", "mimeType": "text/html", "buffer": SCRIPT.encode()})
    sent = visitor.say("一个网页文件")
    expect(sent.locator(".paper")).to_contain_text("x<script>.html")
    page.locator(".switch button", has_text="全局").click()
    page.wait_for_timeout(600)
    assert page.title() == "有据 · 试玩"
    assert page.evaluate("document.querySelectorAll('main script, main img[src=x], aside script').length") == 0
    served = page.request.get(visitor.address + str(sent.locator(".paper").get_attribute("href")))
    assert served.headers["content-disposition"] == "attachment"
    assert served.headers["content-type"] == "application/octet-stream"


def test_other_sites_may_not_use_the_server(visitor: Visitor) -> None:
    ask = visitor.page.request
    url = f"{visitor.address}/api/state"
    assert ask.get(url, headers={"Host": "evil.example"}).status == 403
    assert ask.get(url, headers={"Origin": "http://evil.example"}).status == 403
    assert ask.post(f"{visitor.address}/api/step", data={}).status == 403


def test_what_cannot_be_done_is_said(visitor: Visitor) -> None:
    ask = visitor.page.request
    headers = {"X-Playground": "1"}
    chat, owner = visitor.state()["group"], visitor.state()["people"][0]["id"]
    for act, given, status in (
        ("say", {"chat": chat, "who": owner, "text": " "}, 409),
        ("say", {"chat": chat, "who": owner, "text": "长" * 5000}, 409),
        ("say", {"chat": 12345, "who": owner, "text": "x"}, 400),
        ("say", {"chat": chat, "who": 1, "text": "x"}, 400),
        ("press", {"chat": chat, "who": owner, "message": 999999, "row": 0, "column": 0}, 400),
        ("come", {"name": "  "}, 409),
        ("move", {"to": 0}, 409),
        ("nonsense", {}, 400),
    ):
        answer = ask.post(f"{visitor.address}/api/{act}", data=given, headers=headers)
        assert (answer.status, bool(answer.json()["error"])) == (status, True), act
