"""The detector: text in, Finding out. Pure."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from detection import codes
from detection.clues import find_clues
from detection.context import asks_about_another, doubts_in_reply
from detection.finding import NO_CONTEXT, NO_MEMORY, Clue, Context, Finding, Kind, Lesson, Memory
from detection.gate import is_echo, may_flag
from detection.memory import recall
from detection.normalize import Text, normalize
from detection.scorer import KINDS, Model, Signs, code_model, model, read_signs
from detection.thresholds import found_at, together_at
from detection.topics import find_topics, topic_features

SURE = 0.9
STANDS_AT = {Kind.THREAT: 0.8, Kind.DOUBT: 0.8, Kind.COMPLAINT: 0.88}
"""How likely a kind is at the least where a plain frame speaks for it."""
FACT, WANT, FACT_AND_WANT = 0.78, 0.8, 0.9
"""What went wrong and what is wanted, each in a frame of so much: together they leave little doubt."""
SIZES = (9, 16, 28, 50)
NOT_ABSURD = {Kind.THREAT: 0.015, Kind.DOUBT: 0.35, Kind.COMPLAINT: 0.04}
MORE_LIKELY = 0.1
CALM = 0.01
TROUBLES = (Kind.THREAT, Kind.COMPLAINT, Kind.REQUEST)
SPOKEN_OF_OTHERS = frozenset({"agent", "life"})


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was seen in a text: its clues and features, and how likely each kind is."""

    text: Text
    clues: tuple[Clue, ...]
    signs: Signs | None
    chances: dict[Kind, float]


def detect(text: str, context: Context = NO_CONTEXT, memory: Memory = NO_MEMORY) -> Finding | None:
    """Say what the text is about, or None when it is neither concern nor praise."""
    return examine(text, context, memory)[0]


def is_concern(text: str) -> bool:
    """Tell whether ``detect`` finds anything but praise in these words by themselves; cheaper than what it is."""
    reading = _read_once(text)
    kinds = _kinds_of(reading, reading.chances)
    return bool(kinds) and kinds[0] is not Kind.PRAISE


def examine(text: str, context: Context = NO_CONTEXT, memory: Memory = NO_MEMORY) -> tuple[Finding | None, float]:
    """As ``detect``, together with the confidence; for None, the confidence that there is nothing."""
    if memory.lessons and (lesson := recall(text, memory)) is not None:
        return _finding_of(lesson, text), 1.0
    if context.echo_of is not None and is_echo(text):
        return context.echo_of, context.echo_of.confidence
    if not text.strip():
        return None, 1.0
    reading = _read_once(text)
    finding = judge(reading, _in_context(text, reading.chances, context))
    if finding is None:
        return None, round(1.0 - max(reading.chances.values()), 3)
    return finding, finding.confidence


@lru_cache(maxsize=256)
def _read_once(text: str) -> Reading:
    """Kept for a moment: what the gate lets in is read again, with its context, when its turn comes."""
    return read(text)


def read(text: str, scorer: Model | None = None, *, admitted: bool | None = None) -> Reading:
    """Look for clues and weigh them, unless the gate stops the text.

    ``scorer``: other weights than ours. ``admitted``: what another gate than ours said.
    """
    if not (may_flag(text) if admitted is None else admitted):
        return Reading(Text(text, text), (), None, {Kind.PRAISE: CALM})
    plain = normalize(text)
    clues = find_clues(plain)
    topics = find_topics(plain.normal)
    signs = read_signs(plain.normal, features_of(clues, topics, len(plain.normal)))
    chances = dict(zip(KINDS, (scorer or model()).confidences(signs), strict=True))
    _settle(chances, clues, topics, len(plain.normal))
    return Reading(plain, tuple(clues), signs, chances)


def features_of(clues: list[Clue], topics: list[str], length: int) -> list[str]:
    """Return what the statistical layer weighs besides n-grams: frames and how many, topics, how long a text is."""
    size = bisect(SIZES, length)
    if not clues:
        return [f"size.{size}", *topic_features(topics)]
    frames = [clue.check for clue in clues]
    kinds = Counter(str(clue.kind) for clue in clues)
    counted = [f"{kind}*{min(number, 3)}" for kind, number in kinds.items()]
    sized = [f"{kind}&size.{size}" for kind in kinds]
    named = [check.rpartition(".")[0] for check in frames]
    return [*frames, *named, *counted, *sized, f"size.{size}", *topic_features(topics)]


def _settle(chances: dict[Kind, float], clues: list[Clue], topics: list[str], length: int) -> None:
    """Frames before words: a plain frame stands whatever else is said, unless it is absurd or not about an order."""
    if not SPOKEN_OF_OTHERS.isdisjoint(topics):
        return
    plain = {clue.kind for clue in clues if clue.score >= SURE}
    angry = chances[Kind.THREAT] >= found_at(Kind.THREAT, length, has_frame=True)
    for kind in STANDS_AT:
        if kind in plain and (angry or chances[kind] >= NOT_ABSURD[kind]):
            chances[kind] = max(chances[kind], STANDS_AT[kind])


def _in_context(text: str, chances: dict[Kind, float], context: Context) -> dict[Kind, float]:
    """Return the chances in the light of what the message replies to."""
    if context.replied_role == "member" and asks_about_another(text):
        return {kind: chance for kind, chance in chances.items() if kind is not Kind.DOUBT}
    if context.replied_role in {"staff", "bot"} and doubts_in_reply(text):
        return {**chances, Kind.DOUBT: max(0.85, chances.get(Kind.DOUBT, 0.0))}
    return chances


def judge(reading: Reading, chances: dict[Kind, float]) -> Finding | None:
    """Return what a reading amounts to, given how likely each kind is."""
    kinds = _kinds_of(reading, chances)
    if not kinds:
        return None
    concerned = set(TROUBLES) & set(kinds)
    families = [
        family
        for family, wanted in (("threat", Kind.THREAT in kinds), ("reason", Kind.DOUBT in kinds), ("cause", concerned))
        if wanted
    ]
    signs = reading.signs or read_signs(normalize(reading.text.original).normal, ())
    likely = code_model().confidences(signs, families) if families else {}
    clues = tuple(clue for clue in reading.clues if clue.kind in kinds or clue.kind is Kind.COMPLAINT)
    reasons = codes.threats_of(clues, likely) if Kind.THREAT in kinds else ()
    if Kind.DOUBT in kinds:
        reasons += codes.reasons_of(clues, likely)
    wants = codes.wants_of(clues) if concerned else ()
    return Finding(
        kind=kinds[0],
        kinds=kinds,
        reasons=reasons,
        causes=codes.causes_of(clues, likely, kinds) if concerned else (),
        confidence=round(_sureness(kinds[0], chances, reading.clues), 3),
        clues=_told_once(clue for clue in clues if clue.kind in kinds) or (_whole(reading, kinds[0]),),
        is_grumble=codes.is_grumble(reading.text.normal, kinds, wants),
        wants=wants,
    )


def _told_once(clues: Iterable[Clue]) -> tuple[Clue, ...]:
    """Leave out what would read the same: two frames may see the same words."""
    return tuple({clue.details: clue for clue in clues}.values())


def _kinds_of(reading: Reading, chances: dict[Kind, float]) -> tuple[Kind, ...]:
    """Return the kinds that are likely enough, strongest first; what is plainly a request is no complaint besides."""
    length, framed = len(reading.text.normal), {clue.kind for clue in reading.clues}
    kinds = [kind for kind, chance in chances.items() if chance >= found_at(kind, length, has_frame=kind in framed)]
    if not kinds or kinds == [Kind.PRAISE]:
        kinds += _likeliest_concern(chances, length)
    kinds.sort(key=lambda kind: -kind.strength)
    both = Kind.COMPLAINT in kinds and Kind.REQUEST in kinds
    if both and chances[Kind.REQUEST] > chances[Kind.COMPLAINT] + MORE_LIKELY:
        kinds.remove(Kind.COMPLAINT)
    return tuple(kinds)


def _likeliest_concern(chances: dict[Kind, float], length: int) -> list[Kind]:
    """Return the likeliest of complaint, request and threat where together they are likely enough, if none is alone."""
    likely = {kind: chances[kind] for kind in TROUBLES if kind in chances}
    if 1.0 - prod(1.0 - chance for chance in likely.values()) < together_at(length):
        return []
    return [max(likely, key=lambda kind: likely[kind])]


def _sureness(kind: Kind, chances: dict[Kind, float], clues: Sequence[Clue]) -> float:
    """Return how sure it is that something is to be answered; whether as complaint, request or threat matters less."""
    if kind not in TROUBLES:
        return chances[kind]
    some = 1.0 - prod(1.0 - chances.get(trouble, 0.0) for trouble in TROUBLES)
    best = {kind: max((clue.score for clue in clues if clue.kind is kind), default=0.0) for kind in TROUBLES}
    both = best[Kind.COMPLAINT] >= FACT and best[Kind.REQUEST] >= WANT
    return max(some, FACT_AND_WANT) if both else some


def _whole(reading: Reading, kind: Kind) -> Clue:
    original = reading.text.original
    return Clue("words", kind, reading.chances.get(kind, 0.0), f"整句用词:「{original[:24]}」", 0, len(original))


def _finding_of(lesson: Lesson, text: str) -> Finding | None:
    if lesson.kind is None:
        return None
    clue = Clue("memory", lesson.kind, 1.0, f"已学会:「{lesson.text[:24]}」", 0, len(text))
    return Finding(lesson.kind, (lesson.kind,), lesson.reasons, lesson.causes, 1.0, (clue,))
