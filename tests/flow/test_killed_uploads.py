"""kill -9 again and again while a stack of photos comes in and is looked at: each becomes one draft, none is lost."""

from __future__ import annotations

import asyncio
import random

import pytest

from playground.emulator import Message, User
from tests.flow.process import QuickBotProcess
from tests.flow.village import picture

PHOTOS, KILLS = 6, 6


@pytest.mark.slow
async def test_a_stack_of_uploads_survives_kills_at_any_moment(quick_process: QuickBotProcess) -> None:
    process, chance = quick_process, random.Random(20261124)
    process.settings["YOUJU_OCR"] = "off"
    await process.start()
    owner = await _owner(process)
    private = process.telegram.world.private(owner)
    for seed in range(PHOTOS):
        process.telegram.world.send_photo(private, owner, picture(seed))
        if seed % 2:
            await _die_and_live(process, chance)
    for question, label in (
        (f"收到 {PHOTOS} 个文件", "每张一份"),
        ("是哪种凭证", "物流"),
        ("哪件商品", "防晒喷雾"),
        ("有效到哪天", "不写"),
    ):
        await _press(process, owner, question, label)
    await _press(process, owner, "加一句说明", "不写")
    for _ in range(KILLS):
        await _die_and_live(process, chance)
    await process.telegram.wait_for(lambda each: f"1 / {PHOTOS}" in each.words, chat=private, timeout=40)
    books = process.books
    assert books.ask("SELECT state, count(*) FROM evidence GROUP BY state") == [("draft", PHOTOS)]
    assert books.ask("SELECT DISTINCT state FROM upload") == [("done",)]
    assert books.count("inbox", "state <> 'done'") == 0


async def _owner(process: QuickBotProcess) -> User:
    world = process.telegram.world
    owner = world.add_user("掌柜")
    world.start(owner)
    await process.telegram.wait_for(chat=world.private(owner))
    group = world.add_group("防晒福利群", creator=owner)
    world.add_bot(group, by=owner)
    await process.telegram.wait_for(lambda each: "大家好" in each.words, chat=group, timeout=20)
    world.tell(owner, "/product 防晒喷雾")
    await process.telegram.wait_for(lambda each: "已存" in each.words, chat=world.private(owner), timeout=20)
    return owner


async def _die_and_live(process: QuickBotProcess, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, 0.15))
    await process.kill()
    await process.start()


async def _press(process: QuickBotProcess, owner: User, question: str, label: str) -> None:
    def asks(each: Message) -> bool:
        return question in each.words and any(button.text == label for button in each.buttons)

    world = process.telegram.world
    said = await process.telegram.wait_for(asks, chat=world.private(owner), timeout=30)
    world.press(owner, said, label)
