"""Straight thin lines as a printer draws them, found in a level page's contrast."""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.faint import DARKER

RUN = 17
"""Pixels: no line is shorter. Odd: an even kernel moves what its opening leaves by a pixel."""
THICK = 8
"""Pixels: what is thicker is a bar or a stroke."""
BREAK, DRIFT = 5, 3
"""Pixels: breaks of a line are shorter, and so far it drifts from a piece to the next."""
REACH = 12
"""A long line reaches over this part of the page's width."""
DRAWN = 0.8
"""Runs of pixels make up this share of it: the tops of a word's letters do not."""
MEET = 1
"""Pixels: so near to a line across, an upright meets it."""
ALIKE = 1.6
"""What is drawn together is no darker and no thicker than its lines across, times this."""


@dataclass(frozen=True)
class Lines:
    """Straight thin runs along the rows of a page.

    labels: int32 [H,W]; of each label, of which 0 is none: its box, int32 [n], how many pixels
    thick it is and its contrast, float [n].
    """

    labels: np.ndarray
    left: np.ndarray
    top: np.ndarray
    width: np.ndarray
    height: np.ndarray
    thick: np.ndarray
    dark: np.ndarray


def lines_along(contrast: np.ndarray, mask: np.ndarray, run: int = RUN) -> Lines:
    """Those along the rows. mask: the ink, bool [H,W]; run: pixels, odd, none is shorter."""
    ink = mask.view(np.uint8)
    even = cv2.dilate(ink, np.ones((DRIFT, 1), np.uint8))
    even = cv2.morphologyEx(even, cv2.MORPH_CLOSE, np.ones((1, BREAK), np.uint8))
    runs = cv2.morphologyEx(even, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((THICK + DRIFT, 1), np.uint8))
    runs = cv2.subtract(runs, bars)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    inked = np.flatnonzero(cv2.min(runs, ink))
    own = labels.ravel()[inked]
    area = np.maximum(np.bincount(own, minlength=count), 1)
    dark = np.bincount(own, contrast.ravel()[inked], count) / area
    left, top, width, height, _ = stats.T
    return Lines(labels, left, top, width, height, area / width, dark)


def long(across: Lines, mask: np.ndarray) -> np.ndarray:
    """Which lines across are long and run on: bool [n]."""
    runs = cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8))
    found = across.width >= mask.shape[1] / REACH
    found[0] = False
    for label in np.flatnonzero(found):
        left, top = across.left[label], across.top[label]
        window = np.s_[top : top + across.height[label], left : left + across.width[label]]
        own = (runs[window] > 0) & (across.labels[window] == label)
        found[label] = own.any(axis=0).mean() >= DRAWN
    return np.asarray(found)


def met(across: Lines, rows: np.ndarray, columns: np.ndarray, far: int = MEET) -> np.ndarray:
    """The widest line near each place, so far from it at most: labels, int [n]."""
    reach = np.arange(-far, far + 1)
    height, width = across.labels.shape
    near = across.labels[
        np.clip(rows[:, None] + reach, 0, height - 1)[:, :, None],
        np.clip(columns[:, None] + reach, 0, width - 1)[:, None, :],
    ].reshape(len(rows), len(reach) ** 2)
    widths = np.where(near > 0, across.width[near], 0)
    return np.asarray(near[np.arange(len(rows)), widths.argmax(axis=1)])


def gone(
    lines: Lines, found: np.ndarray, contrast: np.ndarray, mask: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """The pixels of lines found, but those of strokes across them or darker: bool [H,W].

    others: the lines the other way, which are no strokes.
    """
    if not found.any():
        return np.zeros(contrast.shape, bool)
    thick, dark = (float(np.median(of[found])) for of in (lines.thick, lines.dark))
    stroke = np.ones((int(np.ceil(thick)) + DRIFT | 1, 1), np.uint8)
    crossed = cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, stroke) > 0
    crossed &= cv2.dilate(others.view(np.uint8), np.ones((3, 3), np.uint8)) == 0
    return np.asarray(found[lines.labels] & ~crossed & (contrast <= DARKER * dark))
