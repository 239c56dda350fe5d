import cv2
import numpy as np
import pytest

from pipeline.grids import without_grids

FLOOR, INK = 20.0, 200.0
SHAPE = (400, 600)


def paper() -> np.ndarray:
    """Its contrast, float32 [H,W]."""
    return np.zeros(SHAPE, np.float32)


def drawn(
    contrast: np.ndarray, lines: list[tuple[int, int, int, int]], level: float, thick: int
) -> np.ndarray:
    """With lines from x, y to x, y."""
    contrast = contrast.copy()
    for x, y, right, bottom in lines:
        cv2.line(contrast, (x, y), (right, bottom), level, thick)
    return contrast


def comb(cells: int = 8, lean: int = 0) -> list[tuple[int, int, int, int]]:
    """Cells of 40 pixels, 50 high, the lines across falling by so much."""
    across = [(100, y, 100 + 40 * cells, y + lean) for y in (200, 250)]
    shifts = [round(lean * k / cells) for k in range(cells + 1)]
    return across + [(100 + 40 * k, 200 + s, 100 + 40 * k, 250 + s) for k, s in enumerate(shifts)]


def letters(contrast: np.ndarray, x: int = 110, foot: int = 240) -> np.ndarray:
    """With a letter in each of the cells."""
    contrast = contrast.copy()
    for k, char in enumerate("ANIMAL"):
        cv2.putText(contrast, char, (x + 40 * k, foot), cv2.FONT_HERSHEY_SIMPLEX, 0.9, INK, 3)
    return contrast


@pytest.mark.parametrize("level", [60.0, INK])
@pytest.mark.parametrize("thick", [1, 3])
@pytest.mark.parametrize("lean", [0, 3])
def test_a_comb_goes_and_its_letters_stay(level: float, thick: int, lean: int) -> None:
    both = letters(drawn(paper(), comb(lean=lean), level, thick))
    np.testing.assert_array_equal(without_grids(both, FLOOR), letters(paper()))


def test_the_lines_of_a_table_go_that_has_few_uprights() -> None:
    table = [(30, y, 570, y) for y in (60, 150, 240, 330)] + [(300, 40, 297, 350)]
    both = letters(drawn(paper(), table, INK, 2), 320, 210)
    np.testing.assert_array_equal(without_grids(both, FLOOR), letters(paper(), 320, 210))


@pytest.mark.parametrize("lean", [0, 9])
def test_the_line_along_a_margin_goes(lean: int) -> None:
    both = drawn(letters(paper()), [(60, 0, 60 + lean, 399)], INK, 2)
    np.testing.assert_array_equal(without_grids(both, FLOOR), letters(paper()))


def test_a_stroke_across_a_line_stays() -> None:
    stroke = [(120, 230, 200, 222)]
    both = drawn(drawn(paper(), comb(), 60.0, 2), stroke, INK, 4)
    left = without_grids(letters(both, 240), FLOOR)
    assert (left[220:233, 122:198].max(axis=0) == INK).all()


def test_a_letter_that_reaches_from_rule_to_rule_stays() -> None:
    rules = [(20, y, 580, y) for y in (160, 200, 240, 280)]
    stems = [(x, 200, x, 240) for x in (100, 180, 260, 340)]
    both = drawn(drawn(paper(), rules, 60.0, 1), stems, INK, 4)
    np.testing.assert_array_equal(without_grids(both, FLOOR), both)


def test_stems_between_the_tops_and_feet_of_letters_stay() -> None:
    word = drawn(paper(), [(x, 200, x, 230) for x in range(100, 500, 25)], INK, 3)
    for x in range(100, 500, 25):
        word[198:201, x : x + 12] = word[229:232, x + 3 : x + 18] = INK
    np.testing.assert_array_equal(without_grids(word, FLOOR), word)


def test_letters_that_fill_the_space_between_rules_like_the_pen_stay() -> None:
    page = drawn(paper(), [(20, y, 580, y) for y in (160, 210, 260)], INK, 2)
    for x in (100, 180, 260, 340):
        page = drawn(page, [(x, 161, x, 209), (x + 20, 161, x + 20, 209)], INK, 3)
        page = drawn(page, [(x, 185, x + 20, 185)], INK, 3)
    left = without_grids(page, FLOOR)
    np.testing.assert_array_equal(left[166:204], page[166:204])


def test_a_tall_initial_stays() -> None:
    initial = drawn(letters(paper()), [(30, 160, 30, 270), (10, 160, 50, 160)], INK, 3)
    np.testing.assert_array_equal(without_grids(initial, FLOOR), initial)


def test_two_uprights_make_no_grid() -> None:
    lines = [line for line in comb() if line[0] != line[2] or line[0] in (100, 420)]
    both = letters(drawn(paper(), lines, INK, 2))
    np.testing.assert_array_equal(without_grids(both, FLOOR), both)


def test_a_tall_letter_stays() -> None:
    tall = drawn(letters(paper()), [(60, 180, 60, 250)], INK, 4)
    np.testing.assert_array_equal(without_grids(tall, FLOOR), tall)


def test_a_row_of_cells_in_a_low_crop_goes() -> None:
    crop, written = (
        page[190:260, 90:430]
        for page in (letters(drawn(paper(), comb(), INK, 1)), letters(paper()))
    )
    kept = without_grids(crop, FLOOR)
    assert (kept > FLOOR)[written > FLOOR].mean() > 0.97
    assert (kept > FLOOR)[written <= FLOOR].sum() < 0.1 * (crop > FLOOR)[written <= FLOOR].sum()


def test_a_high_letter_between_rules_stays_in_a_crop() -> None:
    rules = [(0, 20, 599, 20), (0, 120, 599, 120)]
    written = letters(letters(paper(), 110, 90), 350, 90)
    crop = drawn(drawn(written, rules, INK, 2), [(60, 30, 60, 110)], INK, 1)[:130]
    high = np.s_[30:110, 55:66]
    np.testing.assert_array_equal(without_grids(crop, FLOOR)[high], crop[high])


def test_the_crop_of_a_word_is_left_as_it_is() -> None:
    word = drawn(paper(), comb(), INK, 2)[190:260, 90:230]
    np.testing.assert_array_equal(without_grids(word, FLOOR), word)


@pytest.mark.parametrize("level", [0.0, INK])
def test_a_page_without_lines_stays(level: float) -> None:
    page = np.full(SHAPE, level, np.float32)
    np.testing.assert_array_equal(without_grids(page, FLOOR), page)
