"""The learner: logistic regressions taught one example at a time, and the calibration of their scores."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from detection.scorer import KINDS, sigmoid
from detection.training.examples import Example

EPOCHS = 8
EARLY = 2
RATE = 0.25
SHRINK = 2e-5
SEED = 20261122


@dataclass(slots=True)
class Row:
    """An example as the learner sees it. ``targets``: for each kind 1, 0 or None (not to be learnt from)."""

    example: Example
    grams: list[int]
    value: float
    features: list[str]
    targets: list[float | None]


@dataclass(slots=True)
class Learner:
    """Logistic regressions over the same features, taught one example at a time (AdaGrad)."""

    width: int = len(KINDS)
    weights: dict[int | str, list[float]] = field(default_factory=dict)
    squares: dict[int | str, list[float]] = field(default_factory=dict)
    biases: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.biases = [-2.0] * self.width

    def scores(self, row: Row) -> list[float]:
        """Return the score of each kind."""
        totals = list(self.biases)
        for key, value in _inputs(row):
            known = self.weights.get(key)
            if known is not None:
                for index, weight in enumerate(known):
                    totals[index] += weight * value
        return totals

    def learn(self, row: Row) -> None:
        """Take one step towards the targets of a row."""
        errors = [
            0.0 if target is None else (sigmoid(score) - target) * row.example.weight
            for score, target in zip(self.scores(row), row.targets, strict=True)
        ]
        active = [(index, error) for index, error in enumerate(errors) if abs(error) > 0.01]
        for index, error in active:
            self.biases[index] -= 0.02 * error
        for key, value in _inputs(row) if active else ():
            weights = self.weights.setdefault(key, [0.0] * self.width)
            squares = self.squares.setdefault(key, [0.05] * self.width)
            for index, error in active:
                slope = error * value + SHRINK * weights[index]
                squares[index] += slope * slope
                weights[index] -= RATE * slope / math.sqrt(squares[index])


def _inputs(row: Row) -> list[tuple[int | str, float]]:
    return [*((gram, row.value) for gram in row.grams), *((name, 1.0) for name in row.features)]


def teach(rows: Sequence[Row]) -> Learner:
    """Return a learner that has seen all rows ``EPOCHS`` times in a fixed shuffle: the mean of its later epochs."""
    learner = Learner(width=len(rows[0].targets))
    mean = Learner(width=learner.width)
    mean.biases = [0.0] * learner.width
    chance = random.Random(SEED)
    order = list(rows)
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for row in order:
            learner.learn(row)
        if epoch >= EARLY:
            _add_to(mean, learner, 1.0 / (EPOCHS - EARLY))
    return mean


def _add_to(mean: Learner, learner: Learner, share: float) -> None:
    for key, weights in learner.weights.items():
        known = mean.weights.setdefault(key, [0.0] * mean.width)
        for index, weight in enumerate(weights):
            known[index] += share * weight
    for index, bias in enumerate(learner.biases):
        mean.biases[index] += share * bias


def calibrate(pairs: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """Return slope and intercept that turn scores into probabilities (Platt), fitted by Newton steps."""
    slope, intercept = 1.0, 0.0
    for _ in range(50):
        g0 = g1 = h00 = h01 = h11 = 1e-6
        for score, target, weight in pairs:
            chance = sigmoid(slope * score + intercept)
            error, spread = (chance - target) * weight, chance * (1 - chance) * weight
            g0 += error * score
            g1 += error
            h00 += spread * score * score
            h01 += spread * score
            h11 += spread
        det = h00 * h11 - h01 * h01
        slope -= (h11 * g0 - h01 * g1) / det
        intercept -= (h00 * g1 - h01 * g0) / det
    return slope, intercept
