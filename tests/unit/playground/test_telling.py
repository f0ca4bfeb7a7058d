"""A conversation as the terminal shows it."""

from __future__ import annotations

from playground.emulator import Emulator
from playground.telling import Teller
from tests.unit.playground.village import RawBot, Village, picture


async def test_conversation_reads_like_a_chat(village: Village, bot: RawBot) -> None:
    lines: list[str] = []
    teller = Teller(village.world, lines.append, in_colour=False)
    doubt = village.world.say(village.group, village.member, "是正品吗")
    keyboard = {"inline_keyboard": [[{"text": "申请售后", "callback_data": "x"}]]}
    await bot(
        "sendMessage",
        chat_id=village.group.id,
        text="看过再判断\n① 授权书",
        reply_parameters={"message_id": doubt.message_id},
        reply_markup=keyboard,
    )
    village.world.send_album(village.group, village.other, [picture(), picture(colour="red")], caption="两张")
    teller.catch_up()
    assert lines == [
        "防晒福利群",
        "  16:00  掌柜    (有据 入群)",
        "  16:00  阿玲    是正品吗",
        "  16:00  有据    ↩ 阿玲「是正品吗」",
        "                 看过再判断",
        "                 ① 授权书",
        "                 [申请售后]",
        "  16:00  小北    〔图×2〕",
        "                 两张",
    ]
    assert teller.lines == 4


async def test_private_chats_days_and_remarks_are_told_apart(village: Village, telegram: Emulator) -> None:
    lines: list[str] = []
    teller = Teller(village.world, lines.append, in_colour=False)
    teller.catch_up()
    lines.clear()
    village.world.start(village.member)
    village.clock.forward(days=1)
    village.world.tell(village.member, "在吗")
    teller.chapter("第二天")
    village.world.tell(village.member, "好的")
    teller.remark("(时间拨到明天)")
    assert lines[:4] == ["阿玲的私聊", "  16:00  阿玲    /start", "   11-23", "阿玲的私聊"]
    assert lines[4] == "  16:00  阿玲    在吗"
    assert lines[5].startswith("\n── 第二天 ──")
    assert lines[6:] == ["阿玲的私聊", "  16:00  阿玲    好的", "   (时间拨到明天)"]


async def test_it_tells_while_things_happen(village: Village) -> None:
    lines: list[str] = []
    teller = Teller(village.world, lines.append, in_colour=True)
    async with teller.live():
        said = village.world.say(village.group, village.member, "收到喷头就是漏的")
        village.world.react(village.other, said, "👍")
        village.world.delete(said)
    assert any("👍 「收到喷头就是漏的」" in line for line in lines)
    assert any("(删掉了「收到喷头就是漏的」)" in line for line in lines)
    assert "\x1b[36m阿玲" in "".join(lines)
