"""What a worker sees of a character must be what the network was trained on."""

import tempfile
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.classifier import Classifier, load_champion
from models.store import SHIPPED, Store
from pipeline.glyph import normalise_all
from pipeline.ink import binarise, to_grey

COUNT = 1500
MOST_LOST = 0.01


@pytest.fixture(scope="module")
def glyphs() -> tuple[np.ndarray, np.ndarray]:
    """EMNIST characters never trained on, as published, and their classes."""
    with np.load(SHIPPED / "holdout.npz") as data:
        step = len(data["x"]) // COUNT
        return data["x"][::step][:COUNT], data["y"][::step][:COUNT]


@pytest.fixture(scope="module")
def champion() -> Classifier:
    """The network that serves."""
    with tempfile.TemporaryDirectory() as folder:
        return load_champion(Store(Path(folder)))


def drawn(glyph: np.ndarray, side: int, pen: int) -> np.ndarray:
    """A character as written on paper, `side` pixels; pen: pixels added to its strokes' edges."""
    large = cv2.resize(glyph, (side, side), interpolation=cv2.INTER_CUBIC)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(pen) + 1,) * 2)
    ink = (cv2.dilate if pen > 0 else cv2.erode)(large, disc)
    return 255 - np.pad(ink, side // 4)


@pytest.mark.parametrize(
    ("side", "pen"), [(28, 0), (42, -1), (42, 1), (56, -1), (56, 0), (56, 1), (84, 0)]
)
def test_little_is_lost_between_paper_and_network(
    champion: Classifier, glyphs: tuple[np.ndarray, np.ndarray], side: int, pen: int
) -> None:
    x, y = glyphs
    seen = normalise_all([binarise(to_grey(drawn(glyph, side, pen))).grey for glyph in x])
    raw, after = ((champion(g).argmax(axis=1) == y).mean() for g in (x, seen))
    assert raw - after <= MOST_LOST
    assert raw > 0.86
