"""Updates that Telegram brings itself: only with the secret, and 200 only for what is stored."""

from __future__ import annotations

import socket
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from playground.running import Running, run_together
from tests.flow.village import START

SECRET = "s3cret-of-the-test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def address() -> str:
    """Where the bot will listen."""
    return f"http://127.0.0.1:{_free_port()}"


@pytest.fixture
async def hooked(address: str, tmp_path: Path) -> AsyncIterator[Running]:
    """A world whose bot takes its updates by webhook."""
    settings: dict[str, Any] = {"receive": "webhook", "public_url": address, "webhook_secret": SECRET}
    async with run_together(START, data_dir=tmp_path, http_port=int(address.rsplit(":", 1)[1]), **settings) as running:
        yield running


async def test_conversation_by_webhook(hooked: Running) -> None:
    world = hooked.world
    owner, member = world.add_user("掌柜"), world.add_user("阿安")
    group = world.add_group("防晒福利群", creator=owner, members=[member])
    world.add_bot(group, by=owner)
    await hooked.telegram.wait_for(lambda message: "大家好" in message.words, chat=group)
    said = world.say(group, member, "快递五天了一动不动,什么时候能到")
    await hooked.telegram.wait_for(lambda message: message.reply_to is said and "#1001" in message.words)
    assert hooked.telegram.webhook.is_set


async def test_wrong_secret_is_refused_and_nothing_is_stored(hooked: Running, address: str) -> None:
    body = b'{"update_id": 7, "message": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}'
    async with aiohttp.ClientSession() as http:
        for headers in ({}, {HEADER: ""}, {HEADER: "wrong"}, {HEADER: SECRET + "x"}, {HEADER: "密码"}):
            async with http.post(f"{address}/telegram", data=body, headers=headers) as answer:
                assert answer.status == 401
        assert hooked.books.count("inbox") == 0
        async with http.get(f"{address}/telegram", headers={HEADER: SECRET}) as answer:
            assert answer.status == 405
        async with http.get(f"{address}/health") as answer:
            assert answer.status == 200


async def test_same_update_twice_is_stored_once(hooked: Running, address: str) -> None:
    user = {"id": 5100000009, "is_bot": False, "first_name": "A"}
    chat = {"id": 5100000009, "type": "private", "first_name": "A"}
    update = {"update_id": 77, "message": {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": "/help"}}
    async with aiohttp.ClientSession() as http:
        for _ in range(3):
            async with http.post(f"{address}/telegram", json=update, headers={HEADER: SECRET}) as answer:
                assert answer.status == 200
    assert hooked.books.count("inbox", "update_id = 77") == 1


async def test_garbage_with_the_secret_is_no_error_for_ever(hooked: Running, address: str) -> None:
    async with aiohttp.ClientSession() as http:
        for body in (b"", b"{", b"[]", b'{"update_id": "x"}', b"\xff\xfe", b"{}"):
            async with http.post(f"{address}/telegram", data=body, headers={HEADER: SECRET}) as answer:
                assert answer.status == 200, "Telegram would bring it again and again"
    assert hooked.books.count("inbox") == 0


async def test_nothing_is_taken_while_the_database_is_locked(hooked: Running) -> None:
    world = hooked.world
    owner, member = world.add_user("掌柜"), world.add_user("阿安")
    group = world.add_group("防晒福利群", creator=owner, members=[member])
    world.add_bot(group, by=owner)
    await hooked.telegram.wait_for(lambda message: "大家好" in message.words, chat=group)
    await hooked.telegram.settled()
    with closing(sqlite3.connect(hooked.books.file, isolation_level=None)) as intruder:
        intruder.execute("BEGIN IMMEDIATE")
        said = world.say(group, member, "快递五天了一动不动,什么时候能到")
        with pytest.raises(TimeoutError):
            await hooked.telegram.wait_until(lambda: not len(world.updates), timeout=2)
        intruder.execute("ROLLBACK")
    await hooked.telegram.wait_for(lambda message: message.reply_to is said, timeout=20)
