import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.deskew import LEAST, crowding, skew, turned
from tests.pipeline.drawing import Sheet


def page() -> np.ndarray:
    """Six lines of writing, uint8 [H,W], 255 where ink is."""
    sheet = Sheet(520, 900)
    for k in range(6):
        sheet.write("LETTERS", 60 + 10 * (k % 3), 80 + 75 * k)
    return 255 - sheet.image[..., 0]


@pytest.mark.parametrize("degrees", [-15.0, -7.5, -2.0, 3.0, 10.0, 15.0])
def test_the_angle_of_a_page_is_found(degrees: float) -> None:
    askew, _ = turned(page(), -degrees)
    assert skew(askew > 128) == pytest.approx(degrees, abs=0.4)


def test_a_level_page_stays() -> None:
    assert skew(page() > 128) == 0.0


@pytest.mark.parametrize("height", [330, 410, 470, 530, 590, 670])
@pytest.mark.parametrize("degrees", [-5.0, 3.0])
def test_no_height_of_a_page_makes_it_look_level(height: int, degrees: float) -> None:
    """Rows of pixels that fall unevenly on the rows that are counted crowd by themselves."""
    sheet = Sheet(height, 700)
    for k, foot in enumerate(range(70, height - 20, 52)):
        sheet.write("SOME LETTERS"[k % 5 :], 40 + 10 * (k % 3), foot)
    askew, _ = turned(255 - sheet.image[..., 0], -degrees)
    assert skew(askew > 128) == pytest.approx(degrees, abs=0.5)


@pytest.mark.parametrize("word", ["WORD", "HILL", "MAXIMUM", "AVOWAL"])
def test_a_large_word_crowds_by_chance(word: str) -> None:
    sheet = Sheet(170, 700)
    sheet.write(word, 60, 130)
    assert abs(skew(sheet.image[..., 0] < 128)) < 1.0


def test_a_word_says_too_little() -> None:
    sheet = Sheet(120, 500)
    sheet.write("WORD", 60, 80)
    askew, _ = turned(255 - sheet.image[..., 0], 10)
    assert skew(askew[:140] > 128) == 0.0


def test_a_turned_page_is_turned_back() -> None:
    askew, _ = turned(page(), -8)
    level, _ = turned(askew, 8)
    assert abs(skew(level > 128)) < LEAST


def test_beside_a_turned_page_there_is_nothing() -> None:
    level, _ = turned(np.full((300, 400), 9, np.float32), 10)
    assert level[0, 0] == level[-1, -1] == 0
    assert level[len(level) // 2, level.shape[1] // 2] == 9


@given(st.floats(-15, 15), st.integers(10, 400), st.integers(10, 400))
def test_the_way_back_leads_to_where_ink_was(degrees: float, x: int, y: int) -> None:
    image = np.zeros((420, 420), np.uint8)
    image[y - 2 : y + 3, x - 2 : x + 3] = 255
    level, back = turned(image, degrees)
    ys, xs = np.nonzero(level > 100)
    assert back @ (xs.mean(), ys.mean(), 1) == pytest.approx((x, y), abs=1.0)


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0.001, 0.9))
def test_noise_has_no_angle_or_a_bounded_one(seed: int, share: float) -> None:
    noise = np.random.default_rng(seed).random((200, 220)) < share
    assert abs(skew(noise)) <= 16.0


def test_points_on_a_line_crowd_along_it() -> None:
    line = np.array([(x, 0.1 * x) for x in range(100)])
    assert crowding(line, np.degrees(np.arctan(0.1))) > 5 * crowding(line, 0.0)
