"""The detector: text in, Finding out. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from detection import codes
from detection.clues import find_clues
from detection.context import asks_about_another, doubts_in_reply
from detection.finding import NO_CONTEXT, NO_MEMORY, Clue, Context, Finding, Kind, Lesson, Memory
from detection.gate import is_echo, may_flag
from detection.memory import recall
from detection.normalize import Text, normalize
from detection.scorer import KINDS, Model, code_model, hashes, model
from detection.thresholds import FOUND_AT
from detection.topics import find_topics, topic_features

SURE = 0.9
MANY_WORDS = {Kind.DOUBT: 0.75, Kind.COMPLAINT: 0.55}
NOT_ABSURD = {Kind.DOUBT: 0.35, Kind.COMPLAINT: 0.04}
LIKELY_ENOUGH = {Kind.DOUBT: 0.7, Kind.COMPLAINT: 0.45}
SPOKEN_OF_OTHERS = frozenset({"agent", "life"})


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was seen in a text: its clues and features, and how likely each kind is."""

    text: Text
    clues: tuple[Clue, ...]
    features: tuple[str, ...]
    grams: frozenset[int]
    chances: dict[Kind, float]


def detect(text: str, context: Context = NO_CONTEXT, memory: Memory = NO_MEMORY) -> Finding | None:
    """Say what the text is about, or None when it is neither concern nor praise."""
    return examine(text, context, memory)[0]


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


def read(text: str, scorer: Model | None = None) -> Reading:
    """Look for clues and weigh them; what the gate stops can be praise only. ``scorer``: other weights than ours."""
    plain = normalize(text)
    clues = find_clues(plain)
    topics = find_topics(plain.normal)
    features = features_of(clues, topics)
    grams = hashes(plain.normal)
    confidences = (scorer or model()).confidences(grams, features)
    chances = dict(zip(KINDS, confidences, strict=True))
    if not may_flag(text):
        chances = {Kind.PRAISE: chances[Kind.PRAISE]}
    else:
        _settle(chances, clues, topics)
    return Reading(plain, tuple(clues), tuple(features), frozenset(grams), chances)


def features_of(clues: list[Clue], topics: list[str]) -> list[str]:
    """Return what the statistical layer weighs besides n-grams: frames and how many, topics."""
    frames = [clue.check for clue in clues]
    kinds = Counter(str(clue.kind) for clue in clues)
    counted = [f"{kind}*{min(number, 3)}" for kind, number in kinds.items()]
    named = [check.rpartition(".")[0] for check in frames]
    return [*frames, *named, *counted, *topic_features(topics)]


def _settle(chances: dict[Kind, float], clues: list[Clue], topics: list[str]) -> None:
    """Frames before words: a plain frame stands whatever else is said; a doubt without any frame needs many words."""
    at_home = not SPOKEN_OF_OTHERS.isdisjoint(topics)
    angry = chances[Kind.THREAT] >= FOUND_AT[Kind.THREAT]
    for kind in (Kind.DOUBT, Kind.COMPLAINT):
        score = max((clue.score for clue in clues if clue.kind is kind), default=0.0)
        if score >= SURE and (angry or chances[kind] >= NOT_ABSURD[kind]) and not at_home:
            chances[kind] = max(chances[kind], score - 0.1)
        elif chances[kind] < (MANY_WORDS[kind] if not score else LIKELY_ENOUGH[kind]):
            chances[kind] = min(chances[kind], 0.4)


def _in_context(text: str, chances: dict[Kind, float], context: Context) -> dict[Kind, float]:
    """Return the chances in the light of what the message replies to."""
    if context.replied_role == "member" and asks_about_another(text):
        return {kind: chance for kind, chance in chances.items() if kind is not Kind.DOUBT}
    if context.replied_role in {"staff", "bot"} and doubts_in_reply(text):
        return {**chances, Kind.DOUBT: max(0.85, chances.get(Kind.DOUBT, 0.0))}
    return chances


def judge(reading: Reading, chances: dict[Kind, float]) -> Finding | None:
    """Return what a reading amounts to, given how likely each kind is."""
    kinds = tuple(
        sorted((kind for kind, chance in chances.items() if chance >= FOUND_AT[kind]), key=lambda kind: -kind.strength)
    )
    if not kinds:
        return None
    concerned = {Kind.THREAT, Kind.COMPLAINT, Kind.REQUEST} & set(kinds)
    families = [
        family
        for family, wanted in (("threat", Kind.THREAT in kinds), ("reason", Kind.DOUBT in kinds), ("cause", concerned))
        if wanted
    ]
    likely = code_model().confidences(reading.grams, reading.features, families) if families else {}
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
        confidence=round(chances[kinds[0]], 3),
        clues=tuple(clue for clue in clues if clue.kind in kinds) or (_whole(reading, kinds[0]),),
        is_grumble=codes.is_grumble(reading.text.normal, kinds, wants),
        wants=wants,
    )


def _whole(reading: Reading, kind: Kind) -> Clue:
    original = reading.text.original
    return Clue("words", kind, reading.chances.get(kind, 0.0), f"整句用词:「{original[:24]}」", 0, len(original))


def _finding_of(lesson: Lesson, text: str) -> Finding | None:
    if lesson.kind is None:
        return None
    clue = Clue("memory", lesson.kind, 1.0, f"已学会:「{lesson.text[:24]}」", 0, len(text))
    return Finding(lesson.kind, (lesson.kind,), lesson.reasons, lesson.causes, 1.0, (clue,))
