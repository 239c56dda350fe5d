import cv2
import numpy as np
import pytest

from pipeline.outline import outline, rejoined

SHAPE = (80, 70)
INNER = np.s_[8:-8, 8:-8]


def box(thick: int = 3) -> np.ndarray:
    """Its sides along its border: bool [h,w]."""
    mask = np.zeros(SHAPE, bool)
    mask[:thick] = mask[-thick:] = True
    mask[:, :thick] = mask[:, -thick:] = True
    return mask


def split(thick: int = 3) -> np.ndarray:
    """With a line down its middle, as between two cells."""
    mask = box(thick)
    mask[:, 34 : 34 + thick] = True
    return mask


def stroke(one: tuple[int, int], other: tuple[int, int], thick: int = 3) -> np.ndarray:
    mask: np.ndarray = np.zeros(SHAPE, np.uint8)
    cv2.line(mask, one, other, 1, thick)
    return mask > 0


def left(mask: np.ndarray) -> np.ndarray:
    across, down = outline(mask, mask)
    kept = mask & ~(across | down)
    return kept | (mask & rejoined(kept, across, down))


@pytest.mark.parametrize("thick", [1, 2, 4, 7])
def test_the_lines_of_a_box_go(thick: int) -> None:
    assert not left(box(thick)).any()
    assert not left(split(thick)).any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((20, 40), (52, 40)),  # across
        ((18, 22), (52, 56)),  # falling
        ((18, 56), (52, 22)),  # rising
    ],
)
@pytest.mark.parametrize(("thick", "line"), [(2, 3), (3, 3), (2, 4), (3, 6)])
def test_a_stroke_through_a_line_stays_whole(
    one: tuple[int, int], other: tuple[int, int], thick: int, line: int
) -> None:
    through = stroke(one, other, thick)
    kept = left(split(line) | through)
    assert (kept & through).sum() >= 0.97 * through.sum()
    assert (kept & ~through).sum() <= 36


def test_a_stem_beside_a_line_stays() -> None:
    stem = stroke((37, 20), (37, 60), 3)
    kept = left(split() | stem)
    assert (kept & stem).sum() > 0.9 * stem.sum()
    assert not kept[:15].any()


@pytest.mark.parametrize("at", [(40, 12), (12, 35)])
def test_a_bar_within_is_no_line(at: tuple[int, int]) -> None:
    y, x = at
    mask = box()
    bar = np.zeros(SHAPE, bool)
    bar[y : y + 2, x : x + 18] = True
    np.testing.assert_array_equal(left(mask | bar), bar)


def test_short_lines_along_the_border_of_a_long_row_go() -> None:
    row = np.zeros((50, 500), bool)
    for x in range(0, 500, 50):
        row[:2, x : x + 44] = row[-2:, x : x + 44] = True
        row[:, x : x + 2] = row[:, x + 42 : x + 44] = True
    assert not left(row).any()
