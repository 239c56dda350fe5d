import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.confidence import Judged, Likely, correct, fit, lexicon
from models.language import shipped
from pipeline.classes import CHARS


@pytest.mark.parametrize(
    ("words", "text", "right"),
    [
        (["MARTIN"], "Martin", [True]),
        (["MARTLN"], "Martin", [False]),
        (["JEAN", "PAUL"], "JEANPAUL", [True, True]),
        (["JEAN", "PAUI"], "JEANPAUL", [True, False]),
        (["I", "JEAN"], "JEAN", [False, True]),
        ([], "JEAN", []),
    ],
)
def test_words_are_right_where_they_stand_in_the_text(
    words: list[str], text: str, right: list[bool]
) -> None:
    assert correct(words, text) == right


def test_the_weights_give_the_odds_that_were_seen() -> None:
    rng = np.random.default_rng(0)
    features = np.column_stack([np.ones(4000), rng.normal(size=(4000, 4))])
    true = np.array([0.5, 1.0, -1.0, 0.0, 2.0])
    right = rng.random(4000) < 1 / (1 + np.exp(-features @ true))
    np.testing.assert_allclose(fit(Judged(features, right)), true, atol=0.25)


@given(st.integers(0, 1000))
def test_likely_words_are_words(seed: int) -> None:
    drawn = Likely(shipped(), seed).draw()
    assert 2 <= len(drawn) <= 12
    assert "".join(CHARS[c] for c in drawn).isalpha()


def test_a_lexicon_holds_the_right_word_mostly_and_is_the_same_again() -> None:
    found = [lexicon(text, 1, 50) for text in map(str, range(40))]
    held = sum(str(n) in entries for n, entries in enumerate(found))
    assert 20 < held < 40
    assert lexicon("7", 1, 50) == found[7]
