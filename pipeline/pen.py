"""How thick the pen's strokes are."""

import cv2
import numpy as np

MIDDLES = 75
"""Strokes are as thick as this percentile of their middles says, since they end thin."""


def thickness(strokes: np.ndarray) -> float:
    """Pixels, of strokes, bool [H,W]; 0 where there are none."""
    depth = cv2.distanceTransform(strokes.view(np.uint8), cv2.DIST_L2, 3)
    ridge = strokes & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    return 2 * float(np.percentile(depth[ridge], MIDDLES)) - 1 if ridge.any() else 0.0
