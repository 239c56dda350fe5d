"""Separators as a pen makes them: EMNIST has none."""

import cv2
import numpy as np
from handwriting import Hand

_LARGE = 4
"""Drawn at four times their size, so that their edges come out smooth."""
_MARKS = {
    "/": ((0.3, 0.6), (1.0, 1.25), 0.1),
    ",": ((0.05, 0.15), (0.2, 0.35), 0.2),
    ".": ((0.0, 0.03), (0.0, 0.04), 0.0),
    "-": ((-0.5, -0.25), (-0.05, 0.05), -0.4),
}
"""How far the stroke goes to the left and down, and how far its end lies below the line: all in
heights of a capital."""


def is_mark(char: str) -> bool:
    """Whether it is drawn rather than chosen from EMNIST."""
    return char in _MARKS


def draw(char: str, hand: Hand) -> tuple[np.ndarray, float]:
    """Its ink, float32 [H,W] 0..1 and cropped; and how far its foot lies below the line."""
    across, down, foot = _MARKS[char]
    left, fall = hand.rng.uniform(*across), hand.rng.uniform(*down)
    large, pen = _LARGE * hand.height, _LARGE * hand.pen * hand.height
    middle = round(large)
    end = round(middle - left * large), round(middle + fall * large)
    ink = np.zeros((3 * middle, 2 * middle), np.uint8)
    cv2.line(ink, (middle, middle), end, 255, max(1, round(pen)))
    x, y, wide, high = cv2.boundingRect(ink)
    size = max(1, round(wide / _LARGE)), max(1, round(high / _LARGE))
    small = cv2.resize(ink[y : y + high, x : x + wide], size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / 255, foot
