import numpy as np
import pytest

from pipeline.ink import Ink
from pipeline.shading import without_shading
from tests.pipeline.drawing import ink_of

FLOOR, FAINT, DARK = 20.0, 25.0, 120.0
SHAPE = (300, 400)


def page(level: float = DARK, at: tuple[int, int] = (4, 200)) -> tuple[Ink, np.ndarray]:
    """Strokes in the middle, and a patch at the border as dark as this: its ink and contrast."""
    contrast = np.zeros(SHAPE, np.float32)
    for x in range(80, 320, 30):
        contrast[120:160, x : x + 6] = DARK
    contrast[at[0] : at[0] + 20, at[1] : at[1] + 12] = level
    return ink_of(contrast > FLOOR), contrast


@pytest.mark.parametrize("at", [(0, 200), (8, 200), (276, 200), (100, 2), (100, 386)])
def test_what_is_faint_at_the_border_goes(at: tuple[int, int]) -> None:
    ink, contrast = page(FAINT, at)
    kept = without_shading(ink, contrast, FLOOR)
    np.testing.assert_array_equal(kept.mask, contrast == DARK)
    assert not kept.grey[at[0] : at[0] + 20, at[1] : at[1] + 12].any()


def test_what_is_written_at_the_border_stays() -> None:
    ink, contrast = page(DARK, (0, 200))
    assert without_shading(ink, contrast, FLOOR) is ink


def test_faint_pencil_in_the_page_stays() -> None:
    ink, contrast = page(FAINT, (200, 200))
    assert without_shading(ink, contrast, FLOOR) is ink


def test_a_page_in_faint_pencil_stays() -> None:
    ink, contrast = page(FAINT, (0, 200))
    assert without_shading(ink, np.minimum(contrast, 2 * FLOOR), FLOOR) is ink


def test_a_low_image_is_left_as_it_is() -> None:
    ink, contrast = page(FAINT, (40, 200))
    low = Ink(ink.grey[38:180], ink.mask[38:180])
    assert without_shading(low, contrast[38:180], FLOOR) is low


def test_an_empty_page_stays_empty() -> None:
    ink = ink_of(np.zeros(SHAPE, bool))
    assert without_shading(ink, np.zeros(SHAPE, np.float32), FLOOR) is ink
