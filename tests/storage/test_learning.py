"""What staff teach: it decides the very next message, takes wrong answers back, can be revoked, and stays at home."""

from __future__ import annotations

import pytest

from bot.exports import marks_as_lines
from core.change import Change
from core.database import Database
from core.errors import SayableError, SetupError
from core.ids import ConcernId, MarkId, TicketId, UserId, WorkspaceId
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row, owe, settle
from mailbox.sender import Fate
from tests.storage.messenger import outgoing
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    CHAT,
    COMPLAINT,
    DOUBT,
    LETTER,
    LIAISON,
    MINE,
    OTHER_CHAT,
    POST,
    ROUTE,
    SECOND_CHAT,
    THEIRS,
    XIAOYU,
    World,
    build_tools,
    build_world,
)
from tickets.models import TicketState
from triage.deliveries import AfterDelivery
from triage.doors.membership import MeetPerson
from triage.learning.marks import MarkRow, export_lines, marks_of
from triage.learning.teach import Teach
from triage.learning.withdrawing import WITHDRAW, WithdrawAnswers
from triage.repository import AnswerRow, ConcernRow, RequestRow
from workspaces.audit import AuditRow

ALIKE = "29块9还包邮,这肯定是假货吧,真货怎么会卖这么便宜!"


def teach_of(world: World) -> Teach:
    return Teach(world.tools, WithdrawAnswers(world.tools, world.cases))


async def sent(world: World, purpose: str, *message_ids: int) -> None:
    """Let Telegram have taken the messages of a purpose."""
    for row in await world.rows(OutgoingRow, purpose=purpose, chat_id=CHAT, state="waiting"):
        change = Change()
        settle(change, outgoing(row["id"]), Delivery(message_ids), world.clock.now)
        await world.tools.writer.commit(change)
        after = AfterDelivery(world.tools, MeetPerson(world.tools))
        await after(from_row(row), Fate.SENT, Delivery(message_ids))


async def concern_of(world: World, number: int) -> ConcernId:
    (row,) = await world.rows(ConcernRow, message_id=number)
    return ConcernId(row["id"])


async def calls(world: World) -> list[tuple[str, object]]:
    """Return the calls that take something back."""
    rows = await world.rows(OutgoingRow, purpose=WITHDRAW)
    return [(row["method"], row["payload"]["message_id"]) for row in rows]


async def test_a_false_alarm_decides_the_next_message_that_is_alike(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    assert await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    before = await world.sent()
    await world.says(BOBO, ALIKE)
    await world.says(BOBO, ALIKE, chat=SECOND_CHAT)
    assert await world.sent() == before
    assert await world.sent(SECOND_CHAT) == []
    assert len(await world.rows(ConcernRow)) == 1


async def test_another_workspace_learns_nothing_of_it(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    assert world.mine.memory.lessons
    assert world.watch.workspaces[THEIRS].memory.lessons == ()
    await world.says(BOBO, DOUBT, chat=OTHER_CHAT)
    assert len(await world.rows(ConcernRow, workspace_id=THEIRS)) == 1


async def test_a_wrong_answer_is_deleted_and_its_ticket_closed(database: Database) -> None:
    world = await build_world(database, LETTER, ROUTE)
    number = await world.says(AN, DOUBT)
    await sent(world, "answer", 4321, 4322)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    assert await calls(world) == [("deleteMessage", 4321), ("deleteMessage", 4322)]
    (ticket,) = await world.tickets()
    assert ticket.state is TicketState.CLOSED
    assert await world.due(ticket.id) == []
    assert [row["kind"] for row in await world.rows(AnswerRow)] == ["withdrawn"]
    assert world.home.answers == []
    assert [row["action"] for row in await world.rows(AuditRow)] == ["mark.false"]
    assert "正在撤下" in (await world.texts("taught", ADMIN))[0]


async def test_what_still_waits_is_never_sent(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    assert {row["state"] for row in await world.rows(OutgoingRow, purpose="answer")} == {"cancelled"}
    assert await calls(world) == []


async def test_an_old_answer_is_struck_out_instead(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await sent(world, "answer", 4321)
    world.clock.forward(hours=48)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    (row,) = await world.rows(OutgoingRow, purpose=WITHDRAW)
    assert (row["method"], row["payload"]["message_id"]) == ("editMessageText", 4321)
    assert row["payload"]["text"] == "这条是我看错了,不作数。\n有要问的,直接在这里说。"
    assert "reply_markup" not in row["payload"]


async def test_what_telegram_does_not_let_us_delete_is_struck_out(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await sent(world, "answer", 4321)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    (delete,) = await world.rows(OutgoingRow, purpose=WITHDRAW)
    after = AfterDelivery(world.tools, MeetPerson(world.tools))
    await after(from_row(delete), Fate.REFUSED, Delivery())
    await after(from_row(delete), Fate.QUESTION_GONE, Delivery())
    assert await calls(world) == [("deleteMessage", 4321), ("editMessageText", 4321)]
    assert await world.sent(ADMIN) == ["taught"]


async def test_a_promise_that_nobody_waits_for_is_dropped(database: Database) -> None:
    world = await build_world(database)
    first = await world.says(AN, DOUBT)
    world.clock.forward(minutes=5)
    second = await world.says(BOBO, DOUBT + "呢")
    await teach_of(world).wrong(await concern_of(world, first), by=ADMIN)
    assert [row["state"] for row in await world.rows(RequestRow)] == ["open"]
    await teach_of(world).wrong(await concern_of(world, second), by=ADMIN)
    assert [row["state"] for row in await world.rows(RequestRow)] == ["dropped"]
    assert world.mine.requests == {}
    assert {ticket.state for ticket in await world.tickets()} == {TicketState.CLOSED}


async def test_a_case_that_its_member_went_on_with_stays_open(database: Database) -> None:
    world = await build_world(database)
    number = await world.says(AN, COMPLAINT, reply_to=POST)
    world.clock.forward(minutes=5)
    await world.says(AN, COMPLAINT + ",到底有没有人管", reply_to=POST)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    (ticket,) = await world.tickets()
    assert ticket.is_open


async def test_an_echo_does_not_join_a_false_alarm(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    world.clock.forward(minutes=2)
    await world.says(BOBO, "同问")
    await world.says(XIAOYU, "+1", reply_to=number)
    assert len(await world.rows(ConcernRow)) == 1


async def test_a_bad_lesson_is_taken_back(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    (mark,) = await world.rows(MarkRow)
    await teach_of(world).take_back(MarkId(mark["id"]), by=ADMIN)
    assert world.mine.memory.lessons == ()
    await world.says(BOBO, ALIKE, reply_to=POST)
    assert (await world.sent()).count("answer") == 2
    with pytest.raises(SayableError, match="alert-old"):
        await teach_of(world).take_back(MarkId(mark["id"]), by=ADMIN)
    assert [row["action"] for row in await world.rows(AuditRow)] == ["mark.false", "mark.revoke"]


@pytest.mark.parametrize(("who", "says"), [(LIAISON, "refuse-move-role"), (AN, "alert-staff-only")])
async def test_only_those_who_may_teach_do(database: Database, who: UserId, says: str) -> None:
    world = await build_world(database, LETTER)
    concern_id = await concern_of(world, await world.says(AN, DOUBT))
    with pytest.raises(SayableError, match=says):
        await teach_of(world).wrong(concern_id, by=who)
    await teach_of(world).wrong(concern_id, by=ADMIN)
    (mark,) = await world.rows(MarkRow)
    with pytest.raises(SayableError, match=says):
        await teach_of(world).take_back(MarkId(mark["id"]), by=who)


async def test_a_false_alarm_is_marked_once(database: Database) -> None:
    world = await build_world(database, LETTER)
    concern_id = await concern_of(world, await world.says(AN, DOUBT))
    await teach_of(world).wrong(concern_id, by=ADMIN)
    with pytest.raises(SayableError, match="alert-old"):
        await teach_of(world).wrong(concern_id, by=ADMIN)
    assert len(await world.rows(MarkRow)) == 1


async def test_our_answer_and_the_words_it_answers_name_the_concern(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    await sent(world, "answer", 4321)
    with pytest.raises(SayableError, match="refuse-wrong-target"):
        await teach_of(world).wrong_message(world.home, 77, by=ADMIN)
    await teach_of(world).wrong_message(world.home, 4321, by=ADMIN)
    with pytest.raises(SayableError, match="alert-old"):
        await teach_of(world).wrong_message(world.home, number, by=ADMIN)


async def test_lessons_survive_a_restart_and_reach_other_workers(database: Database) -> None:
    world = await build_world(database, LETTER)
    other = World(database, world.clock, build_tools(database, world.clock), world.message_ids)
    await other.tools.loader.load_all()
    number = await world.says(AN, DOUBT)
    await other.tools.loader.load_changes()
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    world.clock.forward(seconds=1)
    await other.tools.loader.load_changes()
    assert other.mine.memory == world.mine.memory
    assert other.home.concerns[number].is_void
    assert other.home.answers == []


async def test_the_export_masks_and_leaves_out_what_was_taken_back(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, "订单号26112233445566\t一直没发货,电话13812345678,你们管不管", reply_to=POST)
    await teach_of(world).wrong(await concern_of(world, number), by=ADMIN)
    second = await world.says(BOBO, DOUBT)
    await teach_of(world).wrong(await concern_of(world, second), by=ADMIN)
    newest = max(row["id"] for row in await world.rows(MarkRow))
    await teach_of(world).take_back(MarkId(newest), by=ADMIN)
    async with database.read() as connection:
        lines = list(export_lines(await marks_of(connection, MINE)))
    assert lines == ["text\tkind\treasons", "订单号26****66 一直没发货,电话138****5678,你们管不管\tnone\t"]


async def test_the_command_exports_a_workspace_that_there_is(database: Database) -> None:
    world = await build_world(database, LETTER)
    await teach_of(world).wrong(await concern_of(world, await world.says(AN, DOUBT)), by=ADMIN)
    url = database.url.render_as_string(hide_password=False)
    assert await marks_as_lines(url, MINE) == ["text\tkind\treasons", f"{DOUBT}\tnone\t"]
    with pytest.raises(SetupError, match="there is no workspace 5; there are: 100, 200"):
        await marks_as_lines(url, WorkspaceId(5))


async def test_the_list_shows_the_newest_first_with_a_way_back(database: Database) -> None:
    world = await build_world(database, LETTER)
    assert "还没有教过我" in (await teach_of(world).lessons(world.mine)).words.text
    for who, text in ((AN, DOUBT), (BOBO, "这个喷雾是正品吗?感觉像假的")):
        world.clock.forward(minutes=1)
        await teach_of(world).wrong(await concern_of(world, await world.says(who, text)), by=ADMIN)
    reply = await teach_of(world).lessons(world.mine)
    lines = reply.words.text.split("\n")
    assert lines[0] == "教过我 2 条,最新的 2 条:"
    assert lines[1].startswith("1. 「这个喷雾是正品吗?感觉像假的」→ 不用管")
    assert [button.label for row in reply.keyboard for button in row] == ["撤回 1", "撤回 2"]


async def test_a_false_alarm_leaves_others_receipts_alone(database: Database) -> None:
    world = await build_world(database, LETTER)
    number = await world.says(AN, DOUBT)
    concern_id = await concern_of(world, number)
    (own,) = await world.tickets()
    change = Change()
    owe(change, outgoing(7001, concern_id=concern_id, ticket_id=TicketId(own.id + 1)))
    await world.tools.writer.commit(change)
    await teach_of(world).wrong(concern_id, by=ADMIN)
    (row,) = await world.rows(OutgoingRow, id=7001)
    assert row["state"] == "waiting"
