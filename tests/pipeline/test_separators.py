from itertools import pairwise

import cv2
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
    assert (np.isfinite(scores) & (scores <= 0)).all()


@pytest.mark.parametrize("lean", [10, 20, 34])
def test_a_slash_may_lean_far(lean: int) -> None:
    scores = of_ink(stroke((0, lean), (39, 0)), BAND)
    assert SEPARATORS[int(scores.argmax())] == "/"
    assert scores.max() > -1


def test_what_is_wide_and_no_line_is_no_separator() -> None:
    seven = stroke((0, 0), (0, 24), (39, 8))
    assert of_ink(seven, BAND).max() < -1
    assert (of_ink(solid(0, 100, 30, 40), BAND) < WORST).sum() >= 4


def test_a_dash_may_be_long() -> None:
    scores = of_ink(solid(0, 119, 36, 4), BAND)
    assert SEPARATORS[int(scores.argmax())] == "-"
    assert scores.max() > -1


def test_what_is_narrow_may_be_any() -> None:
    assert (of_ink(solid(0, 100, 6, 40), BAND) >= WORST).all()


def stroke(*points: tuple[int, int]) -> Component:
    """Of these rows and columns, in a letter's place."""
    right = max(column for _, column in points) + 3
    ink = np.zeros((40 + 2 * MARGIN, right + 2 * MARGIN), np.uint8)
    for (y0, x0), (y1, x1) in pairwise(points):
        cv2.line(ink, (x0 + MARGIN + 1, y0 + MARGIN), (x1 + MARGIN + 1, y1 + MARGIN), 255, 3)
    return Component((0, 100, right, 40), ink)
