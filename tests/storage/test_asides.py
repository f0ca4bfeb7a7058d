"""Grumbles, calls for a human, impostors and private data, on real tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from core.database import Database
from core.errors import SayableError
from core.ids import CommunityId, ConcernId, UserId
from mailbox.outbox import OutgoingRow
from tests.storage.world import AN, BOBO, CHAT, DOUBT, DOUDOU, HOME, LETTER, OWNER, World, build_world, restarted
from tickets.models import FollowUpKind, TicketKind, TicketState
from triage.desk.followups import RunDue
from triage.erasing import EraseMessage, Target
from triage.mail import Place
from triage.presses import PressUnderAnswer
from triage.repository import ConcernRow
from workspaces.audit import AuditRow
from workspaces.models import Mode

GRUMBLE, PRIVATE = "快递好慢啊", "我的订单号 3245678901234567890"


async def press(world: World, by: UserId) -> str:
    (concern,) = await world.rows(ConcernRow)
    under = Place(CHAT, 777)
    return await PressUnderAnswer(world.tools, world.cases).register(
        ConcernId(concern["id"]), by=by, name="豆豆", place=under
    )


async def test_a_grumble_is_seen_by_staff_alone_and_the_member_is_offered_to_log_it(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, GRUMBLE)
    assert await world.sent() == ["grumble"]
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.kind, ticket.cause) == (None, TicketKind.DOUBT, "courier.slow")
    assert [item.kind for item in await world.due(ticket.id)] == [FollowUpKind.FIRST_RESPONSE]
    (notice,) = await world.texts("staff-new", OWNER)
    assert "抱怨一句" in notice


async def test_a_grumble_is_logged_by_a_tap_of_the_one_who_grumbled(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, GRUMBLE)
    with pytest.raises(SayableError):
        await press(world, AN)
    await press(world, DOUDOU)
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.kind) == (1001, TicketKind.AFTER_SALES)
    assert await world.sent() == ["grumble", "receipt", "grumble-over"]


async def test_the_same_grumble_again_is_only_noted_and_a_complaint_then_gets_its_number(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, GRUMBLE)
    await world.says(DOUDOU, GRUMBLE)
    await world.says(DOUDOU, "快递都五天了还停在上海,一动不动,给我退款")
    assert await world.sent() == ["grumble", "reaction", "receipt"]
    (ticket,) = await world.tickets()
    assert ticket.number == 1001


async def test_a_member_in_a_case_calls_a_human_and_the_bot_is_silent_for_two_hours(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    await world.says(AN, "人工")
    assert await world.sent() == ["answer", "human"]
    assert await world.texts("staff-human", OWNER)
    (ticket,) = await world.tickets()
    assert (ticket.number, ticket.state) == (1001, TicketState.OPEN)
    world.clock.forward(minutes=40)
    await world.says(AN, DOUBT)
    await world.says(BOBO, DOUBT)
    assert await world.sent() == ["answer", "human", "answer"]  # Bobo's; An's went to staff
    concerns = await world.rows(ConcernRow, member_id=AN)
    assert [row["why"] for row in concerns][-1] == "human-called"
    world.clock.forward(minutes=81)
    await world.says(AN, DOUBT)
    assert len(await world.sent()) == 4


async def test_who_was_called_stays_called_after_a_restart_and_a_second_call_is_only_noted(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    await world.says(AN, "叫群主")
    again = await restarted(world)
    assert again.home.hushed_until(AN, again.clock.now) == again.clock.now + timedelta(hours=2)
    await again.says(AN, "人工")
    (reaction,) = await again.rows(OutgoingRow, method="setMessageReaction")
    assert reaction["purpose"] == "human"
    assert len(await again.tickets()) == 1


async def test_a_call_by_somebody_without_a_case_is_small_talk(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, "叫群主")
    assert await world.sent(None) == []


async def test_what_is_due_to_a_member_waits_until_the_silence_is_over(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, "快递都五天了还停在上海,一动不动,给我退款")
    await world.says(DOUDOU, "人工")
    world.clock.forward(minutes=90)
    await RunDue(world.tools, world.cases)()
    assert "missed" not in await world.sent()
    world.clock.forward(minutes=31)
    await RunDue(world.tools, world.cases)()
    assert "missed" in await world.sent()


async def test_an_impostor_is_reported_to_staff_and_nothing_is_said_in_the_group(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await world.says(BOBO, "我是本店客服,加我微信 tuikuan88 给你退款", reply_to=number)
    assert await world.sent() == ["answer"]
    (notice,) = await world.texts("staff-impostor", OWNER)
    assert "ID 12" in notice
    assert await world.rows(ConcernRow, member_id=BOBO) == []


async def test_private_data_is_offered_to_be_deleted(database: Database) -> None:
    world = await build_world(database)
    await world.says(DOUDOU, PRIVATE)
    (offer,) = await world.rows(OutgoingRow, purpose="private-posted")
    assert "3245678901234567890" not in offer["payload"]["text"]
    assert [key["text"] for key in offer["payload"]["reply_markup"]["inline_keyboard"][0]] == ["删掉这条", "私聊说"]


async def test_several_tracking_numbers_within_minutes_get_one_word_and_a_later_one_gets_it_again(
    database: Database,
) -> None:
    world = await build_world(database)
    for _ in range(3):
        await world.says(DOUDOU, PRIVATE)
        world.clock.forward(seconds=20)
    await world.says(AN, PRIVATE)
    assert (await world.sent()).count("private-posted") == 2
    world.clock.forward(minutes=5)
    await world.says(DOUDOU, PRIVATE)
    assert (await world.sent()).count("private-posted") == 3


async def test_where_the_bot_is_silent_staff_are_told_of_private_data(database: Database) -> None:
    world = await build_world(database)
    world.home.community = replace(world.home.community, mode=Mode.TRIAL)
    await world.says(DOUDOU, PRIVATE)
    assert await world.sent() == []
    assert await world.sent(OWNER) == ["staff-private"]


class Hand:
    """Deletes what it is told to, if it may."""

    def __init__(self, *, may: bool = True) -> None:
        self.may, self.erased = may, list[int]()

    async def erase(self, chat_id: int, message_id: int) -> bool:
        assert chat_id == CHAT
        self.erased.append(message_id)
        return self.may


@pytest.mark.parametrize(("by", "is_done"), [(DOUDOU, True), (OWNER, True), (AN, False)])
async def test_author_and_staff_may_delete_and_nobody_else(database: Database, by: UserId, is_done: bool) -> None:
    world, hand = await build_world(database), Hand()
    erase = EraseMessage(world.tools, hand)
    if not is_done:
        with pytest.raises(SayableError):
            await erase(HOME, Target(5, DOUDOU, 6), by=by)
    else:
        assert "删掉了" in await erase(HOME, Target(5, DOUDOU, 6), by=by)
    assert hand.erased == ([5, 6] if is_done else [])
    assert len(await world.rows(AuditRow, action="message.delete")) == is_done


async def test_without_the_right_to_delete_the_author_is_told_how(database: Database) -> None:
    world, hand = await build_world(database), Hand(may=False)
    assert "没有删消息的权限" in await EraseMessage(world.tools, hand)(HOME, Target(5, DOUDOU, 6), by=DOUDOU)
    with pytest.raises(SayableError):
        await EraseMessage(world.tools, hand)(CommunityId(999), Target(5), by=OWNER)
