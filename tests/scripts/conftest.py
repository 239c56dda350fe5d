"""What tests of the scripts share."""

from typing import TYPE_CHECKING

import numpy as np
import pytest

from models.store import SHIPPED
from pipeline.classes import CHARS

if TYPE_CHECKING:
    from accuracy.writers import Writers


@pytest.fixture(scope="module")
def writers() -> "Writers":
    """A few hands of every class."""
    from accuracy.writers import Writers

    with np.load(SHIPPED / "holdout.npz") as data:
        x, y = data["x"], data["y"]
    return Writers({char: x[y == k][:8] for k, char in enumerate(CHARS) if (y == k).any()})
