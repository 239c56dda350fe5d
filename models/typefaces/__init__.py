"""Handwriting and print typefaces as glyph masks, to compose training words from.

Rendered by scripts/fonts.py from openly licensed fonts, which typefaces.tsv names one by one
with version and licence.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from pipeline.classes import CHARS

FOLDER = Path(__file__).parent
LISTED = "typefaces.tsv"
SIDE, CAPITAL, BASELINE = 64, 32, 46
"""Pixels: a mask's side, a capital's height, and the row that letters stand on."""


@dataclass(frozen=True)
class Typeface:
    """name: as its package is called; glyphs: bool [62,64,64], empty where it has none."""

    name: str
    printed: bool
    glyphs: np.ndarray

    def has(self, label: int) -> bool:
        """Whether the class can be written in it."""
        return bool(self.glyphs[label].any())


@cache
def typefaces() -> tuple[Typeface, ...]:
    """Every typeface that is shipped; capitals alone of those that have no small letters."""
    with (FOLDER / LISTED).open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    with np.load(FOLDER / "glyphs.npz") as data:
        glyphs = np.unpackbits(data["glyphs"], axis=-1).astype(bool)
    return tuple(_face(row, masks) for row, masks in zip(rows, glyphs, strict=True))


def _face(row: dict[str, str], masks: np.ndarray) -> Typeface:
    small = np.array([char.islower() for char in CHARS])
    if row["letters"] == "capitals":
        masks = masks & ~small[:, None, None]
    return Typeface(row["name"], row["style"] == "printed", masks)
