"""kill -9 at random moments while complaints come in: one ticket and at least one receipt each."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from collections import Counter
from contextlib import suppress

import pytest

from playground.emulator import Message
from tests.flow.process import QuickBotProcess

COMMUNITIES, MEMBERS_EACH, KILLS = 40, 5, 20
COMPLAINTS = (
    "快递五天了一动不动,什么时候能到",
    "收到喷头就是漏的,我要退款",
    "一周了还没发货,怎么回事",
    "少发了一瓶,请给我补发",
    "收到是碎的,怎么赔",
)
MOST_CALLS = 12
"""A life ends after so many calls at most: about as many as it has to make."""


@pytest.mark.slow
async def test_twenty_kills_lose_no_complaint(
    quick_process: QuickBotProcess, capsys: pytest.CaptureFixture[str]
) -> None:
    process, chance = quick_process, random.Random(20261122)
    await process.start()
    unsaid = await _people_in_groups(process, chance)
    said: list[Message] = []
    # As on a real line, an answer takes a while: a kill can come between a message and the word that it was sent.
    process.telegram.faults.slow(0.01, after_effect=True, method="sendMessage", times=None)
    for number in range(KILLS):
        await (process.start() if number else asyncio.sleep(0))
        # A part comes in while it lives, a part while it is dead; every fifth life ends before it is ready.
        _say(process, unsaid, said, len(unsaid) // (KILLS - number) // 2)
        await _something_happens(process, chance)
        await process.kill()
        _say(process, unsaid, said, len(unsaid) // (KILLS - number))
        if number % 5 == 4:
            await process.spawn()
            await asyncio.sleep(chance.uniform(0, 0.3))
            await process.kill()
    _say(process, unsaid, said, len(unsaid))
    await process.start()
    await process.telegram.wait_until(lambda: all(map(_receipts, said)), timeout=30, what="all receipts")
    await process.telegram.settled(quiet=1.0)
    line = _check(process, said)
    with capsys.disabled():
        sys.stdout.write(f"\n{line}\n")


async def _something_happens(process: QuickBotProcess, chance: random.Random) -> None:
    """Let a random number of calls go by and a random moment more, however slow the machine is."""
    wanted = len(process.telegram.calls) + chance.randrange(MOST_CALLS)
    with suppress(TimeoutError):  # there was less to do
        await process.telegram.wait_until(lambda: len(process.telegram.calls) >= wanted, timeout=3)
    await asyncio.sleep(chance.uniform(0, 0.06))


async def _people_in_groups(process: QuickBotProcess, chance: random.Random) -> list[tuple[int, int]]:
    """Open the groups with their members; return (chat, member) in the order in which they will complain."""
    world = process.telegram.world
    owner = world.add_user("掌柜")
    places = []
    for number in range(COMMUNITIES):
        members = [world.add_user(f"成员{number}之{each}") for each in range(MEMBERS_EACH)]
        group = world.add_group(f"{number} 群", creator=owner, members=members)
        world.add_bot(group, by=owner)
        places += [(group.id, member.id) for member in members]
    await process.telegram.wait_until(lambda: len(world.said_by_bot) == COMMUNITIES, timeout=30, what="the greetings")
    await process.telegram.settled()
    chance.shuffle(places)
    return places


def _say(process: QuickBotProcess, unsaid: list[tuple[int, int]], said: list[Message], count: int) -> None:
    """Let the next members complain."""
    world = process.telegram.world
    for _ in range(min(count, len(unsaid))):
        chat_id, user_id = unsaid.pop()
        words = COMPLAINTS[len(said) % len(COMPLAINTS)]
        said.append(world.say(world.chats[chat_id], world.users[user_id], words))


def _receipts(message: Message) -> int:
    return sum("已登记售后单" in reply.words for reply in message.replies)


def _check(process: QuickBotProcess, said: list[Message]) -> str:
    books = process.books
    assert len(said) == COMMUNITIES * MEMBERS_EACH
    tickets = Counter(member for (member,) in books.ask("SELECT member_id FROM ticket WHERE number IS NOT NULL"))
    assert tickets == {message.sender.id: 1 for message in said if message.sender}
    numbers = [number for (number,) in books.ask("SELECT number FROM ticket WHERE number IS NOT NULL")]
    assert len(set(numbers)) == len(said)
    doubtful = {}
    for chat_id, payload, ambiguous in books.ask(
        "SELECT chat_id, payload, ambiguous FROM outgoing WHERE purpose = 'receipt'"
    ):
        answered = json.loads(payload)["reply_parameters"]["message_id"]
        assert (chat_id, answered) not in doubtful, "one receipt is owed, not two"
        doubtful[chat_id, answered] = ambiguous
    doubled = 0
    for message in said:
        extra = _receipts(message) - 1
        assert 0 <= extra <= doubtful[message.chat.id, message.message_id]
        doubled += extra
    assert books.count("inbox", "state <> 'done'") == 0
    assert books.count("outgoing", "state <> 'sent'") == 0
    return f"{len(said)} 投诉,{KILLS} 次 kill -9:{doubled} 条回执发了两次,{sum(doubtful.values())} 条记为不确定"
