"""How composed words are written: by a pen, or by a press."""

from dataclasses import dataclass

import numpy as np

from models.typefaces import CAPITAL


@dataclass(frozen=True)
class Hand:
    """How one word is written: pixels are of a capital 32 high.

    touching: the share of neighbours whose ink just meets, whatever the gap; overlap: the most
    pixels that it goes on from there.
    """

    gap: float
    touching: float
    stroke: float
    aspect: float
    shear: float
    slope: float
    waver: float
    unrest: float
    overlap: float = 0.0


def pen(rng: np.random.Generator) -> Hand:
    """A person's: uneven in everything."""
    return Hand(
        gap=rng.uniform(-0.14, 0.5) * CAPITAL,
        touching=max(0.0, rng.uniform(-1.0, 1.0)),
        stroke=float(np.exp(rng.uniform(np.log(0.45), np.log(1.7)))),
        aspect=float(np.exp(rng.uniform(np.log(0.7), np.log(1.3)))),
        shear=rng.normal(0, 0.15),
        slope=rng.normal(0, 0.02),
        waver=rng.uniform(0.3, 1.6),
        unrest=rng.uniform(0.04, 0.1),
    )


def press(rng: np.random.Generator) -> Hand:
    """Type keeps its line, its size and its stroke; only the sheet may lie askew."""
    return Hand(
        gap=rng.uniform(0.02, 0.2) * CAPITAL,
        touching=0.0,
        stroke=rng.uniform(0.8, 1.9),
        aspect=1.0,
        shear=rng.normal(0, 0.01),
        slope=rng.normal(0, 0.006),
        waver=0.2,
        unrest=0.0,
    )
