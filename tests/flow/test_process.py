"""The real process: how it starts, stops, and comes back after kill -9."""

from __future__ import annotations

import socket
import time

import pytest

from playground.emulator import Chat, Message, User
from tests.flow.process import BotProcess

COMPLAINT = "快递五天了一动不动,什么时候能到"

pytestmark = pytest.mark.slow


async def _open_group(process: BotProcess) -> tuple[Chat, User, list[User]]:
    world = process.telegram.world
    owner = world.add_user("掌柜")
    members = [world.add_user(f"成员{number}") for number in range(30)]
    group = world.add_group("防晒福利群", creator=owner, members=members)
    world.add_bot(group, by=owner)
    await process.telegram.wait_for(lambda message: "大家好" in message.words, chat=group, timeout=15)
    await process.telegram.settled()
    return group, owner, members


def _all_answered(said: list[Message]) -> bool:
    return all(message.replies for message in said)


async def test_ready_is_logged_and_sigterm_ends_it_in_time(process: BotProcess) -> None:
    await process.start()
    group, _, members = await _open_group(process)
    said = [process.telegram.world.say(group, member, COMPLAINT) for member in members[:18]]
    took = await process.stop()
    assert took <= 8
    assert await process.wait() == 0
    assert process.events.count("ready") == 1
    assert process.events[-1] == "stopped"
    # Stopped in the middle of it: the next life finishes what this one left.
    await process.start()
    await process.telegram.wait_until(lambda: _all_answered(said), timeout=10)
    await process.telegram.settled()
    assert [len(message.replies) for message in said] == [1] * len(said)
    # A second bot on the same data is refused.
    rival = BotProcess(process.telegram, process.data_dir)
    with pytest.raises(RuntimeError, match="another bot is running"):
        await rival.start()
    # A port that is taken is said in one line.
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        hooked = {"YOUJU_RECEIVE": "webhook", "YOUJU_PUBLIC_URL": "https://bot.example.com"}
        hooked |= {"YOUJU_WEBHOOK_SECRET": "s", "YOUJU_HTTP_PORT": port}
        listening = BotProcess(process.telegram, process.data_dir.with_name("other"), hooked)
        await listening.spawn()
        assert await listening.wait() == 2
    assert listening.events[-1].startswith(f"YOUJU_HTTP_HOST, YOUJU_HTTP_PORT: cannot listen on 127.0.0.1:{port}: ")
    assert not any("Traceback" in event for event in listening.events)
    # SIGTERM while Telegram hangs: it does not wait for it longer than it may.
    process.telegram.faults.begin_outage("hanging")
    process.telegram.world.say(group, members[0], "收到喷头就是漏的,我要退款")
    assert await process.stop() <= 8


async def test_what_was_pending_is_handled_soon_after_kill_and_restart(process: BotProcess) -> None:
    await process.start()
    group, _, members = await _open_group(process)
    # Taken in and answered in the database, but not sent: then the process is killed.
    process.telegram.faults.slow(30, method="sendMessage", times=None)
    said = [process.telegram.world.say(group, member, COMPLAINT) for member in members[:10]]
    await process.telegram.wait_until(lambda: len(process.telegram.world.updates) == 0, timeout=10)
    numbered = "number IS NOT NULL"
    await process.telegram.wait_until(lambda: process.books.count("ticket", numbered) == len(said), timeout=10)
    await process.kill()
    process.telegram.faults.clear()
    # More comes in while nobody is there.
    said += [process.telegram.world.say(group, member, COMPLAINT) for member in members[10:20]]
    await process.start()
    await process.telegram.wait_until(lambda: _all_answered(said), timeout=10)
    assert time.monotonic() - process.ready_at <= 3
    await process.telegram.settled()
    ambiguous = process.books.one("SELECT coalesce(sum(ambiguous), 0) FROM outgoing")
    assert sum(len(message.replies) - 1 for message in said) <= ambiguous
    assert process.books.count("ticket", numbered) == len(said)


async def test_wrong_settings_end_it_with_a_sentence(process: BotProcess) -> None:
    process.settings = {"YOUJU_BOT_TOKEN": "not a token", "YOUJU_SEND_PER_SECOND": "0"}
    with pytest.raises(RuntimeError, match="YOUJU_BOT_TOKEN: missing or malformed"):
        await process.start()
    assert await process.wait() == 2
