"""An incident as people live it: three complain alike, the owner writes once, each hears it where it belongs."""

from __future__ import annotations

from tests.flow.village import Village

SLOW = "快递都五天了还停在上海,一动不动"
NEWS = "上海站停运,商家答应 11-25 前全部重发,11-24 18:00 再说一次。"


async def test_the_owner_writes_once_and_each_member_hears_it(village: Village) -> None:
    third, fourth = village.add_member("小鱼"), village.add_member("豆豆")
    village.world.start(village.member)
    said = []
    for user in (village.member, village.other, third):
        said.append(village.world.say(village.group, user, SLOW))
        await village.settled()
    card = await village.heard("像是同一件事:快递停滞", by=village.owner)
    await village.pressed(village.owner, card, "是一件事")
    await village.until(lambda: "批量事件:快递停滞" in card.words, "the card says that it is one")
    await village.pressed(village.owner, card, "统一答复")
    await village.heard("写给「快递停滞」里每个人的话", by=village.owner)
    village.world.tell(village.owner, NEWS)
    preview = await village.heard("大家会这样看到:", by=village.owner)
    assert "私聊 1 人,群里原话下面 2 人" in preview.words
    await village.pressed(village.owner, preview, "发给大家")
    await village.until(lambda: "3 人会收到" in preview.words, "it is sent")
    late = village.world.say(village.group, fourth, SLOW)
    receipt = await village.answered(late, "#1004")
    assert f"现在的情况:{NEWS}" in receipt.words
    await village.pass_time(hours=3, minutes=15)
    await village.heard(f"有新进展:{NEWS}", by=village.member)
    for message in said[1:]:
        await village.answered(message, NEWS)
    assert not [each for each in said[0].replies if NEWS in each.words]
    village.world.tell(village.owner, "/incident")
    listed = await village.heard("快递停滞 · 进行中 · 4 张单", by=village.owner)
    assert [key.text for key in listed.buttons] == ["看详情"]
    await village.pressed(village.owner, card, "结束")
    await village.until(lambda: "还没办完的 4 张" in card.words, "the end says what is open")
