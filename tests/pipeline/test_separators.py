import numpy as np
import pytest

from pipeline.components import MARGIN, Component, join
from pipeline.separators import WORST, Band, of_ink
from pipeline.symbols import SEPARATORS
from tests.pipeline.drawing import solid

BAND = Band(100.0, 140.0)


def slash() -> Component:
    ink = np.zeros((42, 22), np.uint8)
    for row in range(40):
        ink[row + MARGIN, 18 - row // 2 : 21 - row // 2] = 255
    return Component((0, 100, 20, 40), ink)


MARKS = {
    "/": slash(),
    ".": solid(0, 135, 5, 5),
    ",": solid(0, 134, 4, 12),
    "-": solid(0, 119, 16, 4),
    "'": solid(0, 98, 4, 11),
    ":": join([solid(0, 113, 5, 5), solid(0, 135, 5, 5)]),
}


@pytest.mark.parametrize("char", SEPARATORS)
def test_each_separator_is_told_by_size_shape_and_place(char: str) -> None:
    scores = of_ink(MARKS[char], BAND)
    assert SEPARATORS[int(scores.argmax())] == char
    assert scores.max() > -1
    assert sorted(scores)[-2] < scores.max() - 0.5


@pytest.mark.parametrize("box", [(0, 0, 1, 1), (0, 0, 500, 3), (0, 900, 40, 40)])
def test_any_ink_has_finite_scores(box: tuple[int, int, int, int]) -> None:
    scores = of_ink(solid(*box), BAND)
    assert scores.shape == (len(SEPARATORS),)
    assert ((scores >= WORST) & (scores <= 0)).all()
