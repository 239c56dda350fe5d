"""Squared paper: where a page has it, ink is what is darker than its lines.

A threshold leaves them in pieces all over the page, upright ones too, which look like letters.
"""

import cv2
import numpy as np

from pipeline.faint import DARKER, darkest, far_reaching, palest

LINES = 6
"""So many of each direction at least: a table has fewer, or they are not squares."""
EVEN, MOSTLY = 0.2, 0.6
"""Such a share of their distances differ by no more than the first from the usual one; and so does
that across from that upright."""
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
    (across, wide), (upright, high) = (
        _lines(each, UNDER * floor, most) for each in (contrast, contrast.T.copy())
    )
    if not (wide and high) or abs(wide - high) > EVEN * high:
        return floor
    squares = float(np.percentile(np.concatenate([across, upright]), STRONG))
    return max(floor, min(OVER * squares, most))


def _lines(contrast: np.ndarray, least: float, most: float) -> tuple[np.ndarray, float]:
    """The contrast of each pixel on a long pale line, float32 [n], and how far those are apart.

    In pixels; 0 where they are few or at no even distance.
    """
    pale = palest(contrast)
    lines = far_reaching((pale > least) & (pale < most))
    count, _, _, centres = cv2.connectedComponentsWithStats(lines)
    if count <= LINES:
        return contrast[:0, 0], 0.0
    apart = np.diff(np.sort(np.asarray(centres[1:, 1], np.float64)))
    usual = float(np.median(apart))
    even = np.abs(apart - usual) <= EVEN * usual
    return contrast[lines > 0], usual if even.mean() >= MOSTLY else 0.0
