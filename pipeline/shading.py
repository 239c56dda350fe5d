"""What a paper's own shading leaves along the border of a page: a fold, a curl, a dark corner.

There the ground is known from one side alone. Its contrast hardly passes for ink's, while all that
is written is far darker; a faint pencil writes in the middle of a page too.
"""

import cv2
import numpy as np

from pipeline.ink import Ink

LEAST = 150
"""Pixels: a lower image is a line or a word, which may stand at its border."""
RIM = 0.12
"""Of the shorter side: what lies wholly within the rim may be shading."""
FAINT, DARK = 1.35, 2.5
"""Times the contrast under which all is paper: shading is no darker, and all else is darker."""


def without_shading(ink: Ink, contrast: np.ndarray, floor: float) -> Ink:
    """The ink of a page without what is shading.

    Args:
        contrast: of the page, float32 [H,W], as `ink.contrast_of` has it.
        floor: the contrast under which all is paper.
    """
    if min(ink.mask.shape) < LEAST:
        return ink
    rim = round(RIM * min(ink.mask.shape))
    middle = np.s_[rim:-rim, rim:-rim]
    written = contrast[middle][ink.mask[middle]]
    if not written.size or np.median(written) < DARK * floor:
        return ink
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    dark = np.bincount(labels.ravel(), contrast.ravel(), count) / np.maximum(stats[:, 4], 1)
    shading = _within(stats, rim, ink.mask.shape) & (dark <= FAINT * floor)
    return ink.within(ink.mask & ~shading[labels]) if shading.any() else ink


def _within(stats: np.ndarray, rim: int, shape: tuple[int, ...]) -> np.ndarray:
    """Which components lie wholly in the rim of a page: bool [n]."""
    left, top, width, height, _ = stats.T
    found = (left + width <= rim) | (left >= shape[1] - rim)
    found |= (top + height <= rim) | (top >= shape[0] - rim)
    found[0] = False
    return np.asarray(found)
