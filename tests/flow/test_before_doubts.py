"""What owner and members see of gaps, of a recall and of collected praise, from the command to the group."""

from __future__ import annotations

from playground.emulator import Message
from tests.flow.village import Village

PRAISE = "防晒喷雾用了两周,真的好用"


async def test_gaps_name_what_a_promoted_product_lacks_and_what_could_cover_it(village: Village) -> None:
    village.world.tell(village.owner, "/product 防晒喷雾 | 喷雾 | 沐澜")
    await village.heard("已存:防晒喷雾", by=village.owner)
    village.world.tell(village.owner, "/product 沐澜面霜 | 面霜")
    await village.heard("已存:沐澜面霜", by=village.owner)
    await village.add_proof("沐澜")
    await village.promote()
    await village.promote(text="【清仓】沐澜面霜 50g\n原价 199,券后 159\n￥7kQ2XyZ1abc￥")
    village.world.tell(village.owner, "/gaps")
    listed = await village.heard("凭证缺口", by=village.owner)
    assert "防晒喷雾:缺物流记录" in listed.words
    assert "已有授权书:写上商品的品牌就能用" in listed.words
    await village.pressed(village.owner, listed, "看授权书")
    await village.heard("授权书 · 品牌:沐澜", by=village.owner)


async def test_a_recall_is_previewed_tells_everybody_once_and_ends(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "防晒喷雾是正品吗")
    posted = await village.answered(doubt)
    village.world.tell(village.owner, "/recall 防晒喷雾")
    await village.settled()
    village.world.tell(village.owner, "这批喷头漏液")
    await village.settled()
    village.world.tell(village.owner, "三天内都能退,运费我们出")
    preview = await _last_with_buttons(village, "三天内都能退")
    assert "喷头漏液" not in posted.words
    await village.pressed(village.owner, preview, preview.buttons[0].text)
    await village.until(lambda: "喷头漏液" in posted.words, "the posted answer says so")
    again = village.world.say(village.group, village.other, "防晒喷雾是真的吗,别是假货")
    told = await village.answered(again)
    assert "喷头漏液" in told.words
    assert told.photo is None
    village.world.tell(village.owner, "/recall 防晒喷雾 结束")
    await village.settled()
    assert village.books.ask("SELECT state FROM recall") == [("over",)]


async def test_praise_is_quoted_only_with_its_authors_word_and_beside_proof(village: Village) -> None:
    await village.prepare()
    village.world.tell(village.owner, "/settings 收集好评 开")
    village.world.start(village.member)
    await village.settled()
    village.world.say(village.group, village.member, PRAISE)
    await village.settled()
    village.world.tell(village.owner, "/praise")
    card = await _last_with_buttons(village, PRAISE)
    await village.pressed(village.owner, card, "可以用")
    asked = await village.heard("你在「防晒福利群」说过", by=village.member)
    assert village.books.count("evidence", "kind = 'feedback'") == 0
    await village.pressed(village.member, asked, asked.buttons[0].text)
    await village.until(lambda: village.books.count("evidence", "kind = 'feedback'") == 1, "it is on file")
    doubt = village.world.say(village.group, village.other, "防晒喷雾质地跟我以前买的不一样,是假的吧")
    answer = await village.answered(doubt, "阿*")
    assert PRAISE in answer.words


async def _last_with_buttons(village: Village, text: str) -> Message:
    await village.telegram.wait_for(
        lambda each: text in each.words and bool(each.buttons), chat=village.world.private(village.owner)
    )
    private = village.world.private(village.owner)
    return [each for each in village.world.messages(private) if text in each.words and each.buttons][-1]
