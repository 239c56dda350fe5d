import cv2
import numpy as np
import pytest

from pipeline.combs import without_combs
from tests.pipeline.drawing import Sheet, ink_of

HEIGHT, WIDTH = 120, 640


def writing(text: str = "RIVER") -> np.ndarray:
    """Letters on a page: bool [H,W]."""
    sheet = Sheet(HEIGHT, WIDTH)
    sheet.write(text, 40, 90)
    return np.asarray(sheet.image[..., 0] < 128)


def dots(pitch: int = 9, fall: float = 0.0) -> np.ndarray:
    """A dotted rule under the writing."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for x in range(10, WIDTH - 10, pitch):
        y = round(96 + fall * x)
        mask[y : y + 3, x : x + 3] = True
    return mask


def ticks(pitch: int = 55, top: int = 60) -> np.ndarray:
    """The ticks of a comb, some of them through letters."""
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for x in range(25, WIDTH, pitch):
        mask[top:100, x : x + 2] = True
    return mask


def left(mask: np.ndarray) -> np.ndarray:
    return without_combs(ink_of(mask)).mask


@pytest.mark.parametrize("fall", [0.0, 0.02, -0.02])
def test_a_dotted_rule_goes(fall: float) -> None:
    rule = dots(fall=fall)
    assert left(rule).sum() < 0.05 * rule.sum()


def test_letters_over_a_dotted_rule_stay_whole() -> None:
    letters = writing()
    kept = left(letters | dots())
    assert (kept & letters).sum() == letters.sum()
    assert kept.sum() < 1.05 * letters.sum()


def test_the_ticks_of_a_comb_go_where_letters_hide_some() -> None:
    letters, comb = writing(), ticks()
    kept = left(letters | comb)
    assert (kept & ~letters).sum() < 0.1 * (comb & ~letters).sum()
    assert (kept & letters).sum() > 0.97 * letters.sum()


def test_strokes_of_a_fine_pen_that_differ_in_height_stay() -> None:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for k, x in enumerate(range(30, 260, 56)):
        mask[(60, 78, 66, 82, 70)[k] : 100, x] = True
    np.testing.assert_array_equal(left(mask), mask)


def test_a_thin_stroke_goes_on_through_a_tick() -> None:
    stroke = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.line(stroke, (118, 64), (150, 96), 1, 1)
    mask = stroke > 0
    kept = left(mask | ticks())
    assert (kept & mask).sum() >= 0.98 * mask.sum()
    assert kept.sum() <= mask.sum() + 8


def test_a_comb_that_leans_goes() -> None:
    comb = np.zeros((HEIGHT, WIDTH), bool)
    for x in range(25, WIDTH, 55):
        comb[60:85, x] = comb[85:110, x + 1] = True
    assert not left(comb).any()


@pytest.mark.parametrize("text", ["IIII", "1111", "Illi", "HELLO", "....", "iiiiiii"])
def test_writing_that_repeats_itself_unevenly_stays(text: str) -> None:
    rng = np.random.default_rng(3)
    sheet, x = Sheet(HEIGHT, WIDTH), 40
    for char in text:
        foot = 90 + int(rng.integers(-3, 4))
        ((_, _, width, _),) = sheet.write(char, x, foot, size=2.0 + rng.uniform(-0.2, 0.2))
        x += width + 14 + int(rng.integers(0, 14))
    mask = sheet.image[..., 0] < 128
    np.testing.assert_array_equal(left(mask), mask)


def test_the_dotted_lines_of_a_whole_form_go() -> None:
    rule = dots()[90:105]
    mask = np.zeros((700, WIDTH), bool)
    for top in range(40, 680, 50):
        mask[top : top + 15] = rule
    assert left(mask).sum() < 0.05 * mask.sum()


@pytest.mark.parametrize("size", [0.3, 0.4, 0.5])
def test_small_print_stays(size: float) -> None:
    sheet = Sheet(60, 900)
    sheet.write("trainerownqueueversionimmutableacrosssomecases", 10, 40, size, 2, 1)
    mask = sheet.image[..., 0] < 128
    np.testing.assert_array_equal(left(mask), mask)


def test_strokes_that_stand_as_close_as_letters_stay() -> None:
    mask = np.zeros((HEIGHT, WIDTH), bool)
    for x in range(100, 260, 16):
        mask[40:90, x : x + 4] = True
    np.testing.assert_array_equal(left(mask), mask)


def test_letters_beyond_a_comb_are_not_struck() -> None:
    comb = ticks()
    comb[:, 330:] = False
    beyond = writing("HILL")
    beyond = np.roll(beyond, 400, axis=1)
    kept = left(comb | beyond)
    np.testing.assert_array_equal(kept & beyond, beyond)


def test_an_empty_page_stays_empty() -> None:
    assert not left(np.zeros((40, 60), bool)).any()
