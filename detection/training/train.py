"""Make ``weights.bin``: ``python -m detection.training.train``. The same inputs give the same bytes.

Reads our own training half and, where it is there, the development data of ../shared (texts stay there; only numbers
come out). The check half is never read. Confidence is calibrated on cross-validated scores.
"""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

import msgspec

from detection.clues import find_clues, shelf, shields
from detection.detector import features_of
from detection.finding import Kind
from detection.gate import glance_value, marks_of
from detection.normalize import normalize
from detection.phrases.anchors import keep_anchors
from detection.scorer import (
    KINDS,
    LEARNT,
    WEIGHTS,
    Weights,
    family_of,
    hashes,
    number_grams,
    polarity_features,
    read_signs,
)
from detection.topics import find_topics
from detection.training.alike import folds_of
from detection.training.examples import (
    Example,
    has_shared,
    read_corpus,
    read_labelled_reviews,
    read_polarity,
    read_reviews,
    read_shared,
)
from detection.training.learner import Key, Row, calibrate, teach
from detection.training.packing import FEATURE, pack_codes, pack_glance, pack_kinds

FOLDS = 4
KEEP_SEEN = 2
REVIEWS = 2500
MISSED = 0.03
"""The share of what should be found that the gate may stop."""

Polarity = tuple[float, dict[int, float]]


def build_rows(examples: Sequence[Example], polarity: Polarity) -> list[Row]:
    """Read the examples as the detector would."""
    bias, weights = polarity
    rows = []
    for example in examples:
        text = normalize(example.text)
        features = features_of(find_clues(text), find_topics(text.normal), len(text.normal))
        signs = read_signs(text.normal, features)
        score = bias + sum(weights.get(gram, 0.0) for gram in signs.grams)
        names = (*signs.features, *polarity_features(score, len(signs.grams)))
        inputs: dict[Key, float] = dict.fromkeys(sorted(signs.grams), signs.gram_value)
        inputs |= dict.fromkeys(sorted(signs.concepts), signs.concept_value) | dict.fromkeys(names, FEATURE)
        rows.append(Row(example, inputs, _targets(example)))
    return rows


def glance_rows(examples: Sequence[Example]) -> list[Row]:
    """Read the examples as the gate would."""
    rows = []
    for example in examples:
        marks = marks_of(normalize(example.text).normal)
        counts = Counter(mark for mark in marks if max(mark, default=" ") <= "\uffff")
        value = glance_value(len(marks))
        rows.append(
            Row(example, {mark: value * count for mark, count in counts.items()}, [float(_is_telling(example))])
        )
    return rows


def _is_telling(example: Example) -> bool:
    return example.kind is not None or bool(example.also)


def drop_rare(rows: Sequence[Row], known: Container[Key] = ()) -> None:
    """Leave out what fewer than ``KEEP_SEEN`` rows hold, unless it is known otherwise."""
    seen = Counter(key for row in rows for key in row.inputs)
    for row in rows:
        row.inputs = {key: value for key, value in row.inputs.items() if seen[key] >= KEEP_SEEN or key in known}


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


def hashed_polarity() -> Polarity:
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


def praise_background(polarity: Polarity) -> list[Example]:
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
            found.append(Row(row.example, row.inputs, targets))
    return found


@dataclass(frozen=True, slots=True)
class Material:
    """All that is learnt from: the examples as detector and gate see them, and in which fold each is kept aside."""

    polarity: Polarity
    rows: list[Row]
    background: list[Row]
    glances: list[Row]
    folds: list[int]

    def without(self, fold: int) -> tuple[list[Row], list[Row]]:
        """Return the rows of detector and gate outside a fold."""
        kept = [place for place, of in enumerate(self.folds) if of != fold]
        return [self.rows[place] for place in kept], [self.glances[place] for place in kept]

    def within(self, fold: int) -> tuple[list[Row], list[Row]]:
        """Return the rows of detector and gate in a fold."""
        kept = [place for place, of in enumerate(self.folds) if of == fold]
        return [self.rows[place] for place in kept], [self.glances[place] for place in kept]


def prepare() -> Material:
    """Return what there is to learn from."""
    polarity = hashed_polarity()
    examples = read_corpus("train")
    background: list[Row] = []
    if has_shared():
        examples += read_shared("eval_dev.tsv") + read_shared("extra_labelled.tsv") + read_labelled_reviews()
        examples = list({example.text: example for example in examples}.values())
        known = {example.text for example in examples}
        background = build_rows([one for one in praise_background(polarity) if one.text not in known], polarity)
    rows, glances = build_rows(examples, polarity), glance_rows(examples)
    drop_rare(rows + background, frozenset(polarity[1]))
    drop_rare(glances)
    return Material(polarity, rows, background, glances, folds_of([example.text for example in examples], FOLDS))


def cross_validate(material: Material) -> list[tuple[Row, list[float], float]]:
    """Return each row with the scores of a learner and of a gate that never saw it."""
    scored: list[tuple[Row, list[float], float]] = []
    for fold in range(FOLDS):
        rows, glances = material.without(fold)
        seen, glanced = material.within(fold)
        learner, gate = teach(rows + material.background), teach(glances)
        scores = zip(seen, learner.scores(seen), gate.scores(glanced), strict=True)
        scored += [(row, kinds, look[0]) for row, kinds, look in scores]
    return scored


def fit_all(scored: Sequence[tuple[Row, list[float], float]]) -> list[tuple[float, float]]:
    """Return slope and intercept of each kind, fitted on scores of rows that were not learnt from."""
    fits = []
    for index in range(len(KINDS)):
        pairs = [(scores[index], row.targets[index], 1.0) for row, scores, _ in scored]
        fits.append(calibrate([(score, target, weight) for score, target, weight in pairs if target is not None]))
    return fits


def open_gate(scored: Sequence[tuple[Row, list[float], float]]) -> float:
    """Return the score from which on the gate opens: below it lie few of those that should be found."""
    telling = sorted(look for row, _, look in scored if _is_telling(row.example))
    return telling[int(MISSED * len(telling))]


def learn(material: Material, fold: int | None, fits: Sequence[tuple[float, float]], opening: float) -> Weights:
    """Return the weights that all rows teach, or all outside a fold."""
    rows, glances = (material.rows, material.glances) if fold is None else material.without(fold)
    codes = pack_codes(teach(rows_for_codes(rows)))
    gate = pack_glance(teach(glances), opening)
    return pack_kinds(teach(rows + material.background), material.polarity, fits, codes, gate)


def main() -> None:
    """Train, calibrate and write ``weights.bin``; keep the anchors of the frames as they are now."""
    keep_anchors(frame.pattern for kept in (shelf(), shields()) for frame in kept.frames)
    material = prepare()
    scored = cross_validate(material)
    weights = learn(material, None, fit_all(scored), open_gate(scored))
    WEIGHTS.write_bytes(zlib.compress(msgspec.msgpack.encode(weights), 9))
    sys.stdout.write(f"{len(material.rows)} rows, {len(weights.keys) // 4} n-grams, {WEIGHTS.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
