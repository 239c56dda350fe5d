import numpy as np
import pytest

from pipeline.cells import without_cells
from pipeline.ink import threshold
from tests.pipeline.drawing import Sheet

FLOOR, INK = 20.0, 200.0
SHAPE = (90, 640)


def written(text: str = "ANIMAL", x: int = 30) -> np.ndarray:
    """Letters 70 pixels apart: their contrast, float32 [H,W]."""
    sheet = Sheet(*SHAPE)
    for k, char in enumerate(text):
        sheet.write(char, x + 70 * k, 62)
    return np.where(sheet.image[..., 0] < 128, np.float32(INK), np.float32(0))


def cells(first: int = 15, pitch: int = 70, count: int = 8) -> np.ndarray:
    """A row of cells, their lines shared and one pixel thick."""
    contrast = np.zeros(SHAPE, np.float32)
    last = first + pitch * (count - 1)
    contrast[[12, 78], first : last + 1] = contrast[12:79, first : last + 1 : pitch] = INK
    return contrast


def left(contrast: np.ndarray) -> np.ndarray:
    return without_cells(contrast, FLOOR).mask


@pytest.mark.parametrize("first", [15, 40])
def test_cells_go_whether_letters_touch_them_or_not(first: int) -> None:
    letters = written()
    kept = left(np.maximum(letters, cells(first)))
    assert (kept & (letters > 0)).sum() > 0.85 * (letters > 0).sum()
    assert (kept & (letters == 0)).sum() < 0.12 * (cells(first) > 0).sum()


def test_cells_that_have_no_sides_of_their_own_go() -> None:
    letters, open_ended = written(), cells()
    open_ended[12:79, [15, 505]] = 0
    kept = left(np.maximum(letters, open_ended))
    assert (kept & (letters > 0)).sum() > 0.95 * (letters > 0).sum()
    assert (kept & (letters == 0)).sum() < 0.12 * (open_ended > 0).sum()


def test_letters_alone_stay_as_they_are() -> None:
    letters = written("HILLTOP")
    np.testing.assert_array_equal(left(letters), threshold(letters, FLOOR).mask)
