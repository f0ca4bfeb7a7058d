"""The gate: ordinary chat ends here. It admits whatever the detector could flag, praise excepted."""

from __future__ import annotations

import re
from itertools import chain

from core.together import BETWEEN, Together
from detection.finding import Memory
from detection.memory import recall
from detection.normalize import COMPATIBLE, INVISIBLE, JUNK, SIMPLER, normalize
from detection.phrases import read_lines
from detection.phrases.finder import Finder

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
TOPIC_WORDS = (
    words for topic, _, words in (line.partition(" = ") for line in read_lines("topics.txt")) if topic in SPEAKING
)
TRIGGERS = Finder((word, 1) for line in (*read_lines("gate.txt"), *TOPIC_WORDS) for word in line.split())
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
ECHO_HEADS = frozenset("+＋加同我蹲等求俺一顶插码马mM ,，。.!！~")
ODD_OR_ECHO = re.compile(f"{ODD.pattern}|[{re.escape(''.join(sorted(ECHO_HEADS)))}](?<![^{BETWEEN}].)", re.DOTALL)


def may_flag(text: str) -> bool:
    """Tell whether the detector could find a doubt, complaint, request or threat in the text, or it is an echo."""
    if TRIGGERS.find(text):
        return True
    if ODD.search(text) is not None and TRIGGERS.find(normalize(text).normal):
        return True
    return is_echo(text)


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
