"""Measure the detector and write ``docs/detection.md``: ``python -m benchmarks.detection [--quick]``.

Figures on our own check half come from the weights as committed (they never saw it). Figures on ../shared are
cross-validated: each text is judged by weights that were trained without it. Without ../shared that part is left out.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

import opencc

from detection.detector import detect, judge, read
from detection.finding import Finding, Kind
from detection.gate import admits, build_glance, may_flag
from detection.labels import CAUSES, REASONS, THREATS, WANTS
from detection.lines import report
from detection.phrases import read_lines
from detection.scorer import KINDS, build_model
from detection.thresholds import is_sure
from detection.training import train
from detection.training.examples import Example, has_shared, read_corpus, read_reviews, read_shared
from tests.unit.workspaces.binding import verdict
from tests.unit.workspaces.binding_scenarios import SCENARIOS

PAGE = Path(__file__).parents[1] / "docs" / "detection.md"
NOTES = Path(__file__).parents[1] / "detection" / "training" / "notes.md"
NAMES = [*(str(kind) for kind in KINDS), "none"]
GROUP, CHAT = "own:unseen_group", "own:unseen_chat"
CONCERNS = {"threat", "complaint", "request"}
LOADING = """import re, json, time, msgspec
held = lambda: int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) / 1024
before, start = held(), time.perf_counter()
from detection.detector import detect
detect("這是假貨嗎"); print(time.perf_counter() - start, held() - before)"""

Judged = tuple[Example, Finding | None]


def interval(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson)."""
    if of == 0:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def share(hits: int, of: int) -> str:
    """Write a share with its interval."""
    low, high = interval(hits, of)
    return f"{hits / of:.3f} ({low:.2f}–{high:.2f})" if of else "–"


def name_of(judged: Judged) -> tuple[str, str]:
    """Return the label and what was found."""
    example, finding = judged
    return str(example.kind or "none"), str(finding.kind) if finding else "none"


def table_of_kinds(judged: Sequence[Judged]) -> list[str]:
    """Return precision, recall and F1 a kind, any concern, and the macro F1."""
    counts = Counter(map(name_of, judged))
    lines = ["| kind | texts | precision | recall | F1 |", "|---|---|---|---|---|"]
    scores = []
    for name in NAMES:
        hits = counts[name, name]
        found, there = (sum(counts[pair] for pair in counts if pair[side] == name) for side in (1, 0))
        f1 = 2 * hits / (found + there) if found + there else 0.0
        scores += [f1] if there else []
        lines.append(f"| {name} | {there} | {share(hits, found)} | {share(hits, there)} | {f1:.3f} |")
    hits = sum(counts[pair] for pair in counts if pair[0] in CONCERNS and pair[1] in CONCERNS)
    found, there = (sum(counts[pair] for pair in counts if pair[side] in CONCERNS) for side in (1, 0))
    lines.append(f"| any complaint, request, threat | {there} | {share(hits, found)} | {share(hits, there)} | |")
    return [*lines, "", f"Macro F1 over the {len(scores)} kinds with texts: {sum(scores) / len(scores):.3f}."]


def table_of_false_alarms(chat: Sequence[Finding | None]) -> list[str]:
    """Return false alarms per 1,000 ordinary lines."""
    lines = ["| on ordinary lines | alarms | of | per 1,000 (95 %) |", "|---|---|---|---|"]
    wanted: list[tuple[str, Callable[[Finding], bool]]] = [
        ("doubts", lambda finding: finding.kind is Kind.DOUBT),
        ("doubts sure enough to be answered (标准)", lambda finding: finding.kind is Kind.DOUBT and is_sure(finding)),
        ("complaints, requests, threats", lambda finding: finding.kind in CONCERNS),
        ("the same, sure (标准)", lambda finding: finding.kind in CONCERNS and is_sure(finding)),
        ("praise", lambda finding: finding.kind is Kind.PRAISE),
    ]
    for name, test in wanted:
        hits = sum(1 for finding in chat if finding is not None and test(finding))
        low, high = interval(hits, len(chat))
        rate = 1000 * hits / len(chat)
        lines.append(f"| {name} | {hits} | {len(chat)} | {rate:.1f} ({1000 * low:.1f}–{1000 * high:.1f}) |")
    return lines


def table_of_codes(judged: Sequence[Judged]) -> list[str]:
    """Return how often the first reason, cause or want is the labelled one, where the message was found."""
    lines = ["| codes | found messages | first is right | among those named |", "|---|---|---|---|"]
    families = [("reason of a doubt", REASONS), ("cause", CAUSES), ("threat", THREATS), ("want", WANTS)]
    for name, family in families:
        first = among = there = 0
        for example, finding in judged:
            told = [code for code in example.codes if code in family]
            if not told or finding is None:
                continue
            named = [code for code in (*finding.reasons, *finding.causes, *finding.wants) if code in family]
            there += 1
            first += named[:1] == told[:1]
            among += told[0] in named
        lines.append(f"| {name} | {there} | {share(first, there)} | {share(among, there)} |")
    return lines


def table_of_confidence(judged: Sequence[Judged]) -> list[str]:
    """Return how often a finding is right, by its confidence."""
    lines = ["| confidence | findings | right |", "|---|---|---|"]
    for low, high in ((0.3, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.97), (0.97, 1.01)):
        inside = [one for one in judged if one[1] is not None and low <= one[1].confidence < high]
        right = sum(label == found for label, found in map(name_of, inside))
        lines.append(f"| {low:.2f}–{min(high, 1.0):.2f} | {len(inside)} | {share(right, len(inside))} |")
    return lines


def cross_validated() -> list[Judged]:
    """Judge every text of ../shared and of our training half by weights, and a gate, that never saw it."""
    material = train.prepare()
    scored = train.cross_validate(material)
    fits, opening = train.fit_all(scored), train.open_gate(scored)
    judged: list[Judged] = []
    for fold in range(train.FOLDS):
        weights = train.learn(material, fold, fits, opening)
        scorer, gate = build_model(weights), build_glance(weights.glance)
        for row in material.within(fold)[0]:
            reading = read(row.example.text, scorer, admitted=admits(row.example.text, gate))
            judged.append((row.example, judge(reading, reading.chances)))
    return judged


def timed(work: Callable[[str], object], texts: Sequence[str], rounds: int = 3) -> tuple[float, float]:
    """Return mean and 99th percentile in microseconds of processor time, the median of the rounds."""
    means, tails = [], []
    for _ in range(rounds):
        spent = []
        for text in texts:
            start = time.process_time()
            work(text)
            spent.append((time.process_time() - start) * 1e6)
        means.append(sum(spent) / len(spent))
        tails.append(sorted(spent)[int(len(spent) * 0.99)])
    return median(means), median(tails)


def table_of_speed(chat: Sequence[str], mixed: Sequence[str]) -> list[str]:
    """Return microseconds a line, beside a plain search for 200 keywords."""
    words = [word for line in read_lines("gate.txt") for word in line.split()][:200]
    keywords = re.compile("|".join(words))
    for text in (*chat, *mixed):
        report(text)
    lines = ["| work | on | mean µs | p99 µs |", "|---|---|---|---|"]
    rows: list[tuple[str, Callable[[str], object]]] = [
        ("`re` search of 200 keywords", keywords.search),
        ("gate (`may_flag`)", may_flag),
        ("detector (`detect`)", detect),
        ("report line", report),
    ]
    for name, work in rows:
        for where, texts in (("ordinary chat", chat), ("concerns and reviews", mixed)):
            mean, tail = timed(work, texts)
            lines.append(f"| {name} | {where} | {mean:.1f} | {tail:.0f} |")
    passed = sum(map(may_flag, chat)) / len(chat)
    command = [sys.executable, "-c", LOADING]
    fresh = [subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() for _ in range(5)]
    load, memory = (median(float(one[place]) for one in fresh) for place in (0, 1))
    found = sum((finding := detect(text)) is not None and finding.kind is not Kind.PRAISE for text in chat) / len(chat)
    gate = f"{passed:.0%} of ordinary chat passes the gate, {found:.1%} the detector behind it."
    notes = f"{gate} Import with the first Traditional message: {load:.2f} s."
    return [*lines, "", notes, f"In a fresh process the loaded detector takes {memory:.0f} MiB, conversion included."]


def table_of_bindings() -> list[str]:
    """Return how often the product that is meant is told, asked for, or told wrongly."""
    verdicts = Counter(map(verdict, SCENARIOS))
    rows = [(name, verdicts[name], share(verdicts[name], len(SCENARIOS))) for name in ("right", "asked", "wrong")]
    lines = [f"| {name} | {hits} of {len(SCENARIOS)} | {part} |" for name, hits, part in rows]
    return ["| binding | scenarios | share |", "|---|---|---|", *lines]


def traditional(judged: Iterable[Judged]) -> str:
    """Compare recall on the same concerns in Traditional script."""
    convert = opencc.OpenCC("s2twp").convert
    counts: Counter[str] = Counter()
    for example, finding in judged:
        if example.kind in (Kind.DOUBT, Kind.COMPLAINT, Kind.REQUEST, Kind.THREAT):
            other = detect(convert(example.text))
            counts["texts"] += 1
            counts["simplified"] += finding is not None and finding.kind is example.kind
            counts["traditional"] += other is not None and other.kind is example.kind
    here, there = (share(counts[name], counts["texts"]) for name in ("simplified", "traditional"))
    return f"Right kind on {counts['texts']} concerns as written: {here}; converted to Traditional: {there}."


def write_page(quick: bool) -> list[str]:
    """Return the whole report."""
    every: list[Judged] = [(example, detect(example.text)) for example in read_corpus("check")]
    check = [one for one in every if not one[0].is_unseen]
    unseen = [one for one in every if one[0].is_unseen]
    chat = [example.text for example, _ in every if example.kind is None]
    page = ["# Detection: how well it works", "", "Made by `python -m benchmarks.detection`; do not edit by hand.", ""]
    page += NOTES.read_text(encoding="utf-8").splitlines()
    if unseen:
        page += ["", "## Unseen group chat (never trained on, never read)", ""]
        page += table_of_kinds([one for one in unseen if one[0].source == GROUP])
        page += ["", *table_of_codes(unseen), "", traditional(unseen)]
        page += ["", "### Unseen ordinary chat", ""]
        page += table_of_false_alarms([finding for example, finding in unseen if example.source == CHAT])
    page += ["", "## Our own older check half, mostly said straight out (never trained on)", "", *table_of_kinds(check)]
    page += ["", *table_of_codes(check), "", traditional(check), "", "### Its ordinary chat", ""]
    page += table_of_false_alarms([finding for example, finding in check if example.kind is None])
    page += ["", "## Which product is meant", "", *table_of_bindings()]
    mixed = [example.text for example, _ in check if example.kind is not None]
    if has_shared() and not quick:
        judged = cross_validated()
        dev = {example.text for example in read_shared("eval_dev.tsv")}
        real = [one for one in judged if not one[0].source.startswith("own") and one[0].source != "reviews"]
        own = [one for one in judged if one[0].source.startswith("own")]
        page += ["", "## eval_dev.tsv of ../shared, cross-validated", ""]
        page += table_of_kinds([one for one in real if one[0].text in dev])
        page += ["", "## extra_labelled.tsv of ../shared, cross-validated", ""]
        page += table_of_kinds([one for one in real if one[0].text not in dev])
        page += ["", "## Our own training half, cross-validated", "", *table_of_kinds(own)]
        chatter = [found for example, found in own if example.kind is None and example.source.endswith("chat")]
        page += ["", "### Its ordinary chat, full of traps, cross-validated", "", *table_of_false_alarms(chatter)]
        page += ["", "## Confidence, cross-validated", "", *table_of_confidence(judged)]
        reviews = read_reviews()[1::7]
        doubts = sum(1 for review in reviews if (found := detect(review)) is not None and found.kind is Kind.DOUBT)
        page += ["", f"Unlabelled cosmetics reviews (mostly praise): {share(doubts, len(reviews))} are read as doubts."]
        mixed += [example.text for example, _ in real]
    return [*page, "", "## Speed (one core, this machine, processor time)", "", *table_of_speed(chat, mixed), ""]


def main() -> None:
    """Print the report, and keep it unless ``--quick``."""
    quick = "--quick" in sys.argv[1:]
    page = "\n".join(write_page(quick))
    print(page)
    if not quick:
        PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
