import cv2
import numpy as np
import pytest

from pipeline.teeth import without_teeth

FLOOR, PALE, INK = 20.0, 60.0, 200.0
SHAPE = (90, 420)
PITCH, FOOT = 50, 70


def comb(
    first: int = 30, teeth: int = 6, high: int = 25, missing: tuple[int, ...] = ()
) -> np.ndarray:
    """Its contrast, float32 [H,W]: a line, and what stands on it."""
    contrast = np.zeros(SHAPE, np.float32)
    contrast[FOOT : FOOT + 2, max(0, first) : first + PITCH * (teeth - 1) + 2] = PALE
    for k in range(teeth):
        x = first + PITCH * k
        if k not in missing and 0 <= x < SHAPE[1]:
            contrast[FOOT - high : FOOT + 2, x : x + 2] = PALE
    return contrast


def strokes(*columns: int, foot: int = 60) -> np.ndarray:
    """Upright strokes of a pen."""
    contrast = np.zeros(SHAPE, np.float32)
    for x in columns:
        contrast[20:foot, x : x + 5] = INK
    return contrast


def rule(left: int, right: int) -> np.ndarray:
    contrast = np.zeros(SHAPE, np.float32)
    contrast[FOOT : FOOT + 2, left:right] = PALE
    return contrast


@pytest.mark.parametrize("high", [10, 25, 45])
@pytest.mark.parametrize("teeth", [3, 6])
def test_a_comb_goes(high: int, teeth: int) -> None:
    assert not without_teeth(comb(teeth=teeth, high=high), FLOOR).any()


def test_what_is_written_in_a_comb_stays() -> None:
    letters = strokes(50, 105, 155, 202)
    np.testing.assert_array_equal(without_teeth(np.maximum(letters, comb()), FLOOR), letters)


def test_a_stroke_over_a_tooth_stays_and_the_tooth_goes() -> None:
    letters = strokes(79, foot=66)
    kept = without_teeth(np.maximum(letters, comb()), FLOOR)
    np.testing.assert_array_equal(kept[:66], letters[:66])
    assert not kept[:, 90:].any()


def test_teeth_that_are_not_seen_as_such_go_where_others_say_they_are() -> None:
    broken = comb(missing=(3,))
    broken[50:60, 180:182] = broken[64:68, 180:182] = PALE
    assert not without_teeth(broken, FLOOR).any()


@pytest.mark.parametrize("first", [-20, 152])
def test_a_comb_that_is_cut_off_with_the_crop_goes(first: int) -> None:
    assert not without_teeth(comb(first, teeth=7), FLOOR).any()


@pytest.mark.parametrize("ends", [(0, 420), (10, 300), (60, 400)])
def test_strokes_on_a_rule_that_goes_on_stay(ends: tuple[int, int]) -> None:
    both = np.maximum(rule(*ends), comb(80, teeth=4))
    np.testing.assert_array_equal(without_teeth(both, FLOOR), both)


def test_few_strokes_at_one_end_of_a_rule_stay() -> None:
    both = np.maximum(rule(30, 382), comb(80, teeth=3))
    np.testing.assert_array_equal(without_teeth(both, FLOOR), both)


@pytest.mark.parametrize(
    ("text", "font", "size", "thick", "blur"),
    [
        ("mum", cv2.FONT_HERSHEY_SIMPLEX, 1.4, 4, 1.0),
        ("mill", cv2.FONT_HERSHEY_SIMPLEX, 1.4, 4, 1.0),
        ("LLLL", cv2.FONT_HERSHEY_COMPLEX, 1.2, 2, 0.8),
        ("BELL", cv2.FONT_HERSHEY_COMPLEX, 1.2, 2, 0.8),
    ],
)
def test_the_feet_of_letters_are_no_teeth(
    text: str, font: int, size: float, thick: int, blur: float
) -> None:
    letters = np.zeros(SHAPE, np.float32)
    cv2.putText(letters, text, (30, 60), font, size, INK, thick)
    letters = np.asarray(cv2.GaussianBlur(letters, (0, 0), blur), np.float32)
    np.testing.assert_array_equal(without_teeth(letters, FLOOR), letters)


def test_a_tooth_at_an_end_may_stand_behind_a_letter() -> None:
    letters = strokes(28, foot=FOOT)
    kept = without_teeth(np.maximum(letters, comb(missing=(0,))), FLOOR)
    np.testing.assert_array_equal(kept[:, 40:], 0)
    assert (kept > FLOOR)[20:FOOT, 28:33].all()
    np.testing.assert_array_equal(without_teeth(comb(missing=(0,)), FLOOR), comb(missing=(0,)))


def test_the_soft_edges_of_teeth_go() -> None:
    soft = np.asarray(cv2.GaussianBlur(comb(), (0, 0), 1.2), np.float32)
    assert (without_teeth(soft, FLOOR) > FLOOR).sum() == 0


def test_a_stroke_where_a_tooth_would_be_stays() -> None:
    letters = np.zeros(SHAPE, np.float32)
    letters[55:58, 68:96] = PALE
    both = np.maximum(letters, comb(missing=(1,)))
    np.testing.assert_array_equal(without_teeth(both, FLOOR), letters)


def test_few_strokes_between_letters_at_both_ends_stay() -> None:
    both = np.maximum(comb(10, teeth=9, missing=(0, 1, 2, 6, 7, 8)), strokes(8, 408, foot=FOOT))
    np.testing.assert_array_equal(without_teeth(both, FLOOR), both)


def test_few_strokes_on_a_long_rule_stay() -> None:
    both = comb(teeth=8, missing=(1, 2, 3, 5, 6))
    np.testing.assert_array_equal(without_teeth(both, FLOOR), both)


@pytest.mark.parametrize(
    "other",
    [
        comb(teeth=2),
        comb(high=60),  # higher than their distance
        comb() * (INK / PALE) * (np.arange(90)[:, None] < FOOT) + rule(30, 282),  # far darker
        rule(30, 282),
        np.zeros(SHAPE, np.float32),
    ],
    ids=["two", "high", "dark", "none", "empty"],
)
def test_what_is_no_comb_stays(other: np.ndarray) -> None:
    np.testing.assert_array_equal(without_teeth(other, FLOOR), other)


@pytest.mark.parametrize("gap", [15, 22, 50, 90])
def test_two_combs_side_by_side_go(gap: int) -> None:
    both = np.maximum(comb(10, teeth=4), comb(160 + gap, teeth=4))
    assert not without_teeth(both, FLOOR).any()
