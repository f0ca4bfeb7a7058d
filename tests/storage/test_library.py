"""The library as rows: items are edited by one hand at a time, and what was posted follows."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import SayableError
from core.ids import EvidenceId, ProductId
from evidence.models import Evidence, EvidenceFile, EvidenceKind, EvidenceState, Scope
from evidence.shelf import EvidenceRow, add_evidence
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    CHAT,
    DOUBT,
    LETTER,
    MASK,
    MINE,
    OWNER,
    ROUTE,
    SECOND_CHAT,
    SPRAY,
    World,
    build_world,
    local,
    proof,
    restarted,
)
from tickets.agenda import FollowUpRow
from tickets.repository import TicketRow
from triage.answering import Answering
from triage.library.browsing import BrowseLibrary
from triage.library.ending import TellEnding
from triage.library.records import NoticeRow
from triage.presses import ReviewConcern
from triage.reading import Reader
from triage.repository import AnswerRow, ConcernRow, ShownRow
from workspaces.audit import AuditRow
from workspaces.models import Product
from workspaces.repository import TOUCH, save_product


def picture(number: int) -> EvidenceFile:
    return EvidenceFile(f"{number:064d}", "image/jpeg", 1000, 10, 20, f"{number:016x}")


WITH_PICTURE = replace(LETTER, files=(picture(1),), issuer="品牌方")


async def answered(world: World, chat: int = CHAT) -> Any:
    """Let a doubt be answered, and the answer be sent; return its row."""
    await world.says(AN, DOUBT, chat=chat)  # type: ignore[arg-type]
    async with world.database.transaction() as transaction:
        sent = OutgoingRow.update().where(OutgoingRow.c.purpose == "answer", OutgoingRow.c.chat_id == chat)
        await transaction.execute(sent.values(state="sent", message_ids=[777]))
    (row,) = await world.rows(OutgoingRow, purpose="answer", chat_id=chat)
    return row


async def corrections(world: World) -> list[Any]:
    return await world.rows(OutgoingRow, purpose="correction")


async def test_where_an_item_was_used_is_known(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await answered(world)
    assert {row["evidence_id"] for row in await world.rows(ShownRow)} == {LETTER.id, ROUTE.id}
    uses = await BrowseLibrary(world.tools).uses(world.mine, LETTER.id)
    assert "1 条回答" in uses.words.text
    assert "阿安" in uses.words.text
    assert [entity["url"] for entity in uses.words.entities] == ["https://t.me/c/1/777"] or uses.words.entities == ()


async def test_a_retired_item_is_never_chosen_again_and_its_answers_say_so(database: Database) -> None:
    world = await build_world(database, WITH_PICTURE)
    row = await answered(world)
    _, count = await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    (edit,) = await corrections(world)
    assert count == 1
    assert (edit["method"], edit["payload"]["message_id"]) == ("editMessageCaption", 777)
    assert edit["payload"]["caption"].startswith(row["payload"]["caption"])
    assert "已经撤下,不再算数" in edit["payload"]["caption"]
    assert edit["payload"]["reply_markup"] == row["payload"]["reply_markup"]
    await world.says(BOBO, DOUBT, chat=SECOND_CHAT)
    assert await world.sent(SECOND_CHAT) == ["promise"]
    with pytest.raises(SayableError, match="old"):
        await world.edit.retire(world.mine, LETTER.id, by=ADMIN)


async def test_an_answer_that_still_waits_is_held_back_and_its_doubt_goes_to_staff(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    _, count = await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    assert (count, await corrections(world)) == (0, [])
    assert {row["state"] for row in await world.rows(OutgoingRow, purpose="answer")} == {"cancelled"}
    assert [row["kind"] for row in await world.rows(AnswerRow)] == ["unsent"]
    (told,) = await world.texts("staff-review", OWNER)
    assert "凭证刚撤下,我先拦住了" in told
    assert DOUBT in told
    assert [row["state"] for row in await world.rows(TicketRow)] == ["closed"]
    assert [row for row in await world.rows(FollowUpRow) if row["state"] == "waiting"] == []


async def test_staff_answer_a_doubt_whose_answer_was_held_back_with_what_is_on_file_now(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    (concern,) = await world.rows(ConcernRow)
    reader = Reader(world.tools)
    review = ReviewConcern(world.tools, reader, Answering(world.tools, world.cases))
    await review.answer(concern["id"], by=OWNER)
    assert [row["purpose"] for row in await world.rows(OutgoingRow, chat_id=CHAT, state="waiting")] == ["promise"]
    with pytest.raises(SayableError, match="old"):
        await review.answer(concern["id"], by=ADMIN)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("note", "这批是企业店专供", "说明以这句为准:这批是企业店专供"),
        ("issuer", "沐澜商贸", "由沐澜商贸出具"),
        ("until", "2026-12-01", "有效至 2026-12-01"),
        ("kind", "质检", "是质检报告"),
        ("scope", "补水面膜", "说的不是这件商品"),
    ],
)
async def test_what_members_saw_is_corrected_where_it_was_posted(
    database: Database, field: str, typed: str, said: str
) -> None:
    world = await build_world(database, WITH_PICTURE)
    await answered(world)
    item, count = await world.edit.typed(world.mine, LETTER.id, field, typed, as_read=1, by=OWNER)
    (edit,) = await corrections(world)
    assert (item.version, count) == (2, 1)
    assert said in edit["payload"]["caption"]
    audited = [row for row in await world.rows(AuditRow) if row["action"] == "evidence.edit"]
    assert len(audited) == 1


async def test_what_members_never_saw_and_a_longer_validity_correct_nothing(database: Database) -> None:
    world = await build_world(database, WITH_PICTURE)
    await answered(world)
    changes = {"until": "2027-12-31", "shop": "沐澜企业店", "check": "官网输入编号", "mark": "关", "region": "大陆"}
    for version, (field, typed) in enumerate(changes.items(), start=1):
        await world.edit.typed(world.mine, LETTER.id, field, typed, as_read=version, by=OWNER)
    assert await corrections(world) == []
    (row,) = await world.rows(EvidenceRow)
    assert (row["valid_until"], row["shop"], row["is_watermarked"]) == (date(2027, 12, 31), "沐澜企业店", False)


async def test_notes_gather_and_retiring_replaces_them(database: Database) -> None:
    world = await build_world(database, WITH_PICTURE)
    await answered(world)
    await world.edit.typed(world.mine, LETTER.id, "note", "新的说明", as_read=1, by=OWNER)
    await world.edit.typed(world.mine, LETTER.id, "issuer", "沐澜商贸", as_read=2, by=OWNER)
    await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    first, second, last = [row["payload"]["caption"] for row in await corrections(world)]
    assert second.startswith(first)
    assert ("新的说明" in second, "沐澜商贸" in second) == (True, True)
    assert ("新的说明" in last, "已经撤下" in last) == (False, True)


async def test_new_files_are_shown_where_the_old_ones_were(database: Database) -> None:
    world = await build_world(database, WITH_PICTURE)
    row = await answered(world)
    change = Change()
    draft = replace(WITH_PICTURE, id=EvidenceId(990), files=(picture(2),), replaces_id=LETTER.id)
    draft = replace(draft, state=EvidenceState.DRAFT)
    add_evidence(change, draft)
    await world.keep(change)
    _, item, _ = await world.publish(draft.id, by=OWNER)
    assert (item.id, item.files) == (LETTER.id, (picture(2),))
    (edit,) = await corrections(world)
    media = edit["payload"]["media"]
    assert edit["method"] == "editMessageMedia"
    assert media["media"] == row["payload"]["photo"].replace(picture(1).sha256, picture(2).sha256)
    assert "换成了新的一份" in media["caption"]
    states = {row["id"]: row["state"] for row in await world.rows(EvidenceRow)}
    assert states == {LETTER.id: "published", 990: "retired"}


async def test_of_two_hands_at_once_one_wins_and_the_other_is_told(database: Database) -> None:
    world = await build_world(database, LETTER)
    results = await asyncio.gather(
        world.edit.typed(world.mine, LETTER.id, "note", "甲的说明", as_read=1, by=OWNER),
        world.edit.typed(world.mine, LETTER.id, "note", "乙的说明", as_read=1, by=ADMIN),
        return_exceptions=True,
    )
    errors = [result for result in results if isinstance(result, SayableError)]
    assert [error.key for error in errors] == ["evidence-changed"]
    (row,) = await world.rows(EvidenceRow)
    assert (row["version"], row["note"] in ("甲的说明", "乙的说明")) == (2, True)


@pytest.mark.parametrize(
    ("field", "typed", "key"),
    [
        ("kind", "授劝", "problem-unknown-kind"),
        ("scope", "防晒棒", "problem-unknown-product"),
        ("until", "2026-02-30", "problem-no-such-date"),
        ("until", "2020-01-01", "problem-date-past"),
        ("issued", "2027-01-01", "problem-date-future"),
        ("note", "长" * 1001, "problem-field-too-long"),
        ("note", "清空", "problem-note-needed"),
        ("mark", "也许", "problem-setting-choice"),
        ("kind", "物流", "problem-file-needed"),
    ],
)
async def test_a_wrong_value_changes_nothing(database: Database, field: str, typed: str, key: str) -> None:
    note = proof(903, EvidenceKind.CHANNEL)
    world = await build_world(database, note)
    with pytest.raises(SayableError, match=key):
        await world.edit.typed(world.mine, note.id, field, typed, as_read=1, by=OWNER)
    (row,) = await world.rows(EvidenceRow)
    assert (row["version"], row["note"]) == (1, "说明")


# Shops


@pytest.mark.parametrize(("shop", "is_shown"), [("沐澜企业店", True), ("别家专营店", False), ("", False)])
async def test_a_brand_s_letter_for_a_shop_answers_for_that_shop_alone(
    database: Database, shop: str, is_shown: bool
) -> None:
    letter = replace(LETTER, scope=Scope.BRAND, product_id=None, brand="沐澜", shop="沐澜企业店")
    world = await build_world(database, letter)
    change = Change()
    save_product(change, Product(SPRAY, MINE, "防晒喷雾", brand="沐澜", shop=shop))
    change.amend(TOUCH, the_workspace=MINE, at=world.clock.now)
    await world.keep(change)
    await world.says(AN, DOUBT)
    assert ("answer" in await world.sent()) is is_shown


# Ends


async def test_staff_are_told_14_3_and_0_days_before_the_end_once_each(database: Database) -> None:
    world = await build_world(database, replace(LETTER, valid_until=date(2026, 12, 31)))
    days = ("12-16 10:00", "12-17 08:00", "12-17 10:00", "12-17 11:00", "12-29 10:00", "12-31 10:00", "12-31 20:00")
    told = []
    for day in days:
        world.clock.at(day)
        world = await restarted(world)
        told.append(await TellEnding(world.tools)())
    assert told == [0, 0, 1, 0, 1, 1, 0]
    texts = await world.texts("staff-ending", OWNER)
    assert [("还有" in text, "今天到期" in text) for text in texts] == [(True, False), (True, False), (False, True)]


async def test_after_downtime_one_notice_stands_for_all_that_were_due(database: Database) -> None:
    world = await build_world(database, LETTER)
    world.clock.now = local("12-31 10:00").replace(year=2027)
    assert await TellEnding(world.tools)() == 1
    assert len(await world.rows(NoticeRow)) == 3
    assert ["已经到期" in text for text in await world.texts("staff-ending", ADMIN)] == [True]


async def test_an_extended_item_is_announced_anew(database: Database) -> None:
    world = await build_world(database, replace(LETTER, valid_until=date(2026, 11, 30)))
    assert await TellEnding(world.tools)() == 1
    await world.edit.typed(world.mine, LETTER.id, "until", "2026-12-05", as_read=1, by=OWNER)
    assert await TellEnding(world.tools)() == 1


async def test_many_ends_are_told_in_one_message(database: Database) -> None:
    items = [proof(900 + number, EvidenceKind.CHANNEL, valid_until=date(2026, 11, 25)) for number in range(25)]
    world = await build_world(database, *items)
    assert await TellEnding(world.tools)() == 25
    (text,) = await world.texts("staff-ending", OWNER)
    assert text.startswith("25 份凭证")


# Browsing


async def test_the_library_is_searched_by_product_kind_state_and_words(database: Database) -> None:
    items: tuple[Evidence, ...] = (
        replace(LETTER, note="品牌方 100% 授权"),
        ROUTE,
        proof(903, EvidenceKind.CHANNEL, product_id=ProductId(MASK), valid_until=None, note="面膜渠道"),
        proof(904, EvidenceKind.CHANNEL, state=EvidenceState.DRAFT, published_at=None),
        proof(905, EvidenceKind.CHANNEL, valid_until=date(2026, 11, 1)),
        proof(906, EvidenceKind.CHANNEL, state=EvidenceState.RETIRED),
        proof(907, EvidenceKind.CHANNEL, valid_until=date(2026, 11, 23)),
    )
    world = await build_world(database, *items)
    browse = BrowseLibrary(world.tools)

    async def found(words: str) -> set[int]:
        page = await browse.page(world.mine, words)
        keys = [key.data for row in page.keyboard for key in row if key.data.startswith("e:card:")]
        return {int(key.split(":")[2]) for key in keys}

    assert await found("") == {901, 902, 903, 904, 905, 907}
    assert await found("面膜") == {903}
    assert await found("授权") == {901}
    assert await found("喷雾 渠道") == {904, 905, 907}
    assert await found("100%") == {901}
    assert await found("%") == {901}
    assert await found("草稿") == {904}
    assert await found("过期") == {905}
    assert await found("快到期") == {907}
    assert await found("停用") == {906}
    assert await found("没有这个") == set()


async def test_an_answer_keeps_what_it_showed(database: Database) -> None:
    world = await build_world(database, LETTER)
    await answered(world)
    await world.edit.retire(world.mine, LETTER.id, by=OWNER)
    (answer,) = await world.rows(AnswerRow, kind="full")
    assert [note["field"] for note in answer["corrections"]] == ["retired"]
