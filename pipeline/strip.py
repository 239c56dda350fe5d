"""A word's ink as one strip, as the strip network sees it: of one height, however wide."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from pipeline.classes import COUNT
from pipeline.components import MARGIN, Component

HEIGHT = 32
"""Pixels of a strip's height."""
INNER = 28
"""Pixels of its ink's height."""
EDGE = 8
"""Pixels of ground before and after the ink."""
STRIDE = 4
"""Pixels of a strip to each frame of the network."""
WIDEST = 1024
"""Pixels: what would be wider is squeezed."""


@dataclass(frozen=True, eq=False)
class Strip:
    """image: uint8 [HEIGHT,w], 255 = ink; left: the page's column of its first; scale: its pixels
    to one of the page, from left to right.
    """

    image: np.ndarray
    left: float
    scale: float

    @property
    def frames(self) -> int:
        """How many of the network's frames it fills."""
        return -(-self.image.shape[1] // STRIDE)

    def frame(self, column: float) -> float:
        """Where a column of the page lies, in frames."""
        return (column - self.left) * self.scale / STRIDE


Frames = Callable[[list[Strip]], list[np.ndarray]]
"""Strips → of each, float32 [frames,63]: a character in the frame's middle, the last for none."""


@dataclass(frozen=True, eq=False)
class Framed:
    """A strip, and what the strip network says of its frames: float32 [frames,63]."""

    strip: Strip
    frames: np.ndarray

    def middles(self) -> list[float]:
        """The page's columns at which a character is said to stand, left to right."""
        best = self.frames.argmax(axis=1)
        edges = np.flatnonzero(np.diff(best, prepend=-1, append=-1))
        runs = [(a, b) for a, b in pairwise(edges) if best[a] != COUNT]
        tops = [a + int(self.frames[a:b, best[a]].argmax()) for a, b in runs]
        scale = self.strip.scale / STRIDE
        return [self.strip.left + (top + 0.5) / scale for top in tops]


def strip(word: Component) -> Strip:
    """The strip of a word's joined ink: contrast stretched, height scaled, aspect ratio kept."""
    ink = word.ink[MARGIN:-MARGIN, MARGIN:-MARGIN]
    ink = cv2.convertScaleAbs(ink, alpha=255 / max(int(ink.max(initial=0)), 1))
    height, width = ink.shape
    broad = max(1, min(round(width * INNER / height), WIDEST))
    shrinks = height > INNER
    how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    scaled = cv2.resize(ink, (broad, INNER), interpolation=how)
    over = (HEIGHT - INNER) // 2
    image = cv2.copyMakeBorder(scaled, over, over, EDGE, EDGE, cv2.BORDER_CONSTANT)
    scale = broad / width
    return Strip(image, word.x - EDGE / scale, scale)
