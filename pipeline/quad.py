"""Four corners in a small picture of a sheet of paper: whether they are its own."""

from itertools import pairwise

import cv2
import numpy as np

LEAST, MOST = 0.12, 0.96
"""The share of the picture that a sheet fills."""
DARKER = 0.7
"""What lies around is at most so bright, as a share of the sheet."""
FILLED, ELSEWHERE = 0.94, 0.15
"""The share of the four-cornered shape that is light, once its writing is closed; at most so much
of what lies around is: where several fields of a form are light, all of them are read."""
INSIDE = 3
"""So many of its sides at least are in the picture: the edge of a shadow is one, or two."""
SHORTEST = 0.2
"""Of the picture's shorter side: no side of a sheet is shorter."""
SHARP, STEP, ACROSS = 0.75, 3, 8
"""This share of the step across a side is made within STEP pixels, of ACROSS to either side."""
DARKEST_SHADE, BLURRED = 0.5, 0.55
"""What lies around is darker than any shade if it is no brighter than this share of the sheet: then
the step may be as blurred as the second number says."""
EDGE, BEYOND = 3, 0.06
"""Pixels of the size looked at: so near, a corner lies on the border. And a share of its shorter
side: no corner lies further beyond it."""


def stands_out(corners: np.ndarray, small: np.ndarray, light: np.ndarray, blurred: float) -> bool:
    """Whether the four corners are a sheet's: large, filled, and much darker around."""
    inside = within(corners, small.shape)
    closed = [*corners, corners[0]]
    sides = [float(np.linalg.norm(b - a)) for a, b in pairwise(closed)]
    return (
        LEAST <= inside.mean() <= MOST
        and min(sides) >= SHORTEST * min(small.shape)
        and float((light[inside] > 0).mean()) >= FILLED
        and float((light[~inside] > 0).mean()) <= ELSEWHERE
        and (beyond := brightness_around(corners, small)) <= DARKER
        and _has_edges(corners, small, blurred if beyond <= DARKEST_SHADE else SHARP)
    )


def within(corners: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Which pixels of a picture of this shape lie within the corners: bool [h,w]."""
    covered: np.ndarray = np.zeros(shape, np.uint8)
    return cv2.fillConvexPoly(covered, corners.round().astype(np.int32), 1) > 0


def brightness_around(corners: np.ndarray, small: np.ndarray) -> float:
    """How bright it is around the corners, as a share of how bright it is between them."""
    inside = within(corners, small.shape)
    return float(np.median(small[~inside]) / max(float(np.median(small[inside])), 1.0))


def _has_edges(corners: np.ndarray, small: np.ndarray, sharp: float) -> bool:
    """Whether enough sides lie inside the picture, and light ends at them all at once.

    A shadow's edge is softer than paper's. A sheet that leaves the picture with a corner has none.
    """
    last = np.array(small.shape[::-1]) - 1
    beyond = BEYOND * min(small.shape)
    if (corners < -beyond).any() or (corners > last + beyond).any():
        return False
    # Of each corner: whether it lies at the left, the top, the right, the bottom.
    at = np.hstack([corners <= EDGE, corners >= last - EDGE])
    sides = zip(pairwise([*corners, corners[0]]), pairwise([*at, at[0]]), strict=True)
    inside = [side for side, (a, b) in sides if not (a & b).any()]
    return len(inside) >= INSIDE and all(_sharpness(small, *side) >= sharp for side in inside)


def _sharpness(small: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """The share of the step across a side that happens within a few pixels."""
    along = (end - start) / np.linalg.norm(end - start)
    points = start + np.linspace(0.1, 0.9, 40)[:, None] * (end - start)
    offsets = np.arange(-ACROSS, ACROSS + 1)[:, None, None] * along[::-1] * (1, -1)
    across = (points + offsets).round().astype(int)
    columns, rows = (across[..., i].clip(0, small.shape[1 - i] - 1) for i in (0, 1))
    profile = np.median(small[rows, columns].astype(float), axis=1)
    steps = profile[:-STEP] - profile[STEP:]
    return float(np.abs(steps).max() / max(np.ptp(profile), 1.0))


def extent(corners: np.ndarray) -> tuple[int, int]:
    """Width and height of a sheet: of its longer opposite sides."""
    top, right, bottom, left = (
        float(np.linalg.norm(b - a)) for a, b in pairwise([*corners, corners[0]])
    )
    return max(1, round(max(top, bottom))), max(1, round(max(left, right)))
