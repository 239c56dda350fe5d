"""How far a page of writing is turned, and the page turned back.

The angle is the one at which its ink crowds most into rows (projection profile: Postl, 1986), be
they lines of writing or ruled. A few words say too little of it, and lines are followed as they
slope.
"""

import cv2
import numpy as np

MOST = 16.0
"""Degrees: pages turned further are not looked for."""
LEAST = 0.3
"""Degrees: within this, lines are followed as they slope."""
TALL = 150
"""Pixels: lower images hold a line or two, too little to tell."""
GAIN, DOUBT = 1.4, 0.1
"""How much more the ink must crowd than on the page as it is, and more so with each degree: a few
large words crowd by chance at some angle, and the more angles there are, the likelier.
"""
COARSE, FINE = 0.5, 0.1
POINTS = 20_000
"""So many pixels of ink are looked at."""
ROWS = 300
"""A page is seen as so many rows."""


def skew(mask: np.ndarray) -> float:
    """Degrees by which lines fall towards the right; 0 where it is unsure.

    mask: bool [H,W], the ink.
    """
    height, width = mask.shape
    found = np.flatnonzero(mask)
    if height < TALL or width < TALL or len(found) < ROWS:
        return 0.0
    ys, xs = np.divmod(found[:: max(1, len(found) // POINTS)], width)
    # Anywhere in its pixel: whole rows of pixels would crowd by themselves on a page that is level.
    ys = ys + np.random.default_rng(0).random(len(ys))
    points = np.stack([xs - width / 2, ys - height / 2], axis=1) * (ROWS / height)
    best = _best(points, np.arange(-MOST, MOST + COARSE, COARSE))
    best = _best(points, np.arange(best - COARSE, best + COARSE, FINE))
    sure = crowding(points, best) > (GAIN + DOUBT * abs(best)) * crowding(points, 0.0)
    return best if sure and LEAST <= abs(best) <= MOST else 0.0


def crowding(points: np.ndarray, degrees: float) -> float:
    """How unevenly points fall on rows one pixel high, seen along an angle.

    points: float [n,2], x and y. Returns the mean square of the change from a row to the next.
    """
    angle = np.radians(degrees)
    heights = points[:, 1] * np.cos(angle) - points[:, 0] * np.sin(angle)
    counts = np.bincount(np.floor(heights - heights.min()).astype(int))
    return float((np.diff(counts, prepend=0, append=0) ** 2).sum() / len(points))


def turned(contrast: np.ndarray, degrees: float) -> tuple[np.ndarray, np.ndarray]:
    """The page turned so that lines run level, as large as it needs to be.

    Args:
        contrast: [H,W] or [H,W,3]; 0 is paper, and what lies beside the page.

    Returns:
        The turned page, and the affine matrix, float [2,3], from its pixels to the given one's.
    """
    height, width = contrast.shape[:2]
    forward = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(forward[0, 0]), abs(forward[0, 1])
    size = int(np.ceil(width * cos + height * sin)), int(np.ceil(width * sin + height * cos))
    forward[:, 2] += (size[0] - width) / 2, (size[1] - height) / 2
    level = cv2.warpAffine(contrast, forward, size, borderValue=0)
    return level, np.asarray(cv2.invertAffineTransform(forward))


def _best(points: np.ndarray, angles: np.ndarray) -> float:
    return float(max(angles, key=lambda degrees: crowding(points, float(degrees))))
