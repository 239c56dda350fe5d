import cv2
import numpy as np
import pytest

from pipeline.holes import without_holes

PAPER = 240


def page(writing: bool = True) -> np.ndarray:
    grey = np.full((400, 500), PAPER, np.uint8)
    if writing:
        cv2.putText(grey, "BOLTON", (100, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 40, 3)
    return grey


def punched(grey: np.ndarray, x: int, y: int, radius: int = 11, level: int = 20) -> np.ndarray:
    grey = grey.copy()
    cv2.circle(grey, (x, y), radius, level, -1)
    return grey


@pytest.mark.parametrize("level", [20, 130, 200])
@pytest.mark.parametrize(("x", "y"), [(22, 110), (4, 110), (478, 300), (496, 300), (250, 20)])
def test_a_hole_goes_and_the_writing_stays(x: int, y: int, level: int) -> None:
    np.testing.assert_array_equal(without_holes(punched(page(), x, y, level=level)), page())


def test_two_holes_go() -> None:
    both = punched(punched(page(), 15, 110), 15, 300)
    np.testing.assert_array_equal(without_holes(both), page())


def test_the_page_given_is_left_alone() -> None:
    given = punched(page(), 15, 110)
    before = given.copy()
    without_holes(given)
    np.testing.assert_array_equal(given, before)


@pytest.mark.parametrize("stroke", [3, 6])
def test_a_ring_is_a_letter(stroke: int) -> None:
    ring = page()
    cv2.circle(ring, (22, 110), 11, 40, stroke)
    np.testing.assert_array_equal(without_holes(ring), ring)


def test_what_is_further_in_or_no_disc_stays() -> None:
    inside = punched(page(), 300, 300)
    np.testing.assert_array_equal(without_holes(inside), inside)
    bar = page()
    bar[100:124, 10:34] = 40
    np.testing.assert_array_equal(without_holes(bar), bar)


def test_a_large_disc_and_a_dot_stay() -> None:
    for radius in (3, 40):
        grey = punched(page(), 30, 110, radius)
        np.testing.assert_array_equal(without_holes(grey), grey)


def test_a_low_image_has_none() -> None:
    low = punched(page(), 15, 110)[60:160]
    assert without_holes(low) is low


def test_a_page_without_any_is_left_as_it_is() -> None:
    grey = page()
    assert without_holes(grey) is grey
