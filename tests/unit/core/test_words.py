"""Texts with links, measured in UTF-16 units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import Link, Mention, Words, join, shorten, stack, utf16_length


@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("abc", 3), ("阿安", 2), ("😀", 2), ("👨‍👩‍👧", 8), ("e\u0301", 2)]
)
def test_length_counts_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length == Words(text).length


def test_entities_move_with_what_stands_before_them() -> None:
    words = "😀 " + Link("点这里看", "https://t.me/c/1/2").words() + "," + Mention("小鱼", 42).words()
    assert words.text == "😀 点这里看,小鱼"
    link, mention = words.entities
    assert (link["offset"], link["length"], link["url"]) == (3, 4, "https://t.me/c/1/2")
    assert (mention["offset"], mention["length"], mention["user"]["id"]) == (8, 2, 42)


def test_link_without_an_address_is_plain_text() -> None:
    assert Link("点这里看", "").words() == Words("点这里看")


def test_cutting_keeps_entities_inside_the_text() -> None:
    words = Words("一二三四") + Link("五六七八", "u").words() + Link("九", "v").words()
    cut = words.cut(7)
    assert cut.text == "一二三四五六…"
    assert [(entity["offset"], entity["length"]) for entity in cut.entities] == [(4, 2)]
    assert words.cut(9) is words


def test_cutting_never_tears_a_sign_apart() -> None:
    assert Words("😀😀😀").cut(4).text == "😀…"
    assert Words("👨‍👩‍👧👧").cut(7).text == "👨‍👩…"


@given(st.text(), st.integers(1, 40))
def test_cut_text_fits_and_can_be_sent(text: str, limit: int) -> None:
    cut = Words(text).cut(limit)
    assert cut.length <= limit
    assert cut.text == text or cut.text.endswith("…")


def test_stack_and_join_leave_out_what_is_empty() -> None:
    assert stack("a", None, Words(""), Words("b")).text == "a\nb"
    assert join("、", ["", "a", "b"]).text == "a、b"
    assert str(stack()) == ""


def test_shorten_marks_what_was_cut() -> None:
    assert shorten("防晒喷雾", 4) == "防晒喷雾"
    assert shorten("防晒 喷雾", 3) == "防晒…"
