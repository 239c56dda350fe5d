"""Hands that write with EMNIST characters that no network was trained on."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from handwriting import Hand

from models.datasets import load
from models.emnist import Glyphs, part
from pipeline.classes import CHARS

Source = Literal["dev", "validation"]
"""`dev`, a part of train.npz, to tune on; `validation` for figures to quote."""
_FEWEST = 5


@dataclass(frozen=True)
class Writers:
    """Characters of one source, uint8 [K,28,28] each."""

    alphabet: dict[str, np.ndarray]

    @classmethod
    def of(cls, data: Path, source: Source) -> "Writers":
        """Every glyph whose class is certain."""
        if source == "dev":
            glyphs = part(load(str(data / "emnist" / "train.npz")), "dev").known
        else:
            glyphs = load(str(data / "emnist" / "validation.npz"))
        return cls({char: found for char in CHARS if len(found := _of_class(glyphs, char))})

    def hand(self, rng: np.random.Generator, height: int, pen: float) -> Hand:
        """Someone who writes capitals of this height with a pen of this share of it."""
        return Hand(self.alphabet, rng, height, pen)


def _of_class(glyphs: Glyphs, char: str) -> np.ndarray:
    found: np.ndarray = glyphs.x[glyphs.y == CHARS.index(char)]
    return found
