"""The village of the flow tests: people, a group, and the bot running beside them in the same process."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from core.clock import MovableClock
from playground.books import Books
from playground.emulator import Chat, Emulator, Message, User, World
from playground.emulator.world.pressing import Answer
from playground.running import Running

START = datetime(2026, 11, 22, 14, 50, tzinfo=ZoneInfo("Asia/Shanghai"))
PROMOTION = "【韩国直邮】防晒喷雾 150ml\n原价 69,券后 19.9 包邮\n￥9kQ2XyZ1abc￥"
ALBUM_PAUSE = timedelta(seconds=2)


def picture(seed: int = 0, kind: str = "PNG", size: tuple[int, int] = (400, 600)) -> bytes:
    """Draw a picture; each seed gives one that looks different."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for number in range(24):
        place = (seed * 7919 + number * 104729) % 997
        x, y = place * size[0] // 997, (place * 31 % 997) * size[1] // 997
        draw.rectangle((x, y, x + 80, y + 60), fill=(place % 256, place * 3 % 256, place * 7 % 256))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@dataclass(slots=True)
class Village:
    """One owner, one group with the bot in it, a few members."""

    running: Running
    owner: User
    member: User
    other: User
    group: Chat

    @property
    def world(self) -> World:
        """Telegram's side."""
        return self.running.world

    @property
    def telegram(self) -> Emulator:
        """The Bot API."""
        return self.running.telegram

    @property
    def clock(self) -> MovableClock:
        """The one clock of world and bot."""
        return self.running.clock

    @property
    def books(self) -> Books:
        """The bot's database."""
        return self.running.books

    def add_member(self, name: str, *groups: Chat, **names: Any) -> User:
        """Add somebody to the group, or to ``groups``."""
        user = self.world.add_user(name, **names)
        for group in groups or (self.group,):
            self.world.join(group, user)
        return user

    async def open_group(self, title: str, *, owner: User | None = None, **options: Any) -> Chat:
        """Let ``owner`` open a group with everybody in it and add the bot; wait for the greeting."""
        creator = owner or self.owner
        members = [user for user in (self.owner, self.member, self.other) if user is not creator]
        group = self.world.add_group(title, creator=creator, members=members, **options)
        self.world.add_bot(group, by=creator)
        await self.telegram.wait_for(lambda message: "大家好" in message.words, chat=group)
        await self.settled()
        return group

    async def promote(self, group: Chat | None = None, text: str = PROMOTION, **options: Any) -> Message:
        """Let the owner post a promotion."""
        post = self.world.say(group or self.group, self.owner, text, **options)
        await self.settled()
        return post

    async def add_product(self, name: str = "防晒喷雾", *, owner: User | None = None) -> None:
        """Let the owner type a product in."""
        self.world.tell(owner or self.owner, f"/product {name}")
        await self.heard(f"已存:{name}", by=owner or self.owner)

    async def add_proof(self, product: str = "防晒喷雾", *, owner: User | None = None, seed: int = 1) -> None:
        """Let the owner upload an authorization letter and publish it."""
        user = owner or self.owner
        line = f"/evidence 授权 {product} 2027-12-31 品牌方授权这家店"
        self.world.send_photo(self.world.private(user), user, picture(seed), caption=line)
        await self.publish(user)

    async def publish(self, user: User) -> Message:
        """Press 「已检查,发布」 under the next preview."""
        await self.pass_time(seconds=2)
        chat = self.world.private(user)
        # The preview of an album comes twice: an album carries no buttons.
        preview = await self.telegram.wait_for(lambda each: "待发布" in each.words and bool(each.buttons), chat=chat)
        await self.pressed(user, preview, "已检查,发布")
        return await self.heard("已发布", by=user)

    async def prepare(self) -> Message:
        """A product with proof and a promotion in the group."""
        await self.add_product()
        await self.add_proof()
        return await self.promote()

    async def heard(self, text: str, *, by: User, timeout: float = 8) -> Message:  # noqa: ASYNC109  tests read best so
        """Wait until the bot tells somebody something in private."""
        chat = self.world.private(by)
        return await self.telegram.wait_for(lambda message: text in message.words, chat=chat, timeout=timeout)

    async def read(self, text: str, group: Chat | None = None, *, timeout: float = 8) -> Message:  # noqa: ASYNC109
        """Wait until the bot says something in the group."""
        chat = group or self.group
        return await self.telegram.wait_for(lambda message: text in message.words, chat=chat, timeout=timeout)

    async def answered(self, message: Message, text: str = "", *, timeout: float = 8) -> Message:  # noqa: ASYNC109
        """Wait for the bot's reply to a message."""
        return await self.telegram.wait_for(
            lambda each: each.reply_to is message and text in each.words, timeout=timeout, chat=message.chat
        )

    async def pressed(self, user: User, message: Message, button: str) -> Answer:
        """Press a button and wait for what it shows."""
        return await self.world.press(user, message, button).answered(8)

    async def pass_time(self, **span: float) -> None:
        """Let everything in hand end, then move the clock."""
        await self.settled()
        self.clock.forward(timedelta(**span))

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something that happens in the world."""
        await self.telegram.wait_until(condition, timeout=8, what=what)

    async def settled(self) -> None:
        """Wait until the bot has nothing more to do; it shares our loop and looks at its tables ten times a second."""
        await self.telegram.settled(quiet=0.2)

    async def held_up(self) -> None:
        """Wait until a call was answered with 429."""
        await self.until(lambda: any(call.code == 429 for call in self.telegram.calls), "a call is held up")

    def said(self, chat: Chat | None = None) -> list[str]:
        """Return what the bot has said in a chat."""
        return [message.words for message in self.world.messages(chat or self.group, by=self.world.bot)]
