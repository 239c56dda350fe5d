import numpy as np
import pytest

from pipeline.dashes import dashed
from pipeline.rules import without_rules
from tests.pipeline.drawing import ink_of

HEIGHT, WIDTH = 200, 900


def page(dash: int = 12, gap: int = 9, drift: float = 0.0, thick: int = 1) -> np.ndarray:
    """Two rules of which dashes are left: uint8 [H,W]."""
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for top in (60, 140):
        for x in range(10, 880, dash + gap):
            y = round(top + drift * x)
            mask[y : y + thick, x : x + dash] = 1
    return mask


@pytest.mark.parametrize("thick", [1, 2, 3])
@pytest.mark.parametrize("drift", [0.0, 0.004, -0.004])
@pytest.mark.parametrize(("dash", "gap"), [(12, 9), (30, 20), (4, 10)])
def test_the_dashes_of_a_rule_are_found(dash: int, gap: int, drift: float, thick: int) -> None:
    mask = page(dash, gap, drift, thick)
    np.testing.assert_array_equal(dashed(mask), mask)


def test_a_short_one_is_a_rule_beside_a_long_one_alone() -> None:
    mask = page()
    mask[60:62, 100:] = 0
    assert dashed(mask)[60, :100].any()
    mask[140:142] = 0
    assert not dashed(mask).any()


def test_letters_that_stand_between_stay() -> None:
    mask, letters = page(), np.zeros((HEIGHT, WIDTH), np.uint8)
    for x in (200, 240, 300):
        letters[35:62, x : x + 4] = letters[45:49, x : x + 20] = 1
    mask[60:62, 195:330] = 0
    left = without_rules(ink_of(mask | letters)).mask
    np.testing.assert_array_equal(left, letters > 0)


def test_a_dashed_rule_and_a_thick_one_both_go() -> None:
    mask = page()
    mask[100:106, 20:880] = 1
    assert not without_rules(ink_of(mask)).mask.any()


def test_in_an_image_of_one_line_hyphens_stay() -> None:
    mask = page(dash=12, gap=30)[:100]
    for x in range(29, 880, 42):
        mask[45:75, x : x + 4] = 1
    assert not dashed(mask).any()


@pytest.mark.parametrize("top", [20, 70])
def test_in_an_image_of_one_line_a_rule_over_or_under_the_letters_goes(top: int) -> None:
    rule, mask = page()[:100], np.zeros((100, WIDTH), np.uint8)
    for x in range(29, 880, 42):
        mask[top : top + 20, x : x + 30] = 1
    np.testing.assert_array_equal(dashed(rule | mask), rule)


def test_the_dots_of_a_line_of_letters_are_no_rule() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x in range(20, 880, 60):
        mask[40:43, x : x + 3] = mask[50:80, x : x + 4] = 1
    assert not dashed(mask).any()


def test_a_few_dashes_are_none() -> None:
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    for x in (100, 300, 500):
        mask[60:62, x : x + 100] = 1
    assert not dashed(mask).any()


def test_grain_is_none() -> None:
    mask = (np.random.default_rng(0).random((HEIGHT, WIDTH)) < 0.02).astype(np.uint8)
    assert not dashed(mask).any()


def test_an_empty_page_has_none() -> None:
    assert not dashed(np.zeros((HEIGHT, WIDTH), np.uint8)).any()
