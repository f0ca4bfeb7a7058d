"""Weights as they are kept: whole numbers of eight bits, in the order of their keys."""

from __future__ import annotations

from collections.abc import Sequence

from detection.scorer import FIELDS, NAMED_STEP, OFFSET, POLARITY, CodeWeights, GlanceWeights, Weights
from detection.training.learner import Key, Learner

LIMIT = 127
KEEP_ABOVE = 0.28
KEEP_CODES_ABOVE = 0.25
KEEP_MARKS_ABOVE = 0.05
FEATURE = 0.5


def pack_kinds(
    learner: Learner,
    polarity: tuple[float, dict[int, float]],
    fits: Sequence[tuple[float, float]],
    codes: CodeWeights,
    glance: GlanceWeights,
) -> Weights:
    """Return the weights of the kinds together with all others."""
    learnt = learner.weights()
    table = {key: [*row, 0.0] for key, row in _numbered(learnt).items() if max(map(abs, row)) >= KEEP_ABOVE}
    for key, weight in polarity[1].items():
        table.setdefault(key, [0.0] * FIELDS)[POLARITY] = weight
    scales = [max([abs(row[index]) for row in table.values()] or [1.0]) / LIMIT or 1.0 for index in range(FIELDS)]
    ordered = sorted(table.items())
    packed = (round(value / scale) + OFFSET for _, row in ordered for value, scale in zip(row, scales, strict=True))
    return Weights(
        keys=_keys([key for key, _ in ordered]),
        values=bytes(packed),
        scales=scales,
        biases=[round(bias, 4) for bias in learner.biases],
        polarity_bias=polarity[0],
        features=_named(learnt),
        codes=codes,
        glance=glance,
        slopes=[round(slope, 4) for slope, _ in fits],
        intercepts=[round(intercept, 4) for _, intercept in fits],
    )


def pack_codes(learner: Learner) -> CodeWeights:
    """Return the weights of reasons, causes and threat codes."""
    learnt = learner.weights()
    table = {key: row for key, row in _numbered(learnt).items() if max(map(abs, row)) > KEEP_CODES_ABOVE}
    scale = max(abs(value) for row in table.values() for value in row) / LIMIT
    ordered = sorted(table.items())
    return CodeWeights(
        keys=_keys([key for key, _ in ordered]),
        values=bytes(round(value / scale) + OFFSET for _, row in ordered for value in row),
        scale=scale,
        biases=[round(bias, 4) for bias in learner.biases],
        features={name: [_steps(value) for value in row] for name, row in _named(learnt).items()},
    )


def _steps(value: float) -> int:
    return max(0, min(2 * OFFSET - 1, round(value / NAMED_STEP) + OFFSET))


def pack_glance(learner: Learner, opening: float) -> GlanceWeights:
    """Return the weights of the gate, which opens at a score of nought."""
    marks = {str(mark): row[0] for mark, row in learner.weights().items() if abs(row[0]) >= KEEP_MARKS_ABOVE}
    scale = max(map(abs, marks.values())) / LIMIT
    ordered = sorted((_mark_key(mark), value) for mark, value in marks.items())
    return GlanceWeights(
        keys=_keys([key for key, _ in ordered]),
        values=bytes(round(value / scale) + OFFSET for _, value in ordered),
        scale=scale,
        bias=round(learner.biases[0] - opening, 4),
    )


def _mark_key(mark: str) -> int:
    return ord(mark) if len(mark) == 1 else ord(mark[0]) << 16 | ord(mark[1])


def _keys(keys: Sequence[int]) -> bytes:
    return b"".join(key.to_bytes(4, "little") for key in keys)


def _numbered(learnt: dict[Key, list[float]]) -> dict[int, list[float]]:
    return {key: row for key, row in learnt.items() if isinstance(key, int)}


def _named(learnt: dict[Key, list[float]]) -> dict[str, list[float]]:
    """Return the weights of features, which count ``FEATURE`` when learnt and once when used."""
    named = {key: row for key, row in learnt.items() if isinstance(key, str)}
    return {name: [round(value * FEATURE, 3) for value in named[name]] for name in sorted(named)}
