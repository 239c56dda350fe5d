import numpy as np
import pytest

from pipeline.options import Options
from pipeline.reader import read
from pipeline.squares import over_squares
from tests.pipeline.drawing import Sheet, even

HEIGHT, WIDTH, FLOOR = 500, 700, 30.0


def lines(across: bool = True, upright: bool = True, paleness: float = 45.0) -> np.ndarray:
    """The contrast of pale lines 30 pixels apart, with some letters' strokes: float32 [H,W]."""
    contrast = np.zeros((HEIGHT, WIDTH), np.float32)
    if across:
        contrast[15::30] = paleness
    if upright:
        contrast[:, 15::30] = paleness
    for x in range(100, 600, 40):
        contrast[200:240, x : x + 5] = 200
    return contrast


def test_the_floor_is_lifted_over_squares_and_stays_under_the_ink() -> None:
    assert 45 < over_squares(lines(), FLOOR) < 200 / 1.5


@pytest.mark.parametrize(("across", "upright"), [(True, False), (False, True), (False, False)])
def test_without_lines_in_both_directions_it_stays(across: bool, upright: bool) -> None:
    assert over_squares(lines(across, upright), FLOOR) == FLOOR


def test_a_table_is_none_and_pencil_in_it_stays() -> None:
    contrast = np.zeros((HEIGHT, WIDTH), np.float32)
    contrast[[50, 150, 250, 350, 450]] = contrast[:, [50, 250, 450, 650]] = 60
    contrast[90:120, 100:140] = 230
    assert over_squares(contrast, FLOOR) == FLOOR


def test_lines_as_dark_as_the_ink_are_no_squares_printed_on_paper() -> None:
    assert over_squares(lines(paleness=190), FLOOR) == FLOOR


def test_a_page_without_ink_has_the_floor_that_it_has() -> None:
    assert over_squares(np.zeros((HEIGHT, WIDTH), np.float32), FLOOR) == FLOOR


def test_on_squared_paper_the_letters_alone_are_read() -> None:
    sheet, rng = Sheet(HEIGHT, WIDTH, 250), np.random.default_rng(0)
    sheet.image[15::30] = sheet.image[:, 15::30] = 205
    for foot in (150, 270, 390):
        sheet.write("ROSA", 120, foot)
    noisy = np.clip(sheet.image + rng.normal(0, 6, sheet.image.shape), 0, 255).astype(np.uint8)
    assert [len(line.text) for line in read(noisy, even, Options()).lines] == [4, 4, 4]
