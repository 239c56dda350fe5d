"""Strings of five digits as much of the world writes them: the 1 with a flag, the 7 with a bar.

Both are drawn stroke by stroke, not into EMNIST's glyphs as for lessons (`models.letterforms`).
"""

import cv2
import numpy as np

from accuracy import touching
from accuracy.pages import Composed
from accuracy.writers import Writers

SIDE, TOP, TALL, PEN = 160, 30, 100, 9
"""Pixels of a drawing: its side, where a digit begins and how tall it is, and a stroke's width."""
EACH = 12
"""Of one hand: more than a string needs."""
Stroke = list[tuple[float, float]]
"""Points from x and y."""


def string(writers: Writers, rng: np.random.Generator) -> Composed:
    """The number that `touching` writes with such a generator, with these 1s and 7s."""
    (other,) = rng.spawn(1)
    ones = np.stack([drawn(one(other), other) for _ in range(EACH)])
    sevens = np.stack([drawn(seven(other), other) for _ in range(EACH)])
    return touching.string(Writers({**writers.alphabet, "1": ones, "7": sevens}), rng)


def one(rng: np.random.Generator) -> list[Stroke]:
    """A flag up to the top and a stem down from there; some with a foot."""
    lean = np.radians(rng.uniform(-3, 14))
    flag = lean + np.radians(rng.uniform(24, 50))
    length = TALL * rng.uniform(0.28, 0.65)
    x, foot = SIDE / 2 + 10, SIDE / 2 + 10 - TALL * np.tan(lean)
    up = x - length * np.sin(flag), TOP + length * np.cos(flag)
    strokes: list[Stroke] = [[up, (x, TOP), (foot, TOP + TALL)]]
    if rng.random() < 0.15:
        strokes.append([(foot - 22, TOP + TALL), (foot + 20, TOP + TALL)])
    return strokes


def seven(rng: np.random.Generator) -> list[Stroke]:
    """A roof, a stem that bends to the left, and a bar through its middle."""
    wide, foot = TALL * rng.uniform(0.42, 0.7), TALL * rng.uniform(0.0, 0.35)
    right, roof = SIDE / 2 + wide / 2, rng.uniform(-4, 10)
    half = np.array([right - 0.55 * foot - rng.uniform(0, 8), TOP + TALL * rng.uniform(0.45, 0.58)])
    bar, rise = TALL * rng.uniform(0.14, 0.26), rng.uniform(-2, 5)
    return [
        [(right - wide, TOP + roof), (right, TOP), tuple(half), (right - foot - 6, TOP + TALL)],
        [(half[0] - bar, half[1] + rise), (half[0] + bar, half[1] - rise)],
    ]


def drawn(strokes: list[Stroke], rng: np.random.Generator) -> np.ndarray:
    """Ink of one digit in an unsteady hand, uint8 [SIDE,SIDE]."""
    image: np.ndarray = np.zeros((SIDE, SIDE), np.uint8)
    for stroke in strokes:
        path = np.array(stroke) + rng.normal(0, 2, (len(stroke), 2))
        cv2.polylines(image, [path.round().astype(np.int32)], False, 255, PEN, cv2.LINE_AA)
    return image
