"""Read a message as it was meant: script, width, case, invisible signs and spelling tricks, with the way back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import eq
from typing import Protocol

from detection.phrases import read_lines, read_pairs

SIMPLER = read_pairs("traditional.txt")
SIGNS = str.maketrans("！？，：；（）～﹖﹗、％＂＇【】〜", "!?,:;()~?!,%\"'[]~")
WIDE = {
    code: chr(code - 0xFEE0).lower()
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
CAPITALS = {code: chr(code + 32) for code in range(65, 91)}
TABLE: dict[int, int | str] = {**{ord(key): value for key, value in SIMPLER.items()}, **SIGNS, **WIDE, **CAPITALS}

TRADITIONAL = re.compile("[" + "".join(SIMPLER) + "]")
INVISIBLE = re.compile(
    r"[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
COMPATIBLE = re.compile(
    r"[\u2460-\u24ff\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\U0001d400-\U0001d7ff\U0002f800-\U0002fa1f]"
)
CANTONESE_IS = re.compile("(?<![關关体體干幹])係")
RARE = re.compile(f"[{INVISIBLE.pattern[1:-1]}{COMPATIBLE.pattern[1:-1]}]")
REPEATED = re.compile(r"([^\W\da-z_]|[!?.。,~…])\1{2,}")
MARKUP = re.compile(r"</?[a-z][^<>一-龥]{0,300}>|https?://[^\s<>'\"一-龥]+|(?<!\d)[*_`]+|[*_`]+(?!\d)")
"""Tags, addresses, and signs that set words in bold or aslant: none of it is said."""
JUNK = r"[\s.。*·_\-~|/+^#@'丶…—]"
JUNKED = re.compile(rf"[假叚徦正政真高山水冒盗莆仿翻专授防直包退赔投举曝差骗垃客快发坏]{JUNK}+[一-龥a-z🔥💰]")
SPELLED = re.compile(
    r"[贾叚徦胁㊣🔥💰]|政品|正拼|jia|huo|zheng|pin|zhen|fang|shan|shui|mao|dao|pu|tian|fan|xin|zhuan|shou|wei|zhi|bao|tui|kuan"
    r"|qian|pei|tou|su|ju|cha|ping|ren|la|ke|fu|kuai|di|fa|huai|[假真的]de|访|拉圾|辣鸡|蒲田|chang|zi|jh|zp"
)


class Converter(Protocol):
    """What opencc offers."""

    def convert(self, text: str) -> str:
        """Return the text in the other script."""


@dataclass(frozen=True, slots=True)
class Text:
    """A message as written and as read. ``offsets``: for each normal character the original one (None: the same)."""

    original: str
    normal: str
    offsets: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the normal form into one of the original."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1


def normalize(text: str) -> Text:
    """Return the text as it was meant."""
    simple = _simplify(text) if TRADITIONAL.search(text) else text
    plain = simple.translate(TABLE)
    return _clean(text, plain) if _is_odd(plain) else Text(text, plain)


def _is_odd(plain: str) -> bool:
    """Tell whether there may be more to mend than script, width and case."""
    return (
        True in map(eq, plain, plain[2:])
        or RARE.search(plain) is not None
        or MARKUP.search(plain) is not None
        or SPELLED.search(plain) is not None
        or JUNKED.search(plain) is not None
    )


@cache
def _converter() -> Converter:
    import opencc

    converter: Converter = opencc.OpenCC("tw2sp")
    return converter


def _simplify(text: str) -> str:
    """Traditional to Simplified with Taiwan words; falls back to single characters where lengths would change."""
    simple = _converter().convert(CANTONESE_IS.sub("是", text))
    return simple if len(simple) == len(text) else text


def _clean(original: str, plain: str) -> Text:
    """Collapse repetitions and undo disguises, keeping the way back."""
    spelling = Spelling(plain, list(range(len(plain))))
    if RARE.search(plain):
        spelling.fold()
    spelling.replace(MARKUP, lambda _: "")
    spelling.replace(REPEATED, lambda hit: hit[1])
    if SPELLED.search(spelling.normal) or JUNKED.search(spelling.normal):
        spelling.replace(_disguises(), lambda hit: _WORDS[int((hit.lastgroup or "w0")[1:])])
    return Text(original, spelling.normal, tuple(spelling.offsets))


@dataclass(slots=True)
class Spelling:
    """A text under repair: replacements keep the way back to the original."""

    normal: str
    offsets: list[int]

    def fold(self) -> None:
        """Drop what cannot be seen, fold compatibility forms."""
        folded = [
            ("" if INVISIBLE.match(char) else unicodedata.normalize("NFKC", char).lower().translate(TABLE), index)
            for char, index in zip(self.normal, self.offsets, strict=True)
        ]
        self.normal = "".join(chars for chars, _ in folded)
        self.offsets = [index for chars, index in folded for _ in chars]

    def replace(self, pattern: re.Pattern[str], word: Callable[[re.Match[str]], str]) -> None:
        """Put ``word(hit)`` in place of each hit; its characters point evenly into the span they replace."""
        hits = [hit for hit in pattern.finditer(self.normal) if word(hit) != hit[0]]
        for hit in reversed(hits):
            new, where = word(hit), self.offsets[hit.start() : hit.end()]
            kept = [*[where[0]] * (len(new) - 1), where[-1]] if new else []
            self.offsets[hit.start() : hit.end()] = kept
            self.normal = self.normal[: hit.start()] + new + self.normal[hit.end() :]


_DISGUISES = [line.partition(" = ") for line in read_lines("tricks.txt")]
_WORDS = [word for word, _, _ in _DISGUISES]


@cache
def _disguises() -> re.Pattern[str]:
    """One pattern for all disguised key words; the group's number names the word."""
    branches = []
    for number, (word, _, spelled) in enumerate(_DISGUISES):
        parts = [f"(?:{part})" for part in spelled.split()]
        guard = "(?<![太很好真放请休度暑寒病事a-z])" if word[0] == "假" else "(?<![a-z])"
        branches.append(f"(?P<w{number}>{guard}{(JUNK + '{0,2}').join(parts)}(?![a-z]))")
    return re.compile("|".join(branches))
