import cv2
import numpy as np
import pytest

from pipeline.ink import Ink
from pipeline.posture import straightened
from tests.pipeline.drawing import Sheet


def page(shear: float = 0.0, degrees: float = 0.0) -> Ink:
    """Writing that leans and falls, in the middle of a page."""
    sheet = Sheet(240, 900)
    sheet.write("HILTLIMENTH", 120, 130)
    grey = 255 - sheet.image[..., 0]
    lean = np.array([[1.0, -shear, shear * 120], [0.0, 1.0, 0.0]])
    grey = cv2.warpAffine(grey, lean, (900, 240))
    turn = cv2.getRotationMatrix2D((450, 120), -degrees, 1.0)
    grey = cv2.warpAffine(grey, turn, (900, 240))
    return Ink(grey, grey > 128)


def test_what_stands_upright_and_level_is_left_as_it_is() -> None:
    ink = page()
    same, rows, turn = straightened(ink, None)
    assert same is ink
    assert turn is None
    assert len(rows) == 1


@pytest.mark.parametrize(("shear", "degrees"), [(0.6, 0.0), (0.0, 8.0), (0.5, 7.0)])
def test_every_pixel_is_known_on_its_page(shear: float, degrees: float) -> None:
    ink = page(shear, degrees)
    straight, rows, turn = straightened(ink, None)
    assert turn is not None
    assert len(rows) == 1
    ys, xs = np.nonzero(straight.mask)
    columns, lines = (np.column_stack([xs, ys]) @ turn[:, :2].T + turn[:, 2]).round().astype(int).T
    near = cv2.dilate(ink.mask.view(np.uint8), np.ones((3, 3), np.uint8))
    assert near[lines.clip(0, 239), columns.clip(0, 899)].mean() > 0.97


def test_the_way_back_goes_on_from_a_page_that_was_turned_before() -> None:
    before = np.array([[1.0, 0.0, 30.0], [0.0, 1.0, -7.0]])
    _, _, alone = straightened(page(0.6), None)
    _, _, both = straightened(page(0.6), before)
    assert alone is not None
    assert both is not None
    np.testing.assert_allclose(both[:, 2] - alone[:, 2], (30.0, -7.0))
    np.testing.assert_allclose(both[:, :2], alone[:, :2])
