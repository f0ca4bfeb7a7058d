"""The dialogues of VOICE.md, word for word as the bot speaks them."""

from __future__ import annotations

from datetime import timedelta

from core.ids import UserId
from evidence.models import EvidenceKind
from tests.unit.triage.people import (
    CHANNEL,
    CONCERN,
    LETTER,
    PRICE,
    ROUTE,
    SPRAY,
    TICKET,
    at,
    file,
    labels,
    proof,
    said,
    ticket,
    voice,
)
from tickets.models import Outcome, TicketKind, TicketState, WaitingOn
from triage.words import private as private_words
from triage.words import receipts, replies
from triage.words.private import Case

CASE = Case(ticket(), "防晒福利群", "防晒喷雾")


def test_1_price() -> None:
    reply = replies.doubt_answer(
        voice(),
        concern_id=CONCERN,
        name="阿安",
        reasons=("price",),
        evidence=(LETTER, ROUTE, PRICE),
        product=SPRAY,
        price_fen=1990,
    )
    assert said(reply) == [
        "阿安,比原价 69 低这么多,会这么想很正常。能查的都放在这儿,你看过再判断:",
        "① 授权书:品牌方授权这家企业店销售,有效至 2026-12-31",
        "② 物流记录(11-20 存档):同批样品 11-18 首尔发出,11-20 到上海,单号已打码",
        "③ 商家说明(商家,11-15 存档):这是品牌方的体验活动,差价由品牌承担",
    ]
    assert labels(reply) == ["申请售后", "仍有疑问"]
    assert [picture.sha256 for picture in reply.pictures] == ["authorization", "logistics"]
    assert reply.is_protected


def test_1_price_that_is_not_known_is_not_named() -> None:
    reply = replies.doubt_answer(voice(), concern_id=CONCERN, name="阿安", reasons=("price",), evidence=(LETTER,))
    assert said(reply)[0] == "阿安,价格低,想问清楚很正常。能查的都放在这儿,你看过再判断:"
    assert said(reply)[-1] == "还有不放心的,点「仍有疑问」,对接人接着查。"


def test_2_packaging() -> None:
    reply = replies.doubt_answer(
        voice("11-22 18:00"),
        concern_id=CONCERN,
        name="波波",
        reasons=("packaging",),
        evidence=(CHANNEL, LETTER),
        due_at=at("11-22 20:00"),
    )
    assert said(reply) == [
        "波波,谢谢你专门去比对,这个对大家都有用。",
        "① 渠道说明(商家,11-15 存档):这批是企业店渠道,外盒与商场柜台版不同",
        "② 授权书:品牌方授权这家企业店销售,有效至 2026-12-31",
        "方便的话,把不一样的地方拍张照回复在这条下面,对接人拿去核对,今天 20:00 前回你。",
    ]


def test_3_origin() -> None:
    route = proof(EvidenceKind.LOGISTICS, "11-18 首尔揽收 → 11-19 仁川离境 → 11-20 上海清关")
    reply = replies.doubt_answer(
        voice(), concern_id=CONCERN, name="猫猫", reasons=("origin",), evidence=(route,), product=SPRAY
    )
    assert said(reply) == [
        "猫猫,是不是直邮,看物流最清楚:",
        "① 物流记录(同批样品,11-20 存档):11-18 首尔揽收 → 11-19 仁川离境 → 11-20 上海清关",
        "你那件拿自己的单号到快递官网就能查,起点也该是韩国;要是对不上,点「仍有疑问」,我们去查。",
    ]


def test_4_full_answer_is_still_fresh() -> None:
    reply = replies.pointer(
        voice("11-22 14:30"),
        concern_id=CONCERN,
        name="小鱼",
        kinds=("authorization", "logistics"),
        answered_at=at("11-22 14:10"),
        url="outgoing:12",
    )
    assert said(reply) == [
        "小鱼,这件 20 分钟前刚说明过,授权书和物流记录都在那条里,点这里看。",
        "看完还有不放心的,点「仍有疑问」,我转给对接人。",
    ]
    assert reply.words.entities == ({"type": "text_link", "url": "outgoing:12", "offset": 31, "length": 4},)
    assert labels(reply) == ["仍有疑问"]


def test_4_basic_groups_have_no_links() -> None:
    reply = replies.pointer(
        voice("11-22 14:30"),
        concern_id=CONCERN,
        name="小鱼",
        kinds=("logistics",),
        answered_at=at("11-22 14:10"),
        url=None,
    )
    assert said(reply)[0] == "小鱼,这件刚说明过,物流记录就在我回复的这条里。"
    assert not reply.words.entities


def test_5_no_proof_on_file() -> None:
    reply = replies.promise(
        voice(), concern_id=CONCERN, name="阿安", kinds=("authorization", "logistics"), due_at=at("11-22 16:30")
    )
    assert said(reply) == [
        "阿安,这件的授权书和物流记录我手上还没有,没看到之前我不替它下结论。",
        "已经请对接人去要,今天 16:30 前在这条下面回你,要没要到都会说。",
        "不急的话,看到凭证再决定也不迟。",
    ]
    assert labels(reply) == ["申请售后"]


def test_5_promise_kept_and_told_to_the_others() -> None:
    reply = replies.promise_kept(
        voice("11-22 16:00"), concern_id=CONCERN, name="阿安", promised_at=at("11-22 16:30"), evidence=(LETTER,)
    )
    assert said(reply)[:2] == [
        "阿安,说好今天 16:30 前给你的凭证到了,你看过再判断:",
        "① 授权书:品牌方授权这家企业店销售,有效至 2026-12-31",
    ]
    askers = [
        (name, UserId(number)) for number, name in enumerate(("小鱼", "波波", "猫猫", "小林", "老周", "官方客服"))
    ]
    first, second = replies.promise_kept_elsewhere(voice(), concern_id=CONCERN, askers=askers, url="outgoing:12")
    assert said(first)[0] == "小鱼、波波、猫猫、小林、老周,你们问的凭证到了,点这里看。"
    assert [entity["type"] for entity in first.words.entities] == ["text_mention"] * 5 + ["text_link"]
    assert said(second)[0] == "一位成员,你问的凭证到了,点这里看。"


def test_5_promise_overdue() -> None:
    reply = replies.promise_overdue(
        voice("11-22 16:31"),
        concern_id=CONCERN,
        name="阿安",
        kinds=("authorization",),
        promised_at=at("11-22 16:30"),
        asked_at=at("11-22 15:20"),
        next_at=at("11-23 10:00"),
    )
    assert said(reply) == [
        "阿安,说好今天 16:30 前回你,照实说:授权书还没要到。",
        "对接人 15:20 又去问过,还没回话。",
        "没看到之前我仍然不下结论。",
        "下次在这里说明:明天 10:00 前。",
        "已经买了、想先处理的,点「申请售后」,按规则给你办。",
    ]


def test_6_courier() -> None:
    reply = receipts.receipt(voice("11-20 13:20"), ticket())
    assert said(reply) == [
        "豆豆,这么久没动静,换谁都急。已登记售后单 #1024,快递停滞。",
        "对接人去催快递和商家,今天 14:30 前给你第一次答复,没有进展也会照实说。",
        "快递单号私聊补给我,好查卡在哪一站;单号和电话别发群里。",
    ]
    assert labels(reply) == ["补充信息", "查进度", "不需要"]


def test_what_is_wanted_is_asked_where_goods_are_at_hand_and_no_wish_was_named() -> None:
    speaker, asks = voice("11-22 13:20"), ["退", "换", "补", "只是说说"]
    for cause, wants, asked in (
        ("seller.defect", (), asks),
        ("courier.lost", (), asks),
        ("", (), asks),
        ("seller.defect", ("refund",), []),
        ("courier.slow", (), []),
        ("courier.manner", (), []),
        ("seller.price_drop", (), []),
    ):
        reply = receipts.receipt(speaker, ticket(cause=cause, wants=wants))
        assert labels(reply) == ["补充信息", "查进度", "不需要", *asked], cause


def test_7_quality_and_refund() -> None:
    case = ticket(
        number=1025, member_name="小林", cause="seller.defect", wants=("refund",), promised_at=at("11-22 15:00")
    )
    reply = receipts.receipt(voice("11-22 13:40"), case, rule="质量问题在退货期内,寄回运费由商家出")
    assert said(reply) == [
        "小林,收到就有问题,给你添麻烦了。已登记售后单 #1025,质量问题,想退款。",
        "对接人核对后,今天 15:00 前给你第一次答复,没有进展也会照实说。",
        "私聊补两样就能往下办:有问题的地方拍张照,哪天签收的。",
        "本群规则:质量问题在退货期内,寄回运费由商家出",
    ]


def test_8_no_longer_wanted() -> None:
    case = ticket(
        number=1026,
        member_name="老周",
        cause="member.regret",
        wants=("return", "postage"),
        promised_at=at("11-22 18:00"),
    )
    reply = receipts.receipt(voice("11-22 16:40"), case, is_product_known=False)
    assert said(reply) == [
        "老周,已登记售后单 #1026,想退货和问运费。",
        "对接人对照规则,今天 18:00 前答复你。",
        "私聊补一样就能往下办:哪天签收的。",
        "是哪件商品也一起说,好对上。",
    ]


def test_9_second_complaint() -> None:
    waiting = ticket(state=TicketState.WAITING, waiting_on=WaitingOn.COURIER, promised_at=at("11-22 18:30"))
    speaker = voice("11-22 17:20")
    state = receipts.standing(speaker, waiting, asked_at=at("11-22 11:20"))
    reply = receipts.second_complaint(speaker, waiting, state=state)
    assert said(reply) == [
        "豆豆,有人管。#1024 前天登记的,你这条连同上一条刚转给对接人,也告诉了群主,往前排了。",
        "实情:对接人 11:20 催了快递,还没给结果。",
        "今天 18:30 前对接人本人回你;到点没回,我来这里说明。",
    ]
    assert labels(reply) == ["补充信息"]


def test_10_threat_is_one_line_without_name_or_label() -> None:
    reply = receipts.threat_calm(voice(), ticket_id=TICKET, due_at=at("11-22 17:00"))
    assert said(reply) == [
        "收到,已转负责人,今天 17:00 前联系你;商品有问题点下面补充,凭订单和照片按本群售后规则办,对谁都一样。"
    ]


def test_10_complaint_to_the_platform_is_a_right() -> None:
    reply = receipts.threat_right(voice("11-20 14:00"), ticket(), state="对接人还在核对。")
    assert said(reply) == [
        "投诉是你的权利,不影响这边继续办。",
        "实情:对接人还在核对。",
        "#1024 已转给对接人,今天 14:30 前答复你,没有进展也会照实说。",
    ]


def test_12_follow_up_without_news() -> None:
    reply = private_words.progress(
        voice("11-22 12:30"),
        CASE,
        state="快递没给查件结果,对接人 11:20 又催了一次。",
        is_news=False,
        next_window=(at("11-23 12:00"), at("11-23 13:00")),
        earlier_window=(at("11-22 18:00"), at("11-22 20:00")),
    )
    assert said(reply) == [
        "豆豆,我是「防晒福利群」的售后助手有据。你 11-20 说「快递都五天了还停在上海,一动不动」,售后单 #1024,防晒喷雾。",
        "今天还没有新进展:快递没给查件结果,对接人 11:20 又催了一次。",
        "下次消息明天 12:00–13:00;要是先有了结果,今天 18:00–20:00 就告诉你。",
        "不想收到提醒点「不再联系」,单子照样办,随时能在「我的售后」里看。",
    ]
    assert labels(reply) == ["补充信息", "不再联系"]


def test_12_checks_ask_and_do_not_press() -> None:
    doubt = ticket(kind=TicketKind.DOUBT, words="19块9还包邮", member_name="阿安")
    check = private_words.doubt_check(voice("11-22 12:30"), Case(doubt, "防晒福利群", "防晒喷雾"), kinds=("logistics",))
    assert said(check) == [
        "阿安,我是「防晒福利群」的售后助手有据。你 11-20 在群里问过防晒喷雾:「19块9还包邮」",
        "当时放了物流记录,现在清楚了吗?",
        "还有疑问就点「还有疑问」,对接人接着查。",
        "不想收到提醒点「不再联系」。",
    ]
    assert labels(check) == ["清楚了", "还有疑问", "不再联系"]
    ended = ticket(state=TicketState.RESOLVED, outcome=Outcome.DECLINED, resolved_at=at("11-21 15:00"))
    asked = private_words.resolution_check(voice("11-22 18:00"), Case(ended, "防晒福利群"))
    assert said(asked)[1:] == [
        "这单昨天办结:按规则未支持。办得满意吗?",
        "不满意就点「不满意」,重新打开接着办。",
    ]


def test_proof_that_is_doubted_is_not_shown_again() -> None:
    letter = proof(EvidenceKind.AUTHORIZATION, "品牌方授权", self_check="品牌官网「授权查询」输入店名")
    reply = replies.doubt_answer(
        voice(), concern_id=CONCERN, name="阿安", reasons=("proof",), evidence=(letter, ROUTE), due_at=at("11-22 16:30")
    )
    assert not reply.pictures
    assert said(reply) == [
        "阿安,光看图不够,这个顾虑有道理。不用看我的图,自己这样查:",
        "① 授权书:品牌官网「授权查询」输入店名",
        "原件已请对接人去要,今天 16:30 前在这条下面回你,要没要到都会说。",
    ]


def test_who_has_sent_it_back_is_answered_with_respect() -> None:
    reply = replies.returned(voice(), concern_id=CONCERN, name="阿安")
    assert said(reply) == [
        "阿安,已经退了,就按你的决定来。",
        "退款没到账、寄回卡住了,点「申请售后」,接着给你办。",
    ]


def test_name_like_staff_or_an_advert_is_left_out_and_the_sentence_stays() -> None:
    for name in ("官方客服", "加V 88888", "\u202e"):
        reply = replies.promise(voice(), concern_id=CONCERN, name=name, kinds=("logistics",), due_at=at("11-22 16:30"))
        assert said(reply)[0] == "这件的物流记录我手上还没有,没看到之前我不替它下结论。"


def test_time_that_falls_at_night_is_named_as_tomorrow() -> None:
    reply = replies.promise(
        voice("11-22 23:40"), concern_id=CONCERN, name="阿安", kinds=("logistics",), due_at=at("11-23 10:00")
    )
    assert "明天 10:00 前" in said(reply)[1]


def test_long_notes_and_many_pictures_stay_within_a_caption() -> None:
    album = tuple(proof(EvidenceKind.LOGISTICS, "长" * 900, files=(file(f"a{n}"), file(f"b{n}"))) for n in range(6))
    reply = replies.doubt_answer(
        voice(), concern_id=CONCERN, name="😀" * 60, reasons=("plain",), evidence=album, missing=("inspection",)
    )
    assert reply.words.length <= 1024
    assert len(said(reply)) <= 6
    assert [picture.sha256 for picture in reply.pictures] == ["a0", "a1", "a2", "b0"]
    assert "这件的质检报告我手上还没有。" in said(reply)


def test_resolved_thread_shows_number_and_time_only() -> None:
    ended = ticket(state=TicketState.RESOLVED, resolved_at=ticket().opened_at + timedelta(hours=6, minutes=20))
    assert receipts.thread_resolved(voice(), ended).text == "#1024 已办结 · 6 小时"
