"""HTTP/1.1 to one server over connections that stay open: all that a Bot API call without files needs."""

from __future__ import annotations

import asyncio
import ssl
from typing import cast
from urllib.parse import urlsplit

import certifi

_STALE_SECONDS = 15.0
_CONNECT_SECONDS = 10.0
_HEAD_MOST = 65_536


class LostAnswerError(ConnectionError):
    """The request went out and no answer came back: what it asked for may have happened."""


class Wire:
    """Calls to the server of ``base_url``; a connection carries one call at a time and is used again."""

    def __init__(self, base_url: str) -> None:
        parts = urlsplit(base_url)
        self._host, is_secure = parts.hostname or "", parts.scheme == "https"
        self._port = parts.port or (443 if is_secure else 80)
        self._ssl = ssl.create_default_context(cafile=certifi.where()) if is_secure else None
        self._head = (
            f" HTTP/1.1\r\nHost: {parts.netloc.rpartition('@')[2]}\r\nUser-Agent: youju\r\nAccept: application/json\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        ).encode()
        self._free: list[_Connection] = []

    async def post(self, path: str, body: bytes, *, timeout_seconds: float) -> tuple[int, bytes]:
        """Post JSON to ``path`` and return status and body of the answer.

        Raises:
            LostAnswerError: it went out, but no whole answer came within ``timeout_seconds``.
            OSError: there is no connection; nothing went out.
        """
        request = b"POST %b%b%d\r\n\r\n%b" % (path.encode(), self._head, len(body), body)
        connection = self._take() or await self._connect()
        answer = await connection.ask(request, timeout_seconds)
        if connection.is_open:
            self._free.append(connection)
        return answer

    def close(self) -> None:
        """Close the connections that are not in use."""
        while self._free:
            self._free.pop().abort()

    def _take(self) -> _Connection | None:
        """Return the connection used last; servers hang up on those that were long silent."""
        stale = asyncio.get_running_loop().time() - _STALE_SECONDS
        while self._free:
            connection = self._free.pop()
            if connection.is_open and connection.used_at > stale:
                return connection
            connection.abort()
        return None

    async def _connect(self) -> _Connection:
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(_CONNECT_SECONDS):
            _, connection = await loop.create_connection(_Connection, self._host, self._port, ssl=self._ssl)
        return connection


class _Connection(asyncio.Protocol):
    """One connection: a request goes out, its answer is put together from what comes in."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._buffer = bytearray()
        self._head: _Head | None = None
        self.used_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether another request may go out; what was said unasked belongs to none."""
        return self._transport is not None and not self._transport.is_closing() and not self._buffer

    def abort(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.abort()

    async def ask(self, request: bytes, timeout_seconds: float) -> tuple[int, bytes]:
        """Send a request and wait for its answer.

        Raises:
            LostAnswerError: there was none in time, or no whole one.
        """
        self._answer = self._loop.create_future()
        late = self._loop.call_later(timeout_seconds, self._fail, "no answer in time")
        try:
            if self._transport is None:
                raise LostAnswerError("connection lost")
            self._transport.write(request)
            return await self._answer
        except asyncio.CancelledError:
            self.abort()  # the answer would be taken for that to the next request
            raise
        finally:
            late.cancel()
            self.used_at = self._loop.time()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take note of the transport."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is no subclass

    def data_received(self, data: bytes) -> None:
        """Take in a part of an answer."""
        self._buffer += data
        try:
            answer = self._whole(is_end=False)
        except ValueError as error:
            self._fail(str(error))
            return
        if answer is not None:
            self._settle(answer)

    def connection_lost(self, error: Exception | None) -> None:
        """An answer of no stated length is whole now; any other one is lost."""
        self._transport = None
        try:
            answer = self._whole(is_end=True)
        except ValueError:
            answer = None
        if answer is not None:
            self._settle(answer)
        else:
            self._fail(str(error or "the server hung up"))

    def _whole(self, *, is_end: bool) -> tuple[int, bytes] | None:
        """Return the answer once all of it is there.

        Raises:
            ValueError: this is no HTTP.
        """
        if self._head is None:
            self._head = _Head.read(self._buffer)
        while self._head is not None and 100 <= self._head.status < 200:
            del self._buffer[: self._head.size]
            self._head = _Head.read(self._buffer)
        if self._head is None:
            return None
        body = self._head.body(self._buffer, is_end=is_end)
        return None if body is None else (self._head.status, body)

    def _settle(self, answer: tuple[int, bytes]) -> None:
        head, self._head = self._head, None
        self._buffer.clear()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)
        if head is not None and not head.stays_open:
            self.abort()

    def _fail(self, reason: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(LostAnswerError(reason))
        self.abort()


class _Head:
    """Status line and headers of an answer; ``size`` is how many bytes they take."""

    def __init__(self, text: str, size: int) -> None:
        version, _, rest = text.partition(" ")
        if not version.startswith("HTTP/1."):
            raise ValueError("no HTTP answer")
        self.size, self.status = size, int(rest[:3])
        lines = [line.partition(":") for line in text.lower().split("\r\n")[1:]]
        self._headers = {name.strip(): value.strip() for name, _, value in lines}
        self._is_old = version == "HTTP/1.0"

    @classmethod
    def read(cls, data: bytearray) -> _Head | None:
        """Return the head that ``data`` begins with, if all of it is there."""
        end = data.find(b"\r\n\r\n", 0, _HEAD_MOST)
        if end < 0:
            if len(data) > _HEAD_MOST:
                raise ValueError("endless headers")
            return None
        return cls(data[:end].decode("latin-1"), end + 4)

    @property
    def stays_open(self) -> bool:
        """Whether the connection carries another answer after this one."""
        said = self._headers.get("connection", "close" if self._is_old else "")
        return "close" not in said and (self._is_chunked or self._length is not None)

    @property
    def _is_chunked(self) -> bool:
        return "chunked" in self._headers.get("transfer-encoding", "")

    @property
    def _length(self) -> int | None:
        if self.status in (204, 304):
            return 0
        said = self._headers.get("content-length")
        return None if said is None else int(said)

    def body(self, data: bytearray, *, is_end: bool) -> bytes | None:
        """Return the body out of ``data``, which begins with this head; None while something is missing."""
        if self._is_chunked:
            return _join_chunks(data, self.size)
        if self._length is None:
            return bytes(data[self.size :]) if is_end else None
        whole = self.size + self._length
        return bytes(data[self.size : whole]) if len(data) >= whole else None


def _join_chunks(data: bytearray, start: int) -> bytes | None:
    """Return what chunks carry; None while the last one, and the blank line after it, are missing."""
    parts: list[bytes] = []
    while (end := data.find(b"\r\n", start)) >= 0:
        size = int(data[start:end].partition(b";")[0], 16)
        if size == 0:
            return b"".join(parts) if data.find(b"\r\n\r\n", end) >= 0 else None
        parts.append(bytes(data[end + 2 : end + 2 + size]))
        start = end + 2 + size + 2
    return None
