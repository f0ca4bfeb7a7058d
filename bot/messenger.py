"""The one messenger that sends what we owe."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
import structlog

from bot.telegram import TelegramApi
from core.errors import DeliveryRefusedError, SetupError
from core.files import Files
from core.ids import ChatId
from evidence.watermark import watermarked
from mailbox import outbox
from mailbox.models import Delivery, Outgoing
from mailbox.topics import OPEN_TOPIC

log = structlog.get_logger(__name__)

_WRONG_HANDLE = ("wrong file identifier", "wrong remote file", "file_reference", "wrong file_id")
_HARMLESS = (
    "message is not modified",
    "topic_not_modified",
    "query is too old",
    "reaction_invalid",
    "reactions are disabled",
)
_PRIVATE = "private:"
_WITHOUT_FILES = frozenset({"sendMessage", "editMessageText", "setMessageReaction", OPEN_TOPIC})


class _File(msgspec.Struct):
    file_id: str


class _SentMessage(msgspec.Struct):
    message_id: int
    photo: list[_File] = []
    document: _File | None = None


class _Topic(msgspec.Struct):
    message_thread_id: int


_topic = msgspec.json.Decoder(_Topic)
_sent = msgspec.json.Decoder(_SentMessage | list[_SentMessage] | bool)


class TelegramMessenger:
    """Deliver Outgoing messages; pictures go by the id that Telegram gave them, or as an upload the first time.

    ``files`` holds what may be shown. ``originals`` is read for those chats alone that ``is_office`` names.
    """

    def __init__(
        self,
        api: TelegramApi,
        files: Files,
        handles: dict[str, str],
        originals: Files,
        is_office: Callable[[ChatId], bool],
    ) -> None:
        self._api, self._files, self._originals, self._is_office = api, files, originals, is_office
        self.handles = handles  # "photo:<sha256>" -> file_id

    async def send(self, message: Outgoing) -> Delivery:
        """Deliver one message.

        Raises:
            DeliveryError: one of its kinds.

        Source: Bot API, "Making requests"; Bot FAQ, "My bot is hitting limits".
        """
        try:
            return await self._send(message)
        except DeliveryRefusedError as error:
            said = str(error).lower()
            if any(sign in said for sign in _HARMLESS):
                return Delivery()
            wanted = [kind_and_hash for _, kind_and_hash in _files_in(message.payload)]
            if not any(sign in said for sign in _WRONG_HANDLE) or not any(name in self.handles for name in wanted):
                raise
            for name in wanted:
                self.handles.pop(name, None)
            return await self._send(message)

    async def _send(self, message: Outgoing) -> Delivery:
        parameters = {"chat_id": message.chat_id, **message.payload}
        wanted = [] if message.method in _WITHOUT_FILES else _files_in(message.payload)
        if any(name.startswith(_PRIVATE) for _, name in wanted) and not self._is_office(message.chat_id):
            raise DeliveryRefusedError("a private picture is never sent to a community")
        if message.method == OPEN_TOPIC:
            return Delivery((_topic.decode(await self._api.call(message.method, parameters)).message_thread_id,))
        if not wanted:
            return _delivery(await self._api.call(message.method, parameters), [], self.handles)
        uploads: dict[str, tuple[str, bytes]] = {}
        places: dict[str, str] = {}
        for value, name in wanted:
            if name in self.handles:
                places[value] = self.handles[name]
                continue
            field = f"f{len(uploads)}"
            data = await asyncio.to_thread(self._read, value)
            uploads[field] = (f"{field}{_ending(data)}", data)
            places[value] = f"attach://{field}"
        filled = _replaced(parameters, places)
        if uploads:
            result = await self._api.upload(message.method, filled, uploads)
        else:
            result = await self._api.call(message.method, filled)
        return _delivery(result, [name for _, name in wanted], self.handles)

    def _read(self, value: str) -> bytes:
        """Return a file of ours, with the words after ``#`` lightly over it."""
        name, _, mark = value.partition("#")
        store = self._originals if value.startswith(_PRIVATE) else self._files
        try:
            data = store.read(name.rpartition(":")[2])
            return watermarked(data, mark) if mark else data
        except FileNotFoundError as error:
            raise DeliveryRefusedError(f"{name} is not there") from error
        except SetupError as error:
            log.warning("sent without a watermark", reason=str(error))
            return data


def _files_in(payload: Any, kind: str = "document") -> list[tuple[str, str]]:
    """Return the ``file:`` and ``private:`` values of a payload, each with its name among the handles."""
    if isinstance(payload, str):
        if payload.startswith(_PRIVATE):
            return [(payload, payload)]
        return [(payload, f"{kind}:{outbox.name_of_file(payload)}")] if payload.startswith("file:") else []
    if isinstance(payload, dict):
        kind = payload.get("type", kind)
        return [
            found for key, value in payload.items() for found in _files_in(value, "photo" if key == "photo" else kind)
        ]
    return [found for item in payload for found in _files_in(item, kind)] if isinstance(payload, list) else []


def _replaced(value: Any, places: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _replaced(item, places) for key, item in value.items()}
    if isinstance(value, list):
        return [_replaced(item, places) for item in value]
    return places.get(value, value) if isinstance(value, str) else value


def _delivery(result: msgspec.Raw, names: list[str], known: dict[str, str]) -> Delivery:
    sent = _sent.decode(result)
    if isinstance(sent, bool):
        return Delivery()
    messages = sent if isinstance(sent, list) else [sent]
    ids = tuple(message.message_id for message in messages)
    if not names:
        return Delivery(ids)
    fresh: dict[str, str] = {}
    for name, message in zip(names, messages, strict=False):
        file = message.photo[-1] if message.photo else message.document
        if file is not None and name not in known:
            fresh[name] = file.file_id
    known.update(fresh)
    return Delivery(ids, fresh)


def _ending(data: bytes) -> str:
    signs = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"RI": ".webp", b"%P": ".pdf", b"PK": ".zip"}
    return signs.get(data[:2], ".bin")
