"""Who else is there: an admin and a liaison with real roles, and a second group with topics."""

from __future__ import annotations

import re

from playground.emulator import Message
from playground.page.stage import Stage
from playground.page.stepping import SteppedScene

STAFF = (("阿珍", "管理员"), ("小徐", "对接人"))
TOPICS = ("防晒", "面膜", "闲聊")
OWNER = "掌柜"
_LINK = re.compile(r"https?://t\.me/\S+")


async def fill_up(stage: Stage, scene: SteppedScene) -> None:
    """Let them come in, once the opening is played."""
    world, owner = stage.world, scene.owner
    for place, (name, title) in enumerate(STAFF, start=1):
        user = world.add_user(name)
        scene.people[name] = user
        stage.people.insert(place, user)
        world.join(stage.group, user, by=owner)
        world.promote(stage.group, user, by=owner, custom_title=title)
        await _invite(scene, name, title)
    forum = world.add_group("护肤话题群", creator=owner, members=stage.people[1:], forum=True)
    for topic in TOPICS:
        world.open_topic(forum, owner, topic)
    world.add_bot(forum, by=owner)
    for user in stage.people:
        world.private(user)
    await scene.settled()
    stage.read = {chat.id: len(world.feed) for chat in world.chats.values()}


async def _invite(scene: SteppedScene, name: str, title: str) -> None:
    """Give somebody a role the way an owner does: ``/staff``, a button, a link that is opened once."""
    scene.tell(OWNER, "/staff")
    staff = await scene.shown(OWNER, lambda each: any(button.text == f"邀请{title}" for button in each.buttons))
    await scene.press(OWNER, staff, f"邀请{title}")
    invite = await scene.shown(OWNER, lambda each: f"邀请{title}的链接" in each.words)
    scene.running.world.follow(scene.people[name], _link(invite))
    await scene.hears(name, "你现在是", title)


def _link(message: Message) -> str:
    found = _LINK.search(message.words)
    return found.group() if found else next(entity.url for entity in message.entities if entity.url)
