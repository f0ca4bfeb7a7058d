"""The statistical layer: character n-grams and clues weighed together. The weights are data made by ``training``."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import TypeVar

import msgspec

from detection.finding import Kind
from detection.labels import CAUSES, REASONS, THREATS

WEIGHTS = Path(__file__).with_name("weights.bin")
KINDS = (Kind.THREAT, Kind.DOUBT, Kind.COMPLAINT, Kind.REQUEST, Kind.PRAISE)
POLARITY = len(KINDS)
FIELDS = len(KINDS) + 1
LONGEST = 1000
FIELD_BITS = 20
FIELD_MASK = (1 << FIELD_BITS) - 1
OFFSET = 128
LENGTH = 2.0
NAMED_STEP = 0.05
MANY_GRAMS = 54
POLARITY_STEPS = [
    {step: (f"polarity.{step}", f"polarity.{step}&{size}") for step in range(-4, 5)} for size in ("short", "long")
]
Key = TypeVar("Key", int, str)


LEARNT = (*REASONS, *CAUSES, *THREATS)


class CodeWeights(msgspec.Struct):
    """The same for reasons, causes and threat codes, in the order of ``LEARNT``."""

    keys: bytes
    values: bytes
    scale: float
    biases: list[float]
    features: dict[str, list[float]]


class Weights(msgspec.Struct):
    """What ``weights.bin`` holds. An n-gram is known by its hash; its weights are whole numbers times ``scales``."""

    keys: bytes
    values: bytes
    scales: list[float]
    biases: list[float]
    polarity_bias: float
    features: dict[str, list[float]]
    codes: CodeWeights
    slopes: list[float]
    intercepts: list[float]


def family_of(code: str) -> str:
    """Return what a code is a kind of: reason, threat or cause."""
    if code in REASONS:
        return "reason"
    return "threat" if code in THREATS else "cause"


FIELDS_OF = {
    family: [field for field, code in enumerate(LEARNT) if family_of(code) == family]
    for family in ("reason", "cause", "threat")
}


def hashes(normal: str) -> set[int]:
    """Return the numbers of the distinct 1-, 2- and 3-grams of a text; its ends count as characters.

    Numbers stay below 2**30, which Python adds and multiplies fastest; that two n-grams share one is rare and harmless.
    """
    codes = [2, *[ord(char) & 0x7FFF for char in normal[:LONGEST]], 3]
    return number_grams(codes)


def number_grams(codes: list[int]) -> set[int]:
    """Return the numbers of the 1-, 2- and 3-grams of a row of codes."""
    pairs = [one * 32768 + two for one, two in pairwise(codes)]
    triples = [pair ^ three * 28657 for pair, three in zip(pairs, codes[2:], strict=False)]
    return {*codes, *pairs, *triples}


def polarity_features(polarity: float, grams: int) -> tuple[str, str]:
    """Return the step that a polarity reaches (complaint above, praise below nought), also by how long the text is.

    The polarity was learnt from reviews: it says much about a text as long as a review, and little about a few words.
    """
    return POLARITY_STEPS[grams >= MANY_GRAMS][max(-4, min(4, math.floor(polarity / 1.2)))]


@dataclass(frozen=True, slots=True)
class Model:
    """The weights, ready for use: all fields of an n-gram are packed in one number, so that a text is one sum."""

    table: dict[int, int]
    weights: Weights

    def logits(self, grams: Collection[int], features: Iterable[str]) -> list[float]:
        """Return the score of each kind; above nought speaks for it."""
        total, count = _add(self.table, grams)
        sums = [_field(total, count, field) for field in range(FIELDS)]
        weights = self.weights
        polarity = weights.polarity_bias + sums[POLARITY] * weights.scales[POLARITY]
        length = LENGTH / math.sqrt(len(grams))
        known_features = weights.features
        rows = [
            known_features[name]
            for name in (*features, *polarity_features(polarity, len(grams)))
            if name in known_features
        ]
        named = map(sum, zip(*rows, strict=True)) if rows else repeat(0.0)
        return [
            bias + total * scale * length + more
            for bias, total, scale, more in zip(weights.biases, sums, weights.scales, named, strict=False)
        ]

    def confidences(self, grams: Collection[int], features: Iterable[str]) -> list[float]:
        """Return the calibrated probability of each kind."""
        weights = self.weights
        return [
            sigmoid(slope * logit + intercept)
            for logit, slope, intercept in zip(
                self.logits(grams, features), weights.slopes, weights.intercepts, strict=True
            )
        ]


@dataclass(frozen=True, slots=True)
class CodeModel:
    """The weights of the codes, packed as those of the kinds; used only where something was found."""

    grams: dict[int, int]
    named: dict[str, int]
    weights: CodeWeights

    def confidences(
        self, grams: Collection[int], features: Iterable[str], families: Collection[str]
    ) -> dict[str, float]:
        """Return the probability of each code of the families (``reason``, ``cause``, ``threat``)."""
        one, count = _add(self.grams, grams)
        two, more = _add(self.named, features)
        factor = self.weights.scale * LENGTH / math.sqrt(len(grams))
        return {
            LEARNT[field]: sigmoid(
                self.weights.biases[field] + _field(one, count, field) * factor + _field(two, more, field) * NAMED_STEP
            )
            for family in families
            for field in FIELDS_OF[family]
        }


def _add(table: dict[Key, int], keys: Iterable[Key]) -> tuple[int, int]:
    """Add up the packed weights of the known keys, and count these."""
    known = [packed for packed in map(table.get, keys) if packed is not None]
    return sum(known), len(known)


def _field(total: int, count: int, field: int) -> int:
    return ((total >> (FIELD_BITS * field)) & FIELD_MASK) - OFFSET * count


def sigmoid(logit: float) -> float:
    """Return the probability of a score."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _pack(row: Iterable[int]) -> int:
    return sum(value << (FIELD_BITS * field) for field, value in enumerate(row))


def build_model(weights: Weights) -> Model:
    """Pack the weights for summing."""
    keys = array("I", weights.keys)
    rows = zip(*[iter(weights.values)] * FIELDS, strict=True)
    table = {
        key: a | b << FIELD_BITS | c << 2 * FIELD_BITS | d << 3 * FIELD_BITS | e << 4 * FIELD_BITS | f << 5 * FIELD_BITS
        for key, (a, b, c, d, e, f) in zip(keys, rows, strict=True)
    }
    return Model(table, weights)


@cache
def model() -> Model:
    """Return the model of ``weights.bin``, read once."""
    return build_model(msgspec.msgpack.decode(WEIGHTS.read_bytes(), type=Weights))


@cache
def code_model() -> CodeModel:
    """Return the model of the codes, unpacked once."""
    weights = model().weights.codes
    width = len(LEARNT)
    rows = (weights.values[start : start + width] for start in range(0, len(weights.values), width))
    grams = {key: _pack(row) for key, row in zip(array("I", weights.keys), rows, strict=True)}
    named = {
        name: _pack(max(0, min(2 * OFFSET, round(value / NAMED_STEP) + OFFSET)) for value in row)
        for name, row in weights.features.items()
    }
    return CodeModel(grams, named, weights)
