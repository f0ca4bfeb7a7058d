"""A text as the row of what its words speak of."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detection.concepts import EDGE, PAIRS, SINGLES, WIDTH, concept_value, concepts_of, number_concepts
from detection.phrases import read_lines


def test_words_of_one_class_are_the_same() -> None:
    assert (
        concepts_of("榴莲坏了") == concepts_of("芒果烂了") or concepts_of("榴莲坏了")[1] == concepts_of("芒果烂了")[1]
    )
    assert concepts_of("榴莲")[1] != concepts_of("客服")[1]


def test_the_longest_word_counts() -> None:
    assert concepts_of("不亮") != concepts_of("不") + concepts_of("亮")
    assert len(concepts_of("旗舰店")) == 3


def test_numbers_in_a_row_are_one() -> None:
    assert concepts_of("12315号") != concepts_of("123号")
    assert len(concepts_of("7788")) == len(concepts_of("7")) == 3


def test_what_is_no_known_word_is_left_out() -> None:
    assert concepts_of("𠮷𠮷𠮷") == [EDGE, EDGE]


def test_long_texts_count_each_concept_less() -> None:
    assert concept_value([EDGE] * 4) > concept_value([EDGE] * 40)


def test_classes_are_few_enough_for_their_numbers() -> None:
    assert len({line.partition(" = ")[0] for line in read_lines("concepts.txt")}) < WIDTH


@given(st.text(alphabet=st.sampled_from("榴莲坏了客服不理我,是不是假货123吗"), max_size=40))
def test_numbers_of_concepts_never_meet_those_of_characters(text: str) -> None:
    numbers = number_concepts(concepts_of(text))
    assert all(SINGLES <= number < SINGLES + WIDTH or PAIRS <= number < 32 << 15 for number in numbers)


def test_a_long_text_counts_its_concepts_once_more() -> None:
    row = concepts_of("榴莲坏了")
    more = number_concepts(row, is_long=True) - number_concepts(row)
    assert len(more) == len({*row}) + len({*pairwise(row)})
    assert all(number < 32 << 15 for number in more)
