"""When we were wrong: answers stop, what was posted says so, everybody concerned is told once."""

from __future__ import annotations

import pytest

from core.database import Database
from core.errors import SayableError
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    AN,
    BOBO,
    CHAT,
    DOUBT,
    LETTER,
    OWNER,
    SPRAY,
    XIAOYU,
    World,
    build_world,
    restarted,
    started,
)
from triage.library.recalling import RecallProduct
from triage.library.records import RecallRow

WHAT, REMEDY = "授权书发错了店铺", "要退的都退,运费我们出,11-30 前办完"


def recall(world: World) -> RecallProduct:
    return RecallProduct(world.tools, world.edit.correct)


async def recalled(world: World) -> None:
    use = recall(world)
    await use.preview(world.mine, SPRAY, WHAT, REMEDY, OWNER)
    (row,) = await world.rows(RecallRow, state="draft")
    await use(world.mine, row["id"], by=OWNER)


async def doubted(database: Database) -> World:
    """Two members doubted the spray and were answered; one of them has started the bot."""
    from core.change import Change

    world = await build_world(database, LETTER)
    change = Change()
    started(change, AN, at=world.clock.now)
    await world.keep(change)
    await world.says(AN, DOUBT)
    async with database.transaction() as transaction:
        await transaction.execute(OutgoingRow.update().values(state="sent", message_ids=[777]))
    world.clock.forward(minutes=40)
    await world.says(BOBO, "喷雾是正品吗")
    return world


async def test_a_preview_says_nothing_to_anybody(database: Database) -> None:
    world = await doubted(database)
    before = len(await world.rows(OutgoingRow))
    reply = await recall(world).preview(world.mine, SPRAY, WHAT, REMEDY, OWNER)
    assert ("2 位" in reply.words.text, WHAT in reply.words.text) == (True, True)
    assert len(await world.rows(OutgoingRow)) == before
    assert world.mine.recalls == {}


async def test_posted_answers_say_so_and_everybody_is_told_once(database: Database) -> None:
    world = await doubted(database)
    await recalled(world)
    (edit,) = await world.rows(OutgoingRow, purpose="correction")
    words = edit["payload"].get("text") or edit["payload"].get("caption")
    assert (WHAT in words, REMEDY in words) == (True, True)
    private = await world.texts("recall", AN)
    group = await world.texts("recall", CHAT)
    assert [(WHAT in text, "阿安" in text) for text in private] == [(True, True)]
    assert [("波波" in text, "阿安" in text, REMEDY in text) for text in group] == [(True, False, True)]
    held = [row for row in await world.rows(OutgoingRow, purpose="answer") if row["state"] == "cancelled"]
    assert len(held) == 1  # what was still on its way is held back


async def test_a_doubt_about_a_recalled_product_gets_no_proof_but_what_happened(database: Database) -> None:
    world = await doubted(database)
    await recalled(world)
    world = await restarted(world)
    await world.says(XIAOYU, "喷雾是正品吗")
    answers = await world.texts("recall", CHAT)
    assert WHAT in answers[-1]
    count = len(await world.sent())
    await world.says(BOBO, "这个喷雾感觉像假的,有授权吗")
    assert (await world.sent())[count:].count("answer") == 0


async def test_a_recall_is_done_once_and_ends_by_a_word(database: Database) -> None:
    world = await doubted(database)
    await recalled(world)
    (row,) = await world.rows(RecallRow)
    with pytest.raises(SayableError, match="old"):
        await recall(world)(world.mine, row["id"], by=OWNER)
    await recall(world).end(world.mine, world.mine.products[SPRAY], by=OWNER)
    assert world.mine.recalls == {}
    with pytest.raises(SayableError, match="recall-none"):
        await recall(world).end(world.mine, world.mine.products[SPRAY], by=OWNER)
