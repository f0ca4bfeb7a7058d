"""The gate stops ordinary chat, nothing that the detector would flag, and few concerns."""

from __future__ import annotations

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.together import Together
from detection.detector import detect, is_concern
from detection.finding import Kind, Lesson, Memory
from detection.gate import is_echo, may_flag, may_flag_each, may_flag_with
from detection.training.examples import has_shared, read_corpus, read_reviews, read_shared

PIECES = st.sampled_from(
    [
        "假",
        "货",
        "huo",
        "jia",
        "真",
        "正品",
        "是不是",
        "吗",
        "退",
        "款",
        "快递",
        "慢",
        "客服",
        "不理",
        "专柜",
        "包装",
        "不一样",
        "我",
        "的",
        "了",
        "放假",
        "便宜",
        ",",
        "。",
        "?",
        "12315",
        "投诉",
        "好",
        "赔",
        "500",
        "不然",
    ]
)


def _is_concern(text: str) -> bool:
    finding = detect(text)
    return finding is not None and finding.kind is not Kind.PRAISE


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_nothing_that_is_flagged_is_gated_out(text: str) -> None:
    assert may_flag(text) or not _is_concern(text)


@pytest.mark.parametrize("part", ["train", "check"])
def test_nothing_flagged_in_our_corpus_is_gated_out(part: str) -> None:
    for example in read_corpus(part):
        assert may_flag(example.text) or not _is_concern(example.text)


@pytest.mark.skipif(not has_shared(), reason="the development data is not there")
def test_nothing_flagged_in_real_text_or_its_traditional_form_is_gated_out() -> None:
    traditional = opencc.OpenCC("s2twp")
    texts = [example.text for name in ("eval_dev.tsv", "extra_labelled.tsv") for example in read_shared(name)]
    for text in texts + read_reviews()[::40]:
        assert may_flag(text) or not _is_concern(text)
        other = traditional.convert(text)
        assert may_flag(other) or not _is_concern(other)


def test_few_concerns_end_at_the_gate() -> None:
    concerns = [example.text for example in read_corpus("check") if example.kind not in {None, Kind.PRAISE}]
    assert sum(map(may_flag, concerns)) >= 0.95 * len(concerns)


def test_most_ordinary_chat_ends_at_the_gate() -> None:
    chat = [example.text for example in read_corpus("check") if example.kind is None]
    assert sum(map(may_flag, chat)) <= 0.35 * len(chat)


@pytest.mark.parametrize(
    "text", ["同问", "我也想知道", "蹲一个", "+1", "＋1", "同求", "蹲", "加1", "我也想问", "同问!", "等一个回复"]
)
def test_echoes_pass(text: str) -> None:
    assert is_echo(text)
    assert may_flag(text)


@pytest.mark.parametrize("text", ["我也想吃火锅", "同学聚会", "1", "蹲下起不来", "+3件", "加一件衣服", ""])
def test_other_short_lines_are_no_echo(text: str) -> None:
    assert not is_echo(text)


def test_a_marked_lesson_opens_the_gate_for_what_is_alike() -> None:
    memory = Memory((Lesson("今天月亮圆溜溜的呀", Kind.DOUBT, ("plain",)),))
    assert not may_flag("今天月亮圆溜溜的")
    assert may_flag_with("今天月亮圆溜溜的", memory)
    assert not may_flag_with("今晚吃火锅", memory)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(PIECES | st.sampled_from(["\0", "\n", "同问", "+1", "jia", "🔥", "①"]), max_size=5).map("".join))
)
def test_texts_looked_at_together_are_judged_as_each_alone(texts: list[str]) -> None:
    assert may_flag_each(Together(texts)) == {place for place, text in enumerate(texts) if may_flag(text)}


def test_our_corpus_looked_at_together_is_judged_as_each_text_alone() -> None:
    texts = [example.text for part in ("train", "check") for example in read_corpus(part)]
    assert may_flag_each(Together(texts)) == {place for place, text in enumerate(texts) if may_flag(text)}


def test_the_short_question_agrees_with_the_detector() -> None:
    for example in [*read_corpus("train"), *read_corpus("check")]:
        assert is_concern(example.text) == _is_concern(example.text)
