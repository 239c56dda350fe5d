"""Squared paper: where a page has it, ink is what is darker than its lines.

A threshold leaves them in pieces all over the page, upright ones too, which look like letters.
"""

import cv2
import numpy as np

from pipeline.faint import DARKER, darkest, long, palest

LINES = 2
"""So many of each direction at least; a ruled page has none that stand upright."""
UNDER = 0.4
"""Of the floor: as pale as this may a line be here and there."""
STRONG, OVER = 90, 1.6
"""Where lines cross they are darker than this percentile of them, by no more than so many times."""


def over_squares(contrast: np.ndarray, floor: float) -> float:
    """The contrast under which all is paper or the squares printed on it; the floor without any.

    Args:
        contrast: float32 [H,W] of a level page, as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    most = darkest(contrast, floor) / DARKER
    both = [_lines(each, UNDER * floor, most) for each in (contrast, contrast.T.copy())]
    if any(found.size == 0 for found in both):
        return floor
    squares = float(np.percentile(np.concatenate(both), STRONG))
    return max(floor, min(OVER * squares, most))


def _lines(contrast: np.ndarray, least: float, most: float) -> np.ndarray:
    """The contrast of each pixel on a long pale line, float32 [n]; none where they are few."""
    pale = palest(contrast)
    lines = long((pale > least) & (pale < most))
    count, _ = cv2.connectedComponents(lines)
    return contrast[lines > 0] if count > LINES else np.zeros(0, np.float32)
