"""Telegram's side of the wire: raw calls, and the one messenger that sends what we owe."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp
import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from core.errors import (
    ChatGoneError,
    ChatMovedError,
    DeliveryDelayedError,
    DeliveryError,
    DeliveryRefusedError,
    MessageGoneError,
)
from core.files import Files
from core.ids import ChatId, UserId
from mailbox.models import Delivery, Outgoing

_GONE = (
    "message to be replied not found",
    "message to reply not found",
    "replied message not found",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message to react not found",
    "message thread not found",
)
_SHUT = (
    "chat not found",
    "not enough rights",
    "have no rights",
    "chat_write_forbidden",
    "need administrator rights",
    "peer_id_invalid",
    "user is deactivated",
    "topic_closed",
    "group chat was deactivated",
)
_WRONG_HANDLE = ("wrong file identifier", "wrong remote file", "file_reference", "wrong file_id")
_HARMLESS = ("message is not modified", "query is too old", "reaction_invalid", "reactions are disabled")


_WITHOUT_FILES = frozenset({"sendMessage", "editMessageText", "setMessageReaction"})


class _Parameters(msgspec.Struct):
    retry_after: float = 0
    migrate_to_chat_id: int = 0


class _Answer(msgspec.Struct):
    ok: bool
    result: msgspec.Raw = msgspec.Raw()
    error_code: int = 0
    description: str = ""
    parameters: _Parameters = msgspec.field(default_factory=_Parameters)


class _File(msgspec.Struct):
    file_id: str


class _FetchedFile(msgspec.Struct):
    file_path: str


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False
    username: str = ""


class _Member(msgspec.Struct):
    status: str
    user: _User


class _SentMessage(msgspec.Struct):
    message_id: int
    photo: list[_File] = []
    document: _File | None = None


_answer = msgspec.json.Decoder(_Answer)
_sent = msgspec.json.Decoder(_SentMessage | list[_SentMessage] | bool)
_file = msgspec.json.Decoder(_FetchedFile)
_user = msgspec.json.Decoder(_User)
_member = msgspec.json.Decoder(_Member)
_members = msgspec.json.Decoder(list[_Member])
_encode = msgspec.json.Encoder().encode
_JSON = {"Content-Type": "application/json"}


class TelegramApi:
    """Raw Bot API calls on aiogram's own session, so that server and proxy are set in one place.

    A call through aiogram's models costs about eight times as much CPU as the same JSON sent straight.
    """

    def __init__(self, bot: Bot) -> None:
        if not isinstance(bot.session, AiohttpSession):
            raise TypeError("needs a bot on an AiohttpSession")
        self._session, self._token = bot.session, bot.token

    async def call(self, method: str, parameters: dict[str, Any], *, timeout_seconds: float = 30) -> msgspec.Raw:
        """Call a method with JSON parameters and return its raw result.

        Raises:
            DeliveryError: one of its kinds, by what Telegram or the network said.
        """
        return await self._post(method, _encode(parameters), _JSON, timeout_seconds)

    async def upload(self, method: str, parameters: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> msgspec.Raw:
        """Call a method with files; ``files`` maps the name used as ``attach://name`` to file name and bytes."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (file_name, data) in files.items():
            form.add_field(name, data, filename=file_name)
        return await self._post(method, form, None, 120)

    async def file_path(self, file_id: str) -> str:
        """Return where a file can be fetched.

        Raises:
            DeliveryError: not now, or there is no such file.
        """
        return _file.decode(await self.call("getFile", {"file_id": file_id})).file_path

    async def admins(self, chat_id: ChatId) -> list[tuple[UserId, bool]]:
        """Return who administers a chat, bots left out: (person, is creator).

        Raises:
            DeliveryError: Telegram does not say.
        """
        members = _members.decode(await self.call("getChatAdministrators", {"chat_id": chat_id}))
        return [(UserId(each.user.id), each.status == "creator") for each in members if not each.user.is_bot]

    async def is_admin(self, chat_id: ChatId, user_id: UserId) -> bool:
        """Whether somebody administers a chat.

        Raises:
            DeliveryError: Telegram does not say.
        """
        result = await self.call("getChatMember", {"chat_id": chat_id, "user_id": user_id})
        return _member.decode(result).status in ("creator", "administrator")

    @staticmethod
    def username_of(result: msgspec.Raw) -> str:
        """Return the username in an answer to getMe."""
        return _user.decode(result).username

    async def download(self, file_path: str, most_bytes: int) -> bytes:
        """Fetch a file that getFile named; at most ``most_bytes`` and one more are read."""
        client = await self._session.create_session()
        url = self._session.api.file_url(self._token, file_path)
        try:
            async with client.get(url, timeout=aiohttp.ClientTimeout(total=60)) as response:
                if response.status != 200:
                    raise _error(_Answer(False, error_code=response.status, description="file not found"))
                return await response.content.read(-1) if most_bytes <= 0 else await _read(response, most_bytes + 1)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryDelayedError(type(error).__name__, retry_after=0) from error

    async def _post(
        self, method: str, data: Any, headers: dict[str, str] | None, timeout_seconds: float
    ) -> msgspec.Raw:
        client = await self._session.create_session()
        url = self._session.api.api_url(self._token, method)
        try:
            timeout = aiohttp.ClientTimeout(total=timeout_seconds)
            async with client.post(url, data=data, headers=headers, timeout=timeout) as response:
                body = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise DeliveryDelayedError(f"{method}: no connection", retry_after=0) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DeliveryDelayedError(f"{method}: {type(error).__name__}", retry_after=0, ambiguous=True) from error
        try:
            answer = _answer.decode(body)
        except msgspec.MsgspecError as error:
            raise DeliveryDelayedError(f"{method}: HTTP {response.status}", retry_after=0, ambiguous=True) from error
        if not answer.ok:
            raise _error(answer)
        return answer.result


async def _read(response: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    parts = bytearray()
    async for part in response.content.iter_chunked(65536):
        parts += part
        if len(parts) >= most_bytes:
            break
    return bytes(parts)


def _error(answer: _Answer) -> DeliveryError:
    """Return what an answer that is not ok means for us."""
    code, said, parameters = answer.error_code, answer.description, answer.parameters
    low = said.lower()
    if parameters.migrate_to_chat_id:
        return ChatMovedError(parameters.migrate_to_chat_id)
    if code == 429:
        return DeliveryDelayedError(said, retry_after=parameters.retry_after or 1)
    if code in (401, 404, 409):
        return DeliveryDelayedError(f"{code} {said}", retry_after=15, everywhere=True)
    if code >= 500:
        return DeliveryDelayedError(said, retry_after=0, ambiguous=True)
    if code == 403 or any(sign in low for sign in _SHUT):
        return ChatGoneError(said)
    if any(sign in low for sign in _GONE):
        return MessageGoneError(said)
    return DeliveryRefusedError(said)


class TelegramMessenger:
    """Deliver Outgoing messages; pictures go by the id that Telegram gave them, or as an upload the first time."""

    def __init__(self, api: TelegramApi, files: Files, handles: dict[str, str]) -> None:
        self._api, self._files = api, files
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
        if not wanted:
            return _delivery(await self._api.call(message.method, parameters), [], self.handles)
        uploads: dict[str, tuple[str, bytes]] = {}
        places: dict[str, str] = {}
        for value, name in wanted:
            if name in self.handles:
                places[value] = self.handles[name]
                continue
            field = f"f{len(uploads)}"
            data = await asyncio.to_thread(self._files.read, value.rpartition(":")[2])
            uploads[field] = (f"{field}{_ending(data)}", data)
            places[value] = f"attach://{field}"
        filled = _replaced(parameters, places)
        if uploads:
            result = await self._api.upload(message.method, filled, uploads)
        else:
            result = await self._api.call(message.method, filled)
        return _delivery(result, [name for _, name in wanted], self.handles)


def _files_in(payload: Any, kind: str = "document") -> list[tuple[str, str]]:
    """Return the ``file:<sha256>`` values of a payload, each with its name among the handles."""
    if isinstance(payload, str):
        return [(payload, f"{kind}:{payload.removeprefix('file:')}")] if payload.startswith("file:") else []
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
    signs = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"RI": ".webp", b"%P": ".pdf"}
    return signs.get(data[:2], ".bin")
