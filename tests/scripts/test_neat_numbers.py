"""Numbers to train on: the same for a seed, and whose ink is whose."""

from itertools import pairwise

import neat_numbers
import numpy as np
import pytest
from accuracy.writers import Writers

from models.composition import Composed
from models.scanning import NOBODY
from models.strips import harvest

SEEDS = range(30)


def made(writers: Writers, seed: int) -> Composed:
    return neat_numbers.number(writers.alphabet, np.random.default_rng(seed))


def test_a_number_is_the_same_for_a_seed(writers: Writers) -> None:
    one, same = (made(writers, 3) for _ in range(2))
    assert one.text == same.text
    np.testing.assert_array_equal(one.image, same.image)
    np.testing.assert_array_equal(one.owner, same.owner)


@pytest.mark.parametrize("seed", SEEDS)
def test_all_its_ink_is_some_digits(writers: Writers, seed: int) -> None:
    number = made(writers, seed)
    assert 1 <= len(number.text) <= neat_numbers.LONGEST
    assert number.text.isdigit()
    assert set(np.unique(number.owner)) == {NOBODY, *range(len(number.text))}
    paper, ink = (number.image[number.owner == NOBODY], number.image[number.owner != NOBODY])
    assert np.median(ink) < np.median(paper) - 40


@pytest.mark.parametrize("seed", SEEDS)
def test_digits_stand_from_left_to_right(writers: Writers, seed: int) -> None:
    number = made(writers, seed)
    middles = [np.median(np.nonzero(number.owner == k)[1]) for k in range(len(number.text))]
    assert middles == sorted(middles)


def test_some_touch_and_others_stand_apart(writers: Writers) -> None:
    numbers = [made(writers, seed) for seed in SEEDS]
    gaps = [gap for number in numbers for gap in _gaps(number.owner)]
    met = np.mean([gap <= 0 for gap in gaps])
    assert 0.2 < met < 0.95


def test_the_pipeline_cuts_out_what_they_say(writers: Writers) -> None:
    numbers = [made(writers, seed) for seed in SEEDS]
    said = ["".join(str(k) for s in harvest(each) for k in s.labels) for each in numbers]
    right = [text == number.text for text, number in zip(said, numbers, strict=True)]
    assert np.mean(right) > 0.8


def _gaps(owner: np.ndarray) -> list[int]:
    """Columns of paper between two digits; 0 or less where one stands over the other."""
    columns = [np.nonzero(owner == digit)[1] for digit in range(owner.max() + 1)]
    return [int(after.min() - before.max() - 1) for before, after in pairwise(columns)]
