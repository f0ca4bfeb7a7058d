"""The story of PRODUCT 15, played by the real bot and compared with the script line by line."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from datetime import time as clock_time

from playground.emulator.transcript import SHANGHAI
from playground.running import Running, run_together
from playground.scene import DAY, NotAsToldError, Scene
from playground.story_cases import play_cases
from playground.story_days import play_days
from playground.story_doubts import play_doubts
from playground.story_opening import play_opening
from playground.telling import Teller

BEGINNING = datetime.combine(DAY, clock_time(15), tzinfo=SHANGHAI)
MEMBERS = ("阿安", "波波", "猫猫", "小鱼", "豆豆", "小林", "老周", "老李", "路人甲", "阿玲", "小北")
FEWEST_LINES = 20


async def tell_story(out: Callable[[str], object] = print) -> Scene:
    """Play the whole story, telling it line by line to ``out``; return the scene as it is in the end.

    Raises:
        NotAsToldError: the bot did something else than told.
    """
    began = time.monotonic()
    async with run_together(BEGINNING, ocr="off") as running:
        scene = set_scene(running, Teller(running.world, out))
        async with scene.teller.live():
            await play_opening(scene)
            await play_doubts(scene)
            await play_cases(scene)
            await play_days(scene)
            await scene.settled()
        _check_end(scene)
        scene.teller.chapter("全部照讲")
        scene.teller.remark(scene.check_waits())
        scene.teller.remark(f"{scene.teller.lines} 条消息,用时 {time.monotonic() - began:.0f} s")
    return scene


def set_scene(running: Running, teller: Teller) -> Scene:
    """Make the people and their group; the bot is not in it yet."""
    world = running.world
    owner = world.add_user("掌柜", username="zhanggui")
    people = {"掌柜": owner, **{name: world.add_user(name) for name in MEMBERS}}
    group = world.add_group("防晒福利群", creator=owner, members=[people[name] for name in MEMBERS])
    return Scene(running, teller, owner, group, people)


def _check_end(scene: Scene) -> None:
    """Nothing is left lying about, and the bot made no mistake with the Bot API."""
    scene.check(scene.teller.lines >= FEWEST_LINES, f"at least {FEWEST_LINES} lines are said")
    scene.check(not scene.running.telegram.violations, f"no wrong calls: {scene.running.telegram.violations[:3]}")
    dead = scene.running.books.ask("SELECT count(*) FROM inbox WHERE state NOT IN ('done')")[0][0]
    scene.check(dead == 0, f"every update is handled, {dead} are not")
    unsent = scene.running.books.ask(
        "SELECT purpose, state, error FROM outgoing WHERE state NOT IN ('sent', 'cancelled')"
    )
    scene.check(not unsent, f"every message is sent: {unsent}")


__all__ = ["NotAsToldError", "tell_story"]
