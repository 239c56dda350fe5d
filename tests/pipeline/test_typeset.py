import pytest

from pipeline.look import Look
from pipeline.typeset import Hand, evidence, hand_of, unlike
from tests.pipeline.drawing import solid


def look(height: int, gap: float, alignment: float, colon: bool = False) -> Look:
    letters = [solid(12 * k, 50, 10, height) for k in range(5)]
    return Look(letters, alignment, [gap] * 4, colon)


PROMPT, WRITTEN = look(16, 0.08, 1.0), look(30, 0.4, 0.3)


def test_close_and_level_letters_are_evidence_and_a_hands_are_none() -> None:
    assert evidence(PROMPT, [PROMPT, WRITTEN]) > 0
    assert evidence(WRITTEN, [PROMPT, WRITTEN]) == 0


def test_an_even_hand_has_evidence_too_but_not_beside_itself() -> None:
    even, other = look(30, 0.1, 1.0), look(30, 0.12, 0.6)
    assert evidence(even, [even, other]) > 0
    hand = hand_of([30] * 5, [other])
    assert hand is not None
    assert unlike(even, hand) < 0


@pytest.mark.parametrize(
    "other", [look(16, 0.2, 0.8), look(24, 0.08, 0.8), look(24, 0.2, 1.0)], ids=str
)
def test_smaller_closer_and_straighter_letters_are_less_like_the_hand(other: Look) -> None:
    hand = Hand(24, 24, 0.2, 0.8)
    assert unlike(other, hand) > unlike(look(24, 0.2, 0.8), hand)


def test_where_nothing_is_left_there_is_no_hand() -> None:
    assert hand_of([], []) is None


def test_of_single_letters_only_their_size_is_known() -> None:
    assert hand_of([20, 30, 40], []) == Hand(30.0, pytest.approx(36.0))
    assert unlike(PROMPT, Hand(40.0, 40.0)) > 0 > unlike(PROMPT, Hand(16.0, 16.0))


def test_a_hand_is_typical_of_its_words() -> None:
    assert hand_of([30] * 10, [WRITTEN, look(30, 0.2, 0.5)]) == Hand(
        30.0, 30.0, pytest.approx(0.3), pytest.approx(0.4)
    )


def test_a_word_of_low_letters_is_no_smaller_than_its_capital() -> None:
    hand, low = Hand(36, 36, 0.2, 0.8), look(24, 0.2, 0.8)
    capital = Look([solid(0, 38, 10, 36), *low.letters[1:]], 0.8, low.gaps, colon=False)
    assert unlike(capital, hand) < unlike(low, hand)
