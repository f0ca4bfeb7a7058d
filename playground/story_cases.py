"""Members complain and ask for a service: tickets with numbers, buttons, and what is due on them (VOICE 6-10)."""

from __future__ import annotations

from playground import pictures
from playground.emulator import Message
from playground.scene import Scene

UNDER_RECEIPT = ("补充信息", "查进度", "不需要")
WISHES = ("退", "换", "补", "只是说说")
ON_CARD = ("我来接手", "等回复…", "办结…", "看详情", "误报")


async def play_cases(scene: Scene) -> None:
    """Play it."""
    notice = await _courier(scene)
    await _quality(scene)
    await _rules(scene)
    await _still_doubting(scene)
    await _late(scene)
    await _second_complaint(scene)
    await _threat(scene)
    await _taken(scene, notice)


async def _courier(scene: Scene) -> Message:
    scene.teller.chapter("六 · 快递")
    await scene.clock("15:50")
    said = scene.say("豆豆", "快递都五天了还停在上海,一动不动")
    lines = (
        "豆豆,这么久没动静,换谁都急",
        "已登记售后单 #1001,快递停滞",
        "今天 17:00 前给你第一次答复",
        "单号和电话别发群里",
    )
    receipt = await scene.answered(said, *lines, buttons=UNDER_RECEIPT)
    scene.kept["receipt"] = receipt
    notice = await scene.hears("掌柜", "新售后单 #1001", "快递都五天了", buttons=ON_CARD)
    await scene.press("豆豆", receipt, "查进度", "#1001", "已转给对接人,还没有答复", "17:00")
    await scene.press("小北", receipt, "不需要", "这张单是别人的")
    await _add_in_private(scene, receipt)
    return notice


async def _add_in_private(scene: Scene, receipt: Message) -> None:
    url = await scene.press("豆豆", receipt, "补充信息")
    scene.running.world.follow(scene.people["豆豆"], url)
    first = await scene.hears("豆豆", "本群售后只由我联系你,不要验证码、不要转账", "是哪件商品")
    await scene.press("豆豆", first, "防晒喷雾")
    await scene.becomes(first, "经过写下来发我")
    scene.tell("豆豆", "单号 SF1400022223333,11-18 以后就没更新了")
    await scene.hears("豆豆", "好了点「下一步」")
    scene.show("豆豆", pictures.tracking_page(), "截图")
    story = await scene.hears("豆豆", "收到:1 张图")
    await scene.press("豆豆", story, "下一步")
    await scene.becomes(story, "订单号发我")
    scene.tell("豆豆", "4001234567890123456")
    asked = await scene.hears("豆豆", "哪天收到的")
    await scene.press("豆豆", asked, "还没收到")
    await scene.becomes(asked, "问过商家吗")
    await scene.press("豆豆", asked, "问过,没回")
    await scene.becomes(asked, "想怎么办")
    await scene.press("豆豆", asked, "跳过")
    await scene.becomes(asked, "什么时候方便联系你")
    await scene.press("豆豆", asked, "跳过")
    await scene.becomes(asked, "核对一下", "商品:防晒喷雾", "订单号:4001234567890123456")
    await scene.press("豆豆", asked, "提交", "好了")
    await scene.becomes(asked, "收到,加进 #1001")
    await scene.hears("掌柜", "#1001 填了登记表", "11-18 以后就没更新", "订单号:4001234567890123456")


async def _quality(scene: Scene) -> None:
    scene.teller.chapter("七 · 质量,要退款")
    await scene.clock("15:55")
    said = scene.say("小林", "收到喷头就是漏的,根本喷不出来,我要退款")
    lines = ("小林,收到就有问题,给你添麻烦了", "#1002,质量问题,想退款。", "今天 17:00 前", "拍张照,哪天签收的")
    await scene.answered(said, *lines, buttons=UNDER_RECEIPT)
    await scene.hears("掌柜", "新售后单 #1002", buttons=ON_CARD)
    photo = scene.running.world.send_photo(
        scene.group, scene.people["小林"], pictures.leaking_bottle(), caption="你看,这里漏"
    )
    await scene.marked(photo)
    await scene.hears("掌柜", "#1002 小林发来:「你看,这里漏」", pictures=1)


async def _rules(scene: Scene) -> None:
    scene.teller.chapter("八 · 不想要了,问运费")
    await scene.clock("15:58")
    said = scene.say("老周", "四件套买了二十多天,用着不太喜欢,想退,运费能不能你们出")
    lines = ("老周,已登记售后单 #1003", "想退货", "对接人对照规则,今天 17:00 前答复你")
    receipt = await scene.answered(said, *lines, buttons=UNDER_RECEIPT)
    await scene.hears("掌柜", "新售后单 #1003")
    await scene.press("老周", receipt, "不需要", "好,#1003 撤下了")
    await scene.hears("掌柜", "#1003 成员撤下了")


async def _still_doubting(scene: Scene) -> None:
    scene.teller.chapter("看完还有疑问,或者就要售后")
    await scene.clock("15:59")
    await scene.press("猫猫", scene.kept["origin"], "仍有疑问", "已转给对接人,单号 #1004", "17:00 前答复你")
    notice = await scene.hears("掌柜", "仍有疑问 · 售后单 #1004", "说是韩国直邮")
    await resolve(scene, notice, "已说明")
    await scene.press("老李", scene.kept["price"], "申请售后")
    receipt = await scene.reads("老李,", "#1005", buttons=(*UNDER_RECEIPT, *WISHES))
    await scene.hears("掌柜", "新售后单 #1005", "老李:「申请售后」")
    await scene.press("老李", receipt, "不需要", "好,#1005 撤下了")
    await scene.hears("掌柜", "#1005 成员撤下了")


async def resolve(scene: Scene, card: Message, outcome: str) -> None:
    """Let the owner resolve the ticket under whose card or notice the buttons stand."""
    await scene.press("掌柜", card, "办结…")
    choices = await scene.hears("掌柜", "选一个")
    await scene.press("掌柜", choices, outcome, "好了")
    await scene.becomes(choices, "已办结", f"结果:{outcome}")


async def _late(scene: Scene) -> None:
    scene.teller.chapter("一刻钟没人接:提醒值班")
    await scene.clock("16:05")
    await scene.hears("掌柜", "#1001 15 分钟没人接", "答应了成员今天 17:00 前答复")
    scene.say("阿玲", "/tickets")
    await scene.reads("这个命令是给管理员用的")
    scene.tell("掌柜", "/ticket 1999")
    await scene.hears("掌柜", "没有 #1999 这张单", "最近的是")


async def _second_complaint(scene: Scene) -> None:
    scene.teller.chapter("九 · 同一件事第二次来说")
    await scene.clock("16:25")
    said = scene.say("豆豆", "说了两遍了,到底有没有人管!")
    lines = ("豆豆,有人管。#1001 今天登记的", "往前排了", "实情:已转给对接人,还没有答复", "今天 17:30 前对接人本人回你")
    await scene.answered(said, *lines, buttons=("补充信息",))
    await scene.hears("掌柜", "二次投诉 #1001", "先前:「快递都五天了", "这次:「说了两遍了")


async def _threat(scene: Scene) -> None:
    scene.teller.chapter("十 · 威胁:一句话,不争不贴标签")
    await scene.clock("16:32")
    said = scene.say("路人甲", "赔我500,不然我就发差评,到处曝光你们")
    answer = await scene.answered(said, "收到,已转负责人,今天 18:00 前联系你", "对谁都一样", buttons=("补充信息",))
    scene.check("路人甲" not in answer.words, "a threat is answered without a name")
    notice = await scene.hears("掌柜", "要你确认", "#1006", "别争、别许诺")
    await scene.press("掌柜", notice, "我来接手", "好了")


async def _taken(scene: Scene, notice: Message) -> None:
    scene.teller.chapter("掌柜接手,去催快递")
    await scene.clock("16:40")
    await scene.press("掌柜", notice, "我来接手", "好了")
    await scene.becomes(notice, "#1001", "负责:掌柜")
    await scene.press("掌柜", notice, "等回复…")
    choices = await scene.hears("掌柜", "选一个")
    await scene.press("掌柜", choices, "等快递", "好了")
    await scene.becomes(choices, "#1001 等快递", "下一步")
    await scene.press("豆豆", scene.kept["receipt"], "查进度", "#1001", "在等快递给结果")
