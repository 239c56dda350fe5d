import cv2
import numpy as np
import pytest

from pipeline.outlines import without_outlines
from tests.pipeline.drawing import ink_of

SHAPE = (420, 640)
CORNERS = [(60, 50), (590, 70), (570, 360), (40, 340)]


def written(text: str = "Anna 42") -> np.ndarray:
    """uint8 [H,W], 1 or 0."""
    mask: np.ndarray = np.zeros(SHAPE, np.uint8)
    cv2.putText(mask, text, (120, 180), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 1, 3)
    cv2.putText(mask, "Rosa 512", (120, 260), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 1, 3)
    return mask


def edge(corners: list[tuple[int, int]], closed: bool, thick: int = 4) -> np.ndarray:
    mask: np.ndarray = np.zeros(SHAPE, np.uint8)
    cv2.polylines(mask, [np.array(corners)], closed, 1, thick)
    return mask


def left(mask: np.ndarray) -> np.ndarray:
    return without_outlines(ink_of(mask)).mask.view(np.uint8)


@pytest.mark.parametrize("thick", [2, 5, 9])
@pytest.mark.parametrize("sides", [2, 3, 4, 5])
def test_the_edge_of_a_sheet_goes_whatever_is_seen_of_it(sides: int, thick: int) -> None:
    line = edge((CORNERS * 2)[:sides], sides == 5, thick)
    np.testing.assert_array_equal(left(np.maximum(written(), line)), written())


def test_joined_writing_stays_however_long() -> None:
    x = np.arange(80, 580)
    curve = np.stack([x, 330 + 14 * np.sin(x / 6)], axis=1).astype(int)
    mask = np.maximum(written(), edge([tuple(each) for each in curve.tolist()], False, 3))
    np.testing.assert_array_equal(left(mask), mask)


def test_a_letter_as_high_as_its_picture_stays() -> None:
    mask = edge([(300, 40), (300, 380)], False, 12)
    np.testing.assert_array_equal(left(mask), mask)
    beside = np.maximum(mask, np.maximum(np.roll(mask, 90, axis=1), np.roll(mask, -90, axis=1)))
    np.testing.assert_array_equal(left(beside), beside)


@pytest.mark.parametrize(
    "shape", [[(60, 60), (90, 330), (130, 60)], [(40, 60), (110, 60), (60, 330)]]
)
def test_a_large_letter_in_marker_stays(shape: list[tuple[int, int]]) -> None:
    mask = np.maximum(written(), edge(shape, False, 22))
    np.testing.assert_array_equal(left(mask), mask)


def test_a_low_image_is_left_as_it_is() -> None:
    mask = np.maximum(written(), edge([(60, 200), (600, 205)], False))[140:280]
    np.testing.assert_array_equal(left(mask), mask)


def test_an_empty_page_stays_empty() -> None:
    assert not left(np.zeros(SHAPE, np.uint8)).any()
