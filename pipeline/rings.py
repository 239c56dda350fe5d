"""Circles drawn by hand round a word, taken out of the ink."""

import cv2
import numpy as np

from pipeline.ink import Ink

LEAST = 24
"""Pixels: no circle is lower."""
LARGER, TALL, SPECK = 1.25, 90, 8
"""Nor is it lower than so many times the tall letters, at this percentile of their heights; what is
no higher than the last, in pixels, is none."""
NARROW, THIN = 0.5, 0.3
"""Of its height, and of its box: it is no narrower, and its stroke fills no more."""
CONVEX = 0.9
"""Of its hull: a circle's outline fills as much."""
INSIDE, BROAD = 0.25, 0.15
"""Of its height, and of its width: what stands in it is as high, and together as broad, or it is a
dotted zero."""


def without_rings(ink: Ink) -> Ink:
    """The ink without circles that stand apart from the letters in them."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    width, height, area = stats.T[2:]
    may_be = (height >= LEAST) & (width >= NARROW * height) & (area <= THIN * width * height)
    others = ~may_be & (height > SPECK)
    may_be[0] = others[0] = False
    if others.any():
        may_be &= height >= LARGER * np.percentile(height[others], TALL)
    rings = [k for k in np.flatnonzero(may_be) if _is_ring(labels, stats, int(k))]
    if not rings:
        return ink
    kept = ink.mask & ~np.isin(labels, rings)
    return ink.within(kept)


def _is_ring(labels: np.ndarray, stats: np.ndarray, label: int) -> bool:
    """Whether a component is a closed curve round something as high as a letter in it is."""
    left, top, width, height, _ = stats[label].tolist()
    x, y, wide, high, _ = stats.T
    within = (x > left) & (y > top) & (x + wide < left + width) & (y + high < top + height)
    letters = within & (high >= INSIDE * height)
    if wide[letters].sum() < BROAD * width:
        return False
    own = (labels[top : top + height, left : left + width] == label).view(np.uint8)
    outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = max(outlines, key=cv2.contourArea)
    hull = cv2.contourArea(cv2.convexHull(outline))
    return bool(cv2.contourArea(outline) >= CONVEX * hull)
