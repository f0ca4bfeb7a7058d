"""The gate: ordinary chat ends here. It admits whatever the detector finds, and little else.

First words without which nothing is found, all at once; then, where one of them stands, a glance at all characters and
pairs of the text, weighed as was learnt.
"""

from __future__ import annotations

import math
import re
from array import array
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat

from core.together import BETWEEN, Together
from detection.finding import Memory
from detection.memory import recall
from detection.normalize import COMPATIBLE, INVISIBLE, JUNK, SIMPLER, normalize
from detection.phrases import read_lines
from detection.phrases.finder import Finder
from detection.scorer import OFFSET, GlanceWeights, model

SPEAKING = (
    "price",
    "contrast",
    "packaging",
    "origin",
    "authorization",
    "verification",
    "hearsay",
    "proof",
    "genuine",
    "suspicion",
)
TELLING, PLAIN = 1, 2
LISTED = [line.partition(" = ") for file in ("topics.txt", "concepts.txt") for line in read_lines(file)]
LINES = (*read_lines("gate.txt"), *(words for name, _, words in LISTED if name in SPEAKING or name[-1] == "!"))
TRIGGERS = Finder((word, PLAIN if line[0] == "!" else TELLING) for line in LINES for word in line.lstrip("! ").split())
ODD = re.compile(
    f"[a-zA-Z０-９Ａ-Ｚａ-ｚ🔥💰{''.join(SIMPLER)}{INVISIBLE.pattern[1:-1]}{COMPATIBLE.pattern[1:-1]}]"
    f"|[假叚徦正真高山水冒盗莆仿翻专授防直包退赔投举曝差骗垃客快发坏]{JUNK}+[一-龥]"
)
ECHO = re.compile(
    r"^[\s,，。.!！~]*(?:[+＋]\s*(?:1|10086)|加[一1]|同[问求蹲感上]|同疑问|同款疑问|我也想(?:知道|问问?|了解|问这个|知道这个|看看)|"
    r"蹲(?:一?个|蹲|一下|等|回复|答案|个?结果)?|等(?:一个)?(?:答案|回复|结果)|求(?:解答|回复|答案)|我也是这么?想的?|"
    r"我也(?:有点?)?(?:好奇|怀疑|担心|想看看?|觉得|有疑问|不放心)|俺也一样|一样的?(?:疑问|问题)|"
    r"顶|插眼|码住等|马克|me too|mark|me2)"
    r"(?:[+＋]1)*[\s,，。.!！~?？啊呀哈呢哦的个]*$",
    re.IGNORECASE,
)
WIDE = 0xFFFF
ECHO_HEADS = frozenset("+＋加同我蹲等求俺一顶插码马mM ,，。.!！~")
ODD_OR_ECHO = re.compile(f"{ODD.pattern}|[{re.escape(''.join(sorted(ECHO_HEADS)))}](?<![^{BETWEEN}].)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Glance:
    """Weights of single characters and of pairs."""

    table: dict[str, float]
    bias: float

    def score(self, normal: str) -> float:
        """Return how much a text looks like something that is found; from nought on it may be."""
        marks = marks_of(normal)
        return self.bias + glance_value(len(marks)) * sum(map(self.table.get, marks, repeat(0.0)))


def marks_of(normal: str) -> list[str]:
    """Return the characters of a text and its pairs of neighbours."""
    return [*normal, *map(str.__add__, normal, normal[1:])]


def glance_value(marks: int) -> float:
    """Return how much each mark counts: less in a long text."""
    return 2.0 / math.sqrt(marks or 1)


def build_glance(weights: GlanceWeights) -> Glance:
    """Unpack the weights of a glance."""
    marks = (chr(key >> 16) * (key > WIDE) + chr(key & WIDE) for key in array("I", weights.keys))
    values = ((value - OFFSET) * weights.scale for value in weights.values)
    return Glance(dict(zip(marks, values, strict=True)), weights.bias)


@cache
def glance() -> Glance:
    """Return the glance of ``weights.bin``, unpacked once."""
    return build_glance(model().weights.glance)


def may_flag(text: str) -> bool:
    """Tell whether the detector could find anything in the text, or it is an echo."""
    return admits(text, glance()) or is_echo(text)


def admits(text: str, glance: Glance) -> bool:
    """Tell whether a text holds a plain word, or a telling one and looks, seen as a whole, like more than chat."""
    if ODD.search(text) is not None:
        text = normalize(text).normal
    bits = TRIGGERS.find(text)
    return bits >= PLAIN or (bits == TELLING and glance.score(text) >= 0.0)


def may_flag_each(together: Together) -> set[int]:
    """Return the places of the texts for which ``may_flag`` is true: all are searched at once, few one by one."""
    odd = (hit.start() for hit in ODD_OR_ECHO.finditer(together.text))
    return {
        place for place in together.places(chain(TRIGGERS.spots(together.text), odd)) if may_flag(together.texts[place])
    }


def may_flag_with(text: str, memory: Memory) -> bool:
    """As ``may_flag``, and also admit what a marked lesson of this workspace speaks about."""
    if may_flag(text):
        return True
    return bool(memory.lessons) and recall(text, memory) is not None


def is_echo(text: str) -> bool:
    """Tell whether the text does no more than join what somebody else asked (同问, +1, 蹲一个)."""
    return len(text) <= 24 and text[:1] in ECHO_HEADS and ECHO.match(text) is not None
