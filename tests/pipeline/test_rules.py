import numpy as np
import pytest

from pipeline.rules import THICK, without_rules
from tests.pipeline.drawing import ink_of

HEIGHT, WIDTH = 120, 600


def ruled(thickness: int = 2) -> np.ndarray:
    """Two rules across a page: bool [H,W]."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for top in (40, 90):
        mask[top : top + thickness, 20:580] = True
    return mask


def left(mask: np.ndarray) -> np.ndarray:
    return without_rules(ink_of(mask)).mask


def test_rules_go() -> None:
    assert not left(ruled()).any()


def test_a_stroke_across_a_rule_stays_whole() -> None:
    mask = ruled()
    mask[20:60, 300:304] = True
    kept = left(mask)
    assert kept[20:60, 300:304].all()
    assert kept.sum() < 4 * 40 + 60


def test_letters_without_rules_are_untouched() -> None:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    mask[30:60, 100:104] = mask[43:46, 100:130] = True
    np.testing.assert_array_equal(left(mask), mask)


def test_the_tops_of_letters_in_a_row_are_no_rule() -> None:
    mask = np.zeros((60, 160), bool)
    for left_edge in range(10, 150, 28):
        mask[10:13, left_edge : left_edge + 18] = True
        mask[10:50, left_edge + 14 : left_edge + 18] = True
    np.testing.assert_array_equal(left(mask), mask)


@pytest.mark.parametrize("margin", [2, 8, 44])
@pytest.mark.parametrize("pen", [2, 3, 4])
def test_the_tops_of_sevens_that_touch_are_no_rule(margin: int, pen: int) -> None:
    mask = np.zeros((90, 156 + 2 * margin), bool)
    for number in range(5):  # of which the second and third touch at their tops
        x, run_on = margin + 31 * number, 31 if number == 1 else 27
        mask[22 : 22 + pen, x : x + run_on] = True
        mask[22:66, x + 10 : x + 10 + pen] = True
    np.testing.assert_array_equal(left(mask), mask)


def test_a_short_rule_under_a_word_goes() -> None:
    mask = np.zeros((90, 220), bool)
    for left_edge in range(60, 150, 31):
        mask[22:62, left_edge : left_edge + 4] = True
    rule = np.zeros_like(mask)
    rule[70:73, 50:170] = True  # a little over half of the page
    np.testing.assert_array_equal(left(mask | rule), mask)


def test_the_bar_of_a_large_letter_is_no_rule() -> None:
    mask = np.zeros((60, 50), bool)
    mask[10:50, 10:13] = mask[10:50, 36:39] = mask[28:31, 10:39] = True
    np.testing.assert_array_equal(left(mask), mask)


def test_the_grey_of_a_rule_goes_with_it() -> None:
    mask = ruled()
    mask[20:60, 300:304] = True
    grey = without_rules(ink_of(mask)).grey
    assert not grey[:, :290].any()
    assert grey[20:60, 300:304].all()


def test_a_bar_is_no_rule() -> None:
    thick = ruled(THICK + 4)
    np.testing.assert_array_equal(left(thick), thick)


def test_an_empty_page_stays_empty() -> None:
    assert not left(np.zeros((HEIGHT, WIDTH), bool)).any()
