"""A feeder: the smallest Bot API server that is true to offsets, fast enough to cost no bot its time."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable, Iterable

_OFFSET = re.compile(rb'offset"?(?:[:=]\s*|\r\n(?:[^\r]+\r\n)*\r\n)(\d+)')
_TIMEOUT = re.compile(rb'timeout"?(?:[:=]\s*|\r\n(?:[^\r]+\r\n)*\r\n)(\d+)')
_LENGTH = re.compile(rb"content-length:\s*(\d+)", re.IGNORECASE)
_REPLIED = re.compile(rb'reply_parameters.*?message_id(?:%22|%3A|[":+ ])*(\d+)', re.DOTALL)
_ANSWERED = frozenset({b"sendMessage", b"sendPhoto", b"sendMediaGroup"})
_MESSAGE = (
    b'{"message_id":%d,"from":{"id":7000000001,"is_bot":true,"first_name":"youju","username":"youju_bot"},'
    b'"chat":{"id":-1001000000000,"title":"g","type":"supergroup"},"date":1790000000%b}'
)
_TEXT = b',"text":"ok"'
_PHOTO = (
    b',"photo":[{"file_id":"AgACAgUAAxk","file_unique_id":"AQAD","file_size":1200,"width":90,"height":90},'
    b'{"file_id":"AgACAgUAAxkB","file_unique_id":"AQADB","file_size":180000,"width":900,"height":1200}],"caption":"ok"'
)
_PLAIN = {
    b"getMe": b'{"id":7000000001,"is_bot":true,"first_name":"youju","username":"youju_bot","can_join_groups":true,'
    b'"can_read_all_group_messages":true,"supports_inline_queries":false}',
    b"getChatAdministrators": b"[]",
    b"getFile": b'{"file_id":"AgAC","file_unique_id":"AQAD","file_path":"photos/1.jpg"}',
}
_BATCH = 100


class Feeder:
    """Offers updates to one bot at a time and takes its answers; used in a process that does nothing else."""

    def __init__(self) -> None:
        self._updates: list[bytes] = []
        self._batches: dict[int, bytes] = {}
        self._first_id = 0
        self._news = asyncio.Event()
        self._last_message = 5_000_000
        self.confirmed = 0
        self.polls = 0
        self.arrivals: dict[int, float] = {}
        """Message id of a concern: when its first answer came."""
        self.calls: dict[str, int] = {}
        self.last_call_at = 0.0
        self.port = 0

    async def start(self) -> None:
        """Listen on loopback."""
        server = await asyncio.get_running_loop().create_server(lambda: _Connection(self), "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]

    def offer(self, updates: Iterable[bytes]) -> None:
        """Put updates at the end of the queue."""
        added = list(updates)
        if not self._updates:
            self._first_id = _id_of(added[0])
        start = len(self._updates)
        self._updates += added
        for place in range(start, len(self._updates) - _BATCH + 1, _BATCH):
            self._batches[place] = _encoded(self._updates[place : place + _BATCH])
        self._news.set()

    @property
    def is_drained(self) -> bool:
        """Whether the bot has confirmed all that was offered."""
        return self.confirmed >= len(self._updates)

    async def answer(self, method: bytes, body: bytes) -> bytes:
        """Return the result of a call."""
        if method == b"getUpdates":
            return await self._poll(body)
        now = time.perf_counter()
        name = method.decode()
        self.calls[name] = self.calls.get(name, 0) + 1
        self.last_call_at = now
        if method not in _ANSWERED:
            return _PLAIN.get(method, b"true")
        replied = _REPLIED.search(body)
        if replied is not None:
            self.arrivals.setdefault(int(replied[1]), now)
        return self._sent(method, body)

    def _sent(self, method: bytes, body: bytes) -> bytes:
        if method == b"sendMediaGroup":
            return b"[%b]" % b",".join(self._message(_PHOTO) for _ in range(body.count(b'"media":"')))
        return self._message(_PHOTO if method == b"sendPhoto" else _TEXT)

    def _message(self, content: bytes) -> bytes:
        self._last_message += 1
        return _MESSAGE % (self._last_message, content)

    async def _poll(self, body: bytes) -> bytes:
        self.polls += 1
        offset = _OFFSET.search(body)
        if offset is not None and self._first_id:
            self.confirmed = max(self.confirmed, int(offset[1]) - self._first_id)
        if self.is_drained:
            asked = _TIMEOUT.search(body)
            await self._wait(int(asked[1]) if asked is not None else 0)
        return self._batches.get(self.confirmed) or _encoded(self._updates[self.confirmed : self.confirmed + _BATCH])

    async def _wait(self, seconds: int) -> None:
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return


def _encoded(updates: list[bytes]) -> bytes:
    return b"[%b]" % b",".join(updates)


def _id_of(update: bytes) -> int:
    return int(update[len(b'{"update_id":') : update.index(b",")])


class _Connection(asyncio.Protocol):
    """One keep-alive connection: reads calls, writes answers."""

    def __init__(self, feeder: Feeder) -> None:
        self._feeder = feeder
        self._buffer = bytearray()
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        if self._task is not None:
            self._task.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self._buffer[:end])
        length = _LENGTH.search(head)
        size = end + 4 + (int(length[1]) if length is not None else 0)
        if len(self._buffer) < size:
            return
        body = bytes(self._buffer[end + 4 : size])
        del self._buffer[:size]
        method = head[: head.index(b" HTTP/")].rpartition(b"/")[2].partition(b"?")[0]
        self._task = asyncio.get_running_loop().create_task(self._answer(method, body))

    async def _answer(self, method: bytes, body: bytes) -> None:
        result = await self._feeder.answer(method, body)
        if self._transport is not None and not self._transport.is_closing():
            size = len(result) + len(b'{"ok":true,"result":}')
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % size
            self._transport.write(head + b'{"ok":true,"result":%b}' % result)


async def until(is_true: Callable[[], bool], *, seconds: float, what: str) -> None:
    """Wait until something is true.

    Raises:
        TimeoutError: it did not come about in time.
    """
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        await asyncio.sleep(0.005)
