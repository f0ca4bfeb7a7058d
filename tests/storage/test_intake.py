"""Intake on a Watch that was read from the database: doubts, what answers them, and what stays of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from core.database import Database
from mailbox.outbox import OutgoingRow
from tests.storage.world import (
    AN,
    BOBO,
    CHAT,
    DOUBT,
    DOUDOU,
    LETTER,
    LIAISON,
    MASK,
    OTHER_CHAT,
    POST,
    ROUTE,
    SECOND_CHAT,
    SPRAY,
    XIAOYU,
    build_world,
    restarted,
)
from tickets.agenda import FollowUpRow
from tickets.models import FollowUpKind, TicketKind, TicketState, WaitingOn
from tickets.repository import TimelineRow
from triage.repository import AnswerRow, ConcernRow, RequestRow
from workspaces.repository import ProductRow, PromotionRow

PLAIN = "这个是正品吗?感觉像假的"


async def test_a_doubt_with_proof_is_answered_in_its_thread(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    (row,) = await world.rows(OutgoingRow, purpose="answer")
    assert row["payload"]["reply_parameters"] == {"message_id": number}
    assert row["unless_answered"]
    (ticket,) = await world.tickets()
    assert (ticket.kind, ticket.state, ticket.number) == (TicketKind.DOUBT, TicketState.RESOLVED, None)
    assert [item.kind for item in await world.due(ticket.id)] == [FollowUpKind.DOUBT_CHECK]
    assert await world.sent(None) == ["answer"]


async def test_a_doubt_without_proof_gets_a_time_and_the_desk_is_asked(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    assert await world.sent() == ["promise"]
    assert [await world.sent(user) for user in (1, 2, 3)] == [["staff-request"]] * 3
    (ticket,) = await world.tickets()
    (request,) = await world.rows(RequestRow)
    assert (ticket.state, ticket.waiting_on) == (TicketState.WAITING, WaitingOn.EVIDENCE)
    assert ticket.promised_at == request["due_at"] == world.clock.now + timedelta(hours=2)
    assert [item.kind for item in await world.due(ticket.id)] == [FollowUpKind.EVIDENCE_PROMISE]


async def test_the_second_asker_is_pointed_there_and_the_third_only_noted(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=10)
    await world.says(BOBO, DOUBT)
    world.clock.forward(minutes=10)
    await world.says(XIAOYU, DOUBT)
    assert await world.sent() == ["answer", "pointer", "reaction"]
    (pointer,) = await world.rows(OutgoingRow, purpose="pointer")
    (answer,) = await world.rows(OutgoingRow, purpose="answer")
    links = [entity["url"] for entity in pointer["payload"]["entities"] if entity["type"] == "text_link"]
    assert links == [f"outgoing:{answer['id']}"]


async def test_after_the_cooldown_the_full_answer_comes_again(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=31)
    await world.says(BOBO, DOUBT)
    assert await world.sent() == ["answer", "answer"]


async def test_cooldown_and_concerns_survive_a_restart(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    again = await restarted(world)
    await again.says(AN, DOUBT, message_id=number)
    assert await again.sent() == ["answer"]
    again.clock.forward(minutes=5)
    await again.says(BOBO, DOUBT)
    assert await again.sent() == ["answer", "pointer"]


async def test_what_one_member_says_again_at_once_is_one_concern(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=1)
    await world.says(AN, DOUBT)
    assert await world.sent() == ["answer", "reaction"]
    assert len(await world.tickets()) == 1


async def test_the_same_member_asking_again_waits_on_one_ticket(database: Database) -> None:
    world = await build_world(database)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=8)
    await world.says(AN, DOUBT)
    (ticket,) = await world.tickets()
    assert [item.kind for item in await world.due(ticket.id)] == [FollowUpKind.EVIDENCE_PROMISE]
    assert len(await world.rows(RequestRow)) == 1


async def test_beyond_six_full_answers_an_hour_it_is_only_noted(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    (answer,) = world.home.answers
    world.home.answers = [replace(answer, id=number, product_id=MASK) for number in range(6)]
    await world.says(BOBO, DOUBT)
    assert await world.sent() == ["answer", "reaction"]
    assert len(await world.tickets()) == 2


async def test_a_human_who_answers_first_keeps_the_bot_silent(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    world.home.answered_by_human.add(77)
    await world.says(AN, DOUBT, message_id=77)
    assert await world.sent(None) == []
    assert await world.rows(ConcernRow) == []


async def test_a_human_answer_is_kept_on_the_ticket(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    await world.says(LIAISON, "授权书在置顶里", reply_to=number)
    (ticket,) = await world.tickets()
    assert "answer" in [line["event"] for line in await world.rows(TimelineRow, ticket_id=ticket.id)]
    assert number in world.home.answered_by_human


async def test_an_echo_joins_the_doubt_above_it(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=6)
    await world.says(BOBO, "同问")
    assert await world.sent() == ["answer", "pointer"]
    assert [row["member_id"] for row in await world.rows(ConcernRow)] == [AN, BOBO]


async def test_an_echo_after_half_an_hour_is_small_talk(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    world.clock.forward(minutes=31)
    await world.says(BOBO, "同问")
    assert await world.sent() == ["answer"]


async def test_doubted_and_returned_is_respected_without_a_ticket(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, "怀疑是假的,已经退了")
    assert await world.sent() == ["respect"]
    assert await world.tickets() == []


async def test_an_edited_concern_is_never_answered_twice(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    await world.says(AN, DOUBT + "!!", message_id=number, edit_date=1)
    await world.says(AN, DOUBT + "!!", message_id=number, edit_date=2)
    assert await world.sent() == ["answer"]
    (concern,) = await world.rows(ConcernRow)
    assert concern["words"] == DOUBT + "!!"


async def test_a_message_edited_into_a_doubt_is_answered(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, "今天天气不错")
    await world.says(AN, DOUBT, message_id=number, edit_date=1)
    assert await world.sent() == ["answer"]


async def test_a_doubt_older_than_two_hours_goes_to_staff(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT, at=world.clock.now - timedelta(hours=2, minutes=1))
    assert await world.sent() == []
    assert set(await world.sent(None)) == {"staff-review"}
    (concern,) = await world.rows(ConcernRow)
    assert (concern["decision"], concern["why"]) == ("review", "too-old")


async def test_small_talk_leaves_no_row(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    for text in ("早上好", "今天吃什么", "哈哈哈哈", "谢谢群主", "收到了,很好用"):
        await world.says(AN, text)
    assert await world.sent(None) == []
    assert await world.rows(ConcernRow) == await world.rows(AnswerRow) == await world.rows(FollowUpRow) == []


async def test_proof_of_one_workspace_is_never_shown_in_another(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, PLAIN + " 防晒喷雾", chat=OTHER_CHAT)
    assert "answer" not in await world.sent(None)
    assert await world.sent(CHAT) == []
    assert [row["product_id"] for row in await world.rows(ConcernRow)] in ([], [None])


async def test_each_community_has_its_own_cooldown(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    await world.says(AN, DOUBT)
    await world.says(AN, DOUBT, chat=SECOND_CHAT)
    assert await world.sent(CHAT) == await world.sent(SECOND_CHAT) == ["answer"]


async def test_a_staff_post_registers_a_promotion_of_a_known_product(database: Database) -> None:
    world = await build_world(database)
    number = await world.says(LIAISON, "防晒喷雾 券后19.9 包邮 https://s.click.taobao.com/abc")
    (row,) = await world.rows(PromotionRow, message_id=number)
    assert (row["product_id"], row["price_fen"]) == (111, 1990)
    assert world.home.promotions[0].message_id == number


async def test_a_staff_post_of_something_new_makes_one_draft_for_all_groups(database: Database) -> None:
    world = await build_world(database)
    post = "【北欧风台灯】到手价 39 元 https://s.click.taobao.com/xyz"
    await world.says(LIAISON, post)
    await world.says(LIAISON, post, chat=SECOND_CHAT)
    drafts = await world.rows(ProductRow, state="draft")
    assert len(drafts) == 1
    assert {row["product_id"] for row in await world.rows(PromotionRow)} == {111, drafts[0]["id"]}
    assert set(await world.sent(None)) == {"product-draft"}


async def test_a_doubt_under_an_old_post_finds_its_product(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    world.clock.forward(hours=60)
    world.tools.loader.forget_old()
    assert world.home.promotions == []
    world.home.admins[LIAISON] = ""
    await world.says(DOUDOU, DOUBT, reply_to=POST, replied_by=LIAISON)
    assert [row["product_id"] for row in await world.rows(ConcernRow)] == [SPRAY]
    assert await world.sent() == ["answer"]
