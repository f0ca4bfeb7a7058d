"""The story begins: the bot comes in, the owner puts goods and proof on file, people chat."""

from __future__ import annotations

from datetime import timedelta

from playground import pictures
from playground.scene import Scene

PROMOTION = "【韩国直邮】防晒喷雾 150ml\n原价 69,券后 19.9 包邮\n￥9kQ2XyZ1abc￥"
ROUTE = (("11-18", "Seoul, picked up"), ("11-19", "Incheon, departed"), ("11-20", "Shanghai, customs"))
ALBUM_PAUSE = timedelta(seconds=2)
"""The bot waits so long for further pictures of an album."""


async def play_opening(scene: Scene) -> None:
    """Play it."""
    await _come_in(scene)
    await _bring_proof(scene)
    await _chat(scene)


async def _come_in(scene: Scene) -> None:
    scene.teller.chapter("开场:有据进群")
    scene.running.world.start(scene.owner)
    await scene.hears("掌柜", "我是有据", "把我加进你的群")
    scene.running.world.add_bot(scene.group, by=scene.owner, admin=True)
    await scene.reads("大家好,我是有据", "手上有的凭证贴出来,没有的照实说", buttons=("私聊我",))
    await scene.settled()
    scene.tell("掌柜", "/product 防晒喷雾 | 喷雾,防晒 | 晴屿")
    await scene.hears("掌柜", "已存:防晒喷雾", "品牌:晴屿")


async def _bring_proof(scene: Scene) -> None:
    scene.teller.chapter("掌柜把凭证存好,检查过才发布")
    letter = pictures.letter("QINGYU", ("Shop: QINGYU flagship", "Goods: sunscreen spray", "Valid until 2026-12-31"))
    # The date does not exist: that is said, the picture is kept, and a corrected line completes it.
    scene.show("掌柜", letter, "/evidence 授权 防晒喷雾 2026-12-32 品牌方授权这家企业店销售")
    scene.running.clock.forward(ALBUM_PAUSE)
    await scene.hears("掌柜", "没有「2026-12-32」这一天", "文件还留着")
    scene.tell("掌柜", "/evidence 授权 防晒喷雾 2026-12-31 品牌方授权这家企业店销售")
    await publish(scene, "授权书", "有效至:2026-12-31", pictures_shown=1)
    scene.show(
        "掌柜", pictures.route(ROUTE), "/evidence 物流 防晒喷雾 11-18 首尔揽收 → 11-19 仁川离境 → 11-20 上海清关"
    )
    scene.running.clock.forward(ALBUM_PAUSE)
    await publish(scene, "物流记录", "仁川离境", pictures_shown=1)
    scene.tell("掌柜", "/evidence 商家说明 防晒喷雾 11-15 书面说明,这是品牌方的体验活动,差价由品牌承担")
    await publish(scene, "商家说明", "差价由品牌承担")
    scene.tell("掌柜", "/evidence 渠道 防晒喷雾 11-15 书面说明,这批是企业店渠道,外盒与商场柜台版不同")
    await publish(scene, "渠道说明", "企业店渠道")


async def publish(scene: Scene, kind: str, *says: str, pictures_shown: int = 0) -> None:
    """Wait for the preview of an upload and let the owner publish it."""
    preview = await scene.hears("掌柜", f"待发布:{kind}", *says, pictures=pictures_shown)
    buttons = [button.text for button in preview.buttons]
    scene.check(buttons[0] in ("发布", "已检查,发布") and buttons[-1] == "放弃", f"publish or give up: {buttons}")
    await scene.press("掌柜", preview, buttons[0])
    await scene.hears("掌柜", f"已发布:{kind}")


async def _chat(scene: Scene) -> None:
    scene.teller.chapter("群里照常聊天:有据不插话,也不记")
    await scene.clock("15:12")
    scene.say("掌柜", PROMOTION)
    await scene.settled()
    async with scene.silence():
        scene.say("阿玲", "中午吃啥呀")
        scene.say("小北", "麻辣烫走起,下午还要上班")
        morning = scene.say("阿玲", "明天放假,带娃去海边玩")
        scene.say("老李", "记得多涂点防晒霜", reply_to=morning)
        scene.say("小北", "拼单的还差一个,有人吗")
