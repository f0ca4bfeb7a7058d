"""What a story is played with: people act, the bot is waited for, and every difference from the script is said."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from statistics import median

from playground.emulator import Chat, Message, User
from playground.emulator.transcript import SHANGHAI, transcript
from playground.emulator.world.pressing import Press
from playground.running import Running
from playground.telling import Teller

PATIENCE_SECONDS = 30.0
WORST_SECONDS, MEDIAN_SECONDS = 2.0, 1.0
"""How long a doubter waits for the answer: at the worst, and at the median."""
DAY = date(2026, 11, 22)


class NotAsToldError(Exception):
    """Something in the story is not as told."""


@dataclass(slots=True)
class Scene:
    """The stage: ``group`` is the community, ``waits`` how long each answer to a doubt took in real seconds."""

    running: Running
    teller: Teller
    owner: User
    group: Chat
    people: dict[str, User]
    waits: list[float] = field(default_factory=list)
    kept: dict[str, Message] = field(default_factory=dict)
    """Messages of the bot that a later chapter comes back to."""
    _said: dict[Message, float] = field(default_factory=dict)

    # What people do

    def say(self, who: str, text: str, *, reply_to: Message | None = None) -> Message:
        """Let somebody write in the community."""
        message = self.running.world.say(self.group, self.people[who], text, reply_to=reply_to)
        self._said[message] = time.monotonic()
        return message

    def tell(self, who: str, text: str, *, reply_to: Message | None = None) -> Message:
        """Let somebody write to the bot in private."""
        return self.running.world.tell(self.people[who], text, reply_to=reply_to)

    def show(self, who: str, picture: bytes, caption: str = "") -> Message:
        """Let somebody send the bot a picture in private."""
        user = self.people[who]
        return self.running.world.send_photo(self.running.world.private(user), user, picture, caption=caption)

    async def press(self, who: str, message: Message, button: str, *says: str) -> str:
        """Press a button, wait for what it shows, and return the link that opens; ``says``: what the alert says."""
        press: Press = self.running.world.press(self.people[who], message, button)
        try:
            answer = await press.answered(PATIENCE_SECONDS)
        except TimeoutError as error:
            raise NotAsToldError(str(error)) from error
        self.check(_has(answer.text, says), f"「{button}」 shows {_listed(says)}, it showed 「{answer.text}」")
        return answer.url or ""

    # What the bot does

    async def answered(
        self,
        message: Message,
        *says: str,
        pictures: int = 0,
        buttons: tuple[str, ...] = (),
        is_doubt: bool = False,
    ) -> Message:
        """Wait for the bot's reply to ``message``; return the message that carries the buttons."""
        began = self._said.get(message, time.monotonic())
        reply = await self._wait(lambda each: each.reply_to is message, f"an answer to 「{message.words}」")
        if is_doubt:
            self.waits.append(time.monotonic() - began)
        self._check_content(reply, says, pictures)
        carrier = reply
        if buttons and pictures > 1:
            carrier = await self._wait(lambda each: each.reply_to is reply and bool(each.buttons), "buttons")
        self._check_buttons(carrier, buttons)
        return carrier

    async def hears(self, who: str, *says: str, pictures: int = 0, buttons: tuple[str, ...] = ()) -> Message:
        """Wait until the bot tells somebody ``says`` in private."""
        chat = self.running.world.private(self.people[who])
        message = await self._wait(
            lambda each: each.chat is chat and _has(each.words, says), f"{who} hears {_listed(says)}", chat
        )
        self._check_content(message, says, pictures)
        self._check_buttons(message, buttons)
        return message

    async def reads(self, *says: str, buttons: tuple[str, ...] = ()) -> Message:
        """Wait until the bot says ``says`` in the community."""
        message = await self._wait(
            lambda each: each.chat is self.group and _has(each.words, says), f"the group reads {_listed(says)}"
        )
        self._check_buttons(message, buttons)
        return message

    async def marked(self, message: Message) -> None:
        """Wait for the bot's reaction to ``message``."""
        bot = self.running.world.bot.id
        await self._until(lambda: bot in message.reactions, f"a reaction to 「{message.words}」")

    async def becomes(self, message: Message, *says: str) -> None:
        """Wait until the bot has rewritten its message."""
        await self._until(lambda: _has(message.words, says), f"a message becomes {_listed(says)}")

    @asynccontextmanager
    async def silence(self) -> AsyncIterator[None]:
        """The bot neither speaks nor stores anything on account of what happens in the block."""
        await self.settled()
        said, rows = len(self.running.telegram.calls), self.running.books.rows()
        yield
        await self.settled()
        self.check(len(self.running.telegram.calls) == said, "nothing is said about small talk")
        self.check(self.running.books.rows() == rows, "small talk leaves no row")

    async def settled(self) -> None:
        """Wait until the bot has nothing more to do."""
        await self.running.telegram.settled()

    # The clock and the books

    async def clock(self, hours_minutes: str, *, days: int = 0) -> None:
        """Move on to a time of the first day, or ``days`` later."""
        await self.settled()
        moment = datetime.combine(DAY + timedelta(days=days), clock_time.fromisoformat(hours_minutes), tzinfo=SHANGHAI)
        self.check(moment >= self.running.clock(), f"the story goes forward ({hours_minutes})")
        if moment - self.running.clock() > timedelta(minutes=30):
            self.teller.remark(f"(时间拨到 {moment:%m-%d %H:%M})")
        self.running.clock.move_to(moment)

    def check(self, holds: bool, told: str) -> None:
        """Compare with the script.

        Raises:
            NotAsToldError: it is not so.
        """
        if not holds:
            last = "\n".join(transcript(self.running.world)[-8:])
            raise NotAsToldError(f"told: {told}\nthe last lines:\n{last}")

    def check_waits(self) -> str:
        """Check how long doubters waited and say it in a line."""
        worst, middle = max(self.waits), median(self.waits)
        said = f"{len(self.waits)} 次质疑,从发问到答复:中位 {middle:.2f} s,最久 {worst:.2f} s"
        self.check(worst <= WORST_SECONDS and middle <= MEDIAN_SECONDS, f"answers come in time; {said}")
        return said

    def _check_content(self, message: Message, says: tuple[str, ...], pictures: int) -> None:
        self.check(_has(message.words, says), f"the bot says {_listed(says)}, it said 「{message.words}」")
        album = message.media_group_id
        shown = [
            each
            for each in message.chat.messages.values()
            if each is message or (album and each.media_group_id == album)
        ]
        found = sum(each.photo is not None for each in shown)
        self.check(found == pictures, f"{pictures} pictures with 「{message.words[:20]}…」, there were {found}")

    def _check_buttons(self, message: Message, buttons: tuple[str, ...]) -> None:
        shown = tuple(button.text for button in message.buttons)
        self.check(not buttons or shown == buttons, f"buttons {buttons}, there were {shown}")

    async def _wait(self, condition: Callable[[Message], bool], what: str, chat: Chat | None = None) -> Message:
        try:
            return await self.running.telegram.wait_for(condition, timeout=PATIENCE_SECONDS, chat=chat)
        except TimeoutError as error:
            raise NotAsToldError(f"told: {what}; it did not happen.\n{error}") from error

    async def _until(self, condition: Callable[[], bool], what: str) -> None:
        try:
            await self.running.telegram.wait_until(condition, timeout=PATIENCE_SECONDS, what=what)
        except TimeoutError as error:
            raise NotAsToldError(f"told: {what}; it did not happen.\n{error}") from error


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return all(part in text for part in parts)


def _listed(parts: tuple[str, ...]) -> str:
    return "".join(f"「{part}」" for part in parts)
