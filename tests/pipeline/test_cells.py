import cv2
import numpy as np
import pytest

from pipeline.cells import without_cells
from pipeline.ink import threshold
from tests.pipeline.drawing import Sheet

FLOOR, PALE, INK = 20.0, 45.0, 200.0
SHAPE = (90, 640)


def written(text: str = "ANIMAL", x: int = 30) -> np.ndarray:
    """Letters 70 pixels apart: their contrast, float32 [H,W]."""
    sheet = Sheet(*SHAPE)
    for k, char in enumerate(text):
        sheet.write(char, x + 70 * k, 62)
    return np.where(sheet.image[..., 0] < 128, np.float32(INK), np.float32(0))


def cells(first: int = 15, pitch: int = 70, count: int = 8, level: float = INK) -> np.ndarray:
    """A row of cells, their lines shared and one pixel thick."""
    contrast = np.zeros(SHAPE, np.float32)
    last = first + pitch * (count - 1)
    contrast[[12, 78], first : last + 1] = contrast[12:79, first : last + 1 : pitch] = level
    return contrast


def boxes(first: int = 15, wide: int = 60, level: float = PALE) -> np.ndarray:
    """A row of boxes that stand apart."""
    contrast = np.zeros(SHAPE, np.float32)
    for left in range(first, first + 70 * 7, 70):
        cv2.rectangle(contrast, (left, 10), (left + wide, 78), level, 2)
    return contrast


def comb(first: int = 15, level: float = PALE) -> np.ndarray:
    """A line that teeth stand on, between letters."""
    contrast = np.zeros(SHAPE, np.float32)
    contrast[77:79, first : first + 70 * 7 + 1] = level
    for k in range(8):
        contrast[50:79, first + 70 * k : first + 70 * k + 2] = level
    return contrast


def left(contrast: np.ndarray) -> np.ndarray:
    return threshold(without_cells(contrast, FLOOR), FLOOR).mask


def scanned(contrast: np.ndarray) -> np.ndarray:
    return np.asarray(cv2.GaussianBlur(contrast, (0, 0), 0.9), np.float32)


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


@pytest.mark.parametrize("lines", [boxes(), boxes(5), cells(level=PALE), comb(), comb(22)])
def test_what_is_pale_goes_beside_dark_letters_too(lines: np.ndarray) -> None:
    letters = written("FABLES")
    alone = left(scanned(letters))
    kept = left(scanned(np.maximum(letters, lines)))
    assert (kept & alone).sum() > 0.95 * alone.sum()
    assert (kept & ~alone).sum() < 0.1 * (lines > 0).sum()


def test_boxes_paler_than_the_floor_here_and_there_go() -> None:
    letters, lines = written("FABLES"), boxes(5, level=1.2 * FLOOR)
    lines[:, 300:] *= 0.65
    kept = left(np.maximum(letters, lines))
    assert (kept & (letters == 0)).sum() < 0.02 * (lines > 0).sum()


def test_boxes_of_a_page_go() -> None:
    page = np.zeros((400, 800), np.float32)
    letters = written("FABLES")
    page[150:240, 50:690] = scanned(np.maximum(letters, boxes(5)))
    kept = left(page)[150:240, 50:690]
    alone = left(scanned(letters))
    assert (kept & ~alone).sum() < 0.1 * (boxes() > 0).sum()


def test_hardly_a_soft_edge_is_left_where_letters_touch() -> None:
    letters = written("FABLE", 38)
    both = cv2.GaussianBlur(np.maximum(letters, boxes(level=INK)), (0, 0), 1.2)
    beside = cv2.dilate(letters, np.ones((9, 9))) == 0
    assert (left(np.asarray(both, np.float32)) & beside).sum() < 75


def test_a_dark_stroke_beside_a_line_stays() -> None:
    letters, lines = written("FLEET", 28), boxes()
    letters[20:60, 17:19] = INK  # beside the left side of the first
    kept = left(np.maximum(letters, lines))
    assert kept[20:60, 17:19].mean() > 0.95


def test_what_is_higher_than_a_letter_is_left_to_others() -> None:
    page = np.zeros((400, 800), np.float32)
    cv2.rectangle(page, (30, 30), (770, 370), INK, 13)
    cv2.putText(page, "FABLES", (200, 220), cv2.FONT_HERSHEY_SIMPLEX, 2.0, INK, 4)
    np.testing.assert_array_equal(without_cells(page, FLOOR), page)


@pytest.mark.parametrize("text", ["HILLTOP", "LIT", "111111", "DODO"])
def test_letters_alone_stay_as_they_are(text: str) -> None:
    letters = written(text)
    np.testing.assert_array_equal(without_cells(letters, FLOOR), letters)
