import numpy as np
import pytest

from pipeline.drawn import gone, lines_along, long, met

INK, PALE = 200.0, 60.0
SHAPE = (60, 240)
LINE = np.s_[30:32, 20:220]


def page() -> np.ndarray:
    """A line across: its contrast, float32 [H,W]."""
    contrast = np.zeros(SHAPE, np.float32)
    contrast[LINE] = PALE
    return contrast


def test_a_line_is_found_where_it_is_and_as_it_is() -> None:
    lines = lines_along(page(), page() > 0)
    assert len(lines.left) == 2
    assert (lines.left[1], lines.width[1], lines.dark[1]) == (20, 200, PALE)
    assert 2 <= lines.thick[1] <= 5
    assert lines.labels[30, 100] == 1


@pytest.mark.parametrize(("wide", "high", "found"), [(16, 2, 0), (17, 2, 1), (60, 14, 0)])
def test_what_is_short_or_thick_is_no_line(wide: int, high: int, found: int) -> None:
    contrast = np.zeros(SHAPE, np.float32)
    contrast[20 : 20 + high, 20 : 20 + wide] = INK
    assert np.count_nonzero(lines_along(contrast, contrast > 0).width >= 17) - 1 == found


def test_shorter_ones_are_found_where_asked_for() -> None:
    contrast = np.zeros(SHAPE, np.float32)
    contrast[20:22, 20:30] = INK
    assert len(lines_along(contrast, contrast > 0, 9).left) == 2


@pytest.mark.parametrize(("wide", "runs"), [(15, False), (30, True)])
def test_a_long_line_reaches_over_a_part_of_the_page(wide: int, runs: bool) -> None:
    contrast = np.zeros(SHAPE, np.float32)
    contrast[20:22, 20 : 20 + wide] = INK
    lines = lines_along(contrast, contrast > 0, 9)
    assert long(lines, contrast > 0)[1] == runs


def test_the_tops_of_letters_are_no_long_line() -> None:
    contrast = page()
    contrast[LINE][:, ::10] = contrast[LINE][:, 1::10] = 0
    lines = lines_along(contrast, contrast > 0)
    assert len(lines.left) == 2
    assert not long(lines, contrast > 0)[1]


def test_the_line_is_told_that_a_place_is_near() -> None:
    lines = lines_along(page(), page() > 0)
    rows, columns = np.array([28, 26, 26]), np.array([100, 100, 100])
    assert met(lines, rows, columns).tolist() == [1, 0, 0]
    assert met(lines, rows, columns, 4).tolist() == [1, 1, 1]


def test_a_line_goes_but_for_strokes_across_it() -> None:
    contrast = page()
    contrast[10:50, 100:105] = PALE
    contrast[30:32, 150:160] = INK
    mask = contrast > 0
    lines = lines_along(contrast, mask)
    found = long(lines, mask)
    taken = gone(lines, found, contrast, mask, np.zeros(SHAPE, bool)) & mask
    assert taken[LINE][:, :75].all()
    assert not taken[:, 100:105].any()
    assert not taken[:, 150:160].any()
    assert gone(lines, found, contrast, mask, mask)[LINE][:, 81:84].all()
    assert not gone(lines, np.zeros_like(found), contrast, mask, mask).any()
