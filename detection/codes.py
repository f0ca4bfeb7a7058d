"""Reasons, causes and wants: which codes the clues of a message add up to, most important first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from detection.finding import Clue, Kind
from detection.labels import CAUSES, REASONS, THREATS, WANTS

LIKELY = 0.4
SAID = 0.35
FACT = re.compile(
    r"\d|[一二两三四五六七八九十几半]+(?:天|次|遍|个|瓶|小时|周|月)|收到|到手|显示|停在|卡在|坏|漏|碎|破|丢|少|错|没|不给|拉黑|签收|退|换|赔|补"
    r"|过敏|疹|肿|烂|霉|拉肚子|过期|医药费|谁(?:出|负责|来?管)"
)


def reasons_of(clues: Iterable[Clue], chances: Mapping[str, float]) -> tuple[str, ...]:
    """Return the reasons of a doubt; ``plain`` only alone."""
    found = _weigh(clues, REASONS, chances)
    return tuple(code for code in found if code != "plain") or ("plain",)


def threats_of(clues: Iterable[Clue], chances: Mapping[str, float]) -> tuple[str, ...]:
    """Return the threat codes, the likelier first."""
    return _weigh(clues, THREATS, chances)


def causes_of(clues: Iterable[Clue], chances: Mapping[str, float], kinds: Sequence[Kind]) -> tuple[str, ...]:
    """Return the causes; a complaint has at least one, a request only those that are said."""
    found = _weigh(clues, CAUSES, chances)
    if Kind.COMPLAINT in kinds:
        return found
    said = {clue.code for clue in clues}
    return tuple(code for code in found if code in said)


def wants_of(clues: Iterable[Clue]) -> tuple[str, ...]:
    """Return what is asked for."""
    return _ranked(clues, WANTS)


def is_grumble(normal: str, kinds: Sequence[Kind], wants: Sequence[str]) -> bool:
    """Tell whether a complaint states neither a demand nor a fact."""
    return kinds[0] is Kind.COMPLAINT and not wants and len(normal) <= 16 and FACT.search(normal) is None


def _ranked(clues: Iterable[Clue], among: Sequence[str]) -> tuple[str, ...]:
    ranked = sorted((clue for clue in clues if clue.code in among), key=lambda clue: -clue.score)
    return tuple(dict.fromkeys(clue.code for clue in ranked if clue.code))


def _weigh(clues: Iterable[Clue], among: Sequence[str], chances: Mapping[str, float]) -> tuple[str, ...]:
    """Rank codes by what frames say and by what was learnt; the best always, others if they are likely themselves."""
    said: dict[str, float] = {}
    for clue in clues:
        if clue.code in among and clue.code is not None:
            said[clue.code] = max(said.get(clue.code, 0.0), clue.score)
    weights = {code: chances[code] + SAID * said.get(code, 0.0) for code in among}
    ranked = sorted(among, key=lambda code: -weights[code])
    return tuple(code for place, code in enumerate(ranked) if place == 0 or chances[code] >= LIKELY)
