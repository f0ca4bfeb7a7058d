"""Dates as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from workspaces.dates import LONG_TERM, looks_like_date, parse_date
from workspaces.problems import Problem

TODAY = date(2026, 11, 22)
LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("2026-12-31", LAST),
        ("2026/12/31", LAST),
        ("2026.12.31", LAST),
        ("20261231", LAST),
        ("2026年12月31日", LAST),
        ("2026年12月31号", LAST),
        ("２０２６－１２－３１", LAST),
        (" 2026-12-31 ", LAST),
        ("至2026-12-31", LAST),
        ("有效期至2026年12月31日", LAST),
        ("2026-12-31前", LAST),
        ("2026-12-31到期", LAST),
        ("12-31", LAST),
        ("12/31", LAST),
        ("12月31日", LAST),
        ("11-22", TODAY),
        ("11-21", date(2027, 11, 21)),
        ("1-5", date(2027, 1, 5)),
        ("02-29", date(2028, 2, 29)),
        ("2026-11-22", TODAY),
        ("长期", LONG_TERM),
        ("長期有效", LONG_TERM),
    ],
)
def test_date_is_understood(word: str, meant: date) -> None:
    assert parse_date(word, TODAY) == meant
    assert looks_like_date(word)


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("2026-02-30", "problem-no-such-date"),
        ("2026-13-01", "problem-no-such-date"),
        ("20261301", "problem-no-such-date"),
        ("13-40", "problem-no-such-date"),
        ("2026-11-21", "problem-date-past"),
        ("2020年1月1日", "problem-date-past"),
        ("2926-12-31", "problem-date-too-far"),
        ("0000-01-01", "problem-no-such-date"),
        ("明年", "problem-not-a-date"),
        ("19.9", "problem-not-a-date"),
        ("", "problem-not-a-date"),
        ("2026-12-31-1", "problem-not-a-date"),
    ],
)
def test_date_is_refused_with_what_was_wrong(word: str, key: str) -> None:
    problem = parse_date(word, TODAY)
    assert isinstance(problem, Problem)
    assert problem.key == key
    assert problem.variables["typed"] == word


@pytest.mark.parametrize("word", ["品牌方", "19.9", "3件", "12", "A-1", "防晒-喷雾"])
def test_other_words_do_not_look_like_a_date(word: str) -> None:
    assert not looks_like_date(word)


def test_problem_can_be_raised() -> None:
    error = Problem("problem-unknown-kind", {"typed": "x"}, ("物流", "授权")).error()
    assert error.key == "problem-unknown-kind"
    assert error.variables == {"typed": "x", "choices": "物流、授权"}
