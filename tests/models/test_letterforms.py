import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.emnist import Glyphs, join, one_hot
from models.letterforms import FORMS, Draw, bolt, crossed, flagged, form, hooked, slashed, varied
from pipeline.classes import CHARS, INDEX
from tests.models.characters import characters

MANY = characters(3000)
LOOK = 60
"""Grey from which on a pixel is ink here."""


def drawn(*points: tuple[int, int], pen: int = 2) -> np.ndarray:
    """A glyph of one stroke."""
    glyph: np.ndarray = np.zeros((28, 28), np.uint8)
    cv2.polylines(glyph, [np.array(points, np.int32)], False, 255, pen, cv2.LINE_AA)
    return glyph


ONE = drawn((15, 4), (13, 23))
SEVEN = drawn((7, 5), (19, 5), (12, 23))
FOUR = drawn((8, 4), (6, 15), (22, 15), (16, 12), (14, 23))
ZED = drawn((6, 5), (20, 5), (6, 22), (21, 22))


def zero() -> np.ndarray:
    glyph: np.ndarray = np.zeros((28, 28), np.uint8)
    cv2.ellipse(glyph, (14, 14), (7, 10), 0, 0, 360, 255, 2, cv2.LINE_AA)
    return glyph


def drawings(glyph: np.ndarray, draw: Draw, count: int = 40) -> list[np.ndarray]:
    return [form(glyph, draw, np.random.default_rng(seed)) for seed in range(count)]


def reach(glyph: np.ndarray, rows: slice) -> tuple[int, int]:
    """The first and the last column of the ink in some rows."""
    columns = np.flatnonzero((glyph[rows] > LOOK).any(axis=0))
    return int(columns[0]), int(columns[-1])


def holes(glyph: np.ndarray) -> int:
    return int(cv2.connectedComponents((glyph <= LOOK).view(np.uint8), connectivity=4)[0]) - 2


def test_a_one_gets_a_flag_to_its_left_and_at_times_a_foot() -> None:
    feet = 0
    for made in drawings(ONE, flagged):
        rows = np.flatnonzero((made > LOOK).any(axis=1))
        top, foot = slice(rows[0], rows[0] + 14), slice(rows[-1] - 2, rows[-1] + 1)
        stem = reach(made, slice(rows[-1] - 7, rows[-1] - 5))
        assert reach(made, top)[0] < stem[1] - 3
        assert reach(made, top)[1] <= stem[1] + 3
        feet += reach(made, foot)[1] > stem[1] + 2
    assert 1 <= feet <= 20


def test_a_one_that_leans_is_flagged_beside_its_stem() -> None:
    leaning = drawn((22, 4), (6, 23))
    assert all((made > LOOK).sum() > (leaning > LOOK).sum() for made in drawings(leaning, flagged))


def test_a_one_that_has_a_flag_is_left_as_it_is() -> None:
    footed = drawn((7, 12), (15, 4), (14, 23), (22, 23), (6, 23))
    for made in drawings(footed, flagged):
        np.testing.assert_array_equal(made, footed)


@pytest.mark.parametrize("glyph", [SEVEN, ZED])
def test_a_bar_crosses_the_stem(glyph: np.ndarray) -> None:
    middle = slice(11, 18)
    before = reach(glyph, middle)
    for made in drawings(glyph, crossed):
        rows = np.flatnonzero((made > LOOK).any(axis=1))
        assert abs(rows[0] - 4) <= 2
        after = reach(made, middle)
        assert after[1] - after[0] > before[1] - before[0]


def test_a_slash_parts_the_hole_of_a_zero() -> None:
    assert holes(zero()) == 1
    assert np.mean([holes(made) >= 2 for made in drawings(zero(), slashed)]) > 0.8


def test_a_bolt_is_open_above_and_one_stroke_at_its_foot() -> None:
    made = drawings(FOUR, bolt)
    assert np.mean([holes(each) == 0 for each in made]) > 0.7
    for each in made:
        last = np.flatnonzero((each > LOOK).any(axis=1))[-1]
        foot, widest = reach(each, slice(last - 2, last + 1)), reach(each, slice(0, 28))
        assert foot[1] - foot[0] < 0.6 * (widest[1] - widest[0])


def test_the_bar_of_a_hooked_zed_is_the_shorter_and_its_foot_is_not() -> None:
    for made in drawings(ZED, hooked):
        rows = np.flatnonzero((made > LOOK).any(axis=1))
        bar, foot = (reach(made, slice(at, at + 2)) for at in (rows[0], rows[-1] - 1))
        assert bar[1] - bar[0] < 0.85 * (foot[1] - foot[0])
        assert foot[1] - foot[0] >= 13


def test_what_has_no_ink_or_too_much_is_left_as_it_is() -> None:
    blot = drawn((14, 5), (14, 22), pen=9)
    for glyph in (np.zeros((28, 28), np.uint8), np.full((28, 28), 255, np.uint8), blot):
        for made in drawings(glyph, crossed, 3):
            np.testing.assert_array_equal(made, glyph)


@settings(deadline=None)
@given(arrays(np.uint8, (28, 28)), st.sampled_from([flagged, crossed, slashed, bolt, hooked]))
def test_whatever_it_is_a_glyph_comes_back(glyph: np.ndarray, draw: Draw) -> None:
    made = form(glyph, draw, np.random.default_rng(0))
    assert (made.dtype, made.shape) == (np.uint8, (28, 28))


@pytest.mark.parametrize(
    ("char", "draw"), [("0", slashed), ("1", flagged), ("4", bolt), ("7", crossed), ("Z", hooked)]
)
def test_a_form_belongs_to_its_character(char: str, draw: Draw) -> None:
    mine = next(forms for chars, forms in FORMS.items() if char in chars)
    assert draw in [each for each, _ in mine]
    assert (draw is crossed) == (char == "7")


def test_a_flag_is_no_roof() -> None:
    upright = drawn((14, 4), (14, 23))
    for made in drawings(upright, flagged):
        rows = np.flatnonzero((made > LOOK).any(axis=1))
        top = reach(made, slice(rows[0], rows[0] + 2))
        flag = reach(made, slice(rows[0] + 3, rows[0] + 5))
        assert flag[0] < top[0] - 1 or top[1] - top[0] < 5


def test_no_two_drawings_are_alike() -> None:
    assert len({made.tobytes() for made in drawings(ONE, flagged)}) > 30


@pytest.mark.parametrize(("glyph", "draw"), [(SEVEN, crossed), (FOUR, bolt), (zero(), slashed)])
def test_what_is_drawn_stands_in_the_middle_and_leaves_a_rim(glyph: np.ndarray, draw: Draw) -> None:
    for made in drawings(glyph, draw):
        left, top, width, height = cv2.boundingRect((made > LOOK).view(np.uint8))
        assert abs(left + (width - 1) / 2 - 13.5) <= 1
        assert abs(top + (height - 1) / 2 - 13.5) <= 1
        assert max(width, height) <= 25


def test_a_share_of_what_has_other_forms_is_drawn_once_more_and_nothing_else() -> None:
    made = varied(MANY, seed=3)
    for before, after in ((MANY.x, made.x), (MANY.y, made.y)):
        np.testing.assert_array_equal(after[: len(MANY)], before)
    more = made[len(MANY) :]
    np.testing.assert_array_equal(more.candidates, one_hot(more.y))
    for char, least, most in [
        ("0", 0.01, 0.12),
        ("1", 0.15, 0.35),
        ("4", 0.04, 0.2),
        ("7", 0.1, 0.3),
    ]:
        share = (more.y == INDEX[char]).sum() / (MANY.y == INDEX[char]).sum()
        assert least < share < most, char
    assert {CHARS[label] for label in more.y} <= set("".join(FORMS))


def test_letters_whose_case_is_unknown_are_drawn_too() -> None:
    either = np.zeros(62, bool)
    either[[INDEX["Z"], INDEX["z"]]] = True
    known = Glyphs(ZED[None], np.array([INDEX["Z"]], np.int16), one_hot(np.array([INDEX["Z"]])))
    unknown = Glyphs(ZED[None], np.array([-1], np.int16), either[None])
    more = varied(join([known, unknown] * 50), seed=0)[100:]
    assert 5 < (more.y == INDEX["Z"]).sum() < 40
    assert 5 < (more.y == -1).sum() < 40
    np.testing.assert_array_equal(more.candidates[more.y == -1][0], either)


def test_the_same_seed_draws_the_same() -> None:
    np.testing.assert_array_equal(varied(MANY, 5).x, varied(MANY, 5).x)
    assert len(varied(MANY, 5)) != len(varied(MANY, 6))


def test_glyphs_that_are_alike_are_not_drawn_alike() -> None:
    label = np.array([INDEX["1"]] * 60, np.int16)
    more = varied(Glyphs(np.stack([ONE] * 60), label, one_hot(label)), seed=1)[60:]
    assert len({glyph.tobytes() for glyph in more.x}) == len(more) > 5
