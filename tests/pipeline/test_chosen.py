"""The glyphs behind the characters of a reading."""

import numpy as np
import pytest

from pipeline.glyph import SIDE
from pipeline.options import Options
from pipeline.reader import read


def image() -> np.ndarray:
    """Two words of upright and lying bars on two lines."""
    canvas = np.full((240, 400), 235, np.uint8)
    for x in (40, 80, 120, 220, 260):
        canvas[30:80, x : x + 8] = 30
    for x in (40, 110, 180):
        canvas[150:158, x : x + 40] = 30
        canvas[158:200, x : x + 8] = 30
    return canvas


def by_shape(glyphs: np.ndarray) -> np.ndarray:
    """Belief that tells narrow ink from wide: a classifier that needs no training."""
    rows = np.full((len(glyphs), 62), 0.001, np.float32)
    widths = (glyphs > 64).any(axis=1).sum(axis=1)
    rows[np.arange(len(glyphs)), np.where(widths < SIDE // 2, 18, 15)] = 0.9
    return rows


@pytest.mark.parametrize("preset", ["default", "paper"])
def test_each_character_has_the_glyph_it_was_read_from(preset: str) -> None:
    kept: list[np.ndarray] = []
    options = Options.model_validate({"preset": preset})
    reading = read(image(), by_shape, options, on_glyphs=kept.append)
    characters = [c for line in reading.lines for word in line.words for c in word.characters]
    (glyphs,) = kept
    assert glyphs.dtype == np.uint8
    assert glyphs.shape == (len(characters), SIDE, SIDE)
    assert len(characters) >= 3
    narrow = (glyphs > 64).any(axis=1).sum(axis=1) < SIDE // 2
    boxes = np.array([c.box for c in characters])
    np.testing.assert_array_equal(narrow, boxes[:, 2] < boxes[:, 3] / 2)


def test_an_empty_page_has_none() -> None:
    kept: list[np.ndarray] = []
    read(np.full((50, 50), 255, np.uint8), by_shape, on_glyphs=kept.append)
    assert kept[0].shape == (0, SIDE, SIDE)
