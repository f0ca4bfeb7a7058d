"""Staff teach the running bot: 「误报」, /missed, /wrong, and taking a lesson back."""

from __future__ import annotations

from tests.flow.village import Village

SLY = "楼上说的也有道理哈各位"
COMPLAINT = "快递都五天了还停在上海,一动不动"


async def test_a_wrong_receipt_is_deleted_by_one_tap_and_the_next_is_let_be(village: Village) -> None:
    await village.prepare()
    said = village.world.say(village.group, village.member, COMPLAINT)
    receipt = await village.answered(said, "已登记售后单")
    notice = await village.heard("新售后单", by=village.owner)
    shown = await village.pressed(village.owner, notice, "误报")
    assert "记下了" in shown.text
    await village.until(lambda: village.group.find(receipt.message_id) is None, "the receipt is gone")
    await village.heard("群里那条回答正在撤下", by=village.owner)
    before = len(village.said())
    village.world.say(village.group, village.other, COMPLAINT + "!")
    await village.telegram.settled()
    assert len(village.said()) == before


async def test_a_wrong_answer_with_its_picture_goes_by_a_reply(village: Village) -> None:
    await village.prepare()
    doubt = village.world.say(village.group, village.member, "这个是正品吗")
    answer = await village.answered(doubt, "品牌方授权这家店")
    village.world.say(village.group, village.owner, "/wrong", reply_to=answer)
    confirmation = await village.heard("以后不算质疑", by=village.owner)
    await village.until(lambda: village.group.find(answer.message_id) is None, "the answer is gone")
    await village.pressed(village.owner, confirmation, "撤回这条")
    await village.heard("以后照常判断", by=village.owner)
    again = village.world.say(village.group, village.other, "这个是正品吗")
    await village.answered(again, "品牌方授权这家店")


async def test_a_missed_message_is_named_answered_and_known_the_next_time(village: Village) -> None:
    await village.prepare()
    sly = village.world.say(village.group, village.member, SLY)
    await village.telegram.settled()
    village.world.say(village.group, village.owner, "/missed", reply_to=sly)
    question = await village.heard("这条算什么", by=village.owner)
    shown = await village.pressed(village.owner, question, "质疑")
    assert "记下了" in shown.text
    await village.answered(sly, "品牌方授权这家店")
    await village.heard("以后算质疑", by=village.owner)
    await village.pass_time(minutes=40)
    again = village.world.say(village.group, village.other, SLY + "。")
    await village.answered(again, "品牌方授权这家店")
    village.world.tell(village.owner, "/lessons")
    await village.heard("教过我 1 条", by=village.owner)


async def test_a_member_cannot_teach(village: Village) -> None:
    await village.prepare()
    said = village.world.say(village.group, village.member, "今天好热")
    tried = village.world.say(village.group, village.other, "/missed", reply_to=said)
    await village.answered(tried, "这个命令是给管理员用的")
