"""What happens in a World, printed as a chat while it happens."""

from __future__ import annotations

import asyncio
import os
import sys
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import date, timedelta

from playground.emulator import World
from playground.emulator.transcript import (
    SHANGHAI,
    author,
    buttons,
    media,
    name,
    service,
    short,
    with_albums_joined,
    words,
)
from playground.emulator.world.feed import Event, Json

WIDTH = 78
_MARGIN = " " * 17
_NAME_WIDTH = 8
_JUMP = timedelta(minutes=10)
_STYLES = {"bot": "32", "person": "36", "button": "33", "quiet": "2", "title": "1", "bad": "31"}


class Teller:
    """Prints what happens, chat by chat; each line of the bot is told apart by colour and by its name."""

    def __init__(self, world: World, out: Callable[[str], object] = print, *, in_colour: bool | None = None) -> None:
        self._world, self._out = world, out
        self._in_colour = _is_colourful() if in_colour is None else in_colour
        self._seen = 0
        self._place: int | None = None
        self._day: date | None = None
        self.lines = 0
        """How many messages were printed."""

    @asynccontextmanager
    async def live(self) -> AsyncIterator[None]:
        """Print what happens while the block lasts, and the rest at its end."""
        task = asyncio.create_task(self._follow())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            self.catch_up()

    async def _follow(self) -> None:
        while True:
            await self._world.feed.after(self._seen)
            self.catch_up()

    def chapter(self, title: str) -> None:
        """Print a heading."""
        self.catch_up()
        self._place = None
        rest = "─" * max(0, WIDTH - 4 - _width(title))
        self._out("\n" + self.styled("title", f"── {title} {rest}"))

    def remark(self, text: str, *, style: str = "quiet") -> None:
        """Print a line that nobody in the world said."""
        self.catch_up()
        self._place = None
        self._out(self.styled(style, f"   {text}"))

    def catch_up(self) -> None:
        """Print what has happened since the last time."""
        events = self._world.feed.since(self._seen)
        self._seen += len(events)
        for album in with_albums_joined(events):
            for line in self._told(album):
                self._out(line)

    def _told(self, album: list[Event]) -> Iterable[str]:
        first, body = album[0], self._body(album)
        if first.chat_id is None or not body:
            return
        self.lines += first.kind == "message"
        moment = first.at.astimezone(SHANGHAI)
        if self._day is not None and moment.date() != self._day:
            self._place = None
            yield self.styled("quiet", f"   {moment:%m-%d}")
        self._day = moment.date()
        if first.chat_id != self._place:
            self._place = first.chat_id
            yield self.styled("title", self._title(first.chat_id))
        who = self._who(first)
        style = "bot" if who == self._world.bot.name else "person"
        head = f"  {moment:%H:%M}  {self.styled(style, _padded(who))}"
        for number, line in enumerate(body):
            yield (head if number == 0 else _MARGIN) + self._shown(line)

    def _title(self, chat_id: int) -> str:
        chat = self._world.chats[chat_id]
        return f"{chat.name}" if chat.is_group else f"{chat.name}的私聊"

    def _who(self, event: Event) -> str:
        data = event.data
        if event.kind in ("press", "answer", "reaction"):
            return name(data["user"])
        return author(data) if event.kind in ("message", "edit") else ""

    def _body(self, album: list[Event]) -> list[str]:
        first, data = album[0], album[0].data
        if first.kind == "message":
            return _message([event.data for event in album])
        if first.kind == "edit":
            return ["✎ " + line if number == 0 else line for number, line in enumerate(_message([data]))]
        if first.kind == "press":
            return [f"按下 [{data['button']}]"]
        if first.kind == "answer":
            alert = [f"弹窗 {line}" if number == 0 else line for number, line in enumerate(data["text"].splitlines())]
            return alert + (["打开私聊"] if data["url"] else [])
        if first.kind == "reaction":
            return ["".join(one["emoji"] for one in data["new_reaction"]) + f" 「{self._quoted(first)}」"]
        return [f"(删掉了「{self._quoted(first)}」)"] if first.kind == "delete" else []

    def _quoted(self, event: Event) -> str:
        message = self._world.chats[event.chat_id or 0].messages[event.data["message_id"]]
        return short(message.words or "〔图〕")

    def _shown(self, line: str) -> str:
        if line.startswith("["):
            return self.styled("button", line)
        return self.styled("quiet", line) if line.startswith(("〔", "↩", "弹窗", "按下", "打开")) else line

    def styled(self, style: str, text: str) -> str:
        """Return ``text`` in one of the styles, where the terminal shows colours."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self._in_colour else text


def _message(album: list[Json]) -> list[str]:
    first = album[0]
    answered = first.get("reply_to_message")
    arrow = f"↩ {author(answered)}「{short(words(answered) or '〔图〕')}」" if answered else ""
    top = " ".join(part for part in (arrow, *media(album)) if part)
    said = [line for item in album for line in words(item).splitlines()]
    under = " ".join(buttons(first))
    return [line for line in (top, *said, *service(first), under) if line]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str) -> str:
    while _width(text) > _NAME_WIDTH:
        text = text[:-1]
    return text + " " * (_NAME_WIDTH - _width(text))


def _is_colourful() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"
