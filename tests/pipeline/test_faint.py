import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.faint import TALL, without_faint
from pipeline.ink import contrast_of, floor_of
from tests.pipeline.drawing import Sheet

PALE, DARK = 185, 60
FEET = range(80, 400, 60)
WHITE = 235


def page(rule: int, slope: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Contrast of six words, over rules of a grey and without any: float32 [H,W]."""
    sheet = Sheet(440, 900, WHITE, DARK)
    for foot in FEET:
        sheet.write("HAND", 100, foot, size=1.0, thick=3)
    ruled = sheet.image.copy()
    for foot in FEET:
        ends = (20, foot - round(430 * slope)), (880, foot + round(430 * slope))
        cv2.line(ruled, *ends, (rule,) * 3, 2)
    both = (np.minimum(ruled, sheet.image), sheet.image)
    grain = np.random.default_rng(0).normal(0, 2, both[0].shape[:2])
    with_rules, without = (contrast_of((p[..., 0] + grain).clip(0, 255)) for p in both)
    return with_rules, without


def cleaned(contrast: np.ndarray) -> np.ndarray:
    return without_faint(contrast, floor_of(contrast))


@pytest.mark.parametrize("slope", [0.0, 0.01, -0.01])
def test_a_rule_paler_than_the_ink_goes_and_the_letters_stay(slope: float) -> None:
    ruled, plain = page(PALE, slope)
    floor = floor_of(ruled)
    left = cleaned(ruled) > floor
    wrong = left & ~cv2.dilate((plain > floor).view(np.uint8), np.ones((5, 5))).astype(bool)
    assert (ruled > floor).sum() > 1.5 * (plain > floor).sum()
    assert wrong.sum() < 0.01 * (plain > floor).sum()
    assert (left & (plain > 120)).sum() == (plain > 120).sum()


def test_letters_without_rules_are_untouched() -> None:
    _, plain = page(PALE)
    np.testing.assert_array_equal(cleaned(plain), plain)


def test_a_rule_as_dark_as_the_ink_is_left_to_others() -> None:
    ruled, _ = page(DARK)
    np.testing.assert_array_equal(cleaned(ruled), ruled)


def test_an_image_of_a_line_is_untouched() -> None:
    line = page(PALE)[0][: TALL - 1]
    np.testing.assert_array_equal(cleaned(line), line)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(150, 300), st.integers(150, 300))
def test_nothing_is_added(seed: int, height: int, width: int) -> None:
    contrast = np.random.default_rng(seed).uniform(0, 255, (height, width)).astype(np.float32)
    left = cleaned(contrast)
    assert left.shape == contrast.shape
    assert ((left == contrast) | (left == 0)).all()
