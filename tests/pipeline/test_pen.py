import numpy as np
import pytest

from pipeline.pen import thickness


@pytest.mark.parametrize("pen", [3, 5, 9])
def test_a_stroke_is_as_thick_as_the_pen(pen: int) -> None:
    page: np.ndarray = np.zeros((80, 200), np.uint8)
    page[30 : 30 + pen, 20:180] = 1
    assert thickness(page > 0) == pytest.approx(pen, abs=0.5)


def test_where_nothing_is_written_there_is_no_pen() -> None:
    assert thickness(np.zeros((10, 10), bool)) == 0
