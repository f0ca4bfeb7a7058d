"""The statistical layer: character n-grams and clues weighed together. The weights are data made by ``training``."""

from __future__ import annotations

import math
import zlib
from array import array
from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, repeat
from pathlib import Path
from typing import TypeVar

import msgspec

from detection.concepts import concept_value, concepts_of, number_concepts
from detection.finding import Kind
from detection.labels import CAUSES, REASONS, THREATS

WEIGHTS = Path(__file__).with_name("weights.bin")
KINDS = (Kind.THREAT, Kind.DOUBT, Kind.COMPLAINT, Kind.REQUEST, Kind.PRAISE)
POLARITY = len(KINDS)
FIELDS = len(KINDS) + 1
LONGEST = 1000
LONG = 18
FIELD_BYTES = 3
FIELD_BITS = 8 * FIELD_BYTES
FIELD_MASK = (1 << FIELD_BITS) - 1
NOUGHT = 1 << (FIELD_BITS - 1)
OFFSET = 128
LENGTH = 2.0
NAMED_STEP = 0.05
FINE_STEP = 0.001
MANY_GRAMS = 54
POLARITY_STEPS = [
    {step: (f"polarity.{step}", f"polarity.{step}&{size}") for step in range(-4, 5)} for size in ("short", "long")
]
Key = TypeVar("Key", int, str)


LEARNT = (*REASONS, *CAUSES, *THREATS)


class CodeWeights(msgspec.Struct):
    """The same for reasons, causes and threat codes, in the order of ``LEARNT``.

    Features come in steps of ``NAMED_STEP`` above ``-OFFSET`` of them.
    """

    keys: bytes
    values: bytes
    scale: float
    biases: list[float]
    features: dict[str, list[int]]


class GlanceWeights(msgspec.Struct):
    """The weights of single characters and of pairs for the gate: ``keys`` are two characters of 16 bits each."""

    keys: bytes
    values: bytes
    scale: float
    bias: float


class Weights(msgspec.Struct):
    """What ``weights.bin`` holds. An n-gram is known by its hash; its weights are whole numbers times ``scales``."""

    keys: bytes
    values: bytes
    scales: list[float]
    biases: list[float]
    polarity_bias: float
    features: dict[str, list[float]]
    codes: CodeWeights
    glance: GlanceWeights
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
class Signs:
    """What is weighed of a text: its n-grams, the concepts of its words, and the names of features."""

    grams: AbstractSet[int]
    concepts: AbstractSet[int]
    concept_value: float
    features: tuple[str, ...]

    @property
    def gram_value(self) -> float:
        """How much each n-gram counts: less in a long text."""
        return LENGTH / math.sqrt(len(self.grams))


def read_signs(normal: str, features: Iterable[str]) -> Signs:
    """Return what is to be weighed of a text."""
    row, is_long = concepts_of(normal), len(normal) >= LONG
    names = tuple(features)
    if is_long:
        names += tuple(f"long.{name}" for name in names)
    return Signs(frozenset(hashes(normal)), frozenset(number_concepts(row, is_long=is_long)), concept_value(row), names)


@dataclass(frozen=True, slots=True)
class Model:
    """The weights, ready for use: all fields of an n-gram are packed in one number, so that a text is one sum."""

    table: dict[int, int]
    named: dict[str, int]
    weights: Weights

    def logits(self, signs: Signs) -> list[float]:
        """Return the score of each kind; above nought speaks for it."""
        weights = self.weights
        grams, concepts = _add(self.table, signs.grams, FIELDS), _add(self.table, signs.concepts, FIELDS)
        here, there = signs.gram_value, signs.concept_value
        polarity = weights.polarity_bias + _field(grams, POLARITY) * weights.scales[POLARITY]
        names = (*signs.features, *polarity_features(polarity, len(signs.grams)))
        rest = _add(self.named, names, FIELDS)
        return [
            bias
            + scale * (_field(grams, field) * here + _field(concepts, field) * there)
            + _field(rest, field) * FINE_STEP
            for field, (bias, scale) in enumerate(zip(weights.biases, weights.scales, strict=False))
        ]

    def confidences(self, signs: Signs) -> list[float]:
        """Return the calibrated probability of each kind."""
        weights = self.weights
        return [
            sigmoid(slope * logit + intercept)
            for logit, slope, intercept in zip(self.logits(signs), weights.slopes, weights.intercepts, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class CodeModel:
    """The weights of the codes, packed as those of the kinds; used only where something was found."""

    grams: dict[int, int]
    named: dict[str, int]
    weights: CodeWeights

    def confidences(self, signs: Signs, families: Collection[str]) -> dict[str, float]:
        """Return the probability of each code of the families (``reason``, ``cause``, ``threat``)."""
        width = len(LEARNT)
        one, other = _add(self.grams, signs.grams, width), _add(self.grams, signs.concepts, width)
        named = _add(self.named, signs.features, width)
        scale, here, there = self.weights.scale, signs.gram_value, signs.concept_value
        return {
            LEARNT[field]: sigmoid(
                self.weights.biases[field]
                + scale * (_field(one, field) * here + _field(other, field) * there)
                + _field(named, field) * NAMED_STEP
            )
            for family in families
            for field in FIELDS_OF[family]
        }


@cache
def _noughts(width: int) -> int:
    """Return the number in which each of so many fields stands at nought, with room above and below."""
    return sum(NOUGHT << FIELD_BITS * field for field in range(width))


def _add(table: dict[Key, int], keys: Iterable[Key], width: int) -> int:
    """Add up the packed weights of the known keys."""
    return sum(map(table.get, keys, repeat(0)), _noughts(width))


def _field(total: int, field: int) -> int:
    return ((total >> (FIELD_BITS * field)) & FIELD_MASK) - NOUGHT


def sigmoid(logit: float) -> float:
    """Return the probability of a score."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def _pack(values: bytes, width: int) -> list[int]:
    """Return each ``width`` values as one number, in which every value has room to be added up."""
    spread = bytearray(FIELD_BYTES * len(values))
    spread[::FIELD_BYTES] = values
    step, offsets = FIELD_BYTES * width, sum(OFFSET << FIELD_BITS * field for field in range(width))
    return [int.from_bytes(spread[start : start + step], "little") - offsets for start in range(0, len(spread), step)]


def build_model(weights: Weights) -> Model:
    """Pack the weights for summing."""
    packed = _pack(weights.values, FIELDS)
    named = {
        name: sum(round(value / FINE_STEP) << FIELD_BITS * field for field, value in enumerate(row))
        for name, row in weights.features.items()
    }
    return Model(dict(zip(array("I", weights.keys), packed, strict=True)), named, weights)


@cache
def model() -> Model:
    """Return the model of ``weights.bin``, read once."""
    return build_model(msgspec.msgpack.decode(zlib.decompress(WEIGHTS.read_bytes()), type=Weights))


@cache
def code_model() -> CodeModel:
    """Return the model of the codes, unpacked once."""
    weights = model().weights.codes
    width = len(LEARNT)
    grams = dict(zip(array("I", weights.keys), _pack(weights.values, width), strict=True))
    steps = bytes(step for row in weights.features.values() for step in row)
    return CodeModel(grams, dict(zip(weights.features, _pack(steps, width), strict=True)), weights)
