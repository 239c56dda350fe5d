"""Real characters to test with."""

from pathlib import Path

import numpy as np
import pytest

HOLDOUT = Path(__file__).parents[2] / "models" / "shipped" / "holdout.npz"


@pytest.fixture(scope="session")
def emnist() -> np.ndarray:
    """Some EMNIST characters, uint8 [300,28,28], white ink on black."""
    with np.load(HOLDOUT) as data:
        glyphs: np.ndarray = data["x"][:300]
    return glyphs
