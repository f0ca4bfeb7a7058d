"""Word lists and frames as data: the texts of this folder, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def read_lines(name: str) -> list[str]:
    """Return the lines of one data file without comments and blanks."""
    lines = (line.strip() for line in (FOLDER / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@cache
def read_words() -> dict[str, str]:
    """Return the word classes of ``words.txt``: name -> alternatives as a regular expression."""
    classes: dict[str, str] = {}
    for line in read_lines("words.txt"):
        name, _, words = line.partition(" = ")
        joined = "|".join(words.split())
        classes[name] = f"(?:{joined})" if name not in classes else f"{classes[name][:-1]}|{joined})"
    return classes


def expand(pattern: str) -> str:
    """Write out a frame: ``{class}`` is a word class, ``~4`` at most four characters of a clause, ``≈4`` a sentence."""
    pattern = re.sub(r"\{([a-z_]+)\}", lambda hit: read_words()[hit[1]], pattern)
    pattern = re.sub(r"~(\d+)", r"[^,。!?;\\n]{0,\1}", pattern)
    return re.sub(r"≈(\d+)", r"[^。!?;\\n]{0,\1}", pattern)


@dataclass(frozen=True, slots=True)
class Section:
    """One headed group of patterns: ``@ name code score`` and the lines below it."""

    name: str
    code: str
    score: float
    patterns: tuple[str, ...]


def read_sections(name: str) -> list[Section]:
    """Return the headed groups of a frame file in their order."""
    found: list[tuple[list[str], list[str]]] = []
    for line in read_lines(name):
        if line.startswith("@ "):
            found.append((line.split()[1:], []))
        else:
            found[-1][1].append(expand(line))
    return [Section(head[0], head[1], float(head[2]), tuple(patterns)) for head, patterns in found]


def read_pairs(name: str) -> dict[str, str]:
    """Return the character pairs of a file that holds them one after the other."""
    pairs: dict[str, str] = {}
    for line in read_lines(name):
        pairs.update(zip(line[::2], line[1::2], strict=True))
    return pairs
