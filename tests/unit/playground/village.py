"""A small village for the emulator's tests: people, a group with the bot in it, and a bot that speaks plain JSON."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
from PIL import Image

from playground.emulator import Chat, Emulator, World


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **span: float) -> None:
        """Move on by ``span`` (``minutes=5`` …)."""
        self.now += timedelta(**span)


class Village:
    """The World and the people that most tests need."""

    def __init__(self, *, privacy_mode: bool = False) -> None:
        self.clock = HandClock()
        self.world = World(self.clock, privacy_mode=privacy_mode)
        self.owner = self.world.add_user("掌柜", username="owner")
        self.member = self.world.add_user("阿玲")
        self.other = self.world.add_user("小北", username="xiaobei")
        self.group = self.new_group("防晒福利群")

    def new_group(self, title: str, **options: Any) -> Chat:
        """Make a group of all three with the bot in it."""
        group = self.world.add_group(title, creator=self.owner, members=[self.member, self.other], **options)
        self.world.add_bot(group, by=self.owner)
        return group


@dataclass(frozen=True)
class Answer:
    """What the Bot API answered."""

    status: int
    body: Any

    @property
    def result(self) -> Any:
        """The result of a call that must have gone well."""
        assert self.body["ok"], self.body
        return self.body["result"]

    @property
    def error(self) -> str:
        """The description of a call that must have been refused with its HTTP status in the body."""
        assert self.body["ok"] is False
        assert self.body["error_code"] == self.status
        return str(self.body["description"])


class RawBot:
    """Calls the Bot API by plain JSON, without any library's help."""

    def __init__(self, telegram: Emulator, http: aiohttp.ClientSession) -> None:
        self.telegram, self.http = telegram, http

    async def __call__(self, method: str, /, **parameters: Any) -> Answer:
        url = f"{self.telegram.url}/bot{self.telegram.token}/{method}"
        async with self.http.post(url, json=parameters) as response:
            return Answer(response.status, await response.json())

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **fields: str) -> Answer:
        """Call with files, as multipart/form-data."""
        form = aiohttp.FormData(fields, quote_fields=False)
        for name, (file_name, data) in files.items():
            form.add_field(name, io.BytesIO(data), filename=file_name)
        url = f"{self.telegram.url}/bot{self.telegram.token}/{method}"
        async with self.http.post(url, data=form) as response:
            return Answer(response.status, await response.json())

    async def updates(self, offset: int = 0, **parameters: Any) -> list[Any]:
        """Return what getUpdates gives."""
        return list((await self("getUpdates", offset=offset, **parameters)).result)

    async def drain(self) -> None:
        """Confirm everything that waits."""
        self.telegram.world.updates.clear()


def picture(width: int = 300, height: int = 200, colour: str = "orange", kind: str = "PNG") -> bytes:
    """Draw a plain picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(buffer, kind)
    return buffer.getvalue()
