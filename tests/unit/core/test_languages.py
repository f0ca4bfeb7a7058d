"""Every language has every text: Traditional is made of the source, what English lacks is said in the source."""

from __future__ import annotations

import re

import pytest

from core.texts import DERIVED, SOURCE, Texts, build_texts, languages

WRITTEN = build_texts(SOURCE)
ENDS_IN_SIMPLIFIED = re.compile(r"[这个们来时对说过发货凭证还没请问处单]")


def test_there_are_three_languages() -> None:
    assert languages() == ["en", "zh-Hans", "zh-Hant"]


def test_traditional_has_the_keys_and_variables_of_the_source() -> None:
    made, keys = build_texts(DERIVED), WRITTEN.keys()
    assert made.keys() == keys
    assert all(made.variables(key) == WRITTEN.variables(key) for key in keys)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("answer-close", "還有不放心的,點「仍有疑問」,對接人接著查。"),
        ("mode-trial", "試運行"),
        ("mode-review", "審核"),
        ("button-e-publish", "已檢查,發佈"),
        ("link-above", "就在我回覆的這條裡"),
        ("outcome-declined", "按規則未支持"),
    ],
)
def test_traditional_reads_as_it_is_spoken(key: str, text: str) -> None:
    assert build_texts(DERIVED)(key) == text


def test_no_simplified_character_is_left_over() -> None:
    made = build_texts(DERIVED)
    keys = made.keys()
    left = {key for key in keys for line in made.lines(key) if ENDS_IN_SIMPLIFIED.search(line)}
    assert left <= {"language-zh-Hans"}


def test_what_a_language_lacks_is_said_in_the_source() -> None:
    texts = Texts("en", "answer-close = Ask on.", WRITTEN)
    assert texts("answer-close") == "Ask on."
    assert texts("answer-under-album") == WRITTEN("answer-under-album")
    assert texts.words("promise-kept", hail="", due="16:30").text == WRITTEN("promise-kept", hail="", due="16:30")
    assert "answer-under-album" in texts


def written_by_hand() -> list[str]:
    return [language for language in languages() if language not in (SOURCE, DERIVED)]


@pytest.mark.parametrize("language", written_by_hand())
def test_a_language_written_by_hand_has_every_text(language: str) -> None:
    missing = sorted(WRITTEN.keys() - build_texts(language).keys())
    assert not missing, f"{language} says these in the source: write them in core/locales/{language}"


@pytest.mark.parametrize("language", written_by_hand())
def test_a_language_written_by_hand_has_no_text_of_its_own_and_the_same_variables(language: str) -> None:
    texts = build_texts(language)
    keys = texts.keys()
    assert not sorted(keys - WRITTEN.keys()), "the source has these no longer"
    wrong = {key: texts.variables(key) ^ WRITTEN.variables(key) for key in keys if key in WRITTEN}
    assert not {key: names for key, names in wrong.items() if names}, "variables differ"


@pytest.mark.parametrize("language", written_by_hand())
def test_a_text_drops_the_same_lines_in_every_language(language: str) -> None:
    """A line whose variable is unknown is left out, so what stands together must stand together everywhere."""
    texts = build_texts(language)
    keys = texts.keys()
    assert [key for key in keys if key in WRITTEN and len(texts.lines(key)) != len(WRITTEN.lines(key))] == []


@pytest.mark.parametrize("language", written_by_hand())
def test_no_text_of_a_language_is_left_in_chinese(language: str) -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    meant = {"language-", "menu-language", "setting-example-", "setting-note-days", "library-none", "library-usage"}
    meant |= {"problem-", "ending-more", "away-"}  # words that are typed, which are understood in Chinese
    texts = build_texts(language)
    keys = texts.keys()
    left = [key for key in keys for line in texts.lines(key) if han.search(line)]
    assert [key for key in left if not any(key.startswith(each) for each in meant)] == []
