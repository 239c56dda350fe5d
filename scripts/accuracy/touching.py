"""Strings of five digits in one hand, each gap with even odds of being none at all."""

import numpy as np
from stationery import Sheet

from accuracy.pages import Composed
from accuracy.writers import Writers

DIGITS, TOUCHING = 5, 0.5
INK = 0.5


def string(writers: Writers, rng: np.random.Generator) -> Composed:
    """One string; digits that touch share a pixel or two, the others stand apart."""
    height = int(rng.integers(24, 49))
    text = "".join(str(digit) for digit in rng.integers(0, 10, DIGITS))
    hand = writers.hand(rng, height, rng.uniform(0.08, 0.14))
    row = hand.character(text[0])
    for char in text[1:]:
        touching = rng.random() < TOUCHING
        space = -rng.uniform(1, 2.5) if touching else height * rng.uniform(0.08, 0.25)
        row = _append(row, hand.character(char), round(space))
    sheet = Sheet.scrap(rng)
    return Composed(sheet.write(np.pad(row, height // 2), rng), text)


def _append(row: np.ndarray, glyph: np.ndarray, space: int) -> np.ndarray:
    """Set a glyph on the row's foot, `space` pixels from the nearest ink; below 0 they overlap."""
    tall = max(len(row), len(glyph))
    row, glyph = (np.pad(each, ((tall - len(each), 0), (0, 0))) for each in (row, glyph))
    left = left_of(row, glyph, space)
    joined = np.zeros((tall, max(row.shape[1], left + glyph.shape[1])), np.float32)
    joined[:, : row.shape[1]] = row
    place = joined[:, left : left + glyph.shape[1]]
    np.maximum(place, glyph, out=place)
    return joined


def left_of(row: np.ndarray, glyph: np.ndarray, space: int) -> int:
    """The column at which a glyph begins that is set so far from a row's ink; both as high."""
    return max(0, row.shape[1] - _near(row[:, ::-1], glyph) + space)


def _near(mirrored: np.ndarray, glyph: np.ndarray) -> int:
    """How far two inks can slide together until they touch in some row, or the next one to it."""
    one, other = _depth(mirrored), _depth(glyph)
    apart = [one + np.roll(other, shift) for shift in (-1, 0, 1)]
    return int(min(np.min(apart), mirrored.shape[1] - 1, glyph.shape[1] - 1))


def _depth(ink: np.ndarray) -> np.ndarray:
    """Columns before the first ink of each row; the whole width where there is none."""
    dark = ink > INK
    return np.where(dark.any(axis=1), dark.argmax(axis=1), ink.shape[1])
