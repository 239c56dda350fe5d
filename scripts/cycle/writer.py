"""A writer of numbers whose 7 has so short a bar that it looks like a 1."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from handwriting import Hand
from PIL import Image, ImageDraw
from stationery import BLUE, Sheet
from typical import alphabet

from models.datasets import load
from models.store import SHIPPED

SEVENS = 40
"""Of one picture's hand, each drawn anew: more than it uses."""
OTHERS = "02345689"


@dataclass(frozen=True)
class Writer:
    """The other digits are shipped characters, which the networks were trained on.

    bar: length of the bar of a 7 that is a hundred high; every number has two sevens and a one.
    """

    bar: int = 16
    seed: int = 7

    def write(self, folder: Path, day: int, count: int) -> dict[str, str]:
        """A day's pictures in a folder, which is made; what each says, by its name."""
        folder.mkdir(parents=True)
        rng = np.random.default_rng([self.seed, day])
        said = {}
        for place in range(1, count + 1):
            number, name = _number(rng), f"{place:02}.png"
            glyphs = {**self._digits, "7": self._sevens(rng)}
            strokes = Hand(glyphs, rng, height=52, pen=0.09).page([number])
            Image.fromarray(Sheet(ink=BLUE).write(strokes, rng)).save(folder / name)
            said[name] = number
        return said

    @cached_property
    def _digits(self) -> dict[str, np.ndarray]:
        return alphabet(load(str(SHIPPED / "replay.npz")).known, "1" + OTHERS)

    def _sevens(self, rng: np.random.Generator) -> np.ndarray:
        return np.stack([self._seven(rng) for _ in range(SEVENS)])

    def _seven(self, rng: np.random.Generator) -> np.ndarray:
        """Ink of one, uint8 [140,140]."""
        image = Image.new("L", (140, 140))
        off = rng.uniform(-3, 3, 6)
        bar = (80 - self.bar + off[0], 20 + 0.45 * self.bar + off[1])
        corner, foot = (80 + off[2], 20 + off[3]), (72 + off[4], 120 + off[5])
        ImageDraw.Draw(image).line([bar, corner, foot], fill=255, width=9, joint="curve")
        return np.asarray(image)


def _number(rng: np.random.Generator) -> str:
    digits = ["7", "7", "1", *rng.choice(list(OTHERS), 2)]
    return "".join(rng.permutation(digits))
