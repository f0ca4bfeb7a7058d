"""The glance over a batch agrees with ``route``, which says what is right."""

from __future__ import annotations

import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import MarkId, UserId
from detection.finding import Kind, Lesson
from tests.unit.triage.people import COMMUNITY, at, concern, watch
from triage.admitting import admit
from triage.routing import may_matter
from triage.updates import UpdateGlance
from triage.watch import Ours, Watch

_read = msgspec.json.Decoder(list[UpdateGlance]).decode
NOW = int(at("11-22 14:10").timestamp())
CHATS = st.sampled_from([COMMUNITY.chat_id] * 6 + [-5, -1005, 11])
PEOPLE = st.sampled_from([12, 13, 14, 11, 1, 2, 3, 777000, 1087968824])
TEXTS = st.sampled_from(
    [
        *("今天天气不错", "好的", " ", "求助", "一二三四五六七八九十,上山打老虎"),
        *("这肯定是假货吧", "jia 货", "收到喷头就是漏的,我要退款", "同问", "+1", "真的吗", "确定?", "谁信"),
        *("申请售后", "/start", "求证", "/proof 面膜", "19.9 包邮 https://s.click.taobao.com/a"),
        *("这波真香警告呀家人们", "人工", "叫群主出来", "加我微信 abc12345", "13800138000", "找我 138 0013-8000"),
    ]
)
PHOTO = [{"file_id": "F", "file_unique_id": "U", "width": 1, "height": 1}]


def _person(user_id: int, *, is_bot: bool = False) -> dict[str, Any]:
    return {"id": user_id, "is_bot": is_bot, "first_name": "x"}


REPLIES = st.builds(
    lambda number, words, by: {"message_id": number, "date": 1, "text": words, "from": _person(by)},
    st.sampled_from([30, 31, 32]),
    TEXTS,
    PEOPLE,
)
CONTENTS = st.one_of(
    *[TEXTS.map(lambda text: {"text": text})] * 4,
    TEXTS.map(lambda text: {"caption": text, "photo": PHOTO}),
    st.sampled_from([{"photo": PHOTO}, {"sticker": {}}, {"migrate_to_chat_id": -7}, {"migrate_from_chat_id": -5}]),
)
SENDERS = st.one_of(
    *[PEOPLE.map(lambda by: {"from": _person(by)})] * 6,
    st.just({"from": _person(12, is_bot=True)}),
    st.just({"from": _person(136817688), "sender_chat": {"id": -1009, "type": "channel"}}),
    st.just({"from": _person(5), "sender_chat": {"id": COMMUNITY.chat_id, "type": "supergroup"}}),
    st.just({"from": _person(777000), "is_automatic_forward": True}),
    st.just({}),
)
MESSAGES = st.builds(
    lambda number, chat, sender, content, reply: {
        "message_id": number,
        "date": NOW,
        "chat": {"id": chat, "type": "supergroup"},
        **sender,
        **content,
        **({} if reply is None else {"reply_to_message": reply}),
    },
    st.sampled_from([30, 100, 101]),
    CHATS,
    SENDERS,
    CONTENTS,
    st.none() | REPLIES,
)
UPDATES = st.builds(
    lambda kind, message: {kind: message}, st.sampled_from(["message"] * 5 + ["edited_message"]), MESSAGES
)


def _lively(*, was_taught: bool) -> Watch:
    known = watch(
        concerns={30: concern("11-22 14:00")},
        ours={31: Ours(None, None)},
        cases={UserId(14)},
        last_concern_at={UserId(11): at("11-22 14:00")},
    )
    if was_taught:
        lesson = Lesson("这波真香警告呀家人们", Kind.DOUBT, ("plain",))
        known.communities[COMMUNITY.chat_id].workspace.learn(MarkId(1), lesson)
    return known


@settings(max_examples=400, deadline=None)
@given(st.lists(UPDATES, max_size=8), st.booleans())
def test_a_batch_is_admitted_as_route_says_of_each_in_turn(updates: list[dict[str, Any]], was_taught: bool) -> None:
    glances = _read(json.dumps([{"update_id": number, **update} for number, update in enumerate(updates)]))
    said, known = [], _lively(was_taught=was_taught)
    for place, glance in enumerate(glances):
        if may_matter(glance, known):
            known.expect(glance)
            said.append(place)
    assert admit(glances, _lively(was_taught=was_taught)) == said
