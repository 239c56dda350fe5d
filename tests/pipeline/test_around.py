"""Words beside a sheet, and what is none."""

import cv2
import numpy as np
import pytest

from pipeline.around import is_written_around
from tests.pipeline.drawing import Sheet

CORNERS = np.array([(200, 200), (700, 200), (700, 500), (200, 500)], np.float32)
LARGE = np.array([(90, 130), (810, 130), (810, 630), (90, 630)], np.float32)


def desk(ground: int = 90) -> np.ndarray:
    grain = np.random.default_rng(0).normal(0, 60, (700, 900))
    grain = 6 * cv2.GaussianBlur(grain, (0, 0), sigmaX=25, sigmaY=1.2)
    picture = (grain + ground).clip(0, 255).astype(np.uint8)
    cv2.fillConvexPoly(picture, CORNERS.astype(np.int32), 240)
    return picture


@pytest.mark.parametrize("corners", [CORNERS, LARGE])
@pytest.mark.parametrize(("ground", "ink"), [(200, 0), (90, 0), (60, 255), (0, 200)])
def test_a_word_is_seen_dark_or_light(ground: int, ink: int, corners: np.ndarray) -> None:
    sheet = Sheet(700, 900, ground, ink)
    sheet.write("MILNE", 60, 120)
    picture = sheet.image[..., 0].copy()
    cv2.fillConvexPoly(picture, corners.astype(np.int32), 240)
    assert is_written_around(picture, corners)


def test_the_grain_of_wood_is_no_word() -> None:
    assert not is_written_around(desk(), CORNERS)


@pytest.mark.parametrize("spot", [1.5, 3, 6])
def test_the_mottle_of_cloth_or_stone_around_a_large_sheet_is_no_word(spot: float) -> None:
    mottle = cv2.GaussianBlur(np.random.default_rng(1).normal(0, 1, (700, 900)), (0, 0), spot)
    picture = (90 + 6 * mottle / mottle.std()).clip(0, 255).astype(np.uint8)
    cv2.fillConvexPoly(picture, LARGE.astype(np.int32), 240)
    assert not is_written_around(picture, LARGE)


def test_what_is_written_on_the_sheet_is_not_around_it() -> None:
    sheet = Sheet(700, 900, 240)
    sheet.write("MILNE", 260, 400)
    picture = np.where(desk() == 240, sheet.image[..., 0], desk())
    assert not is_written_around(picture, CORNERS)


def test_two_specks_are_no_word() -> None:
    picture = np.full((700, 900), 90, np.uint8)
    picture[100:140, 100:120] = picture[100:140, 200:220] = 0
    assert not is_written_around(picture, CORNERS)


def test_a_sheet_that_fills_the_picture_has_nothing_around_it() -> None:
    whole = np.array([(0, 0), (900, 0), (900, 700), (0, 700)], np.float32)
    assert not is_written_around(desk(), whole)
