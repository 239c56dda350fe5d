"""Cuts: where little ink stands, and between the characters that were seen."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components import Component
from pipeline.cuts import MOST_CUTS, cut

EM = 40.0


def bars(*columns: int, width: int = 60, height: int = 40) -> Component:
    """Upright strokes four wide, joined by a stroke along the bottom."""
    ink = np.zeros((height + 2, width + 2), np.uint8)
    ink[-4:-1, 1:-1] = 255
    for column in columns:
        ink[1:-1, column + 1 : column + 5] = 255
    return Component((100, 10, width, height), ink)


def test_what_is_narrow_is_whole() -> None:
    letter = bars(0, 26, width=30)
    assert cut(letter, EM, 1.0, []) == [letter]


def test_what_is_wide_is_cut_where_little_ink_is() -> None:
    pieces = cut(bars(0, 26, 56), EM, 1.0, [])
    assert len(pieces) > 2
    assert pieces[0].x == 100
    assert pieces[-1].right == 160


def test_two_characters_in_a_narrow_component_are_cut_between_them() -> None:
    left, right = cut(bars(0, 26, width=30), EM, 1.0, [(104.0, 126.0)])
    assert 104 <= left.right <= 126
    assert right.right == 130


def test_gaps_that_are_not_within_a_component_cut_nothing() -> None:
    letter = bars(0, 26, width=30)
    gaps = [(60.0, 70.0), (95.0, 104.0), (127.0, 140.0), (150.0, 160.0)]
    assert cut(letter, EM, 1.0, gaps) == [letter]


def test_no_gap_is_cut_twice() -> None:
    letter = bars(0, 26, 52, width=56)
    once = cut(letter, EM, 1.0, [])
    assert len(once) > 1
    assert len(cut(letter, EM, 1.0, [(once[0].x + 2.0, once[1].right - 2.0)])) == len(once)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 3000), st.floats(-5, 50)), max_size=400),
    st.integers(200, 2000),
)
def test_pieces_are_bounded_and_hold_all_the_ink(
    drawn: list[tuple[float, float]], width: int
) -> None:
    letter = bars(*range(0, width - 4, 9), width=width)
    pieces = cut(letter, 12.0, 1.0, sorted((at, at + wide) for at, wide in drawn))
    assert len(pieces) <= MOST_CUTS + 1
    assert pieces[0].x == letter.x
    assert pieces[-1].right == letter.right
    assert all(a.right <= b.x + 1 for a, b in pairwise(pieces))
