"""A word's strip: one height, however large the word; and the way back to the page."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.classes import COUNT, INDEX
from pipeline.components import Component
from pipeline.strip import EDGE, FINE, HEIGHT, INNER, STRIDE, WIDEST, Framed, strip


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


@pytest.mark.parametrize("stride", [STRIDE, FINE])
def test_columns_of_the_page_are_found_again(stride: int) -> None:
    made = strip(word(60, 30, x=100))
    frames = np.zeros((-(-made.image.shape[1] // stride), COUNT + 1), np.float32)
    framed = Framed(made, frames)
    assert framed.stride == stride
    assert framed.frame(100) == pytest.approx(EDGE / stride)
    assert framed.frame(160) == pytest.approx((EDGE + 56) / stride)


def test_a_word_without_ink_has_a_strip_too() -> None:
    empty = Component((0, 0, 5, 5), np.zeros((7, 7), np.uint8))
    assert not strip(empty).image.any()


def seen(*rows: tuple[int, dict[int, float]]) -> Framed:
    """Of a word at column 100, whose strip is as large as it is: frames, and what they say."""
    made = strip(word(64, 28, x=100))
    frames = np.zeros((made.frames, COUNT + 1), np.float32)
    frames[:, COUNT] = 1
    for frame, said in rows:
        frames[frame, COUNT] -= sum(said.values())
        for label, share in said.items():
            frames[frame, label] = share
    return Framed(made, frames)


def test_a_run_is_where_one_character_is_said() -> None:
    framed = seen((4, {7: 0.6}), (5, {7: 0.9}), (10, {9: 0.8}), (11, {11: 0.8}))
    assert framed.runs() == [(4, 6), (10, 11), (11, 12)]


def test_classes_that_look_alike_are_said_together() -> None:
    zero, capital, small = INDEX["0"], INDEX["O"], INDEX["o"]
    framed = seen((4, {zero: 0.3, capital: 0.2, small: 0.2}), (5, {capital: 0.3, small: 0.4}))
    assert framed.runs() == [(4, 6)]


def test_gaps_lie_between_the_runs() -> None:
    framed = seen((4, {7: 0.6}), (5, {7: 0.9}), (10, {9: 0.8}), (11, {11: 0.8}))
    left = 100 - EDGE
    assert framed.gaps() == [
        (left + 5.5 * STRIDE, left + 10.5 * STRIDE),
        (left + 10.5 * STRIDE, left + 11.5 * STRIDE),
    ]
    assert seen((4, {7: 0.6})).gaps() == []
