import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sides import without_sides

HEIGHT, WIDTH, FLOOR, INK = 60, 200, 20.0, 200.0


def field(top: int = 15, bottom: int = 45) -> np.ndarray:
    """Three letters in the middle of a field: the contrast, float32 [H,W]."""
    contrast = np.zeros((HEIGHT, WIDTH), np.float32)
    for x in (50, 90, 130):
        contrast[top:bottom, x : x + 4] = contrast[top : top + 4, x : x + 20] = INK
        contrast[top:bottom, x + 16 : x + 20] = INK
    return contrast


def lined(contrast: np.ndarray, x: int, thick: int = 3, lean: float = 0.0) -> np.ndarray:
    """With a line from the top border to the lower one."""
    contrast = contrast.copy()
    for y in range(HEIGHT):
        left = round(x + lean * y)
        contrast[y, max(0, left) : left + thick] = INK
    return contrast


@pytest.mark.parametrize("x", [2, 4, 30, 170, 190, 197])
@pytest.mark.parametrize("thick", [1, 3, 8])
@pytest.mark.parametrize("lean", [0.0, 0.03, -0.03])
def test_a_side_goes_and_the_letters_stay(x: int, thick: int, lean: float) -> None:
    np.testing.assert_array_equal(without_sides(lined(field(), x, thick, lean), FLOOR), field())


def test_both_sides_go_and_what_is_beyond_them() -> None:
    contrast = lined(lined(field(), 10), 190)
    contrast[20:30, 2:6] = INK
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), field())


def test_a_side_that_ends_at_a_corner_goes() -> None:
    contrast = lined(field(), 190)
    contrast[54:] = 0
    contrast[52:54, :193] = INK
    left = without_sides(contrast, FLOOR)
    np.testing.assert_array_equal(left[:50], field()[:50])


def test_a_stroke_that_stands_on_a_rule_stays() -> None:
    contrast = lined(field(), 170)
    contrast[54:] = 0
    contrast[52:54] = INK
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


@pytest.mark.parametrize("x", [100, 60])
def test_a_line_further_in_stays(x: int) -> None:
    contrast = lined(field(), x)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


def test_a_letter_as_high_as_the_others_stays() -> None:
    contrast = lined(field(0, HEIGHT), 190)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


def test_the_first_letter_of_a_crop_that_fits_the_writing_stays() -> None:
    contrast = lined(field(30, HEIGHT), 40)[:, 40:150]
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


@pytest.mark.parametrize("x", [0, 8, 30])
def test_a_stem_as_thick_and_dark_as_the_letters_that_stand_on_the_border_stays(x: int) -> None:
    contrast = lined(field(25, HEIGHT), x, 4)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


@pytest.mark.parametrize(("thick", "level"), [(9, INK), (4, INK / 2)])
def test_beside_letters_that_the_border_cuts_a_side_is_of_another_pen(
    thick: int, level: float
) -> None:
    contrast = lined(field(15, HEIGHT), 8, thick)
    contrast[:, 8 : 8 + thick] *= level / INK
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), field(15, HEIGHT))


def test_the_stem_behind_a_bowl_stays() -> None:
    contrast = lined(field(), 20)
    contrast[20:45, 8:12] = contrast[20:24, 8:20] = contrast[41:45, 8:20] = INK
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


def test_a_stroke_that_leans_stays() -> None:
    contrast = lined(field(), 180, lean=-0.2)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


def test_a_one_by_itself_stays() -> None:
    contrast = lined(np.zeros((HEIGHT, WIDTH), np.float32), 10)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


def test_a_bar_as_broad_as_a_letter_stays() -> None:
    contrast = lined(field(), 150, 30)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


@pytest.mark.parametrize("shape", [(1, 1), (1, 50), (50, 1), (60, 200)])
def test_paper_stays(shape: tuple[int, int]) -> None:
    contrast = np.zeros(shape, np.float32)
    np.testing.assert_array_equal(without_sides(contrast, FLOOR), contrast)


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 60))
def test_whatever_is_drawn_nothing_is_added(seed: int, height: int, width: int) -> None:
    rng = np.random.default_rng(seed)
    contrast = np.zeros((height, width), np.float32)
    for _ in range(rng.integers(0, 6)):
        x, y = rng.integers(0, width), rng.integers(0, height)
        contrast[y // 2 :, x : x + rng.integers(1, 6)] = rng.uniform(20, 255)
        contrast[y : y + rng.integers(1, 5), x:] = rng.uniform(20, 255)
    left = without_sides(contrast, FLOOR)
    assert ((left == contrast) | (left == 0)).all()
