"""The wire to the Bot API: whole answers, connections used again, and no guess about what was lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from bot.wire import LostAnswerError, Wire

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}'
Speak = Callable[[bytes, asyncio.StreamWriter], None]


@asynccontextmanager
async def _server(*speeches: Speak) -> AsyncIterator[tuple[Wire, list[bytes]]]:
    """Serve connections that answer request after request as ``speeches`` say, the last one for ever."""
    heard: list[bytes] = []
    serving: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
                heard.append(head + await reader.readexactly(length))
                speeches[min(len(heard), len(speeches)) - 1](heard[-1], writer)
        writer.close()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.create_task(serve(reader, writer)))

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    wire = Wire(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    yield wire, heard
    wire.close()
    server.close()
    await asyncio.gather(*serving)
    with pytest.raises(ConnectionRefusedError):  # nothing went out, which is another error than a lost answer
        await wire.post("/x", b"{}", timeout_seconds=5)


def says(*parts: bytes, then_hangs_up: bool = False) -> Speak:
    """Answer with ``parts``, each in a write of its own."""

    def speak(_request: bytes, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
        if then_hangs_up:
            writer.close()

    return speak


def hangs_up(_request: bytes, writer: asyncio.StreamWriter) -> None:
    """Say nothing and close."""
    writer.close()


def keeps_silent(_request: bytes, _writer: asyncio.StreamWriter) -> None:
    """Never answer."""


async def test_request_says_what_and_to_whom() -> None:
    async with _server(says(OK)) as (wire, heard):
        assert await wire.post("/bot1:A/getMe", b"{}", timeout_seconds=5) == (200, b'{"ok":true}')
    assert heard[0].startswith(b"POST /bot1:A/getMe HTTP/1.1\r\nHost: 127.0.0.1:")
    assert heard[0].endswith(b"Content-Length: 2\r\n\r\n{}")


@pytest.mark.parametrize(
    "answer",
    [
        says(OK[:5], OK[5:40], OK[40:]),
        says(b"HTTP/1.1 100 Continue\r\n\r\n" + OK),
        says(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{", b'"ok"\r\n6;x=y\r\n:true}\r\n0\r\n', b"\r\n"
        ),
        says(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n", b'{"ok":true}\r\n0\r\nX-Late: 1\r\n\r\n'),
        says(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b'{"ok":', b"true}", then_hangs_up=True),
        says(b'HTTP/1.0 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}', then_hangs_up=True),
    ],
)
async def test_answer_is_put_together_however_it_comes(answer: Speak) -> None:
    async with _server(answer) as (wire, heard):
        for _ in range(2):
            assert await wire.post("/x", b"{}", timeout_seconds=5) == (200, b'{"ok":true}')
        assert len(heard) == 2


async def test_connection_is_used_again_and_calls_side_by_side_have_their_own() -> None:
    senders = set()

    def note(_request: bytes, writer: asyncio.StreamWriter) -> None:
        senders.add(writer.get_extra_info("peername"))
        writer.write(OK)

    async with _server(note) as (wire, _):
        for _ in range(3):
            await wire.post("/x", b"{}", timeout_seconds=5)
        assert len(senders) == 1
        await asyncio.gather(*(wire.post("/x", b"{}", timeout_seconds=5) for _ in range(3)))
        assert len(senders) == 3


@pytest.mark.parametrize(
    "trouble", [hangs_up, says(OK[:-3], then_hangs_up=True), says(b"SSH-2.0-x\r\n\r\n"), keeps_silent]
)
async def test_lost_answer_is_told_from_no_connection(trouble: Speak) -> None:
    async with _server(trouble, says(OK)) as (wire, _):
        with pytest.raises(LostAnswerError):
            await wire.post("/x", b"{}", timeout_seconds=0.1)
        assert await wire.post("/x", b"{}", timeout_seconds=5) == (200, b'{"ok":true}')


async def test_call_that_was_given_up_leaves_its_answer_to_nobody() -> None:
    def late(_request: bytes, writer: asyncio.StreamWriter) -> None:
        asyncio.get_running_loop().call_later(0.05, writer.write, OK.replace(b"true", b"null"))

    async with _server(late, says(OK)) as (wire, _):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.02):
                await wire.post("/x", b"{}", timeout_seconds=5)
        await asyncio.sleep(0.1)
        assert await wire.post("/x", b"{}", timeout_seconds=5) == (200, b'{"ok":true}')


async def test_other_status_is_an_answer_too() -> None:
    async with _server(says(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\noh!")) as (wire, _):
        assert await wire.post("/x", b"{}", timeout_seconds=5) == (502, b"oh!")
