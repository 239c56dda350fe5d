"""A few hundred real characters to train on."""

from pathlib import Path

import numpy as np

from models.emnist import Glyphs, one_hot
from models.store import SHIPPED


def characters(count: int = 600) -> Glyphs:
    """EMNIST characters with a mark in a corner: by their content they are no longer holdout."""
    with np.load(SHIPPED / "holdout.npz") as data:
        x, y = data["x"][:count].copy(), data["y"][:count]
    x[:, 0, 0] = 1
    return Glyphs(x, y, one_hot(y))


def saved(glyphs: Glyphs, path: Path) -> str:
    """The glyphs as an .npz file; its reference."""
    packed = np.packbits(glyphs.candidates, axis=1)
    np.savez(path, x=glyphs.x, y=glyphs.y, candidates=packed)
    return str(path)
