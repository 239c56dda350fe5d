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
    """name: as its package is called; style: handwritten, joined (up) or printed.

    glyphs: bool [62,64,64], empty where it has none; bearings: int8 [62,2], pixels from the pen's
    place to the ink, and from the ink to the pen's next place.
    """

    name: str
    style: str
    glyphs: np.ndarray
    bearings: np.ndarray

    @property
    def printed(self) -> bool:
        """Whether it is type."""
        return self.style == "printed"

    @property
    def joined(self) -> bool:
        """Whether its letters join where each stands as the one before it says."""
        return self.style == "joined"

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
        bearings = data["bearings"]
    return tuple(_face(*each) for each in zip(rows, glyphs, bearings, strict=True))


def _face(row: dict[str, str], masks: np.ndarray, bearings: np.ndarray) -> Typeface:
    small = np.array([char.islower() for char in CHARS])
    if row["letters"] == "capitals":
        masks = masks & ~small[:, None, None]
    return Typeface(row["name"], row["style"], masks, bearings)
