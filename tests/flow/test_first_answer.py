"""docs/first-answer.md, tried from zero: six things to do, and the first doubt is answered with the owner's proof."""

from __future__ import annotations

from playground.running import Running
from tests.flow.village import ALBUM_PAUSE, PROMOTION, picture

LINE = "/evidence 授权 防晒喷雾 2026-12-31 品牌方授权这家企业店销售"


async def test_six_things_to_do_and_the_first_doubt_is_answered(running: Running) -> None:
    world, telegram = running.world, running.telegram
    owner, member = world.add_user("掌柜"), world.add_user("阿安")
    group, desk = world.add_group("防晒福利群", creator=owner, members=(member,)), world.private(owner)
    world.start(owner)  # 1
    await telegram.wait_for(lambda message: "我是有据" in message.words, chat=desk)
    world.add_bot(group, by=owner, admin=True)  # 2
    await telegram.wait_for(lambda message: "大家好" in message.words, chat=group)
    await telegram.wait_for(lambda message: "还差什么" in message.words, chat=desk)
    world.say(group, owner, PROMOTION)  # 3
    await telegram.wait_for(
        lambda message: "防晒喷雾" in message.words and "确认商品" in str(message.buttons), chat=desk
    )
    world.send_photo(desk, owner, picture(1), caption=LINE)  # 4
    await telegram.settled(quiet=0.2)
    running.clock.forward(ALBUM_PAUSE)
    preview = await telegram.wait_for(lambda each: "待发布:授权书" in each.words and bool(each.buttons), chat=desk)
    await world.press(owner, preview, "已检查,发布").answered(8)  # 5
    await telegram.wait_for(lambda message: "已发布" in message.words, chat=desk)
    await telegram.settled(quiet=0.5)
    doubt = world.say(group, member, "19块9还包邮,肯定是假的")  # 6
    answer = await telegram.wait_for(lambda message: message.reply_to is doubt, chat=group)
    assert answer.photo
    assert "① 授权书:品牌方授权这家企业店销售,有效至 2026-12-31" in answer.words
    assert running.books.ask("SELECT state FROM product") == [("confirmed",)]
