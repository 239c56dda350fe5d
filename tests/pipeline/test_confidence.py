from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import COUNT, INDEX
from pipeline.confidence import DEFAULT, DROPPED, NAMES, Calibration, How, features, product
from pipeline.spelling import Letter, Spelling
from tests.pipeline.drawing import solid

HOWS: tuple[How, ...] = ("plain", "language", "digits", "matched", "coded")
share = st.floats(0, 1)


def word(share: float, beliefs: list[float], legibility: float = -0.1) -> Spelling:
    letters = []
    for belief in beliefs:
        row = np.full(COUNT, (1 - belief) / (COUNT - 1))
        row[INDEX["A"]] = belief
        letters.append(Letter("A", solid(0, 0, 10, 20), row, "A"))
    return Spelling(letters, [("A" * len(beliefs), share)], legibility, -0.05)


@given(share, st.lists(share, min_size=1, max_size=30), st.floats(-14, 0), st.sampled_from(HOWS))
def test_it_is_a_probability(top: float, beliefs: list[float], legibility: float, how: How) -> None:
    found = word(top, beliefs, legibility)
    assert features(found).shape == (len(NAMES),)
    assert np.isfinite(features(found)).all()
    assert 0 <= DEFAULT.judge(how)(found) <= 1


@pytest.mark.parametrize("how", HOWS)
def test_a_clear_word_is_believed_and_an_unclear_one_is_not(how: How) -> None:
    judge = DEFAULT.judge(how)
    assert judge(word(0.999, [0.999] * 6, -0.01)) > 0.9
    assert judge(word(0.3, [0.4] * 6, -2.0)) < 0.3


def test_without_context_it_is_the_product_of_the_characters() -> None:
    assert product(word(0.5, [0.9, 0.8])) == pytest.approx(0.72)


def test_a_separator_takes_nothing_away() -> None:
    found = word(0.9, [0.8])
    dash = Letter("-", solid(0, 0, 5, 2), None, "-")
    dashed = Spelling([*found.letters, dash], found.readings, -0.1, 0.0)
    assert product(dashed) == pytest.approx(0.8)


def test_numbers_are_judged_as_plain_words_by_a_version_that_knows_nothing_of_them() -> None:
    old = Calibration.model_validate({"plain": [1.0, 0.5, 0, 0, 0, 0]})
    numbers = word(0.8, [0.9, 0.7])
    assert old.judge("digits")(numbers) == old.judge("plain")(numbers)


def test_codes_are_judged_as_all_matches_by_a_version_that_knows_nothing_of_them() -> None:
    old = Calibration(matched=(1.0, 0.5, 0, 0, 0, 0))
    code = word(0.8, [0.9, 0.7])
    assert old.judge("coded")(code) == old.judge("matched")(code)
    new = old.model_copy(update={"coded": (0.0, 0.5, 0, 0, 0, 0)})
    assert new.judge("coded")(code) < new.judge("matched")(code)


@pytest.mark.parametrize("how", HOWS)
def test_a_match_that_leaves_out_a_letter_is_doubtful(how: How) -> None:
    clear = word(0.999, [0.999] * 6, -0.01)
    assert DEFAULT.judge(how)(replace(clear, dropped=True)) == DROPPED < 0.9
