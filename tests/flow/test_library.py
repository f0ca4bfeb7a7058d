"""The library as a new admin uses it: files without a line, a form, a card through the stack, edits that follow."""

from __future__ import annotations

import pytest

from playground.emulator import Message
from tests.flow.village import Village, picture


async def button(village: Village, text: str, label: str) -> Message:
    """Wait for something said to the owner and press one of its buttons."""
    said = await village.heard(text, by=village.owner)
    await village.pressed(village.owner, said, label)
    return said


def send(village: Village, *seeds: int) -> None:
    private = village.world.private(village.owner)
    for seed in seeds:
        village.world.send_photo(private, village.owner, picture(seed))


async def test_one_photo_without_a_line_is_asked_about_step_by_step(village: Village) -> None:
    await village.add_product()
    send(village, 1)
    await village.pass_time(seconds=3)
    await button(village, "是哪种凭证", "授权")
    await button(village, "它说的是哪件商品", "防晒喷雾")
    await village.heard("有效到哪天", by=village.owner)
    village.world.tell(village.owner, "昨天")
    await village.heard("不是日期", by=village.owner)
    village.world.tell(village.owner, "2027-12-31")
    await village.heard("加一句说明", by=village.owner)
    village.world.tell(village.owner, "品牌方授权这家店")
    await village.settled()
    await village.pass_time(seconds=2)
    await village.publish(village.owner)
    assert village.books.ask("SELECT kind, note, valid_until, state FROM evidence") == [
        ("authorization", "品牌方授权这家店", "2027-12-31", "published")
    ]


async def test_several_photos_are_asked_about_once_and_decided_on_one_card(village: Village) -> None:
    await village.add_product()
    send(village, 1, 2, 3)
    await village.pass_time(seconds=3)
    await button(village, "收到 3 个文件", "每张一份")
    await button(village, "是哪种凭证", "物流")
    await button(village, "它说的是哪件商品", "防晒喷雾")
    await button(village, "有效到哪天", "不写")
    await button(village, "加一句说明", "不写")
    for _ in range(3):
        await village.pass_time(seconds=2)
    card = await village.heard("要你看一眼", by=village.owner)
    await village.pressed(village.owner, card, "▶")
    await village.settled()
    private = village.world.private(village.owner)
    turned = [message for message in village.world.messages(private) if message.words.startswith("2 / 3")]
    assert len(turned) == 1
    assert village.books.count("evidence", "state = 'draft'") == 3
    assert len([each for each in village.said(private) if "待发布" in each]) == 1


async def test_several_photos_can_be_one_item(village: Village) -> None:
    await village.add_product()
    send(village, 1, 2)
    await village.pass_time(seconds=3)
    await button(village, "收到 2 个文件", "合成一份")
    await button(village, "是哪种凭证", "物流")
    await button(village, "它说的是哪件商品", "防晒喷雾")
    await button(village, "有效到哪天", "不写")
    await button(village, "加一句说明", "不写")
    for _ in range(3):
        await village.pass_time(seconds=2)
    await village.heard("文件:2 个", by=village.owner)
    assert village.books.count("evidence") == 1


async def test_evidence_alone_opens_a_form_that_a_command_leaves_and_that_is_taken_up_again(village: Village) -> None:
    await village.add_product()
    village.world.tell(village.owner, "/evidence")
    await button(village, "是哪种凭证", "渠道说明")
    await village.heard("它说的是哪件商品", by=village.owner)
    village.world.tell(village.owner, "/products")
    await village.heard("商品 1–1", by=village.owner)
    village.world.tell(village.owner, "防晒喷雾")
    await village.heard("没看懂", by=village.owner)
    village.world.tell(village.owner, "/evidence")
    await village.heard("已选:渠道说明", by=village.owner)
    village.world.tell(village.owner, "防晒喷雾")
    await button(village, "有效到哪天", "不写")
    await button(village, "把文件发我", "只写字")
    village.world.tell(village.owner, "这批是企业店渠道")
    await village.publish(village.owner)
    assert village.books.ask("SELECT kind, note FROM evidence") == [("channel", "这批是企业店渠道")]


async def test_a_form_that_is_cancelled_leaves_nothing(village: Village) -> None:
    send(village, 1)
    await village.pass_time(seconds=3)
    await village.heard("是哪种凭证", by=village.owner)
    village.world.tell(village.owner, "/cancel")
    await village.heard("没有留下", by=village.owner)
    await village.pass_time(seconds=5)
    assert village.books.count("evidence") == 0
    assert village.books.count("upload", "state IN ('waiting', 'held')") == 0


async def test_what_was_posted_follows_an_edit_a_replacement_and_the_end_of_an_item(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "19块9还包邮,肯定是假的吧")
    posted = await village.answered(doubt)
    village.world.tell(village.owner, "/library")
    await button(village, "凭证库 1–1", "1")
    card = await button(village, "授权书 · 防晒喷雾", "改…")
    await village.settled()
    await village.pressed(village.owner, card, "说明")
    await village.settled()
    village.world.tell(village.owner, "品牌方授权沐澜企业店")
    await village.heard("已存好授权书", by=village.owner)
    await village.until(lambda: "以这句为准:品牌方授权沐澜企业店" in posted.words, "the answer is corrected")
    village.world.tell(village.owner, "/library")
    listed = await village.heard("凭证库 1–1", by=village.owner)
    await village.pressed(village.owner, listed, "1")
    await village.settled()
    private = village.world.private(village.owner)
    card = [message for message in village.world.messages(private) if "换文件" in str(message.buttons)][-1]
    await village.pressed(village.owner, card, "停用")
    await village.settled()
    await village.pressed(village.owner, card, "确认停用")
    await village.until(lambda: "已经撤下,不再算数" in posted.words, "the answer says that it no longer counts")
    again = village.world.say(village.group, village.other, "防晒喷雾有授权吗,别是假的")
    await village.answered(again, "手上还没有")


@pytest.mark.parametrize("word", ["/library", "凭证库"])
async def test_the_library_opens_by_command_and_by_word(village: Village, word: str) -> None:
    village.world.tell(village.owner, word)
    await village.heard("还没有凭证", by=village.owner)
