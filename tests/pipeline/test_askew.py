"""Pages that lie askew: read level, and told of as they lie in the file."""

import numpy as np
import pytest

from pipeline.deskew import turned
from pipeline.reader import read
from tests.pipeline.drawing import Sheet, even, spelling


def askew(degrees: float) -> tuple[Sheet, np.ndarray, np.ndarray]:
    """A page of six lines, its picture turned, and the matrix from the picture to the page."""
    sheet = Sheet(520, 900)
    for k in range(6):
        sheet.write("LETTERS", 60 + 10 * (k % 3), 80 + 75 * k)
    askew, back = turned(255 - sheet.image, degrees)
    return sheet, 255 - askew, back


@pytest.mark.parametrize("degrees", [-12.0, 9.0])
def test_a_page_that_lies_askew_is_read_level(degrees: float) -> None:
    _, image, _ = askew(degrees)
    reading = read(image, spelling("2345679" * 6))
    assert reading.text == "\n".join(["2345679"] * 6)


def test_boxes_of_a_page_askew_are_the_files_and_polygons_follow_the_lines() -> None:
    sheet, image, back = askew(-10.0)
    reading = read(image, even)
    found = [character for line in reading.lines for w in line.words for character in w.characters]
    assert len(found) == len(sheet.boxes)
    for character, (x, y, width, height) in zip(found, sheet.boxes, strict=True):
        left, top, wide, high = character.box
        centre = back @ (left + wide / 2, top + high / 2, 1)
        assert centre == pytest.approx((x + width / 2, y + height / 2), abs=4)
    for line in reading.lines:
        assert line.polygon is not None
        (left, top), (right, other), *_ = line.polygon
        assert np.degrees(np.arctan2(other - top, right - left)) == pytest.approx(10, abs=1)


def test_a_level_page_has_no_polygons() -> None:
    sheet = Sheet(130, 300)
    sheet.write("HAND", 40, 90)
    assert {line.polygon for line in read(sheet.image, even).lines} == {None}
