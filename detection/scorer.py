"""The statistical layer: character n-grams and clues weighed together. The weights are data made by ``training``."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path

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


def polarity_features(polarity: float) -> list[str]:
    """Return the names of the steps that a polarity reaches (complaint above, praise below nought)."""
    step = max(-4, min(4, math.floor(polarity / 1.2)))
    return [f"polarity.{step}"]


@dataclass(frozen=True, slots=True)
class Model:
    """The weights, ready for use: all fields of an n-gram are packed in one number, so that a text is one sum."""

    table: dict[int, int]
    weights: Weights

    def logits(self, normal: str, features: Iterable[str]) -> list[float]:
        """Return the score of each kind; above nought speaks for it."""
        grams = hashes(normal)
        known = [packed for packed in map(self.table.get, grams) if packed is not None]
        sums = _unpack(sum(known), len(known))
        weights = self.weights
        polarity = weights.polarity_bias + sums[POLARITY] * weights.scales[POLARITY]
        length = LENGTH / math.sqrt(len(grams))
        known_features = weights.features
        rows = [known_features[name] for name in (*features, *polarity_features(polarity)) if name in known_features]
        named = map(sum, zip(*rows, strict=True)) if rows else repeat(0.0)
        return [
            bias + total * scale * length + more
            for bias, total, scale, more in zip(weights.biases, sums, weights.scales, named, strict=False)
        ]

    def confidences(self, normal: str, features: Iterable[str]) -> list[float]:
        """Return the calibrated probability of each kind."""
        weights = self.weights
        return [
            sigmoid(slope * logit + intercept)
            for logit, slope, intercept in zip(
                self.logits(normal, features), weights.slopes, weights.intercepts, strict=True
            )
        ]


@dataclass(frozen=True, slots=True)
class CodeModel:
    """The weights of the codes; used only where something was found."""

    table: dict[int, bytes]
    weights: CodeWeights

    def confidences(self, normal: str, features: Iterable[str]) -> dict[str, float]:
        """Return the probability of each reason, cause and threat code."""
        grams = hashes(normal)
        rows = [row for row in map(self.table.get, grams) if row is not None]
        factor = self.weights.scale * LENGTH / math.sqrt(len(grams))
        sums = [(sum(column) - OFFSET * len(rows)) * factor for column in zip(*rows, strict=True)] or [0.0] * len(
            LEARNT
        )
        known = self.weights.features
        named = [known[name] for name in (*features, *polarity_features(0.0)) if name in known]
        more = [sum(column) for column in zip(*named, strict=True)] or [0.0] * len(LEARNT)
        return {
            code: sigmoid(bias + one + two)
            for code, bias, one, two in zip(LEARNT, self.weights.biases, sums, more, strict=True)
        }


def sigmoid(logit: float) -> float:
    """Return the probability of a score."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _unpack(total: int, count: int) -> list[int]:
    return [((total >> (FIELD_BITS * field)) & FIELD_MASK) - OFFSET * count for field in range(FIELDS)]


def build_model(weights: Weights) -> Model:
    """Pack the weights for summing."""
    keys = array("I", weights.keys)
    rows = zip(*[iter(weights.values)] * FIELDS, strict=True)
    shifts = [FIELD_BITS * field for field in range(FIELDS)]
    table = {
        key: sum(value << shift for value, shift in zip(row, shifts, strict=True))
        for key, row in zip(keys, rows, strict=True)
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
    rows = [weights.values[start : start + width] for start in range(0, len(weights.values), width)]
    return CodeModel(dict(zip(array("I", weights.keys), rows, strict=True)), weights)
