"""A message is read as it was meant, and every position leads back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detection.normalize import normalize


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("這是假貨嗎", "这是假货吗"),
        ("訊息", "消息"),
        ("係唔係正貨", "是不是正货"),
        ("ＪＩＡ货", "假货"),
        ("假 huo", "假货"),
        ("假。货", "假货"),
        ("jia huo", "假货"),
        ("贾货", "假货"),
        ("正pin", "正品"),
        ("假\u200b货", "假货"),
        ("退 kuan", "退款"),
        ("好好好好看!!!", "好看!"),
        ("①号", "1号"),
        ("放假 货到了", "放假 货到了"),
        ("太假。货没到", "太假。货没到"),
        ("正品！？，", "正品!?,"),
        ("<a href='https://x.cn'>快递</a>没动", "快递没动"),
        ("看 https://a.cn/b?c=1 这个", "看  这个"),
        ("**五天**了 _没发货_", "五天了 没发货"),
        ("3*5米,价格<50", "3*5米,价格<50"),
    ],
)
def test_disguises_are_undone(text: str, normal: str) -> None:
    assert normalize(text).normal == normal


def test_a_span_leads_back_to_the_original() -> None:
    text = normalize("收到一看是假 huo吧")
    start = text.normal.index("假货")
    begin, end = text.span(start, start + 2)
    assert text.original[begin:end].startswith("假")
    assert text.original[end:] in {"uo吧", "o吧", "吧"}


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("假货真品jiahuo pin。.*🔥賣貨這個①\u200bＡａ!!!???好"), max_size=30))
def test_offsets_always_fit(text: str) -> None:
    read = normalize(text)
    if read.offsets is None:
        assert len(read.normal) == len(text)
    else:
        assert len(read.offsets) == len(read.normal)
        assert list(read.offsets) == sorted(read.offsets)
        assert all(0 <= offset < len(text) for offset in read.offsets)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_anything_can_be_read(text: str) -> None:
    normalize(text)
