import numpy as np
import pytest

from pipeline.quad import BLURRED, brightness_around, extent, stands_out, within

SQUARE = np.array([(60, 40), (260, 40), (260, 200), (60, 200)], np.float32)
SHAPE = (240, 320)


def picture(desk: int = 80, paper: int = 220) -> np.ndarray:
    small: np.ndarray = np.full(SHAPE, desk, np.uint8)
    small[40:201, 60:261] = paper
    return small


def is_sheet(corners: np.ndarray, small: np.ndarray) -> bool:
    return stands_out(corners, small, (small > 150).view(np.uint8), BLURRED)


def test_what_lies_within_is_the_shape_and_its_border() -> None:
    inside = within(SQUARE, SHAPE)
    assert inside[40, 60]
    assert inside[200, 260]
    assert inside.sum() == 161 * 201


def test_brightness_is_a_share_of_the_sheets() -> None:
    assert brightness_around(SQUARE, picture(55, 220)) == pytest.approx(0.25)


def test_a_size_is_of_the_longer_opposite_sides() -> None:
    assert extent(SQUARE) == (200, 160)
    wider = SQUARE + np.array([(0, 0), (0, 0), (20, 0), (-20, 0)], np.float32)
    assert extent(wider) == (240, round(float(np.hypot(20, 160))))


def test_a_sheet_on_a_dark_desk_stands_out() -> None:
    assert is_sheet(SQUARE, picture())


@pytest.mark.parametrize(
    ("corners", "small"),
    [
        pytest.param(SQUARE, picture(desk=170), id="a desk nearly as light"),
        pytest.param(SQUARE + 30, picture(), id="beside it"),
        pytest.param(SQUARE * (1.0, 0.2), picture(), id="too low"),
        pytest.param(SQUARE - 80, picture(), id="mostly beyond the picture"),
    ],
)
def test_what_is_no_sheet_does_not(corners: np.ndarray, small: np.ndarray) -> None:
    assert not is_sheet(corners.astype(np.float32), small)


def test_a_soft_edge_is_a_shadows() -> None:
    shade = np.interp(np.arange(320), [0, 60, 130, 190, 260, 319], [150, 150, 220, 220, 150, 150])
    small = np.minimum(picture(desk=150), np.tile(shade, (240, 1)).astype(np.uint8))
    assert not is_sheet(SQUARE, small)
