"""The hypotheses of a search as arrays."""

import numpy as np
import pytest

from pipeline.beam import FREE, Beam, beginning, best, joined, parted, spelled
from pipeline.symbols import INDEX, SKIP

RESTLESS = np.zeros(3, bool)


def beam(scores: list[float], texts: list[int], states: list[int] | None = None) -> Beam:
    count = len(scores)
    state = np.array(states or [0] * count)
    text, same = np.array(texts, np.uint64), np.zeros(count, np.int64)
    return Beam(np.array(scores), state, text, np.arange(count), same, same)


def test_the_best_of_each_spelling_stays() -> None:
    kept = best(beam([1.0, 3.0, 2.0, 0.0], [7, 7, 8, 9]), 2, RESTLESS)
    assert kept.parent.tolist() == [1, 2]


def test_the_same_spelling_in_another_state_is_another() -> None:
    assert best(beam([1.0, 3.0], [7, 7], [0, 1]), 5, RESTLESS).parent.tolist() == [1, 0]


def test_what_rests_stays_however_many_are_better() -> None:
    found = beam([9.0, 8.0, 7.0, 1.0, 2.0], [1, 2, 3, 4, 5], [1, 1, 1, 0, 2])
    kept = best(found, 2, np.array([True, False, False]))
    assert kept.score.tolist() == [9.0, 8.0, 1.0]


def test_it_stays_behind_any_number_of_others() -> None:
    scores = [float(k) for k in range(100)] + [-50.0]
    found = beam(scores, list(range(101)), [1] * 100 + [0])
    assert best(found, 3, np.array([True, False, False])).score.tolist() == [99, 98, 97, -50]


def test_joined_and_parted_again() -> None:
    both = joined([beam([1.0, 2.0], [1, 2]), beam([3.0], [3])])
    assert both.score.tolist() == [1.0, 2.0, 3.0]
    found = parted(both, np.array([4, 2, 4]))
    assert [(node, part.score.tolist()) for node, part in found] == [(2, [2.0]), (4, [1.0, 3.0])]


@pytest.mark.parametrize("count", [0, 1])
def test_what_ends_in_one_place_at_most_is_not_copied(count: int) -> None:
    one = beam([1.0] * count, [1] * count)
    assert parted(one, np.full(count, 5)) == [(5, one)][:count]


def test_a_spelling_is_told_by_its_symbols_and_their_order() -> None:
    start = beginning().text
    a, b = np.array([INDEX["a"]]), np.array([INDEX["b"]])
    assert spelled(spelled(start, a), b) != spelled(spelled(start, b), a)
    for nothing in (FREE, SKIP):
        assert spelled(start, np.array([nothing])) == start
