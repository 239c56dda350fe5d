"""Whole pages composed from single characters: skewed, ruled, in shadow, with a seed."""

from dataclasses import dataclass

import cv2
import numpy as np
from stationery import BLACK, BLUE, CREAM, GREY, WHITE, Sheet

from accuracy import prose
from accuracy.writers import Writers

FEWEST, MOST = 5, 30
SKEW = 15.0
"""Degrees, either way."""
LEADING, MARGIN, BASELINE = 1.9, 0.9, 1.1
"""In capitals' heights: from line to line, at the edges, and from a line's top to its foot."""


@dataclass(frozen=True)
class Composed:
    """A picture, uint8 [H,W,3] RGB, and what is written in it, line by line."""

    picture: np.ndarray
    text: str


def page(writers: Writers, rng: np.random.Generator) -> Composed:
    """One page of 5 to 30 lines in one hand."""
    height = int(rng.integers(24, 41))
    text = prose.lines(rng, int(rng.integers(FEWEST, MOST + 1)))
    hand = writers.hand(rng, height, rng.uniform(0.07, 0.13))
    strokes = hand.page(text, margin=MARGIN, leading=LEADING)
    rules = _rules(strokes.shape, height, len(text)) * (rng.random() < 0.5)
    angle = rng.uniform(-SKEW, SKEW)
    strokes, rules = _turned(strokes, angle), _turned(rules, angle)
    sheet = Sheet(
        paper=(WHITE, CREAM, GREY)[rng.integers(3)],
        ink=(BLACK, BLUE)[rng.integers(2)],
        light=rng.uniform(0.0, 0.3),
        angle=rng.uniform(0, 2 * np.pi),
        grain=rng.uniform(1.0, 5.0),
    )
    picture = sheet.write(strokes, rng) * _ruled(rules, rng) * _shadow(strokes.shape, rng)
    return Composed(np.clip(picture, 0, 255).astype(np.uint8), "\n".join(text))


def _rules(shape: tuple[int, ...], height: int, lines: int) -> np.ndarray:
    """A thin line a little below each line's foot, float32 [H,W] 0..1."""
    rules = np.zeros(shape, np.float32)
    for line in range(lines):
        at = round((MARGIN + line * LEADING + BASELINE + 0.06) * height)
        rules[at : at + 2] = 1.0
    return rules


def _ruled(rules: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """What rules leave of the light, in each colour: grey, or light blue."""
    tint = np.array([0.3, 0.3, 0.3] if rng.random() < 0.5 else [0.35, 0.2, 0.05])
    left: np.ndarray = 1 - rules[..., None] * tint
    return left


def _shadow(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """The shadow of whoever takes the photo: half a page, soft at its edge."""
    height, width = shape
    ys, xs = np.mgrid[0:height, 0:width]
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.5)
    along = (xs - width / 2) * np.cos(angle) + (ys - height / 2) * np.sin(angle)
    edge = rng.uniform(-0.3, 0.3) * min(height, width)
    soft = rng.uniform(0.02, 0.12) * max(height, width)
    left: np.ndarray = 1 - depth / (1 + np.exp(-(along - edge) / soft))
    return left[..., None]


def _turned(ink: np.ndarray, degrees: float) -> np.ndarray:
    """Turned about the middle, on a canvas that holds all of it."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = round(width * cos + height * sin), round(width * sin + height * cos)
    matrix[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    return np.asarray(cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_LINEAR))
