"""申请售后 by command in a group: a case, or the way to the one that is open."""

from __future__ import annotations

from datetime import timedelta

from core.change import Change
from core.database import Database
from core.ids import PromotionId
from mailbox.outbox import OutgoingRow
from tests.storage.world import BOBO, CHAT, COMPLAINT, DOUBT, DOUDOU, HOME, LETTER, MASK, MINE, POST, World, build_world
from tickets.repository import TimelineRow
from triage.desk.filing import FileCase
from triage.mail import Place
from workspaces.models import Promotion
from workspaces.repository import add_promotion


async def file(world: World, words: str = "") -> None:
    await FileCase(world.tools, world.cases)(
        world.home,
        Place(world.home.community.chat_id, 900),
        member_id=DOUDOU,
        name="豆豆",
        words=words,
        at=world.clock.now,
    )


async def promote_another(world: World) -> None:
    """Let a second product be promoted at the same time as the first."""
    change, posted_at = Change(), world.clock.now - timedelta(hours=1)
    add_promotion(change, Promotion(PromotionId(131), MINE, HOME, MASK, CHAT, POST + 1, None, 990, posted_at))
    await world.keep(change)


async def test_who_has_an_open_case_is_shown_the_way_to_it_and_the_bare_command_is_no_word_of_his(
    database: Database,
) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    before, lines = await world.tickets(), await world.rows(TimelineRow)
    await file(world)
    assert (await world.tickets(), await world.rows(TimelineRow)) == (before, lines)
    (told,) = await world.rows(OutgoingRow, purpose="joined")
    assert "#1001 在办" in told["payload"]["text"]
    assert told["payload"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "补充信息"


async def test_what_is_told_beside_the_command_is_added_to_the_open_case(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, COMPLAINT, reply_to=500)
    await file(world, "喷头也漏")
    assert [line["text"] for line in await world.rows(TimelineRow, event="said")] == ["喷头也漏"]
    (told,) = await world.texts("joined")
    assert "这条加进 #1001" in told


async def test_a_doubt_that_becomes_a_case_by_the_bare_command_keeps_its_own_words(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, DOUBT)
    await file(world)
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.words) == (1001, DOUBT)


async def test_a_case_asked_for_without_words_says_what_was_asked_and_no_command(database: Database) -> None:
    world = await build_world(database)
    await file(world)
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.words) == (1001, "申请售后")


async def test_a_product_that_is_not_found_is_said_before_it_is_asked_which(database: Database) -> None:
    world = await build_world(database, LETTER)
    await promote_another(world)
    await world.says(DOUDOU, "求证 火星土")
    await world.says(BOBO, "求证")
    named, plain = await world.texts("question")
    assert "没找到。是下面哪一件" in named
    assert "你问的是哪一件" in plain
