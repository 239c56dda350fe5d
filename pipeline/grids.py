"""The printed lines of tables, boxes and combs taken out of a level page's contrast.

An upright one is an l or a 1 to a reader. What tells it from a stem is that it runs from one long
line across to another, drawn as they are, as several on the page do; or that no letter is as high.
"""

import cv2
import numpy as np

from pipeline.drawn import ALIKE, DRIFT, MEET, RUN, THICK, Lines, gone, lines_along, long, met
from pipeline.faint import TALL

LONG = 3.0
"""Lines across are so many times longer than the uprights between them are high."""
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


def without_grids(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of a level page without the lines of grids; strokes that cross them stay.

    Args:
        contrast: float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    if max(contrast.shape) < TALL:
        return contrast
    mask = contrast > floor
    across = lines_along(contrast, mask)
    drawn = long(across, mask)
    page = min(contrast.shape) >= TALL
    if not page and np.count_nonzero(drawn) < 2:
        return contrast
    upright = lines_along(contrast.T.copy(), mask.T.copy())
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
    taken = gone(across, level, contrast, mask, steep)
    taken |= gone(upright, found, contrast.T, mask.T, level[across.labels].T).T
    return np.asarray(np.where(taken, 0, contrast), np.float32)


def _between(upright: Lines, across: Lines, drawn: np.ndarray) -> np.ndarray:
    """Which uprights, whose rows are columns, run from one of the lines drawn across to another:
    bool [n].
    """
    found = (upright.width >= RUN) & (upright.height <= THICK + DRIFT)
    found[0] = False
    labels = np.flatnonzero(found)
    column = (upright.top + upright.height // 2)[labels]
    ends = [
        met(across, row, column)
        for row in (upright.left[labels], (upright.left + upright.width)[labels] - 1)
    ]
    enough = ends[0] != ends[1]
    for end in ends:
        enough &= drawn[end] & (across.width[end] >= LONG * upright.width[labels])
        enough &= upright.thick[labels] <= ALIKE * across.thick[end] + 1
        enough &= upright.dark[labels] <= ALIKE * across.dark[end]
    found[labels] = enough
    return found


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
