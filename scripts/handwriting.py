"""Lines of handwriting put together from single EMNIST characters.

EMNIST scales every character to the same size, so a line has to give back what that took away:
the height on the line, the place of the descenders, and one pen's width for all.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np
from typical import pieces

_X_HEIGHT, _DESCENT = 0.64, -0.34
_SPANS: dict[str, tuple[float, float]] = {
    **dict.fromkeys("acemnorsuvwxz", (_X_HEIGHT, 0.0)),
    **dict.fromkeys("gpqy", (_X_HEIGHT, _DESCENT)),
    "i": (0.95, 0.0),
    "j": (0.95, _DESCENT),
    "t": (0.9, 0.0),
}
"""Where a character's ink begins and ends, in heights of a capital above the baseline."""
_WIDEST = 1.3
"""Of a character's own height: EMNIST has an m or two that would fill a line."""
_LARGE = 4
"""Strokes are drawn at four times their size, so that their edges come out smooth."""
_INK = 100


@dataclass
class Hand:
    """One writer: a choice of glyphs, a pen and a measure of unsteadiness.

    height: of a capital, in pixels; pen: stroke width as a share of it.
    """

    glyphs: dict[str, np.ndarray]
    rng: np.random.Generator
    height: int = 48
    pen: float = 0.1
    _used: dict[str, list[int]] = field(default_factory=dict)

    def page(self, lines: list[str], margin: float = 0.7, leading: float = 1.9) -> np.ndarray:
        """Ink of several lines, float32 [H,W], 0..1."""
        rows = [self._line(line) for line in lines]
        border, step = round(margin * self.height), round(leading * self.height)
        width = max(row.shape[1] for row in rows) + 2 * border + self.height // 2
        page = np.zeros((2 * border + rows[0].shape[0] + step * (len(rows) - 1), width), np.float32)
        for number, row in enumerate(rows):
            top, left = border + number * step, border + int(self.rng.integers(self.height // 2))
            target = page[top : top + row.shape[0], left : left + row.shape[1]]
            np.maximum(target, row, out=target)
        return page

    def _line(self, text: str) -> np.ndarray:
        """Ink of one line, with half a capital of room below the baseline."""
        row = np.zeros((round(1.6 * self.height), round(1.6 * self.height * len(text))), np.float32)
        baseline, x = 1.1 * self.height, 0.0
        for char in text:
            if char == " ":
                x += self.height * self.rng.uniform(0.6, 0.75)
                continue
            ink = self.character(char)
            wander = self.rng.normal(0, 0.012)
            top = round(baseline - (_span(char)[0] + wander) * self.height)
            place = row[top : top + ink.shape[0], round(x) : round(x) + ink.shape[1]]
            np.maximum(place, ink, out=place)
            x += ink.shape[1] + self.height * self.rng.uniform(0.13, 0.19)
        return row[:, : round(x)]

    def character(self, char: str) -> np.ndarray:
        """Ink of one character at its size, cropped."""
        top, bottom = _span(char)
        height = (top - bottom) * self.height * self.rng.normal(1, 0.025)
        large = _enlarged(self._next(char), height * _LARGE)
        penned = _penned(large, self.pen * self.height * _LARGE / 2)
        turned = _turned(penned, self.rng.normal(0, 1.5))
        size = [max(1, round(side / _LARGE)) for side in turned.shape[::-1]]
        return cv2.resize(turned, size, interpolation=cv2.INTER_AREA)

    def _next(self, char: str) -> np.ndarray:
        """A glyph that was not used lately: nobody writes the same letter twice."""
        if not self._used.get(char):
            self._used[char] = list(self.rng.permutation(len(self.glyphs[char])))
        return self.glyphs[char][self._used[char].pop()]


def _span(char: str) -> tuple[float, float]:
    return _SPANS.get(char, (1.0, 0.0))


def _enlarged(glyph: np.ndarray, height: float) -> np.ndarray:
    """Cropped to its ink and scaled to this height: bool [H,W] with a border for the pen."""
    x, y, width, tall = cv2.boundingRect((glyph > _INK).astype(np.uint8))
    scale = height / tall
    size = (max(1, round(min(width * scale, _WIDEST * height))), round(height))
    large = cv2.resize(glyph[y : y + tall, x : x + width], size, interpolation=cv2.INTER_CUBIC)
    border = round(height / 4)
    large = cv2.copyMakeBorder(large, border, border, border, border, cv2.BORDER_CONSTANT)
    smooth: np.ndarray = cv2.GaussianBlur(large, (0, 0), scale / 2) > 110
    return smooth


def _penned(ink: np.ndarray, half_width: float) -> np.ndarray:
    """Strokes of about this half width, float32 0..1: one writer has one pen."""
    inside = cv2.distanceTransform(ink.astype(np.uint8), cv2.DIST_L2, 5)
    outside = cv2.distanceTransform((~ink).astype(np.uint8), cv2.DIST_L2, 5)
    grown = half_width - 2 * float(inside[ink].mean())
    if grown > 0:
        return (outside <= grown).astype(np.float32)
    while pieces(inside > -grown) > pieces(ink):
        # Thinning broke the stroke where it was thinnest already.
        grown /= 2
    return (inside > -grown).astype(np.float32)


def _turned(ink: np.ndarray, degrees: float) -> np.ndarray:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    x, y, w, h = cv2.boundingRect((turned > 0.5).astype(np.uint8))
    cropped: np.ndarray = turned[y : y + h, x : x + w]
    return cropped
