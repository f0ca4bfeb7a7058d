"""Raw calls to the Bot API, and what its answers mean for us."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import msgspec
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from bot.wire import LostAnswerError, Wire
from core.errors import (
    ChatGoneError,
    ChatMovedError,
    DeliveryDelayedError,
    DeliveryError,
    DeliveryRefusedError,
    MessageGoneError,
)
from core.ids import ChatId, UserId
from workspaces.models import ChatAdmin

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


class _Parameters(msgspec.Struct):
    retry_after: float = 0
    migrate_to_chat_id: int = 0


class Answer(msgspec.Struct):
    """What every answer of the Bot API says; ``result`` is what was asked for."""

    ok: bool
    error_code: int = 0
    description: str = ""
    parameters: _Parameters = msgspec.field(default_factory=_Parameters)


class RawAnswer(Answer):
    """An answer whose result is read later."""

    result: msgspec.Raw = msgspec.Raw()


class _FetchedFile(msgspec.Struct):
    file_path: str


class _User(msgspec.Struct):
    id: int
    is_bot: bool = False
    username: str = ""
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class _Member(msgspec.Struct):
    status: str
    user: _User


_answer = msgspec.json.Decoder(RawAnswer)
_file = msgspec.json.Decoder(_FetchedFile)
_user = msgspec.json.Decoder(_User)
_member = msgspec.json.Decoder(_Member)
_members = msgspec.json.Decoder(list[_Member])
_encode = msgspec.json.Encoder().encode
_JSON = {"Content-Type": "application/json"}


class TelegramApi:
    """Raw Bot API calls: small ones on a wire of ours, files and what goes through a proxy on aiogram's session.

    A call through aiogram's models costs about eight times as much CPU as the same JSON sent straight, and that through
    aiohttp four times as much as on the wire.
    """

    def __init__(self, bot: Bot, wire: Wire | None = None) -> None:
        if not isinstance(bot.session, AiohttpSession):
            raise TypeError("needs a bot on an AiohttpSession")
        self._session, self._token, self._wire = bot.session, bot.token, wire
        self._path = urlsplit(self._session.api.api_url(bot.token, "")).path

    async def call(self, method: str, parameters: dict[str, Any], *, timeout_seconds: float = 30) -> msgspec.Raw:
        """Call a method with JSON parameters and return its raw result.

        Raises:
            DeliveryError: one of its kinds, by what Telegram or the network said.
        """
        return _result(method, *await self.fetch(method, parameters, timeout_seconds=timeout_seconds))

    async def fetch(self, method: str, parameters: dict[str, Any], *, timeout_seconds: float = 30) -> tuple[int, bytes]:
        """Call a method with JSON parameters and return the HTTP status and the whole answer, unread.

        Raises:
            DeliveryDelayedError: there was none.
        """
        body = _encode(parameters)
        if self._wire is None:
            return await self._post(method, body, _JSON, timeout_seconds)
        try:
            return await self._wire.post(self._path + method, body, timeout_seconds=timeout_seconds)
        except LostAnswerError as error:
            raise DeliveryDelayedError(f"{method}: {error}", retry_after=0, ambiguous=True) from error
        except OSError as error:
            raise DeliveryDelayedError(f"{method}: no connection", retry_after=0) from error

    async def upload(self, method: str, parameters: dict[str, Any], files: dict[str, tuple[str, bytes]]) -> msgspec.Raw:
        """Call a method with files; ``files`` maps the name used as ``attach://name`` to file name and bytes."""
        form = aiohttp.FormData()
        for name, value in parameters.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (file_name, data) in files.items():
            form.add_field(name, data, filename=file_name)
        return _result(method, *await self._post(method, form, None, 120))

    async def file_path(self, file_id: str) -> str:
        """Return where a file can be fetched.

        Raises:
            DeliveryError: not now, or there is no such file.
        """
        return _file.decode(await self.call("getFile", {"file_id": file_id})).file_path

    async def admins(self, chat_id: ChatId) -> list[ChatAdmin]:
        """Return who administers a chat, bots left out.

        Raises:
            DeliveryError: Telegram does not say.
        """
        members = _members.decode(await self.call("getChatAdministrators", {"chat_id": chat_id}))
        people = [each for each in members if not each.user.is_bot]
        return [ChatAdmin(UserId(each.user.id), each.status == "creator", each.user.name) for each in people]

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
                    raise error_of(Answer(False, error_code=response.status, description="file not found"))
                return await response.content.read(-1) if most_bytes <= 0 else await _read(response, most_bytes + 1)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise DeliveryDelayedError(type(error).__name__, retry_after=0) from error

    async def _post(
        self, method: str, data: Any, headers: dict[str, str] | None, timeout_seconds: float
    ) -> tuple[int, bytes]:
        client = await self._session.create_session()
        url = self._session.api.api_url(self._token, method)
        try:
            timeout = aiohttp.ClientTimeout(total=timeout_seconds)
            async with client.post(url, data=data, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except aiohttp.ClientConnectorError as error:
            raise DeliveryDelayedError(f"{method}: no connection", retry_after=0) from error
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise DeliveryDelayedError(f"{method}: {type(error).__name__}", retry_after=0, ambiguous=True) from error


def _result(method: str, status: int, body: bytes) -> msgspec.Raw:
    try:
        answer = _answer.decode(body)
    except msgspec.MsgspecError as error:
        raise not_understood(method, status) from error
    if not answer.ok:
        raise error_of(answer)
    return answer.result


def not_understood(method: str, status: int) -> DeliveryDelayedError:
    """Return the error for an answer that is not the Bot API's: of a proxy before it, or of a server that is ill."""
    return DeliveryDelayedError(f"{method}: HTTP {status}", retry_after=0, ambiguous=True)


async def _read(response: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    parts = bytearray()
    async for part in response.content.iter_chunked(65536):
        parts += part
        if len(parts) >= most_bytes:
            break
    return bytes(parts)


def error_of(answer: Answer) -> DeliveryError:
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
