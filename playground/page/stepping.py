"""The story of ``playground.story``, halted before each thing that somebody does, until the visitor asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from core.clock import MovableClock
from playground.emulator import ActingError, Chat, Message
from playground.page.notes import note_on
from playground.scene import NotAsToldError, Scene
from playground.telling import Teller

Json = dict[str, Any]
LIAISON = "小徐"
TO_RESPONSIBLE = ("成员补充", "成员撤下", "填了登记表", "分钟没人接", "发来:「")
"""Notices that go to the one responsible alone. The script knows no liaison, so there it is the owner."""
TOGETHER = "件事等你"
"""Begins what one person is reminded of at once: all of it is the liaison's, where there is one."""
PATIENT_TIMES = 6
State = Literal["opening", "waiting", "playing", "over", "lost"]


@dataclass(slots=True)
class StoryLine:
    """Where the story is. While it waits the clock stands still, so that every time in it stays as told."""

    clock: MovableClock
    changed: Callable[[], None]
    state: State = "opening"
    number: int = 0
    chapter: str = ""
    told: str = ""
    """The chapter of the step that was played last."""
    upcoming: str = ""
    focus: Json = field(default_factory=dict)
    """The chat and message to look at."""
    deviations: list[str] = field(default_factory=list)
    """In what the world differs from the script, because a visitor took part."""
    _go: asyncio.Event = field(default_factory=asyncio.Event)

    def begin(self) -> None:
        """End the opening: from now on the story waits before each act."""
        self.state, self.focus = "playing", {}

    def next(self) -> bool:
        """Play the next step; ``False``: none waits."""
        if self.state != "waiting":
            return False
        self._go.set()
        return True

    async def gate(self, upcoming: str) -> None:
        """Wait for the visitor; the opening goes through."""
        if self.state == "opening":
            return
        self.state, self.upcoming = "waiting", upcoming
        self.clock.stop()
        self.changed()
        await self._go.wait()
        self._go.clear()
        self.clock.go_on()
        self.state, self.number, self.told, self.focus = "playing", self.number + 1, self.chapter, {}
        self.changed()

    def look(self, chat: Chat, message: Message | None, who: int | None) -> None:
        """Turn the eyes to where somebody acts; further acts in the same chat do not move them."""
        if self.focus.get("chat") != chat.id and self.state == "playing":
            self.focus = {"chat": chat.id, "message": message.message_id if message else None, "who": who}
            self.changed()

    def end(self, state: State) -> None:
        """There is no next step."""
        self.state, self.upcoming = state, ""
        self.clock.go_on()
        self.changed()

    def shown(self) -> Json:
        """Return what the page shows of it."""
        return {
            "state": self.state,
            "number": self.number,
            "chapter": self.told or self.chapter,
            "note": note_on(self.told or self.chapter),
            "upcoming": self.upcoming,
            "focus": self.focus or None,
            "strays": len(self.deviations),
        }


class Narrator(Teller):
    """Takes the story's headings and prints nothing."""

    def __init__(self, scene_world: Any, line: StoryLine) -> None:
        super().__init__(scene_world, lambda _: None, in_colour=False)
        self._line = line

    def chapter(self, title: str) -> None:
        """Begin a chapter."""
        self._line.chapter = title

    def remark(self, text: str, *, style: str = "quiet") -> None:
        """Say nothing."""
        del text, style


@dataclass(slots=True)
class SteppedScene(Scene):
    """A Scene that halts, shows where to look, and notes what is not as told instead of breaking off."""

    line: StoryLine | None = None
    _actor: str = ""

    def _acts(self, who: str, chat: Chat, message: Message | None) -> None:
        self._actor = who
        if self.line is not None:
            self.line.look(chat, message, self.people[who].id)

    def say(self, who: str, text: str, *, reply_to: Message | None = None) -> Message:
        """Let somebody write in the community."""
        message = Scene.say(self, who, text, reply_to=reply_to)
        self._acts(who, message.chat, message)
        return message

    def tell(self, who: str, text: str, *, reply_to: Message | None = None) -> Message:
        """Let somebody write to the bot in private."""
        message = Scene.tell(self, who, text, reply_to=reply_to)
        self._acts(who, message.chat, message)
        return message

    def show(self, who: str, picture: bytes, caption: str = "") -> Message:
        """Let somebody send the bot a picture in private."""
        message = Scene.show(self, who, picture, caption)
        self._acts(who, message.chat, message)
        return message

    async def press(self, who: str, message: Message, button: str, *says: str) -> str:
        """Press a button; a step of its own if it is another person's turn."""
        if self._actor not in ("", who):
            await self.settled()
            await self._gate(f"{who}按下「{button}」")
        self._acts(who, message.chat, message)
        return await Scene.press(self, who, message, button, *says)

    async def hears(self, who: str, *says: str, pictures: int = 0, buttons: tuple[str, ...] = ()) -> Message:
        """Wait until the bot tells somebody; what the script lets the owner hear may come to the one responsible."""
        if who == "掌柜" and LIAISON in self.people and TOGETHER in says:
            return await Scene.hears(self, LIAISON, *says)
        if not self._is_for_responsible(who, says):
            return await Scene.hears(self, who, *says, pictures=pictures, buttons=buttons)
        return await self._either_hears(who, *says)

    async def _either_hears(self, who: str, *says: str) -> Message:
        chats = [self.running.world.private(self.people[name]) for name in (who, LIAISON)]
        told = f"{who} or {LIAISON} hears {'、'.join(says)}"
        return await self._wait(lambda each: each.chat in chats and all(part in each.words for part in says), told)

    def _is_for_responsible(self, who: str, says: tuple[str, ...]) -> bool:
        return (
            who == "掌柜" and LIAISON in self.people and any(word in part for word in TO_RESPONSIBLE for part in says)
        )

    async def shown(self, who: str, condition: Callable[[Message], bool]) -> Message:
        """Wait until the bot shows somebody what meets a condition, in private."""
        chat = self.running.world.private(self.people[who])
        return await self._wait(lambda each: each.chat is chat and condition(each), f"{who} is shown it", chat)

    async def settled(self) -> None:
        """Wait until the bot has nothing more to do, however busy the machine is."""
        for _ in range(PATIENT_TIMES):
            with suppress(TimeoutError):
                return await Scene.settled(self)
        return None

    async def clock(self, hours_minutes: str, *, days: int = 0) -> None:
        """Halt, then move on to a time; a world that is ahead of the story stays where it is."""
        await self.settled()
        chapter = self.line.chapter if self.line is not None else ""
        await self._gate(chapter)
        before = self.running.clock()
        await Scene.clock(self, hours_minutes, days=days)
        if self.running.clock() < before:
            self.running.clock.move_to(before)

    async def _gate(self, upcoming: str) -> None:
        if self.line is not None:
            await self.line.gate(upcoming)
        self._actor = ""

    def check(self, holds: bool, told: str) -> None:
        """Note a difference from the script."""
        if not holds and self.line is not None:
            self.line.deviations.append(told)

    async def _wait(self, condition: Callable[[Message], bool], what: str, chat: Chat | None = None) -> Message:
        """Wait as told; if it does not come because a visitor took part, go on with the newest word there."""
        try:
            return await Scene._wait(self, condition, what, chat)
        except NotAsToldError:
            place = chat or self.group
            newest = next((each for each in reversed(self.running.world.said_by_bot) if each.chat is place), None)
            if newest is None:
                raise
            self.check(holds=False, told=what)
            return newest


LOST = (NotAsToldError, ActingError, TimeoutError, RuntimeError, LookupError)
"""What happens when a visitor has taken the story elsewhere."""
