import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.components import (
    MARGIN,
    SOFT,
    SPECK_AREA,
    Component,
    columns,
    find,
    join,
    letter_height,
)
from pipeline.ink import Ink
from pipeline.reading import Box
from tests.pipeline.drawing import ink_of, solid

masks = st.tuples(st.integers(1, 25), st.integers(1, 25)).flatmap(
    lambda size: arrays(bool, size, elements=st.booleans())
)


def page(*boxes: Box) -> Ink:
    mask = np.zeros((60, 90), bool)
    for x, y, width, height in boxes:
        mask[y : y + height, x : x + width] = True
    return ink_of(mask)


def painted(components: list[Component], shape: tuple[int, int]) -> np.ndarray:
    """All ink of the components put back on a page."""
    canvas = np.zeros((shape[0] + 2 * MARGIN, shape[1] + 2 * MARGIN), np.uint8)
    for c in components:
        view = canvas[c.y : c.y + c.ink.shape[0], c.x : c.x + c.ink.shape[1]]
        np.maximum(view, c.ink, out=view)
    return canvas[MARGIN:-MARGIN, MARGIN:-MARGIN]


def test_every_blob_is_found_where_it_is() -> None:
    boxes = [(0, 0, 5, 4), (30, 10, 1, 20), (80, 50, 10, 10)]
    found = find(page(*boxes))
    assert sorted(c.box for c in found) == boxes
    first = min(found, key=lambda c: c.x)
    assert (first.x, first.y, first.right, first.bottom) == (0, 0, 5, 4)
    assert (first.centre, first.middle) == (2.5, 2.0)


def test_of_a_page_of_noise_the_largest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.components.MOST", 3)
    monkeypatch.setattr("pipeline.components.LARGEST", 2)
    boxes = [(0, 0, 3, 3), (20, 0, 5, 5), (40, 0, 4, 4)]
    assert [c.box for c in find(page(*boxes))] == boxes
    assert [c.box for c in find(page(*boxes, (60, 0, 2, 2)))] == boxes[1:]


def test_corners_connect() -> None:
    assert [c.box for c in find(page((5, 5, 2, 2), (7, 7, 2, 2)))] == [(5, 5, 4, 4)]


@given(masks)
def test_the_components_hold_all_the_ink_but_grain(mask: np.ndarray) -> None:
    found = find(ink_of(mask))
    held = painted(found, mask.shape) > 0
    assert not (held & ~mask).any()
    left = cv2.connectedComponentsWithStats((mask & ~held).view(np.uint8))[2][1:]
    assert (left[:, cv2.CC_STAT_AREA] < SPECK_AREA).all()
    for c in found:
        assert (c.ink > 0).sum() >= SPECK_AREA
        assert c.ink.shape == (c.height + 2 * MARGIN, c.width + 2 * MARGIN)


def test_a_component_holds_no_ink_of_another() -> None:
    ring, dot = (10, 10, 11, 11), (14, 14, 3, 3)
    mask = page(ring).mask
    mask[11:20, 11:20] = False
    mask[14:17, 14:17] = True
    around = next(c for c in find(ink_of(mask)) if c.box == ring)
    inside = next(c for c in find(ink_of(mask)) if c.box == dot)
    assert not around.ink[5:8, 5:8].any()
    assert (inside.ink > 0).sum() == 9


def test_the_soft_edge_belongs_to_the_ink_and_not_to_the_box() -> None:
    sharp = page((20, 20, 6, 6))
    sharp.grey[20:26, 26] = 40
    (found,) = find(sharp)
    assert found.box == (20, 20, 6, 6)
    assert set(found.ink[MARGIN:-MARGIN, -1]) == {40}


def test_joining_keeps_the_place_and_the_ink_of_all() -> None:
    parts = [solid(10, 5, 3, 4), solid(20, 1, 2, 20), solid(11, 2, 1, 1)]
    whole = join(parts)
    assert whole.box == (10, 1, 12, 20)
    np.testing.assert_array_equal(painted([whole], (40, 40)), painted(parts, (40, 40)))


def test_columns_cut_to_what_is_there() -> None:
    letter = join([solid(10, 5, 4, 10), solid(20, 8, 4, 3)])
    left, right = columns(letter, 0, 7), columns(letter, 7, letter.width)
    assert left is not None
    assert right is not None
    assert (left.box, right.box) == ((10, 5, 4, 10), (20, 8, 4, 3))
    assert columns(letter, 5, 9) is None


@given(masks, st.data())
def test_cutting_into_columns_loses_nothing(mask: np.ndarray, data: st.DataObject) -> None:
    for c in find(ink_of(mask)):
        cut = data.draw(st.integers(0, c.width))
        ends = [part for a, b in ((0, cut), (cut, c.width)) if (part := columns(c, a, b))]
        np.testing.assert_array_equal(painted(ends, mask.shape), painted([c], mask.shape))
        assert all(part.ink.max() > SOFT for part in ends)


@pytest.mark.parametrize(
    ("heights", "typical"), [([], 0), ([30], 30), ([30, 32, 34], 32), ([30, 32, 34, *[2] * 20], 30)]
)
def test_specks_count_little_in_a_letters_height(heights: list[int], typical: int) -> None:
    assert letter_height([solid(0, 0, 2, height) for height in heights]) == typical
