"""Our own corpus, the weights, and the figures they must keep."""

from __future__ import annotations

import re
from dataclasses import replace

import opencc
import pytest

from detection.codes import causes_of, reasons_of
from detection.detector import detect
from detection.finding import Clue, Finding, Kind
from detection.labels import CAUSES, REASONS, THREATS, WANTS
from detection.scorer import WEIGHTS
from detection.thresholds import SURE_AT, Sensitivity, is_sure
from detection.training.examples import CORPUS, Example, has_shared, read_corpus, read_shared
from tests.unit.detection.plainly_said import sentences

CONCERNS = {Kind.THREAT, Kind.COMPLAINT, Kind.REQUEST}


def _rate(hits: int, of: int) -> float:
    return hits / of if of else 0.0


def _quality(examples: list[Example], kinds: set[Kind]) -> tuple[float, float]:
    """Return precision and recall for any of the kinds."""
    found = [(example, finding) for example in examples if (finding := detect(example.text)) and finding.kind in kinds]
    right = sum(example.kind in kinds for example, _ in found)
    return _rate(right, len(found)), _rate(right, sum(example.kind in kinds for example in examples))


def test_the_corpus_is_as_large_as_promised() -> None:
    lines = read_corpus("train") + read_corpus("check")
    assert sum(example.kind is not None for example in lines) >= 1500
    assert sum(example.kind is None for example in lines) >= 3000


def test_the_halves_are_apart() -> None:
    train, check = (
        {re.sub(r"\W", "", example.text) for example in read_corpus(part) if len(example.text) > 8}
        for part in ("train", "check")
    )
    assert len(train & check) <= 0.01 * len(check)


def test_all_codes_of_the_corpus_are_known() -> None:
    known = {*REASONS, *CAUSES, *THREATS, *WANTS}
    for part in ("train", "check"):
        assert {code for example in read_corpus(part) for code in example.codes} <= known
    assert CORPUS.is_dir()


def test_the_weights_are_small() -> None:
    assert WEIGHTS.stat().st_size <= 1_000_000


def test_the_check_half_keeps_its_figures() -> None:
    examples = [example for example in read_corpus("check") if not example.is_unseen]
    precision, recall = _quality(examples, {Kind.DOUBT})
    assert precision >= 0.93
    assert recall >= 0.85
    precision, recall = _quality(examples, CONCERNS)
    assert precision >= 0.8
    assert recall >= 0.85


def test_what_is_said_plainly_is_sure_enough_to_be_answered() -> None:
    said = sentences()
    kinds = {label.split()[0] for label, _ in said}
    assert len(said) >= 150
    assert kinds == {"threat", "doubt", "complaint", "request"}
    missed = [text for _, text in said if (finding := detect(text)) is None or not is_sure(finding)]
    assert len(missed) <= 0.05 * len(said), missed


def test_plain_sentences_are_not_learnt_by_heart() -> None:
    learnt = {re.sub(r"\W", "", example.text) for example in read_corpus("train")}
    said = [re.sub(r"\W", "", text) for _, text in sentences()]
    assert sum(text in learnt for text in said) <= 0.25 * len(said)


def test_a_doubt_said_plainly_is_found_as_a_doubt() -> None:
    kinds = {text: detect(text) for label, text in sentences() if label.startswith("doubt")}
    assert all(finding is not None and finding.kind is Kind.DOUBT for finding in kinds.values())


def test_ordinary_chat_of_the_check_half_gets_no_public_answer() -> None:
    chat = [example.text for example in read_corpus("check") if example.kind is None and not example.is_unseen]
    sure = [finding for text in chat if (finding := detect(text)) is not None and is_sure(finding)]
    assert sum(finding.kind is Kind.DOUBT for finding in sure) <= 1
    assert sum(finding.kind in CONCERNS for finding in sure) <= 0.003 * len(chat)


def test_traditional_is_read_as_well_as_simplified() -> None:
    traditional = opencc.OpenCC("s2twp")
    doubts = [example for example in read_corpus("check") if example.kind is Kind.DOUBT]
    plain = sum((finding := detect(one.text)) is not None and finding.kind is Kind.DOUBT for one in doubts)
    other = sum(
        (finding := detect(traditional.convert(one.text))) is not None and finding.kind is Kind.DOUBT for one in doubts
    )
    assert other >= plain - 0.02 * len(doubts) - 1


@pytest.mark.skipif(not has_shared(), reason="the development data is not there")
def test_the_development_data_keeps_its_figures() -> None:
    examples = read_shared("eval_dev.tsv")
    precision, recall = _quality(examples, {Kind.DOUBT})
    assert precision >= 0.93
    assert recall >= 0.93
    precision, recall = _quality(examples, CONCERNS)
    assert precision >= 0.9
    assert recall >= 0.85


def test_a_complaint_always_has_a_cause_and_a_doubt_a_reason() -> None:
    for example in read_corpus("check"):
        finding = detect(example.text)
        if finding is not None and Kind.COMPLAINT in finding.kinds:
            assert finding.causes
        if finding is not None and Kind.DOUBT in finding.kinds:
            assert set(finding.reasons) & set(REASONS)


def test_keener_communities_need_less_confidence() -> None:
    cautious, standard, keen = (SURE_AT[level] for level in Sensitivity)
    assert all(cautious[kind] >= standard[kind] >= keen[kind] for kind in Kind)


def test_what_no_frame_shows_must_be_surer() -> None:
    words = Clue("words", Kind.DOUBT, 0.9, "整句用词")
    bare = Finding(Kind.DOUBT, (Kind.DOUBT,), ("plain",), (), 0.9, (words,))
    framed = replace(bare, clues=(replace(words, check="doubt.ask.1"),))
    assert is_sure(framed)
    assert not is_sure(bare)
    assert is_sure(bare, Sensitivity.KEEN)
    assert is_sure(replace(bare, confidence=0.95))


def test_plain_is_a_reason_only_alone() -> None:
    chances = dict.fromkeys((*REASONS, *CAUSES), 0.0) | {"plain": 0.9, "price": 0.5}
    assert reasons_of((), chances) == ("price",)
    assert reasons_of((), dict.fromkeys(REASONS, 0.0) | {"plain": 0.9}) == ("plain",)
    assert causes_of((), chances, [Kind.COMPLAINT]) != ()
