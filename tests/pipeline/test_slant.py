import cv2
import numpy as np
import pytest

from pipeline.components import find
from pipeline.ink import Ink
from pipeline.lines import find_lines
from pipeline.slant import slant, upright
from tests.pipeline.drawing import Sheet


def leaning(shear: float, text: str = "HILTHEMLINE") -> Ink:
    """Writing sheared to the right."""
    sheet = Sheet(160, 700)
    sheet.write(text, 60, 100)
    grey = 255 - sheet.image[..., 0]
    matrix = np.array([[1.0, -shear, shear * 160], [0.0, 1.0, 0.0]])
    grey = cv2.warpAffine(grey, matrix, (900, 160))
    return Ink(grey, grey > 128)


def lean_of(ink: Ink) -> float:
    return slant(find_lines(find(ink), *ink.mask.shape))


@pytest.mark.parametrize("shear", [0.4, 0.6, 0.9])
def test_the_slant_of_writing_is_found(shear: float) -> None:
    assert lean_of(leaning(shear)) == pytest.approx(shear, abs=0.15)


@pytest.mark.parametrize("shear", [0.0, -0.1, 0.1, -0.5])
def test_upright_writing_stays(shear: float) -> None:
    assert lean_of(leaning(shear)) == 0.0


@pytest.mark.parametrize("text", ["7", "Z", "17", "V"])
def test_a_letter_or_two_are_read_as_they_are(text: str) -> None:
    assert lean_of(leaning(0.4, text)) == 0.0


def test_a_page_without_ink_does_not_lean() -> None:
    assert slant([]) == 0.0


def test_leaning_writing_is_set_upright_and_found_on_its_page() -> None:
    ink = leaning(0.7)
    straight, back = upright(ink, lean_of(ink))
    assert lean_of(straight) == 0.0
    ys, xs = np.nonzero(straight.mask)
    there = np.column_stack([xs, ys]) @ back[:, :2].T + back[:, 2]
    columns, rows = there.round().astype(int).T
    near = cv2.dilate(ink.mask.view(np.uint8), np.ones((3, 3), np.uint8))
    assert near[rows, columns.clip(0, 899)].mean() > 0.99
