"""From a photo to its preview, and how doubts are answered while pictures are read: ``python -m benchmarks.reading``.

The real bot against the emulator in this process, at the pace of every day. The machine's process has the other core.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import statistics
import sys
import time
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from PIL import Image

from benchmarks.papers.layouts import LAYOUTS, draw
from bot.parts import Pace
from core.fonts import has_chinese_font
from playground.emulator import Chat, Message, User
from playground.running import Running, run_together

START = datetime(2026, 11, 22, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PREVIEW_MOST_SECONDS: dict[str, float] = {"auto": 8.0, "off": 1.0}
DOUBT = "这个是正品吗"
_PATIENCE_SECONDS = 60.0
_DOUBT_EVERY_SECONDS = 0.2
"""Busier than any group; without a pause the doubts themselves would take a core from the machine."""
_PHONE = (1080, 2340)


async def main(photos: int, doubts: int) -> int:
    """Measure, print, and return the exit code: 1 if a preview takes longer than allowed."""
    if not has_chinese_font():
        print("needs a font with Chinese (fonts-wqy-microhei)")
        return 1
    late = 0
    for ocr in ("off", "auto"):
        async with run_together(START, pace=Pace(), ocr=ocr) as running:
            owner, group = await _settle_in(running)
            alone = [await _answered_after(running, group, number) for number in range(doubts)]
            waits, meanwhile = await _with_photos(running, owner, group, photos)
        late += statistics.median(waits) > PREVIEW_MOST_SECONDS[ocr]
        _print(f"ocr {ocr}: photo to preview", waits, "s")
        _print(f"ocr {ocr}: doubt to answer, nothing else to do", [1000 * each for each in alone], "ms")
        if meanwhile:
            _print(f"ocr {ocr}: doubt to answer, a picture being read", [1000 * each for each in meanwhile], "ms")
    return 1 if late else 0


async def _settle_in(running: Running) -> tuple[User, Chat]:
    """Open a group with a product that has a proof on file and a promotion."""
    world = running.world
    owner = world.add_user("掌柜")
    world.start(owner)
    await running.telegram.wait_for(chat=world.private(owner))
    group = world.add_group("防晒福利群", creator=owner)
    world.add_bot(group, by=owner)
    await running.telegram.wait_for(lambda message: "大家好" in message.words, chat=group, timeout=_PATIENCE_SECONDS)
    await _told(running, owner, "/product 防晒喷雾", "已存")
    preview = await _told(running, owner, "/evidence 渠道 防晒喷雾 商家书面说明", "待发布")
    world.press(owner, preview, preview.buttons[0].text)
    await running.telegram.wait_for(lambda message: "已发布" in message.words, timeout=_PATIENCE_SECONDS)
    world.say(group, owner, "【韩国直邮】防晒喷雾 150ml\n原价 69,券后 19.9 包邮\n￥9kQ2XyZ1abc￥")
    await running.telegram.settled()
    return owner, group


async def _told(running: Running, owner: User, text: str, says: str) -> Message:
    running.world.tell(owner, text)
    return await running.telegram.wait_for(lambda each: says in each.words, timeout=_PATIENCE_SECONDS)


async def _with_photos(running: Running, owner: User, group: Chat, photos: int) -> tuple[list[float], list[float]]:
    """Send photos one after another, and doubts while each of them is looked at."""
    waits, meanwhile = list[float](), list[float]()
    for number in range(photos):
        preview = asyncio.create_task(_preview_after(running, owner, _photo(number)))
        while not preview.done():
            meanwhile.append(await _answered_after(running, group, 1000 + len(meanwhile)))
            await asyncio.sleep(_DOUBT_EVERY_SECONDS)
        waits.append(await preview)
    return waits, meanwhile


def _photo(number: int) -> Image.Image:
    """Return a drawn paper; every third is a phone's whole screen, full of text."""
    papers = [draw(LAYOUTS[(number + each) % len(LAYOUTS)], number % 4, 900 + number).image for each in range(3)]
    if number % 3 != 2:
        return papers[0]
    screen, at = Image.new("RGB", _PHONE, "white"), 0
    for paper in papers:
        screen.paste(paper.resize((_PHONE[0], paper.height * _PHONE[0] // paper.width)), (0, at))
        at += _PHONE[1] // len(papers)
    return screen


async def _preview_after(running: Running, owner: User, photo: Image.Image) -> float:
    """Send a photo and return the seconds until its preview is there."""
    written, seen = io.BytesIO(), set(running.world.private(owner).messages)
    photo.save(written, "JPEG", quality=92)
    began = time.perf_counter()
    private = running.world.private(owner)
    running.world.send_photo(private, owner, written.getvalue(), caption="/evidence 物流 防晒喷雾")
    await running.telegram.wait_until(
        lambda: any(key not in seen and "待发布" in each.words for key, each in private.messages.items()),
        timeout=_PATIENCE_SECONDS,
        what="the preview",
    )
    return time.perf_counter() - began


async def _answered_after(running: Running, group: Chat, number: int) -> float:
    """Let a new member doubt and return the seconds until the bot has answered or reacted."""
    member = running.world.add_user(f"成员{number}")
    running.world.join(group, member)
    began = time.perf_counter()
    doubt = running.world.say(group, member, DOUBT)
    bot = running.world.bot.id
    await running.telegram.wait_until(
        lambda: bot in doubt.reactions or any(each.reply_to is doubt for each in group.messages.values()),
        timeout=_PATIENCE_SECONDS,
        what="an answer",
    )
    return time.perf_counter() - began


def _print(what: str, values: list[float], unit: Literal["s", "ms"]) -> None:
    ranked = sorted(values)
    digits = 2 if unit == "s" else 0
    p95 = ranked[min(len(ranked) - 1, int(0.95 * len(ranked)))]
    print(
        f"{what:<50} n={len(ranked):<4} median {statistics.median(ranked):.{digits}f} {unit}"
        f"   p95 {p95:.{digits}f}   worst {ranked[-1]:.{digits}f}",
        flush=True,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=6, help="photos one after another")
    parser.add_argument("--doubts", type=int, default=15, help="doubts with nothing else to do")
    options = parser.parse_args()
    sys.exit(asyncio.run(main(options.photos, options.doubts)))
