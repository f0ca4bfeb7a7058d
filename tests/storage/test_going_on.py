"""Members who go on: answers are extended, quarrels not fed, albums noted once, what is edited away is gone."""

from __future__ import annotations

from typing import Any

from core.database import Database
from evidence.models import EvidenceFile, EvidenceKind
from mailbox.outbox import OutgoingRow
from tests.storage.world import AN, BOBO, CHAT, DOUBT, DOUDOU, LETTER, OWNER, POST, ROUTE, build_world, proof
from tickets.models import TicketState
from triage.library.products import KeepProducts, Post, Promote
from triage.library.promotions import NoteEnding
from triage.repository import AnswerRow, ConcernRow

ORIGIN = "说是韩国直邮,谁知道是不是国内哪个仓库发的"
PHOTO: dict[str, Any] = {"photo": [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]}
PICTURED = proof(903, EvidenceKind.CHANNEL, files=(EvidenceFile("ab" * 32, "image/jpeg", 10),))


async def test_a_second_reason_at_once_extends_the_first_answer(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=1)
    await world.says(AN, ORIGIN)
    assert await world.sent() == ["answer", "extended"]
    (first,) = await world.rows(OutgoingRow, purpose="answer")
    (edit,) = await world.rows(OutgoingRow, purpose="extended")
    assert (edit["method"], edit["payload"]["message_id"]) == ("editMessageText", f"outgoing:{first['id']}")
    assert "物流" in edit["payload"]["text"]
    assert len(await world.tickets()) == 1
    world.clock.forward(minutes=1)
    await world.says(BOBO, ORIGIN)  # the extended answer covers both
    assert (await world.sent())[2:] == ["pointer"]


async def test_new_pictures_follow_without_a_word(database: Database) -> None:
    world = await build_world(database, LETTER, PICTURED)
    await world.says(AN, DOUBT)
    await world.says(AN, "包装跟专柜的不一样啊,就是假的吧")
    methods = [row["method"] for row in await world.rows(OutgoingRow, purpose="extended")]
    assert methods == ["editMessageText", "sendPhoto"]


async def test_after_three_minutes_a_new_reason_is_answered_anew(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=4)
    await world.says(AN, ORIGIN)
    assert await world.sent() == ["answer", "answer"]


async def test_members_who_argue_are_not_interrupted_twice(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    world.clock.forward(minutes=5)
    await world.says(BOBO, "这包装跟专柜的不一样,就是假的吧", reply_to=number, replied_by=AN)
    assert await world.sent() == ["answer", "reaction"]
    assert [row["why"] for row in await world.rows(ConcernRow)][-1] == "arguing"


async def test_an_album_is_noted_once(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, "收到喷头就是漏的,根本喷不出来,我要退款")
    for _ in range(3):
        await world.says(DOUDOU, media_group_id="album", **PHOTO)
    assert await world.sent(CHAT) == ["receipt", "added"]
    shown = await world.rows(OutgoingRow, purpose="staff-files")
    assert ["reply_markup" in row["payload"] for row in shown] == [True, False, False]
    for _ in range(2):
        await world.says(DOUDOU, **PHOTO)
    assert await world.sent(CHAT) == ["receipt", "added", "added", "added"]


async def test_an_album_whose_caption_was_logged_is_not_noted_again(database: Database) -> None:
    world = await build_world(database)
    caption = "收到喷头就是漏的,根本喷不出来,我要退款"
    await world.says(DOUDOU, caption=caption, media_group_id="album", **PHOTO)
    await world.says(DOUDOU, media_group_id="album", **PHOTO)
    assert await world.sent(CHAT) == ["receipt"]


async def test_a_doubt_that_is_edited_away_takes_its_answer_with_it(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await world.says(AN, "算了,没事", message_id=number, edit_date=1)
    (answer,) = await world.rows(OutgoingRow, purpose="answer")
    assert answer["state"] == "cancelled"
    (ticket,) = await world.tickets()
    assert ticket.state is TicketState.CLOSED
    assert [row["kind"] for row in await world.rows(AnswerRow)] == ["withdrawn"]
    (concern,) = await world.rows(ConcernRow)
    assert (concern["decision"], concern["why"]) == ("gone", "edited-away")
    await world.says(BOBO, "同问")  # nothing is left to join
    assert await world.sent() == ["answer"]


async def test_a_complaint_that_is_edited_stays_a_case(database: Database) -> None:
    world = await build_world(database)
    number = await world.says(DOUDOU, "快递都五天了还停在上海,一动不动,给我退款")
    await world.says(DOUDOU, "算了,没事", message_id=number, edit_date=1)
    (ticket,) = await world.tickets()
    assert ticket.is_open
    assert await world.sent(OWNER) == ["staff-new"]


async def test_the_answers_about_an_ended_promotion_say_so(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    await world.says(AN, ORIGIN)  # extends it: the note comes under what it says by now
    (answer,) = await world.rows(OutgoingRow, purpose="answer")
    async with database.transaction() as transaction:
        sent = OutgoingRow.update().where(OutgoingRow.c.id == answer["id"]).values(state="sent", message_ids=[900])
        await transaction.execute(sent)
    promote = Promote(world.tools, KeepProducts(world.tools), NoteEnding(world.tools))
    post = Post(CHAT, POST, None, "防晒喷雾 券后19.9", world.clock.now)
    await promote(world.home, post, "结束", by=OWNER)
    (edit,) = await world.rows(OutgoingRow, purpose="ended")
    assert edit["payload"]["message_id"] == 900
    assert "物流" in edit["payload"]["text"]
    assert edit["payload"]["text"].endswith("这条推广 15:00 结束了,上面说的是当时的情况。")
