"""The after-sales form against the running bot, from the group to the desk."""

from __future__ import annotations

from playground.emulator import Message
from tests.flow.village import Village, picture

COMPLAINT = "收到喷头就是漏的,根本喷不出来,我要退款"


async def complained(village: Village) -> Message:
    post = await village.promote()
    village.world.say(village.group, village.member, COMPLAINT, reply_to=post)
    return await village.read("#1001")


async def opened(village: Village, receipt: Message) -> None:
    """Press 「补充信息」 in the group and follow the link."""
    shown = await village.pressed(village.member, receipt, "补充信息")
    assert shown.url is not None
    village.world.start(village.member, shown.url.split("start=")[1])


async def question(village: Village, text: str) -> Message:
    """Wait until a question is shown, as a new message or in the place of the last one."""
    chat = village.world.private(village.member)

    def shown() -> list[Message]:
        asked = [each for each in village.world.messages(chat, by=village.world.bot) if each.buttons]
        return [each for each in asked if text in each.words]

    await village.until(lambda: bool(shown()), f"the question 「{text}」")
    return shown()[-1]


async def test_a_case_is_completed_from_the_group_to_the_desk(village: Village) -> None:
    await village.add_product()
    await opened(village, await complained(village))
    first = await question(village, "经过写下来发我")
    assert first.words.startswith("本群售后只由我联系你,不要验证码、不要转账")
    world, member = village.world, village.member
    world.send_album(world.private(member), member, [picture(seed) for seed in range(3)], caption="喷头接缝在漏")
    story = await question(village, "3 张图")
    await village.pressed(member, story, "下一步")
    await question(village, "订单号发我")
    world.tell(member, "6" * 500)
    await question(village, "这有 500 个字,不像订单号")
    world.tell(member, "4001234567890123456")
    asked = await question(village, "哪天收到的")
    world.tell(member, "2026-12-30")
    await question(village, "还没到,今天是 2026-11-22")
    world.tell(member, "2-30")
    await question(village, "没有「2-30」这一天")
    await village.pressed(member, asked, "昨天")
    await village.pressed(member, await question(village, "问过商家吗"), "问过,没回")
    await village.pressed(member, await question(village, "什么时候方便"), "晚上")
    summary = await question(village, "核对一下")
    for line in ("商品:防晒喷雾", "订单号:4001234567890123456", "收到:11-21", "问商家:问过,没回", "联系:晚上"):
        assert line in summary.words
    await village.pressed(member, summary, "订单号")
    world.tell(member, "4009999999999999999")
    await village.pressed(member, await question(village, "核对一下"), "提交")
    await village.heard("收到,加进 #1001 了", by=member)
    told = await village.heard("填了登记表", by=village.owner)
    assert "订单号:4009999999999999999" in told.words
    await village.telegram.wait_for(lambda each: each.photo is not None, chat=world.private(village.owner))
    await village.settled()
    assert village.books.ask("SELECT COUNT(*) FROM attachment WHERE state = 'kept'") == [(3,)]


async def test_a_case_told_in_private_survives_days_and_a_command_in_between(village: Village) -> None:
    await village.add_product()
    await village.promote()
    world, member = village.world, village.member
    world.start(member)
    world.tell(member, "申请售后")
    product = await question(village, "是哪件商品")
    await village.pressed(member, product, "防晒喷雾")
    await village.pressed(member, await question(village, "出了什么问题"), "质量问题")
    world.tell(member, "喷头一按就漏")
    await question(village, "好了点「下一步」")
    world.tell(member, "/mytickets")
    await village.heard("写过的都在", by=member)
    await village.pass_time(days=30)
    world.tell(member, "/aftersales")
    asked = await question(village, "上次填到一半")
    await village.pressed(member, asked, "接着填")
    shown = await question(village, "喷头一按就漏")
    for expected in ("订单号发我", "哪天收到的", "问过商家吗", "想怎么办"):
        label = "下一步" if expected == "订单号发我" else "跳过"
        if expected == "哪天收到的":
            world.tell(member, label)  # typed, it is as good as pressed
        else:
            await village.pressed(member, shown, label)
        shown = await question(village, expected)
    await village.pressed(member, shown, "退款")
    await village.pressed(member, await question(village, "什么时候方便"), "我自己看")
    await village.pressed(member, await question(village, "核对一下"), "提交")
    await question(village, "已登记售后单 #1001,质量问题,想退款")
    told = await village.heard("新售后单 #1001", by=village.owner)
    assert "喷头一按就漏" in told.words
    assert village.books.ask("SELECT may_contact FROM ticket") == [(0,)]
    world.tell(member, "忘了说,是第二次买")
    await village.heard("收到,加进 #1001 了", by=member)


async def test_a_stale_form_asks_before_it_takes_what_is_typed(village: Village) -> None:
    await opened(village, await complained(village))
    await question(village, "经过写下来发我")
    world, member = village.world, village.member
    await village.pass_time(days=31)
    world.tell(member, "漏得厉害")
    asked = await question(village, "上次这张表填到一半(11-22),接着填吗")
    await village.pressed(member, asked, "重新填")
    await question(village, "经过写下来发我")
    world.tell(member, "/cancel")
    await village.heard("好,已退出", by=member)
    assert "已经过时" in (await village.pressed(member, asked, "跳过")).text
    assert village.books.ask("SELECT state FROM ticket") == [("open",)]


async def test_thirty_photos_and_a_voice_note_are_taken_as_far_as_they_go(village: Village) -> None:
    await opened(village, await complained(village))
    world, member = village.world, village.member
    await question(village, "经过写下来发我")
    for seed in range(8):
        world.send_photo(world.private(member), member, picture(seed))
    await question(village, "表里最多收 6 张")
    voice = {"voice": {"file_id": "VOICE", "file_unique_id": "V", "duration": 4}}
    world.send_other(world.private(member), member, voice)
    await question(village, "6 张图、1 条语音")
    assert sum("表里最多收 6 张" in each for each in village.said(world.private(member))) == 1


async def test_asking_by_a_reply_in_the_group_takes_the_photo_of_the_own_message(village: Village) -> None:
    world, member = village.world, village.member
    await village.prepare()
    shown = world.send_photo(village.group, member, picture(9))
    theirs = world.send_photo(village.group, village.other, picture(10))
    await village.settled()
    world.say(village.group, member, "/aftersales", reply_to=shown)
    await village.read("#1001")
    await village.settled()
    assert village.books.ask("SELECT kind, actor_id FROM attachment") == [("photo", member.id)]
    world.say(village.group, member, "/aftersales", reply_to=theirs)
    await village.settled()
    assert village.books.count("attachment") == 1, "what somebody else has shown is not this member's"
