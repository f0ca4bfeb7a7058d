"""What staff read: cards, lists, notices, reminders, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from core.errors import SayableError
from core.ids import ChatId, EvidenceId, FollowUpId, RequestId, UserId
from core.texts import Words
from detection.finding import Kind
from evidence.models import EvidenceKind, Scope
from evidence.reading.offers import Offers
from evidence.redaction import Box
from evidence.redactions import Page, Redaction, Step
from evidence.register import QuickAddProblem
from tests.unit.triage.people import (
    COMMUNITY,
    COMMUNITY_ID,
    CONCERN,
    LETTER,
    SPRAY,
    TICKET,
    WORKSPACE,
    at,
    labels,
    proof,
    said,
    ticket,
    voice,
)
from tickets.models import FollowUp, FollowUpKind, Priority, TicketKind, TicketState, WaitingOn
from triage.crises.incident_rows import Incident
from triage.repository import Concern, EvidenceRequest
from triage.words import alerts, cards, incidents, lists, notices, reminders
from triage.words import evidence as evidence_words
from triage.words import library as library_words
from triage.words import private as private_words
from triage.words.cards import Card, Event
from triage.words.incidents import Reach
from triage.words.private import Case
from workspaces.models import Mode, ProductState, Role
from workspaces.problems import Problem

DOUBT = Concern(
    id=CONCERN,
    workspace_id=WORKSPACE,
    community_id=COMMUNITY_ID,
    chat_id=COMMUNITY.chat_id,
    message_id=31,
    thread_id=None,
    member_id=UserId(9),
    member_name="阿安",
    kind=Kind.DOUBT,
    reasons=("price", "plain"),
    causes=(),
    confidence=0.724,
    clues=("说价格低", "问真伪", "第三条", "第四条"),
    words="19块9还包邮,这能是真的?",
    product_id=SPRAY.id,
    decision="review",
    why="unsure",
    ticket_id=None,
    at=at("11-22 14:05"),
)


def test_card_shows_all_and_offers_what_the_role_may_do() -> None:
    waiting = ticket(state=TicketState.WAITING, waiting_on=WaitingOn.COURIER, priority=Priority.HIGH)
    step = FollowUp(FollowUpId(1), TICKET, WORKSPACE, FollowUpKind.WAITING_CHECK, 0, at("11-23 14:00"))
    reminded = Event(at("11-21 09:15"), "reminded")  # stands in the timeline only
    events = (Event(at("11-20 13:20"), "opened"), reminded, Event(at("11-22 11:20"), "wait", "催了快递"))
    card = Card(
        waiting, "防晒福利群", Role.ADMIN, UserId(3), "防晒喷雾", "小陈", earlier_count=2, events=events, next_step=step
    )
    reply = cards.ticket_card(voice(), card)
    assert said(reply) == [
        "#1024 等快递 · 快递停滞",
        "优先:加急",
        "成员:豆豆 · 防晒福利群",
        "以前:2 张单",
        "商品:防晒喷雾",
        "原话:「快递都五天了还停在上海,一动不动」",
        "负责:小陈",
        "答应:前天 14:30 前",
        "前天 13:20 登记",
        "11:20 开始等:催了快递",
        "下一步:再问一次,明天 14:00",
    ]
    assert labels(reply)[:3] == ["我来接手", "等回复…", "办结…"]
    assert labels(reply)[3:] == ["问成员", "问对接人", "核实记录", "补偿", "加急"]
    assert labels(cards.ticket_card(voice(), replace(card, role=Role.LIAISON))) == []


def test_the_next_step_of_a_promise_is_the_answer() -> None:
    step = FollowUp(FollowUpId(1), TICKET, WORKSPACE, FollowUpKind.PROGRESS, 0, at("11-23 14:00"), {"promise": True})
    card = Card(ticket(), "防晒福利群", Role.ADMIN, next_step=step)
    assert said(cards.ticket_card(voice(), card))[-1] == "下一步:答复成员,明天 14:00"


def test_a_notice_offers_to_take_what_nobody_has_in_hand() -> None:
    asked = ticket(state=TicketState.WAITING, waiting_on=WaitingOn.MERCHANT, first_human_at=at("11-20 14:00"))
    for case, is_offered in ((asked, True), (replace(asked, answered_at=at("11-20 14:00")), False), (ticket(), True)):
        reply = reminders.waiting_check(voice(), case, step=0, since=at("11-20 14:00"))
        assert ("我来接手" in labels(reply)) is is_offered


def test_one_update_names_those_who_hear_it_each_for_themselves() -> None:
    crisis = Incident(1, WORKSPACE, "crisis", "1:2", "防晒喷雾", at("11-22 14:00"), at("11-22 14:00"))
    for reach, first in (
        (Reach(1, 2, 0), "好,3 人会收到,每张单都记了一笔。"),
        (Reach(0, 0, 0), "好,每张单都记了一笔。"),
    ):
        lines = said(incidents.sent(voice(), crisis, reach))
        assert lines[0].startswith(first)
        assert lines[1] == "集中说明里也加上了,群里都看得到。"
    assert len(said(incidents.sent(voice(), replace(crisis, aspect="cause"), Reach(1, 0, 0)))) == 1


def test_choices_carry_the_code_that_was_pressed() -> None:
    waits = cards.waiting_choices(voice(), ticket())
    assert [button.data for row in waits for button in row][2] == "t:wait:77:merchant"
    outcomes = [button.data for row in cards.outcome_choices(voice(), ticket(), Role.LIAISON) for button in row]
    assert "t:resolve:77:refund" in outcomes
    assert "t:resolve:77:malicious" not in outcomes


def test_list_of_tickets_has_pages() -> None:
    many = [ticket(number=1000 + n, promised_at=at("11-22 10:00")) for n in range(10)]
    reply = lists.tickets_list(voice(), many, offset=10, total=25, what="open")
    assert said(reply)[0] == "售后单 11–20,共 25 张(在办)"
    assert said(reply)[1] == "#1000 处理中 · 豆豆 · 快递停滞 · 2 天(已过点)"
    assert labels(reply)[-2:] == ["上一页", "下一页"]
    assert [button.data for button in reply.keyboard[-1]] == ["l:back:0:open", "l:next:20:open"]
    assert reply.words.length <= 4096
    empty = lists.tickets_list(voice(), [], offset=0, total=0, what="found", query="喷雾")
    assert said(empty)[0] == "没有含「喷雾」的单子。"


def test_doubt_in_a_list_shows_no_number() -> None:
    doubt = ticket(kind=TicketKind.DOUBT, state=TicketState.WAITING, waiting_on=WaitingOn.EVIDENCE, words="是真的吗")
    reply = lists.tickets_list(voice("11-20 13:30"), [doubt], offset=0, total=1, what="mine")
    assert said(reply)[1] == "质疑 等凭证 · 豆豆 · 是真的吗 · 10 分钟"
    assert labels(reply) == ["看详情"]


def test_products_show_how_much_proof_they_have() -> None:
    draft = replace(SPRAY, brand="", name="四件套", state=ProductState.DRAFT)
    reply = lists.products_list(voice(), [(SPRAY, 2), (draft, 0)], offset=0, total=2)
    assert said(reply) == ["商品 1–2,共 2 件", "防晒喷雾 · 安热沙 · 凭证 2 份", "四件套 · 凭证 0 份(草稿)"]


def test_review_says_why_it_fired_and_separates_acting_from_teaching() -> None:
    reply = notices.review(voice(), COMMUNITY, DOUBT, product=SPRAY, url="https://t.me/c/1234567890/31")
    assert said(reply) == [
        "等你看:质疑 · 价格和真伪 · 把握 72%",
        "防晒福利群(自动)",
        "阿安:「19块9还包邮,这能是真的?」",
        "商品:防晒喷雾",
        "依据:说价格低、问真伪和第三条",
        "没有自动回:把握不够。",
        "原消息:打开",
    ]
    assert labels(reply) == ["回复成员", "不用回", "误报"]


def test_request_says_what_is_wanted_until_when_and_how_to_send_it() -> None:
    request = EvidenceRequest(
        RequestId(6), WORKSPACE, SPRAY.id, TICKET, ("price",), ("authorization", "statement"), at("11-22 14:10"),
        at("11-22 16:30"),
    )  # fmt: skip
    reply = notices.evidence_request(voice(), COMMUNITY, DOUBT, product=SPRAY, request=request)
    assert said(reply) == [
        "要凭证:防晒喷雾",
        "问的是:价格",
        "需要:授权书和商家说明",
        "防晒福利群(自动)",
        "阿安:「19块9还包邮,这能是真的?」",
        "已答应今天 16:30 前在群里回,要没要到都要说。",
        "拿到后把文件发我,配一行:/evidence 授权 防晒喷雾 有效期 说明",
    ]


def test_new_ticket_and_second_complaint_name_mode_words_and_promise() -> None:
    trial = replace(COMMUNITY, mode=Mode.TRIAL)
    new = notices.new_ticket(voice("11-20 13:21"), trial, ticket(), url=None)
    assert said(new) == [
        "新售后单 #1024 · 快递停滞",
        "防晒福利群(试运行)",
        "豆豆:「快递都五天了还停在上海,一动不动」",
        "商品:还不知道,补充时会问",
        "答应了今天 14:30 前给第一次答复。",
    ]
    raised = ticket(priority=Priority.HIGH, promised_at=at("11-22 18:30"))
    second = notices.second_complaint(voice("11-22 17:20"), COMMUNITY, raised, before="五天了", now="说了两遍了")
    assert said(second)[:5] == [
        "二次投诉 #1024 · 快递停滞",
        "优先:加急",
        "防晒福利群(自动)",
        "先前:「五天了」",
        "这次:「说了两遍了」",
    ]


def test_threat_is_told_apart_from_a_right() -> None:
    demand = notices.threat(voice(), COMMUNITY, ticket(), reasons=("threat.extortion", "price"))
    assert said(demand)[0] == "要你确认:规则以外的要求 · #1024"
    right = notices.threat(voice(), COMMUNITY, ticket(), reasons=("threat.escalation",))
    assert "投诉是成员的权利。按急单办,别劝、别许诺。" in said(right)


@pytest.mark.parametrize(
    ("step", "first"),
    [
        (0, "还差一半时间:防晒喷雾的授权书,今天 16:30 前要在群里回。"),
        (1, "到点了:防晒喷雾的授权书,群里在等。"),
        (2, "过点了:防晒喷雾的授权书没要到,已在群里照实说。"),
        (5, "还缺:防晒喷雾的授权书,今天有人问过。"),
    ],
)
def test_promised_proof_is_reminded_of_in_steps(step: int, first: str) -> None:
    reply = reminders.promised_proof(
        voice(),
        step=step,
        product="防晒喷雾",
        kinds=("authorization",),
        due_at=at("11-22 16:30"),
        asked_at=at("11-22 14:00"),
    )
    assert said(reply) == [first]


def test_reminders_of_the_desk_name_number_and_time() -> None:
    speaker = voice("11-20 13:40")
    late = reminders.late_first_response(speaker, COMMUNITY, ticket(), step=0)
    assert said(late)[0] == "#1024 20 分钟没人接:快递停滞"
    assert "转给群主" in said(reminders.late_first_response(speaker, COMMUNITY, ticket(), step=2))[0]
    waiting = ticket(state=TicketState.WAITING, waiting_on=WaitingOn.MERCHANT)
    check = reminders.waiting_check(speaker, waiting, step=0, since=speaker.now - timedelta(hours=24))
    assert said(check) == ["#1024 等商家,已经 24 小时:快递停滞", "再问一次,把答复写进单子。"]
    gone = reminders.missed_answer(speaker, ticket(), promised_at=at("11-20 13:30"), next_at=at("11-20 15:00"))
    assert said(gone) == [
        "#1024 答应今天 13:30 前答复,没人回,已在群里照实说。",
        "下次说明:今天 15:00 前。",
        "没按时答,是因为什么?点一下。",
    ]


def test_preview_warns_of_a_duplicate_and_never_blocks() -> None:
    duplicate = proof(EvidenceKind.LOGISTICS)
    reply = evidence_words.evidence_preview(
        voice(), LETTER, product=SPRAY, duplicate=duplicate, redaction=redaction(Page(0, 0, preview="p"))
    )
    assert said(reply) == [
        "待发布:授权书",
        "商品:防晒喷雾",
        "说明:品牌方授权这家企业店销售",
        "有效至:2026-12-31",
        "注意:和 11-20 存的物流记录是同一张图。要换新的就发布,传重了就放弃。",
        "机器没能全部读出来。请自己看一遍:电话、姓名、地址、证件号都遮住了再发布,要遮点「改遮挡」。",
    ]
    assert labels(reply) == ["已检查,发布", "改遮挡", "放弃"]
    assert [button.data for button in reply.keyboard[0]] == ["e:publish:1", "e:boxes:1", "e:discard:1"]
    assert (reply.private_pictures, reply.pictures) == (("p",), ())


def test_preview_tells_what_was_read_and_hidden() -> None:
    boxes = tuple(Box((0, 0, 9, 0, 9, 9, 0, 9), why) for why in ("mobile", "mobile", "name", ""))
    offers = Offers(("SF1412345678901",), "2026-10-31")
    seen = redaction(Page(0, 0, boxes, is_read=True), offers=offers)
    reply = evidence_words.evidence_preview(voice(), LETTER, product=SPRAY, redaction=seen)
    assert said(reply)[-3:] == [
        "图上的单号:SF1412345678901(留着不遮,以后可按它找)",
        "注意:图上写的有效期是 2026-10-31,和你填的不一样。",
        "已遮:手机号 2、姓名 1和手动 1。左边原图只有你看得到,右边是要发出去的。",
    ]
    assert labels(reply) == ["发布", "改遮挡", "放弃"]


def test_preview_of_a_letter_without_a_last_day_asks_for_it() -> None:
    seen = redaction(Page(0, 0, is_read=True), wants_until=True)
    shown = said(evidence_words.evidence_preview(voice(), LETTER, product=SPRAY, redaction=seen))
    assert shown[-2:] == ["没读到要遮的内容。", "授权书要有有效期。直接回复日期,比如 2026-12-31。"]


def redaction(*pages: Page, **changes: Any) -> Redaction:
    return Redaction(LETTER.id, LETTER.workspace_id, ChatId(1), 5, None, Step.CHECKING, pages, **changes)


def test_published_item_says_what_it_is_for() -> None:
    brand = proof(EvidenceKind.CHANNEL, scope=Scope.BRAND, brand="安热沙", id=EvidenceId(3))
    assert said(evidence_words.evidence_published(voice(), brand, waiting_count=3)) == [
        "已发布:渠道说明,品牌:安热沙。以后有人问到,我就拿它来答。",
        "正在等的 3 位已经贴过去了。",
    ]
    rows = [(LETTER, "防晒喷雾"), (brand, "")]
    page = library_words.library_list(voice(), rows, today=date(2026, 11, 22), offset=0, total=2)
    assert said(page)[1:3] == [
        "1. 授权书 · 防晒喷雾 · 有效至 2026-12-31",
        "2. 渠道说明 · 品牌:安热沙",
    ]


def test_wrong_line_keeps_the_upload_and_offers_the_nearest_products() -> None:
    problem = QuickAddProblem("problem-unknown-product", {"name": "防嗮"}, ("防晒喷雾",), products=(SPRAY,))
    reply = evidence_words.upload_problem(voice(), problem, upload_id=44)
    assert said(reply)[-1] == "文件还留着,改好这一行发来就行。"
    assert [key.data for row in reply.keyboard for key in row] == ["u:product:44:5", "u:new:44", "u:discard:44"]


def test_own_tickets_are_listed_with_their_numbers_and_doubts_are_not() -> None:
    cases = [Case(ticket(), "群", "防晒喷雾"), Case(ticket(kind=TicketKind.DOUBT), "群")]
    reply = private_words.my_tickets(voice(), cases)
    assert said(reply)[1:2] == ["#1024 防晒喷雾 · 处理中 · 11-20 登记"]
    assert labels(reply) == ["#1024"]
    assert said(private_words.my_tickets(voice(), [])) == ["你现在没有售后单。要登记,发「申请售后」。"]
    assert labels(private_words.my_ticket(voice(), cases[0])) == ["补充信息", "不需要"]


def test_progress_alert_fits_and_names_no_time_that_is_over() -> None:
    assert (
        alerts.alert_progress(voice("11-20 14:00"), ticket())
        == "#1024:已转给对接人,还没有答复。\n答复时间:今天 14:30 前。"
    )
    taken = ticket(first_human_at=at("11-20 13:40"))
    assert alerts.alert_progress(voice(), taken) == "#1024:对接人还在核对。"
    assert Words(alerts.alert(voice(), "not-yours")).length <= 200


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (alerts.unknown_product("防嗮", ["防晒喷雾"]),
         "没找到商品「防嗮」。\n最接近的:防晒喷雾。\n要加这件商品:/product 防嗮"),
        (alerts.unknown_product("面膜"), "没找到商品「面膜」。\n要加这件商品:/product 面膜"),
        (alerts.unknown_product(""), "还差商品名:/product 名称 | 别名,别名 | 品牌"),
        (Problem("problem-date-past", {"typed": "2026-01-02", "today": "2026-11-22"}).error(),
         "「2026-01-02」已经过了,今天是 2026-11-22。请写还有效的日期。"),
        (alerts.unknown_number(voice(), "#1099", [1024, 1025]), "没有 #1099 这张单。最近的是 #1024和#1025。"),
        (alerts.unknown_number(voice(), ""), "单号没写。写成 /ticket 1024 这样。"),
        (alerts.unknown_number(voice(), "一千"), "「一千」不是单号。写成 /ticket 1024 这样。"),
        (alerts.not_for_members(), "这个命令是给管理员用的。你可以发「申请售后」或「我的售后」。"),
    ],
)  # fmt: skip
def test_refusal_says_what_was_wrong_and_what_would_be_right(error: SayableError, sentence: str) -> None:
    assert alerts.sorry(voice(), error).text == sentence


def test_everybody_is_told_what_they_can_do() -> None:
    for role in Role:
        assert alerts.help_for(voice(), role).words
        assert alerts.start(voice(), role, workspace="防晒").words
    assert "群主" in alerts.start(voice(), Role.OWNER, workspace="防晒").words.text
    assert "设为管理员" in alerts.start(voice(), None).words.text


@pytest.mark.parametrize(
    ("chat_id", "username", "link"),
    [
        (-1001234567890, "", "https://t.me/c/1234567890/31"),
        (-1001234567890, "spray", "https://t.me/spray/31"),
        (-4567, "", None),
    ],
)
def test_message_has_an_address_in_supergroups_only(chat_id: int, username: str, link: str | None) -> None:
    community = replace(COMMUNITY, chat_id=ChatId(chat_id), username=username)
    assert notices.link_to(community, ChatId(chat_id), 31) == link
