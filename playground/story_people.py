"""What else happens in a group: a grumble, somebody who poses as staff, an order number, a call for a human."""

from __future__ import annotations

from playground.emulator import Message
from playground.scene import Scene
from playground.story_cases import resolve

IMPOSTOR = "官方客服-小美"


async def play_people(scene: Scene) -> None:
    """Play it."""
    scene.teller.chapter("群里的其他事:抱怨、冒充、晒单号、叫群主")
    await scene.clock("18:25")
    grumble = await _grumble(scene)
    await _impostor(scene, grumble)
    await _order_number(scene)
    await _human(scene)


async def _grumble(scene: Scene) -> Message:
    said = scene.say("阿玲", "快递好慢啊")
    await scene.answered(said, "阿玲,", "点「帮我登记」", buttons=("帮我登记",))
    await scene.hears("掌柜", "抱怨一句:快递停滞", "群里没给单号")
    return said


async def _impostor(scene: Scene, grumble: Message) -> None:
    """Nothing is said in the group; the owner deletes it by a tap."""
    world = scene.running.world
    scene.people[IMPOSTOR] = world.add_user(IMPOSTOR)
    world.join(scene.group, scene.people[IMPOSTOR])
    scene.say(IMPOSTOR, "加我微信 tuikuan88,给你处理", reply_to=grumble)
    notice = await scene.hears("掌柜", "像是有人冒充工作人员", IMPOSTOR, "没有在群里说话", buttons=("删掉这条",))
    await scene.press("掌柜", notice, "删掉这条", "删掉了")


async def _order_number(scene: Scene) -> None:
    said = scene.say("老李", "订单号 3245678901234567890")
    offer = await scene.answered(said, "老李,订单号别放在群里", buttons=("删掉这条", "私聊说"))
    scene.check("3245678901234567890" not in offer.words, "the number is not repeated")
    await scene.press("阿玲", offer, "删掉这条", "要由发的人或值班的人来删")
    await scene.press("老李", offer, "删掉这条", "删掉了")


async def _human(scene: Scene) -> None:
    said = scene.say("阿玲", "叫群主")
    await scene.answered(said, "阿玲,已经叫对接人了", "这段时间我不插话")
    notice = await scene.hears("掌柜", "阿玲要找人", "19:30 前在群里回")
    await resolve(scene, notice, "已说明")
