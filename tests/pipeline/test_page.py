"""Where what was read in a page's pixels stands in its file."""

import numpy as np
import pytest

from pipeline.options import Options
from pipeline.page import Page, Print, around, in_file, polygon
from pipeline.tree import build
from tests.pipeline.drawing import even

TURN = np.array([[0.0, -1.0, 100.0], [1.0, 0.0, 0.0]])
"""A quarter: a page's x goes down the file, its y to the left."""


def test_boxes_of_a_page_read_small_are_the_files() -> None:
    page = Page(200, 100, 0.5, [])
    assert in_file((10, 20, 30, 10), page) == (20, 40, 60, 20)
    assert polygon([(10, 20, 30, 10)], page) is None


def test_a_box_never_leaves_its_file() -> None:
    page = Page(50, 40, 1.0, [])
    assert in_file((-3, 35, 90, 20), page) == (0, 35, 50, 5)


def test_of_a_turned_page_the_box_stays_upright_and_the_polygon_turns() -> None:
    page = Page(100, 100, 1.0, [], turn=TURN)
    assert in_file((10, 20, 30, 5), page) == (75, 10, 5, 30)
    assert polygon([(10, 20, 30, 5)], page) == ((80, 10), (80, 40), (75, 40), (75, 10))


def test_a_polygon_never_leaves_its_file() -> None:
    page = Page(100, 30, 1.0, [], turn=TURN)
    assert polygon([(10, 20, 30, 5)], page) == ((80, 10), (80, 30), (75, 30), (75, 10))


def test_of_a_sheet_that_was_laid_flat_the_corners_are_the_photographs() -> None:
    half = np.diag([0.5, 0.5, 1.0])
    page = Page(100, 100, 1.0, [], sheet=half)
    assert polygon([(10, 20, 30, 6)], page) == ((5, 10), (20, 10), (20, 13), (5, 13))
    assert in_file((10, 20, 30, 6), page) == (5, 10, 15, 3)


def test_a_box_around_others_holds_them() -> None:
    assert around([(5, 5, 10, 10), (1, 8, 2, 20)]) == (1, 5, 14, 23)


@pytest.mark.parametrize(("sure", "doubtful"), [(0.79, True), (0.8, False)])
def test_what_was_left_out_is_told_in_the_files_pixels(sure: float, doubtful: bool) -> None:
    left_out = (Print((10, 20, 30, 5), sure),)
    page = Page(100, 100, 1.0, [], turn=TURN, left_out=left_out)
    (told,) = build(page, even(np.zeros((0, 28, 28), np.uint8)), Options()).left_out
    assert (told.box, told.confidence) == ((75, 10, 5, 30), sure)
    assert told.polygon == ((80, 10), (80, 40), (75, 40), (75, 10))
    assert left_out[0].doubtful is doubtful
