"""The catalogue: lines that drop out, links that stay in place, errors that are clear; and guards over all texts."""

from __future__ import annotations

import pytest

from core.errors import SetupError, UnknownLanguageError, UnknownTextError
from core.manners import find_banned
from core.texts import Link, Texts, Words, build_texts

SAMPLE = """
answer = { $hail }比原价 { $list } 低这么多。
    看 { $link }:{ "[x]" }

    完
count = { $number ->
        [none] 还没有
       *[other] 有 { $number } 张
    }凭证
    给 { $hail }
"""


@pytest.fixture(scope="module")
def texts() -> Texts:
    return Texts("zh-Hans", SAMPLE)


def test_line_with_an_unknown_variable_is_dropped_whole(texts: Texts) -> None:
    assert texts("answer", hail="", list="69") == "比原价 69 低这么多。\n\n完"
    assert texts("answer", hail=None, list="69", link="这里") == "看这里:[x]\n\n完"


def test_links_keep_their_place(texts: Texts) -> None:
    words = texts.words("answer", hail="😀,", list="69", link=Link("这里", "outgoing:7"))
    assert words.text == "😀,比原价 69 低这么多。\n看这里:[x]\n\n完"
    assert words.entities == ({"type": "text_link", "url": "outgoing:7", "offset": 17, "length": 2},)


def test_words_go_in_as_a_value(texts: Texts) -> None:
    inner = Words("甲") + Link("乙", "u").words()
    assert texts.words("answer", link=inner).entities[0]["offset"] == 2


def test_choices_are_left_to_fluent(texts: Texts) -> None:
    assert texts("count", number="none") == "还没有凭证"
    assert texts("count", number="3", hail="小鱼") == "有 3 张凭证\n给小鱼"
    assert texts.words("count", number="3", hail=Link("小鱼", "u")).entities[0]["offset"] == 9


def test_value_cannot_break_a_line_or_turn_it_around(texts: Texts) -> None:
    assert texts("count", number="none", hail="a\nb\u202e{ $list }") == "还没有凭证\n给 a b{ $list }"


@pytest.mark.parametrize(
    ("due", "text"),
    [
        ("明天 10:00", "说好明天 10:00 前"),
        ("11-23 10:00", "说好 11-23 10:00 前"),
        ("今天", "说好今天前"),
        ("", "说好  前"),
    ],
)
def test_blank_stands_between_han_and_figures_only(due: str, text: str) -> None:
    texts = Texts("zh-Hans", "promised = 说好 { $due } 前\n")
    assert texts("promised", due=due) == text
    linked = texts.words("promised", due=Link(due, "u"))
    assert linked.text == text
    assert all(text[e["offset"] :].startswith(due) for e in linked.entities)


def test_guards_can_look_at_lines_and_variables(texts: Texts) -> None:
    assert texts.keys() == {"answer", "count"}
    assert texts.lines("answer")[0] == "{ $hail }比原价 { $list } 低这么多。"
    assert texts.variables("answer") == {"hail", "list", "link"}


def test_unknown_text_and_language_are_named() -> None:
    with pytest.raises(UnknownTextError, match="no text 'nope'"):
        build_texts("zh-Hans")("nope")
    with pytest.raises(UnknownLanguageError, match=r"'tlh'.*zh-Hans"):
        build_texts("tlh")


@pytest.mark.parametrize(("source", "complaint"), [("a = 1\na = 2\n", "twice"), ("a b c\n", "a b c")])
def test_broken_catalogue_stops_the_start(source: str, complaint: str) -> None:
    with pytest.raises(SetupError, match=complaint):
        Texts("zh-Hans", source)


def test_no_text_holds_a_banned_phrase_or_bows() -> None:
    texts = build_texts("zh-Hans")
    for key in sorted(texts.keys()):
        whole = "\n".join(texts.lines(key))
        assert not find_banned(whole), key
        assert "您" not in whole, key
        assert len(texts.lines(key)) <= 6 or key.startswith(("staff-", "help-")), key
