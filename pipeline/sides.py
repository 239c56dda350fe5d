"""The upright sides of a form's fields, of which a crop shows a piece at its left or right border.

Seen with the letters they are an l, an I or a 1, and no letter's shape tells them apart: where they
stand does, and that they run from one border to the other, which the letters do not.
"""

import cv2
import numpy as np

WHOLE, CORNER = 0.96, 0.75
"""A side runs along this share of the image's height; or this, where it ends at another side."""
NEAR = 0.2
"""Of the width: no side is further from its border."""
THICK, BROAD = 8, 0.2
"""Pixels, or a share of the height: what is broader is no line."""
LOWER = 0.9
"""Letters beside it are lower, as a share of the height: in a crop that fits them, they are not."""
LETTER = 0.3
"""Of the height: what is lower says nothing of how high letters are."""
EDGE = 1
"""Pixels: so near a border, ink is cut by it."""
ACROSS = 0.5
"""Of the width: what runs on as far is a side too, or a rule."""
SOFT = 2
"""Pixels: a line blurs into paper."""


def without_sides(contrast: np.ndarray, floor: float) -> np.ndarray:
    """The contrast of an image, float32 [H,W], without sides and what is beyond them.

    floor: the contrast under which all is paper.
    """
    mask = contrast > floor
    for mirrored in (False, True):
        end = _side(np.fliplr(mask) if mirrored else mask)
        if end:
            contrast, beyond = contrast.copy(), np.s_[:, -end:] if mirrored else np.s_[:, :end]
            contrast[beyond] = mask[beyond] = 0
    return contrast


def _side(mask: np.ndarray) -> int:
    """Columns from the left border to the end of a side; 0 without one. mask: bool [H,W]."""
    height, width = mask.shape
    near = mask[:, : max(1, round(NEAR * width))].view(np.uint8)
    # A line that leans a little is in the next column further down.
    covered = cv2.dilate(near, np.ones((1, 3), np.uint8)).mean(axis=0) >= CORNER
    if not covered.any():
        return 0
    start = int(covered.argmax())
    end = start + int(np.append(covered[start:], False).argmin())
    slim = end - start <= max(THICK, BROAD * height)
    found = slim and _runs(mask, start, end) and _is_no_letter(mask, start, end)
    return min(end + SOFT, width) if found else 0


def _runs(mask: np.ndarray, start: int, end: int) -> bool:
    """Whether a line runs from border to border, or from one to the corner that it makes."""
    height = len(mask)
    band = mask[:, max(0, start - 1) : end + 1].any(axis=1)
    if band.mean() >= WHOLE:
        return True
    rows = np.flatnonzero(band)
    top, bottom = int(rows[0]), int(rows[-1])
    if (top > EDGE) == (bottom < height - 1 - EDGE):
        return False
    last = np.s_[max(0, top - EDGE) : top + THICK] if top > EDGE else np.s_[bottom - THICK :]
    across = mask[last, end:].mean(axis=1).max() >= ACROSS
    return bool(across and not mask[last, : max(0, start - SOFT)].any())


def _is_no_letter(mask: np.ndarray, start: int, end: int) -> bool:
    """Whether the letters beside a line are lower, and the image is no crop that fits them all."""
    height, width = mask.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask[:, end:].view(np.uint8))
    lefts, _, widths, heights, _ = stats[1:].T
    letters = (heights > LETTER * height) & (widths < ACROSS * width)
    if not letters.any():
        return False
    fits = start <= EDGE and (lefts + widths)[letters].max() >= width - end - EDGE
    return bool(not fits and np.median(heights[letters]) <= LOWER * height)
