import numpy as np
import pytest

from pipeline.classes import COUNT
from pipeline.frames import DIGITS
from pipeline.lattice import Candidate, Lattice
from pipeline.search import Found, Step
from pipeline.strip import WEIGHTS, Framed, Strip, Weights
from pipeline.whole import weighed
from tests.pipeline.drawing import solid


def word(said: list[int], weights: Weights = DIGITS, cuts: int = 1) -> Lattice:
    """Two digits that were cut from each other, and frames that say these characters."""
    rows = np.full((2 * len(said) + 1, COUNT + 1), 1e-3, np.float32)
    rows[::2, COUNT] = 0.9
    rows[np.arange(1, 2 * len(said), 2), said] = 0.9
    framed = Framed(Strip(np.zeros((32, 8), np.uint8), 0.0, 1.0), rows, weights)
    ends = [(0, 1), (1, 2), (0, 2)]
    candidates = [Candidate(a, b, solid(20 * a, 10, 18, 40), cuts=cuts) for a, b in ends]
    return Lattice(2, candidates, 40.0, framed=framed)


def found(*texts: list[int]) -> list[Found]:
    """Readings whose scores fall by one each."""
    return [
        Found(-float(place), tuple(Step(0, digit) for digit in text))
        for place, text in enumerate(texts)
    ]


def read(lattice: Lattice, *texts: list[int]) -> list[tuple[int, ...]]:
    return [each.symbols for each in weighed(found(*texts), lattice, lattice.candidates)]


def test_what_the_whole_word_says_comes_first() -> None:
    assert read(word([7, 3]), [7], [7, 3], [7, 8]) == [(7, 3), (7,), (7, 8)]


def test_the_first_keeps_its_score_and_the_others_fall_behind() -> None:
    best, *others = weighed(found([7], [7, 3]), word([7, 3]), word([7, 3]).candidates)
    assert best.score == -1.0
    assert all(other.score < best.score for other in others)


def test_more_characters_than_frames_are_left_as_they_are() -> None:
    texts = [1] * 9, [1, 2] * 4
    assert read(word([7, 3]), *texts) == [tuple(text) for text in texts]


@pytest.mark.parametrize(
    "lattice",
    [
        word([7, 3], cuts=0),  # they stand apart: the classifier saw each
        word([7, 3], WEIGHTS),  # a network that was taught single frames
        Lattice(2, word([7, 3]).candidates, 40.0),
    ],
)
def test_otherwise_the_order_stays(lattice: Lattice) -> None:
    assert read(lattice, [7], [7, 3]) == [(7,), (7, 3)]
