"""The learner: logistic regressions with a brake on their weights, and the calibration of their scores."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from detection.scorer import sigmoid
from detection.training.examples import Example

STRENGTH = 3.0
"""How much the examples count against the wish for small weights."""
STEPS = 80
MEMORY = 8
ENOUGH = 1e-4

Key = int | str
Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(slots=True)
class Row:
    """An example as the learner sees it: how much each key counts.

    ``targets``: for each field 1, 0 or None (not to be learnt from).
    """

    example: Example
    inputs: dict[Key, float]
    targets: list[float | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as a sparse matrix."""

    starts: Places
    columns: Places
    values: Numbers
    lines: Places
    width: int

    def times(self, weights: Numbers) -> Numbers:
        """Return the score of every row."""
        spread = self.values * weights[self.columns]
        return np.bincount(self.lines, weights=spread, minlength=len(self.starts) - 1).astype(np.float64)

    def back(self, errors: Numbers) -> Numbers:
        """Return what the errors of the rows add up to in each column."""
        return np.bincount(self.columns, self.values * errors[self.lines], self.width).astype(np.float64)


def tabulate(rows: Sequence[Row], places: dict[Key, int]) -> Table:
    """Return the rows with the keys that have a place."""
    columns, values, starts = [], [], [0]
    for row in rows:
        known = [(places[key], value) for key, value in row.inputs.items() if key in places]
        columns += [place for place, _ in known]
        values += [value for _, value in known]
        starts.append(len(columns))
    lines = np.repeat(np.arange(len(rows)), np.diff(starts))
    return Table(np.array(starts), np.array(columns, np.int64), np.array(values), lines, len(places))


@dataclass(frozen=True, slots=True)
class Learner:
    """What was learnt: for each key the weight of each field."""

    places: dict[Key, int]
    matrix: Numbers
    biases: list[float]

    def scores(self, rows: Sequence[Row]) -> list[list[float]]:
        """Return the score of each field for each row."""
        table = tabulate(rows, self.places)
        fields = [table.times(self.matrix[:, field]) + bias for field, bias in enumerate(self.biases)]
        return [list(map(float, scores)) for scores in zip(*fields, strict=True)]

    def weights(self) -> dict[Key, list[float]]:
        """Return the weights by key."""
        return {key: list(map(float, self.matrix[place])) for key, place in self.places.items()}


def teach(rows: Sequence[Row]) -> Learner:
    """Return what the rows teach, each field for itself."""
    keys = dict.fromkeys(key for row in rows for key in row.inputs)
    places: dict[Key, int] = {key: place for place, key in enumerate(keys)}
    table = tabulate(rows, places)
    counts = np.array([row.example.weight for row in rows])
    matrix, biases = np.zeros((len(places), len(rows[0].targets))), []
    for field in range(matrix.shape[1]):
        targets = [row.targets[field] for row in rows]
        wanted = np.array([0.0 if target is None else target for target in targets])
        heed = counts * np.array([float(target is not None) for target in targets])
        found = descend(partial(_slope, table, wanted, heed), table.width + 1)
        matrix[:, field] = found[:-1]
        biases.append(float(found[-1]))
    return Learner(places, matrix, biases)


def _slope(table: Table, wanted: Numbers, heed: Numbers, point: Numbers) -> tuple[float, Numbers]:
    """Return how wrong the weights are, and in which direction they would be less so."""
    scores = table.times(point[:-1]) + point[-1]
    loss = heed * (np.logaddexp(0.0, scores) - wanted * scores)
    errors = STRENGTH * heed * (1.0 / (1.0 + np.exp(-scores)) - wanted)
    brake = float((point[:-1] ** 2).sum()) / 2
    slope = np.append(table.back(errors) + point[:-1], errors.sum())
    return STRENGTH * float(loss.sum()) + brake, slope


def descend(look: Callable[[Numbers], tuple[float, Numbers]], size: int) -> Numbers:
    """Return the lowest point (L-BFGS with halved steps)."""
    point = np.zeros(size)
    value, slope = look(point)
    past: deque[tuple[Numbers, Numbers, float]] = deque(maxlen=MEMORY)
    for _ in range(STEPS):
        way = _way(slope, past)
        fall = float((way * slope).sum())
        step = 1.0 if past else 1.0 / max(1.0, float(np.abs(slope).sum()))
        while (nxt := look(point + step * way))[0] > value + 1e-4 * step * fall and step > 1e-9:
            step /= 2
        moved, turned = step * way, nxt[1] - slope
        if (curve := float((moved * turned).sum())) > 1e-12:
            past.append((moved, turned, curve))
        done = abs(value - nxt[0]) < ENOUGH * max(1.0, abs(value)) * 0.01
        point, value, slope = point + moved, nxt[0], nxt[1]
        if done:
            break
    return point


def _way(slope: Numbers, past: Sequence[tuple[Numbers, Numbers, float]]) -> Numbers:
    """Return the direction in which to go, by what the last steps showed of the curve."""
    way, shares = -slope, []
    for moved, turned, curve in reversed(past):
        share = float((moved * way).sum()) / curve
        shares.append(share)
        way = way - share * turned
    if past:
        _, turned, curve = past[-1]
        way = way * (curve / float((turned * turned).sum()))
    for (moved, turned, curve), share in zip(past, reversed(shares), strict=True):
        way = way + moved * (share - float((turned * way).sum()) / curve)
    return way


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
