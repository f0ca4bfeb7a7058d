"""What only staff may see is sent to staff alone, whatever a row says."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.messenger import TelegramMessenger
from core.errors import DeliveryRefusedError
from core.files import Files
from core.ids import ChatId, OutgoingId
from mailbox.models import Outgoing

OFFICE, COMMUNITY = ChatId(7), ChatId(-1001)


class Wire:
    """Telegram, which takes everything."""

    def __init__(self) -> None:
        self.uploads: list[dict[str, tuple[str, bytes]]] = []
        self.calls: list[dict[str, Any]] = []

    async def call(self, _method: str, parameters: dict[str, Any]) -> msgspec.Raw:
        self.calls.append(parameters)
        return msgspec.Raw(b'{"message_id":1,"photo":[{"file_id":"again"}]}')

    async def upload(
        self, _method: str, parameters: dict[str, Any], files: dict[str, tuple[str, bytes]]
    ) -> msgspec.Raw:
        self.uploads.append(files)
        self.calls.append(parameters)
        return msgspec.Raw(b'{"message_id":1,"photo":[{"file_id":"known"}]}')


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def messenger(wire: Wire, tmp_path: Path) -> TelegramMessenger:
    files, originals = Files(tmp_path / "files"), Files(tmp_path / "originals")
    return TelegramMessenger(wire, files, {}, originals, lambda chat_id: chat_id == OFFICE)  # type: ignore[arg-type]  # a stand-in


def message(chat: ChatId, method: str, payload: dict[str, Any]) -> Outgoing:
    return Outgoing(OutgoingId(1), chat, method, payload, "preview", datetime(2026, 11, 22, tzinfo=UTC))


def payloads(name: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every way in which a row may carry a private picture."""
    return [
        ("sendPhoto", {"photo": f"private:{name}"}),
        ("sendMediaGroup", {"media": [{"type": "photo", "media": f"private:{name}"}]}),
        ("editMessageMedia", {"message_id": 5, "media": {"type": "photo", "media": f"private:{name}"}}),
        ("sendDocument", {"document": f"private:{name}"}),
    ]


async def test_a_private_picture_never_reaches_a_community(messenger: TelegramMessenger, wire: Wire) -> None:
    name = messenger._originals.put(b"\xff\xd8 private")
    for method, payload in payloads(name):
        with pytest.raises(DeliveryRefusedError, match="private picture"):
            await messenger.send(message(COMMUNITY, method, payload))
        await messenger.send(message(OFFICE, method, payload))
    assert [each["chat_id"] for each in wire.calls] == [OFFICE] * 4


async def test_an_original_is_not_found_among_what_may_be_shown(messenger: TelegramMessenger, wire: Wire) -> None:
    name = messenger._originals.put(b"\xff\xd8 private")
    await messenger.send(message(OFFICE, "sendPhoto", {"photo": f"private:{name}"}))
    for chat in (COMMUNITY, OFFICE):
        with pytest.raises(DeliveryRefusedError, match="not there"):
            await messenger.send(message(chat, "sendPhoto", {"photo": f"file:{name}"}))
    assert len(wire.calls) == 1


async def test_a_private_picture_is_uploaded_once(messenger: TelegramMessenger, wire: Wire) -> None:
    name = messenger._originals.put(b"\xff\xd8 private")
    for _ in range(2):
        await messenger.send(message(OFFICE, "sendPhoto", {"photo": f"private:{name}"}))
    assert len(wire.uploads) == 1
    assert wire.calls[1]["photo"] == "known"
