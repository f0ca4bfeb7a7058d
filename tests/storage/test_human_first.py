"""先让人答: a promise waits a few minutes for a human."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import ChatId
from evidence.shelf import EvidenceRow
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row
from mailbox.sender import Fate
from tests.storage.world import AN, DOUBT, LETTER, LIAISON, OWNER, SPRAY, build_world, restarted
from tickets.models import TicketState
from triage.deliveries import AfterDelivery
from triage.doors.change_settings import ChangeSettings
from triage.doors.membership import MeetPerson
from triage.keeping import KeepAnswer
from triage.library.adding import AddWords
from triage.mail import Place


async def test_a_promise_waits_and_the_desk_is_asked_at_once(database: Database) -> None:
    world = await build_world(database)
    await ChangeSettings(world.tools)(world.mine, "先让人答", "5", by=OWNER)
    await world.says(AN, DOUBT)
    (row,) = await world.rows(OutgoingRow, purpose="promise")
    assert row["not_before"] == world.clock.now + timedelta(minutes=5)
    assert "staff-request" in await world.sent(LIAISON)


async def test_where_a_human_came_first_nothing_is_promised(database: Database) -> None:
    world = await build_world(database)
    await ChangeSettings(world.tools)(world.mine, "wait", "2", by=OWNER)
    await world.says(AN, DOUBT)
    (row,) = await world.rows(OutgoingRow, purpose="promise")
    await AfterDelivery(world.tools, MeetPerson(world.tools))(from_row(row), Fate.ANSWERED, Delivery())
    (ticket,) = await world.tickets()
    assert ticket.state is TicketState.RESOLVED
    assert {each.kind.value for each in await world.due(ticket.id)} <= {"doubt_check"}


async def test_proof_on_file_never_waits(database: Database) -> None:
    world = await build_world(database, LETTER)
    await ChangeSettings(world.tools)(world.mine, "wait", "5", by=OWNER)
    await world.says(AN, DOUBT)
    (row,) = await world.rows(OutgoingRow, purpose="answer")
    assert row["not_before"] is None


async def test_another_worker_knows_within_a_look_that_a_human_was_first(database: Database) -> None:
    world = await build_world(database, LETTER)
    other = await restarted(world)
    question: dict[str, Any] = {
        "reply_to_message": {"message_id": 600, "text": DOUBT, "from": {"id": 11, "first_name": "阿安"}}
    }
    await world.says(LIAISON, "授权书在置顶里", **question)
    await other.tools.loader.load_changes()
    await other.says(AN, DOUBT, message_id=600)
    assert await other.sent() == []


async def test_what_a_human_answered_first_is_offered_to_be_kept_and_becomes_a_draft(database: Database) -> None:
    world = await build_world(database)
    number = await world.says(AN, DOUBT)
    await world.says(LIAISON, "这批是品牌方的体验活动,差价由品牌承担", reply_to=number)
    (offer,) = await world.texts("staff-human-first", OWNER)
    assert "老李先答了" in offer
    concern = world.home.concerns[number]
    keep = KeepAnswer(world.tools, AddWords(world.tools))
    with pytest.raises(SayableError):
        await keep(concern.id, by=LIAISON, place=Place(ChatId(LIAISON)))
    await keep(concern.id, by=OWNER, place=Place(ChatId(OWNER)))
    (item,) = await world.rows(EvidenceRow)
    assert (item["kind"], item["state"], item["product_id"]) == ("statement", "draft", SPRAY)
    assert item["note"] == "这批是品牌方的体验活动,差价由品牌承担"


async def test_short_words_and_answers_beside_ours_are_not_offered(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)  # answered with proof
    await world.says(LIAISON, "这批是品牌方的体验活动,差价由品牌承担", reply_to=number)
    assert await world.texts("staff-human-first", OWNER) == []
