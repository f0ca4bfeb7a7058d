"""Names that people give themselves, and phrases that are never said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.manners import clean_name, find_banned, plain


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("阿安", "阿安"),
        ("  小 鱼 ", "小 鱼"),
        ("阿\u202e安\u200b", "阿安"),
        ("换行\n的名字", "换行 的名字"),
        ("<b>小林</b>", "<b>小林</b>"),
        ("一二三四五六七八九十甲乙", "一二三四五六七八九十甲乙"),
        ("一二三四五六七八九十甲乙丙", "一二三四五六七八九十甲乙…"),
        ("👨‍👩‍👧一家", "👨‍👩‍👧一家"),
        ("z\u0301\u0302\u0303\u0304\u0305", "\u017a\u0302\u0303"),
        ("\u3164\u2800", ""),
        ("\u200b\u200d", ""),
        ("Anna 99", "Anna 99"),
    ],
)
def test_name_is_shown_as_plain_text(name: str, shown: str) -> None:
    assert clean_name(name) == shown


@pytest.mark.parametrize(
    "name",
    [
        *(
            "官方客服",
            "官 方 小 姐 姐",
            "群主",
            "管\u200b理员小王",
            "售后-小美",
            "Official Support",
            "ADMIN",
            "防晒福利群助手",
        ),
        *("加V 12ab", "VX:abc123", "@shop88", "t.me/xyz", "http://a.b", "便宜.com", "QQ 123456", "福利领券", "youju"),
        *("13812345678", "有据", "ad_bot"),
    ],
)
def test_advert_and_staff_names_are_left_out(name: str) -> None:
    assert clean_name(name) == ""


@given(st.text())
def test_any_name_comes_out_short_and_printable(name: str) -> None:
    shown = clean_name(name)
    assert len(shown) <= 13
    assert all(sign.isprintable() or sign == "\u200d" for sign in shown)


def test_value_of_several_lines_becomes_one() -> None:
    assert plain("一\n二\t三\u2028四") == "一 二 三 四"
    assert plain("x\x00y\u202ez") == "xyz"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我们保证正品,百分百", ("保证正品", "百分百")),
        ("会 尽\u200b快 处理", ("尽快",)),
        ("100%正品", ("百分百",)),
        ("面料是100%棉", ()),
        ("亲,稍后给您", ("稍后", "亲")),
        ("亲爱的朋友", ("亲爱的",)),
        ("对接人亲自去问了,父亲节前到", ()),
        ("翻滚的水里放", ()),
        ("你滚", ("滚",)),
        ("对接人今天 16:30 前回你,要没要到都会说", ()),
        ("麻烦改个好评", ("改个好评",)),
    ],
)
def test_banned_phrases_are_found_and_nothing_else(text: str, found: tuple[str, ...]) -> None:
    assert find_banned(text) == found
