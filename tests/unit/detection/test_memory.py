"""A mark changes the very next message that is alike, and no other."""

from __future__ import annotations

import pytest

from detection.detector import detect
from detection.finding import Kind, Lesson, Memory
from detection.memory import recall


def test_a_false_alarm_is_silent_from_now_on() -> None:
    text = "这个包装跟上次的不一样了"
    assert detect(text) is not None
    memory = Memory((Lesson(text, None),))
    assert detect(text, memory=memory) is None
    assert detect("这个包装跟上次的不一样了。", memory=memory) is None
    assert detect("這個包裝跟上次的不一樣了", memory=memory) is None


def test_a_missed_one_is_found_from_now_on() -> None:
    memory = Memory((Lesson("这瓶水有点意思哈", Kind.DOUBT, ("price",)),))
    finding = detect("这瓶水有点意思哈哈", memory=memory)
    assert finding is not None
    assert (finding.kind, finding.reasons, finding.confidence) == (Kind.DOUBT, ("price",), 1.0)


@pytest.mark.parametrize("text", ["是正品吗", "今天有券吗", "这瓶水多少钱", "有点意思"])
def test_what_is_not_alike_is_not_touched(text: str) -> None:
    memory = Memory((Lesson("这瓶水有点意思哈", Kind.DOUBT), Lesson("是正品", None)))
    assert recall(text, memory) is None


def test_short_lessons_hold_for_the_same_words_only() -> None:
    memory = Memory((Lesson("假的", None),))
    assert recall("假的!", memory) is not None
    assert recall("假的吗", memory) is None


def test_a_denial_never_falls_into_the_radius_of_its_opposite() -> None:
    memory = Memory((Lesson("这个绝对不是正品我敢说", Kind.DOUBT),))
    assert recall("这个绝对是正品我敢说", memory) is None


def test_the_nearest_lesson_decides_and_the_newest_among_equals() -> None:
    newer, older = Lesson("群里这个真有意思啊", None), Lesson("群里这个真有意思啊", Kind.DOUBT)
    assert recall("群里这个真有意思啊", Memory((newer, older))) is newer
