import numpy as np
import pytest

from pipeline.components import find
from pipeline.deskew import turned
from pipeline.ink import Ink
from pipeline.lines import find_lines
from pipeline.slope import LEAST, flatter, level, slope
from tests.pipeline.drawing import Sheet


def falling(degrees: float, text: str = "SLOPING LINE") -> Ink:
    """A few words turned by so much."""
    sheet = Sheet(130, 760)
    sheet.write(text.replace(" ", ""), 40, 90)
    grey, _ = turned(255 - sheet.image[..., 0], -degrees)
    return Ink(grey, grey > 128)


def lines(ink: Ink) -> list[list]:
    return find_lines(find(ink), *ink.mask.shape)


@pytest.mark.parametrize("degrees", [-13.0, -6.0, 5.0, 10.0, 14.0])
def test_the_slope_of_a_few_words_is_found(degrees: float) -> None:
    assert slope(lines(falling(degrees))) == pytest.approx(degrees, abs=1.0)


@pytest.mark.parametrize("degrees", [-1.5, 0.0, 1.5])
def test_what_is_nearly_level_stays(degrees: float) -> None:
    assert slope(lines(falling(degrees))) == 0.0


def test_a_page_with_one_letter_or_none_does_not_slope() -> None:
    assert slope([]) == 0.0
    assert slope(lines(falling(9.0, "A"))) == 0.0


def test_lines_set_level_are_flatter_and_found_on_their_page() -> None:
    ink = falling(9.0)
    flat, back = level(ink, slope(lines(ink)))
    assert flatter(lines(flat), lines(ink))
    assert not flatter(lines(ink), lines(flat))
    assert abs(slope(lines(flat))) < LEAST
    ys, xs = np.nonzero(flat.mask)
    columns, rows = (np.column_stack([xs, ys]) @ back[:, :2].T + back[:, 2]).round().astype(int).T
    inside = (rows < ink.mask.shape[0]) & (columns < ink.mask.shape[1])
    assert ink.mask[rows[inside], columns[inside]].mean() > 0.85
