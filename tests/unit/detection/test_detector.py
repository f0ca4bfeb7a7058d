"""What the detector says of whole messages."""

from __future__ import annotations

import pytest

from detection.detector import detect, judge, read
from detection.finding import Context, Finding, Kind
from detection.labels import CODE_NAMES, WANTS
from detection.thresholds import BANDS, found_at, together_at

STORY = [
    ("19块9还包邮,这肯定是假货吧,真货怎么会卖这么便宜", "doubt", "price"),
    ("我去商场专柜对比了一下,这个包装跟专柜的不一样啊", "doubt", "packaging"),
    ("说是韩国直邮,谁知道是不是国内哪个仓库发的", "doubt", "origin"),
    ("是正品吗", "doubt", "plain"),
    ("这个是正品吗?感觉像假的", "doubt", "plain"),
    ("快递都五天了还停在上海,一动不动", "complaint", "courier.slow"),
    ("收到喷头就是漏的,根本喷不出来,我要退款", "complaint", "seller.defect"),
    ("四件套买了二十多天,用着不太喜欢,想退,运费能不能你们出", "request", "member.regret"),
    ("说了两遍了,到底有没有人管!", "complaint", "seller.manner"),
    ("赔我500,不然我就发差评,到处曝光你们", "threat", "threat.extortion"),
    ("再不退我就打12315", "threat", "threat.escalation"),
]

SILENT = [
    "明天放假去哪玩",
    "请假条怎么写",
    "假如中了五百万你们干嘛",
    "假期余额不足了",
    "做个假设,明天下雨怎么办",
    "假装没看见",
    "真的好吃吗",
    "快递到了,我下楼拿",
    "这个怎么退群",
    "太便宜了冲",
    "便宜啊,囤两箱",
    "假一赔十,放心拍",
    "不是假货,放心",
    "没有假货,放心买",
    "官方正品,支持专柜验货",
    "谢谢群主",
    "早上好",
    "",
    "   ",
    "?",
]


@pytest.mark.parametrize(("text", "kind", "code"), STORY)
def test_the_dialogues_of_the_voice_are_understood(text: str, kind: str, code: str) -> None:
    finding = detect(text)
    assert finding is not None
    assert finding.kind == kind
    assert code in (*finding.reasons, *finding.causes)


@pytest.mark.parametrize("text", SILENT)
def test_ordinary_chat_and_homographs_are_silent(text: str) -> None:
    finding = detect(text)
    assert finding is None or finding.kind is Kind.PRAISE


@pytest.mark.parametrize(
    "text",
    [
        "假 huo",
        "jia货",
        "假。货",
        "贾货",
        "假\u200b货",
        "JIA HUO",
        "这是正pin吗",
        "退 kuan",
        "會不會是假貨",
        "係唔係正貨",
    ],
)
def test_disguises_and_other_scripts_are_seen_through(text: str) -> None:
    assert detect(text) is not None


def test_every_finding_is_well_formed() -> None:
    for text, _, _ in STORY:
        finding = detect(text)
        assert finding is not None
        _check(text, finding)


def _check(text: str, finding: Finding) -> None:
    assert finding.kinds[0] is finding.kind
    assert list(finding.kinds) == sorted(finding.kinds, key=lambda kind: -kind.strength)
    assert 0 < finding.confidence <= 1
    assert finding.clues
    for clue in finding.clues:
        assert 0 <= clue.start <= clue.end <= len(text)
        assert text[clue.start : clue.end] in clue.details or clue.check == "words"
    assert set(finding.reasons) | set(finding.causes) <= set(CODE_NAMES)
    assert set(finding.wants) <= set(WANTS)


def test_a_sarcastic_price_is_a_doubt() -> None:
    finding = detect("59一瓶的雅诗兰黛,我信了")
    assert finding is not None
    assert (finding.kind, finding.reasons[0]) == (Kind.DOUBT, "price")


def test_a_doubt_inside_a_threat_keeps_its_reason() -> None:
    finding = detect("肯定是假货,不退款我就投诉到12315")
    assert finding is not None
    assert finding.kind is Kind.THREAT
    assert Kind.DOUBT in finding.kinds
    assert "plain" in finding.reasons


def test_a_returned_suspicion_is_still_a_doubt() -> None:
    finding = detect("怀疑是假的,已经退了")
    assert finding is not None
    assert finding.kind is Kind.DOUBT


@pytest.mark.parametrize(
    ("text", "grumble"),
    [
        ("快递好慢啊", True),
        ("快递五天没动了", False),
        ("快递太慢了我要退款", False),
        ("我妈用了过敏,医药费谁出", False),
    ],
)
def test_a_grumble_has_neither_demand_nor_fact(text: str, grumble: bool) -> None:
    finding = detect(text)
    assert finding is not None
    assert finding.is_grumble is grumble


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("我要退款", "refund"),
        ("我想退货", "return"),
        ("想换一个新的", "exchange"),
        ("少的帮我补发一下", "reshipment"),
        ("可以开发票吗", "invoice"),
        ("降价了能退差价吗", "price_protection"),
        ("退货运费谁出", "postage"),
    ],
)
def test_a_request_says_what_is_wanted(text: str, want: str) -> None:
    finding = detect(text)
    assert finding is not None
    assert want in finding.wants


def test_an_echo_joins_the_doubt_above_it() -> None:
    doubt = detect("是正品吗")
    assert detect("同问", Context(echo_of=doubt)) is doubt
    assert detect("+1", Context(echo_of=doubt)) is doubt
    assert detect("同问") is None
    assert detect("今天吃什么", Context(echo_of=doubt)) is None


def test_a_question_about_anothers_words_is_not_the_speakers_doubt() -> None:
    context = Context(replied_text="感觉像假的", replied_role="member")
    assert detect("你怎么知道是假货?", context) is None


def test_few_words_of_disbelief_under_a_promotion_are_a_doubt() -> None:
    context = Context(replied_text="雅诗兰黛 59 包邮", replied_role="staff")
    finding = detect("真的假的", context)
    assert finding is not None
    assert finding.kind is Kind.DOUBT


def test_long_texts_need_less_to_be_a_complaint() -> None:
    lengths = (BANDS[0] - 1, *BANDS)
    needed = [found_at(Kind.COMPLAINT, length, has_frame=True) for length in lengths]
    assert needed == sorted(needed, reverse=True)
    assert needed[0] > needed[-1]
    assert together_at(lengths[0]) > together_at(lengths[-1])


def test_a_plain_request_is_no_complaint_besides() -> None:
    reading = read("手滑多拍了一件,能退吗")
    finding = judge(reading, {Kind.COMPLAINT: 0.6, Kind.REQUEST: 0.9})
    assert finding is not None
    assert finding.kinds == (Kind.REQUEST,)
    both = judge(reading, {Kind.COMPLAINT: 0.85, Kind.REQUEST: 0.9})
    assert both is not None
    assert both.kinds == (Kind.COMPLAINT, Kind.REQUEST)


def test_a_plain_threat_stands_in_a_long_complaint() -> None:
    finding = detect("洗衣液漏了半箱,客服三天不回,电话也打不通,箱子都泡烂了,实在忍不了,我要投诉你们")
    assert finding is not None
    assert finding.kind is Kind.THREAT
