"""Make ``weights.bin``: ``python -m detection.training.train``. The same inputs give the same bytes.

Reads our own training half and, where it is there, the development data of ../shared (texts stay there; only numbers
come out). The check half is never read. Confidence is calibrated on cross-validated scores.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence

import msgspec

from detection.clues import find_clues, shelf, shields
from detection.detector import features_of
from detection.finding import Kind
from detection.normalize import normalize
from detection.phrases.anchors import keep_anchors
from detection.scorer import (
    FIELDS,
    KINDS,
    LEARNT,
    LENGTH,
    OFFSET,
    POLARITY,
    WEIGHTS,
    CodeWeights,
    Weights,
    family_of,
    hashes,
    number_grams,
    polarity_features,
)
from detection.topics import find_topics
from detection.training.examples import (
    Example,
    has_shared,
    read_corpus,
    read_polarity,
    read_reviews,
    read_shared,
)
from detection.training.learner import Learner, Row, calibrate, teach

FOLDS = 4
LIMIT = 127
KEEP_ABOVE = 0.02
KEEP_SEEN = 2
REVIEWS = 2500


def build_rows(examples: Sequence[Example], polarity: tuple[float, dict[int, float]]) -> list[Row]:
    """Read the examples as the detector would."""
    bias, weights = polarity
    rows = []
    for example in examples:
        text = normalize(example.text)
        grams = sorted(hashes(text.normal))
        score = bias + sum(weights.get(gram, 0.0) for gram in grams)
        features = [
            *features_of(find_clues(text), find_topics(text.normal), len(text.normal)),
            *polarity_features(score, len(grams)),
        ]
        rows.append(Row(example, grams, LENGTH / math.sqrt(len(grams)), features, _targets(example)))
    return rows


def drop_rare(rows: Sequence[Row], known: frozenset[int]) -> None:
    """Leave out the n-grams that fewer than ``KEEP_SEEN`` rows hold, unless they are known otherwise."""
    seen = Counter(gram for row in rows for gram in row.grams)
    for row in rows:
        row.grams = [gram for gram in row.grams if seen[gram] >= KEEP_SEEN or gram in known]


def _targets(example: Example) -> list[float | None]:
    main = example.kind
    targets: list[float | None] = []
    for kind in KINDS:
        if kind is main:
            targets.append(1.0)
        elif kind not in example.also:
            targets.append(0.0)
        else:
            targets.append(1.0 if main is None or kind.strength < main.strength else None)
    return targets


def hashed_polarity() -> tuple[float, dict[int, float]]:
    """Return the given polarity weights by the hash of their n-grams; none without the shared data."""
    if not has_shared():
        return 0.0, {}
    bias, ngrams = read_polarity()
    hashed: dict[int, float] = {}
    for ngram, weight in ngrams.items():
        codes = hash_of(normalize(ngram).normal)
        if codes is not None:
            hashed.setdefault(codes, weight)
    return bias, hashed


def hash_of(ngram: str) -> int | None:
    """Return the number of one n-gram of one to three characters."""
    codes = [ord(char) & 0x7FFF for char in ngram]
    inner = number_grams(codes[:-1]) | number_grams(codes[1:]) if len(codes) > 1 else set()
    rest = number_grams(codes) - inner
    return rest.pop() if len(codes) <= 3 and len(rest) == 1 else None


def praise_background(polarity: tuple[float, dict[int, float]]) -> list[Example]:
    """Return reviews that are plainly praise: liked by the polarity weights, and no frame of concern speaks."""
    found = []
    for review in read_reviews()[::3]:
        text = normalize(review)
        score = polarity[0] + sum(polarity[1].get(gram, 0.0) for gram in hashes(text.normal))
        kinds = {clue.kind for clue in find_clues(text)}
        if score < -2.0 and kinds <= {Kind.PRAISE}:
            found.append(Example(review, Kind.PRAISE, source="reviews", weight=0.3))
    return found[:REVIEWS]


def rows_for_codes(rows: Sequence[Row]) -> list[Row]:
    """Return the rows that teach reasons, causes and threat codes: each against its own family."""
    found = []
    for row in rows:
        told = [code for code in row.example.codes if code in LEARNT]
        families = {family_of(code) for code in told}
        if told:
            targets = [None if family_of(code) not in families else float(code in told) for code in LEARNT]
            found.append(Row(row.example, row.grams, row.value, row.features, targets))
    return found


def quantise_codes(learner: Learner) -> CodeWeights:
    """Round the weights of the codes."""
    table = {key: row for key, row in learner.weights.items() if isinstance(key, int) and max(map(abs, row)) > 0.12}
    scale = max(abs(value) for row in table.values() for value in row) / LIMIT
    ordered = sorted(table.items())
    return CodeWeights(
        keys=b"".join(key.to_bytes(4, "little") for key, _ in ordered),
        values=bytes(round(value / scale) + OFFSET for _, row in ordered for value in row),
        scale=scale,
        biases=[round(bias, 4) for bias in learner.biases],
        features={key: [round(value, 3) for value in row] for key, row in sorted(_named(learner).items())},
    )


def cross_validate(rows: Sequence[Row], background: Sequence[Row]) -> list[tuple[Row, list[float]]]:
    """Return each row with the scores of a learner that never saw it."""
    scored: list[tuple[Row, list[float]]] = []
    for fold in range(FOLDS):
        learner = teach([row for row in rows if row.example.bucket % FOLDS != fold] + list(background))
        scored += [(row, learner.scores(row)) for row in rows if row.example.bucket % FOLDS == fold]
    return scored


def quantise(
    learner: Learner,
    polarity: tuple[float, dict[int, float]],
    fits: Sequence[tuple[float, float]],
    codes: CodeWeights,
) -> Weights:
    """Round the weights to whole numbers of eight bits."""
    table: dict[int, list[float]] = {}
    for key, values in learner.weights.items():
        if isinstance(key, int) and max(map(abs, values)) >= KEEP_ABOVE:
            table[key] = [*values, 0.0]
    for key, weight in polarity[1].items():
        table.setdefault(key, [0.0] * FIELDS)[POLARITY] = weight
    scales = [max([abs(row[index]) for row in table.values()] or [1.0]) / LIMIT or 1.0 for index in range(FIELDS)]
    ordered = sorted(table.items())
    keys = b"".join(key.to_bytes(4, "little") for key, _ in ordered)
    packed = bytes(
        round(value / scale) + OFFSET for _, row in ordered for value, scale in zip(row, scales, strict=True)
    )
    features = {key: [round(value, 4) for value in row] for key, row in sorted(_named(learner).items())}
    return Weights(
        keys=keys,
        values=packed,
        scales=scales,
        biases=[round(bias, 4) for bias in learner.biases],
        polarity_bias=polarity[0],
        features=features,
        codes=codes,
        slopes=[round(slope, 4) for slope, _ in fits],
        intercepts=[round(intercept, 4) for _, intercept in fits],
    )


def _named(learner: Learner) -> dict[str, list[float]]:
    return {key: row for key, row in learner.weights.items() if isinstance(key, str)}


def prepare(polarity: tuple[float, dict[int, float]]) -> tuple[list[Row], list[Row]]:
    """Return the rows to learn from and the praise that stands behind them."""
    examples = read_corpus("train")
    background: list[Row] = []
    if has_shared():
        examples += read_shared("eval_dev.tsv") + read_shared("extra_labelled.tsv")
        background = build_rows(praise_background(polarity), polarity)
    rows = build_rows(examples, polarity)
    drop_rare(rows + background, frozenset(polarity[1]))
    return rows, background


def fit_all(scored: Sequence[tuple[Row, list[float]]]) -> list[tuple[float, float]]:
    """Return slope and intercept of each kind, fitted on scores of rows that were not learnt from."""
    fits = []
    for index in range(len(KINDS)):
        pairs = [(scores[index], row.targets[index], 1.0) for row, scores in scored]
        fits.append(calibrate([(score, target, weight) for score, target, weight in pairs if target is not None]))
    return fits


def main() -> None:
    """Train, calibrate and write ``weights.bin``; keep the anchors of the frames as they are now."""
    keep_anchors(frame.pattern for kept in (shelf(), shields()) for frame in kept.frames)
    polarity = hashed_polarity()
    rows, background = prepare(polarity)
    fits = fit_all(cross_validate(rows, background))
    codes = quantise_codes(teach(rows_for_codes(rows)))
    weights = quantise(teach(rows + background), polarity, fits, codes)
    WEIGHTS.write_bytes(msgspec.msgpack.encode(weights))
    sys.stdout.write(f"{len(rows)} rows, {len(weights.keys) // 4} n-grams, {WEIGHTS.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
