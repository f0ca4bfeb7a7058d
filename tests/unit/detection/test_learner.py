"""The learner finds what separates, the same each time, and twins stay in one fold."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy")

from detection.finding import Kind  # noqa: E402
from detection.training.alike import folds_of  # noqa: E402
from detection.training.examples import Example  # noqa: E402
from detection.training.learner import Row, calibrate, teach  # noqa: E402


def _row(words: str, target: float | None) -> Row:
    return Row(Example(words, Kind.DOUBT), dict.fromkeys(words, 1.0), [target])


ROWS = [_row("ab", 1.0), _row("ac", 1.0), _row("bd", 0.0), _row("cd", 0.0)] * 5


def test_what_separates_is_found() -> None:
    learner = teach(ROWS)
    weights = learner.weights()
    assert weights["a"][0] > 0.5 > 0.1 > abs(weights["b"][0])
    assert weights["d"][0] < -0.5
    assert learner.scores([_row("a", 1.0)])[0][0] > 0 > learner.scores([_row("d", 0.0)])[0][0]


def test_the_same_rows_teach_the_same() -> None:
    assert teach(ROWS).weights() == teach(ROWS).weights()


def test_what_is_not_to_be_learnt_from_teaches_nothing() -> None:
    assert teach([*ROWS, *[_row("e", None)] * 9]).weights()["e"] == [0.0]


def test_calibrated_scores_are_probabilities() -> None:
    slope, intercept = calibrate(
        [(2.0, 1.0, 1.0)] * 9 + [(2.0, 0.0, 1.0)] + [(-2.0, 0.0, 1.0)] * 9 + [(-2.0, 1.0, 1.0)]
    )
    assert slope == pytest.approx(np.log(9) / 2, abs=0.01)
    assert intercept == pytest.approx(0.0, abs=0.01)


def test_texts_that_are_nearly_the_same_share_a_fold() -> None:
    texts = [f"{number}号快递五天没动了怎么回事" for number in range(1, 6)]
    assert len(set(folds_of(texts, 4))) == 1
    apart = [
        "今天吃什么",
        "这个是正品吗",
        "我要退款",
        "早上好",
        "快递呢",
        "降温了",
        "口红断了",
        "没人理我",
        "便宜",
        "谢谢",
    ]
    assert len(set(folds_of(apart, 4))) > 1
