"""The printed lines of tables, boxes and combs taken out of a level page's contrast.

An upright one is an l or a 1 to a reader. What tells it from a stem is that it runs from one long
line across to another, drawn as they are, as several on the page do; or that no letter is as high.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.faint import DARKER, TALL

RUN = 17
"""Pixels: no line is shorter. Odd: an even kernel moves what its opening leaves by a pixel."""
THICK = 8
"""Pixels: what is thicker is a bar or a stroke."""
BREAK, DRIFT = 5, 3
"""Pixels: breaks of a line are shorter, and so far it drifts from a piece to the next."""
LONG, REACH = 3.0, 12
"""Lines across are so many times longer than the uprights between them are high, and reach over
this part of the page's width."""
DRAWN = 0.8
"""Runs of pixels make up this share of a line across: the tops of a word's letters do not."""
MEET = 1
"""Pixels: so near to a line across, an upright meets it."""
ALIKE = 1.6
"""A grid's uprights are no darker and no thicker than its lines across, times this."""
BROAD = 2
"""Times as broad as an upright is, what it is part of is a letter."""
FEWEST = 3
"""So many uprights make a grid."""
TALLER, SLIM, REACHING, LEAN = 2.0, 24.0, 0.3, 0.12
"""An upright that is so many times as high as tall letters, and as it is thick itself, and runs
along such a share of the page is a line wherever it ends; it leans by no more than a share of its
height."""
LETTERS, LOWEST = 90, 8
"""The percentile of the heights of what is written at which letters are tall; specks are lower
than the second, in pixels."""


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


def without_grids(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a level page without the lines of grids; strokes that cross them stay.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    if max(contrast.shape) < TALL:
        return contrast
    mask = contrast > floor
    across = _lines(contrast, mask)
    drawn = _drawn(across, mask)
    page = min(contrast.shape) >= TALL
    if not page and np.count_nonzero(drawn) < 2:
        return contrast
    upright = _lines(contrast.T.copy(), mask.T.copy())
    found = _between(upright, across, drawn)
    found &= _apart(upright, mask & ~drawn[across.labels])
    found &= np.count_nonzero(found) >= FEWEST
    # In the crop of a field what is high may be a letter, but for the sides of cells.
    if page:
        found |= _tall(upright, mask)
    if not found.any():
        return contrast
    steep = found[upright.labels.T]
    level = drawn & _meeting(across, steep)
    gone = _gone(across, level, contrast, mask, steep)
    gone |= _gone(upright, found, contrast.T, mask.T, level[across.labels].T).T
    return np.asarray(np.where(gone, 0, contrast), np.float32)


def _lines(contrast: np.ndarray, mask: np.ndarray) -> Lines:
    """mask: the ink, bool [H,W]."""
    ink = mask.view(np.uint8)
    even = cv2.dilate(ink, np.ones((DRIFT, 1), np.uint8))
    even = cv2.morphologyEx(even, cv2.MORPH_CLOSE, np.ones((1, BREAK), np.uint8))
    runs = cv2.morphologyEx(even, cv2.MORPH_OPEN, np.ones((1, RUN), np.uint8))
    bars = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((THICK + DRIFT, 1), np.uint8))
    runs = cv2.subtract(runs, bars)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(runs)
    inked = np.flatnonzero(cv2.min(runs, ink))
    own = labels.ravel()[inked]
    area = np.maximum(np.bincount(own, minlength=count), 1)
    dark = np.bincount(own, contrast.ravel()[inked], count) / area
    left, top, width, height, _ = stats.T
    return Lines(labels, left, top, width, height, area / width, dark)


def _drawn(across: Lines, mask: np.ndarray) -> np.ndarray:
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


def _between(upright: Lines, across: Lines, drawn: np.ndarray) -> np.ndarray:
    """Which uprights, whose rows are columns, run from one of the lines drawn across to another:
    bool [n].
    """
    found = (upright.width >= RUN) & (upright.height <= THICK + DRIFT)
    found[0] = False
    labels = np.flatnonzero(found)
    column = (upright.top + upright.height // 2)[labels]
    ends = [
        _met(across, row, column)
        for row in (upright.left[labels], (upright.left + upright.width)[labels] - 1)
    ]
    enough = ends[0] != ends[1]
    for end in ends:
        enough &= drawn[end] & (across.width[end] >= LONG * upright.width[labels])
        enough &= upright.thick[labels] <= ALIKE * across.thick[end] + 1
        enough &= upright.dark[labels] <= ALIKE * across.dark[end]
    found[labels] = enough
    return found


def _met(across: Lines, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """The widest line near each place: labels, int [n]."""
    reach = np.arange(-MEET, MEET + 1)
    height, width = across.labels.shape
    near = across.labels[
        np.clip(rows[:, None] + reach, 0, height - 1)[:, :, None],
        np.clip(columns[:, None] + reach, 0, width - 1)[:, None, :],
    ].reshape(len(rows), len(reach) ** 2)
    widths = np.where(near > 0, across.width[near], 0)
    return np.asarray(near[np.arange(len(rows)), widths.argmax(axis=1)])


def _apart(upright: Lines, mask: np.ndarray) -> np.ndarray:
    """Which uprights are no part of something broader, as a stem is of a letter: bool [n].

    mask: the ink without lines across, bool [H,W].
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    own = labels[upright.left + upright.width // 2, upright.top + upright.height // 2]
    return np.asarray(stats[own, cv2.CC_STAT_WIDTH] <= BROAD * upright.height) | (own == 0)


def _tall(upright: Lines, mask: np.ndarray) -> np.ndarray:
    """Which uprights are higher than letters: bool [n]."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask.view(np.uint8))
    heights = stats[1:, cv2.CC_STAT_HEIGHT]
    heights = heights[heights > LOWEST]
    letters = float(np.percentile(heights, LETTERS)) if heights.size else len(mask)
    found = upright.width >= np.maximum(TALLER * letters, SLIM * upright.thick)
    found &= upright.width >= REACHING * len(mask)
    found[0] = False
    return np.asarray(found & (upright.height <= THICK + DRIFT + LEAN * upright.width))


def _meeting(across: Lines, steep: np.ndarray) -> np.ndarray:
    """Which lines across the uprights of a grid, bool [H,W], meet: bool [n]."""
    near = cv2.dilate(steep.view(np.uint8), np.ones((2 * MEET + 1,) * 2, np.uint8)) > 0
    met = np.zeros(len(across.left), bool)
    met[np.unique(across.labels[near])] = True
    return met


def _gone(
    lines: Lines, found: np.ndarray, contrast: np.ndarray, mask: np.ndarray, others: np.ndarray
) -> np.ndarray:
    """The pixels of lines found, but those of strokes across them or darker: bool [H,W].

    others: the grid's lines the other way, which are no strokes.
    """
    if not found.any():
        return np.zeros(contrast.shape, bool)
    thick, dark = (float(np.median(of[found])) for of in (lines.thick, lines.dark))
    stroke = np.ones((int(np.ceil(thick)) + DRIFT | 1, 1), np.uint8)
    crossed = cv2.morphologyEx(mask.view(np.uint8), cv2.MORPH_OPEN, stroke) > 0
    crossed &= cv2.dilate(others.view(np.uint8), np.ones((3, 3), np.uint8)) == 0
    return np.asarray(found[lines.labels] & ~crossed & (contrast <= DARKER * dark))
