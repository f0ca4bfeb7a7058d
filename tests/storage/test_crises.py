"""A crisis: opened once, one statement that stays true, short lines to it, an end by itself."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from core.change import Change
from core.database import Database
from core.errors import SayableError
from core.ids import UserId
from evidence.models import EvidenceFile, EvidenceKind, EvidenceState
from evidence.shelf import add_evidence
from mailbox.models import Delivery
from mailbox.outbox import OutgoingRow, from_row, settle
from tests.storage.world import (
    ADMIN,
    AN,
    BOBO,
    CHAT,
    DOUBT,
    DOUDOU,
    HOME,
    LETTER,
    LIAISON,
    OWNER,
    ROUTE,
    SECOND_CHAT,
    SPRAY,
    STRANGER,
    XIAOYU,
    World,
    build_world,
    proof,
    restarted,
)
from triage.crises.hands import CrisisDesk, FindDoubt
from triage.crises.minding import MindCrises
from triage.crises.newcomers import ForgetNewcomers
from triage.crises.rows import CrisisRow, NewcomerRow, add_newcomer
from triage.crises.statements import Statements
from triage.crises.telling import TellStaff
from triage.crises.watching import WatchForCrises
from triage.doors.change_settings import ChangeSettings
from triage.learning.teach import Teach
from triage.learning.withdrawing import WithdrawAnswers
from triage.mail import Place
from triage.presses import PressUnderAnswer
from triage.repository import AnswerRow
from triage.updates import look_at
from triage.watch import Recall
from workspaces.models import Mode

PLAIN = "这个是正品吗"
QUALITY = "味道好怪,感觉是假的,质量靠谱吗"


def watcher(world: World) -> WatchForCrises:
    return WatchForCrises(world.tools, Statements(world.tools), TellStaff(world.tools))


def minder(world: World) -> MindCrises:
    return MindCrises(world.tools, Statements(world.tools), TellStaff(world.tools))


def desk(world: World) -> CrisisDesk:
    return CrisisDesk(world.tools, minder(world))


async def doubted(world: World, *people: UserId, apart: float = 1, words: str = DOUBT, **more: Any) -> None:
    for who in people:
        await world.says(who, words, **more)
        world.clock.forward(minutes=apart)


async def in_crisis(database: Database, *items: Any) -> World:
    world = await build_world(database, *items)
    await doubted(world, AN, BOBO, XIAOYU)
    assert await watcher(world)() == 1
    await deliver(world)
    return world


async def deliver(world: World) -> None:
    """Let everything that waits be sent, each message with ids of its own."""
    for number, row in enumerate(await world.rows(OutgoingRow, state="waiting")):
        change = Change()
        ids = () if row["method"] in ("pinChatMessage", "setMessageReaction") else range(row["items"])
        settle(change, from_row(row), Delivery(tuple(9000 + 20 * number + each for each in ids)), world.clock())
        await world.tools.writer.commit(change)


async def crises(world: World) -> list[Any]:
    return await world.rows(CrisisRow)


async def statement_of(world: World) -> Any:
    (crisis,) = await crises(world)
    (row,) = await world.rows(OutgoingRow, id=crisis["statement_id"])
    return row


async def edits(world: World, method: str = "editMessageText", chat: int = CHAT) -> list[Any]:
    return [row["payload"] for row in await world.rows(OutgoingRow, method=method, chat_id=chat)]


async def heard(world: World, *parts: str, to: UserId = OWNER) -> bool:
    """Whether one of the messages to staff holds all ``parts``."""
    return any(all(part in text for part in parts) for text in await world.texts("staff-crisis", to))


async def test_three_members_open_a_crisis_once(database: Database) -> None:
    world = await in_crisis(database, LETTER, ROUTE)
    row = await statement_of(world)
    assert row["payload"]["text"].startswith("关于防晒喷雾,几位朋友问到价格,集中说明一次(11-22 15:03)。")
    assert "reply_parameters" not in row["payload"]
    assert "手上有的:① 授权书" in row["payload"]["text"]
    (pin,) = await world.rows(OutgoingRow, method="pinChatMessage")
    assert pin["payload"] == {"message_id": f"outgoing:{row['id']}", "disable_notification": True}
    (alert,) = await world.texts("staff-crisis", OWNER)
    assert "3 位成员说了 3 条" in alert
    assert "阿安:「19块9还包邮" in alert
    assert "已在群里集中说明(11-22 15:03)" in alert
    assert await watcher(world)() == 0
    assert len(await crises(world)) == 1


async def test_two_members_are_no_crisis_nor_one_who_insists(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, AN, BOBO, AN, apart=4)
    assert await watcher(world)() == 0


@pytest.mark.parametrize(("minutes", "count"), [(29, 1), (31, 0)])
async def test_the_span_is_an_hour(database: Database, minutes: int, count: int) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, XIAOYU, apart=minutes)
    assert await watcher(world)() == count


async def test_both_numbers_are_settings(database: Database) -> None:
    world = await build_world(database, LETTER)
    change = ChangeSettings(world.tools)
    await change(world.mine, "危机人数", "2", by=OWNER)
    await change(world.mine, "危机时段", "10", by=OWNER)
    with pytest.raises(SayableError):
        await change(world.mine, "危机人数", "1", by=OWNER)
    await doubted(world, AN, BOBO, apart=11)
    assert await watcher(world)() == 0
    await doubted(world, XIAOYU)
    assert await watcher(world)() == 0  # 11 minutes after 波波
    await doubted(world, DOUDOU)
    assert await watcher(world)() == 1


async def test_other_groups_products_and_false_alarms_do_not_count(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO)
    await world.says(XIAOYU, DOUBT, chat=SECOND_CHAT)
    await world.says(DOUDOU, "补水面膜是正品吗")
    assert await watcher(world)() == 0
    await doubted(world, DOUDOU)
    wrong = next(each for each in world.home.concerns.values() if each.member_id == AN)
    await Teach(world.tools, WithdrawAnswers(world.tools, world.cases)).wrong(wrong.id, by=OWNER)
    assert await watcher(world)() == 0


async def test_an_echo_counts(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN)
    await doubted(world, BOBO, XIAOYU, words="同问")
    assert await watcher(world)() == 1


async def test_who_has_become_staff_does_not_count(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, XIAOYU)
    world.home.admins[XIAOYU] = ""
    assert await watcher(world)() == 0


async def test_a_restart_in_between_changes_nothing(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO)
    again = await restarted(world)
    await doubted(again, XIAOYU)
    assert await watcher(again)() == 1
    third = await restarted(again)
    assert await watcher(third)() == 0
    assert third.home.statement_about(SPRAY) is not None


async def test_two_workers_open_one_crisis_once(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, XIAOYU)
    other = await restarted(world)
    counts = await asyncio.gather(watcher(world)(), watcher(other)())
    assert sum(counts) == 1
    assert len(await crises(world)) == 1
    assert (await world.sent()).count("statement") == 1


async def test_later_doubts_get_a_short_line_and_then_a_sign(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    row = await statement_of(world)
    await doubted(world, DOUDOU, words=PLAIN)
    line = (await world.rows(OutgoingRow, purpose="pointer"))[-1]
    assert line["payload"]["text"].startswith("豆豆,这件 15:03 刚集中说明过,手上有的、还没有的都在那条里,点这里看。")
    assert f"outgoing:{row['id']}" in [each.get("url") for each in line["payload"]["entities"]]
    await doubted(world, STRANGER, words=PLAIN)
    assert (await world.sent())[-1] == "reaction"


async def test_the_statement_answers_as_long_as_the_crisis_goes_on(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    world.clock.forward(minutes=90)
    await doubted(world, DOUDOU, words=QUALITY)
    assert (await world.texts("pointer"))[-1].startswith("豆豆,这件 15:03 刚集中说明过")
    again = await restarted(world)
    again.clock.forward(minutes=40)
    await doubted(again, STRANGER, words=PLAIN)
    assert (await again.texts("pointer"))[-1].startswith("路人,这件 15:03 刚集中说明过")


async def test_the_statement_is_beside_the_hourly_limit(database: Database) -> None:
    world = await build_world(database, LETTER)
    await ChangeSettings(world.tools)(world.mine, "回答上限", "1", by=OWNER)
    await doubted(world, AN, BOBO, XIAOYU)
    assert await watcher(world)() == 1
    assert "statement" in await world.sent()


async def test_the_card_grows_with_each_doubt(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    await doubted(world, DOUDOU, words=PLAIN)
    assert await minder(world)() == 1
    (edit,) = await edits(world, chat=OWNER)
    assert "4 位成员说了 4 条" in edit["text"]
    assert "豆豆:「这个是正品吗」" in edit["text"]
    assert await minder(world)() == 0
    assert await edits(world) == []  # nothing new for the group


async def test_what_is_not_on_file_is_promised_and_kept(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, XIAOYU, words=QUALITY)
    await watcher(world)()
    await deliver(world)
    row = await statement_of(world)
    assert "还没有的:质检报告,已请对接人去要,今天 17:30 前在这里更新,要没要到都会说。" in row["payload"]["text"]
    (alert,) = await world.texts("staff-crisis", OWNER)
    assert "还缺质检报告,已答应 11-22 17:30 前在群里更新" in alert
    change = Change()
    item = proof(950, EvidenceKind.INSPECTION, state=EvidenceState.DRAFT, published_at=None)
    add_evidence(change, item)
    await world.tools.writer.commit(change)
    await world.publish(item.id, by=OWNER)
    assert await minder(world)() == 1
    (edit,) = await edits(world)
    assert "质检报告" in edit["text"].split("手上有的")[1]
    assert "还没有的" not in edit["text"]
    assert "更新)" in edit["text"]
    assert edit["message_id"] == f"outgoing:{row['id']}"
    assert (await crises(world))[0]["promised_at"] is None


async def test_a_promise_that_is_not_kept_is_said_honestly_twice(database: Database) -> None:
    world = await build_world(database, LETTER)
    await doubted(world, AN, BOBO, XIAOYU, words=QUALITY)
    await watcher(world)()
    world.clock.at("11-22 17:31")
    await minder(world)()  # over by itself, and the promise stands
    await minder(world)()
    last = (await edits(world))[-1]
    assert "还没有的:质检报告,说好的时间里没要到,照实告诉大家。下次在这里说明:今天 20:00 前。" in last["text"]
    assert await heard(world, "到点了:防晒喷雾的质检报告还没到", "答应了下次今天 20:00 前")
    world.clock.at("11-22 20:01")
    await minder(world)()
    assert "要过两次没要到,照实告诉大家。要到了在这里更新。" in (await edits(world))[-1]["text"]
    world.clock.at("11-23 12:00")
    assert await minder(world)() == 0


async def test_proof_that_is_retired_is_struck_from_the_statement(database: Database) -> None:
    picture = EvidenceFile("a" * 64, "image/jpeg", 1000)
    world = await in_crisis(database, LETTER, proof(903, EvidenceKind.LOGISTICS, files=(picture,)))
    album = next(row for row in await world.rows(OutgoingRow, purpose="statement") if row["method"] == "sendPhoto")
    assert album["payload"]["reply_parameters"] == {"message_id": f"outgoing:{(await statement_of(world))['id']}"}
    await world.edit.retire(world.mine, proof(903, EvidenceKind.LOGISTICS).id, by=OWNER)
    assert await minder(world)() == 1
    (edit,) = await edits(world)
    assert "先前放的物流记录已撤下,不再作数。" in edit["text"]
    (gone,) = await edits(world, "deleteMessage")
    assert gone["message_id"] == album["message_ids"][0] if album["message_ids"] else True


async def test_two_quiet_hours_end_it_with_a_summary(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    world.clock.at("11-22 17:01")
    await minder(world)()
    assert (await crises(world))[0]["state"] == "open"
    world.clock.at("11-22 17:02")
    await minder(world)()
    (crisis,) = await crises(world)
    assert (crisis["state"], crisis["open_key"]) == ("closed", None)
    (unpin,) = await world.rows(OutgoingRow, method="unpinChatMessage")
    assert unpin["payload"]["message_id"] == f"outgoing:{crisis['statement_id']}"
    assert await heard(world, "2 小时没有新的质疑,自动结束。", "15:00–15:02,3 位成员说了 3 条。")
    assert await watcher(world)() == 0  # what was said before counts no more
    await doubted(world, DOUDOU, words=PLAIN)
    assert (await world.sent())[-1] == "answer"


async def test_newcomers_count_half_and_their_majority_waits_for_a_tap(database: Database) -> None:
    world = await build_world(database, LETTER)
    for who in (BOBO, XIAOYU, DOUDOU, STRANGER):
        await joined(world, who)
    await doubted(world, AN, BOBO, XIAOYU, DOUDOU)
    assert await watcher(world)() == 0
    await doubted(world, STRANGER)
    assert await watcher(world)() == 1
    assert "statement" not in await world.sent()
    (alert,) = await world.texts("staff-crisis", OWNER)
    assert "其中 4 位进群不到 7 天" in alert
    assert "新成员占多数" in alert
    (crisis,) = await crises(world)
    _, shown = await desk(world).show(crisis["id"], by=OWNER)
    assert "要发的是:\n关于防晒喷雾" in shown.words.text
    await desk(world).post(crisis["id"], by=ADMIN)
    assert "statement" in await world.sent()
    with pytest.raises(SayableError, match="alert-old"):
        await desk(world).post(crisis["id"], by=OWNER)


async def test_who_joined_a_week_ago_is_no_newcomer_and_is_forgotten(database: Database) -> None:
    world = await build_world(database, LETTER)
    for who in (AN, BOBO, XIAOYU):
        await joined(world, who)
    world.clock.forward(days=7)
    await ForgetNewcomers(world.tools)()
    assert len(await world.rows(NewcomerRow)) == 3
    world.clock.forward(minutes=1)
    await ForgetNewcomers(world.tools)()
    assert await world.rows(NewcomerRow) == []


async def joined(world: World, who: UserId) -> None:
    change = Change()
    add_newcomer(change, world.tools.new_id(), HOME, who, world.clock())
    await world.tools.writer.commit(change)


@pytest.mark.parametrize("kind", ["chat_member", "message"])
async def test_joins_are_kept_without_a_word(database: Database, kind: str) -> None:
    world = await build_world(database)
    user, date = {"id": int(AN), "is_bot": False, "first_name": "阿安"}, int(world.clock().timestamp())
    chat = {"id": int(CHAT), "type": "supergroup"}
    sides = {"old_chat_member": {"status": "left", "user": user}, "new_chat_member": {"status": "member", "user": user}}
    body = {"chat": chat, "from": user, "date": date}
    body |= sides if kind == "chat_member" else {"message_id": 7, "new_chat_members": [user, {**user, "is_bot": True}]}
    await world.tools.writer.commit(await world.intake(look_at(json.dumps({"update_id": 1, kind: body}))))
    (row,) = await world.rows(NewcomerRow)
    assert (row["user_id"], row["community_id"], row["joined_at"]) == (AN, HOME, world.clock())
    assert set(row) == {"id", "community_id", "user_id", "joined_at"}


@pytest.mark.parametrize(("mode", "says"), [(Mode.REVIEW, "先给你看再发"), (Mode.TRIAL, "群里一句没说:这个群在试运行")])
async def test_other_modes_say_nothing_by_themselves(database: Database, mode: Mode, says: str) -> None:
    world = await build_world(database, LETTER)
    await ChangeSettings(world.tools).set_mode(HOME, mode, by=OWNER)
    await doubted(world, AN, BOBO, XIAOYU)
    assert await watcher(world)() == 1
    assert await world.sent() == []
    assert says in (await world.texts("staff-crisis", OWNER))[0]
    (crisis,) = await crises(world)
    if mode is Mode.TRIAL:
        with pytest.raises(SayableError, match="trial"):
            await desk(world).post(crisis["id"], by=OWNER)
    else:
        await desk(world).post(crisis["id"], by=OWNER)
        assert await world.sent() == ["statement", "pin"]


async def test_silence_that_was_asked_for_is_kept(database: Database) -> None:
    world = await build_world(database, LETTER)
    quiet_until = world.clock() + timedelta(hours=2)
    world.home.community = replace(world.home.community, quiet_until=quiet_until)
    await doubted(world, AN, BOBO, XIAOYU)
    assert await watcher(world)() == 1
    assert await world.sent() == []
    assert "这个群在静音" in (await world.texts("staff-crisis", OWNER))[0]


@pytest.mark.parametrize("who", [LIAISON, STRANGER, AN])
async def test_only_admins_and_owner_decide(database: Database, who: UserId) -> None:
    world = await in_crisis(database, LETTER)
    (crisis,) = await crises(world)
    for act in (desk(world).show, desk(world).post, desk(world).update, desk(world).close):
        with pytest.raises(SayableError):
            await act(crisis["id"], by=who)


async def test_staff_end_it_and_list_what_is_open(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    (crisis,) = await crises(world)
    assert "防晒喷雾" in (await desk(world).overview(world.mine)).words.text
    with pytest.raises(SayableError, match="same"):
        await desk(world).update(crisis["id"], by=OWNER)
    await desk(world).close(crisis["id"], by=OWNER)
    assert await heard(world, "群主结束了它。", to=ADMIN)
    assert world.home.statement_about(SPRAY) is None
    assert "现在没有信任危机" in (await desk(world).overview(world.mine)).words.text
    assert await watcher(world)() == 0


async def test_a_doubter_presses_under_the_statement_and_the_own_doubt_goes_on(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    (crisis,) = await crises(world)
    find, press = FindDoubt(world.tools), PressUnderAnswer(world.tools, world.cases)
    alert = await press.still(await find(crisis["id"], by=BOBO), by=BOBO, name="波波")
    assert "已转给对接人" in alert
    (own,) = await world.tickets(member_id=BOBO)
    assert own.number == 1001
    await press.aftersales(await find(crisis["id"], by=STRANGER), by=STRANGER, name="路人", place=Place(CHAT, 9000))
    assert [ticket.number for ticket in await world.tickets(member_id=STRANGER)] == [1002]


async def test_the_same_words_in_several_groups_are_shown_to_staff_once(database: Database) -> None:
    world = await build_world(database, LETTER)
    await world.says(AN, DOUBT)
    await world.says(AN, f"{DOUBT}!!", chat=SECOND_CHAT)
    await watcher(world)()
    await watcher(await restarted(world))()
    (notice,) = await world.texts("staff-same-words", OWNER)
    assert "阿安" in notice
    assert "群-1001" in notice
    assert "群-1002" in notice
    await doubted(world, BOBO, XIAOYU)
    await watcher(world)()
    assert "阿安同一句话也在「群-1002」说过。" in (await world.texts("staff-crisis", OWNER))[0]


async def test_nothing_on_file_is_said_and_later_doubters_wait_for_it(database: Database) -> None:
    world = await in_crisis(database)
    text = (await statement_of(world))["payload"]["text"]
    assert "手上有的" not in text
    assert "没看到凭证之前,我不替它下结论。" in text
    await doubted(world, DOUDOU, words=PLAIN)
    (ticket,) = await world.tickets(member_id=DOUDOU)
    assert ticket.promised_at is not None
    assert ticket.is_open


async def test_where_the_proof_itself_is_doubted_the_statement_names_what_is_missing(database: Database) -> None:
    world = await build_world(database)
    await doubted(world, AN, BOBO, words=PLAIN)
    await doubted(world, XIAOYU, words="这个物流图也能P吧,防晒喷雾是假的")
    await watcher(world)()
    text = (await statement_of(world))["payload"]["text"]
    assert "还没有的:物流记录、授权书和渠道说明,已请对接人去要," in text


async def test_a_statement_that_was_never_sent_answers_nobody(database: Database) -> None:
    world = await in_crisis(database, LETTER)
    (answer,) = await world.rows(AnswerRow, kind="statement")
    world.home.answers = [each for each in world.home.answers if each.id != answer["id"]]
    assert world.home.statement_about(SPRAY) is None


async def test_a_recalled_product_is_spoken_of_as_recalled_and_no_proof_stays(database: Database) -> None:
    picture = EvidenceFile("a" * 64, "image/jpeg", 1000)
    world = await in_crisis(database, proof(901, EvidenceKind.AUTHORIZATION, files=(picture,)))
    world.mine.recalls[SPRAY] = Recall(SPRAY, "这批喷头有问题", "退款由商家出", world.clock())
    assert await minder(world)() == 1
    (edit,) = await edits(world)
    assert "这件是我们错了:这批喷头有问题" in edit["text"]
    assert "手上有的" not in edit["text"]
    assert len(await edits(world, "deleteMessage")) == 1
    assert await minder(world)() == 0
