"""An upload on its way to the shelf: the use cases around it, with a scripted reader and Telegram's files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from core.database import Database
from core.errors import DeliveryDelayedError
from core.files import Files, Stores
from core.ids import ChatId, EvidenceId
from evidence.reading.lines import Line
from evidence.shelf import EvidenceRow
from mailbox.outbox import OutgoingRow
from tests.storage.world import OWNER, World, build_world
from tests.unit.evidence.sheets import sheet
from triage.library.deciding import DecideUpload
from triage.library.fetching import ReadUploads
from triage.library.looking import LookAtPages
from triage.library.publish import PublishEvidence
from triage.library.redacting import RedactUploads
from triage.library.uploads import TakeUpload, Upload

SECRET = ["收货人:张三丰 13812345678", "运单号 SF1412345678901"]
CLEAN = ["收货人", "运单号 SF1412345678901"]
PRIVATE_CHAT = ChatId(OWNER)


@dataclass
class Script:
    """A reader that says what it is told to; ``None`` for a picture that could not be read."""

    answers: list[Sequence[str] | None] = field(default_factory=list)
    is_there: bool = True

    def wake(self) -> None:
        """It is always awake."""

    async def read(self, picture: Image.Image) -> list[Line] | None:
        assert picture.width > 0
        said = self.answers.pop(0) if self.answers else ([] if self.is_there else None)
        return None if said is None else sheet(said)


@dataclass
class Post:
    """Telegram's files."""

    files: dict[str, bytes] = field(default_factory=dict)

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        if file_id not in self.files:
            raise DeliveryDelayedError("away", retry_after=1)
        return self.files[file_id][: most_bytes + 1]


@dataclass
class Library:
    """The use cases around one upload, with a scripted reader."""

    world: World
    stores: Stores
    script: Script
    post: Post = field(default_factory=Post)

    @property
    def publish(self) -> PublishEvidence:
        return self.world.publish

    @property
    def redact(self) -> RedactUploads:
        return RedactUploads(self.world.tools, LookAtPages(self.stores, self.script), self.publish)

    @property
    def decide(self) -> DecideUpload:
        return DecideUpload(self.world.tools, self.publish, self.redact)

    async def upload(self, line: str = "物流 防晒喷雾", data: bytes = b"", number: int = 70) -> None:
        """Send a file and let it be fetched and looked at."""
        await self.send(line, data, number)
        await self.redact()

    async def send(self, line: str, data: bytes, number: int) -> None:
        name = f"file{number}"
        self.post.files[name] = data or picture()
        upload = Upload(PRIVATE_CHAT, OWNER, number, None, f"single:{number}", line, name, mime="image/png")
        await TakeUpload(self.world.tools)(self.world.mine, upload)
        self.world.clock.forward(seconds=3)
        await ReadUploads(self.world.tools, self.stores.originals, self.post, self.script)()

    async def item(self) -> Any:
        return (await self.world.rows(EvidenceRow))[-1]

    async def accept(self) -> None:
        await self.decide.accept(EvidenceId((await self.item())["id"]), by=OWNER)
        await self.redact()

    async def previews(self) -> list[Any]:
        return [row["payload"] for row in await self.world.rows(OutgoingRow, purpose="preview")]


def picture(colour: str = "white", kind: str = "PNG", size: tuple[int, int] = (800, 600)) -> bytes:
    image = Image.new("RGB", size, colour)
    image.paste(Image.new("RGB", (300, 40), "navy"), (80, 100))
    written = io.BytesIO()
    image.save(written, kind)
    return written.getvalue()


async def build_library(database: Database, folder: Path) -> Library:
    """Return the story's workspace with an empty library."""
    stores = Stores(Files(folder / "files"), Files(folder / "originals"))
    return Library(await build_world(database), stores, Script())
