"""A word's strip: one height, however large the word; and the way back to the page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import COUNT
from pipeline.components import Component
from pipeline.strip import EDGE, HEIGHT, INNER, STRIDE, WIDEST, Framed, strip


def word(width: int, height: int, x: int = 30) -> Component:
    ink = np.zeros((height + 2, width + 2), np.uint8)
    ink[1:-1, 1:-1] = 120
    return Component((x, 12, width, height), ink)


@given(st.integers(1, 3000), st.integers(1, 400))
def test_any_word_has_a_strip_of_bounded_size(width: int, height: int) -> None:
    made = strip(word(width, height))
    assert made.image.shape[0] == HEIGHT
    assert made.image.dtype == np.uint8
    assert 2 * EDGE < made.image.shape[1] <= WIDEST + 2 * EDGE
    assert made.frames * STRIDE >= made.image.shape[1]


def test_ink_is_stretched_to_full_contrast_inside_its_edges() -> None:
    image = strip(word(60, 30)).image
    assert image.shape == (HEIGHT, 56 + 2 * EDGE)
    assert image[HEIGHT // 2, EDGE + 5 : -EDGE - 5].min() == 255
    assert not image[:, :EDGE].any()
    assert not image[:, -EDGE:].any()
    assert not image[: (HEIGHT - INNER) // 2].any()


def test_columns_of_the_page_are_found_again() -> None:
    made = strip(word(60, 30, x=100))
    assert made.frame(100) == pytest.approx(EDGE / STRIDE)
    assert made.frame(160) == pytest.approx((EDGE + 56) / STRIDE)


def test_a_word_without_ink_has_a_strip_too() -> None:
    empty = Component((0, 0, 5, 5), np.zeros((7, 7), np.uint8))
    assert not strip(empty).image.any()


def test_middles_are_where_a_character_is_said_most() -> None:
    made = strip(word(64, 28, x=100))
    frames = np.zeros((made.frames, COUNT + 1), np.float32)
    frames[:, COUNT] = 1
    frames[4], frames[5] = _said(7, 0.6), _said(7, 0.9)
    frames[10], frames[11] = _said(9, 0.8), _said(11, 0.8)
    middles = Framed(made, frames).middles()
    assert middles == pytest.approx([100 - EDGE + 22, 100 - EDGE + 42, 100 - EDGE + 46])


def _said(label: int, share: float) -> np.ndarray:
    row = np.zeros(COUNT + 1, np.float32)
    row[label], row[COUNT] = share, 1 - share
    return row
