"""The published pre-processing, stage by stage."""

import cv2
import numpy as np
import pytest

from pipeline.options import Options
from pipeline.paper import SCALE, preprocess, segment
from pipeline.reader import read
from tests.pipeline.drawing import Sheet, boxes_of, even, overlap, spelling

PAPER = Options(preset="paper")


def letters(*places: tuple[str, int, int]) -> Sheet:
    """Capitals on a page of 400x600, at their places."""
    sheet = Sheet(400, 600)
    for char, x, foot in places:
        sheet.write(char, x, foot, size=4.0, thick=9)
    return sheet


def ignore(stage: str) -> None:
    return None


def test_resize_is_four_fifths() -> None:
    assert preprocess(np.zeros((200, 300, 3), np.uint8)).shape == (160, 240)


def test_intensity_is_normalised_before_the_threshold() -> None:
    sheet = letters(("H", 100, 200))
    faint = (sheet.image // 8 + 120).astype(np.uint8)
    np.testing.assert_array_equal(preprocess(faint), preprocess(sheet.image))


def test_the_threshold_is_one_for_the_page() -> None:
    page = np.full((200, 400, 3), 255, np.uint8)
    page[:, 200:] = 90
    cv2.line(page, (100, 40), (100, 160), (0, 0, 0), 8)
    ink = preprocess(page)
    assert ink[:, 170:].min() == 255  # the shade is taken for ink, as published
    assert ink[80, 80] == 255
    assert ink[80, 40] == 0


def test_strokes_are_dilated_then_blurred() -> None:
    page = np.full((200, 300, 3), 255, np.uint8)
    page[50:150, 100:110] = 0  # 8 columns wide at four fifths
    row = preprocess(page)[80].astype(int)
    # Dilated by one on each side; the blur then takes two off full ink and adds two of soft.
    assert (row == 255).sum() == 8 + 2 - 4
    assert (row > 0).sum() == 8 + 2 + 4
    np.testing.assert_array_equal(row[77:84], row[90:83:-1])


def test_there_is_one_glyph_a_contour_in_one_word() -> None:
    sheet = letters(("H", 60, 200), ("C", 220, 200), ("O", 380, 200))
    page = segment(sheet.image, ignore)
    ((word,),) = page.lines
    assert (word.pieces, len(word.candidates)) == (3, 3)
    assert [(c.start, c.end) for c in word.candidates] == [(0, 1), (1, 2), (2, 3)]
    assert page.plain


def test_contours_are_joined_left_to_right_whatever_their_height() -> None:
    sheet = letters(("H", 380, 150), ("C", 60, 350), ("L", 220, 220))
    reading = read(sheet.image, spelling("abc"), PAPER)
    assert reading.text == "abc"
    lefts = [box[0] for box in boxes_of(reading)]
    assert lefts == sorted(lefts)


def test_the_dot_of_an_i_is_a_glyph_of_its_own() -> None:
    sheet = Sheet(400, 600)
    sheet.fill((100, 200, 26, 140))
    sheet.fill((100, 130, 26, 26))
    assert len(boxes_of(read(sheet.image, even, PAPER))) == 2


def test_a_hole_is_none() -> None:
    sheet = letters(("O", 100, 200), ("B", 300, 200))
    assert len(boxes_of(read(sheet.image, even, PAPER))) == 2


def test_letters_that_touch_are_one_glyph() -> None:
    sheet = letters(("H", 100, 200), ("H", 190, 200))
    sheet.fill((100, 190, 150, 8))
    assert len(boxes_of(read(sheet.image, even, PAPER))) == 1


def test_boxes_are_around_the_ink_in_the_files_pixels() -> None:
    sheet = letters(("H", 60, 200), ("C", 220, 200), ("O", 380, 200))
    for box, drawn in zip(boxes_of(read(sheet.image, even, PAPER)), sheet.boxes, strict=True):
        assert overlap(box, drawn) > 0.8


def test_each_crop_holds_the_letter_that_was_drawn() -> None:
    seen: list[np.ndarray] = []

    def look(glyphs: np.ndarray) -> np.ndarray:
        seen.append(glyphs)
        return even(glyphs)

    sheet = Sheet(300, 500)
    sheet.fill((100, 100, 12, 120))
    sheet.fill((300, 150, 120, 12))
    read(sheet.image, look, PAPER)
    (glyphs,) = seen
    tall, flat = glyphs > 127
    assert tall.any(axis=1).sum() == flat.any(axis=0).sum() == 24
    assert tall.any(axis=0).sum() == flat.any(axis=1).sum() < 8


@pytest.mark.parametrize("shape", [(20, 100, 3), (100, 20, 3)])
def test_small_images_are_enlarged_for_the_kernels(shape: tuple[int, int, int]) -> None:
    page = np.full(shape, 255, np.uint8)
    page[5:15, 5:15] = 0
    ((x, y, width, height),) = boxes_of(read(page, even, PAPER))
    assert max(abs(x - 5), abs(y - 5), abs(width - 10), abs(height - 10)) <= 1


@pytest.mark.parametrize("shape", [(1, 300_000, 3), (300_000, 1, 3)])
def test_no_image_is_enlarged_beyond_measure(shape: tuple[int, int, int]) -> None:
    assert segment(np.full(shape, 255, np.uint8), ignore).scale == SCALE


def test_of_a_page_of_noise_the_largest_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.paper.MOST", 2)
    sheet = letters(("H", 60, 200), ("i", 240, 200), ("O", 380, 200))
    found = boxes_of(read(sheet.image, even, PAPER))
    assert [round(x / 10) for x, *_ in found] == [6, 38]


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_even_page_holds_at_most_itself(level: int) -> None:
    reading = read(np.full((200, 300, 3), level, np.uint8), even, PAPER)
    assert len(boxes_of(reading)) <= 1
