"""Walls: two owners, other people's buttons, forged data, commands of staff."""

from __future__ import annotations

from dataclasses import replace

from playground.emulator import Chat, Message, User
from playground.emulator.world.messages import Button
from tests.flow.village import Village


async def _second_owner(village: Village) -> tuple[User, Chat]:
    """Somebody with a workspace of the own, the same product and a group with the same members."""
    rival = village.world.add_user("对面老板")
    village.world.start(rival)
    await village.settled()
    group = await village.open_group("对面的群", owner=rival)
    return rival, group


def _forged(message: Message, name: str, data: str) -> Button:
    """Return a button of a message as somebody with a tampered app would press it."""
    return replace(next(button for button in message.buttons if name in button.text), data=data)


async def test_owners_never_see_each_others_data(village: Village) -> None:
    rival, group = await _second_owner(village)
    await village.prepare()
    complaint = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(complaint, "#1001")
    for command, expected in (
        ("/products", "还没有商品"),
        ("/library", "还没有凭证"),
        ("/tickets", "没有"),
        ("/ticket 1001", "没有 #1001 这张单"),
    ):
        village.world.tell(rival, command)
        assert "防晒喷雾" not in (await village.heard(expected, by=rival)).words
    await village.add_product(owner=rival)
    village.world.say(group, rival, "防晒喷雾 19.9 包邮 ￥9kQ2XyZ1abc￥")
    await village.settled()
    doubt = village.world.say(group, village.member, "这个是正品吗")
    assert "我手上还没有" in (await village.answered(doubt)).words
    own = village.world.say(group, village.other, "快递五天了一动不动,什么时候能到")
    await village.answered(own, "#1001")


async def test_forged_ids_open_nothing_of_another_workspace(village: Village) -> None:
    rival, group = await _second_owner(village)
    await village.add_product()
    village.world.tell(village.owner, "/evidence 渠道 防晒喷雾 对接人说明")
    preview = await village.heard("待发布", by=village.owner)
    complaint = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    await village.answered(complaint, "#1001")
    notice = await village.heard("新售后单 #1001", by=village.owner)
    theirs = village.world.say(group, village.other, "收到喷头就是漏的,我要退款")
    receipt = await village.answered(theirs, "#1001")
    card = await village.heard("新售后单 #1001", by=rival)
    before = (village.books.ask("SELECT * FROM ticket"), village.books.ask("SELECT id, state FROM evidence"))
    mine = {button.text: button.data or "" for button in (*notice.buttons, *preview.buttons)}
    for button in (
        _forged(card, "我来接手", mine["我来接手"]),
        _forged(card, "看详情", mine["看详情"]),
        _forged(card, "办结", mine["办结…"] + ":refund"),
        _forged(card, "我来接手", mine["已检查,发布"]),
    ):
        answer = await village.world.press(rival, card, button).answered(8)
        assert answer.text, button
    ticket_id = village.books.one("SELECT id FROM ticket ORDER BY id")
    for action in ("drop", "mute", "progress", "add", "reopen", "settled"):
        forged = _forged(receipt, "不需要", f"m:{action}:{ticket_id}")
        answer = await village.world.press(village.other, receipt, forged).answered(8)
        assert "这张单是别人的" in answer.text
        assert answer.url is None
    assert before == (village.books.ask("SELECT * FROM ticket"), village.books.ask("SELECT id, state FROM evidence"))


async def test_buttons_of_somebody_else_change_nothing(village: Village) -> None:
    complaint = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    receipt = await village.answered(complaint, "#1001")
    before = village.books.ask("SELECT * FROM ticket")
    for button in ("补充信息", "查进度", "不需要"):
        answer = await village.pressed(village.other, receipt, button)
        assert answer.is_alert
        assert "这张单是别人的" in answer.text
    assert village.books.ask("SELECT * FROM ticket") == before


async def test_old_and_broken_buttons_get_a_short_alert(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    answer = await village.answered(doubt, "授权书")
    rows = village.books.rows()
    for data in (
        "c:still:1",
        "c:aftersales:99999999999999999",
        "x",
        "c:still:",
        "t:take:1:2:3",
        "' OR 1=1",
        "c:nonsense:1",
    ):
        shown = await village.world.press(village.member, answer, _forged(answer, "仍有疑问", data)).answered(8)
        assert "过时" in shown.text, data
    stale = village.world.press(village.member, answer, "仍有疑问", inaccessible=True)
    assert "#1001" in (await stale.answered(8)).text
    assert village.books.rows()["concern"] == rows["concern"]


async def test_pressing_twice_publishes_once(village: Village) -> None:
    await village.add_product()
    village.world.tell(village.owner, "/evidence 渠道 防晒喷雾 对接人说明")
    preview = await village.heard("待发布", by=village.owner)
    presses = [village.world.press(village.owner, preview, "已检查,发布") for _ in range(3)]
    shown = [(await press.answered(8)).text for press in presses]
    assert shown[0] == "好了。"
    assert all("过时" in text for text in shown[1:])
    assert village.books.ask("SELECT state FROM evidence") == [("published",)]


async def test_member_with_a_staff_command_is_refused_and_noted(village: Village) -> None:
    for command in ("/tickets", "/evidence 授权 防晒喷雾", "/product 假货", "/ticket 1001", "/promote 防晒喷雾"):
        said = village.world.say(village.group, village.member, command)
        await village.answered(said)
    assert village.books.count("audit", "action = 'command.refused'") == 4
    village.world.start(village.member)
    village.world.tell(village.member, "/tickets")
    await village.heard("这个命令是给管理员用的", by=village.member)
    assert village.books.count("product") == 0


async def test_deep_link_of_another_person_opens_nothing(village: Village) -> None:
    complaint = village.world.say(village.group, village.member, "快递五天了一动不动,什么时候能到")
    receipt = await village.answered(complaint, "#1001")
    url = (await village.pressed(village.member, receipt, "补充信息")).url or ""
    village.world.follow(village.other, url)
    await village.heard("这个链接不是给你的", by=village.other)
    village.world.tell(village.other, "我是来捣乱的")
    await village.settled()
    assert village.books.count("timeline", "text = '我是来捣乱的'") == 0
    village.world.follow(village.member, url)
    await village.heard("本群售后只由我联系你", by=village.member)
    village.world.follow(village.member, url)
    await village.heard("这个链接用过了", by=village.member)
