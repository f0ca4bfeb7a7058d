"""Proof that is doubted itself, and proof that is missing before anybody asks."""

from __future__ import annotations

from dataclasses import replace

from core.change import Change
from core.database import Database
from evidence.models import EvidenceKind, EvidenceState
from evidence.shelf import add_evidence
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    DOUBT,
    LETTER,
    LIAISON,
    MINE,
    OWNER,
    ROUTE,
    SPRAY,
    World,
    build_world,
    proof,
    restarted,
)
from tickets.models import WaitingOn
from triage.library.gaps import FindGaps, WatchPromotions
from triage.library.records import GapCardRow
from triage.repository import RequestRow
from workspaces.repository import TOUCH

FAKED = "喷雾这图也能P的吧,谁信"
RISKY = "【韩国直邮】防晒喷雾 150ml\n原价 69,券后 19.9 包邮\n￥9kQ2XyZ1abc￥"


async def test_doubted_proof_is_answered_by_how_to_check_and_the_original_is_asked_for(database: Database) -> None:
    checked = replace(LETTER, self_check="品牌官网 → 授权查询,输入编号")
    world = await build_world(database, checked, ROUTE)
    await world.says(AN, DOUBT)
    await world.says(BOBO, FAKED)
    answer = (await world.texts("answer"))[-1]
    assert ("品牌官网" in answer, "原件已请对接人去要" in answer) == (True, True)
    (request,) = await world.rows(RequestRow)
    assert request["reasons"] == ["proof"]
    assert ["要的是原件" in text for text in await world.texts("staff-request", LIAISON)] == [True]
    waiting = [ticket for ticket in await world.tickets() if ticket.member_id == BOBO]
    assert [ticket.waiting_on for ticket in waiting] == [WaitingOn.EVIDENCE]


async def test_whoever_doubted_the_proof_is_shown_the_original_when_it_comes(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(BOBO, FAKED)
    change = Change()
    original = proof(950, EvidenceKind.AUTHORIZATION, state=EvidenceState.DRAFT, published_at=None, note="原件扫描")
    add_evidence(change, original)
    await world.keep(change)
    _, _, count = await world.publish(original.id, by=OWNER)
    assert count == 1
    (kept,) = [row for row in await world.rows(OutgoingRow, purpose="answer") if "原件扫描" in str(row["payload"])]
    assert "说好" in kept["payload"]["text"]
    assert [row["state"] for row in await world.rows(RequestRow)] == ["fulfilled"]


def watching(world: World) -> WatchPromotions:
    return WatchPromotions(world.tools, FindGaps(world.tools))


async def test_missing_proof_of_the_day_is_one_card_that_is_edited_in_place(database: Database) -> None:
    world = await build_world(database)
    world.mine.products[SPRAY] = replace(world.mine.products[SPRAY], list_price_fen=None)  # nothing risky about it
    watch = watching(world)
    await watch()
    await watch()
    assert len(await world.texts("staff-gaps", OWNER)) == 1
    assert await world.texts("staff-gap", OWNER) == []
    assert "缺授权书" in (await world.texts("staff-gaps", OWNER))[0]
    change = Change()
    add_evidence(change, LETTER)
    change.amend(TOUCH, the_workspace=MINE, at=world.clock.now)
    await world.keep(change)
    await watch()
    edits = [row for row in await world.rows(OutgoingRow, purpose="staff-gaps") if row["method"] == "editMessageText"]
    assert {row["chat_id"] for row in edits} == {OWNER, ADMIN}
    world.mine.shelf_changes += 1  # something else on the shelf: the card says the same, so it is let be
    await watch()
    assert len([row for row in await world.rows(OutgoingRow) if row["method"] == "editMessageText"]) == len(edits)
    assert len(await world.rows(GapCardRow)) == 1
    again = watching(await restarted(world))
    await again()
    rows = await world.rows(OutgoingRow, purpose="staff-gaps")
    assert [row["method"] for row in rows].count("sendMessage") == 2


async def test_a_risky_promotion_without_proof_is_told_at_once_and_once(database: Database) -> None:
    world = await build_world(database)
    watch = watching(world)
    await world.says(LIAISON, RISKY)
    await watch()
    await watch()
    alerts = await world.texts("staff-gap", LIAISON)
    assert ["因为:写了「韩国直邮」;价格不到原价四成" in text for text in alerts] == [True], alerts
    assert await world.texts("staff-gaps", OWNER) == []  # not the same twice at one moment


async def test_a_claim_that_nothing_supports_is_no_reason_to_be_told_at_once(database: Database) -> None:
    world = await build_world(
        database, LETTER, ROUTE, proof(903, EvidenceKind.CHANNEL), proof(904, EvidenceKind.INSPECTION)
    )
    await world.says(LIAISON, RISKY)
    await watching(world)()
    assert "写了包邮" in "".join(await world.texts("staff-gaps", OWNER))
    assert await world.texts("staff-gap", OWNER) == []


async def test_gaps_lists_what_promoted_products_lack(database: Database) -> None:
    world = await build_world(database, LETTER)
    reply = await FindGaps(world.tools).listed(world.mine)
    assert "防晒喷雾:缺物流记录" in reply.words.text
    assert world.mine.products[SPRAY].name in reply.words.text
