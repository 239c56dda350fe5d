import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.glyph import GROUND, INNER, normalise, normalise_all

crops = arrays(np.uint8, st.tuples(st.integers(0, 40), st.integers(0, 40)))
margins = st.tuples(*[st.integers(0, 30)] * 4)


def stroke(height: int, width: int) -> np.ndarray:
    """A crop with a slanted stroke of a pen, 5 pixels wide, from corner to corner."""
    ink = np.zeros((height, width), np.uint8)
    cv2.line(ink, (3, height - 4), (width - 4, 3), 255, 5)
    return ink


def extent(glyph: np.ndarray) -> tuple[int, int, int, int]:
    x, y, width, height = cv2.boundingRect((glyph >= GROUND).view(np.uint8))
    return x, y, width, height


@given(crops)
@example(np.zeros((0, 5), np.uint8))
@example(np.ones((1, 4000), np.uint8))
def test_any_crop_becomes_a_glyph(ink: np.ndarray) -> None:
    before = ink.copy()
    glyph = normalise(ink)
    assert glyph.shape == (28, 28)
    assert glyph.dtype == np.uint8
    assert glyph.max(initial=0) == (255 if ink.any() else 0)
    np.testing.assert_array_equal(ink, before)


@given(crops, margins)
def test_ground_around_the_ink_changes_nothing(
    ink: np.ndarray, margin: tuple[int, int, int, int]
) -> None:
    top, bottom, left, right = margin
    padded = np.pad(ink, ((top, bottom), (left, right)))
    np.testing.assert_array_equal(normalise(padded), normalise(ink))


@given(st.integers(8, 90), st.integers(8, 90))
def test_the_longer_side_is_24_and_the_ink_is_in_the_middle(height: int, width: int) -> None:
    ink = np.full((height, width), 255, np.uint8)
    x, y, wide, tall = extent(normalise(ink))
    assert max(wide, tall) == INNER
    assert abs(min(wide, tall) - INNER * min(height, width) / max(height, width)) <= 1
    assert abs(2 * x + wide - 28) <= 1
    assert abs(2 * y + tall - 28) <= 1


def test_faint_ink_is_stretched_to_full() -> None:
    strong = normalise(stroke(40, 30))
    faint = normalise(stroke(40, 30) // 5)
    np.testing.assert_array_equal(faint, strong)


def test_dust_below_a_quarter_of_the_ink_is_not_cropped_to() -> None:
    dusty = stroke(40, 30)
    clean = normalise(dusty)
    dusty = np.pad(dusty, 10)
    dusty[0, 0] = 60
    np.testing.assert_array_equal(normalise(dusty), clean)
    dusty[0, 0] = 70
    assert (normalise(dusty) != clean).any()


@pytest.mark.parametrize("scale", [0.5, 0.8, 1.5, 3, 8])
def test_size_does_not_matter(scale: float) -> None:
    ink = stroke(60, 44)
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=how)
    assert np.abs(normalise(scaled).astype(int) - normalise(ink)).mean() < 6


@pytest.mark.parametrize(("height", "width"), [(1, 60), (60, 1), (1, 1), (1, 10_000), (3, 400)])
def test_thin_lines_stay_visible(height: int, width: int) -> None:
    glyph = normalise(np.full((height, width), 200, np.uint8))
    _, _, wide, tall = extent(glyph)
    assert max(wide, tall) == INNER
    assert (wide, tall) == ((INNER, max(1, tall)) if width >= height else (max(1, wide), INNER))
    assert glyph.max() == 255


def test_normalising_twice_is_nearly_normalising_once(emnist: np.ndarray) -> None:
    once = normalise_all(list(emnist))
    change = np.abs(normalise_all(list(once)).astype(int) - once).mean(axis=(1, 2))
    assert change.mean() < 6
    assert change.max() < 25


def test_emnists_glyphs_stay_what_they_were(emnist: np.ndarray) -> None:
    once = normalise_all(list(emnist)).reshape(len(emnist), -1)
    alike = [
        np.corrcoef(a, b)[0, 1] for a, b in zip(once, emnist.reshape(len(emnist), -1), strict=True)
    ]
    assert np.median(alike) > 0.8


def test_all_at_once_is_one_by_one() -> None:
    inks = [stroke(40, 30), np.zeros((0, 3), np.uint8), stroke(12, 80)]
    np.testing.assert_array_equal(normalise_all(inks), [normalise(ink) for ink in inks])
    assert normalise_all([]).shape == (0, 28, 28)
    assert normalise_all([]).dtype == np.uint8
