"""Sheets photographed on something darker."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.options import Options
from pipeline.reader import read
from pipeline.sheet import laid_flat, sheet
from tests.pipeline.drawing import Sheet, even

INWARDS = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)])
CORNERS = np.array([(150, 90), (820, 140), (760, 590), (90, 520)], np.float32)


def paper(height: int = 420, width: int = 640, ground: int = 225) -> Sheet:
    written = Sheet(height, width, ground)
    written.write("HELENA", 60, 120)
    written.write("MILNE", 90, 260)
    return written


def photographed(image: np.ndarray, desk: int = 70, corners: np.ndarray = CORNERS) -> np.ndarray:
    """The image on a desk, its corners moved to these: uint8 [680,920,3]."""
    height, width = image.shape[:2]
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, corners)
    seen = cv2.warpPerspective(image, matrix, (920, 680))
    mask = cv2.warpPerspective(np.ones((height, width), np.uint8), matrix, (920, 680)) > 0
    grain = np.random.default_rng(0).normal(desk, 12, (680, 920, 1)).clip(0, 255)
    return np.where(mask[..., None], seen, np.broadcast_to(grain, seen.shape)).astype(np.uint8)


@pytest.mark.parametrize("desk", [20, 70, 130])
def test_the_corners_are_found(desk: int) -> None:
    found = sheet(photographed(paper().image, desk)[..., 0])
    assert found is not None
    assert np.abs(found - CORNERS).max() < 12


def test_the_way_back_leads_to_the_corners() -> None:
    flat, back = laid_flat(photographed(paper().image))
    assert back is not None
    height, width = flat.shape[:2]
    ends = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
    assert np.abs(cv2.perspectiveTransform(ends, back)[0] - CORNERS).max() < 12


def test_what_is_read_on_it_stands_where_it_is_in_the_photograph() -> None:
    written = paper()
    reading = read(photographed(written.image), even, Options(style="any"))
    words = [word for line in reading.lines for word in line.words]
    assert [len(word.characters) for word in words] == [6, 5]
    flat = np.array([(0, 0), (640, 0), (640, 420), (0, 420)], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, CORNERS)
    for word, (first, last) in zip(words, ((0, 5), (6, 10)), strict=True):
        left, right = written.boxes[first], written.boxes[last]
        ends = [(left[0], left[1]), (right[0] + right[2], right[1] + right[3])]
        begin, end = cv2.perspectiveTransform(np.array([ends], np.float64), matrix)[0]
        assert word.polygon is not None
        assert np.abs(np.array(word.polygon[0]) - begin).max() < 14
        assert np.abs(np.array(word.polygon[2]) - end).max() < 14


def test_light_grain_that_runs_up_to_a_sheet_is_no_part_of_it() -> None:
    picture = photographed(paper().image, 70)
    for x, y in ((40, 200), (20, 430), (760, 330)):
        picture[y : y + 12, x : x + 140] = np.maximum(picture[y : y + 12, x : x + 140], 215)
    found = sheet(picture)
    assert found is not None
    assert np.abs(found - CORNERS).max() < 12


def test_on_a_dark_desk_the_picture_may_be_blurred() -> None:
    blurred = cv2.GaussianBlur(photographed(paper().image), (0, 0), 3)
    found = sheet(blurred[..., 0])
    assert found is not None
    assert np.abs(found - CORNERS).max() < 14


def test_a_corner_may_lie_a_little_beyond_the_picture() -> None:
    beyond = CORNERS + np.array([(-176, 0), (0, 0), (0, 0), (0, 0)], np.float32)
    found = sheet(photographed(paper().image, corners=beyond)[..., 0])
    assert found is not None
    assert np.abs(found - beyond).max() < 16


def tinted(image: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    """On paper of a colour."""
    return (image * (np.array(colour) / 255)).astype(np.uint8)


NOTE, ENVELOPE = (255, 240, 130), (200, 160, 110)


@pytest.mark.parametrize(("colour", "desk"), [(NOTE, 200), (ENVELOPE, 200), (ENVELOPE, 150)])
def test_a_sheet_no_lighter_than_the_desk_is_found_by_its_colour(
    colour: tuple[int, int, int], desk: int
) -> None:
    found = sheet(photographed(tinted(paper(ground=240).image, colour), desk))
    assert found is not None
    assert np.abs(found - CORNERS).max() < 12


def test_a_white_sheet_on_a_white_desk_is_not() -> None:
    assert sheet(photographed(paper().image, 215)) is None


def test_a_tinted_field_beside_writing_is_not_cut_out() -> None:
    page = paper(680, 920, 245)
    page.write("ANNA", 60, 600)
    page.image[300:500, 100:800] = tinted(page.image[300:500, 100:800], NOTE)
    assert laid_flat(page.image)[1] is None


def shaded(image: np.ndarray, soft: int) -> np.ndarray:
    """The left half in a shadow whose edge is so many pixels soft."""
    light = np.full(image.shape[1], 1.0)
    light[: image.shape[1] // 2] = 0.3
    light = cv2.blur(light[None], (soft, 1)) if soft else light[None]
    return (image * light[..., None]).astype(np.uint8)


@pytest.mark.parametrize("soft", [0, 40])
def test_the_edge_of_a_shadow_is_no_sheet(soft: int) -> None:
    image = shaded(paper().image, soft)
    same, back = laid_flat(image)
    assert same is image
    assert back is None


def test_half_of_a_sheet_in_soft_shadow_is_no_sheet_of_its_own() -> None:
    found = sheet(photographed(shaded(paper().image, 60))[..., 0])
    assert found is None or np.abs(found - CORNERS).max() < 12


@pytest.mark.parametrize("ground", [255, 120])
def test_a_scan_has_no_edge(ground: int) -> None:
    assert sheet(paper(ground=ground).image[..., 0]) is None


TINTS = [(175, 175, 175), (255, 250, 120), (150, 200, 245), (60, 60, 60)]


@pytest.mark.parametrize("tint", TINTS)
@pytest.mark.parametrize("ink", [0, 255])
def test_a_field_of_something_that_is_written_on_is_no_sheet(
    tint: tuple[int, int, int], ink: int
) -> None:
    form = Sheet(700, 900, ink=ink)
    form.image[:] = tint
    form.write("MILNE", 60, 100)
    form.image[200:600, 60:840] = 250
    cv2.putText(form.image, "HELENA", (100, 400), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    assert laid_flat(form.image)[1] is None


def test_the_same_field_with_nothing_around_it_is_one() -> None:
    """What the test above looks at is the writing."""
    form = np.full((700, 900, 3), 60, np.uint8)
    form[200:600, 60:840] = 250
    assert laid_flat(form)[1] is not None


def test_a_sheet_that_leaves_the_picture_with_a_corner_is_left() -> None:
    beyond = CORNERS + np.array([(0, 0), (0, 0), (0, 0), (-180, 0)], np.float32)
    assert sheet(photographed(paper().image, corners=beyond)) is None


@pytest.mark.parametrize("gap", [30, 100, 180])
def test_of_several_fields_of_a_dark_form_none_is_lost(gap: int) -> None:
    form = np.full((600, 700), 90, np.uint8)
    form[40:240, 40:660] = form[240 + gap : 440 + gap // 2, 40:660] = 240
    found = sheet(form)
    assert found is None or (found[:2, 1].max() < 50 and found[2:, 1].min() > 430 + gap // 2)


def test_a_frame_of_a_form_is_no_desk() -> None:
    form = paper(ground=255).image
    cv2.rectangle(form, (20, 20), (620, 400), (0, 0, 0), 3)
    assert sheet(form[..., 0]) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-0.1, 0.35), st.floats(-0.1, 0.35)), min_size=4, max_size=4),
    st.tuples(st.integers(1, 400), st.integers(1, 400)),
    st.integers(0, 255),
    st.integers(0, 255),
)
def test_any_image_is_laid_flat_or_left(
    moved: list[tuple[float, float]], size: tuple[int, int], ground: int, light: int
) -> None:
    """Four corners, each so far into the picture, or beyond it."""
    corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) + np.array(moved) * INWARDS
    image = np.full(size, ground, np.uint8)
    cv2.fillPoly(image, [(corners * size[::-1]).astype(np.int32)], light)
    flat, back = laid_flat(image)
    assert flat.dtype == np.uint8
    assert (flat is image) == (back is None)
    if back is not None:
        height, width = flat.shape
        ends = np.array([[(0, 0), (width, 0), (width, height), (0, height)]], np.float64)
        seen = cv2.perspectiveTransform(ends, back)[0] / size[::-1]
        assert (seen > -0.05).all()
        assert (seen < 1.05).all()


def test_of_several_levels_the_best_filled_counts() -> None:
    picture: np.ndarray = np.full((240, 320, 3), 80, np.uint8)
    picture[40:200, 200:300] = 130  # a folder beside the sheet, with a dark label
    picture[70:150, 270:292] = 80
    picture[40:200, 60:260] = 220
    found = sheet(picture)
    assert found is not None
    assert found[:, 0].max() == pytest.approx(260, abs=5)
