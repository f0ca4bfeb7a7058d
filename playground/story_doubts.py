"""Members doubt: price, packaging, origin, the plain question again, and goods without proof (VOICE 1-5)."""

from __future__ import annotations

from playground.emulator import Message
from playground.scene import Scene

UNDER_ANSWER = ("申请售后", "仍有疑问")
MASK = "【补水面膜】20片装\n日常价 99,券后 29.9 包邮\n￥7hT4QwE8mno￥"


async def play_doubts(scene: Scene) -> None:
    """Play it."""
    await _price(scene)
    await _packaging(scene)
    await _origin(scene)
    await _again(scene)
    await _no_proof(scene)


async def _price(scene: Scene) -> None:
    scene.teller.chapter("一 · 价格")
    await scene.clock("15:20")
    doubt = scene.say("阿安", "19块9还包邮,这肯定是假货吧,真货怎么会卖这么便宜")
    lines = (
        "阿安,比原价 69 低这么多,会这么想很正常",
        "授权书:品牌方授权这家企业店销售,有效至 2026-12-31",
        "差价由品牌承担",
        "同批样品",
    )
    scene.kept["price"] = await scene.answered(doubt, *lines, pictures=2, buttons=UNDER_ANSWER, is_doubt=True)


async def _packaging(scene: Scene) -> None:
    scene.teller.chapter("二 · 包装")
    await scene.clock("15:26")
    doubt = scene.say("波波", "我去商场专柜对比了一下,这个包装跟专柜的不一样啊")
    lines = ("波波,谢谢你专门去比对", "渠道说明", "外盒与商场柜台版不同", "今天 17:30 前回你")
    await scene.answered(doubt, *lines, pictures=1, buttons=UNDER_ANSWER, is_doubt=True)


async def _origin(scene: Scene) -> None:
    scene.teller.chapter("三 · 发货地")
    await scene.clock("15:31")
    doubt = scene.say("猫猫", "说是韩国直邮,谁知道是不是国内哪个仓库发的")
    lines = ("猫猫,是不是直邮,看物流最清楚", "首尔揽收 → 11-19 仁川离境", "起点也该是韩国", "点「仍有疑问」,我们去查")
    answer = await scene.answered(doubt, *lines, pictures=1, buttons=UNDER_ANSWER, is_doubt=True)
    scene.kept["origin"] = answer
    scene.running.world.say(scene.group, scene.people["阿玲"], "这个能查,挺好", reply_to=doubt)
    await _another_asks(scene, answer)
    await scene.reads("关于防晒喷雾,几位朋友问到价格、包装和发货地", "集中说明一次", buttons=UNDER_ANSWER)
    await scene.hears("掌柜", "信任危机:防晒喷雾", "已在群里集中说明")


async def _another_asks(scene: Scene, answer: Message) -> None:
    """Somebody else presses the doubter's button: an own doubt is logged, no second album."""
    await scene.press("老李", answer, "仍有疑问", "你的疑问也记下了")


async def _again(scene: Scene) -> None:
    scene.teller.chapter("四 · 刚说明过:只指路,再问只做标记")
    await scene.clock("15:41")
    doubt = scene.say("小鱼", "是正品吗")
    lines = ("小鱼,这件 15:31 刚集中说明过", "点这里看", "我转给对接人")
    await scene.answered(doubt, *lines, buttons=("仍有疑问",), is_doubt=True)
    third = scene.say("小北", "这个保真吗")
    await scene.marked(third)
    await scene.settled()
    scene.check(not third.replies, "the third who asks gets a mark and no words")


async def _no_proof(scene: Scene) -> None:
    scene.teller.chapter("五 · 手上没有凭证:照实说,去要")
    await scene.clock("15:44")
    post = scene.say("掌柜", MASK)
    draft = await scene.hears("掌柜", "新推广建了草稿商品")
    await scene.press("掌柜", draft, "确认商品")
    await scene.hears("掌柜", "已存:", "面膜")
    first = scene.say("阿安", "这个是正品吗?感觉像假的", reply_to=post)
    lines = ("阿安,这件的", "我手上还没有,没看到之前我不替它下结论", "今天 18:00 前在这条下面回你,要没要到都会说")
    await scene.answered(first, *lines, buttons=("申请售后",), is_doubt=True)
    await scene.hears("掌柜", "要凭证:", "面膜", "已答应今天 18:00 前在群里回")
    second = scene.say("小鱼", "同问", reply_to=first)
    await scene.answered(second, "小鱼,", "已经在要", "今天 18:00 前在这里说明", is_doubt=True)
