"""What is no concern and matters all the same: calls for a human, contacts of impostors, private numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.ids import UserId
from core.together import Together
from tests.unit.triage.people import COMMUNITY, at, concern, update, watch
from triage.asides import asks_for_human, may_be_aside_each, offers_contact, private_kinds
from triage.routing import may_matter
from triage.watch import Ours, Watch


@pytest.mark.parametrize(
    "words",
    ["人工", "转人工", "人工客服", "叫群主", "找群主", "叫一下管理员", "群主呢", "群主出来!",
     "有没有人工", "我要找人工",
     "找负责人", "能不能转人工",
     "叫群主出来", "群主在吗?", "@群主 出来", "我要人工客服", "你们老板出来说句话", "让负责人出来给个说法"],
)  # fmt: skip
def test_a_call_for_a_human_is_heard(words: str) -> None:
    assert asks_for_human(words)


@pytest.mark.parametrize(
    "words",
    [
        "群主",
        "群主早",
        "谢谢群主",
        "人工费太贵",
        "群主真好",
        "老板发红包",
        "找到了",
        "人工草坪多少钱一平米呢",
        "好",
        "管理员",
    ],
)
def test_small_talk_about_people_is_no_call(words: str) -> None:
    assert not asks_for_human(words)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("我电话13812345678,帮我查", ("phone",)),
        ("138 1234 5678 打这个", ("phone",)),
        ("订单号 3245678901234567890", ("order",)),
        ("订单12345678", ("order",)),
        ("3245678901234567890", ("order",)),
        ("快递YT1234567890123停在上海五天了", ("number",)),
        ("单号 SF1234567890123 订单号 3245678901234567890", ("number", "order")),
        ("寄到 人民路88号3栋502室", ("address",)),
        ("阿安 13812345678 人民路88号3栋502室", ("phone", "address")),
        ("收货地址朝阳小区 5-2-301,麻烦改一下", ("address",)),
        ("家在翠苑三区12幢,电话不方便", ("address",)),
        ("寄中山路八十八号", ("address",)),
        # not private
        ("加群 87654321", ()),
        ("https://item.taobao.com/item.htm?id=612345678901234", ()),
        ("这个19.9包邮", ()),
        ("2026年11月22日", ()),
        ("19999999块也买不起", ()),
        ("我们小区12号才解封", ()),
        ("快递在路上,说是小区2-3天到", ()),
        ("我知道12号发货", ()),
        ("坐人民路10号线过去", ()),
    ],
)
def test_private_data_is_recognised(words: str, kinds: tuple[str, ...]) -> None:
    assert private_kinds(words) == kinds


@pytest.mark.parametrize(
    "words",
    ["加我微信 abc123", "私聊我处理", "点这里 https://t.me/fake", "联系 @kefu_help", "微信号:tuikuan88", "加V:abcde1"],
)
def test_a_contact_is_recognised(words: str) -> None:
    assert offers_contact(words)


@pytest.mark.parametrize("words", ["我上次也是这样", "加油", "微微一笑", "联系商家就行", "找到了吗"])
def test_words_without_a_contact_are_none(words: str) -> None:
    assert not offers_contact(words)


def lively() -> Watch:
    """A doubt (30) of a moment ago, an answer of ours (31), a member in a case (14)."""
    known = watch(concerns={30: concern("11-22 14:09")}, ours={31: Ours(None, None)}, cases={UserId(14)})
    known.communities[COMMUNITY.chat_id].latest_concern_at = at("11-22 14:09")
    return known


def called(name: str, user: int = 12) -> dict[str, Any]:
    return {"from": {"id": user, "is_bot": False, "first_name": name}}


def under(number: int) -> dict[str, Any]:
    return {"reply_to_message": {"message_id": number, "text": "", "from": {"id": 11, "first_name": "阿安"}}}


CHANNEL = {
    "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
    "sender_chat": {"id": -1007, "type": "channel", "title": "官方售后"},
}


@pytest.mark.parametrize(
    ("text", "more", "is_impostor"),
    [
        ("加我微信 tuikuan88 给你退", called("官方客服") | under(30), True),
        ("加我微信 tuikuan88 给你退", called("官方客服"), True),  # a moment after the doubt, without a reply
        ("我是本店客服,私聊我", called("小美") | under(31), True),
        ("点 https://t.me/refund 退款", called("群主") | under(30), True),
        ("加我微信 tuikuan88", CHANNEL | under(30), True),
        ("加我微信 tuikuan88", called("小美") | under(30), False),  # looks like nobody in particular
        ("联系商家就行", called("官方客服") | under(30), False),  # no contact
        ("加我微信 tuikuan88", called("官方客服", 2) | under(30), False),  # an administrator of the group
        ("加我微信 tuikuan88", called("阿丽 Lily") | under(30), True),  # the name of an administrator who is no staff
        ("加我微信 tuikuan88", called("阿麗.LILY 88") | under(30), True),  # the same in other signs
        ("加我微信 tuikuan88", called("防晒福利群") | under(30), True),  # the name of the group
        ("加我微信 tuikuan88", called("阿丽") | under(30), False),
    ],
)
def test_whoever_poses_as_staff_under_a_complaint_is_noticed(
    text: str, more: dict[str, Any], is_impostor: bool
) -> None:
    known, looked = lively(), update(text, **more)
    assert looked.message is not None
    community = known.communities[COMMUNITY.chat_id]
    assert (community.is_impostor(looked.message) and not community.is_staff(looked.message)) is is_impostor
    if is_impostor:
        assert may_matter(looked, known)


def test_long_after_a_doubt_a_contact_answers_nothing() -> None:
    known = lively()
    known.communities[COMMUNITY.chat_id].latest_concern_at = at("11-22 14:09") - timedelta(minutes=11)
    assert not may_matter(update("加我微信 tuikuan88", **called("官方客服")), known)


@pytest.mark.parametrize(
    ("looked", "matters"),
    [
        (update("人工", by=14), True),
        (update("人工", by=12), False),
        (update("我电话13812345678", by=12), True),
        (update("寄到 人民路88号3栋502室", by=12), True),  # without a long number
        (update("加群 87654321", by=12), False),
        (update("订单号 3245678901234567890", by=2), False),  # staff
    ],
)
def test_the_gate_lets_in_what_matters_beside_concerns(looked: Any, matters: bool) -> None:
    known = lively()
    known.communities[COMMUNITY.chat_id].latest_concern_at = None
    assert may_matter(looked, known) is matters


MARKS = (
    "加 我 微信 威 v V WX wX: qq QQ号 abc12345 私聊 找 联系 手机 电话 扣扣 @shop_01 :// https t.me/x Www.a.b"
    " 人工 转 群主 老板 呢 1234 5678 - 号 是 了 中山路 花园 88 栋 三十"
)
PIECES = st.sampled_from(MARKS.split())


@settings(max_examples=500, deadline=None)
@given(st.lists(st.lists(PIECES, max_size=5).map("".join), max_size=4))
def test_texts_looked_at_together_lose_no_aside(texts: list[str]) -> None:
    found = {
        place for place, text in enumerate(texts) if asks_for_human(text) or offers_contact(text) or private_kinds(text)
    }
    assert found <= may_be_aside_each(Together(texts))
