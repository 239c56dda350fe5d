"""Pages with ink at known places, and classifiers that cost nothing."""

from collections.abc import Callable

import cv2
import numpy as np

from pipeline.classes import COUNT, INDEX
from pipeline.components import MARGIN, Component
from pipeline.ink import Ink
from pipeline.reading import Box, Reading

BIG = 2.0
"""Scale of putText at which a capital is some 42 pixels tall."""


class Sheet:
    """An evenly lit page, uint8 [H,W,3] RGB, that remembers the box of every letter on it."""

    def __init__(self, height: int, width: int, ground: int = 255, ink: int = 0) -> None:
        self.image = np.full((height, width, 3), ground, np.uint8)
        self.boxes: list[Box] = []
        self._ink = ink

    def write(
        self, text: str, x: int, foot: int, size: float = BIG, space: int = 14, thick: int = 4
    ) -> list[Box]:
        """Letters from x to the right, `space` pixels apart, standing on the row `foot`."""
        boxes = []
        for char in text:
            mask = self._letter(char, foot, size, thick)
            left, top, width, height = cv2.boundingRect(mask)
            self.image[:, x : x + width][mask[:, left : left + width] > 0] = self._ink
            boxes.append((x, top, width, height))
            x += width + space
        self.boxes += boxes
        return boxes

    def fill(self, box: Box) -> None:
        """A solid rectangle."""
        x, y, width, height = box
        self.image[y : y + height, x : x + width] = self._ink
        self.boxes.append(box)

    def _letter(self, char: str, foot: int, size: float, thick: int) -> np.ndarray:
        mask = np.zeros((len(self.image), 200), np.uint8)
        cv2.putText(mask, char, (60, foot), cv2.FONT_HERSHEY_SIMPLEX, size, 255, thick)
        return mask


def solid(x: int, y: int, width: int, height: int) -> Component:
    """A component that is a filled rectangle."""
    return Component((x, y, width, height), np.pad(np.full((height, width), 255, np.uint8), MARGIN))


def ink_of(mask: np.ndarray) -> Ink:
    """Full ink wherever the mask is set."""
    return Ink(mask.astype(np.uint8) * 255, mask.astype(bool))


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two boxes."""
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    common = max(width, 0) * max(height, 0)
    return common / (a[2] * a[3] + b[2] * b[3] - common)


def boxes_of(reading: Reading) -> list[Box]:
    """The boxes of all characters, in reading order."""
    return [c.box for line in reading.lines for word in line.words for c in word.characters]


def even(glyphs: np.ndarray) -> np.ndarray:
    """Every class as likely as every other."""
    return np.full((len(glyphs), COUNT), 1 / COUNT, np.float32)


def by_content(glyphs: np.ndarray) -> np.ndarray:
    """Random beliefs, the same for the same glyph; row sums in 0..1, as with a reject output."""
    rows = [
        np.random.default_rng(int(glyph.sum())).dirichlet(np.full(COUNT + 1, 0.2))[:COUNT]
        for glyph in glyphs
    ]
    return np.array(rows, np.float32).reshape(-1, COUNT)


def spelling(text: str) -> Callable[[np.ndarray], np.ndarray]:
    """A classifier that is sure that the first glyph is text[0], the next text[1], and so on."""

    def classify(glyphs: np.ndarray) -> np.ndarray:
        rows = np.full((len(glyphs), COUNT), 0.1 / (COUNT - 1), np.float32)
        for row, char in zip(rows, text, strict=True):
            row[INDEX[char]] = 0.9
        return rows

    return classify
