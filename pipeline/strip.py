"""A word's ink as one strip, as the strip network sees it: of one height, however wide."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from pipeline.classes import COUNT
from pipeline.components import MARGIN, Component
from pipeline.shapes import taken_together

HEIGHT = 32
"""Pixels of a strip's height."""
INNER = 28
"""Pixels of its ink's height."""
EDGE = 8
"""Pixels of ground before and after the ink."""
STRIDE, FINE = 4, 2
"""Pixels of a strip to each frame of the network, and of the one for numbers."""
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
        """How many frames of STRIDE columns it fills."""
        return -(-self.image.shape[1] // STRIDE)


Frames = Callable[[list[Strip]], list[np.ndarray]]
"""Strips → of each, float32 [frames,63]: a character in the frame's middle, the last for none.

There are as many as a strip has pixels, divided by STRIDE or by FINE.
"""


class Weights(NamedTuple):
    """Of the frames' evidence for a candidate to be one character, and for its class.

    classes: half at most, since it is the classifier that learns from people's corrections; cut:
    so much more where both of its edges are cuts. belief: how much of the classifier's own log
    belief counts that it is a character. whole: of the frames' log likelihood of a word's whole
    text, where characters touch; for a network that was taught whole rows.
    """

    character: float = 2.0
    classes: float = 0.5
    cut: float = 0.5
    belief: float = 0.5
    whole: float = 0.0


WEIGHTS = Weights()


@dataclass(frozen=True, eq=False)
class Framed:
    """A strip, what the strip network says of its frames, float32 [frames,63], and its weights.

    bounds: the first frame of each piece of the word, and the end, once they are known.
    """

    strip: Strip
    frames: np.ndarray
    weights: Weights = WEIGHTS
    bounds: tuple[int, ...] | None = None

    @property
    def stride(self) -> int:
        """Pixels of the strip to each frame."""
        return FINE if len(self.frames) > self.strip.frames else STRIDE

    def frame(self, column: float) -> float:
        """Where a column of the page lies, in frames."""
        return (column - self.strip.left) * self.strip.scale / self.stride

    def runs(self) -> list[tuple[int, int]]:
        """From which frame to before which a character is said, left to right."""
        return [(start, end) for start, end, _ in self._said]

    def said(self) -> list[int]:
        """The classes of these characters, 0..61; of those that look alike, the first."""
        return [label for _, _, label in self._said]

    @cached_property
    def _said(self) -> list[tuple[int, int, int]]:
        best = taken_together(self.frames).argmax(axis=1)
        edges = np.flatnonzero(np.diff(best, prepend=-1, append=-1)).tolist()
        return [(a, b, int(best[a])) for a, b in pairwise(edges) if best[a] != COUNT]

    def gaps(self) -> list[tuple[float, float]]:
        """Between one character that is said and the next, left to right: the page's columns from
        which to which a cut parts their frames.
        """
        ends = [(end - 0.5, start + 0.5) for (_, end), (start, _) in pairwise(self.runs())]
        return [(self._column(first), self._column(last)) for first, last in ends]

    def _column(self, frame: float) -> float:
        return self.strip.left + frame * self.stride / self.strip.scale


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
