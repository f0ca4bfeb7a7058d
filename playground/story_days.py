"""Promises come due: proof that was asked for, a time that was missed, news in the contact window, the day after."""

from __future__ import annotations

from playground import pictures
from playground.scene import Scene
from playground.story_cases import resolve
from playground.story_opening import ALBUM_PAUSE, publish
from playground.story_people import play_people


async def play_days(scene: Scene) -> None:
    """Play it."""
    await _missed(scene)
    await _proof_comes(scene)
    await _progress(scene)
    await _resolved(scene)
    await play_people(scene)
    await _next_day(scene)


async def _missed(scene: Scene) -> None:
    scene.teller.chapter("说好的时间到了没回:到点照实说")
    await scene.clock("17:01")
    await scene.reads("小林,#1002 说好今天 17:00 前答复你", "照实告诉你", "下次在这里说明:今天 18:30 前")
    together = ("件事等你", "#1002 答应今天 17:00 前答复,没人回", "还差一半时间", "18:00 前要在群里回")
    await scene.hears("掌柜", *together)


async def _proof_comes(scene: Scene) -> None:
    scene.teller.chapter("凭证要到了:贴给问的人")
    await scene.clock("17:20")
    letter = pictures.letter("SUNUO", ("Shop: SUNUO store", "Goods: face mask", "Valid until 2027-06-30"), is_wide=True)
    scene.show("掌柜", letter, "/evidence 授权 面膜 2027-06-30 品牌方授权这家店销售")
    scene.running.clock.forward(ALBUM_PAUSE)
    await publish(scene, "授权书", pictures_shown=1)
    await scene.reads("阿安,说好今天 18:00 前给你的凭证到了", "有效至 2027-06-30", buttons=("申请售后", "仍有疑问"))
    await scene.reads("小鱼,你问的凭证到了", "点这里看")


async def _progress(scene: Scene) -> None:
    scene.teller.chapter("联系时段:告诉开过私聊的人进度")
    await scene.clock("18:01")
    message = await scene.hears("豆豆", "「防晒福利群」的售后助手有据", "#1001", "有新进展", "快递", "不再联系")
    shown = [button.text for button in message.buttons]
    scene.check(shown == ["补充信息", "不再联系"], f"the member may end it: {shown}")
    told = [m for m in scene.running.world.said_by_bot if m.chat.user in (scene.people["小林"], scene.people["猫猫"])]
    scene.check(not told, "who never started the bot is not written to")


async def _resolved(scene: Scene) -> None:
    scene.teller.chapter("办结:群里那条只剩一行")
    await scene.clock("18:20")
    scene.tell("掌柜", "/ticket 1001")
    card = await scene.hears("掌柜", "#1001", "二次投诉", "下一步")
    await resolve(scene, card, "补发")
    receipt = scene.kept["receipt"]
    await scene.becomes(receipt, "#1001 已办结")
    scene.check(receipt.words == "#1001 已办结 · 2 小时" and not receipt.buttons, f"one line is left: {receipt.words}")
    await _close_the_rest(scene)
    scene.running.world.start(scene.people["波波"])
    await scene.hears("波波", "我是有据")


async def _close_the_rest(scene: Scene) -> None:
    """The owner works the other cases off, so that the next day is quiet."""
    for number, outcome in ((1002, "退款"), (1006, "已说明")):
        scene.tell("掌柜", f"/ticket {number}")
        await resolve(scene, await scene.hears("掌柜", f"#{number} ", "下一步"), outcome)


async def _next_day(scene: Scene) -> None:
    scene.teller.chapter("第二天的联系时段:办结的消息,问清楚了没有,满意不满意")
    await scene.clock("12:05", days=1)  # a window gives one message, and 18:01 had one
    await scene.hears("豆豆", "这单办结了:补发", "重新打开")
    await scene.clock("18:30", days=1)
    doubt = await scene.hears("波波", "你 11-22 在群里问过", "现在清楚了吗")
    await scene.press("波波", doubt, "清楚了")
    await scene.hears("波波", "好,记下了")
    check = await scene.hears("豆豆", "#1001", "昨天办结:补发。办得满意吗")
    await scene.press("豆豆", check, "满意")
    await scene.hears("豆豆", "好,记下了")
    await scene.settled()
    state = scene.running.books.ask("SELECT state FROM ticket WHERE number = 1001")
    scene.check(state == [("closed",)], f"#1001 is closed: {state}")
