import cv2
import numpy as np
import pytest

from pipeline.rings import without_rings
from tests.pipeline.drawing import ink_of


def word(text: str = "512") -> np.ndarray:
    """Letters some 22 pixels high: uint8 [H,W], 1 or 0."""
    mask = np.zeros((140, 320), np.uint8)
    cv2.putText(mask, text, (110, 80), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 1, 3)
    return mask


def circled(mask: np.ndarray, axes: tuple[int, int], thick: int = 3, end: int = 360) -> np.ndarray:
    mask = mask.copy()
    cv2.ellipse(mask, (140, 70), axes, 4, 0, end, 1, thick)
    return mask


def left(mask: np.ndarray) -> np.ndarray:
    return without_rings(ink_of(mask)).mask.view(np.uint8)


@pytest.mark.parametrize("axes", [(60, 30), (110, 45), (90, 45)])
@pytest.mark.parametrize("thick", [2, 5])
def test_a_circle_round_a_word_goes_and_the_word_stays(axes: tuple[int, int], thick: int) -> None:
    np.testing.assert_array_equal(left(circled(word(), axes, thick)), word())


def test_a_circle_round_nothing_is_a_letter() -> None:
    mask = circled(np.zeros((140, 320), np.uint8), (30, 30))
    np.testing.assert_array_equal(left(mask), mask)


def test_what_is_small_in_a_ring_does_not_make_it_one() -> None:
    mask = circled(np.zeros((140, 320), np.uint8), (40, 40))
    mask[66:72, 138:144] = 1
    np.testing.assert_array_equal(left(mask), mask)


def test_a_dotted_zero_beside_low_letters_stays() -> None:
    mask = np.zeros((140, 600), np.uint8)
    cv2.ellipse(mask, (70, 70), (30, 44), 0, 0, 360, 1, 3)
    cv2.line(mask, (70, 56), (70, 84), 1, 4)
    cv2.putText(mask, "512 miles", (120, 112), cv2.FONT_HERSHEY_SIMPLEX, 2.6, 1, 3)
    np.testing.assert_array_equal(left(mask), mask)


def test_an_open_curve_stays() -> None:
    mask = circled(word(), (60, 30), end=230)
    np.testing.assert_array_equal(left(mask), mask)


def test_a_word_without_a_circle_is_left_as_it_is() -> None:
    ink = ink_of(word("BOO"))
    assert without_rings(ink) is ink
