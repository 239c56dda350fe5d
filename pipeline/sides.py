"""The upright sides of a form's fields, of which a crop shows a piece at its left or right border.

Seen with the letters they are an l, an I or a 1, and no letter's shape tells them apart: where they
stand does, and that they run from one border to the other. So may the stem of a letter in a crop
that fits the writing: there a side is what was drawn by another pen.
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
"""Of the height: what is lower says nothing of how high letters are, and is none beyond a side."""
OTHER, PEN = 1.5, 75
"""So many times as thick as the letters' strokes, or as dark, or the reverse, a line is of no such
pen; strokes are as thick as this percentile of their middles says, since they end thin."""
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
    for turned in (np.asarray, np.fliplr):
        end = _side(turned(contrast), floor)
        if end:
            contrast = contrast.copy()
            turned(contrast)[:, :end] = 0
    return contrast


def _side(contrast: np.ndarray, floor: float) -> int:
    """Columns from the left border to the end of a side; 0 without one."""
    mask = contrast > floor
    height, width = mask.shape
    near = mask[:, : max(1, round(NEAR * width))].view(np.uint8)
    # A line that leans a little is in the next column further down.
    covered = cv2.dilate(near, np.ones((1, 3), np.uint8)).mean(axis=0) >= CORNER
    if not covered.any():
        return 0
    start = int(covered.argmax())
    end = start + int(np.append(covered[start:], False).argmin())
    slim = end - start <= max(THICK, BROAD * height) and end < width
    beyond = mask[:, : max(0, start - 1)].any(axis=1).mean() > LETTER
    found = slim and not beyond and _runs(mask, start, end)
    found = found and _is_no_letter(contrast, mask, start, end)
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


def _is_no_letter(contrast: np.ndarray, mask: np.ndarray, start: int, end: int) -> bool:
    """Whether the letters beside a line are lower, and it is no stem in a crop that fits them."""
    height, width = mask.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask[:, end:].view(np.uint8))
    lefts, tops, widths, heights, _ = stats.T
    letters = (heights > LETTER * height) & (heights < WHOLE * height)
    letters &= widths < ACROSS * width
    letters[0] = False
    if not letters.any() or np.median(heights[letters]) > LOWER * height:
        return False
    fits = start <= EDGE and (lefts + widths)[letters].max() >= width - end - EDGE
    cut = (tops <= EDGE) | (tops + heights >= height - EDGE)
    if not fits and not (letters & cut).any():
        return True
    return not fits and _is_other_pen(
        contrast, mask, np.s_[:, max(0, start - 1) : end + 1], letters[labels], end
    )


def _is_other_pen(
    contrast: np.ndarray, mask: np.ndarray, line: tuple[slice, slice], letters: np.ndarray, end: int
) -> bool:
    """Whether a line is drawn thicker or thinner than letters are, or darker or paler.

    letters: their pixels in the columns from `end` on, bool [H,W].
    """
    ink = cv2.distanceTransform(letters.view(np.uint8), cv2.DIST_L2, 3)
    ridge = ink >= cv2.dilate(ink, np.ones((3, 3), np.uint8))
    pen = 2 * float(np.percentile(ink[ridge & letters], PEN))
    thick = float(mask[line].sum(axis=1).mean())
    dark = (
        float(np.median(contrast[line][mask[line]])),
        float(np.median(contrast[:, end:][letters])),
    )
    return any(max(pair) > OTHER * min(pair) for pair in ((thick, pen), dark))
