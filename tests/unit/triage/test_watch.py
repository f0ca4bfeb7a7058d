"""The gate: what is stored and where it goes; nothing that detection flags is lost there."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any, cast

import pytest

from core.clock import system_clock
from core.ids import ChatId, UserId
from detection.finding import Kind
from detection.training.examples import read_corpus
from tests.unit.triage.people import COMMUNITY, at, concern, update, watch
from triage.reading import Reader
from triage.routing import Route, may_matter, route
from triage.tools import Tools
from triage.updates import UpdateLook, look_at
from triage.watch import Ours, Watch

NOW = at("11-22 14:10")
DOUBT, NEUTRAL = "这肯定是假货吧", "今天天气不错"
PHOTO: dict[str, Any] = {"photo": [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]}
OF_A_BOT: dict[str, Any] = {"from": {"id": 12, "is_bot": True, "first_name": "b"}}
N, I, D = Route.NOWHERE, Route.INTAKE, Route.DISPATCHER  # noqa: E741


def reply_to(number: int, text: str = "", by: int = 12) -> dict[str, Any]:
    user = {"id": by, "is_bot": False, "first_name": "x"}
    return {"reply_to_message": {"message_id": number, "text": text, "from": user}}


def lively() -> Watch:
    """A community with a concern (30), a message of ours (31), one in a case (14) and one who just doubted (11)."""
    known = watch(
        concerns={30: concern("11-22 14:00")},
        ours={31: Ours(None, None)},
        cases={UserId(14)},
        last_concern_at={UserId(11): at("11-22 14:00"), UserId(15): at("11-22 13:30")},
    )
    known.communities[COMMUNITY.chat_id].latest_concern_at = at("11-22 14:00")
    return known


@pytest.mark.parametrize(
    ("looked", "goes"),
    [
        (update(NEUTRAL, by=12), N),
        (update(DOUBT, by=12), I),
        (update("", by=12, caption=DOUBT, **PHOTO), I),
        (update(NEUTRAL, by=12, **reply_to(30)), I),
        (update(NEUTRAL, by=12, **reply_to(31)), I),
        (update(NEUTRAL, by=12, **reply_to(32)), N),
        (update("同问", by=12), I),
        (update("+1", by=12), I),
        (update("", by=14, **PHOTO), I),
        (update("", by=11, **PHOTO), I),
        (update("", by=15, **PHOTO), N),
        (update("", by=12, **PHOTO), N),
        (update("/aftersales", by=12), D),
        (update("申请售后", by=12), D),
        (update("我的售后", by=12), D),
        # whose words are no concern
        (update(DOUBT, by=2), N),
        (update(DOUBT, by=12, **OF_A_BOT), N),
        (update(DOUBT, by=1087968824, sender_chat={"id": COMMUNITY.chat_id, "type": "supergroup"}), N),
        (update(DOUBT, by=777000, is_automatic_forward=True), N),
        # staff: promotions, and answers to what is known or came in the same batch
        (update("防晒喷雾 券后19.9 包邮 https://s.click.taobao.com/a", by=1), I),
        (update("防晒喷雾 券后19.9 包邮 https://s.click.taobao.com/a", by=777000, is_automatic_forward=True), I),
        (update("授权书在置顶", by=1, **reply_to(30)), I),
        (update("授权书在置顶", by=1, **reply_to(77, DOUBT)), I),
        (update("好的", by=1, **reply_to(77, NEUTRAL)), N),
        # edits
        (update(NEUTRAL, by=11, kind="edited_message", number=30, edit_date=1), I),
        (update(DOUBT, by=12, kind="edited_message", edit_date=1), I),
        (update(NEUTRAL, by=12, kind="edited_message", edit_date=1), N),
        (update(DOUBT, by=1, kind="edited_message", edit_date=1), N),
        # the group becomes another one
        (update(migrate_to_chat_id=-1005), D),
        (update(migrate_from_chat_id=-5), D),
    ],
)
def test_a_message_of_a_community_is_routed(looked: UpdateLook, goes: Route) -> None:
    assert route(looked, lively()) is goes
    assert may_matter(looked, lively()) is (goes is not N)


def elsewhere(text: str, chat: dict[str, Any], **more: Any) -> UpdateLook:
    return update(text, chat=chat, **more)


@pytest.mark.parametrize(
    ("looked", "goes"),
    [
        (elsewhere("你好", {"id": 11, "type": "private"}), D),
        (elsewhere(DOUBT, {"id": -5, "type": "group"}), N),
        (elsewhere("/start", {"id": -5, "type": "group"}), D),
        (elsewhere("", {"id": -5, "type": "group"}, migrate_to_chat_id=-1005), D),
        (elsewhere(DOUBT, {"id": -1005, "type": "supergroup"}), I),  # a group that the bot was just added to
    ],
)
def test_a_message_from_elsewhere_is_routed(looked: UpdateLook, goes: Route) -> None:
    known = watch()
    known.joining.add(ChatId(-1005))
    assert route(looked, known) is goes


def membership(kind: str, old: str, new: str, chat: int = COMMUNITY.chat_id) -> UpdateLook:
    user = {"id": 5, "first_name": "x"}
    body = {"chat": {"id": chat, "type": "supergroup"}, "from": user, "date": 1}
    change = {**body, "old_chat_member": {"status": old}, "new_chat_member": {"status": new}}
    return look_at(json.dumps({"update_id": 1, kind: change}))


@pytest.mark.parametrize(
    ("looked", "goes"),
    [
        (membership("my_chat_member", "left", "member", -9), D),
        (membership("my_chat_member", "member", "kicked"), D),
        (membership("chat_member", "member", "administrator"), D),
        (membership("chat_member", "creator", "member"), D),
        (membership("chat_member", "left", "member"), N),
        (membership("chat_member", "member", "administrator", -9), N),
        (look_at(json.dumps({"update_id": 1, "callback_query": {"id": "1", "from": {"id": 5, "first_name": "x"}}})), D),
        (look_at(json.dumps({"update_id": 1, "poll": {}})), N),
    ],
)
def test_other_updates_are_routed(looked: UpdateLook, goes: Route) -> None:
    assert route(looked, lively()) is goes


def test_what_belongs_to_a_message_of_the_same_batch_is_let_in() -> None:
    known = watch()
    community = known.communities[COMMUNITY.chat_id]
    known.expect(update(DOUBT, by=12, number=50))
    assert may_matter(update("", by=12, **PHOTO), known)
    assert may_matter(update("同问", by=13), known)
    known.expect(update("授权书在置顶", by=1, **reply_to(50, DOUBT)))
    assert 50 in community.answered_by_human


def test_an_echo_of_what_is_half_an_hour_old_is_small_talk() -> None:
    known = lively()
    known.communities[COMMUNITY.chat_id].latest_concern_at = NOW - timedelta(minutes=31)
    assert not may_matter(update("同款", by=12), known)


def corpus() -> list[str]:
    return [example.text for part in ("train", "check") for example in read_corpus(part)]


@pytest.mark.parametrize(
    ("situation", "by", "more"),
    [
        ("by itself", 12, {}),
        ("in a case", 14, {}),
        ("as a reply to a member", 12, reply_to(32, "我觉得还行", 13)),
        ("as a reply to staff", 12, reply_to(32, "保证正品,放心", 1)),
        ("as a reply to a promotion", 12, reply_to(32, "防晒喷雾 券后19.9 https://s.click.taobao.com/a", 1)),
        ("as a reply to us", 12, reply_to(31, "你看过再判断", 99)),
    ],
)
def test_nothing_that_detection_flags_is_gated_out(situation: str, by: int, more: dict[str, Any]) -> None:
    known = lively()
    community = known.communities[COMMUNITY.chat_id]
    find = partial(Reader(cast(Tools, system_clock)).find, community)
    lost = []
    for text in corpus():
        looked = update(text, by=by, **more)
        assert looked.message is not None
        found = find(looked.message)
        if found is not None and found.kind is not Kind.PRAISE and not may_matter(looked, known):
            lost.append(f"{found.kind} {found.confidence:.2f} {text}")
    assert lost == [], f"{situation}: {len(lost)}"
