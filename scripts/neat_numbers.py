"""Neat numbers whose digits touch, with whose ink is whose, to train the network for numbers on.

`models.composition` writes as forms may be at their worst: shaken, littered, faint and small. Most
numbers are neat, and what is hard in them is only that their digits touch.
"""

import cv2
import numpy as np
from accuracy.touching import INK, left_of
from handwriting import Hand
from stationery import Sheet

from models.composition import Composed
from models.scanning import NOBODY

LONGEST = 8
"""Digits."""
DEEPEST = 3.5
"""Pixels that two digits' ink goes on from where it meets."""
RAISED = 0.04
"""Of its height: half of the digits stand on the line, the others by so much over it, as the upper
half of a normal distribution has it."""
AS_IT_CAME = 0.25
"""The share of numbers in the strokes that EMNIST has, not in those of one pen."""
_Inked = tuple[np.ndarray, np.ndarray]
"""Ink, float32 [H,W] 0..1, and whose it is, int16 [H,W]."""


def number(alphabet: dict[str, np.ndarray], rng: np.random.Generator) -> Composed:
    """One to eight digits; of their gaps, any share is none at all.

    alphabet: of each digit, its glyphs, uint8 [K,28,28].
    """
    height = int(rng.integers(18, 65))
    text = "".join(str(digit) for digit in rng.integers(0, 10, int(rng.integers(1, LONGEST + 1))))
    hand = Hand(alphabet, rng, height, rng.uniform(0.06, 0.18))
    plain, touching, deepest = rng.random() < AS_IT_CAME, rng.random(), rng.uniform(1.5, DEEPEST)
    ink, owner = np.zeros((1, 1), np.float32), np.full((1, 1), NOBODY, np.int16)
    for index, char in enumerate(text):
        glyph = _as_it_came(hand, char) if plain else hand.character(char)
        raised = np.pad(glyph, ((0, max(0, round(rng.normal(0, RAISED) * height))), (0, 0)))
        meets = rng.random() < touching
        space = -rng.uniform(0.5, deepest) if meets else height * rng.uniform(0.03, 0.45)
        ink, owner = _appended((ink, owner), raised, round(space) if index else 0, index)
    border = height // 2
    sheet = Sheet.scrap(rng).write(np.pad(ink, border), rng)
    return Composed(sheet, np.pad(owner, border, constant_values=NOBODY), text)


def _as_it_came(hand: Hand, char: str) -> np.ndarray:
    """A glyph in its own strokes, at the hand's size."""
    glyphs = hand.glyphs[char]
    glyph = glyphs[hand.rng.integers(len(glyphs))]
    x, y, width, height = cv2.boundingRect((glyph > 60).view(np.uint8))
    size = (max(2, round(width * hand.height / height)), hand.height)
    how = cv2.INTER_AREA if hand.height < height else cv2.INTER_CUBIC
    large = cv2.resize(glyph[y : y + height, x : x + width], size, interpolation=how)
    return large.astype(np.float32) / 255


def _appended(row: _Inked, glyph: np.ndarray, space: int, index: int) -> _Inked:
    """A glyph at the row's foot, `space` pixels from the nearest ink; below 0 they overlap."""
    tall = max(len(row[0]), len(glyph))
    ink, owner, glyph = _tall(row[0], tall, 0.0), _tall(row[1], tall, NOBODY), _tall(glyph, tall, 0)
    left = left_of(ink, glyph, space) if index else 0
    more = max(0, left + glyph.shape[1] - ink.shape[1])
    ink = np.pad(ink, ((0, 0), (0, more)))
    owner = np.pad(owner, ((0, 0), (0, more)), constant_values=NOBODY)
    place = np.s_[:, left : left + glyph.shape[1]]
    owner[place][glyph > INK] = index
    ink[place] = np.maximum(ink[place], glyph)
    return ink, owner


def _tall(image: np.ndarray, tall: int, value: float) -> np.ndarray:
    return np.pad(image, ((tall - len(image), 0), (0, 0)), constant_values=value)
