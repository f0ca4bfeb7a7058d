"""Labelled examples: our own corpus, and the development data in ../shared where it is there."""

from __future__ import annotations

import csv
import gzip
import zlib
from dataclasses import dataclass
from pathlib import Path

from detection.finding import Kind

CORPUS = Path(__file__).parents[1] / "corpus"
SHARED = Path(__file__).parents[3] / "shared" / "data"
REVIEW_LABELS = Path(__file__).with_name("review_labels.tsv")
REAL = 6.0
"""Real text counts more than what we wrote ourselves."""
LABELLED_REVIEW = 2.0
LABELS = {"refund_request": Kind.REQUEST, "positive": Kind.PRAISE, "neutral": None}


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text.

    ``kind`` is the main one (None: nothing), ``also`` further ones, ``codes`` reasons, causes, wants.
    """

    text: str
    kind: Kind | None
    also: tuple[Kind, ...] = ()
    codes: tuple[str, ...] = ()
    source: str = "own"
    weight: float = 1.0

    @property
    def bucket(self) -> int:
        """A number that depends on the text alone, for splitting."""
        return zlib.crc32(self.text.encode())

    @property
    def is_unseen(self) -> bool:
        """Whether it was written by another hand and read by nobody who tuned."""
        return self.source.startswith("own:unseen")


def read_corpus(part: str) -> list[Example]:
    """Return our own examples of one part (``train`` or ``check``), in the order of the files."""
    found: list[Example] = []
    for path in sorted((CORPUS / part).glob("*.txt")):
        head: tuple[tuple[Kind, ...], tuple[str, ...]] = ((), ())
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("## "):
                head = _read_head(line[3:].split())
            elif line.strip() and not line.startswith("# "):
                kinds, codes = head
                found.append(Example(line, kinds[0] if kinds else None, kinds[1:], codes, f"own:{path.stem}"))
    return list({example.text: example for example in found}.values())


def _read_head(words: list[str]) -> tuple[tuple[Kind, ...], tuple[str, ...]]:
    names = [name for name in words[0].split("+") if name not in {"none", "member"}]
    return tuple(Kind(name) for name in names), tuple(words[1:])


def has_shared() -> bool:
    """Tell whether the development data is there."""
    return (SHARED / "eval_dev.tsv").is_file()


def read_shared(name: str) -> list[Example]:
    """Return the labelled texts of ``eval_dev.tsv`` or ``extra_labelled.tsv``."""
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for row in rows:
        also = tuple(kind for kind in map(_kind, filter(None, row["also"].split(","))) if kind is not None)
        found.append(Example(row["text"], _kind(row["label"]), also, source=row["source"], weight=REAL))
    return found


def _kind(label: str) -> Kind | None:
    if label.startswith("complaint"):
        return Kind.COMPLAINT
    return LABELS[label] if label in LABELS else Kind(label)


def read_reviews() -> list[str]:
    """Return the unlabelled cosmetics reviews."""
    with gzip.open(SHARED / "reviews_jd_cosmetics.tsv.gz", "rt", encoding="utf-8") as file:
        return [line.split("\t")[0] for line in file.read().splitlines()[1:]]


def read_labelled_reviews() -> list[Example]:
    """Return the cosmetics reviews of which ``review_labels.tsv`` names row and label."""
    reviews = read_reviews()
    rows = [line.split("\t") for line in REVIEW_LABELS.read_text(encoding="utf-8").splitlines()[1:]]
    return [
        Example(reviews[int(row)], None if label == "none" else Kind(label), source="reviews", weight=LABELLED_REVIEW)
        for row, label in rows
    ]


def read_polarity() -> tuple[float, dict[str, float]]:
    """Return the bias and the n-gram weights of complaint against praise."""
    with gzip.open(SHARED / "polarity_ngrams.tsv.gz", "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").rpartition("\t") for line in file.read().split("\n")[1:] if line]
    weights = {ngram: float(weight) for ngram, _, weight in rows}
    bias = weights.pop("<bias>", weights.pop("__bias__", weights.pop("bias", 0.0)))
    return bias, weights
