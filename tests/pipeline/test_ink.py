import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.ink import binarise, to_grey
from tests.pipeline.drawing import Sheet

sizes = st.tuples(st.integers(1, 30), st.integers(1, 30))


def word(ground: int = 255, ink: int = 0) -> np.ndarray:
    sheet = Sheet(120, 360, ground, ink)
    sheet.write("HANDY", 30, 80)
    return sheet.image


def drawn() -> np.ndarray:
    mask: np.ndarray = word()[..., 0] == 0
    return mask


def agreement(a: np.ndarray, b: np.ndarray) -> float:
    return float((a & b).sum() / (a | b).sum())


@settings(deadline=None)
@given(sizes.flatmap(lambda size: arrays(np.uint8, size)))
def test_any_grey_has_ink_of_its_own_shape(grey: np.ndarray) -> None:
    ink = binarise(grey)
    assert ink.grey.shape == ink.mask.shape == grey.shape
    assert ink.grey.dtype == np.uint8
    assert ink.mask.dtype == bool
    assert ink.grey[ink.mask].min(initial=1) > 0


@pytest.mark.parametrize("level", [0, 1, 127, 254, 255])
def test_even_paper_has_no_ink(level: int) -> None:
    ink = binarise(np.full((80, 120), level, np.uint8))
    assert not ink.mask.any()
    assert not ink.grey.any()


def test_the_papers_grain_is_no_ink() -> None:
    grain = np.random.default_rng(0).normal(0, 3, (120, 360, 1))
    grainy = (word(220, 40) + grain).clip(0, 255).astype(np.uint8)
    assert agreement(binarise(to_grey(grainy)).mask, drawn()) > 0.9


def test_clean_strokes_are_found_as_drawn() -> None:
    assert agreement(binarise(to_grey(word())).mask, drawn()) > 0.95


@pytest.mark.parametrize(("ground", "ink"), [(0, 255), (40, 220), (220, 60), (250, 200)])
def test_light_on_dark_and_faint_are_ink_all_the_same(ground: int, ink: int) -> None:
    assert agreement(binarise(to_grey(word(ground, ink))).mask, drawn()) > 0.9


def test_colours_become_grey_with_dark_ink() -> None:
    page = np.full((60, 60, 3), (255, 250, 240), np.uint8)
    cv2.line(page, (10, 10), (50, 50), (20, 30, 180), 4)
    grey = to_grey(page)
    assert grey.shape == (60, 60)
    assert grey.dtype == np.uint8
    assert grey[30, 30] < 80 < 200 < grey[5, 50]
    np.testing.assert_array_equal(to_grey(grey), grey)


def test_shade_across_the_page_is_taken_out() -> None:
    shade = np.linspace(1.0, 0.35, 360)[None, :, None]
    shaded = (word(240, 40) * shade).astype(np.uint8)
    assert agreement(binarise(to_grey(shaded)).mask, drawn()) > 0.9


def test_pencil_beside_bold_print_survives() -> None:
    page = word(255, 190)
    page[:, 360 - 100 :] = 255
    cv2.rectangle(page, (290, 30), (350, 90), (0, 0, 0), 6)
    mask = binarise(to_grey(page)).mask
    assert agreement(mask[:, :230], drawn()[:, :230]) > 0.85
    assert mask[30, 320]


def grainy(image: np.ndarray, sigma: float, seed: int = 0) -> np.ndarray:
    grain = np.random.default_rng(seed).normal(0, sigma, (*image.shape[:2], 1))
    return (image + grain).clip(0, 255).astype(np.uint8)


def test_blank_paper_with_grain_has_no_ink() -> None:
    blank = np.full((400, 800, 3), 220, np.uint8)
    assert binarise(to_grey(grainy(blank, 4))).mask.mean() < 0.002


def test_one_word_on_a_large_grainy_page_is_all_its_ink() -> None:
    sheet = Sheet(1600, 2400, 220, 40)
    sheet.write("HANDY", 300, 400)
    assert binarise(to_grey(grainy(sheet.image, 2))).mask.mean() < 0.002
    assert all(np.median(to_grey(grainy(sheet.image, 4, seed))) > 128 for seed in range(4))


@pytest.mark.parametrize("seed", range(4))
def test_black_strokes_are_ink_however_coarse_the_grain(seed: int) -> None:
    page = grainy(np.full((24, 40, 3), 200, np.uint8), 70, seed)
    stroke = np.s_[4:20, 18:22]
    page[stroke] = 0
    assert binarise(to_grey(page)).mask[stroke].mean() > 0.8
