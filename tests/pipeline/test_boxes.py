import cv2
import numpy as np
import pytest

from pipeline.boxes import without_boxes, without_frames
from pipeline.options import Options
from pipeline.reader import read
from tests.pipeline.drawing import Sheet, even, ink_of

HEIGHT, WIDTH = 160, 640


def writing(text: str = "BOXED", x: int = 80) -> np.ndarray:
    """Letters on a page: bool [H,W]."""
    sheet = Sheet(HEIGHT, WIDTH)
    sheet.write(text, x, 100)
    return np.asarray(sheet.image[..., 0] < 128)


def drawn(*cells: tuple[int, int, int, int], thick: int = 2) -> np.ndarray:
    """The sides of cells, each left, top, right, bottom: bool [H,W]."""
    mask: np.ndarray = np.zeros((HEIGHT, WIDTH), np.uint8)
    for left, top, right, bottom in cells:
        cv2.rectangle(mask, (left, top), (right, bottom), 1, thick)
    return mask > 0


def left(mask: np.ndarray) -> np.ndarray:
    kept = without_boxes(ink_of(mask)).mask
    assert not (kept & ~mask).any()
    return kept


@pytest.mark.parametrize("thick", [1, 2, 5])
@pytest.mark.parametrize(
    "cells",
    [
        [(40, 30, 600, 130)],
        [(40, 30, 330, 130), (330, 30, 600, 130)],
        [(40, 10, 600, 130), (40, 130, 600, 155)],
    ],
)
def test_a_box_or_table_goes_and_the_writing_in_it_stays(
    cells: list[tuple[int, int, int, int]], thick: int
) -> None:
    letters, box = writing(), drawn(*cells, thick=thick)
    kept = left(letters | box)
    assert (kept & letters).sum() > 0.97 * letters.sum()
    assert (kept & ~letters).sum() < 0.05 * box.sum()


def test_a_box_a_little_crooked_goes() -> None:
    corners = np.array([(40, 33), (600, 28), (603, 128), (43, 133)])
    mask: np.ndarray = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.polylines(mask, [corners], True, 1, 2)
    letters = writing()
    kept = left(letters | (mask > 0))
    assert (kept & ~letters).sum() < 0.1 * mask.sum()


def test_a_letter_that_touches_its_box_stays() -> None:
    letters = writing("BOXED")
    box = drawn((40, 30, 600, 100))
    kept = left(letters | box)
    assert (kept & letters).sum() > 0.85 * letters.sum()


@pytest.mark.parametrize("text", ["BOXED", "DOOR", "0880", "HHEE", "O", "DDDDD", "00000", "BBBBB"])
def test_letters_are_no_boxes(text: str) -> None:
    mask = writing(text)
    np.testing.assert_array_equal(left(mask), mask)


@pytest.mark.parametrize(
    ("boxes", "more", "gone"), [(3, 0, False), (4, 0, True), (4, 2, True), (4, 6, False)]
)
def test_many_boxes_of_one_size_go_whatever_touches_them(boxes: int, more: int, gone: bool) -> None:
    cells = [(40 + 75 * k, 45, 100 + 75 * k, 115 + more * (k % 2)) for k in range(boxes)]
    box = drawn(*cells)
    letters: np.ndarray = np.zeros_like(box)
    for left_side, _, _, _ in cells:
        letters[60:100, left_side + 20 : left_side + 26] = True
        letters[70:76, left_side : left_side + 40] = True
    kept = left(letters | box)
    beside = cv2.dilate(letters.view(np.uint8), np.ones((9, 9), np.uint8)) == 0
    assert ((kept & beside & box).sum() < 0.05 * (beside & box).sum()) == gone


@pytest.mark.parametrize("size", [1.2, 1.6, 2.0])
@pytest.mark.parametrize("text", ["BBBB", "DDDD", "0000", "8888"])
def test_many_letters_of_one_size_are_no_boxes(text: str, size: float) -> None:
    sheet = Sheet(HEIGHT, WIDTH)
    sheet.write(text, 80, 100, size, thick=2)
    mask = np.asarray(sheet.image[..., 0] < 128)
    np.testing.assert_array_equal(left(mask), mask)


@pytest.mark.parametrize("text", ["HELLO", "TTTT", "FEET"])
@pytest.mark.parametrize("lines", [(54, 103), (103,)])
@pytest.mark.parametrize("beyond", [0, 8])
def test_a_word_that_touches_lines_is_no_row_of_boxes(
    text: str, lines: tuple[int, ...], beyond: int
) -> None:
    letters = writing(text)
    columns = np.flatnonzero(letters.any(axis=0))
    mask = letters.copy()
    for y in lines:
        mask[y : y + 2, columns[0] - beyond : columns[-1] + beyond + 1] = True
    kept = left(mask)
    assert (kept & letters).sum() > 0.97 * letters.sum()


@pytest.mark.parametrize("cut", [False, True])
def test_a_row_whose_letters_all_touch_it_goes_but_for_them(cut: bool) -> None:
    box = drawn(*((30 + 85 * k, 45, 115 + 85 * k, 115) for k in range(7)))
    if cut:
        box[44:47] = box[114:117] = True  # its lines run on across the whole crop
    letters: np.ndarray = np.zeros_like(box)
    for k in range(7):
        letters[76:84, 30 + 85 * k : 90 + 85 * k] = True
    kept = left(letters | box)
    assert (kept & letters).sum() > 0.9 * letters.sum()
    assert (kept & ~letters).sum() < 0.05 * box.sum()


def test_a_word_in_bold_capitals_is_no_box() -> None:
    mask: np.ndarray = np.zeros((HEIGHT, WIDTH), bool)
    for k, off in enumerate((0, 3, 3, 3, 0)):  # those in the middle are a little lower
        mask[50 + off : 90 - off, 100 + 24 * k : 121 + 24 * k] = True
        mask[60:80, 105 + 24 * k : 114 + 24 * k] = False
    np.testing.assert_array_equal(left(mask), mask)


def test_boxes_that_touch_their_neighbours_go() -> None:
    letters = writing("FABLES", 60)
    letters[78:80, 238:292] = True  # a bar as thin as the boxes, and joined to one
    chain = [(40 + 66 * k, 45, 100 + 66 * k, 115) for k in range(8)]
    box = drawn(*chain, thick=2)
    box[80, 40:560] |= np.arange(40, 560) % 66 > 34  # a speck between any two
    kept = left(letters | box)
    assert (kept & letters).sum() > 0.9 * letters.sum()
    assert kept[78:80, 245:285].all()
    assert (kept & ~letters).sum() < 0.06 * box.sum()


@pytest.mark.parametrize("char", ["F", "E", "L", "Z"])
def test_the_bars_of_a_letter_that_touches_its_box_stay(char: str) -> None:
    box = drawn((100, 40, 150, 112), (170, 40, 220, 112), thick=4)
    letter, other = writing(char, 101), writing("I", 190)
    bars = letter & ~drawn((100, 40, 150, 112), thick=10)
    assert (left(letter | other | box) & bars).sum() > 0.95 * bars.sum()


def test_higher_boxes_than_asked_for_stay() -> None:
    mask = writing() | drawn((40, 30, 600, 130))
    assert without_frames(mask, 90) is mask
    assert without_frames(mask, 110).sum() < mask.sum()


def test_an_empty_box_that_may_be_a_letter_stays() -> None:
    mask = drawn((100, 40, 150, 110), thick=4)
    np.testing.assert_array_equal(left(mask), mask)


def row_of_boxes() -> list[tuple[int, int, int, int]]:
    """A box for each letter of what `spaced` writes, and two beyond them."""
    return [(40 + 75 * k, 50 + k, 100 + 75 * k, 120 + k) for k in range(7)]


def spaced(text: str = "BOXED", drop: int = 0) -> np.ndarray:
    """Letters, one in each box, the third lower by so much: bool [H,W]."""
    sheet = Sheet(HEIGHT, WIDTH)
    for k, char in enumerate(text):
        sheet.write(char, 55 + 75 * k, 105 + (drop if k == 2 else 0))
    return np.asarray(sheet.image[..., 0] < 128)


def test_empty_boxes_go_with_those_of_their_row() -> None:
    letters, boxes = spaced(), drawn(*row_of_boxes(), thick=3)
    kept = left(letters | boxes)
    np.testing.assert_array_equal(kept & letters, letters)
    assert not (kept & ~letters).any()


def test_a_box_that_its_letter_touches_goes_with_those_of_its_row() -> None:
    letters, boxes = spaced("BOXED", 16), drawn(*row_of_boxes(), thick=3)
    kept = left(letters | boxes)
    assert (kept & letters).sum() > 0.95 * letters.sum()
    assert (kept & ~letters).sum() < 0.03 * boxes.sum()


@pytest.mark.parametrize("other", [(500, 50, 600, 120), (500, 3, 560, 73), (500, 70, 560, 105)])
def test_an_empty_box_of_another_size_or_row_stays(other: tuple[int, int, int, int]) -> None:
    letters, boxes = spaced("BOX"), drawn(*row_of_boxes()[:3], thick=3)
    kept = left(letters | boxes | drawn(other, thick=3))
    np.testing.assert_array_equal(kept & ~letters, drawn(other, thick=3))


def test_beside_one_box_an_empty_one_may_be_a_letter() -> None:
    letters, first, other = spaced("B"), drawn(row_of_boxes()[0]), drawn(row_of_boxes()[3])
    np.testing.assert_array_equal(left(letters | first | other) & ~letters, other)


@pytest.mark.parametrize("text", ["BOXED", "81111"])
def test_a_box_whose_lines_are_broken_goes_and_the_strokes_beside_it_stay(text: str) -> None:
    letters, box = writing(text, 46), drawn((40, 30, 600, 130), thick=1)
    box[:, 60::40] = box[:, 61::40] = box[55::40] = False
    kept = left(letters | box)
    assert (kept & letters).sum() > 0.97 * letters.sum()
    assert not (kept & ~letters).any()


def test_the_teeth_of_a_jagged_box_go_with_it() -> None:
    letters, box = writing(), drawn((40, 30, 600, 130), thick=2)
    teeth = box.copy()
    teeth[40:120:7, 37:44] = teeth[41:121:7, 37:44] = True
    assert not (left(letters | box | teeth) & ~letters).any()


def test_a_pale_box_on_a_page_loses_its_sides_too() -> None:
    sheet = Sheet(400, 700, 250)
    cv2.rectangle(sheet.image, (60, 120), (640, 210), (190, 190, 190), 2)
    sheet.write("ROSA", 120, 180)
    assert [len(line.text) for line in read(sheet.image, even, Options()).lines] == [4]
