import cv2
import numpy as np
import pytest

from pipeline import read
from pipeline.margins import RUN, without_margins
from tests.pipeline.drawing import Sheet, boxes_of, even

HEIGHT, WIDTH = 1000, 800
Corners = list[tuple[int, int]]

BANDS: dict[str, list[Corners]] = {
    "left": [[(0, 0), (24, 0), (24, 1000), (0, 1000)]],
    "left, so broad that its ink is hollow": [[(0, 0), (79, 0), (79, 1000), (0, 1000)]],
    "right": [[(760, 0), (800, 0), (800, 1000), (760, 1000)]],
    "top": [[(0, 0), (800, 0), (800, 30), (0, 30)]],
    "bottom": [[(0, 940), (800, 940), (800, 1000), (0, 1000)]],
    "left and top": [
        [(0, 0), (24, 0), (24, 1000), (0, 1000)],
        [(0, 0), (800, 0), (800, 70), (0, 70)],
    ],
    "wedge": [[(0, 0), (60, 0), (4, 1000), (0, 1000)]],
}


def page() -> Sheet:
    sheet = Sheet(HEIGHT, WIDTH, ground=250)
    sheet.write("HELENA", 130, 300)
    sheet.write("MILNE", 130, 500)
    return sheet


def banded(sheet: Sheet, bands: list[Corners]) -> np.ndarray:
    image = sheet.image.copy()
    for band in bands:
        cv2.fillPoly(image, [np.array(band, np.int32)], (0, 0, 0))
    return image


@pytest.mark.parametrize("bands", BANDS.values(), ids=BANDS.keys())
def test_a_band_goes_and_the_writing_stays(bands: list[Corners]) -> None:
    sheet = page()
    given = banded(sheet, bands)[:, :, 0]
    before = given.copy()
    np.testing.assert_array_equal(without_margins(given), sheet.image[:, :, 0])
    np.testing.assert_array_equal(given, before)


@pytest.mark.parametrize("bands", BANDS.values(), ids=BANDS.keys())
def test_the_lines_of_a_page_with_a_band_are_found(bands: list[Corners]) -> None:
    sheet = page()
    reading = read(banded(sheet, bands), even)
    assert len(reading.lines) == 2
    assert [box[0] for box in boxes_of(reading)] == pytest.approx(
        [box[0] for box in sheet.boxes], abs=3
    )


def test_a_letter_that_touches_a_band_is_cut_where_the_band_ends() -> None:
    sheet = Sheet(HEIGHT, WIDTH, ground=250)
    sheet.write("HELENA", 70, 300)
    clean = without_margins(banded(sheet, [[(0, 0), (72, 0), (72, 1000), (0, 1000)]])[:, :, 0])
    assert (clean[:, :72] == 250).all()
    np.testing.assert_array_equal(clean[:, 80:], sheet.image[:, 80:, 0])


def test_a_band_is_painted_in_the_light_that_falls_beside_it() -> None:
    light = np.linspace(140, 250, HEIGHT).astype(np.uint8)[:, None].repeat(WIDTH, axis=1)
    dark = light.copy()
    dark[:, :40] = 10
    assert np.abs(without_margins(dark).astype(int) - light).max() < 10


def test_writing_that_touches_the_border_stays() -> None:
    sheet = Sheet(HEIGHT, WIDTH)
    for foot in range(45, 1000, 70):
        sheet.write("HELENA", 0, foot)
    grey = sheet.image[:, :, 0]
    assert (grey[:, 0] == 0).mean() > RUN
    np.testing.assert_array_equal(without_margins(grey), grey)


def test_a_word_cropped_to_its_stem_stays() -> None:
    grey = np.full((31, 284), 240, np.uint8)
    grey[:, :4] = 0
    assert without_margins(grey) is grey


@pytest.mark.parametrize("scale", [1, 3])
def test_nor_is_a_stem_taken_for_a_band_in_a_large_crop(scale: int) -> None:
    sheet = Sheet(160, 900)
    sheet.write("HELENA", 0, 150, size=6.0, thick=12)
    grey = cv2.resize(sheet.image[:, :, 0], None, fx=scale, fy=scale)
    assert (grey[:, 0] < 10).mean() > RUN
    np.testing.assert_array_equal(without_margins(grey), grey)


def test_a_soft_shadow_along_the_border_stays() -> None:
    light = np.clip(np.linspace(60, 360, WIDTH), 0, 240).astype(np.uint8)
    grey = np.tile(light, (HEIGHT, 1))
    np.testing.assert_array_equal(without_margins(grey), grey)


def test_where_the_dark_reaches_deep_into_the_page_all_stays() -> None:
    grey = np.full((HEIGHT, WIDTH), 240, np.uint8)
    grey[:, :30] = 0
    grey[-250:] = 0
    np.testing.assert_array_equal(without_margins(grey), grey)


@pytest.mark.parametrize("shape", [(1, 1), (150, 150), (150, 3000), (3000, 150)])
@pytest.mark.parametrize("value", [0, 255])
def test_an_empty_page_stays(shape: tuple[int, int], value: int) -> None:
    grey = np.full(shape, value, np.uint8)
    np.testing.assert_array_equal(without_margins(grey), grey)
