"""The edge of a sheet that lies on something no darker: a line of shadow around the writing.

Where such a sheet is not found as one (`sheet`), its edge stays as ink: long, along its own convex
hull, as neither a letter nor joined writing lies.
"""

import cv2
import numpy as np

from pipeline.ink import Ink
from pipeline.pen import thickness

LEAST = 150
"""Pixels: in a lower image a stroke is soon as long."""
LONG, HIGHER = 0.4, 3.0
"""An edge is as long as this share of the page, and so many letters are high."""
SPECK, LETTERS = 8, 3
"""Pixels: letters are higher; and so many are known by their height."""
ALONG, NEAR, SLIM = 0.9, 2.0, 0.06
"""So much of an edge is no further from its hull than its own thickness, times the second; which is
no more than the last share of its length: a large V or 7 is written thicker."""


def without_outlines(ink: Ink) -> Ink:
    """The ink of a page without what is the edge of a sheet."""
    if min(ink.mask.shape) < LEAST:
        return ink
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink.mask.view(np.uint8))
    sizes, page = stats[:, 2:4], np.array(ink.mask.shape[::-1])
    long = np.asarray((sizes >= LONG * page).any(axis=1))
    long[0] = False
    heights = sizes[~long & (sizes[:, 1] > SPECK)][1:, 1]
    if not long.any() or len(heights) < LETTERS:
        return ink
    long &= sizes.max(axis=1) >= HIGHER * np.median(heights)
    gone = [
        label for label in np.flatnonzero(long).tolist() if _is_edge(labels, stats[label], label)
    ]
    return ink.within(ink.mask & ~np.isin(labels, gone)) if gone else ink


def _is_edge(labels: np.ndarray, stats: np.ndarray, label: int) -> bool:
    """Whether a component lies along its convex hull."""
    x, y, width, height, _ = stats.tolist()
    own = np.pad(labels[y : y + height, x : x + width] == label, 1)
    thick = max(thickness(own), 1.0)
    if thick > SLIM * max(width, height):
        return False
    hull = cv2.convexHull(cv2.findNonZero(own.view(np.uint8)))
    filled: np.ndarray = np.zeros(own.shape, np.uint8)
    cv2.fillConvexPoly(filled, hull, 1)
    depth = cv2.distanceTransform(filled, cv2.DIST_L2, 3)[own]
    return bool((depth <= NEAR * thick + 1).mean() >= ALONG)
